"""Partial dates from real plans: what they can mean, how they are read from a file and how they are said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.rules.dates import (
    NO_DATE,
    PartialDate,
    Precision,
    exactly,
    local_day,
    parse_partial,
    say_day,
    say_day_long,
    say_partial,
    say_range,
)


def test_a_day_is_said_in_words() -> None:
    assert say_day(date(2012, 7, 10)) == "10 July 2012"
    assert say_day(date(2010, 1, 5)) == "5 January 2010"


def test_a_day_is_said_with_its_weekday() -> None:
    assert say_day_long(date(2010, 4, 30)) == "Friday 30 April 2010"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2009, 9, 15), date(2009, 9, 26), "15 to 26 September 2009"),
        (date(2012, 2, 20), date(2012, 3, 2), "20 February to 2 March 2012"),
        (date(2009, 12, 28), date(2010, 1, 8), "28 December 2009 to 8 January 2010"),
        (date(2012, 7, 10), date(2012, 7, 10), "10 July 2012"),
    ],
)
def test_a_range_names_what_differs(first: date, last: date, said: str) -> None:
    assert say_range(first, last) == said


@pytest.mark.parametrize(
    ("value", "said", "first", "last"),
    [
        ("2012-12-31", "31 December 2012", date(2012, 12, 31), date(2012, 12, 31)),
        (date(2012, 12, 31), "31 December 2012", date(2012, 12, 31), date(2012, 12, 31)),
        ("2012-12", "December 2012", date(2012, 12, 1), date(2012, 12, 31)),
        ("2016-02", "February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("2013", "2013", date(2013, 1, 1), date(2013, 12, 31)),
        (2017, "2017", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_a_plan_file_says_a_day_a_month_or_a_year(value: str | date | int, said: str, first: date, last: date) -> None:
    found = parse_partial(value)

    assert (say_partial(found), found.first_day, found.last_day) == (said, first, last)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "2012-13",
            "2012-00",
            "2012-02-30",
            "2013-02-29",
            "12-2012",
            "31/12/2012",
            "soon",
            "",
            "0000",
            "2100",
        ),
        *(True, 12, -2012, datetime(2012, 12, 31, 9, tzinfo=UTC)),
    ],
)
def test_a_plan_file_that_says_something_else_is_refused_in_a_sentence(value: str | int) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        parse_partial(value)


def test_fieldwork_is_a_range_shown_with_both_ends() -> None:
    fieldwork = parse_partial("2009-09-15", precision=Precision.RANGE, end="2009-09-26")

    assert say_partial(fieldwork) == "15 to 26 September 2009"
    assert (fieldwork.first_day, fieldwork.last_day) == (date(2009, 9, 15), date(2009, 9, 26))


def test_a_day_with_an_end_date_is_a_range() -> None:
    """Cambridgeshire 2009 prints "7th and 8th of July" as a day and an end date."""
    visit = parse_partial("2009-07-07", precision=Precision.DAY, end=date(2009, 7, 8))

    assert (visit.precision, say_partial(visit)) == (Precision.RANGE, "7 to 8 July 2009")


def test_a_range_may_be_open() -> None:
    open_range = parse_partial("2010-07-05", precision=Precision.RANGE)

    assert (say_partial(open_range), open_range.last_day) == ("from 5 July 2010", None)


def test_a_range_of_one_month_is_that_month_long() -> None:
    """Cambridgeshire 2009 again: "within the next 8 months", filed as a range in July 2010."""
    window = parse_partial("2010-07", precision=Precision.RANGE, text="within the next 8 months")

    assert say_partial(window) == "within the next 8 months"
    assert (window.first_day, window.last_day) == (date(2010, 7, 1), date(2010, 7, 31))


def test_a_meeting_known_to_its_month_counts_from_the_first() -> None:
    board = parse_partial("2012-11", precision=Precision.MEETING, text="Programme Board, November 2012")

    assert say_partial(board) == "Programme Board, November 2012"
    assert (board.first_day, board.last_day) == (date(2012, 11, 1), date(2012, 11, 30))
    assert say_partial(replace(board, text=None)) == "November 2012"


def test_a_meeting_with_no_known_date_counts_from_nothing_until_it_has_one() -> None:
    board = parse_partial(None, precision=Precision.MEETING, text="the next Programme Board")

    assert (board.first_day, board.last_day, board.is_late(date(2035, 1, 1))) == (None, None, False)
    assert replace(board, on=date(2012, 10, 30)).is_late(date(2012, 10, 31))


def test_after_a_review_counts_from_the_review_and_has_no_last_day() -> None:
    report = parse_partial("2012-12", precision=Precision.AFTER, text="after the December 2012 review")

    assert say_partial(report) == "after the December 2012 review"
    assert (report.first_day, report.last_day) == (date(2012, 12, 1), None)
    assert say_partial(replace(report, text=None)) == "after 1 December 2012"


def test_a_partial_date_is_counted_from_its_first_possible_day() -> None:
    december = parse_partial("2012-12")

    assert december.days_from(date(2012, 11, 8)) == -23
    assert not december.is_late(date(2012, 12, 1))
    assert december.days_from(date(2012, 12, 13)) == 12
    assert december.is_late(date(2012, 12, 2))


def test_no_date_says_so_and_is_never_late() -> None:
    assert (say_partial(NO_DATE), NO_DATE.days_from(date(2012, 1, 1))) == ("no date", None)
    assert not NO_DATE.is_late(date(2035, 1, 1))
    assert parse_partial(None) == NO_DATE


def test_ongoing_is_not_the_same_as_no_date() -> None:
    ongoing = PartialDate(None, Precision.ONGOING)

    assert (say_partial(ongoing), ongoing.first_day) == ("ongoing", None)


def test_a_stored_month_counts_from_its_first_whatever_day_was_stored() -> None:
    assert PartialDate(date(2012, 12, 15), Precision.MONTH).first_day == date(2012, 12, 1)
    assert PartialDate(date(2012, 12, 15), Precision.YEAR).first_day == date(2012, 1, 1)


def test_a_month_cannot_claim_to_be_a_day() -> None:
    with pytest.raises(ValueError, match="is a month, so its precision cannot be day"):
        parse_partial("2012-12", precision=Precision.DAY)


def test_a_day_may_be_known_only_to_its_month() -> None:
    assert parse_partial("2012-12-01", precision=Precision.MONTH) == parse_partial("2012-12")


@pytest.mark.parametrize("precision", [Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.RANGE])
def test_a_known_date_needs_its_day(precision: Precision) -> None:
    with pytest.raises(ValueError, match="do not fit together"):
        PartialDate(None, precision)


@pytest.mark.parametrize("precision", [Precision.ONGOING, Precision.NONE])
def test_what_has_no_day_is_given_none(precision: Precision) -> None:
    with pytest.raises(ValueError, match="do not fit together"):
        PartialDate(date(2012, 12, 31), precision)


@pytest.mark.parametrize("on", [None, date(2009, 9, 27)])
def test_a_date_cannot_end_before_it_begins(on: date | None) -> None:
    with pytest.raises(ValueError, match="cannot end before it begins"):
        PartialDate(on, Precision.MEETING, end=date(2009, 9, 26))


def test_a_partial_date_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        exactly(date(2012, 12, 31)).on = date(2013, 1, 31)  # type: ignore[misc]  # because that is the test


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2010, 4, 29, 23, 30, tzinfo=UTC), date(2010, 4, 30)),  # summer: London is an hour ahead
        (datetime(2010, 1, 29, 23, 30, tzinfo=UTC), date(2010, 1, 29)),
        (datetime(2010, 3, 27, 23, 59, tzinfo=UTC), date(2010, 3, 27)),  # the clocks go forward on the 28th
        (datetime(2010, 3, 28, 22, 59, tzinfo=UTC), date(2010, 3, 28)),
        (datetime(2010, 3, 28, 23, 0, tzinfo=UTC), date(2010, 3, 29)),
        (datetime(2010, 10, 30, 23, 0, tzinfo=UTC), date(2010, 10, 31)),  # and back on 31 October
        (datetime(2010, 10, 31, 23, 0, tzinfo=UTC), date(2010, 10, 31)),
    ],
)
def test_a_moment_has_the_day_of_the_councils_own_clock(moment: datetime, day: date) -> None:
    assert local_day(moment, "Europe/London") == day


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        local_day(datetime(2010, 4, 30, 9), "Europe/London")  # noqa: DTZ001  because that is the test
