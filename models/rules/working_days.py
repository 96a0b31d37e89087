"""Working days in England and Wales: not Saturday, Sunday or a bank holiday.

SOURCE: SI 2007/462 regulation 2, by domain.md section 4; the day after the start is day 1. Bank holidays come
from the `holidays` library, one-offs included. `extra` is days the council has since been told are holidays.
"""

from datetime import date, timedelta
from functools import lru_cache

NO_DAYS: frozenset[date] = frozenset()

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """List a year's bank holidays in England, substitute days included."""
    # Imported here because it costs a tenth of a second, and most commands never count a working day.
    from holidays import country_holidays  # noqa: PLC0415  because start-up must not pay for it

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, extra: frozenset[date] = NO_DAYS) -> bool:
    """Tell whether councils work that day."""
    return day.weekday() < _SATURDAY and day not in extra and day not in bank_holidays(day.year)


def next_working_day(day: date, extra: frozenset[date] = NO_DAYS) -> date:
    """Give the first working day after `day`, never `day` itself."""
    return add_working_days(day, 1, extra)


def on_or_after(day: date, extra: frozenset[date] = NO_DAYS) -> date:
    """Give `day` if it is a working day, else the next one."""
    return day if is_working_day(day, extra) else add_working_days(day, 1, extra)


def on_or_before(day: date, extra: frozenset[date] = NO_DAYS) -> date:
    """Give `day` if it is a working day, else the one before."""
    return day if is_working_day(day, extra) else add_working_days(day, -1, extra)


def add_working_days(start: date, count: int, extra: frozenset[date] = NO_DAYS) -> date:
    """Count working days on from `start`, the day after it being day 1; a negative count goes back."""
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day, extra)
    return day


def working_days_between(start: date, end: date, extra: frozenset[date] = NO_DAYS) -> int:
    """Count the working days after `start` up to and including `end`; negative when `end` is earlier."""
    step = 1 if end > start else -1
    days = (start + timedelta(days=n) for n in range(step, (end - start).days + step, step))
    return step * sum(is_working_day(day, extra) for day in days)
