"""What a board and an item's owner are asked about a sign-off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.decided import MINUTED, reported_at, where_decided
from handlers.cards.words import item_ref, short
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import ChoiceField, DateField, Form, PersonField, TextField

if TYPE_CHECKING:
    from handlers.offices import BoardView
    from handlers.signoff.matter import Matter


def which_board_form(view: PlanView, item: Item, boards: "Sequence[BoardView]") -> Form:
    """Which board to ask, where the plan does not say which one signs off."""
    options = tuple((board.key, board.name) for board in boards)
    return Form(
        f"Ask for {item.label} to be signed off",
        compose("sign-off request", item_ref(view, item)),
        (
            ChoiceField("board", "Which board decides it?", options, required=True),
            _why("Anything the board should know"),
        ),
        intro="The plan does not say which board signs off. An administrator can set signing_board in the plan file.",
    )


def sign_form(matter: "Matter", args: Arguments, last: date | None) -> Form:
    """Where the board decided it: at a meeting with its minute, or, for officers' boards, by chair's action."""
    return Form(
        f"Sign off {matter.item.label}: {short(matter.item.text, 70)}",
        _command("sign", matter),
        where_decided(matter.board, matter.seat, args, last),
        intro=MINUTED,
    )


def return_form(matter: "Matter", args: Arguments, owner: str, meeting: date | None) -> Form:
    """What is wanted, from whom and by which meeting."""
    by = args.get("by") or (meeting.isoformat() if meeting else "")
    return Form(
        f"Return {matter.item.label}, saying what is wanted",
        _command("return", matter),
        (
            TextField("wanted", "What evidence is wanted", multiline=True, required=True, value=args.get("wanted")),
            PersonField("from", "From whom", required=True, value=args.get("from") or owner),
            DateField("by", "By which meeting", required=True, value=by, hint="They are reminded before it."),
            TextField("reason", "Why it is returned", multiline=True, value=args.get("reason")),
        ),
    )


def reopen_form(matter: "Matter") -> Form:
    """Why a sign-off is taken back."""
    reason = TextField("reason", "Why does it no longer stand?", multiline=True, required=True)
    return Form(f"Reopen {matter.item.label}: its sign-off becomes void", _command("reopen", matter), (reason,))


def holding_form(matter: "Matter", answer: str) -> Form:
    """Whether what was signed off still holds, and what shows it."""
    return Form(
        f"Does {matter.item.label} still hold? {short(matter.item.text, 70)}",
        compose("holding", matter.ref, version=matter.facts.version),
        (
            ChoiceField("answer", "Still holding?", (("yes", "Yes"), ("no", "No")), required=True, value=answer),
            _why("What shows it; for “no”, what has changed"),
        ),
        errors=(("reason", "Say in a sentence what has changed."),) if answer == "no" else (),
    )


def reported_form(matter: "Matter", args: Arguments, last: date | None) -> Form:
    """Where a chair's action was reported."""
    return Form(
        f"Chair's action on {matter.item.label}: reported to the {matter.board.name}",
        compose("sign-off reported", matter.ref),
        reported_at(args, last),
    )


def _command(word: str, matter: "Matter") -> str:
    return compose(f"sign-off {word}", matter.ref, version=matter.facts.version)


def _why(label: str) -> TextField:
    return TextField("reason", label, multiline=True)
