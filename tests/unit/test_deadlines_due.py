"""Due dates and lateness, in the numbers of the real plans and the agreed conversation."""

from datetime import date

import pytest

from models.rules.dates import NO_DATE, PartialDate, Precision, exactly, parse_partial
from models.rules.deadlines import (
    Basis,
    Due,
    TimeLimit,
    days_late,
    days_until,
    due_date,
    due_from,
    is_late,
    late_from,
    qualifier,
)

THREE, SIX = TimeLimit.WITHIN_3_MONTHS, TimeLimit.WITHIN_6_MONTHS
NOW, NO_LIMIT = TimeLimit.IMMEDIATELY, TimeLimit.NONE_STATED


@pytest.mark.parametrize(
    ("published", "limit", "due"),
    [
        (date(2012, 4, 10), NOW, date(2012, 4, 10)),  # Central Bedfordshire 2012
        (date(2012, 4, 10), THREE, date(2012, 7, 10)),
        (date(2012, 4, 10), SIX, date(2012, 10, 10)),
        (date(2009, 10, 30), THREE, date(2010, 1, 30)),  # a Saturday: not moved
        (date(2009, 10, 30), SIX, date(2010, 4, 30)),
        (date(2013, 8, 23), THREE, date(2013, 11, 23)),  # Kent 2013: a Saturday and a Sunday
        (date(2013, 8, 23), SIX, date(2014, 2, 23)),
        (date(2010, 8, 31), SIX, date(2011, 2, 28)),
        (date(2011, 8, 31), SIX, date(2012, 2, 29)),
        (date(2011, 11, 30), THREE, date(2012, 2, 29)),
        (date(2017, 1, 24), NO_LIMIT, None),
    ],
)
def test_a_limit_is_calendar_months_from_publication(published: date, limit: TimeLimit, due: date | None) -> None:
    assert due_from(published, limit) == due


def test_a_stated_date_beats_a_computed_one() -> None:
    stated = parse_partial("2012-12", text="December 2012")
    due = due_date(SIX, date(2012, 4, 10), stated, date(2012, 3, 1))

    assert (due.date, due.basis, due.from_day, due.day) == (stated, Basis.STATED, None, date(2012, 12, 1))


def test_publication_beats_its_stand_in() -> None:
    due = due_date(SIX, date(2012, 4, 10), None, date(2012, 3, 1))

    assert due == Due(exactly(date(2012, 10, 10)), Basis.COMPUTED, date(2012, 4, 10))
    assert qualifier(due) == ""


def test_a_clock_run_from_a_later_stand_in_says_no_later_than() -> None:
    """Cambridgeshire 2009 prints no publication date; its paper, of 24 November, came after it."""
    due = due_date(THREE, None, None, date(2009, 11, 24))

    assert (due.day, due.basis, due.from_day) == (date(2010, 2, 24), Basis.STAND_IN, date(2009, 11, 24))
    assert qualifier(due) == "no later than "


def test_receipt_comes_before_publication_so_it_cannot_say_no_later_than() -> None:
    """Bath and North East Somerset had its report on 17 February 2012, a week before publication."""
    due = due_date(THREE, None, None, date(2012, 2, 17), early=True)

    assert qualifier(due) == "no earlier than "
    assert due.day == date(2012, 5, 17)


def test_no_limit_and_no_stated_date_is_no_date() -> None:
    """Worcestershire 2017: a SIF report sets no limits."""
    due = due_date(NO_LIMIT, date(2017, 1, 24), None, date(2017, 1, 24))

    assert due == Due(NO_DATE, Basis.NONE)
    assert (due.day, qualifier(due)) == (None, "")


def test_a_limit_with_no_publication_date_is_no_date() -> None:
    assert due_date(SIX, None) == Due(NO_DATE, Basis.NONE)
    assert due_date(SIX, None, NO_DATE) == Due(NO_DATE, Basis.NONE)


@pytest.mark.parametrize("precision", [Precision.ONGOING, Precision.MEETING, Precision.NONE])
def test_words_with_no_day_never_hide_a_limit(precision: Precision) -> None:
    words = PartialDate(None, precision, "as soon as the board can")

    assert due_date(SIX, date(2012, 4, 10), words).day == date(2012, 10, 10)
    assert due_date(NO_LIMIT, date(2012, 4, 10), words) == Due(words, Basis.STATED)


def test_days_late_are_counted_from_the_original_date() -> None:
    assert days_late(date(2010, 3, 26), NO_LIMIT, date(2010, 4, 7)) == 12  # action 4.2
    assert days_late(date(2010, 3, 26), NO_LIMIT, date(2010, 4, 16)) == 21
    assert days_late(date(2010, 1, 30), THREE, date(2010, 4, 12)) == 72  # the chair's Monday
    assert days_late(date(2010, 4, 30), SIX, date(2010, 5, 6)) == 6


def test_days_until_are_counted_to_the_due_date() -> None:
    assert days_until(date(2010, 4, 30), date(2010, 4, 7)) == 23
    assert days_until(date(2010, 4, 30), date(2010, 4, 16)) == 14
    assert days_until(date(2010, 4, 30), date(2010, 4, 12)) == 18
    assert days_until(date(2010, 4, 30), date(2010, 5, 1)) == -1


def test_a_limit_is_not_late_on_its_day_and_is_late_the_day_after_even_on_a_saturday() -> None:
    due = date(2010, 4, 30)

    assert late_from(due, SIX) == date(2010, 5, 1)
    assert (days_late(due, SIX, due), days_late(due, SIX, date(2010, 5, 1))) == (0, 1)


@pytest.mark.parametrize(
    ("published", "late"),
    [
        (date(2012, 4, 10), date(2012, 4, 11)),
        (date(2012, 2, 24), date(2012, 2, 27)),  # a Friday
        (date(2012, 4, 5), date(2012, 4, 10)),  # before Easter
        (date(2012, 12, 24), date(2012, 12, 27)),
    ],
)
def test_immediate_items_are_late_from_the_first_working_day_after_publication(published: date, late: date) -> None:
    assert late_from(published, NOW) == late


def test_an_immediate_item_is_late_by_all_the_days_once_it_is_late() -> None:
    published = date(2012, 2, 24)

    assert [days_late(published, NOW, date(2012, 2, day)) for day in (24, 25, 26, 27, 28)] == [0, 0, 0, 3, 4]


def test_a_holiday_the_council_added_puts_off_an_immediate_item() -> None:
    added = frozenset({date(2012, 4, 11)})

    assert late_from(date(2012, 4, 10), NOW, added) == date(2012, 4, 12)
    assert not is_late(date(2012, 4, 10), NOW, date(2012, 4, 11), added)
    assert days_late(date(2012, 4, 10), NOW, date(2012, 4, 11), added) == 0
