"""The door on its own: what is not Slack's has no effect, and nothing makes it fall over."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import SqliteStore
from tests.slack_fake import TEAM
from tests.slack_worlds import FORM, SlackWorld, slack_world

JSON = "application/json"


@pytest.fixture(scope="module")
def slack(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackWorld]:
    with slack_world(sqlite_store, tmp_path_factory.mktemp("door")) as world:
        yield world.met("U0OWNER", "U0ADMIN")


def effects(slack: SlackWorld) -> dict[str, object]:
    slack.settled()
    return {name: rows for name, rows in slack.world.everything().items() if name != "inbox"}


def test_what_is_not_signed_is_turned_away(slack: SlackWorld) -> None:
    body = slack.command_body("U0ADMIN", 'update SG4 at risk "Not from Slack."')
    slack.settled()
    now, before = slack.world.now, slack.world.everything()
    wrong = [
        slack.post(body, {"Content-Type": FORM}),
        slack.post(body, {"Content-Type": FORM, "X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=1"}),
        slack.signed(body, FORM, secret="another"),
        slack.signed(body, FORM, at=now - timedelta(minutes=5, seconds=1)),
        slack.signed(body, FORM, at=now + timedelta(minutes=5, seconds=1)),
        slack.post("{", {"Content-Type": JSON}),
        slack.post(b"\xff\xfe", {"Content-Type": JSON}),
    ]
    assert [answer.status for answer in wrong] == [401] * len(wrong)
    assert all("SG4" not in answer.text for answer in wrong)
    assert slack.world.everything() == before


@pytest.mark.parametrize("body", ["{", "{}x", "[]", "payload=%7B", "payload=5", "payload=[1]", "", "x" * 5_000])
def test_what_is_signed_and_no_payload_is_no_more_than_a_bad_request(slack: SlackWorld, body: str) -> None:
    assert slack.signed(body, FORM).status < 500
    assert slack.signed(body, JSON).status < 500


def test_what_is_too_long_is_turned_away(slack: SlackWorld) -> None:
    assert slack.signed("x" * (2**20 + 1), FORM).status == 413


def test_a_command_that_contains_the_word_payload_is_answered(slack: SlackWorld) -> None:
    assert "payload" in slack.command("U0OWNER", "search payload").json["text"]


def test_slack_is_shown_that_the_address_is_ours(slack: SlackWorld) -> None:
    challenged = slack.signed('{"type": "url_verification", "challenge": "c4"}', JSON)
    assert challenged.status == 200
    assert "c4" in challenged.text


def test_an_event_nobody_asked_for_is_taken_and_nothing_comes_of_it(slack: SlackWorld) -> None:
    before = effects(slack)
    assert slack.event({"type": "reaction_added", "user": "U0OWNER"}).status == 200
    assert effects(slack) == before


def test_health_is_told_to_anybody_and_nothing_else(slack: SlackWorld) -> None:
    assert slack.get("/healthz").status == 200
    ready = slack.get("/readyz")
    assert ready.status == 200
    assert ready.text == "ready; the clock has not run yet; no message due waits\n"
    assert slack.get("/slack/events").status == 405
    assert slack.get("/").status == 404


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20),
    st.sampled_from(["", TEAM, "U0ADMIN", "C0BOARD", "say:1", "form", "\x00", "\ud800", "people", "x" * 300]),
)  # fmt: skip
NAMES = st.sampled_from(
    ["type", "user", "user_id", "team", "team_id", "channel", "channel_id", "text", "command", "trigger_id", "event",
     "event_id", "actions", "view", "container", "message", "blocks", "state", "values", "private_metadata", "id",
     "response_url", "callback_id", "action_id", "value", "authorizations", "enterprise", "is_enterprise_install",
     "files", "ts", "thread_ts", "bot_id", "subtype", "response_urls", "function_data", "assistant_thread"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=5)),
    max_leaves=12,
)
KINDS = st.sampled_from(
    ["block_actions", "view_submission", "view_closed", "event_callback", "message_action", "shortcut",
     "block_suggestion", "interactive_message", "dialog_submission", "workflow_step_edit", "url_verification"]
)  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=KINDS, rest=st.dictionaries(NAMES, VALUES, max_size=8), as_form=st.booleans())
def test_no_payload_whatever_makes_it_fall_over_or_has_an_effect(
    slack: SlackWorld, kind: str, rest: dict[str, object], *, as_form: bool
) -> None:
    before = effects(slack)
    said = json.dumps({"type": kind, **rest})
    answer = slack.signed(urlencode({"payload": said}), FORM) if as_form else slack.signed(said, JSON)
    assert answer.status < 500
    assert "SG4" not in answer.text
    assert effects(slack) == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(NAMES, st.text(max_size=30), max_size=8))
def test_no_command_of_nonsense_makes_it_fall_over(slack: SlackWorld, fields: dict[str, str]) -> None:
    before = effects(slack)
    body = urlencode({"command": "/ofsted", **fields}, errors="replace")
    assert slack.signed(body, FORM).status < 500
    assert effects(slack) == before


def test_slacks_check_of_the_certificate_is_answered(slack: SlackWorld) -> None:
    assert slack.signed("ssl_check=1&token=x", FORM).status == 200


def test_the_start_warns_of_no_token_that_is_not_used(
    sqlite_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    with slack_world(sqlite_store, tmp_path):
        assert "SLACK_BOT_TOKEN" not in caplog.text
