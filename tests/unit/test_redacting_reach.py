"""Every column that may hold free text is reached by lawful removal, or says why it need not be."""

from collections import Counter
from pathlib import Path

from sqlalchemy import Boolean, Date, DateTime, Enum, Integer
from sqlmodel.sql.sqltypes import UTCDateTime

from handlers.redacting.kinds import KINDS
from handlers.redacting.reach import KEPT, NAMED, QUOTED, WITH_IT
from models.columns import DayType
from models.tables import metadata

DOCUMENT = Path(__file__).parents[2] / "docs" / "redaction.md"


WORDLESS = (Boolean, Date, DateTime, DayType, Enum, Integer, UTCDateTime)
"""Types of columns in which no text can stand; any other is taken to be one that may hold some."""


def texts() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.type, WORDLESS)
    }


def test_every_text_column_is_erased_or_says_why_not() -> None:
    kept = [column for columns in KEPT.values() for column in columns]
    placed = Counter([*NAMED, *WITH_IT, *QUOTED, *kept])
    assert texts() - placed.keys() == set(), "say in handlers/redacting/reach.py how removal reaches these, or why not"
    assert placed.keys() - texts() == set(), "these are no columns any more"
    assert [column for column, times in placed.items() if times > 1] == []


def test_no_two_kinds_share_a_letter() -> None:
    assert len({kind.letter for kind in KINDS}) == len(KINDS)


def test_the_guide_has_every_kind_and_every_reason_why_something_stays() -> None:
    guide = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    for kind in KINDS:
        assert f"| `{kind.letter}` | {kind.said} |" in guide
    for reason in KEPT:
        assert reason in guide
