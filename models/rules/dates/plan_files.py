"""Reading the dates that plan files hold: a day, a month or a year, and what stands beside it."""

import re
from calendar import monthrange
from datetime import date, datetime

from models.rules.dates.partial import PartialDate, Precision
from models.rules.dates.saying import MONTHS

YEARS = range(1900, 2100)
TYPE_A_DAY = "Type the day before the month, for example 30 April 2010 or 30/4/2010."
WRITE_A_DATE = "A date in a plan is a day (2012-12-31), a month (2012-12) or a year (2013)."
ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class NoSuchDay(ValueError):
    """A day or month that no calendar has. `said` is that alone, without what to type instead."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"{said}. {TYPE_A_DAY}")


_BY_EXACTNESS = (Precision.DAY, Precision.MONTH, Precision.YEAR)
_HAVE_AN_END = (Precision.RANGE, Precision.MEETING)


def parse_partial(
    value: str | date | int | None,
    *,
    precision: Precision | None = None,
    text: str | None = None,
    end: str | date | int | None = None,
) -> PartialDate:
    """Read a plan file's date, with the precision, words and end date that stand beside it.

    ValueError, in a plain sentence, for what is not a date or claims to be more exact than it is.
    """
    if value is None:
        return PartialDate(None, precision or Precision.NONE, text)
    found = read_iso(value)
    last = None if end is None else read_iso(end).last_day
    return _with_precision(found, precision or found.precision, text, last)


def read_iso(value: str | date | int) -> PartialDate:
    """Read 2012-12-31, 2012-12 or 2013 as the day, month or year it is, or raise ValueError."""
    match = None if isinstance(value, datetime | bool) else ISO.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(WRITE_A_DATE)
    year, month, day = match.groups()
    on = real_day(int(day or 1), int(month or 1), int(year))
    return PartialDate(on, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR)


def _with_precision(found: PartialDate, precision: Precision, text: str | None, last: date | None) -> PartialDate:
    if precision in _BY_EXACTNESS and _BY_EXACTNESS.index(precision) < _BY_EXACTNESS.index(found.precision):
        raise ValueError(f"The date is a {found.precision.value}, so its precision cannot be {precision.value}.")
    if precision is Precision.DAY and last not in (None, found.on):
        precision = Precision.RANGE  # because two days are named: "7th and 8th of July"
    if precision in _HAVE_AN_END and found.precision is not Precision.DAY:
        last = last or found.last_day
    first = PartialDate(found.on, precision).first_day
    return PartialDate(first, precision, text, last if precision in _HAVE_AN_END else None)


def month_length(month: int, year: int) -> int:
    """Count the days in a month."""
    return monthrange(year, month)[1]


def real_day(day: int, month: int, year: int) -> date:
    """Make a day, or raise ValueError in a sentence that says what is wrong with it."""
    if year not in YEARS:
        raise ValueError(f"The year must be from {YEARS[0]} to {YEARS[-1]}.")
    if not 1 <= month <= len(MONTHS):
        raise NoSuchDay(f"There is no month {month}")
    if not 1 <= day <= month_length(month, year):
        raise NoSuchDay(f"There is no {day} {MONTHS[month - 1]} {year}")
    return date(year, month, day)
