"""What may identify a child is asked about before it is kept: in Teams in a dialog, which a button of a message opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.teams_fake import Json
from tests.teams_worlds import OWNER, READER, TeamsWorld, card_in, serving, teams_world

DOUBTED = "Child K waits for a placement."
SAID = f'update SG4 at risk "{DOUBTED}"'


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world.met(OWNER, READER)


def asked(teams: TeamsWorld, said: str = SAID) -> Json:
    """What the button says beneath a message that somebody typed."""
    teams.says(OWNER, said)
    [button] = card_in(teams.fake.expect(2, conversation=f"a:{OWNER}"))["actions"]
    assert (button["type"], button["title"]) == ("Action.Submit", "Open the form")
    return dict(button["data"])


def opened(teams: TeamsWorld, data: Json, user: str = OWNER) -> Json:
    """The card of the dialog that a button opens."""
    answer = teams.invoke(user, "task/fetch", {"data": data}, replyToId="1:1").json
    return dict(answer["task"]["value"]["card"]["content"])


def updates(teams: TeamsWorld) -> int:
    return int(teams.world.rows('SELECT count(*) FROM "update"')[0][0])


def test_who_has_checked_says_so_in_a_dialog_and_it_is_recorded(teams: TeamsWorld) -> None:
    before = updates(teams)
    form = opened(teams, asked(teams))
    assert "Could this identify a child?" in str(form)
    assert "I have checked: nobody could tell which child this is about" in str(form)
    assert DOUBTED not in str(teams.fake.calls)
    assert DOUBTED not in str(teams.world.everything())
    [save] = form["actions"]
    answer = teams.invoke(OWNER, "task/submit", {"data": {**save["data"], "confirmed": "yes"}}, replyToId="1:1")
    assert (answer.status, answer.text) == (200, "")
    assert "Recorded for SG4: at risk" in str(teams.fake.expect(method="update"))
    teams.settled()
    assert updates(teams) == before + 1
    assert "confirmed that it identifies no child" in str(teams.world.rows("SELECT content FROM audit_content"))


def test_who_has_not_checked_is_asked_again_and_nothing_is_kept(teams: TeamsWorld) -> None:
    before = updates(teams)
    [save] = opened(teams, asked(teams))["actions"]
    again = teams.invoke(OWNER, "task/submit", {"data": save["data"]}).json
    assert "I have checked" in str(again)
    assert updates(teams) == before


def test_nobody_else_is_shown_what_somebody_wrote(teams: TeamsWorld) -> None:
    shown = opened(teams, asked(teams), READER)
    assert "does not wait any more" in str(shown)
    assert DOUBTED not in str(shown)


def test_after_a_restart_it_is_to_be_written_again(teams: TeamsWorld) -> None:
    data = asked(teams)
    with serving(teams.world, teams.fake) as port:
        other = TeamsWorld(teams.world, teams.fake, port, teams.numbers)
        assert "What you wrote does not wait any more, so nothing was recorded. Write it again." in str(
            opened(other, data)
        )
