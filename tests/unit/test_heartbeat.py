"""The daily line that says the reminders ran: its silence is the alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.render import card_text
from scheduler.relay import Unreachable
from scheduler.stepping import clock_said
from scheduler.tick import beat
from tests.audit_chains import tamper
from tests.council import CHAIR, DIRECTOR
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, at, step
from tests.worlds import LONDON, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
NAMED = f"settings heartbeat {DIRECTOR}"


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        yield world


def lines(sent: Recorder) -> list[str]:
    return [each.card.title for each in sent.sent if each.key.startswith("heartbeat")]


def test_one_line_each_working_day_also_when_nothing_was_due(world: World) -> None:
    assert not world.ask("", NAMED).refused
    sent = step(world, "2010-04-14T18:00")
    keys = [each.key.rpartition(":")[2] for each in sent.sent if each.key.startswith("heartbeat")]
    assert keys == [f"2010-04-{day:02}" for day in (7, 8, 9, 12, 13, 14)]
    assert {each.email for each in sent.sent if each.key.startswith("heartbeat")} == {DIRECTOR}
    others = [each for each in sent.sent if not each.key.startswith("heartbeat")]
    first = len([each for each in others if each.key.endswith(("2010-04-07", "2010-04-06"))])
    assert f" due, {first} sent, 0 failed; none waits." in lines(sent)[0]
    assert lines(sent)[1].startswith("Reminders ran since Wednesday 7 April 2010, 09:00: ")


def test_what_failed_is_counted(world: World) -> None:
    world.ask("", NAMED)
    sent = Recorder(faults=[Unreachable("their account is closed")])
    step(world, "2010-04-07T18:00", sent)
    assert "1 failed" in lines(sent)[0]


def test_a_forged_record_is_told_once_it_is_found(world: World) -> None:
    world.ask("", NAMED)
    tamper(world.engine, "UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4")
    assert not world.ask(OWNER, 'update SG4 at risk "Words"').refused
    sent = step(world, "2010-04-08T18:00")
    first, second = [card_text(each.card) for each in sent.sent if each.key.startswith("heartbeat")]
    assert "The record was changed, and not by this program." in first
    assert "The record was changed" not in second


def test_nobody_gets_it_who_was_not_named_and_only_somebody_here_is_named(world: World) -> None:
    assert lines(step(world, "2010-04-09T18:00")) == []
    assert world.ask("", "settings heartbeat nobody@cambridgeshire.example").refused
    assert world.ask(CHAIR, NAMED).refused


def test_each_pass_is_put_down_and_its_age_is_told(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting()) as world:
        assert clock_said(world.engine, world.now) == "the clock has not run yet; no message due waits"
        for minute in (0, 1, 2):
            beat(world.engine, at(f"2010-04-07T09:0{minute}"), LONDON)
        beat(world.engine, at("2010-04-08T09:00"), LONDON)
        assert world.rows("SELECT passes FROM clock_day ORDER BY on_day") == [(3,), (1,)]
        assert clock_said(world.engine, at("2010-04-08T09:01")) == ("the clock last ran 60 s ago; no message due waits")
        world.run("UPDATE clock_day SET passes = 9")
        step(world, "2010-04-07T09:00")
        assert world.rows("SELECT passes FROM clock_day ORDER BY on_day") == [(10,), (9,)]
