"""Evidence listed, what is against first; and all of one piece."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.evidence.words import KINDS, checked_by
from handlers.cards.words import GONE, count, item_ref, listed, ref, short
from handlers.grammar import compose
from models.card import Action, Block, Card, Facts, Link, Paragraph, Spans
from models.rules.dates import say_day
from models.vocabulary import Bearing, EvidenceState

if TYPE_CHECKING:
    from handlers.evidence.pieces import PieceView

PAGE = 6
_STATES = {
    EvidenceState.OFFERED: "waiting to be accepted",
    EvidenceState.ACCEPTED: "accepted",
    EvidenceState.RETURNED: "sent back",
}


Theirs = Callable[["PieceView"], bool]
"""Whether a piece is the reader's to accept or to send back."""


LIMITED = "Some evidence is limited to the board and its owners, and not shown to you"
"""That there is some which the reader may not see, and neither how much nor what it says."""


def listing_card(
    view: PlanView, item: Item, pieces: Sequence["PieceView"], *, page: int, may_offer: bool, theirs: Theirs,
    limited: int = 0,
) -> Card:  # fmt: skip
    """The evidence of one recommendation, what is against it first; `limited` is how much the reader may not see."""
    name = item_ref(view, item)
    add = (Action("Add evidence" if may_offer else "Add evidence against", compose("evidence add", name)),)
    status = Action("Status", compose("status", name))
    if not pieces:
        said = f"{item.label} has no evidence that you can see. What can show that things are better for children?"
        return Card(said, (*_limited(limited), *foot(view)), (*add, status))
    here = pieces[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(pieces), PAGE, compose("evidence", name))
    facts = Facts(tuple((each.name, _line(each)) for each in here))
    judged = _judging(here, theirs)
    opened = tuple(Action(each.name, compose("evidence", each.name)) for each in here[:3])
    title = f"{item.label}: {count(len(pieces), 'piece')} of evidence, what is against first"
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(title, (facts, *_limited(limited), *quiet, *foot(view)), (*add, *judged, *opened, *turn, status))


def _limited(limited: int) -> tuple[Block, ...]:
    return (Paragraph((f"{LIMITED}.",)),) if limited else ()


def waiting_card(view: PlanView, pieces: Sequence["PieceView"], *, page: int, theirs: Theirs, such_as: str) -> Card:
    """The evidence of a plan that waits to be accepted or sent back; `such_as` is one of its items."""
    if not pieces:
        said = f"No evidence in {view.name} waits to be accepted. “evidence {such_as}” lists what one item has."
        return Card(said, foot(view), (Action("What is unproved", "gaps"), Action("Status", "status")))
    here = pieces[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(pieces), PAGE, "evidence")
    rows = tuple((each.name, (f"{listed(to.label for to in each.serves)}: ", *_line(each))) for each in here)
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    judged = _judging(here, theirs) or tuple(Action(each.name, f"evidence {each.name}") for each in here[:3])
    title = f"{view.name}: {count(len(pieces), 'piece')} of evidence waiting to be accepted"
    return Card(title, (Facts(rows), *quiet, *foot(view)), (*judged, *turn))


def _judging(pieces: Sequence["PieceView"], theirs: Theirs) -> tuple[Action, ...]:
    first = next((each for each in pieces if each.row.state is EvidenceState.OFFERED and theirs(each)), None)
    if first is None:
        return ()
    return (
        Action(f"Accept {first.name}", f"evidence accept {first.name}"),
        Action(f"Send back {first.name}", f"evidence return {first.name}"),
    )


def _line(view: "PieceView") -> Spans:
    row = view.row
    bearing = "" if row.bearing is Bearing.FOR else f"{row.bearing.value.upper()}{_answered(row)} · "
    period = f", {row.period}" if row.period else ""
    limited = " · limited to the board and its owners" if row.restricted else ""
    file = " · its file was in doubt, and checked" if row.declared and row.state is EvidenceState.OFFERED else ""
    return (f"{bearing}{KINDS[row.kind]}{period}: {short(row.shows or row.title, 120)} · {_state(row)}{file}{limited}",)


def _state(row: Any) -> str:
    return "counts for nothing" if row.title == GONE else _waits(row)


def _waits(row: Any) -> str:
    """A piece's state; what a reader offered waits to be looked at."""
    return "waiting to be looked at" if row.by_reader and row.state is EvidenceState.OFFERED else _STATES[row.state]


def _answered(row: object) -> str:
    return ", answered" if getattr(row, "answered", False) else ", not answered"


def piece_card(view: PlanView, piece: "PieceView", *, theirs: Theirs, may_answer: bool) -> Card:
    """All of one piece."""
    row = piece.row
    facts: list[tuple[str, Spans]] = [
        ("Serves", (listed(each.label for each in piece.serves),)),
        ("Kind", (KINDS[row.kind],)),
        ("Speaks", (f"{row.bearing.value}{'' if row.bearing is Bearing.FOR else _answered(row)}",)),
        *((("Shows", (row.shows,)),) if row.shows else ()),
        *((("Period", (row.period,)),) if row.period else ()),
        *((("Link", (Link(short(row.link, 80), row.link), " (kept, not opened; what it shows may change)")),)
          if row.link else ()),
        *((("File", (f"{row.file_name}, sha256 {row.file_sha256[:12]}…",)),) if row.file_sha256 else ()),
        *((("Checked", (checked_by(row),)),) if row.declared else ()),
        *((("Message", (f"“{short(row.message, 300)}”",)),) if row.message and row.message != row.shows else ()),
        ("Offered", (f"{row.by_name}, {say_day(row.at.date())}",)),
        ("State", (_decided(row),)),
        *((("Answer", (f"“{row.answer}” {row.answered_by}",)),) if row.answer else ()),
        *((("Seen by", ("the board and the owners of the item only",)),) if row.restricted else ()),
    ]  # fmt: skip
    first = ref(view, piece.serves[0].label)
    answer = (Action("Answer it", f"evidence answer {piece.name}"),) if may_answer else ()
    judge = _judging([piece], theirs)
    file = (Action("Get the file", f"evidence {piece.name} file"),) if row.file_sha256 else ()
    buttons = (*judge, *answer, *file, Action("All its evidence", compose("evidence", first)))
    return Card(f"{piece.name} · {row.title}", (Facts(tuple(facts)), *foot(view)), buttons)


def file_card(view: PlanView, piece: "PieceView") -> Card:
    """That the file of a piece is there, as it was sent."""
    row = piece.row
    said = f"{piece.name}: here is {row.file_name}, as {row.by_name} sent it on {say_day(row.at.date())}."
    limited = "It is limited to the board and the owners of the item. " if row.restricted else ""
    told = Paragraph((f"{limited}That you opened it is in the history.",), quiet=True)
    return Card(said, (told, *foot(view)), (Action(f"About {piece.name}", compose("evidence", piece.name)),))


def _decided(row: object) -> str:
    if getattr(row, "title", "") == GONE:
        return "removed by law, so it counts for nothing"
    state = _waits(row)
    by, reason = getattr(row, "decided_by", None), getattr(row, "decision_reason", None)
    return f"{state}{f' by {by}' if by else ''}{f': “{reason}”' if reason else ''}"
