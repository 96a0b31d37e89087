"""Buttons and forms: what a click changes, where its answer stands, and what becomes of what was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.slack_fake import Fault, Json
from tests.slack_worlds import SlackWorld, slack_world

AT_RISK = 'update SG4 at risk "The print room is closed."'
MESSAGE = {"ts": "1270000001.000100", "text": "x", "blocks": [{"type": "actions", "block_id": "b", "elements": []}]}
SEVERAL: Json = {
    "ts": "1270000001.000100",
    "text": "Two items",
    "blocks": [
        {"type": "actions", "block_id": f"b{n}", "elements": [
            {"type": "button", "action_id": f"say:{n}", "text": {"type": "plain_text", "text": "At risk"}, "value": "x"},
        ]} for n in (1, 2)
    ],
}  # fmt: skip


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world.met("U0OWNER")


def updates(slack: SlackWorld, words: str) -> int:
    return len(slack.world.rows(f"SELECT id FROM \"update\" WHERE narrative LIKE '{words}%'"))


def form(slack: SlackWorld, said: str = "update SG4") -> Json:
    """The view that opens when somebody asks for a form."""
    opened = len(slack.fake.told("views.open"))
    slack.command("U0OWNER", said)
    view: Json = slack.fake.expect("views.open", opened + 1)["view"]
    return view


def test_a_card_only_its_reader_sees_is_turned_like_a_page(slack: SlackWorld) -> None:
    assert slack.press("U0OWNER", "history cambridgeshire-2009/SG4").text == ""
    told = slack.fake.expect("respond", 2)
    assert told["replace_original"] is True
    assert "SG4" in told["text"]


def test_a_change_takes_the_place_of_the_message_its_button_stood_in(slack: SlackWorld) -> None:
    slack.press("U0OWNER", AT_RISK, message=MESSAGE)
    told = slack.fake.expect("respond", 2)
    assert told["replace_original"] is True
    assert "Recorded for SG4" in told["text"]


def test_a_message_about_two_items_keeps_the_buttons_of_the_other(slack: SlackWorld) -> None:
    slack.press("U0OWNER", AT_RISK, message=SEVERAL)
    in_place = slack.fake.expect("respond", 2)
    assert in_place["replace_original"] is True
    assert [block["type"] for block in in_place["blocks"]].count("actions") == 1
    assert "Recorded for SG4" in str(in_place["blocks"])
    assert slack.fake.expect("respond", 3)["response_type"] == "ephemeral"


def test_a_refusal_leaves_the_message_where_it_is(slack: SlackWorld) -> None:
    slack.met("U0VIEWER")
    slack.press("U0VIEWER", AT_RISK, message=MESSAGE)
    told = slack.fake.expect("respond", 3)
    assert told["replace_original"] is False
    assert updates(slack, "The print room") == 0


def test_a_click_that_is_delivered_again_does_nothing(slack: SlackWorld) -> None:
    body = slack.press_body("U0OWNER", AT_RISK)
    for _ in range(3):
        assert slack.interact(body).status == 200
    slack.press("U0OWNER", "status")
    slack.fake.expect("respond", 3)
    assert updates(slack, "The print room") == 1


def test_a_form_opens_is_filled_in_and_its_answer_is_told_where_it_was_asked_for(slack: SlackWorld) -> None:
    view = form(slack)
    sent = slack.submit("U0OWNER", view, delivery="at_risk", narrative="Nobody can print.")
    assert sent.json == {"response_action": "clear"}
    told = slack.fake.expect("respond", 2)
    assert "Recorded for SG4" in told["text"]
    assert updates(slack, "Nobody can print.") == 1


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(slack: SlackWorld) -> None:
    view = form(slack)
    sent = slack.submit("U0OWNER", view, narrative="Child K (NHS 943 476 5919) waits.").json
    assert sent["response_action"] == "errors"
    assert "NHS number" in str(sent["errors"])
    again = slack.submit("U0OWNER", view, delivery="at_risk", narrative="One family waits.")
    assert again.json == {"response_action": "clear"} or again.json["response_action"] == "update"
    stored = str(slack.world.everything())
    assert "943 476" not in stored


def test_a_form_whose_item_was_put_to_its_board_meanwhile_stays_open_and_says_why(slack: SlackWorld) -> None:
    view = form(slack)
    slack.world.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = 'SG4'")
    sent = slack.submit("U0OWNER", view, delivery="at_risk", narrative="Nobody can print.").json
    assert sent["response_action"] == "errors"
    assert "SG4 is before its board for sign-off" in str(sent["errors"])
    assert updates(slack, "Nobody can print.") == 0


def test_a_form_whose_item_changed_meanwhile_is_asked_again_with_the_words_in_it(slack: SlackWorld) -> None:
    ((version,),) = slack.world.rows("SELECT version FROM recommendation WHERE label = 'SG4'")
    view = form(slack, f"update SG4 @v{version}")
    slack.world.run("UPDATE recommendation SET version = version + 1 WHERE label = 'SG4'")
    sent = slack.submit("U0OWNER", view, delivery="at_risk", narrative="Nobody can print.").json
    assert sent["response_action"] == "update"
    assert "changed after that card was drawn" in str(sent["view"])
    assert "Nobody can print." in str(sent["view"])
    again = slack.submit("U0OWNER", sent["view"], delivery="at_risk", narrative="Nobody can print.")
    assert again.json == {"response_action": "clear"}


def test_a_form_sent_twice_at_once_is_recorded_once(slack: SlackWorld) -> None:
    body = slack.submit_body("U0OWNER", form(slack), delivery="at_risk", narrative="Sent twice.")
    for _ in range(2):
        assert slack.interact(body).json == {"response_action": "clear"}
    assert updates(slack, "Sent twice.") == 1


def test_a_form_that_opened_too_late_is_a_button_that_opens_it(slack: SlackWorld) -> None:
    slack.fake.fail("views.open", Fault(error="expired_trigger_id"))
    assert slack.command("U0OWNER", "update SG4").text == ""
    told = slack.fake.expect("respond", 2)
    assert "Open the form" in str(told["blocks"])


def test_an_answer_that_its_address_refuses_comes_by_direct_message(slack: SlackWorld) -> None:
    slack.fake.fail("respond", Fault(status=404, body='{"ok":false,"error":"used_url"}'))
    slack.press("U0OWNER", "status", message=MESSAGE)
    told = slack.fake.expect("chat.postMessage")
    assert told["channel"] == "DU0OWNER"
    assert "Cambridgeshire" in str(told)


def test_slack_is_left_alone_for_as_long_as_it_asks(slack: SlackWorld) -> None:
    slack.fake.fail("respond", Fault(status=429, headers={"Retry-After": "1"}))
    slack.press("U0OWNER", "status", message=MESSAGE)
    assert "Cambridgeshire" in str(slack.fake.expect("respond", 3))
    assert slack.fake.told("chat.postMessage") == []


def test_what_was_said_is_erased_once_it_is_worked_off(slack: SlackWorld) -> None:
    slack.press("U0OWNER", AT_RISK)
    slack.fake.expect("respond", 2)
    slack.submit("U0OWNER", form(slack), delivery="at_risk", narrative="Nobody can print.")
    slack.fake.expect("respond", 3)
    slack.settled()
    assert {row[1:] for row in slack.inbox()} == {(None, None)}
