"""Telling a worry about a child from talk about a plan: the bot is no safeguarding channel, and says so."""

from models.rules.concerns.reading import reads_as_concern

__all__ = ["reads_as_concern"]
