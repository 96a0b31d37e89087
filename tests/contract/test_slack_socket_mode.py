"""Socket Mode: the same bot down a line of its own, over a real WebSocket."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.settings import SettingsError
from tests.databases import Store
from tests.slack_fake import PATIENCE, Fault, Json
from tests.slack_worlds import SlackWorld, slack_world

BY_SOCKET = {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": "xapp-test"}


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path, **BY_SOCKET) as world:
        yield world


def command(slack: SlackWorld, text: str) -> Json:
    fields = parse_qs(slack.command_body("U0OWNER", text))
    return {name: values[0] for name, values in fields.items()}


def send(slack: SlackWorld, payload: Any) -> Json:
    return slack.fake.send(payload) or {}


def test_a_command_is_answered_in_its_acknowledgement(slack: SlackWorld) -> None:
    assert send(slack, command(slack, "status SG4"))["text"] == "One moment…"
    slack.fake.expect("respond")
    assert "SG4" in send(slack, command(slack, "status SG4"))["text"]


def test_what_comes_again_on_another_line_has_one_effect(slack: SlackWorld) -> None:
    said = json.loads(slack.event_body(slack.message("U0OWNER", 'update SG4 at risk "Over the line."')))
    send(slack, said)
    slack.fake.expect("chat.postMessage")
    slack.fake.refresh()
    send(slack, said)
    send(slack, command(slack, "status SG4"))
    assert len(slack.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Over the line%'")) == 1
    assert len(slack.fake.told("chat.postMessage")) == 1


def test_what_slack_still_sends_on_the_old_line_is_taken_in(slack: SlackWorld) -> None:
    slack.fake.refresh()
    slack.fake.lines.pop()
    assert send(slack, command(slack, "status SG4"))["text"] == "One moment…"


def test_a_payload_that_is_nonsense_breaks_nothing(slack: SlackWorld) -> None:
    send(slack, {"type": "event_callback", "event": {"type": "unheard_of"}, "team_id": "T0COUNCIL"})
    assert send(slack, command(slack, "status SG4"))["text"] == "One moment…"


def test_nothing_is_let_in_by_http(slack: SlackWorld) -> None:
    connection = HTTPConnection("127.0.0.1", slack.port, timeout=PATIENCE)
    connection.request("POST", "/slack/events", "{}")
    assert connection.getresponse().status == 404
    connection.close()


def test_a_token_that_slack_does_not_know_is_said_at_the_start(store: Store, tmp_path: Path) -> None:
    with slack_world(store, tmp_path) as world:
        world.fake.fail("apps.connections.open", Fault(error="invalid_auth"))
        with pytest.raises(SettingsError, match="does not accept SLACK_APP_TOKEN"), world.another_server(**BY_SOCKET):
            pass
