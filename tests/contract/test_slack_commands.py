"""Slash commands, from Slack's signed post to what the person sees, through the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.slack_worlds import SlackWorld, slack_world

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world


def test_somebody_new_is_matched_by_their_work_email_and_then_answered(slack: SlackWorld) -> None:
    first = slack.command("U0OWNER", "status SG4")
    assert first.status == 200
    assert first.json["text"] == "One moment…"
    told = slack.fake.expect("respond")
    assert told["response_type"] == "ephemeral"
    assert "SG4" in told["text"]
    assert slack.world.rows("SELECT platform, external_id FROM identity") == [("slack", "U0OWNER")]
    assert slack.world.audit_problems() == []


def test_somebody_known_is_answered_in_the_acknowledgement(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    before = len(slack.fake.calls)
    answer = slack.command("U0OWNER", "status SG4").json
    assert "SG4" in answer["text"]
    assert answer["response_type"] == "ephemeral"
    assert len(slack.fake.calls) == before


def test_an_update_is_recorded_once_however_often_it_is_delivered(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    body = slack.command_body("U0OWNER", 'update SG4 at risk "Two centres could not take part."')
    assert "Recorded for SG4" in slack.signed(body, FORM).json["text"]
    for _ in range(3):
        assert slack.signed(body, FORM).text == ""
    assert len(slack.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Two centres%'")) == 1
