"""What Teams shows and gives to no bot: pasted pictures and a channel's files are said not to have come."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.teams.missed import missed
from tests.databases import Store
from tests.teams_fake import Json
from tests.teams_worlds import OWNER, READER, TeamsWorld, teams_world

PICTURE = {"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/uk/v3/attachments/0-x"}
PASTED = {"contentType": "text/html", "content": '<div><img src="https://smba.trafficmanager.net/x"></div>'}
WITH_FILE = {"contentType": "text/html", "content": '<div><at>Plan</at> <attachment id="x"></attachment></div>'}
FILE = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "a.pdf", "content": {}}


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world.met(OWNER, READER)


def told(teams: TeamsWorld, body: Json) -> str:
    before = len(teams.fake.calls)
    assert teams.signed(body).status == 200
    teams.fake.expect(2, conversation=f"a:{OWNER}")
    return str([call.given for call in teams.fake.calls[before:]])


def test_a_pasted_picture_alone_is_said_not_to_have_come(teams: TeamsWorld) -> None:
    said = told(teams, teams.activity(OWNER, "message", textFormat="plain", attachments=[PICTURE, PASTED]))
    assert "did not receive the picture" in said
    assert "paper clip" in said


def test_a_picture_with_words_is_said_not_to_have_come_beside_what_is_asked(teams: TeamsWorld) -> None:
    words = "Photo of the whiteboard from the children in care council"
    said = told(teams, teams.message(OWNER, words, attachments=[PICTURE, PASTED]))
    assert "whiteboard" in said
    assert "did not receive the picture" in said


def test_a_file_in_a_channel_is_said_not_to_have_come_beside_what_was_recorded(teams: TeamsWorld) -> None:
    body = teams.in_channel(OWNER, 'update SG4 at risk "minutes attached"')
    said = told(teams, {**body, "attachments": [WITH_FILE]})
    assert "did not receive the file" in said
    assert "minutes attached" in str(teams.world.everything())


@pytest.mark.parametrize(
    ("attachments", "expected"),
    [
        ([PICTURE, PASTED], "picture"),
        ([WITH_FILE], "file"),
        ([WITH_FILE, PASTED], "file and picture"),
        ([{"contentType": "reference", "contentUrl": "https://x.sharepoint.com/m.docx"}], "file"),
        ([FILE, WITH_FILE], ""),
        ([{"contentType": "messageReference"}, WITH_FILE], ""),
        ([{"contentType": "text/html", "content": '<img itemtype="http://schema.skype.com/Emoji">'}], ""),
        ([{"contentType": "text/html", "content": "<p>status SG4</p>"}], ""),
        ([{"contentType": 3}, None, "x"], ""),
        (None, ""),
    ],
)
def test_only_what_is_shown_and_not_given_is_missed(attachments: Any, expected: str) -> None:
    assert missed(attachments) == expected
