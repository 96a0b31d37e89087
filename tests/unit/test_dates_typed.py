"""Dates as people type them and papers print them."""

from datetime import date

import pytest

from models.rules.dates import Precision, parse_day, parse_written, say_partial

TODAY = date(2010, 4, 7)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "30 April 2010",
            "30 april 2010",
            "30th April 2010",
            "30th of April, 2010",
            " 30  Apr  2010 ",
            "30 Apr. 2010",
        ),
        *(
            "30/4/2010",
            "30/04/2010",
            "30.4.10",
            "30/4/10",
            "30-4-2010",
            "30-Apr-10",
            "2010-04-30",
            "30\N{NO-BREAK SPACE}April 2010",
        ),
        *("Friday 30 April 2010", "Fri, 30 Apr 2010", "30 Apr", "30 April", "30/4"),
    ],
)
def test_a_day_is_read_day_first(typed: str) -> None:
    assert parse_day(typed, TODAY) == date(2010, 4, 30)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7/10/2012", date(2012, 10, 7)),
        ("9.12.16", date(2016, 12, 9)),  # Torbay 2016
        ("23/02/14", date(2014, 2, 23)),  # Kent 2013
        ("16-Feb-14", date(2014, 2, 16)),  # Norfolk 2013
        ("23rd November 2013", date(2013, 11, 23)),
        ("29 February 2012", date(2012, 2, 29)),
        ("2nd Sept 2012", date(2012, 9, 2)),
        ("Weds 7 April 2010", date(2010, 4, 7)),
        ("Thurs 8 April 2010", date(2010, 4, 8)),
        ("1st May 2010", date(2010, 5, 1)),
    ],
)
def test_councils_own_ways_of_writing_a_day(typed: str, read: date) -> None:
    assert parse_day(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4/30/2010", "There is no month 30. Type the day before the month"),
        ("31/4/2010", "There is no 31 April 2010."),
        ("29 February 2010", "There is no 29 February 2010."),
        ("30 February", "There is no 30 February."),
        ("0/4/2010", "There is no 0 April 2010."),
        ("Monday 30 April 2010", "30 April 2010 is a Friday."),
        ("Someday 30 April 2010", "30 April 2010 is a Friday."),
        ("30 April 1810", "The year must be from 1900 to 2099."),
        ("April 30 2010", "Type the day before the month, for example 30 April 2010 or 30/4/2010."),
        ("30 Floréal 2010", "Type the day before the month"),
        ("30 Foo 2010", "Type the day before the month"),
        ("10-04-30", "Type the day before the month"),  # 10 April 2030, or 30 April 2010
        ("30042010", "Type the day before the month"),
        ("080617", "Type the day before the month"),
        ("4.2", "Type the day before the month"),  # an action's number
        ("٣٠/٤/٢٠١٠", "Type the day before the month"),
        ("tomorrow", "Type the day before the month"),
        ("", "Type the day before the month"),
        ("20 March", "Say which year, for example 20 March 2010."),
        ("29 February", "Say which year, for example November 2012."),
    ],
)
def test_what_is_ambiguous_or_impossible_is_refused_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_day(typed, TODAY)

    assert said in str(refused.value)


def test_a_refusal_never_repeats_what_was_typed() -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_day("NHS 943 476 5919", TODAY)

    assert "943" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7 April", date(2010, 4, 7)),  # today is still to come
        ("31 December", date(2010, 12, 31)),
        ("4 January", date(2011, 1, 4)),  # 93 days ago, so the next one is meant
    ],
)
def test_without_a_year_it_is_the_next_such_day(typed: str, read: date) -> None:
    assert parse_day(typed, TODAY) == read


def test_without_a_year_a_leap_day_is_found_only_when_it_is_near() -> None:
    assert parse_day("29 February", date(2011, 4, 7)) == date(2012, 2, 29)
    with pytest.raises(ValueError, match="for example 29 February 2012"):
        parse_day("29 February", date(2012, 12, 1))


@pytest.mark.parametrize(
    ("typed", "precision", "said", "first", "last"),
    [
        ("30/4/2010", Precision.DAY, "30 April 2010", date(2010, 4, 30), date(2010, 4, 30)),
        ("By 31/12/2016", Precision.DAY, "31 December 2016", date(2016, 12, 31), date(2016, 12, 31)),
        ("Dec 2016", Precision.MONTH, "December 2016", date(2016, 12, 1), date(2016, 12, 31)),
        ("2012-12", Precision.MONTH, "December 2012", date(2012, 12, 1), date(2012, 12, 31)),
        ("2013", Precision.YEAR, "2013", date(2013, 1, 1), date(2013, 12, 31)),
        (
            "9th - 20th January 2012",
            Precision.RANGE,
            "9 to 20 January 2012",
            date(2012, 1, 9),
            date(2012, 1, 20),
        ),
        (
            *("20 February to 2 March 2012", Precision.RANGE, "20 February to 2 March 2012"),
            *(date(2012, 2, 20), date(2012, 3, 2)),
        ),
        (
            *("before the end of 2012", Precision.DAY, "before the end of 2012"),
            *(date(2012, 12, 31), date(2012, 12, 31)),
        ),
        (
            *("the end of February 2012", Precision.DAY, "the end of February 2012"),
            *(date(2012, 2, 29), date(2012, 2, 29)),
        ),
        (
            *("after the December 2012 review", Precision.AFTER, "after the December 2012 review"),
            *(date(2012, 12, 1), None),
        ),
        ("after 30/10/2012", Precision.AFTER, "after 30/10/2012", date(2012, 10, 30), None),
        (
            *("after the visits of May 2012 and April 2012", Precision.AFTER),
            *("after the visits of May 2012 and April 2012", date(2012, 4, 1), None),
        ),
        ("after the decision", Precision.AFTER, "after the decision", None, None),
        (
            *("Programme Board, November 2012", Precision.MEETING, "Programme Board, November 2012"),
            *(date(2012, 11, 1), date(2012, 11, 30)),
        ),
        ("July 2012 meeting", Precision.MEETING, "July 2012 meeting", date(2012, 7, 1), date(2012, 7, 31)),
        (
            *("Programme Board, 30th October 2012", Precision.MEETING, "Programme Board, 30th October 2012"),
            *(date(2012, 10, 30), date(2012, 10, 30)),
        ),
        ("what the board may decide", Precision.MEETING, "what the board may decide", None, None),
        ("next  Programme Board", Precision.MEETING, "next Programme Board", None, None),
        ("Ongoing", Precision.ONGOING, "Ongoing", None, None),
        ("as they arise", Precision.ONGOING, "as they arise", None, None),
    ],
)
def test_a_date_is_kept_as_written_and_counted_from_its_first_day(
    typed: str, precision: Precision, said: str, first: date | None, last: date | None
) -> None:
    found = parse_written(typed, TODAY)

    assert (found.precision, say_partial(found)) == (precision, said)
    assert (found.first_day, found.last_day) == (first, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("To be confirmed", "Type a day (30 April 2010), a month"),
        ("before the end of the year", "Type a day (30 April 2010), a month"),
        ("Programme Board, November", "Say which year"),
        ("Programme Board, 1st May", "Say which year"),
        ("by the end of December", "Say which year"),
        ("after 31 April 2012", "There is no 31 April 2012."),
        ("26 to 15 September 2009", "A date cannot end before it begins."),
        ("Floreal 2012", "Type the day before the month"),
    ],
)
def test_words_that_are_not_a_date_are_refused(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_written(typed, TODAY)

    assert said in str(refused.value)
