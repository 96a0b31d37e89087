"""What a file words otherwise than it is here and an import never edits: said, with both wordings, and kept."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from handlers.cards.words import GONE
from handlers.importing.compared import apart
from handlers.importing.work import Work
from handlers.retention.kinds import GONE as TIME_UP

UPDATED = "what somebody reported is never edited, so it is kept; a correction is a new update, in chat"
OFFERED = "evidence is never edited, so it is kept; offer what is new as a piece of its own, in chat"
DECIDED = "where it stands with its board is kept; that is decided in chat"
_MINOR = frozenset({"person_id", "by_name", "platform"})


def say_kept(work: Work, what: str, row: Any, said: Mapping[str, object], because: str) -> None:
    """Name each of a row's columns that the file has otherwise; of a row with something removed from it, none."""
    if any(gone in str(getattr(row, column)) for column in said for gone in (GONE, TIME_UP)):
        return
    for column, new in said.items():
        old = getattr(row, column)
        if column in _MINOR or (old or None) == (new or None):
            continue
        here, there = map(_quoted, (old, new), apart(old, new))
        work.desk.result.note(f"{what}: {column.replace('_', ' ')} is {here} here and {there} in the file: {because}")


def _quoted(value: object, said: str) -> str:
    return f"“{said}”" if value and isinstance(value, str) and not isinstance(value, Enum) else said
