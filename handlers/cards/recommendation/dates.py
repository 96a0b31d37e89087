"""When a recommendation is due, and on what that rests."""

from collections.abc import Iterable
from datetime import date

from handlers.cards.words import count, lateness, ref
from handlers.grammar import compose
from handlers.views import RecommendationView
from models.card import Bold, Span, Spans
from models.rules.dates import PartialDate, Precision, exactly, say_day, say_day_long, say_meeting
from models.rules.deadlines import Basis, due_from
from models.vocabulary import SignOff, TimeLimit

_LIMITS = {
    TimeLimit.IMMEDIATELY: "at once",
    TimeLimit.WITHIN_3_MONTHS: "3 months",
    TimeLimit.WITHIN_6_MONTHS: "6 months",
}
LIMITS_SAID = {
    TimeLimit.IMMEDIATELY: "at once, from publication",
    TimeLimit.WITHIN_3_MONTHS: "3 months from publication",
    TimeLimit.WITHIN_6_MONTHS: "6 months from publication",
    TimeLimit.NONE_STATED: "none in the report",
}
SET_PUBLISHED = "An administrator records it with: ofsted-bot import FILE --published DATE"


def due_line(view: RecommendationView, today: date) -> Spans:
    """When it is due, on what that rests, and how long is left; what there is instead where it has no date."""
    if view.due is None:
        limit = view.row.time_limit
        return (f"No date: {_no_limit(limit)} {set_date([limit], ref(view.plan, view.row.label))}",)
    spans: tuple[Span, ...] = ("Due ", Bold(on_day(view.due)), f"{_basis(view)}{_left(view, today)}")
    if view.agreed is None:
        return spans
    times = f" ({count(view.row.extensions, 'extension')})" if view.row.extensions else ""
    return (*spans, f". Agreed date now {on_day(view.agreed)}{times}; the original stands")


def set_date(limits: Iterable[TimeLimit], name: str) -> str:
    """How what has no date gets one: a limit needs publication, what has no limit a date of its own."""
    limited = {limit is not TimeLimit.NONE_STATED for limit in limits}
    said = [
        *((f"Ask for one with “{compose('change date', name)}”, or import the plan file with a date.",)
          if False in limited else ()),
        *((f"{SET_PUBLISHED}.",) if True in limited else ()),
    ]  # fmt: skip
    return " ".join(said)


def _no_limit(limit: TimeLimit) -> str:
    if limit is TimeLimit.NONE_STATED:
        return "the report set no time limit and the council has not set a date."
    return f"the limit is {_LIMITS[limit]} from publication, and the publication date is not known."


def on_day(due: PartialDate) -> str:
    """A known day with its weekday; what is known less well in its own words."""
    exact = due.precision is Precision.DAY and due.on is not None and not due.text
    return say_day_long(due.on) if exact and due.on else say_meeting(due)


def _basis(view: RecommendationView) -> str:
    limit = view.row.time_limit
    if view.row.due_basis is Basis.STAND_IN:
        comma = "," if limit is TimeLimit.IMMEDIATELY else ""
        return f" ({_LIMITS[limit]}{comma} from receipt of the draft, since the publication date is not recorded)"
    if limit is TimeLimit.NONE_STATED:
        return ""
    start = "an assumed publication date" if view.row.published_assumed else "publication"
    counted = f"{_LIMITS[limit]}{',' if limit is TimeLimit.IMMEDIATELY else ''} from {start}"
    published = view.row.published_on
    day = due_from(published, limit) if published else None
    if view.row.due_basis is not Basis.STATED or (view.due and view.due == (day and exactly(day))):
        return f" ({counted})"
    return f" (as stated; the report's limit is {counted}{f', {say_day(day)}' if day else ''})"


def _left(view: RecommendationView, today: date) -> str:
    """How long is left or how late it is; nothing once the board has signed it off."""
    if view.due is None or view.row.sign_off is SignOff.SIGNED_OFF:
        return ""
    on = view.due.first_day
    if view.row.due_basis is Basis.STAND_IN:
        return f"{f', {lateness(on, today)}' if on and on >= today else ''}. {SET_PUBLISHED}"
    return f", {lateness(on, today, view.row.time_limit)}" if on else ", its day is not known yet"
