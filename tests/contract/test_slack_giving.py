"""A kept file given back: in the direct message of whoever asked, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.made_files import pdf
from tests.slack_fake import Fault
from tests.slack_worlds import SlackWorld, slack_world

OFFER = 'evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" checked=yes'
AUDIT = pdf("17 of 20 files had views recorded.")


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        world.met("U0OWNER", "U0VIEWER")
        world.fake.files["F1"], world.fake.names["F1"] = AUDIT, "audit.pdf"
        files = [{"id": "F1", "name": "audit.pdf"}]
        world.event(world.message("U0OWNER", OFFER, subtype="file_share", files=files))
        world.fake.expect("chat.postMessage")
        yield world
        assert world.world.audit_problems() == []


def wanted(slack: SlackWorld) -> str:
    (number,) = slack.world.rows("SELECT id FROM evidence WHERE file_name = 'audit.pdf'")[0]
    return f"evidence E{number} file"


def test_a_file_comes_back_as_it_was_sent_into_the_direct_message_of_who_asked(slack: SlackWorld) -> None:
    assert "here is audit.pdf" in slack.command("U0OWNER", wanted(slack)).json["text"]
    asked = slack.fake.expect("files.getUploadURLExternal")
    assert asked == {"filename": "audit.pdf", "length": str(len(AUDIT))}
    done = slack.fake.expect("files.completeUploadExternal")
    assert done["channel_id"] == "DU0OWNER"
    assert [each["title"] for each in done["files"]] == ["audit.pdf"]
    assert list(slack.fake.uploads.values()) == [AUDIT]


def test_asked_by_direct_message_it_comes_there_once(slack: SlackWorld) -> None:
    body = slack.event_body(slack.message("U0OWNER", wanted(slack)))
    for _ in range(3):
        slack.signed(body, "application/json")
    slack.settled()
    assert slack.fake.expect("files.completeUploadExternal")["channel_id"] == "DU0OWNER"
    assert len(slack.fake.uploads) == 1


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", Fault(error="missing_scope")),
        ("upload", Fault(status=500, body="no")),
        ("files.completeUploadExternal", Fault(error="channel_not_found")),
    ],
)
def test_who_asked_is_told_when_it_could_not_be_given(slack: SlackWorld, method: str, fault: Fault) -> None:
    slack.fake.fail(method, fault)
    slack.command("U0OWNER", wanted(slack))
    told = slack.fake.expect("chat.postMessage", 2)
    assert told["channel"] == "DU0OWNER"
    assert "could not send you audit.pdf through Slack" in told["text"]
    slack.command("U0OWNER", wanted(slack))
    assert slack.fake.expect("files.completeUploadExternal", 1 + (method == "files.completeUploadExternal"))


def test_it_is_sent_to_no_other_host_than_slacks(slack: SlackWorld) -> None:
    slack.fake.upload_base = "https://files.slack.com.evil.example"
    slack.command("U0OWNER", wanted(slack))
    assert "could not send you audit.pdf" in slack.fake.expect("chat.postMessage", 2)["text"]
    assert slack.fake.uploads == {}


def test_a_refusal_gives_nothing(slack: SlackWorld) -> None:
    slack.world.run("UPDATE evidence SET restricted = TRUE WHERE file_name = 'audit.pdf'")
    assert "here is audit.pdf" not in slack.command("U0VIEWER", wanted(slack)).json["text"]
    slack.settled()
    assert slack.fake.told("files.getUploadURLExternal") == []


def test_a_file_whose_answer_was_never_told_comes_after_a_restart(slack: SlackWorld) -> None:
    slack.fake.fail("chat.postMessage", *[Fault(error="internal_error")] * 2)
    slack.event(slack.message("U0OWNER", wanted(slack)))
    slack.fake.expect("files.completeUploadExternal")
    slack.decided()
    with slack.another_server():
        assert slack.fake.expect("files.completeUploadExternal", 2)["channel_id"] == "DU0OWNER"
    slack.settled()
    assert set(slack.fake.uploads.values()) == {AUDIT}
