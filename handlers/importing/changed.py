"""What an import changes of each item that was here before: said to whoever imports, and kept in its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import Any

from sqlmodel import Session

from handlers.importing.compared import apart
from models.columns import Row, partial
from models.plan import Inspection, PlanAction, Recommendation, Response, Workstream
from models.progress import BoardJudgement, Measure
from models.rules.dates import say_day, say_partial

Item = Recommendation | PlanAction | Workstream
_DUE = frozenset({"due_on", "due_precision", "due_text", "due_end"})
_UNTOLD = frozenset({"number", "due_basis", *_DUE})
_CALLED = {
    "completion_test": "completion test",
    "council_number": "the council's number",
    "council_text": "the council's words",
    "depends_text": "what it waits for",
    "group_name": "section",
    "inspection_id": "inspection",
    "limit_text": "the limit's words",
    "measure": "how anyone will know that it worked",
    "number_basis": "where its number comes from",
    "parent_id": "what it is part of",
    "published_text": "the published words",
    "source": "what else the source says",
    "source_number": "number in the source",
    "source_text": "words",
    "text": "words",
    "time_limit": "limit",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of an item that changes, whole and in words, before and after; nothing is an empty text."""

    what: str
    was: str
    now: str
    quoted: bool = False

    @property
    def said(self) -> str:
        """It with both wordings, of two long ones where they differ."""
        shown = zip((self.was, self.now), apart(self.was, self.now), strict=True)
        old, new = (f"“{short}”" if whole and self.quoted else short for whole, short in shown)
        if self.was and self.now:
            return f"{self.what} from {old} to {new}"
        return f"{self.what}: {old} taken out" if self.was else f"{self.what}: {new} added"


@dataclass(slots=True)
class Changed:
    """One item with what changes of it. `untold` is what its history does not say in an entry of its own."""

    subject: str
    name: str
    plan_id: int
    parts: list[Part] = field(default_factory=list)
    untold: list[Part] = field(default_factory=list)


def about(session: Session, row: Row) -> Item | Measure | None:
    """The item whose history a row belongs to: itself, or what it is about; None for what belongs to the plan."""
    if isinstance(row, Item | Measure):
        return row
    if not isinstance(row, Response | BoardJudgement):
        return None
    tables: tuple[tuple[str, Any], ...] = (
        ("recommendation_id", Recommendation), ("action_id", PlanAction), ("workstream_id", Workstream),
    )  # fmt: skip
    found = ((table, getattr(row, column, None)) for column, table in tables)
    return next((session.get(table, key) for table, key in found if key), None)


def named(row: Item | Measure) -> str:
    """What people call an item: "SG4", "action 4.2", "workstream Phase 1"."""
    match row:
        case Recommendation():
            return row.label
        case PlanAction():
            return f"action {row.label}"
        case Workstream():
            return row.label if row.label.casefold().startswith(row.kind.value) else f"{row.kind.value} {row.label}"
        case _:
            return f"measure {row.name}"


def parts_of(session: Session, row: Row, different: Mapping[str, Any], kind: str) -> list[Part]:
    """What the columns that differ mean; `kind` goes before what is not an item's own."""
    own = f"{kind} " if isinstance(row, Response | BoardJudgement) else ""
    parts = []
    for column, new in different.items():
        if column not in _UNTOLD:
            old = getattr(row, column)
            was, now = (_whole(session, row, column, value) for value in (old, new))
            parts.append(Part(f"{own}{_called(column)}", was, now, _is_text(old) or _is_text(new)))
    return parts + ([_due(row, different)] if _DUE & different.keys() else [])


def _due(row: Row, different: Mapping[str, Any]) -> Part:
    after = SimpleNamespace(**{column: different.get(column, getattr(row, column)) for column in _DUE})
    was, now = ("" if (day := partial(each, "due")) is None else say_partial(day) for each in (row, after))
    return Part("date", was, now)


def _called(column: str) -> str:
    return _CALLED.get(column, column.replace("_", " "))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Enum)


def _whole(session: Session, row: Row, column: str, value: Any) -> str:
    """All of a stored value, in words."""
    if value is not None and column == "inspection_id":
        return session.get_one(Inspection, value).name
    if value is not None and column == "parent_id":
        above: Any = session.get_one(type(row), value)
        return str(above.label)
    return _spelt(value)


def _spelt(value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value).replace("_", " ")
        case date():
            return say_day(value)
        case dict():
            return "; ".join(f"{name}: {_spelt(each)}" for name, each in value.items())
        case list() | tuple():
            return ", ".join(_spelt(each) for each in value)
        case _:
            return " ".join(str(value).split())
