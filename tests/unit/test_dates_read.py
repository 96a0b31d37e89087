"""What people read of dates: what they rest on, what is certain of them, and how a missing one is set."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from handlers.reminding import matters
from tests.databases import Store
from tests.worlds import KEY, LONDON, OPERATOR, Setting, World, opened

PLAN = """
format: 1
plan: {id: borsetshire-2024, title: Improvement plan}
council: {name: Borsetshire County Council, short_name: Borsetshire}
inspections:
- id: main
  name: Inspection of children's services
  framework: ILACS
  kind: inspection
DATES
recommendations:
- {number: 1, text: Listen to children, limit: within_3_months}
- {number: 2, text: Answer every referral, limit: immediately}
- {number: 3, text: Recruit social workers, limit: none_stated}
"""


@pytest.fixture
def empty(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(plans=())) as world:
        yield world


def given(world: World, text: str, **days: date) -> list[str]:
    """A file is imported and open to its readers; what the import says."""
    with Session(world.engine, info={"audit_key": KEY}) as session:
        result = load(
            session, read_file(text.encode()), now=world.now, publish=True, published=days.get("published"),
            received=days.get("received"),
        )  # fmt: skip
        session.commit()
    return [*result.lines, *result.notices]


def on(world: World, year: int, month: int, day: int, said: str) -> str:
    world.now = datetime(year, month, day, 9, 0, tzinfo=LONDON)
    return " ".join(world.says(OPERATOR, said).split())


RECEIVED = PLAN.replace("DATES", "  received: 2009-10-16")


def test_a_limit_counted_from_receipt_says_so_and_how_to_record_publication(empty: World) -> None:
    given(empty, RECEIVED)
    said = on(empty, 2009, 11, 2, "status 1")
    assert (
        "Due no earlier than 16 January 2010 (3 months from receipt of the draft, since the publication date is not "
        "recorded), in 75 days. An administrator records it with: ofsted-bot import FILE --published DATE"
    ) in said
    assert "from publication" not in said
    at_once = on(empty, 2009, 11, 2, "status 2")
    assert "Due no earlier than 16 October 2009 (at once, from receipt of the draft" in at_once


def test_a_limit_counted_from_receipt_is_never_called_passed(empty: World) -> None:
    given(empty, RECEIVED)
    for asked in ("status 1", "status 2", "status", "status all", "overdue", "status listen"):
        said = on(empty, 2010, 4, 7, asked)
        assert "days past" not in said
        assert "days late" not in said
        assert "past its limit and not delivered" not in said
        assert "RED" not in said
    assert "it may be past its limit; the publication date is not recorded" in on(empty, 2010, 4, 7, "status 1")
    assert "none certainly past its original limit; 2 may be" in on(empty, 2010, 4, 7, "status")
    assert "2 of 3 may be past it: the publication date is not recorded." in on(empty, 2010, 4, 7, "overdue")


def test_lists_of_what_is_due_say_no_earlier_than(empty: World) -> None:
    given(empty, RECEIVED)
    assert "due no earlier than 16 January 2010, in 14 days" in on(empty, 2010, 1, 2, "due 30 days")


def test_publication_once_recorded_makes_the_limit_certain(empty: World) -> None:
    given(empty, RECEIVED)
    given(empty, RECEIVED, published=date(2009, 11, 2))
    said = on(empty, 2010, 4, 7, "status 1")
    assert "64 days past its limit and not delivered" in said
    assert "Due Tuesday 2 February 2010 (3 months from publication), 64 days late" in said


@pytest.mark.parametrize(
    ("name", "kind", "clocks"),
    [
        ("Inspection of children's services", "recommendation", ["Written statement of action"]),
        ("Inspection of children's services", "area_for_priority_action", ["Written statement of action"]),
        ("Focused visit to Borsetshire", "recommendation", []),
        (
            "Focused visit to Borsetshire",
            "area_for_priority_action",
            ["Written statement of action", "Early draft of the statement of action"],
        ),
    ],
)
def test_an_early_draft_is_asked_of_focused_visits_with_priority_action(
    empty: World, name: str, kind: str, clocks: list[str]
) -> None:
    text = PLAN.replace("DATES", "  published: 2024-03-11").replace("Inspection of children's services", name)
    given(empty, text.replace("number: 1,", f"number: 1, kind: {kind},"))
    said = on(empty, 2024, 4, 2, "status more")
    both = ("Publish the report", "Written statement of action", "Early draft of the statement of action")
    assert [each for each in both if f"{each}: " in said] == clocks


def test_a_report_is_to_be_published_until_it_is(empty: World) -> None:
    text = PLAN.replace("ILACS", "SIF").replace("DATES", "  received: 2017-01-10\n  statement_due: 2017-04-18")
    given(empty, text)
    said = on(empty, 2017, 1, 16, "status more")
    assert "Publish the report: 21 February 2017" in said
    assert "Written statement of action: 18 April 2017" in said
    given(empty, text, published=date(2017, 1, 24))
    assert "Publish the report" not in on(empty, 2017, 1, 30, "status more")


ACTIONS = (
    PLAN.replace("DATES", "  published: 2024-05-01")
    + """
actions:
- {number: 1.1, text: Train every team, under: [1], due: 2024-06-12}
- {number: 1.2, text: Ask children, under: [1], due: 2024-12-24}
"""
)


def test_an_action_not_started_that_is_due_says_so(empty: World) -> None:
    given(empty, ACTIONS)
    assert "GREEN: not started, and its date is not near" in on(empty, 2024, 5, 14, "status action 1.1")
    assert "GREEN: not started, and due in 28 days" in on(empty, 2024, 5, 15, "status action 1.1")
    empty.run("UPDATE action SET latest_update_at = '2024-06-01 09:00:00.000000'")
    assert "GREEN: not started, and due today" in on(empty, 2024, 6, 12, "status action 1.1")


def test_an_action_nobody_ever_spoke_of_is_silent_from_publication(empty: World) -> None:
    given(empty, ACTIONS)
    assert "GREEN: not started" in on(empty, 2024, 5, 28, "status action 1.2")
    assert "AMBER: no word for 28 days" in on(empty, 2024, 5, 29, "status action 1.2")
    assert "AMBER: no word for 28 days" in on(empty, 2024, 5, 29, "status 1 actions")


def test_an_action_of_a_plan_with_no_publication_is_silent_from_its_opening(empty: World) -> None:
    empty.now = datetime(2024, 4, 1, 9, 0, tzinfo=LONDON)
    given(empty, ACTIONS.replace("  published: 2024-05-01", ""))
    assert "GREEN: not started" in on(empty, 2024, 4, 28, "status action 1.2")
    assert "AMBER: no word for 28 days" in on(empty, 2024, 4, 29, "status action 1.2")


def test_what_has_no_limit_is_told_how_to_get_a_date_that_works(empty: World) -> None:
    given(empty, PLAN.replace("DATES", "  published: 2024-05-01"))
    said = on(empty, 2024, 5, 14, "status 3")
    assert "Ask for one with “change date borsetshire-2024/3”, or import the plan file with a date." in said
    assert "--published" not in said
    assert "day=YYYY-MM-DD" in on(empty, 2024, 5, 14, "change date borsetshire-2024/3")
    given(
        empty, PLAN.replace("DATES", "  published: 2024-05-01").replace("none_stated", "none_stated, due: 2024-12-24")
    )
    assert "Due Tuesday 24 December 2024" in on(empty, 2024, 5, 14, "status 3")


def test_what_has_a_limit_and_no_publication_is_told_to_record_it(empty: World) -> None:
    given(empty, PLAN.replace("DATES", ""))
    said = on(empty, 2024, 5, 14, "status 1")
    assert "An administrator records it with: ofsted-bot import FILE --published DATE" in said
    assert "change date" not in said
    whole = on(empty, 2024, 5, 14, "status")
    assert "--published DATE" in whole
    assert "“change date borsetshire-2024/3”" in whole


MEETING = (
    PLAN.replace("DATES", "  published: 2024-01-15")
    + """
actions:
- {number: 1.1, text: Train every team, under: [1], due: "Improvement Board, April 2024"}
boards:
- id: improvement
  name: Improvement Board
  kind: improvement_board
"""
)
MET = MEETING + "  meetings: [{date: 2024-03-13}, {date: 2024-04-17}]\n"


def test_a_named_boards_meeting_counts_from_its_known_day(empty: World) -> None:
    given(empty, MET)
    assert "Due Improvement Board, April 2024 (17 April 2024), in 48 days" in on(
        empty, 2024, 2, 29, "status action 1.1"
    )
    assert "43 days past its date" in on(empty, 2024, 5, 30, "status action 1.1")


def test_a_meeting_known_only_to_its_month_counts_from_the_first_until_its_day_is_known(empty: World) -> None:
    given(empty, MEETING)
    assert "Due Improvement Board, April 2024, in 32 days" in on(empty, 2024, 2, 29, "status action 1.1")
    given(empty, MET)
    assert "Due Improvement Board, April 2024 (17 April 2024), in 48 days" in on(
        empty, 2024, 2, 29, "status action 1.1"
    )
    assert not [line for line in given(empty, MET) if "action" in line]


DUTIES = (
    MEETING.replace("boards:", "reporting:").partition("- id: improvement")[0]
    + """- {from: Director, to: [Improvement Board], what: Progress, by: "Improvement Board, April 2024"}
- {from: Partners, to: [Improvement Board, Cabinet], what: Evidence, by: "April 2024 meeting"}
boards:
- {id: improvement, name: Improvement Board, kind: improvement_board MEETINGS}
"""
)
HELD = DUTIES.replace(" MEETINGS", ", meetings: [{date: 2024-03-13}, {date: 2024-04-17}]")
OVER = """format: 1
overlay: borsetshire-2024
illustration: Illustration
boards:
- {id: improvement, name: Improvement Board, kind: improvement_board, meetings: [2024-03-13, 2024-04-17]}
"""


def test_a_report_due_at_a_meeting_is_due_on_its_day_once_that_is_known(empty: World) -> None:
    given(empty, DUTIES.replace(" MEETINGS", ""))
    assert "Progress, from Director (by Improvement Board, April 2024)" in on(empty, 2024, 2, 29, "status more")
    assert "Improvement Board, April 2024 report to Improvement Board: Progress" in on(empty, 2024, 3, 30, "due")
    lines = given(empty, HELD)
    assert (
        "change reporting duty Director, Improvement Board, Progress, 1: by on from 1 April 2024 to 17 April"
        in " ".join(lines)
    )
    told = on(empty, 2024, 2, 29, "status more")
    assert "Progress, from Director (by Improvement Board, April 2024 (17 April 2024))" in told
    assert "Improvement Board: Evidence, from Partners (by April 2024 meeting (17 April 2024))" in told
    assert "Cabinet: Evidence, from Partners (by April 2024 meeting)" in told
    assert "April 2024 (17 April 2024) report to Improvement Board: Progress, from Director" in on(
        empty, 2024, 4, 5, "due"
    )
    assert not given(empty, HELD)


def test_a_meeting_that_an_overlay_adds_dates_what_waits_for_it(empty: World) -> None:
    given(empty, DUTIES.replace(" MEETINGS", ""))
    given(empty, OVER)
    assert "Due Improvement Board, April 2024 (17 April 2024), in 48 days" in on(
        empty, 2024, 2, 29, "status action 1.1"
    )
    assert "Progress, from Director (by Improvement Board, April 2024 (17 April 2024))" in on(
        empty, 2024, 2, 29, "status more"
    )
    assert not [line for line in given(empty, DUTIES.replace(" MEETINGS", "")) if "duty" in line or "action" in line]


def test_a_limit_is_shown_beside_the_stated_date_that_beats_it(empty: World) -> None:
    text = PLAN.replace("DATES", "  published: 2024-05-01").replace(
        "within_3_months", "within_3_months, due: 2024-12-24"
    )
    given(empty, text)
    said = on(empty, 2024, 5, 14, "status 1")
    assert (
        "Due Tuesday 24 December 2024 (as stated; the report's limit is 3 months from publication, 1 August 2024), "
        "in 224 days"
    ) in said
    assert "Limit 3 months from publication" in on(empty, 2024, 5, 14, "status 1 more")
    assert "Limit none in the report" in on(empty, 2024, 5, 14, "status 3 more")


def test_a_stated_date_that_is_the_limits_own_is_explained_once(empty: World) -> None:
    text = PLAN.replace("DATES", "  published: 2024-05-01").replace(
        "within_3_months", "within_3_months, due: 2024-08-01"
    )
    given(empty, text)
    assert "Due Thursday 1 August 2024 (3 months from publication), in" in on(empty, 2024, 5, 14, "status 1")


def test_a_number_is_not_said_to_be_printed_where_the_file_does_not_say_so(empty: World) -> None:
    given(empty, PLAN.replace("DATES", ""))
    said = on(empty, 2024, 5, 14, "status 1 more")
    assert "1, as the plan's source numbers it" in said
    assert "printed in the report" not in said


def test_reminders_hold_no_date_that_may_be_too_early(empty: World) -> None:
    given(empty, RECEIVED)
    with Session(empty.engine) as session:
        matter = matters.load(session, "recommendation:1", empty.now, LONDON)
    assert matter is not None
    assert (matter.due_on, matter.asked.due_on, matter.earliest_on) == (None, None, date(2010, 1, 16))
    given(empty, RECEIVED, published=date(2009, 11, 2))
    with Session(empty.engine) as session:
        matter = matters.load(session, "recommendation:1", empty.now, LONDON)
    assert matter is not None
    assert (matter.due_on, matter.asked.due_on, matter.earliest_on) == (date(2010, 2, 2), date(2010, 2, 2), None)
