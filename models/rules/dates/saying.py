"""Dates in words: "10 July 2012", never 10/07/12 (domain.md section 17), in English whatever the locale."""

from datetime import date
from functools import lru_cache

from models.rules.dates.partial import PartialDate, Precision, month_end

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=1_024)
def say_day(day: date) -> str:
    """Write a day as 10 July 2012."""
    return f"{day.day} {say_month(day)}"


@lru_cache(maxsize=1_024)
def say_day_long(day: date) -> str:
    """Write a day as Friday 30 April 2010."""
    return f"{WEEKDAYS[day.weekday()]} {say_day(day)}"


def say_month(day: date) -> str:
    """Write a day's month as December 2012."""
    return f"{MONTHS[day.month - 1]} {day.year:04d}"


def say_range(first: date, last: date) -> str:
    """Write 15 to 26 September 2009, naming the first day's month and year only where they differ."""
    if first == last:
        return say_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {say_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {say_day(last)}"
    return f"{say_day(first)} to {say_day(last)}"


def say_partial(when: PartialDate) -> str:
    """Write a date as its source wrote it, else as exactly as it is known, else "ongoing" or "no date"."""
    if when.text:
        return when.text
    if when.on is None:
        return "ongoing" if when.precision is Precision.ONGOING else "no date"
    return _say_known(when.on, when)


def say_meeting(when: PartialDate) -> str:
    """Write a date as `say_partial` does, with the day of a named board's meeting once that is known."""
    known = when.precision is Precision.MEETING and when.text and when.on is not None and when.end == when.on
    return f"{say_partial(when)} ({say_day(when.on)})" if known and when.on else say_partial(when)


def _say_known(on: date, when: PartialDate) -> str:
    match when.precision:
        case Precision.YEAR:
            return f"{on.year:04d}"
        case Precision.MONTH:
            return say_month(on)
        case Precision.AFTER:
            return f"after {say_day(on)}"
        case Precision.RANGE if when.end is None:
            return f"from {say_day(on)}"
        case Precision.MEETING if on.day == 1 and when.end == month_end(on):
            return say_month(on)
        case _:
            return say_range(on, when.end or on)
