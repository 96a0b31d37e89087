"""The time a piece of evidence or a figure speaks of, so that two can be put in order."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.rules.dates import month_end, parse_written
from models.rules.dates.plan_files import ISO

_QUARTER = re.compile(r"(?:q|quarter )([1-4])(?: of)?[ ,]+(.+)")
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s?(?:/|–|-|to)\s?((?:19|20)?\d\d)")
_MONTHS = re.compile(r"([a-z]{3,9})(?: ((?:19|20)\d\d))?\s?(?:to|until|–|-)\s?([a-z]{3,9}) ((?:19|20)\d\d)")
_APRIL = 4


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def after(self, other: "Period") -> bool:
        """Whether all of it lies after the end of `other`."""
        return self.first > other.last


@lru_cache(maxsize=1_024)
def read_period(said: str | None) -> Period | None:
    """The days that words such as "March 2010", "2009/10" or "Q4 2009/10" mean; None where they name none.

    A year written with two figures is a council's year, from 1 April; a quarter of a plain year is the calendar's.
    """
    words = " ".join((said or "").casefold().replace(",", " ").split())
    try:
        return _year(words) or _quarter(words) or _months(words) or _written(words)
    except ValueError:
        return None


def _year(words: str) -> Period | None:
    found = _TWO_YEARS.fullmatch(words)
    if found is None or int(found[2][-2:]) != (int(found[1]) + 1) % 100 or ISO.fullmatch(words):
        return None
    start = int(found[1])
    return Period(date(start, _APRIL, 1), date(start + 1, _APRIL - 1, 31))


def _quarter(words: str) -> Period | None:
    found = _QUARTER.fullmatch(words)
    if found is None:
        return None
    council = _year(found[2])
    start = council.first if council else date(int(found[2]), 1, 1)
    months = start.month - 1 + 3 * (int(found[1]) - 1)
    first = date(start.year + months // 12, months % 12 + 1, 1)
    return Period(first, month_end(first.replace(month=first.month + 2)))


def _months(words: str) -> Period | None:
    found = _MONTHS.fullmatch(words)
    if found is None:
        return None
    first = _written(f"{found[1]} {found[2] or found[4]}")
    last = _written(f"{found[3]} {found[4]}")
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def _written(words: str) -> Period | None:
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    if not re.search(r"(?:19|20)\d\d", words):
        return None  # without its year it could be any
    found = parse_written(words, date.max.replace(year=2000))
    return Period(found.first_day, found.last_day) if found.first_day and found.last_day else None
