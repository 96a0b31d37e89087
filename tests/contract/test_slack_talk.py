"""Direct messages and mentions: the same words as everywhere, answered to whoever wrote them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.slack_fake import BOT, Fault
from tests.slack_worlds import CHANNEL, SlackWorld, slack_world


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world


def test_a_direct_message_is_answered_where_it_was_written(slack: SlackWorld) -> None:
    assert slack.event(slack.message("U0OWNER", "status SG4")).status == 200
    told = slack.fake.expect("chat.postMessage")
    assert told["channel"] == "DU0OWNER"
    assert "SG4" in told["text"]


def test_a_mention_is_answered_to_its_writer_alone(slack: SlackWorld) -> None:
    slack.event(slack.mention("U0OWNER", f"<@{BOT}> status SG4", thread_ts="1269999999.000001"))
    told = slack.fake.expect("chat.postEphemeral")
    assert (told["channel"], told["user"], told["thread_ts"]) == (CHANNEL, "U0OWNER", "1269999999.000001")
    assert "SG4" in told["text"]


def test_where_the_bot_is_no_member_a_mention_is_answered_by_direct_message(slack: SlackWorld) -> None:
    slack.fake.fail("chat.postEphemeral", Fault(error="not_in_channel"))
    slack.event(slack.mention("U0OWNER", f"<@{BOT}> status SG4"))
    assert slack.fake.expect("chat.postMessage")["channel"] == "DU0OWNER"


NOBODY_KNOWS = [
    Fault(status=500, done=True),
    Fault(error="internal_error", done=True),
    Fault(status=200, body="<html>"),
]


@pytest.mark.parametrize("fault", NOBODY_KNOWS)
def test_where_a_private_answer_may_have_been_seen_the_direct_message_says_that_it_may_be_a_repeat(
    slack: SlackWorld, fault: Fault
) -> None:
    slack.fake.fail("chat.postEphemeral", fault)
    slack.event(slack.mention("U0OWNER", f"<@{BOT}> status SG4"))
    told = slack.fake.expect("chat.postMessage")
    assert "SG4" in told["text"]
    assert "This may be a repeat" in str(told["blocks"])
    assert 'ofsted_bot_answers_uncertain_total{state="repeated"} 1' in slack.get("/metrics").text


@pytest.mark.parametrize(
    ("fault", "repeats"),
    [(Fault(status=500, done=True), True), (Fault(status=404, body='{"ok":false,"error":"expired_url"}'), False)],
)
def test_where_a_response_url_may_have_told_it_the_direct_message_says_that_it_may_be_a_repeat(
    slack: SlackWorld, fault: Fault, *, repeats: bool
) -> None:
    slack.fake.fail("respond", fault, fault)
    slack.press("U0OWNER", 'update SG4 at risk "One printer works."')
    told = slack.fake.expect("chat.postMessage")
    assert "Recorded for SG4" in told["text"]
    assert ("This may be a repeat" in str(told["blocks"])) is repeats
    assert str(told["blocks"]).count("may be a repeat") == repeats


def test_what_was_never_said_is_no_repeat(slack: SlackWorld) -> None:
    slack.fake.fail("chat.postEphemeral", Fault(error="not_in_channel"))
    slack.event(slack.mention("U0OWNER", f"<@{BOT}> status SG4"))
    assert "may be a repeat" not in str(slack.fake.expect("chat.postMessage")["blocks"])


def test_slacks_own_signs_are_read_as_what_was_typed(slack: SlackWorld) -> None:
    said = "people add <mailto:new.person@cambridgeshire.example|new.person@cambridgeshire.example> viewer"
    slack.event(slack.message("U0ADMIN", said))
    slack.fake.expect("chat.postMessage")
    assert slack.world.rows("SELECT id FROM person WHERE email = 'new.person@cambridgeshire.example'")


@pytest.mark.parametrize(
    "odd",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"user": BOT},
    ],
)
def test_what_no_person_wrote_is_not_answered(slack: SlackWorld, odd: dict[str, str]) -> None:
    assert slack.event(slack.message("U0OWNER", "status SG4") | odd).status == 200
    slack.event(slack.message("U0OWNER", "status SG1"))
    assert "SG1" in slack.fake.expect("chat.postMessage")["text"]
    assert len(slack.fake.told("chat.postMessage")) == 1


def test_an_event_that_slack_sends_three_times_is_answered_once(slack: SlackWorld) -> None:
    body = slack.event_body(slack.message("U0OWNER", 'update SG4 at risk "Only one printer works."'))
    for _ in range(3):
        assert slack.signed(body, "application/json").status == 200
    slack.event(slack.message("U0OWNER", "status SG1"))
    slack.fake.expect("chat.postMessage", 2)
    assert len(slack.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Only one%'")) == 1
    assert len(slack.fake.told("chat.postMessage")) == 2


def test_what_identifies_a_child_is_refused_before_anything_of_it_is_kept(slack: SlackWorld) -> None:
    slack.event(slack.message("U0OWNER", 'update SG3 at risk "Child K, NHS 943 476 5919, waits."'))
    assert "NHS number" in slack.fake.expect("chat.postMessage")["text"]
    assert "943 476" not in str(slack.world.everything())
    assert [row[0] for row in slack.inbox()] == ["refused"]


def test_what_only_may_identify_a_child_is_not_kept_either_until_somebody_says_it_does_not(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.event(slack.message("U0OWNER", 'update SG3 at risk "Child K waits for a placement."'))
    told = slack.fake.expect("chat.postMessage")
    assert "Could this identify a child?" in str(told)
    assert "Child K" not in str(slack.world.everything())
