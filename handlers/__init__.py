"""What can be asked for: use cases and wording; no platform, no clock, no commit."""
