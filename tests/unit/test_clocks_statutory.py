"""The statutory clocks of domain.md section 4: defaults and cross-checks, never better than their source."""

from datetime import date

import pytest

from models.rules.clocks import CLOCKS, Clock, ClockReading, check_qualifier, clock_due, clocks_for, qualifier
from models.rules.deadlines import Basis

BY_KEY = {clock.key: clock for clock in CLOCKS}
STATEMENT, JTAI = BY_KEY["statement_of_action"], BY_KEY["jtai_statement"]
PRIORITY_PLAN = BY_KEY["send_priority_action_plan"]


def test_the_lengths_are_those_of_the_sources() -> None:
    assert {clock.key: (clock.working_days, clock.verified) for clock in CLOCKS} == {
        "publish_report": (30, True),
        "statement_of_action": (70, True),
        "early_draft": (20, True),
        "jtai_statement": (70, True),
        "send_priority_action_plan": (35, False),
        "send_strategic_plan": (30, False),
        "send_statement_of_action": (70, False),
    }
    assert all(clock.source for clock in CLOCKS)


@pytest.mark.parametrize(
    ("framework", "on", "keys"),
    [
        ("SIF", date(2017, 1, 24), ["publish_report", "statement_of_action"]),
        ("ILACS", date(2018, 8, 31), ["publish_report", "statement_of_action"]),
        ("ILACS", date(2018, 9, 1), ["publish_report", "statement_of_action", "early_draft"]),
        ("JTAI", date(2023, 5, 9), ["jtai_statement"]),
        ("AREA_SEND", date(2022, 12, 31), ["send_statement_of_action"]),
        ("AREA_SEND", date(2023, 9, 5), ["send_priority_action_plan", "send_strategic_plan"]),
        ("AREA_SEND", None, ["send_priority_action_plan", "send_strategic_plan", "send_statement_of_action"]),
        ("SLAC", date(2012, 4, 10), []),
    ],
)
def test_a_framework_has_the_clocks_in_force_on_the_day(framework: str, on: date | None, keys: list[str]) -> None:
    assert [clock.key for clock in clocks_for(framework, on)] == keys


def test_counted_from_receipt_it_is_a_deadline() -> None:
    reading = clock_due(STATEMENT, date(2017, 1, 10), date(2017, 1, 24))

    assert (reading.due, reading.basis) == (date(2017, 4, 20), Basis.COMPUTED)
    assert reading.is_deadline
    assert not reading.about
    assert qualifier(reading) == ""


def test_counted_from_publication_it_says_no_later_than() -> None:
    """Worcestershire, published 24 January 2017; its receipt is not printed."""
    reading = clock_due(STATEMENT, None, date(2017, 1, 24))

    assert reading == ClockReading(
        *(STATEMENT, date(2017, 5, 5), Basis.STAND_IN, date(2017, 1, 24)),
        *(date(2017, 5, 5), Basis.STAND_IN, 70),
    )
    assert (qualifier(reading), reading.is_deadline, reading.cross_check) == ("no later than ", True, None)


def test_a_stated_deadline_that_agrees_needs_no_cross_check() -> None:
    """Stockton, published 9 May 2023, stated 16 August 2023."""
    reading = clock_due(JTAI, None, date(2023, 5, 9), date(2023, 8, 16))

    assert (reading.due, reading.basis, reading.counted) == (date(2023, 8, 16), Basis.STATED, 70)
    assert (reading.cross_check, qualifier(reading)) == (None, "")


def test_a_stated_deadline_later_than_the_rule_allows_is_shown_beside_it() -> None:
    """Kirklees, published 25 November 2016, stated 9 March 2017: 71 working days."""
    reading = clock_due(STATEMENT, None, date(2016, 11, 25), date(2017, 3, 9))

    assert (reading.due, reading.cross_check, reading.counted) == (date(2017, 3, 9), date(2017, 3, 8), 71)
    assert not reading.explained
    assert (qualifier(reading), check_qualifier(reading)) == ("", "no later than ")


def test_a_stated_deadline_before_the_latest_is_explained_by_an_earlier_receipt() -> None:
    """Medway, published 27 August 2019, stated 28 November 2019: 67 working days."""
    reading = clock_due(STATEMENT, None, date(2019, 8, 27), date(2019, 11, 28))

    assert (reading.cross_check, reading.counted, reading.explained) == (date(2019, 12, 3), 67, True)


def test_nothing_explains_a_difference_from_receipt_itself() -> None:
    reading = clock_due(STATEMENT, date(2019, 8, 27), None, date(2019, 11, 28))

    assert (reading.cross_check, reading.explained, check_qualifier(reading)) == (
        date(2019, 12, 3),
        False,
        "",
    )


def test_an_unverified_clock_says_about_and_is_never_a_deadline() -> None:
    """Oxfordshire, 5 September 2023: the length is part verified only."""
    reading = clock_due(PRIORITY_PLAN, date(2023, 9, 5), None)

    assert (reading.due, qualifier(reading)) == (date(2023, 10, 24), "about ")
    assert reading.about
    assert not reading.is_deadline


def test_an_unverified_clock_says_about_from_a_stand_in_too() -> None:
    assert qualifier(clock_due(PRIORITY_PLAN, None, date(2023, 11, 3))) == "about "


def test_a_letter_that_states_a_date_makes_it_a_deadline_and_the_check_stays_about() -> None:
    reading = clock_due(PRIORITY_PLAN, date(2023, 9, 5), None, date(2023, 11, 14))

    assert (reading.is_deadline, qualifier(reading)) == (True, "")
    assert (reading.cross_check, check_qualifier(reading)) == (date(2023, 10, 24), "about ")


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
def test_without_a_date_to_count_from_there_is_no_date(clock: Clock) -> None:
    reading = clock_due(clock, None, None)

    assert reading == ClockReading(clock, None, Basis.NONE)
    assert (reading.about, reading.is_deadline, qualifier(reading)) == (False, False, "")


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
def test_a_stated_date_alone_stands_alone(clock: Clock) -> None:
    reading = clock_due(clock, None, None, date(2023, 8, 16))

    assert (reading.due, reading.basis, reading.cross_check) == (date(2023, 8, 16), Basis.STATED, None)
    assert (reading.is_deadline, reading.counted) == (True, None)


def test_a_holiday_the_council_added_moves_the_clock() -> None:
    added = frozenset({date(2017, 2, 1)})

    assert clock_due(STATEMENT, date(2017, 1, 24), None, None, added).due == date(2017, 5, 8)
