"""The program itself, killed and stopped: what was acknowledged is neither lost nor done twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.databases import Store
from tests.slack_fake import PATIENCE, Fault, fake_slack
from tests.slack_worlds import CHANNEL, PEOPLE, SlackWorld, environ, slack_world
from tests.worlds import Setting, opened

ROOT = Path(__file__).parent.parent.parent
UPDATE = 'update SG4 at risk "Said just before the power went."'


@contextmanager
def program(slack: SlackWorld) -> Iterator[subprocess.Popen[str]]:
    """`ofsted-bot serve` as its own process, on the world's database."""
    url = slack.world.engine.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], env={**os.environ, **environ(slack.fake, url)}, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        slack.port = int(next(line for line in process.stdout if "Serving on" in line).split(":")[2].split(".")[0])
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    """A world whose moment is the real one, since a program of its own has no other."""
    setting = Setting(now=datetime.now(UTC))  # noqa: TID251  because the program under test reads the real clock
    with opened(store, tmp_path, setting) as world, fake_slack() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        fake.channels[CHANNEL] = {"id": CHANNEL}
        world.run("UPDATE reminder SET state = 'cancelled'")
        yield SlackWorld(world, fake, 0)


def answered(slack: SlackWorld) -> str:
    """The first answer in a direct message, which is no reminder."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for told in slack.fake.told("chat.postMessage"):
            if ":" not in told.get("metadata", {}).get("event_payload", {}).get("key", ""):  # a reminder's is "daily:…"
                return str(told["text"])
        time.sleep(0.02)
    raise AssertionError(slack.fake.calls)


def recorded(slack: SlackWorld) -> int:
    return len(slack.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Said just before%'"))


def test_what_was_acknowledged_before_a_crash_is_done_after_it_and_once(slack: SlackWorld) -> None:
    with slack.fake.silent("users.info"), program(slack) as first:
        body = slack.event_body(slack.message("U0OWNER", UPDATE))
        assert slack.signed(body, "application/json").status == 200
        slack.fake.unanswered("users.info")
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert [row[0] for row in slack.inbox()] == ["received"]
    assert recorded(slack) == 0
    with program(slack):
        assert "Recorded for SG4" in answered(slack)
        assert slack.signed(body, "application/json").status == 200
        slack.settled()
    assert recorded(slack) == 1
    assert slack.inbox() == [("answered", None, None)]


def test_what_was_done_before_a_crash_and_not_told_is_told_after_it(slack: SlackWorld) -> None:
    with slack.fake.silent("chat.postMessage"), program(slack) as first:
        slack.event(slack.message("U0OWNER", UPDATE))
        slack.fake.unanswered("chat.postMessage")
        assert [row[0] for row in slack.inbox()] == ["decided"]
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert recorded(slack) == 1
    with program(slack):
        assert "Recorded for SG4" in answered(slack)
        slack.settled()
    assert recorded(slack) == 1


def test_told_to_stop_it_finishes_what_it_took_in_and_takes_no_more(slack: SlackWorld) -> None:
    slack.fake.fail("users.info", Fault(status=429, headers={"Retry-After": "1"}))
    with program(slack) as running:
        assert slack.event(slack.message("U0OWNER", UPDATE)).status == 200
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0
    assert recorded(slack) == 1
    assert "Recorded for SG4" in slack.fake.told("chat.postMessage")[-1]["text"]
    assert slack.inbox() == [("answered", None, None)]


def test_of_two_replicas_that_get_the_same_at_once_one_does_it(store: Store, tmp_path: Path) -> None:
    with slack_world(store, tmp_path) as slack, slack.another_server() as port:
        slack.met("U0OWNER")
        other = SlackWorld(slack.world, slack.fake, port)
        body = slack.event_body(slack.message("U0OWNER", UPDATE))
        start = threading.Barrier(4)

        def deliver(to: SlackWorld) -> None:
            start.wait()
            assert to.signed(body, "application/json").status == 200

        threads = [threading.Thread(target=deliver, args=(to,)) for to in (slack, other, slack, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        slack.fake.expect("chat.postMessage")
        slack.settled()
        assert recorded(slack) == 1
        assert len(slack.fake.told("chat.postMessage")) == 1
        assert slack.world.audit_problems() == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "No platform is configured"),
        ({"SLACK_SIGNING_SECRET": "abc"}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "neither is set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a", "SLACK_APP_TOKEN": "xapp-1"}, "both are set"),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_SIGNING_SECRET": "a"}, "SLACK_BOT_TOKEN is not a bot token"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not an app-level token"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "xoxb-1"}, "not a signing secret"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a", "PORT": "x"}, "PORT is “x”"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a", "SLACK_API_URL": "ftp://x"}, "no web address"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a", "SLACK_API_URL": "http://127.0.0.1:9/api"},
            "Slack does not answer at http://127.0.0.1:9/api/",
        ),
    ],
)
def test_half_a_configuration_serves_nothing_and_says_why(
    given: dict[str, str], sentence: str, sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with sqlite_store.migrated(tmp_path) as url:
        for name, value in {"DATABASE_URL": url, **given}.items():
            monkeypatch.setenv(name, value)
        assert main(["serve"]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_a_token_that_slack_refuses_serves_nothing(
    tmp_path: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_store.migrated(tmp_path) as url, fake_slack() as fake:
        fake.fail("auth.test", Fault(error="invalid_auth"))
        for name, value in environ(fake, url).items():
            monkeypatch.setenv(name, value)
        assert main(["serve"]) == 1
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)" in capsys.readouterr().err
