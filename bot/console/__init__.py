"""The console: a full platform for a person at a terminal, a script, or a test."""
