"""What can be removed, by the name people see it under, and which of its columns hold words."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from handlers.cards.words import GONE
from handlers.errors import UserError
from models.assurance import ImpactStatement
from models.card import Action
from models.decisions import Challenge, Change, Decision
from models.progress import Evidence, Update


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that holds people's words, under the letter its name begins with."""

    letter: str
    table: Any
    name: str
    words: tuple[str, ...]
    optional: tuple[str, ...] = ()


KINDS = (
    Kind("U", Update, "update", ("narrative", "next_step", "help_needed")),
    Kind("E", Evidence, "evidence", ("title", "shows"), ("link", "message", "file_name", "answer", "decision_reason")),
    Kind("I", ImpactStatement, "impact_statement", ("narrative",)),
    Kind("Q", Challenge, "challenge", ("question", "answer", "judged_reason")),
    Kind("C", Change, "change", ("reason", "decision_reason")),
    Kind("D", Decision, "decision", ("reason", "wanted"), ("minute",)),
)


def subject_of(said: str) -> tuple[Kind, int]:
    """The kind and id that "U12" names. Raises UserError that says what can be named."""
    letter, number = said[:1].upper(), said[1:]
    kind = next((each for each in KINDS if each.letter == letter), None)
    if kind is None or not number.isdecimal() or len(number) > 9:  # noqa: PLR2004  because ids are shorter
        named = ", ".join(f"{each.letter} for {each.name.replace('_', ' ')}" for each in KINDS)
        raise UserError(
            f"Say what to remove by its letter and number, as in U12. The letters: {named}.",
            Action("History", "history"),
        )
    return kind, int(number)


def row_of(session: Session, kind: Kind, number: int, plan_id: int) -> Any:
    """The row, locked. Raises UserError where this plan has none."""
    row = session.get(kind.table, number, with_for_update=True, populate_existing=True)
    if row is None or row.plan_id != plan_id:
        raise UserError(
            f"There is no {kind.letter}{number} in this plan. Nothing was removed.", Action("History", "history")
        )
    return row


def words_of(kind: Kind, row: Any) -> tuple[str, ...]:
    """Everything people wrote in a row."""
    said = (getattr(row, column) for column in (*kind.words, *kind.optional))
    return tuple(text for text in said if text and text != GONE)
