"""The row behind "U12": finding it, reading what people wrote in it, and blanking that."""

import json
import re
from typing import Any

from sqlmodel import Session, col, select

from handlers.cards.words import GONE
from handlers.documents.names import label_key
from handlers.errors import UserError
from handlers.redacting.kinds import KINDS, Kind
from handlers.redacting.quoting import looked_for, without
from handlers.removed import Text, emptied, leaves
from models.audit import REMOVED, AuditContent, AuditEntry
from models.card import Action
from models.columns import Versioned
from models.decisions import Change, ChangeCondition
from models.governance import Board, Meeting
from models.plan import Plan, PlanAction, Recommendation, Response, Workstream
from models.progress import Evidence, Figure, Measure
from models.vocabulary import ChangeKind, ChangeState

_QUOTED = re.compile("“([^“”]+)”")
_NEVER = ("redact", REMOVED)
"""What the history keeps of removals themselves."""
OWN = "own"
"""Whose a figure is that is the council's own, and nobody's words."""


def subject_of(said: str) -> tuple[Kind, int]:
    """The kind and id that "U12" names. Raises UserError that says what can be named."""
    letter, number = said[:1].upper(), said[1:]
    kind = next((each for each in KINDS if each.letter == letter), None)
    if kind is None or not number.isdecimal() or len(number) > 9:  # noqa: PLR2004  because ids are shorter
        named = ", ".join(f"{each.letter} {each.said}" for each in KINDS)
        raise UserError(
            "Say what to remove by its letter and number, as in: redact U12. To see what there is, with its number: "
            f"redact find ITEM. The letters: {named}.",
            Action("Help with removal", "help redact"),
        )
    return kind, int(number)


def row_of(session: Session, kind: Kind, number: int, plan_id: int) -> Any:
    """The row, locked. Raises UserError where this plan has none."""
    row = session.get(kind.table, number, with_for_update=True, populate_existing=True)
    if row is None or plan_of(session, row) != plan_id or getattr(row, "event", "") in _NEVER:
        raise UserError(
            f"There is no {kind.letter}{number} in this plan. Nothing was removed. "
            "To see what there is, with its number: redact find ITEM",
            Action("History", "history"),
        )
    return row


def plan_of(session: Session, row: Any) -> int | None:
    """The plan that a row belongs to, by itself or through what it hangs from."""
    if isinstance(row, Plan):
        return row.id
    above = next(((table, column) for each, table, column in _UNDER if isinstance(row, each)), None)
    held: Any = session.get_one(above[0], getattr(row, above[1])) if above else row
    plan_id: int | None = held.plan_id
    return plan_id


_UNDER: tuple[tuple[Any, Any, str], ...] = (
    (Figure, Measure, "measure_id"), (Response, Recommendation, "recommendation_id"), (Meeting, Board, "board_id"),
)  # fmt: skip


def words_of(session: Session, kind: Kind, row: Any) -> tuple[str, ...]:
    """Everything people wrote in a row that may be quoted elsewhere."""
    if isinstance(row, AuditEntry):
        return _told(session, row)
    said = [getattr(row, column) for column in (*kind.words, *kind.optional)]
    if isinstance(row, Change):
        said.append(row.wanted.get("text"))
    if isinstance(row, Measure):
        said += [each.note for each in notes_of(session, row)]
    return tuple(text for text in said if text and text != GONE)


def texts_of(session: Session, kind: Kind, row: Any) -> list[Text]:
    """Everything that goes with a row, for a plan file never to bring it back. Nothing of a line of the history."""
    about = f"{kind.table.__tablename__}:{row.id}"
    found = [
        Text(about, column, str(getattr(row, column)), telling=column not in kind.beside)
        for column in (*kind.words, *kind.optional, *kind.beside)
        if getattr(row, column) not in (None, "", GONE)
    ]
    found += [
        Text(about, column, text, telling=False) for column in kind.sources for text in leaves(getattr(row, column))
    ]
    if isinstance(row, Workstream) and _labelled_by_name(row):
        found.append(Text(about, "label", row.label, telling=False))
    if isinstance(row, Figure) and row.whose not in (OWN, GONE):
        found.append(Text(about, "whose", row.whose, telling=False))
    if isinstance(row, Measure):
        found += [Text(f"figure:{each.key_id}", "note", each.note or "") for each in notes_of(session, row)]
    return found


def _labelled_by_name(row: Workstream) -> bool:
    return row.label_key == label_key(row.name)


def _told(session: Session, row: AuditEntry) -> tuple[str, ...]:
    """What a line of the history says: what it quotes, which may stand elsewhere too, or else all of it.

    Of what an import put in the place of other words, those other words whole; the new ones are the item's own.
    """
    held = session.get(AuditContent, row.id)
    content = json.loads(held.content) if held and held.content else {}
    if replaced := tuple(part["was"] for part in content.get("parts", ()) if part["words"] and part["was"]):
        return replaced
    summary = str(content.get("summary") or "")
    return tuple(_QUOTED.findall(summary)) or ((summary,) if summary else ())


def notes_of(session: Session, row: Measure) -> list[Figure]:
    """The figures of a measure that have a note, which goes with it."""
    noted = select(Figure).where(Figure.measure_id == row.key_id, col(Figure.note).is_not(None))
    return [each for each in session.exec(noted.with_for_update()) if each.note != GONE]


def erase(session: Session, kind: Kind, row: Any) -> str:
    """Blank the words of a row and what goes with it; give the hash of its file, which is empty where it had none."""
    if isinstance(row, Workstream) and _labelled_by_name(row):
        row.label = row.label_key = f"removed{row.key_id}"
    for column in kind.words:
        setattr(row, column, GONE if getattr(row, column) else "")
    for column in (*kind.optional, *kind.beside):
        setattr(row, column, GONE if getattr(row, column) else getattr(row, column))
    for column in kind.sources:
        setattr(row, column, emptied(getattr(row, column)))
    for column in kind.counts:
        setattr(row, column, None)
    if kind.paper and isinstance(row, Versioned):
        row.version += 1
    if kind.keyed:
        row.key = f"removed-{row.key_id}"
    digest = row.file_sha256 if isinstance(row, Evidence) else None
    if digest is not None:
        row.file_sha256 = None
    _with_it(session, row)
    session.add(row)
    session.flush()
    return digest or ""


def _with_it(session: Session, row: Any) -> None:
    if isinstance(row, Figure) and row.whose != OWN:
        row.whose = GONE
    if isinstance(row, Measure):
        for figure in notes_of(session, row):
            figure.note = GONE
            session.add(figure)
    if isinstance(row, Change):
        _change(session, row)


def _change(session: Session, row: Change) -> None:
    """What a request would have put in the plan goes, and from the plan where it was agreed; an open one ends."""
    text = row.wanted.get("text")
    if text and row.state is ChangeState.AGREED and row.kind in (ChangeKind.REWORD, ChangeKind.ADD):
        _from_the_plan(session, row.plan_id, text)
    if text:
        row.wanted = {**row.wanted, "text": GONE}
    for each in session.exec(select(ChangeCondition).where(ChangeCondition.change_id == row.id)):
        for column in ("met_by", "minute"):
            setattr(each, column, GONE if getattr(each, column) else None)
        session.add(each)


def _from_the_plan(session: Session, plan_id: int, text: str) -> None:
    items: tuple[tuple[Any, str], ...] = ((Recommendation, "council_text"), (PlanAction, "text"))
    for table, column in items:
        held = select(table).where(table.plan_id == plan_id, getattr(table, column) == text).with_for_update()
        for row in session.exec(held):
            setattr(row, column, GONE)
            row.version += 1
            session.add(row)


def scrub_requests(session: Session, words: tuple[str, ...]) -> None:
    """Take the words out of what other requests say stood, or should stand, in a plan."""
    found = looked_for(words)
    for row in session.exec(select(Change)):
        row.was, row.wanted = without(row.was, found), without(row.wanted, found)
        session.add(row)
