"""Meetings, papers, reports and statutory clocks: each is asked about on its days, of whom it is for, until it is done."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.console.render import card_text
from models.rules.ladder import next_dated
from scheduler.relay import Message
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, at, pass_over, step
from tests.worlds import Setting, World, buttons, opened

SECRETARY, VICE = "secretary@cambridgeshire.example", "vice.chair@cambridgeshire.example"
PAPERS = "or the Improvement Steering Group (?:is|are|was|were) due"
MEETS = "the Improvement Steering Group meets on Tuesday 20 April 2010"


def asked(world: World, kind: str, who: str) -> list[str]:
    """The days for which somebody was asked."""
    found = world.rows(
        "SELECT l.due_on FROM ledger l JOIN person p ON p.id = l.recipient_id "
        f"WHERE l.kind = '{kind}' AND l.state = 'sent' AND p.email = '{who}' ORDER BY l.due_on"
    )
    return [str(row[0]) for row in found]


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Setting(now=at("2010-04-01T18:00"))) as world:
        yield world


def words(message: Message) -> str:
    return " ".join(card_text(message.card).split())


def told(sent: Recorder, said: str) -> list[tuple[str, str]]:
    """Who was told something (a pattern), on which day."""
    daily = [each for each in sent.sent if each.key.startswith("daily") and "nobody has said" not in words(each)]
    return [(each.email, each.key.rpartition(":")[2]) for each in daily if re.search(said, words(each), re.IGNORECASE)]


def test_the_secretary_is_asked_for_papers_before_and_on_their_day_and_until_the_board_meets(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, Setting(now=at("2010-04-01T18:00"))) as world:
        sent = step(world, "2010-04-29T18:00")
    days = ["2010-04-06", "2010-04-09", "2010-04-12", "2010-04-13", "2010-04-20"]
    assert told(sent, PAPERS) == [(SECRETARY, day) for day in days], "a week before is Easter Monday"
    first = next(each for each in sent.sent if each.email == SECRETARY)
    assert words(first).startswith(
        "Papers for the Improvement Steering Group are due Monday 12 April 2010, in 6 days You keep the board's papers. "
        "Say when they are in, and this stops. Otherwise I ask again on Friday 9 April 2010, "
        "and the digest of Monday 19 April 2010 counts it as late."
    )
    assert first.card.actions[0].command == "dates done P3"


def test_the_board_is_told_of_its_meeting_a_week_and_a_day_before_and_not_after(world: World) -> None:
    sent = step(world, "2010-05-05T18:00")
    board = {CHAIR, VICE, SECRETARY}
    assert set(told(sent, MEETS)) == {(who, day) for who in board for day in ("2010-04-13", "2010-04-19")}
    assert "You are on the board." in words(next(each for each in sent.sent if each.email == VICE))


def test_papers_that_are_in_are_asked_for_no_more_and_that_can_be_taken_back(world: World) -> None:
    assert told(step(world, "2010-04-09T18:00"), PAPERS) == [(SECRETARY, "2010-04-06"), (SECRETARY, "2010-04-09")]
    done = world.ask(SECRETARY, "dates done P3")
    assert not done.refused
    assert "P3" not in world.says(SECRETARY, "dates")
    assert told(step(world, "2010-04-13T18:00"), PAPERS) == []
    (back,) = [each for each in buttons(done) if each.label == "It is not"]
    assert not world.ask(SECRETARY, back.command).refused
    assert world.ask(SECRETARY, back.command).refused, "it is not done twice"
    assert [day for _, day in told(step(world, "2010-04-20T18:00"), PAPERS)] == ["2010-04-14", "2010-04-20"]
    assert world.audit_problems() == []


def test_what_is_said_to_be_done_between_being_queued_and_sent_is_left_out(world: World) -> None:
    from scheduler.tick import tick  # noqa: PLC0415  because only this test puts something between the two
    from tests.ticks import relay  # noqa: PLC0415  because the same is true of it
    from tests.worlds import LONDON  # noqa: PLC0415  because the same is true of it

    world.now = at("2010-04-06T09:30")
    tick(world.engine, world.now, LONDON)
    world.ask(SECRETARY, "dates done P3")
    sender = Recorder()
    relay(world.engine, sender, world.now).run()
    assert told(sender, PAPERS) == []
    assert ("suppressed", "no longer needed when it was to be sent") in world.rows(
        "SELECT state, reason FROM ledger WHERE kind = 'papers'"
    )


def test_a_papers_day_that_is_moved_moves_what_is_asked(world: World) -> None:
    from sqlmodel import Session  # noqa: PLC0415  because only this test changes a meeting behind the commands

    from handlers.reminding.rows import rewrite_touched, watch  # noqa: PLC0415  because the same is true of it
    from models.governance import Meeting  # noqa: PLC0415  because the same is true of it
    from tests.worlds import LONDON  # noqa: PLC0415  because the same is true of it

    with Session(world.engine) as session, session.begin():
        watch(session)
        session.get_one(Meeting, 3).papers_due_on = date(2010, 4, 16)
        rewrite_touched(session, world.now, LONDON)
    sent = step(world, "2010-04-19T18:00")
    assert [day for _, day in told(sent, PAPERS)] == ["2010-04-09", "2010-04-15", "2010-04-16", "2010-04-19"]


def test_cover_is_asked_for_a_secretary_who_is_away_and_nobody_reachable_comes_to_who_runs_the_plan(
    world: World,
) -> None:
    assert not world.ask(SECRETARY, f"away from 8 April to 14 April cover {ACCESS}").refused
    sent = step(world, "2010-04-14T18:00")
    found = told(sent, PAPERS)
    assert found[0] == (SECRETARY, "2010-04-06")
    assert {who for who, _ in found[1:]} == {ACCESS}
    world.run(f"UPDATE person SET active = false WHERE email = '{SECRETARY}'")
    later = step(world, "2010-04-20T18:00")
    assert told(later, PAPERS) == [(DIRECTOR, "2010-04-20")]
    assert told(later, "Nobody who sees to it can be reached, so it comes to you.") == [(DIRECTOR, "2010-04-20")]


def test_a_week_without_the_bot_is_one_request_and_a_meeting_that_was_is_not_announced(world: World) -> None:
    world.now = at("2010-04-22T09:30")
    sent = pass_over(world)
    assert told(sent, PAPERS) == told(sent, MEETS) == []
    assert ("suppressed", "not sent on time: 20 April 2010 had passed") in world.rows(
        "SELECT state, reason FROM ledger WHERE kind = 'meeting'"
    )


def test_a_report_is_asked_of_who_the_plan_names_until_it_is_given(world: World) -> None:
    world.run(
        "INSERT INTO reporting_duty (plan_id, position, number, reporter, recipient, what, by_on, by_precision) VALUES "
        "(1, 9, 1, 'Head of Participation', 'Scrutiny panel', 'Progress report', '2010-05-05', 'day')",
        "INSERT INTO reporting_duty (plan_id, position, number, reporter, recipient, what, by_on, by_precision) VALUES "
        "(1, 10, 1, 'Health agencies', 'LSCB', 'Progress on their plan', '2010-05-01', 'month')",
    )
    sent = step(world, "2010-05-12T18:00", now="2010-04-01T18:00")
    assert (PARTICIPATION, "2010-04-21") in told(
        sent, r"Scrutiny panel \(Progress report\) is due Wednesday 5 May 2010"
    )
    days = ["2010-04-21", "2010-04-28", "2010-05-04", "2010-05-05", "2010-05-06"]
    assert asked(world, "report", PARTICIPATION) == days
    assert world.ask(ACCESS, "dates done T4").refused
    assert not world.ask(PARTICIPATION, "dates done T4").refused, "whoever is asked may say so"
    step(world, "2010-06-01T18:00")
    assert asked(world, "report", PARTICIPATION) == days
    health = ["2010-05-17", "2010-05-24", "2010-05-28", "2010-06-01"]
    assert asked(world, "report", DIRECTOR) == health, "nobody is called so, so who runs the plan is asked"


def test_others_may_neither_say_that_it_is_done_nor_that_it_is_not(world: World) -> None:
    for who in (VIEWER, ACCESS):
        assert world.ask(who, "dates done P3").refused
    assert world.ask(SECRETARY, "dates done P99").refused
    assert world.ask(SECRETARY, "dates done P3 on=20 April 2010").refused
    world.ask(SECRETARY, "dates done P3")
    assert world.ask(VIEWER, "dates not-done P3").refused
    assert world.rows("SELECT papers_in_on FROM meeting WHERE id = 3") == [("2010-04-01",)]


WORCESTERSHIRE = Setting(("worcestershire-2017",), now=at("2017-02-15T18:00"))


def test_a_verified_clock_is_asked_about_no_later_than_its_day_until_the_statement_is_sent(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, WORCESTERSHIRE) as world:
        for said in ("settings email_domains worcestershire.example", "people add lead@worcestershire.example lead"):
            assert not world.ask("", said).refused
        sent = step(world, "2017-05-09T18:00")
        found = [day for _, day in told(sent, "ritten statement of action")]
        assert found == ["2017-04-07", "2017-04-21", "2017-04-28", "2017-05-04", "2017-05-05", "2017-05-08"]
        first = next(each for each in sent.sent if "Written statement of action" in words(each))
        assert "is due no later than Friday 5 May 2017, in 28 days" in words(first)
        assert "You run the plan. Say when it is sent, and this stops." in words(first)
        assert not world.ask("lead@worcestershire.example", first.card.actions[0].command).refused
        assert told(step(world, "2017-06-09T18:00"), "ritten statement of action") == []
        assert "Written statement" not in world.says("", "status more")


def test_a_stated_day_beats_the_rule_and_an_unverified_clock_says_about_and_reminds_nobody(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, WORCESTERSHIRE) as world:
        world.run("UPDATE inspection SET statement_due_on = '2017-04-28'")
        assert "Written statement of action is due Friday 28 April 2017" in " ".join(world.says("", "dates").split())
        world.run("UPDATE inspection SET framework = 'AREA_SEND', published_on = '2023-09-15', statement_due_on = NULL")
        said = " ".join(world.says("", "dates").split())
        assert "Priority action plan: about 3 November 2023. Nobody has verified how long it runs" in said
        sent = step(world, "2023-12-01T18:00", now="2023-09-15T09:00")
        assert told(sent, "riority action plan") == []
        assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'clock' AND state = 'pending'") == [(0,)]


def test_what_had_passed_when_the_plan_was_published_is_not_asked_about(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting(("worcestershire-2017",), now=at("2019-01-07T09:00"))) as world:
        assert world.rows("SELECT count(*) FROM reminder WHERE kind IN ('clock', 'report') AND state = 'pending'") == [
            (0,)
        ]


def test_a_draft_a_closed_plan_and_one_that_is_superseded_have_no_dates_to_ask_about(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    pending = "SELECT count(*) FROM reminder WHERE kind IN ('meeting', 'papers') AND state = 'pending'"
    with opened(sqlite_store, tmp_path, Setting(plans=(), drafts=Setting().plans)) as world:
        assert world.rows(pending) == [(0,)]
        assert "papers for the" in world.says("", "preview 7 page 2"), "and yet it is seen what publishing would send"
        assert world.rows(pending) == [(0,)]
        world.ask("", "publish Cambridgeshire 2009")
        assert world.rows(pending) == [(4,)]
        world.ask("", 'close Cambridgeshire 2009 reason="All of it is signed off."')
        assert world.rows(pending) == [(0,)]
        world.ask("", 'reopen Cambridgeshire 2009 reason="Closed by mistake."')
        assert world.rows(pending) == [(4,)]


@pytest.mark.parametrize(
    ("after", "found"),
    [("2010-04-01", "2010-04-09"), ("2010-04-09", "2010-04-12"), ("2010-04-12", "2010-04-13"), ("2010-04-13", None)],
)
def test_a_day_is_asked_about_before_it_on_it_and_weekly_until_the_last(after: str, found: str | None) -> None:
    day = next_dated(
        date(2010, 4, 12), (1, 0), date.fromisoformat(after), since=date(2010, 1, 1), until=date(2010, 4, 19)
    )
    assert day == (date.fromisoformat(found) if found else None)


DUTY = (
    "INSERT INTO reporting_duty (plan_id, position, number, reporter, recipient, what, by_on, by_precision) VALUES "
    "(1, 9, 1, 'Head of Participation', 'Scrutiny panel', 'Progress report', '2010-05-05', 'day')"
)


def test_a_report_nobody_gives_climbs_from_who_reports_to_the_chair_with_grace_and_each_is_told_once(
    world: World,
) -> None:
    world.run(DUTY)
    sent = step(world, "2010-06-30T18:00", now="2010-04-01T18:00")
    above = world.rows(
        "SELECT p.email, l.due_on FROM ledger l JOIN person p ON p.id = l.recipient_id "
        "WHERE l.kind = 'escalation' AND l.subject LIKE 'reporting_duty:%' AND l.state = 'sent' ORDER BY l.due_on, l.id"
    )
    assert above == [(DIRECTOR, "2010-05-10"), (CHAIR, "2010-05-17")]
    late = next(each for each in sent.sent if each.email == PARTICIPATION and "was due" in words(each))
    assert "Otherwise I ask others to help on Monday 10 May 2010, and the digest of Monday 10 May" in words(late)
    help_wanted = [words(each) for each in sent.sent if each.email == CHAIR and "Can you help?" in words(each)]
    assert any("eport to Scrutiny panel (Progress report) was due Wednesday 5 May 2010" in each for each in help_wanted)


def test_a_report_that_is_given_climbs_no_further(world: World) -> None:
    world.run(DUTY)
    step(world, "2010-05-11T18:00", now="2010-04-01T18:00")
    climbing = (
        "SELECT count(*) FROM reminder WHERE kind = 'escalation' AND subject LIKE 'reporting%' AND state = 'pending'"
    )
    assert world.rows(climbing) == [(1,)]
    assert not world.ask(PARTICIPATION, "dates done T4").refused
    assert world.rows(climbing) == [(0,)]
    step(world, "2010-05-30T18:00")
    assert (CHAIR,) not in world.rows(
        "SELECT p.email FROM ledger l JOIN person p ON p.id = l.recipient_id "
        "WHERE l.kind = 'escalation' AND l.subject LIKE 'reporting_duty:%'"
    )


def test_the_week_says_which_dates_are_late_and_its_thread_lists_those_to_come(world: World) -> None:
    world.run(DUTY)
    assert "Scrutiny panel" not in world.says(CHAIR, "digest"), "what is not near is only in the thread"
    assert "T4 report to Scrutiny panel (Progress report) · due Wednesday 5 May 2010" in " ".join(
        world.says(CHAIR, "digest details").split()
    )
    world.now = at("2010-04-26T09:30")
    said = " ".join(world.says(CHAIR, "digest").split())
    assert "Dates report to Scrutiny panel (Progress report), in 9 days" in said
    world.now = at("2010-05-10T09:30")
    assert "Dates report to Scrutiny panel (Progress report), 5 days late" in " ".join(
        world.says(CHAIR, "digest").split()
    )
    assert not world.ask(PARTICIPATION, "dates done T4").refused
    assert "Scrutiny panel" not in world.says(CHAIR, "digest")


def test_a_plan_may_set_how_long_before_each_date_somebody_is_asked(world: World) -> None:
    world.run('UPDATE plan SET settings = \'{"date_reminders": {"papers": [3], "meeting": [6, 2]}}\'')
    sent = step(world, "2010-04-21T18:00")
    assert told(sent, PAPERS) == [(SECRETARY, day) for day in ("2010-04-09", "2010-04-13", "2010-04-20")]
    assert {day for _, day in told(sent, MEETS)} == {"2010-04-14", "2010-04-16"}, "two days before is a Sunday"
