"""Plain words in a direct message: asked about, and recorded with one tap, or forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.made_files import pdf
from tests.slack_fake import Json
from tests.slack_worlds import SlackWorld, slack_world

SAID = "all three area teams now hold monthly meetings"
MESSAGE: Json = {"ts": "1270000001.000100", "text": "x", "blocks": []}


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world.met("U0OWNER", "U0CHAIR")


def commands(said: Json) -> dict[str, str]:
    """What each button of a message says, by its label."""
    rows = [block["elements"] for block in said["blocks"] if block["type"] == "actions"]
    return {each["text"]["text"]: each["value"] for row in rows for each in row if each["type"] == "button"}


def asked(slack: SlackWorld, text: str = SAID, **more: object) -> Json:
    told = len(slack.fake.told("chat.postMessage"))
    slack.event(slack.message("U0OWNER", text, **more))
    return slack.fake.expect("chat.postMessage", told + 1)


def test_plain_words_are_asked_about_and_recorded_with_two_taps(slack: SlackWorld) -> None:
    first = asked(slack)
    assert "Record this as your update?" in first["text"]
    slack.press("U0OWNER", commands(first)["SG4"], message=MESSAGE)
    second = slack.fake.expect("respond", 3)
    slack.press("U0OWNER", commands(second)["At risk"], message=MESSAGE)
    assert "Recorded for SG4: at risk" in slack.fake.expect("respond", 4)["text"]
    recorded = slack.world.rows(f"SELECT delivery FROM \"update\" WHERE narrative = '{SAID}'")
    assert recorded == [("at_risk",)]
    assert slack.world.rows("SELECT words FROM draft") == [(None,)]
    assert slack.world.audit_problems() == []


def test_it_is_recorded_once_however_often_it_is_tapped(slack: SlackWorld) -> None:
    name = commands(asked(slack))["SG4"]
    for count, said in ((3, "Recorded for SG4"), (4, "no longer kept")):
        slack.press("U0OWNER", f"{name} at_risk", message=MESSAGE)
        assert said in slack.fake.expect("respond", count)["text"]
    assert len(slack.world.rows(f"SELECT id FROM \"update\" WHERE narrative = '{SAID}'")) == 1


def test_what_is_no_update_is_forgotten(slack: SlackWorld) -> None:
    slack.press("U0OWNER", commands(asked(slack))["Not an update"], message=MESSAGE)
    assert "Forgotten" in slack.fake.expect("respond", 3)["text"]
    assert slack.world.rows("SELECT words FROM draft") == [(None,)]


def test_nobody_can_use_the_words_of_somebody_else(slack: SlackWorld) -> None:
    slack.press("U0CHAIR", f"{commands(asked(slack))['SG4']} at_risk", message=MESSAGE)
    assert "no longer kept" in slack.fake.expect("respond", 3)["text"]


def test_after_a_day_the_words_are_gone(slack: SlackWorld) -> None:
    name = commands(asked(slack))["SG4"]
    slack.world.wait(hours=24)
    slack.press("U0OWNER", f"{name} at_risk", message=MESSAGE)
    assert "no longer kept" in slack.fake.expect("respond", 3)["text"]
    slack.world.bot.tidy()
    assert slack.world.rows("SELECT words FROM draft") == [(None,)]


@pytest.mark.parametrize("text", ["staus rec 44", "thanks", "how are we doing on all of these?", "help"])
def test_commands_questions_and_courtesies_are_no_drafts(slack: SlackWorld, text: str) -> None:
    asked(slack, text)
    assert slack.world.rows("SELECT id FROM draft") == []


def test_the_words_of_somebody_who_may_not_update_anything_are_not_kept(slack: SlackWorld) -> None:
    slack.met("U0VIEWER")
    slack.event(slack.message("U0VIEWER", SAID))
    slack.fake.expect("chat.postMessage")
    assert slack.world.rows("SELECT id FROM draft") == []


def test_words_that_may_identify_a_child_are_in_no_draft(slack: SlackWorld) -> None:
    asked(slack, "Child K still waits for the placement we agreed")
    assert "Child K" not in str(slack.world.everything())


def test_a_file_without_words_is_offered_as_evidence(slack: SlackWorld) -> None:
    slack.fake.files["F1"], slack.fake.names["F1"] = pdf("17 of 20 files had views recorded."), "audit.pdf"
    first = asked(slack, "", subtype="file_share", files=[{"id": "F1", "name": "audit.pdf"}])
    assert "Keep this as evidence?" in first["text"]
    slack.press("U0OWNER", commands(first)["Save the file as evidence"], message=MESSAGE)
    view = slack.fake.expect("views.open")["view"]
    slack.submit("U0OWNER", view, number="SG4", kind="audit", shows="17 of 20", period="March 2010", checked="yes")
    slack.settled()
    assert slack.world.rows("SELECT file_name FROM evidence WHERE file_name = 'audit.pdf'") == [("audit.pdf",)]


@pytest.mark.parametrize(("sent", "said"), [(10, ""), (11, "the last one was not taken"), (13, "the last 3 were not")])
def test_of_more_than_ten_files_it_is_said_how_many_were_not_taken(slack: SlackWorld, sent: int, said: str) -> None:
    files = [{"id": f"F{number}", "name": f"audit{number}.pdf"} for number in range(sent)]
    first = asked(slack, SAID, subtype="file_share", files=files)
    assert "10 files" in str(first["blocks"])
    assert ("not taken" in str(first["blocks"])) is bool(said)
    assert said in str(first["blocks"])
    assert said in first["text"]
