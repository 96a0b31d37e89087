"""The server against a Slack that others wrote: files both ways, with the permissions the manifest asks for and fewer."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.slack.manifest import SCOPES
from tests.council import PARTICIPATION
from tests.databases import SqliteStore
from tests.e2e.emulator import Emulator, emulated
from tests.made_files import pdf
from tests.slack_fake import BOT, PATIENCE, Json, fake_slack
from tests.slack_worlds import SlackWorld, serving
from tests.worlds import Setting, opened

OFFER = 'evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" checked=yes'
AUDIT = pdf("17 of 20 files had views recorded.")
TEAM = "T000000001"


class Council(SlackWorld):
    """What the emulator does not send, events and commands, sent as Slack would; what it is told, read from it."""

    slack: Emulator
    owner: str
    slack_file: str

    def direct(self) -> str:
        return str(self.slack.call("conversations.open", users=self.owner)["channel"]["id"])

    def standing(self) -> list[Json]:
        """What stands in the owner's direct message with the bot, the newest first."""
        told: list[Json] = self.slack.call("conversations.history", "xoxp-all", channel=self.direct())["messages"]
        return told

    def told(self, words: str) -> Json:
        """Wait for what the bot says with these words in it, or shares under them."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for each in self.standing():
                if each["user"] == BOT and words in str(each):
                    return each
            time.sleep(0.05)
        raise AssertionError(self.standing())

    def sent(self) -> None:
        """The owner sends a file to the bot, saying what it shows."""
        self.slack_file = upload(self.slack, "audit.pdf", AUDIT, self.direct())
        files = [{"id": self.slack_file, "name": "audit.pdf"}]
        message = self.message(self.owner, OFFER, subtype="file_share", files=files, channel=self.direct(), team=TEAM)
        self.event(message, team_id=TEAM, authorizations=[{"team_id": TEAM, "user_id": BOT}])
        self.settled()

    def wanted(self) -> None:
        """The owner asks for it back."""
        (number,) = self.world.rows("SELECT id FROM evidence WHERE file_name = 'audit.pdf'")[0]
        asked = self.message(self.owner, f"evidence E{number} file", channel=self.direct(), team=TEAM)
        self.event(asked, team_id=TEAM, authorizations=[{"team_id": TEAM, "user_id": BOT}])
        self.settled()


def upload(slack: Emulator, name: str, content: bytes, channel: str) -> str:
    """Somebody shares a file in a conversation, with what that takes; its id is given."""
    ready = slack.call("files.getUploadURLExternal", "xoxp-all", filename=name, length=str(len(content)))
    slack.send(ready["upload_url"], content, "xoxp-all")
    files = f'[{{"id": "{ready["file_id"]}"}}]'
    done = slack.call("files.completeUploadExternal", "xoxp-all", files=files, channel_id=channel)
    assert done["ok"], done
    return str(ready["file_id"])


def shared(here: Council) -> list[Json]:
    """The files that the bot has shared in the owner's direct message."""
    return [file for message in here.standing() if message["user"] == BOT for file in message.get("files", ())]


@contextmanager
def council(store: SqliteStore, folder: Path, scopes: Sequence[str]) -> Iterator[Council]:
    with (
        opened(store, folder, Setting()) as world,
        fake_slack() as answers,
        emulated(folder, [PARTICIPATION], scopes) as slack,
        serving(world, answers, {"SLACK_API_URL": f"{slack.base}/api/"}) as port,
    ):
        found = Council(world, answers, port)
        found.slack, found.owner = slack, slack.account(PARTICIPATION)
        yield found
        assert world.audit_problems() == []


def test_a_file_sent_to_the_bot_is_kept_and_given_back_as_it_was(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with council(sqlite_store, tmp_path, [*SCOPES]) as here:
        here.sent()
        assert here.world.rows("SELECT external_id FROM identity") == [(here.owner,)]
        assert "SG4" in here.told("audit.pdf")["text"]
        here.wanted()
        here.told("url_private_download")
        [given] = shared(here)
        assert given["name"] == "audit.pdf"
        assert here.slack.send(given["url_private_download"]) == AUDIT


@pytest.mark.parametrize(
    ("missing", "told"),
    [("files:read", "I could not fetch audit.pdf from Slack"), ("users:read.email", "Sorry, this plan is only open")],
)
def test_without_a_permission_it_keeps_nothing_and_says_why(
    missing: str, told: str, sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with council(sqlite_store, tmp_path, [scope for scope in SCOPES if scope != missing]) as here:
        here.sent()
        assert told in str(here.standing()[0])
        assert here.world.rows("SELECT id FROM evidence WHERE file_name = 'audit.pdf'") == []


def test_without_the_permission_to_upload_who_asked_is_told(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with council(sqlite_store, tmp_path, [scope for scope in SCOPES if scope != "files:write"]) as here:
        here.sent()
        here.wanted()
        here.told("I could not send you audit.pdf through Slack")
        assert shared(here) == []
