"""That a piece was offered, accepted, sent back or answered, and what followed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.evidence.words import KINDS, checked_by
from handlers.cards.words import ended, listed, person, ref, short
from handlers.grammar import compose
from models.card import Action, Block, Card, Paragraph
from models.vocabulary import Bearing, EvidenceKind

if TYPE_CHECKING:
    from handlers.evidence.pieces import PieceView
    from handlers.evidence.stepping_down import Consequence

_UNLOOKED = (
    "It is shown first, and waits to be looked at: what was found before stands until an officer of the board accepts "
    "it. "
)
_BLOCKS = "the impact cannot be called evidenced"
_PROCESS = (
    "Process evidence shows that the work was done. It can never show impact on its own: for that the board "
    "looks for outcome data, an audit, the voice of children or staff, or somebody from outside."
)


def offered_card(
    view: PlanView, piece: "PieceView", followed: Sequence["Consequence"], told: Sequence[str], *, foreign: bool
) -> Card:
    """What was recorded. It claims nothing: somebody else accepts it.

    `told` are the owners who are asked to answer it; `foreign` is what comes from outside those who answer for an item.
    """
    row = piece.row
    serves = listed(each.label for each in piece.serves)
    said = f"Recorded for {serves}: {piece.name}, {KINDS[row.kind]}, {row.bearing.value}, “{short(row.title, 80)}”"
    blocks: list[Block] = [Paragraph((_answered_by(piece, told) if foreign else _next_step(piece, told),))]
    if row.kind is EvidenceKind.PROCESS:
        blocks.append(Paragraph((_PROCESS,), quiet=True))
    blocks += _followed(followed)
    first = ref(view, piece.serves[0].label)
    buttons = (
        Action("Its evidence", compose("evidence", first)),
        Action("Add another", compose("evidence add", first)),
        Action("Status", compose("status", first)),
    )
    return Card(ended(said), (*blocks, *foot(view)), buttons)


def _next_step(piece: "PieceView", told: Sequence[str]) -> str:
    who = "The chair, the vice-chair, the secretary or a lead accepts it or sends it back; never whoever offered it."
    if piece.row.bearing is Bearing.FOR:
        return who
    blocks = "Until it is answered or sent back, the impact cannot be called evidenced."
    asked = f"{ended(to_answer(told))} " if told else ""
    return f"{blocks} {asked}Answer with: evidence answer {piece.name} answer=“…”. {who}"


def to_answer(told: Sequence[str]) -> str:
    """Who is asked to answer what speaks against an item."""
    who = f"{listed(map(person, told))} {'is' if len(told) == 1 else 'are'} asked to answer it"
    return who[:1].upper() + who[1:]


def _answered_by(piece: "PieceView", told: Sequence[str]) -> str:
    """What becomes of what a reader offered: who is asked to answer it, and that they can follow it."""
    who = to_answer(told) if told else "It has no owner yet, so a lead of the plan answers it"
    return (
        f"{_UNLOOKED if piece.row.by_reader else 'It is shown first. '}Until it is answered or sent back, "
        f"{'nobody can newly call the impact evidenced' if piece.row.by_reader else _BLOCKS}. "
        f"{ended(who)} Your name stands with it; see what becomes of it with: "
        f"evidence {piece.name}"
    )


def _followed(followed: Sequence["Consequence"]) -> list[Block]:
    return [Paragraph((ended(f"{each.said[:1].upper()}{each.said[1:]}"),)) for each in followed]


def decided_card(
    view: PlanView, piece: "PieceView", said: str, followed: Sequence["Consequence"], *, may_state: bool
) -> Card:
    """That a piece was accepted, sent back or answered, and what followed."""
    first = ref(view, piece.serves[0].label)
    buttons = (
        Action("Its evidence", compose("evidence", first)),
        *((Action("State the impact", compose("impact", first)),) if may_state else ()),
        Action("Status", compose("status", first)),
    )
    checked = (Paragraph((f"{checked_by(piece.row)}.",)),) if piece.row.declared and piece.row.file_sha256 else ()
    return Card(ended(said), (*checked, *_followed(followed), *foot(view)), buttons)
