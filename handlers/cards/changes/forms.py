"""What is asked of who asks for a change to the plan, and of who decides it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.changes.said import what
from handlers.cards.decided import MINUTED, extraordinary, reported_at, where_decided
from handlers.cards.words import item_ref, short
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import ChoiceField, DateField, Field, Form, TextField
from models.decisions import Change, ChangeCondition
from models.rules.changes import Rule
from models.vocabulary import ChangeKind

if TYPE_CHECKING:
    from handlers.offices import BoardView, Seat

_TITLES = {
    ChangeKind.DATE: "Ask for a new date for",
    ChangeKind.REWORD: "Ask for new words for",
    ChangeKind.DROP: "Ask to drop",
    ChangeKind.MOVE: "Ask to move",
    ChangeKind.PAUSE: "Ask to pause",
    ChangeKind.RESUME: "Ask to resume",
    ChangeKind.ADD: "Ask for a new action under",
}
_REASON = "Why, and what is done meanwhile"


def ask_form(view: PlanView, item: Item, kind: ChangeKind, args: Arguments, rules: Sequence[Rule]) -> Form:
    """What is asked for and why, and under which of the plan's rules; the original date will still stand."""
    options = tuple((str(place), f"{rule.change}: {rule.decided_by}") for place, rule in enumerate(rules, 1))
    choice = (ChoiceField("rule", "Decided under", options, value=args.get("rule")),) if len(options) > 1 else ()
    return Form(
        f"{_TITLES[kind]} {item.label}: {short(item.text, 60)}",
        compose(f"change {kind.value}", item_ref(view, item)),
        (
            *_asked(kind, args),
            TextField("reason", _REASON, value=args.get("reason"), required=True, multiline=True),
            *choice,
        ),
        intro="The original date stays and is always shown." if kind is ChangeKind.DATE else "",
    )


def _asked(kind: ChangeKind, args: Arguments) -> tuple[Field, ...]:
    match kind:
        case ChangeKind.DATE:
            return (DateField("day", "The new date", value=args.get("day"), required=True),)
        case ChangeKind.REWORD:
            return (TextField("text", "The new words", value=args.get("text"), required=True, multiline=True),)
        case ChangeKind.MOVE:
            return (TextField("to", "To which workstream", value=args.get("to"), required=True),)
        case ChangeKind.PAUSE:
            return (DateField("review", "Looked at again on", value=args.get("review"), required=True),)
        case ChangeKind.ADD:
            return (
                TextField("text", "The action", value=args.get("text"), required=True),
                DateField("due", "Due", value=args.get("due")),
            )
        case _:
            return ()


def consult_form(change: Change, needed: Sequence[ChangeCondition], args: Arguments, today: date) -> Form:
    """Which consultation or agreement happened, with whom, when and where it is minuted."""
    options = tuple((str(each.position + 1), each.text) for each in needed)
    return Form(
        f"C{change.id}: record a consultation or agreement",
        f"change consult C{change.id} @v{change.version}",
        (
            ChoiceField("which", "Which", options, value=args.get("which"), required=True),
            TextField("who", "Who was consulted or agreed", value=args.get("who"), required=True),
            DateField("on", "On", value=args.get("on") or today.isoformat(), required=True),
            TextField("minute", "Minute, or the letter that says so", value=args.get("minute"), required=True),
        ),
    )


def agree_form(change: Change, args: Arguments) -> Form:
    """Where the body that decides, and is not here, decided it."""
    return Form(
        f"C{change.id}: where was it agreed?",
        f"change agree C{change.id} @v{change.version}",
        _where(args, needed=True),
    )


def board_form(
    change: Change, board: "BoardView", seat: "Seat", args: Arguments, last: date | None, *, meets: bool
) -> Form:
    """Where the board decided it, asked as it is of a sign-off; `meets` is that only its meeting decides it."""
    asked = where_decided(board, seat, args, last)
    return Form(
        f"Agree C{change.id}: {short(what(change), 70)}",
        f"change agree C{change.id} @v{change.version}",
        tuple(each for each in asked if not (meets and each.name == "chairs-action")),
        intro=MINUTED,
    )


def reported_form(change: Change, args: Arguments, last: date | None) -> Form:
    """Where a chair's action was reported."""
    return Form(
        f"Chair's action on C{change.id}: reported to the board", f"change reported C{change.id}",
        reported_at(args, last),
    )  # fmt: skip


def refuse_form(change: Change, args: Arguments, board: "BoardView | None", *, recorded: bool) -> Form:
    """Why a request is refused; and where, when another body refused it or a board here did at a meeting."""
    reason = TextField("reason", "Why the plan stays as it is", required=True, multiline=True, value=args.get("reason"))
    where = _where(args, needed=True) if recorded else _refused_at(board, args) if board else ()
    return Form(f"Refuse C{change.id}", f"change refuse C{change.id} @v{change.version}", (reason, *where))


def _refused_at(board: "BoardView", args: Arguments) -> tuple[Field, ...]:
    day = args.get("meeting")
    return (
        DateField("meeting", f"If a meeting of the {board.name} refused it, on which day", value=day),
        TextField("minute", "And the minute", value=args.get("minute"), max_length=200),
        extraordinary(args),
    )


def _where(args: Arguments, *, needed: bool) -> tuple[Field, ...]:
    return (
        TextField("meeting", "Decided at which meeting", value=args.get("meeting"), required=needed),
        TextField("minute", "Minute", value=args.get("minute"), required=needed),
    )
