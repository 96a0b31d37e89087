"""The bot in Microsoft Teams: its adapter, and how cards and forms look there. Nothing else knows its SDK."""
