"""Telling a worry about a child from talk about a plan: the bot is no safeguarding channel, and says so."""

__all__ = ["reads_as_concern"]


def reads_as_concern(text: str) -> bool:
    """Tell whether a message reads like a concern about a child, to be met with the front door and not kept."""
    from models.rules.concerns import reading  # noqa: PLC0415  because its many patterns are slow to compile

    return reading.reads_as_concern(text)
