"""A board's question on an item, to a named person, until the board accepts the answer."""

from handlers.challenge.steps import accept, answer, ask, not_yet, show, to_settle

__all__ = ["accept", "answer", "ask", "not_yet", "show", "to_settle"]
