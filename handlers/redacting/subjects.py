"""What can be removed, by the name people see it under, and which of its columns hold words."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from handlers.cards.words import GONE
from handlers.errors import UserError
from models.assurance import ImpactStatement, LibraryItem, PlannedReview
from models.card import Action
from models.decisions import Challenge, Change, Decision
from models.progress import Evidence, Figure, Measure, Update
from models.reminders import Reminder

SHORTEST = 4
"""Letters of a text that is looked for inside other texts."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that holds people's words, under the letter people call it by.

    A `keyed` one has a key that is made of its name, so the key goes as well.
    """

    letter: str
    table: Any
    name: str
    words: tuple[str, ...]
    optional: tuple[str, ...] = ()
    keyed: bool = False


KINDS = (
    Kind("U", Update, "update", ("narrative", "next_step", "help_needed")),
    Kind("E", Evidence, "evidence", ("title", "shows"), ("link", "message", "file_name", "answer", "decision_reason")),
    Kind("I", ImpactStatement, "impact_statement", ("narrative",)),
    Kind("Q", Challenge, "challenge", ("question", "answer", "judged_reason")),
    Kind("C", Change, "change", ("reason", "decision_reason")),
    Kind("D", Decision, "decision", ("reason", "wanted"), ("minute",)),
    Kind("M", Measure, "measure", ("name",), ("note",), keyed=True),
    Kind("R", PlannedReview, "planned_review", ("label", "scope")),
    Kind("L", LibraryItem, "library_item", ("document",), ("link", "not_needed"), keyed=True),
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


def notes_of(session: Session, row: Any) -> list[Figure]:
    """The figures of a measure that have a note, which goes with it."""
    if not isinstance(row, Measure):
        return []
    noted = select(Figure).where(Figure.measure_id == row.key_id, col(Figure.note).is_not(None))
    return [each for each in session.exec(noted.with_for_update()) if each.note != GONE]


def erase_reminders(session: Session, plan_id: int, words: tuple[str, ...]) -> None:
    """Take the words out of what the plan's people are reminded of."""
    noted = select(Reminder).where(Reminder.plan_id == plan_id, col(Reminder.note) != "")
    for row in session.exec(noted):
        note = row.note or ""
        for text in words:
            note = note.replace(text, GONE) if len(text) >= SHORTEST else note
        row.note = note
        session.add(row)


def erase(kind: Kind, row: Any) -> str:
    """Blank the words of a row; give the hash of the file it had, which is empty where it had none."""
    for column in kind.words:
        setattr(row, column, GONE if getattr(row, column) else "")
    for column in kind.optional:
        setattr(row, column, GONE if getattr(row, column) else None)
    if kind.keyed:
        row.key = f"removed-{row.key_id}"
    digest = row.file_sha256 if isinstance(row, Evidence) else None
    if digest is not None:
        row.file_sha256 = None
    return digest or ""
