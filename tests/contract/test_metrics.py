"""Numbers for whoever watches the server: to this machine alone, or to whoever has the token, and of nobody."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from models.database import Reader
from scheduler.measuring import measured
from scheduler.stepping import one_pass
from scheduler.tick import tick
from tests.audit_chains import tamper
from tests.databases import SqliteStore, Store
from tests.slack_worlds import SlackWorld, slack_world
from tests.ticks import Recorder, relay
from tests.worlds import LONDON, Setting, opened

WATCHES = "a token for watchers that nobody guesses"


@pytest.fixture(scope="module")
def slack(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackWorld]:
    with slack_world(sqlite_store, tmp_path_factory.mktemp("metrics")) as world:
        yield world


@pytest.fixture(scope="module")
def guarded(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackWorld]:
    with slack_world(sqlite_store, tmp_path_factory.mktemp("guarded"), METRICS_TOKEN=WATCHES) as world:
        yield world


def test_this_machine_is_told_counts_and_ages_and_nothing_about_anybody(slack: SlackWorld) -> None:
    answer = slack.get("/metrics")
    assert answer.status == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert 'ofsted_bot_outbox_messages{state="failed"} 0' in lines
    assert "ofsted_bot_outbox_oldest_due_seconds 0" in lines
    assert all(re.fullmatch(r'ofsted_bot_[a-z_]+(\{state="[a-z]+"\})? [0-9.e+]+', line) for line in lines)
    emails = [email for (email,) in slack.world.rows("SELECT email FROM person")]
    assert emails
    assert not [email for email in emails if email in answer.text]


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_comes_through_a_proxy_is_turned_away_and_told_what_to_set(slack: SlackWorld, name: str) -> None:
    answer = slack.get("/metrics", {name: "203.0.113.9"})
    assert (answer.status, "set METRICS_TOKEN" in answer.text) == (403, True)
    assert "ofsted_bot" not in answer.text


@pytest.mark.parametrize("given", ["", WATCHES, f"Bearer {WATCHES}x", f"Basic {WATCHES}", "Bearer "])
def test_without_the_token_nobody_is_told_once_there_is_one(guarded: SlackWorld, given: str) -> None:
    assert guarded.get("/metrics", {"Authorization": given} if given else {}).status == 403


def test_the_token_opens_it_through_a_proxy_too(guarded: SlackWorld) -> None:
    headers = {"Authorization": f"Bearer {WATCHES}", "X-Forwarded-For": "203.0.113.9"}
    assert guarded.get("/metrics", headers).status == 200


def test_a_short_token_is_refused_before_anything_is_served() -> None:
    settings = Settings("sqlite:///plan.db", b"k" * 32, LONDON, environ={"METRICS_TOKEN": "short"})
    with pytest.raises(SettingsError, match="or unset it"):
        settings.metrics_token()


def test_what_waits_and_what_went_is_measured(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting()) as world:
        reader = Reader(world.engine)

        def found() -> dict[tuple[str, str], float]:
            return {(each.name, each.state): each.value for each in measured(reader, world.now)}

        assert ("ofsted_bot_clock_last_pass_seconds", "") not in found()
        tick(world.engine, world.now, LONDON)
        waiting = found()["ofsted_bot_outbox_messages", "queued"]
        assert waiting > 0
        world.now += timedelta(seconds=90)
        assert found()["ofsted_bot_outbox_oldest_due_seconds", ""] == 90
        one_pass(world.engine, relay(world.engine, Recorder(), world.now), lambda: world.now, LONDON)
        world.now += timedelta(seconds=30)
        after = found()
        assert after["ofsted_bot_outbox_messages", "sent"] >= waiting
        assert after["ofsted_bot_outbox_oldest_due_seconds", ""] == 0
        assert after["ofsted_bot_clock_last_pass_seconds", ""] == 30
        assert after["ofsted_bot_audit_tampered", ""] == 0
        tamper(world.engine, "UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4")
        assert not world.ask("head.of.participation@cambridgeshire.example", 'update SG4 at risk "Words"').refused
        assert found()["ofsted_bot_audit_tampered", ""] == 1
        reader.close()
