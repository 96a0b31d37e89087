"""The bot in Slack: nothing else here knows its SDK."""
