"""Where a board decided something, in words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.context import Arguments
from models.card import ChoiceField, DateField, Field, TextField
from models.rules.dates import say_day
from models.rules.signoff import Office

if TYPE_CHECKING:
    from handlers.offices import BoardView, Seat

MINUTED = "A meeting's decision is recorded with its minute, so that anybody can find it again."


def decided(decided_at: str | None, minute: str | None, report_on: date | None, report: Any = None) -> str:
    """Where something was decided: "decided at the meeting of 20 April 2010, minute 4.2".

    `report` is where a chair's action was reported (decided_at, minute), once it has been.
    """
    if report_on is not None and report is not None:
        return f"chair's action, reported at {report.decided_at}, minute {report.minute}"
    if report_on is not None:
        return f"chair's action, to be reported on {say_day(report_on)}"
    return f"decided at {decided_at}" + (f", minute {minute}" if minute else "") if decided_at else ""


def where_decided(board: "BoardView", seat: "Seat", args: Arguments, last: date | None) -> tuple[Field, ...]:
    """What asks where a board decided: at a meeting with its minute, or, for officers' boards, by chair's action."""
    action = board.of_officers and seat.office is not Office.FOR_THE_MEETING
    report = DateField(
        "chairs-action", "Or, between meetings: chair's action, to be reported on", value=args.get("chairs-action")
    )
    return (
        DateField("meeting", f"Decided at the meeting of the {board.name} on",
                  value=args.get("meeting") or (last.isoformat() if last else "")),
        TextField("minute", "The minute", value=args.get("minute"), max_length=200,
                  hint="Its number, or where it is written: “4.2”, “draft minutes, item 4”"),
        extraordinary(args),
        *((report,) if action else ()),
    )  # fmt: skip


def extraordinary(args: Arguments) -> ChoiceField:
    """What asks whether a meeting that the calendar does not have was an extraordinary one."""
    said = args.get("extraordinary")
    return ChoiceField("extraordinary", "Was it extraordinary, outside the calendar?", (("yes", "Yes"),), value=said)


def reported_at(args: Arguments, last: date | None) -> tuple[Field, ...]:
    """What asks where a chair's action was reported."""
    day = args.get("meeting") or (last.isoformat() if last else "")
    return (
        DateField("meeting", "At the meeting of", required=True, value=day),
        TextField("minute", "The minute", required=True, max_length=200, value=args.get("minute")),
        extraordinary(args),
    )
