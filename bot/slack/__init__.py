"""The bot in Slack: its adapter, and how cards and forms look there. Nothing else knows its SDK."""
