"""A date as far as it is known, and the days it can mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Precision(StrEnum):
    """How exactly a date is known: the words of the plan files, and those that councils' papers need."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    MEETING = "meeting"
    AFTER = "after"
    ONGOING = "ongoing"
    NONE = "none"


_NEEDS_A_DAY = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.RANGE})
_HAS_NO_DAY = frozenset({Precision.ONGOING, Precision.NONE})


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    `on` is the first day it names, None where no day is known; `end` is the last, for a range or for a
    meeting known only to its month; `text` is the source's own words. Raises ValueError if they disagree.
    """

    on: date | None
    precision: Precision
    text: str | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a date that says two things."""
        if self.precision in (_NEEDS_A_DAY if self.on is None else _HAS_NO_DAY):
            raise ValueError(f"The date and its precision, {self.precision}, do not fit together.")
        if self.end is not None and (self.on is None or self.end < self.on):
            raise ValueError("A date cannot end before it begins.")

    @property
    def first_day(self) -> date | None:
        """The first day it can mean, from which it is counted; None when no day is known.

        "After" an event counts from the event's own first possible day, because a paper can follow on the
        afternoon of the meeting.
        """
        if self.on is None or self.precision not in (Precision.MONTH, Precision.YEAR):
            return self.on
        return self.on.replace(day=1) if self.precision is Precision.MONTH else date(self.on.year, 1, 1)

    @property
    def last_day(self) -> date | None:
        """The last day it can mean; None where the words leave it open."""
        match self.precision:
            case Precision.AFTER:
                return None
            case Precision.RANGE:
                return self.end
            case Precision.MONTH if self.on:
                return month_end(self.on)
            case Precision.YEAR if self.on:
                return date(self.on.year, 12, 31)
            case _:
                return self.end or self.on

    def days_from(self, today: date) -> int | None:
        """Count days from its first possible day to `today`: negative before it, None when none is known."""
        first = self.first_day
        return None if first is None else (today - first).days

    def is_late(self, today: date) -> bool:
        """Tell whether its first possible day has gone by; what has no known day is never late."""
        first = self.first_day
        return first is not None and today > first


NO_DATE = PartialDate(None, Precision.NONE)


def exactly(day: date) -> PartialDate:
    """Hold a day as a date known to the day."""
    return PartialDate(day, Precision.DAY)


def month_end(day: date) -> date:
    """Give the last day of the month that `day` is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def local_day(moment: datetime, tz: str) -> date:
    """Give the calendar day of a moment in the named zone; ValueError for a moment without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone before it has a day.")
    return moment.astimezone(ZoneInfo(tz)).date()
