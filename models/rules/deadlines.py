"""When things are due and since when they are late.

SOURCE of the rules: design.md "The plan"; domain.md section 5 (Central Bedfordshire 2012, Kent 2013).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from models.rules.dates import NO_DATE, PartialDate, exactly
from models.rules.working_days import next_working_day


class TimeLimit(StrEnum):
    """How soon the inspectors asked for an item, counted from publication (SLAC and 2012-13 inspections)."""

    IMMEDIATELY = "immediately"
    WITHIN_3_MONTHS = "within_3_months"
    WITHIN_6_MONTHS = "within_6_months"
    NONE_STATED = "none_stated"


_DAY = dt.timedelta(days=1)
_MONTHS = {TimeLimit.IMMEDIATELY: 0, TimeLimit.WITHIN_3_MONTHS: 3, TimeLimit.WITHIN_6_MONTHS: 6}


class Basis(StrEnum):
    """What a due date rests on."""

    STATED = "stated"
    COMPUTED = "computed"
    STAND_IN = "stand_in"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date, what it rests on, and the day its limit was counted from (None when it was stated).

    `early` marks a stand-in that came before the day the limit really runs from.
    """

    date: PartialDate
    basis: Basis
    from_day: dt.date | None = None
    early: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day to count from: the first possible day, or None when no day is known."""
        return self.date.first_day


@lru_cache(maxsize=256)
def due_from(published: dt.date, limit: TimeLimit) -> dt.date | None:
    """Add the limit in calendar months, clamped to the month's end and never moved for a weekend.

    SOURCE: domain.md section 5: published 10 April 2012, due 10 July and 10 October 2012.
    """
    months = _MONTHS.get(limit)
    return None if months is None else published + relativedelta(months=months)


def due_date(
    limit: TimeLimit,
    published: dt.date | None,
    stated: PartialDate | None = None,
    stand_in: dt.date | None = None,
    *,
    early: bool = False,
) -> Due:
    """Find an item's due date: stated beats computed, computed beats one counted from a stand-in.

    A stated date with no known day never hides a limit that can be counted. `early` says the stand-in is
    before publication, as receipt is; otherwise it is taken to be after, as a council's own paper is.
    """
    if stated is not None and stated.first_day is not None:
        return Due(stated, Basis.STATED)
    if published is not None and (day := due_from(published, limit)):
        return Due(exactly(day), Basis.COMPUTED, published)
    if stand_in is not None and (day := due_from(stand_in, limit)):
        return Due(exactly(day), Basis.STAND_IN, stand_in, early)
    if stated is not None and stated != NO_DATE:
        return Due(stated, Basis.STATED)
    return Due(NO_DATE, Basis.NONE)


def qualifier(due: Due) -> str:
    """Give the words that must stand before a date counted from a stand-in; "" before any other."""
    if due.basis is not Basis.STAND_IN:
        return ""
    return "no earlier than " if due.early else "no later than "


def late_from(due: dt.date, limit: TimeLimit, extra: frozenset[dt.date] = frozenset()) -> dt.date:
    """Give the first day an item is late: the day after, or for immediate items the next working day."""
    return next_working_day(due, extra) if limit is TimeLimit.IMMEDIATELY else due + _DAY


def is_late(due: dt.date, limit: TimeLimit, today: dt.date, extra: frozenset[dt.date] = frozenset()) -> bool:
    """Tell whether an unfinished item is late today, by its original date."""
    return today >= late_from(due, limit, extra)


def days_late(due: dt.date, limit: TimeLimit, today: dt.date, extra: frozenset[dt.date] = frozenset()) -> int:
    """Count days late, in calendar days from the original date; 0 until the item is late."""
    return (today - due).days if is_late(due, limit, today, extra) else 0


def days_until(due: dt.date, today: dt.date) -> int:
    """Count calendar days from today to the due date: 0 on the day, negative after it."""
    return (due - today).days
