"""The paper forms of a plan: files read into drafts, and drafts checked before anything is written."""
