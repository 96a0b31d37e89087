"""Microsoft Teams: activities in, Adaptive Cards out. Nothing outside this folder knows its SDK."""
