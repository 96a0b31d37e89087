"""Working days in England and Wales, against the dates that inspectors and councils printed."""

import subprocess
import sys
from datetime import date

import pytest

from models.rules.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    on_or_after,
    on_or_before,
    working_days_between,
)

# domain.md section 4: the holidays that a rule cannot know, and the days they were moved from.
ONE_OFFS = [
    *(date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5), date(2020, 5, 8)),
    *(date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)),
]
MOVED_AWAY = [date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)]


@pytest.mark.parametrize("day", ONE_OFFS)
def test_one_off_bank_holidays_are_known(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", MOVED_AWAY)
def test_a_bank_holiday_that_moved_left_a_working_day(day: date) -> None:
    assert day.weekday() == 0
    assert is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        *(date(2012, 1, 2), date(2011, 1, 3)),  # New Year's Day at a weekend
        *(date(2012, 4, 6), date(2012, 4, 9), date(2012, 5, 7), date(2012, 8, 27)),
        *(date(2010, 12, 27), date(2010, 12, 28)),  # Christmas Day on a Saturday
        *(date(2011, 12, 26), date(2011, 12, 27)),  # and on a Sunday
        *(date(2009, 12, 28), date(2026, 12, 28)),  # Boxing Day on a Saturday
        *(date(2012, 4, 14), date(2012, 4, 15)),
    ],
)
def test_weekends_bank_holidays_and_their_substitutes_are_not_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2012, 3, 19), date(2012, 8, 6), date(2010, 11, 30)])
def test_the_other_nations_holidays_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize("year", range(2009, 2036))
def test_every_year_has_the_eight_and_no_more_than_two_one_offs(year: int) -> None:
    weekdays = [day for day in bank_holidays(year) if day.weekday() < 5]

    assert len(weekdays) == 8 + {2011: 1, 2012: 1, 2022: 2, 2023: 1}.get(year, 0)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2023, 5, 9), date(2023, 8, 16), 70),  # Stockton, joint inspection
        (date(2017, 1, 24), date(2017, 5, 5), 70),  # Worcestershire, from publication
        (date(2023, 9, 5), date(2023, 10, 24), 35),  # Oxfordshire, area SEND
        (date(2012, 1, 20), date(2012, 2, 17), 20),  # Bath and North East Somerset: fieldwork to receipt
        (date(2012, 1, 20), date(2012, 2, 24), 25),  # and to publication
        (date(2016, 11, 25), date(2017, 3, 9), 71),  # Kirklees
        (date(2019, 8, 27), date(2019, 11, 28), 67),  # Medway
    ],
)
def test_printed_dates_are_reproduced(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days
    assert add_working_days(start, days) == end


def test_the_day_after_the_start_is_day_one() -> None:
    assert add_working_days(date(2012, 4, 11), 1) == date(2012, 4, 12)
    assert add_working_days(date(2012, 4, 7), 1) == date(2012, 4, 10)  # Easter Saturday
    assert add_working_days(date(2012, 4, 11), 0) == date(2012, 4, 11)


def test_a_negative_count_goes_back() -> None:
    assert add_working_days(date(2012, 4, 10), -1) == date(2012, 4, 5)
    assert working_days_between(date(2012, 4, 10), date(2012, 4, 5)) == -1


def test_the_nearest_working_day_either_way() -> None:
    saturday, thursday = date(2010, 1, 30), date(2010, 1, 28)

    assert (on_or_before(saturday), on_or_after(saturday)) == (date(2010, 1, 29), date(2010, 2, 1))
    assert (on_or_before(thursday), on_or_after(thursday)) == (thursday, thursday)
    assert next_working_day(thursday) == date(2010, 1, 29)


def test_a_day_the_council_adds_is_not_a_working_day() -> None:
    added = frozenset({date(2010, 4, 30)})

    assert is_working_day(date(2010, 4, 30))
    assert not is_working_day(date(2010, 4, 30), added)
    assert next_working_day(date(2010, 4, 29), added) == date(2010, 5, 4)
    assert working_days_between(date(2010, 4, 29), date(2010, 5, 4), added) == 1


def test_importing_the_rules_does_not_pay_for_the_calendar() -> None:
    code = "import sys, models.rules.clocks; sys.exit('holidays' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
