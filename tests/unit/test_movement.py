"""Figures as numbers, and periods as days."""

from datetime import date

import pytest

from models.rules.movement import Movement, agrees, movement, number_in
from models.rules.periods import Period, read_period


@pytest.mark.parametrize(
    ("values", "direction", "moved"),
    [
        (["61%", "86%"], "up", Movement.BETTER),
        (["86%", "60%"], "up", Movement.WORSE),
        (["1,204", "1,190"], "down", Movement.BETTER),
        (["3 days", "3.5 days"], "down", Movement.WORSE),
        (["61%", "61%"], "up", Movement.SAME),
        (["61%"], "up", Movement.FIRST),
        ([], "up", Movement.FIRST),
        (["many", "few"], "up", Movement.UNREAD),
        (["61%", "86%"], None, Movement.UNREAD),
    ],
)
def test_which_way_a_measure_moved(values: list[str], direction: str | None, moved: Movement) -> None:
    assert movement(values, direction) is moved


def test_a_percentage_is_what_its_counts_come_to() -> None:
    assert agrees("86%", 43, 50)
    assert agrees("61%", 30, 49)
    assert not agrees("68%", 43, 50)
    assert not agrees("most%", 43, 50)
    assert agrees("43", 43, 50)
    assert number_in("none") is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("March 2010", (2010, 3, 1), (2010, 3, 31)),
        ("2010-03", (2010, 3, 1), (2010, 3, 31)),
        ("2010", (2010, 1, 1), (2010, 12, 31)),
        ("2009/10", (2009, 4, 1), (2010, 3, 31)),
        ("Q4 2009/10", (2010, 1, 1), (2010, 3, 31)),
        ("quarter 2 of 2010", (2010, 4, 1), (2010, 6, 30)),
        ("January to March 2010", (2010, 1, 1), (2010, 3, 31)),
        ("November 2009 to March 2010", (2009, 11, 1), (2010, 3, 31)),
        ("15 to 26 September 2009", (2009, 9, 15), (2009, 9, 26)),
        ("5 March 2010", (2010, 3, 5), (2010, 3, 5)),
    ],
)
def test_the_days_a_period_means(said: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read_period(said) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "said", [None, "", "March", "the previous year", "2009/11", "Q5 2010", "31 February 2010", "after March 2010"]
)
def test_what_names_no_days(said: str | None) -> None:
    assert read_period(said) is None


def test_a_period_is_after_another_when_all_of_it_is() -> None:
    march, april = Period(date(2010, 3, 1), date(2010, 3, 31)), Period(date(2010, 4, 1), date(2010, 4, 30))
    assert april.after(march)
    assert not march.after(april)
    assert not march.after(march)
