"""Where a board took a decision: at a meeting, with its minute, or between meetings, to be reported."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from handlers import offices
from handlers.context import Arguments, Context
from handlers.days import any_day, day_ahead
from handlers.errors import Refused, UserError, about
from handlers.offices import BoardView, Seat
from models.card import Action, Form
from models.rules.dates import say_day
from models.rules.signoff import Office

LONGEST = 2_000
LONGEST_MINUTE = 200


@dataclass(frozen=True, slots=True)
class How:
    """Where a decision was taken: at a meeting, with its minute, or between meetings, to be reported."""

    decided_at: str
    minute: str | None = None
    report_on: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What a board has before it, such as "SG4": who decides it in which seat, and the day it was `put` to them."""

    label: str
    board: BoardView
    seat: Seat
    put: date | None
    see: tuple[Action, ...]


def how_decided(ctx: Context, before: Before, args: Arguments, form: Callable[[date | None], Form]) -> How | Form:
    """Where the decision was taken; the form that asks, made of the board's last meeting, when that is not said."""
    meeting, action = args.get("meeting"), args.get("chairs-action")
    if meeting and action:
        raise UserError("Say one of the two: decided at a meeting, or chair's action. Nothing was recorded.")
    if action:
        return _chairs_action(ctx, before, action)
    if not (meeting and args.get("minute")):
        last = offices.last_meeting(ctx, before.board)
        return form(last if last and (before.put is None or last >= before.put) else None)
    with about("minute"):
        within(args.get("minute"), limit=LONGEST_MINUTE)
    with about("meeting"):
        day = day_ahead(meeting, ctx.today, past=True)
        held = _at_meeting(before, day, args.get("minute"))
        return replace(held, decided_at=f"{held.decided_at}{held_on(ctx, before.board, day, args)}")


def _at_meeting(before: Before, day: date, minute: str) -> How:
    if before.put is not None and day < before.put:
        raise UserError(
            f"{before.label} was put to the board after the meeting of {say_day(day)}, so that meeting did not "
            "decide it. Say the meeting that did, once it was held. Nothing was recorded.", *before.see,
        )  # fmt: skip
    seat = before.seat
    if seat.office is Office.FOR_THE_MEETING and not (seat.since and seat.until and seat.since <= day <= seat.until):
        raise Refused(
            f"You chair the meeting of {say_day(seat.since or day)}, so only what it decided is yours to record. "
            "Nothing was recorded.", *before.see,
        )  # fmt: skip
    return How(f"the meeting of {say_day(day)}", minute)


def _chairs_action(ctx: Context, before: Before, said: str) -> How:
    if not before.board.of_officers or before.seat.office is Office.FOR_THE_MEETING:
        raise Refused(
            f"The {before.board.name} decides at its meetings, so there is no chair's action here. Say the meeting "
            "and the minute. Nothing was recorded.", *before.see,
        )  # fmt: skip
    with about("chairs-action"):
        day = day_ahead(said, ctx.today)
        _must_meet(ctx, before.board, day)
        return How("chair's action", report_on=day)


def where_reported(
    ctx: Context, board: BoardView, taken: date, args: Arguments, form: Callable[[date | None], Form]
) -> How | Form:
    """Where a chair's action `taken` on a day was reported to the board; the form that asks, when that is not said.

    Raises UserError of a day before it, one to come, and one on which the board does not meet.
    """
    meeting, minute = args.get("meeting"), args.get("minute")
    if not (meeting and minute):
        return form(offices.last_meeting(ctx, board))
    with about("minute"):
        within(minute, limit=LONGEST_MINUTE)
    with about("meeting"):
        day = day_ahead(meeting, ctx.today, past=True)
        if day < taken:
            raise UserError("That meeting was before the chair's action. Say a later one. Nothing was recorded.")
        return How(f"the meeting of {say_day(day)}{held_on(ctx, board, day, args)}", minute)


def elsewhere(ctx: Context, args: Arguments) -> str:
    """Where another body decided, in whoever's words; raises UserError of words that are a day to come."""
    meeting, minute = args.get("meeting"), args.get("minute")
    with about("minute"):
        within(minute, limit=LONGEST_MINUTE)
    with about("meeting"):
        within(meeting, limit=LONGEST_MINUTE)
        _not_to_come(ctx, meeting)
    return said_at(How(meeting, minute))


def _not_to_come(ctx: Context, meeting: str) -> None:
    try:
        day = any_day(meeting, ctx.today)
    except UserError:
        return
    if day > ctx.today:
        raise UserError("That day has not come yet. Say when it happened. Nothing was recorded.")


def said_at(how: How) -> str:
    """A place and its minute as history has it: "the meeting of 20 April 2010, minute 4.2"."""
    return ", ".join(part for part in (how.decided_at, how.minute and f"minute {how.minute}") if part)


def held_on(ctx: Context, board: BoardView, day: date, args: Arguments) -> str:
    """The words “(extraordinary)” of a meeting said to be so; raises UserError of a day outside the calendar.

    A calendar speaks of the days from its first meeting to its last; of others it knows nothing.
    """
    if offices.meeting_on(ctx, board, day) is not None:
        return ""
    if args.get("extraordinary").casefold() in ("yes", "true", "on", "1"):
        return " (extraordinary)"
    days = offices.meeting_days(ctx, board)
    earlier, later = [each for each in days if each < day], [each for each in days if each > day]
    if earlier and later:
        raise UserError(
            f"The {board.name} has no meeting on {say_day(day)}: the nearest are those of {say_day(earlier[-1])} and "
            f"{say_day(later[0])}. If it was an extraordinary meeting, add extraordinary=yes. Nothing was recorded."
        )
    return ""


def _must_meet(ctx: Context, board: BoardView, day: date) -> None:
    """Raises UserError for a day on which the board does not meet, where its meetings are known."""
    coming = offices.next_meeting(ctx, board)
    if coming is not None and offices.meeting_on(ctx, board, day) is None:
        raise UserError(
            f"The {board.name} does not meet on {say_day(day)}. Its next meeting is on "
            f"{say_day(coming.date_on)}: say a day it meets, where a chair's action is reported. Nothing was recorded."
        )


def within(*texts: str, limit: int = LONGEST) -> None:
    """Raises UserError for words longer than are kept."""
    longest = max(map(len, texts))
    if longest > limit:
        raise UserError(
            f"That is {longest:,} characters long; at most {limit:,} are kept. Shorten it. Nothing was recorded."
        )
