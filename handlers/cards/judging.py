"""What a board is asked when it judges, and how its word is said."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.decided import extraordinary
from handlers.cards.words import called, ended, item_ref, say, short
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import Action, Card, ChoiceField, DateField, Form, Paragraph, TextField
from models.rules.dates import say_day
from models.vocabulary import Delivery, Impact, SignOff

if TYPE_CHECKING:
    from handlers.judging import Word
    from handlers.offices import BoardView

_DELIVERY = tuple((say(each), say(each)) for each in Delivery if each is not Delivery.PAUSED)
_SIGN_OFF = (("signed off", "signed off"), ("not agreed", "not agreed"), ("reopened", "reopened"))


def judge_form(view: PlanView, item: Item, args: Arguments, boards: "Sequence[BoardView]", last: date | None) -> Form:
    """A word on one axis or more, the meeting, and the reason."""
    options = tuple((board.key, board.name) for board in boards)
    sign_off = ChoiceField("sign-off", "Sign-off", _SIGN_OFF, value=args.get("sign-off"))
    minute = TextField("minute", "The minute, for “signed off”", value=args.get("minute"), max_length=200)
    return Form(
        f"Judge {called(item)} for the {boards[0].name}: {short(item.text, 60)}",
        compose("judge", item_ref(view, item)),
        (
            ChoiceField("delivery", "Delivery", _DELIVERY, value=args.get("delivery")),
            ChoiceField("impact", "Impact", tuple((say(each), say(each)) for each in Impact), value=args.get("impact")),
            *((sign_off,) if item.kind != "recommendation" else ()),
            DateField("meeting", "At the meeting of", required=True,
                      value=args.get("meeting") or (last.isoformat() if last else "")),
            extraordinary(args),
            *((minute,) if item.kind != "recommendation" else ()),
            TextField("reason", "Why", multiline=True, required=True, value=args.get("reason")),
            *((ChoiceField("board", "Which board?", options, required=True, value=args.get("board")),)
              if len(boards) > 1 else ()),
        ),
        intro="At least one of the axes; what was said before of those left empty stands.",
    )  # fmt: skip


def lift_form(view: PlanView, item: Item) -> Form:
    """Why a board's word no longer stands."""
    reason = TextField("reason", "Why does it no longer stand?", multiline=True, required=True)
    return Form(f"Lift the board's word on {called(item)}", compose("judge lift", item_ref(view, item)), (reason,))


def worded(value: Delivery | Impact | SignOff | None) -> str | None:
    """A board's word as it is kept and read."""
    return say(value) if value is not None else None


def signed_words(word: "Word") -> str | None:
    """A board's word on sign-off with the minute that it is in."""
    said = worded(word.sign_off)
    return f"{said}, minute {word.minute}" if said and word.minute else said


def axes(word: "Word") -> str:
    """What was judged, an axis at a time."""
    named = (
        ("delivery", worded(word.delivery)), ("impact", worded(word.impact)), ("sign-off", signed_words(word)),
    )  # fmt: skip
    return "; ".join(f"{axis} {value}" for axis, value in named if value is not None)


def said(item: Item, word: "Word") -> str:
    """A judgement in one sentence, as history keeps it."""
    meeting = say_day(word.meeting)
    return f"{word.board.name} judged {called(item)} at the meeting of {meeting}: {axes(word)}: “{word.reason}”"


def said_lifted(item: Item, board: str, reason: str) -> str:
    """That a judgement was lifted, and why."""
    return f"{board} lifted its word on {called(item)}: “{reason}”"


def judged_card(view: PlanView, item: Item, word: "Word") -> Card:
    """That a board's word is recorded; it stands beside the owner's."""
    stands = "It stands beside the owner's word and other boards', and the worst of them heads the card, until the "
    stands += "board speaks of it again or lifts it."
    shown = word.impact in (Impact.EVIDENCED, Impact.SUSTAINED) and item.kind != "recommendation"
    by_itself = f"No accepted evidence is kept on {called(item)}, so its impact rests on the board's own word alone."
    alone = Paragraph((by_itself,))
    name, day = item_ref(view, item), say_day(word.meeting)
    return Card(
        ended(f"{called(item)}: the {word.board.name}, {day}: {axes(word)}. “{short(word.reason)}”"),
        (Paragraph((stands,)), *((alone,) if shown else ()), *foot(view)),
        (Action("See it", compose("status", name)), Action("Lift it", compose("judge lift", name))),
    )


def lifted_card(view: PlanView, item: Item, reason: str) -> Card:
    """That a board's word no longer stands."""
    return Card(
        ended(f"{called(item)}: the board's latest word is lifted. “{short(reason)}”"),
        (Paragraph(("What it said stays in the history; an earlier word of a board stands again.",)), *foot(view)),
        (Action("See it", compose("status", item_ref(view, item))),),
    )
