"""Where else Slack lets people begin: the Home tab, shortcuts, and files they share."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.made_files import pdf
from tests.slack_fake import Fault
from tests.slack_worlds import CHANNEL, SlackWorld, slack_world

OFFER = 'evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" checked=yes'


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        world.world.run("UPDATE evidence SET by_name = 'Somebody before'")
        yield world


def pieces(slack: SlackWorld) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in slack.world.rows(
            "SELECT title, message, file_name FROM evidence WHERE by_name = 'Head of Participation'"
        )
    ]


def test_the_home_tab_shows_its_owner_what_they_answer_for(slack: SlackWorld) -> None:
    assert slack.event({"type": "app_home_opened", "user": "U0OWNER", "channel": "D1", "tab": "home"}).status == 200
    drawn = slack.fake.expect("views.publish")
    assert drawn["user_id"] == "U0OWNER"
    assert drawn["view"]["type"] == "home"
    assert "SG4" in str(drawn["view"]["blocks"])


def test_the_home_tab_begins_with_what_is_late_and_ends_with_the_plan_at_a_glance(slack: SlackWorld) -> None:
    slack.event({"type": "app_home_opened", "user": "U0OWNER", "channel": "D1", "tab": "home"})
    drawn = str(slack.fake.expect("views.publish")["view"]["blocks"])
    late, own, due = drawn.index("*Overdue*"), drawn.index("*Recommendations*"), drawn.index(", due ")
    glance = drawn.index("Social Care Improvement Plan")
    assert late < drawn.index("*4.2:*") < own < due < glance
    assert re.search(r"\d+ recommendations\*: \d+ .*amber", drawn[glance:])


def test_the_home_tab_shows_a_stranger_nothing(slack: SlackWorld) -> None:
    slack.fake.add("U0NEW", "someone@elsewhere.example")
    slack.event({"type": "app_home_opened", "user": "U0NEW", "channel": "D1", "tab": "home"})
    drawn = str(slack.fake.expect("views.publish"))
    assert "Sorry, this plan is only open" in drawn
    assert "SG4" not in drawn


def test_a_button_on_the_home_tab_opens_a_view(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    box = {"container": {"type": "view", "view_id": "V9"}, "view": {"id": "V9", "type": "home"}}
    action = {"type": "button", "action_id": "say:1", "value": "status cambridgeshire-2009/SG4"}
    slack.interact(slack.interaction("U0OWNER", "block_actions", actions=[action], **box))
    assert "SG4" in str(slack.fake.expect("views.open")["view"])


def test_a_button_in_a_view_changes_that_view_and_a_form_comes_on_top(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    box = {"container": {"type": "view", "view_id": "V9"}, "view": {"id": "V9", "type": "modal"}}
    for command in ("status cambridgeshire-2009/SG4", "update cambridgeshire-2009/SG4"):
        action = {"type": "button", "action_id": "say:1", "value": command}
        slack.interact(slack.interaction("U0OWNER", "block_actions", actions=[action], **box))
    assert slack.fake.expect("views.update")["view_id"] == "V9"
    assert slack.fake.expect("views.push")["view"]["callback_id"] == "form"


def test_the_global_shortcut_shows_what_somebody_answers_for(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.interact(slack.interaction("U0OWNER", "shortcut", callback_id="update_action"))
    assert "SG4" in str(slack.fake.expect("views.open")["view"])


def test_a_message_is_saved_as_evidence_with_its_own_words(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    said = {"type": "message", "user": "U0CHAIR", "ts": "1270000000.1", "text": "17 of 20 files had views &amp; wishes"}
    body = slack.interaction(
        "U0OWNER", "message_action", callback_id="save_as_evidence", message=said, channel={"id": CHANNEL},
        response_url=f"{slack.fake.base}/respond/s", message_ts="1270000000.1",
    )  # fmt: skip
    assert slack.interact(body).status == 200
    view = slack.fake.expect("views.open")["view"]
    assert "views & wishes" in str(view["blocks"])
    sent = slack.submit("U0OWNER", view, number="SG4", kind="audit", period="March 2010")
    assert sent.json == {"response_action": "clear"}
    slack.fake.expect("respond", 2)
    assert [piece[1] for piece in pieces(slack)] == ["17 of 20 files had views & wishes"]


@pytest.mark.parametrize("error", ["", "channel_not_found"])
def test_a_message_is_saved_with_its_link_where_slack_gives_one(slack: SlackWorld, error: str) -> None:
    slack.met("U0OWNER")
    if error:
        slack.fake.fail("chat.getPermalink", Fault(error=error))
    said = {"type": "message", "user": "U0CHAIR", "ts": "1270000000.000100", "text": "17 of 20 files had views"}
    slack.interact(slack.interaction("U0OWNER", "message_action", callback_id="save_as_evidence", message=said,
                                     channel={"id": CHANNEL}, message_ts="1270000000.000100"))  # fmt: skip
    view = slack.fake.expect("views.open")["view"]
    sent = slack.submit("U0OWNER", view, number="SG4", kind="audit", period="March 2010")
    assert sent.json == {"response_action": "clear"}
    slack.fake.expect("chat.postMessage")
    there = f"https://council.slack.com/archives/{CHANNEL}/p1270000000000100"
    assert slack.world.rows("SELECT link, shows FROM evidence WHERE shows LIKE '17 of 20 files had views'") == [
        (None if error else there, "17 of 20 files had views")
    ]


def test_what_the_shortcut_asked_stays_when_there_is_no_such_recommendation(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.interact(slack.interaction("U0OWNER", "message_action", callback_id="save_as_evidence",
                                     message={"text": "17 of 20"}, channel={"id": CHANNEL}))  # fmt: skip
    view = slack.fake.expect("views.open")["view"]
    sent = slack.submit("U0OWNER", view, number="SG44", kind="audit")
    assert list(sent.json["errors"]) == ["field:number"]


def test_a_file_shared_with_its_words_is_kept_as_evidence(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.files["F1"], slack.fake.names["F1"] = pdf("17 of 20 files had views recorded."), "audit.pdf"
    files = [{"id": "F1", "name": "audit.pdf"}]
    slack.event(slack.message("U0OWNER", OFFER, subtype="file_share", files=files))
    assert "audit.pdf" in str(slack.fake.expect("chat.postMessage")) or pieces(slack)
    assert [piece[2] for piece in pieces(slack)] == ["audit.pdf"]
    assert slack.fake.fetched == ["F1"]


def test_a_file_goes_with_the_form_that_was_asked_before_it_was_kept(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.files["F1"], slack.fake.names["F1"] = pdf("17 of 20 files had views recorded."), "audit.pdf"
    said = {"text": "The audit", "files": [{"id": "F1", "name": "audit.pdf"}]}
    slack.interact(slack.interaction("U0OWNER", "message_action", callback_id="save_as_evidence", message=said,
                                     channel={"id": CHANNEL}))  # fmt: skip
    view = slack.fake.expect("views.open")["view"]
    slack.submit("U0OWNER", view, number="SG4", kind="audit", period="March 2010", checked="yes")
    slack.fake.expect("chat.postMessage")
    assert [piece[2] for piece in pieces(slack)] == ["audit.pdf"]


def test_a_file_from_another_host_is_not_fetched_and_the_token_goes_nowhere(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.files["F1"], slack.fake.elsewhere["F1"] = b"x", "https://files.slack.com.evil.example/F1"
    slack.event(slack.message("U0OWNER", OFFER, subtype="file_share", files=[{"id": "F1", "name": "audit.pdf"}]))
    assert "could not fetch audit.pdf" in slack.fake.expect("chat.postMessage")["text"]
    assert pieces(slack) == []


def test_a_strangers_file_is_not_fetched(slack: SlackWorld) -> None:
    slack.fake.add("U0NEW", "someone@elsewhere.example")
    slack.fake.files["F1"] = b"x"
    slack.event(slack.message("U0NEW", OFFER, subtype="file_share", files=[{"id": "F1", "name": "audit.pdf"}]))
    assert "Sorry, this plan is only open" in slack.fake.expect("chat.postMessage")["text"]
    assert slack.fake.fetched == []
