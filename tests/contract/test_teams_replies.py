"""What somebody writes in their own chat in Teams: about what a message of the bot's was about, and asked about."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.contract.test_slack_replies import _subject
from tests.contract.test_teams_reminders import MORNING, council
from tests.databases import SqliteStore, Store
from tests.teams_fake import Told, fake_teams
from tests.teams_worlds import OWNER, PEOPLE, READER, THE_CHAIR, TeamsWorld, commands_in, serving, teams_world
from tests.ticks import Reminded, at
from tests.worlds import opened

SAID = "All three area teams now hold monthly meetings with the children"
BOTH = {"SG4", "LAC4"}


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world.met(OWNER, THE_CHAIR, READER)


@contextmanager
def reminded(store: SqliteStore, folder: Path, *settled: str) -> Iterator[tuple[TeamsWorld, Told]]:
    """The owner of SG4 and LAC4 has been asked about both, or about those that are not `settled`."""
    with opened(store, folder, Reminded()) as world, fake_teams() as fake:
        world.now = at(MORNING)
        for user, email in PEOPLE.items():
            fake.add(user, email)
        for item in settled:
            world.run(f"UPDATE reminder SET state = 'cancelled' WHERE subject IN ({_subject(item)})")
        with council(fake, world) as posts:
            posts.adds(OWNER)
            posts.passes()
        [sent] = fake.told("send", f"a:{OWNER}")
        with serving(world, fake) as port:
            yield TeamsWorld(world, fake, port), sent


def told(teams: TeamsWorld, text: str, user: str = OWNER, **more: object) -> Told:
    """The message in which the bot answers."""
    before = len(teams.fake.told("send", f"a:{user}"))
    teams.says(user, text, **more)
    teams.fake.expect(before + 1, conversation=f"a:{user}")
    teams.settled()
    return teams.fake.told("send", f"a:{user}")[before]


def offered(said: Told) -> set[str]:
    """The items an update could be recorded for."""
    commands = [each for each in commands_in(said.given) if each.startswith("draft use")]
    return {item for item in ("SG1", *BOTH) if any(f"/{item}" in each for each in commands)}


def test_after_a_reminder_of_several_it_asks_which_of_those(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path) as (teams, _):
        asked = told(teams, SAID)
        assert "Record this as your update?" in asked.given["summary"]
        assert offered(asked) == BOTH


def test_after_a_reminder_of_one_it_is_that_one(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path, "SG4") as (teams, _):
        asked = told(teams, SAID)
        assert "Record this as your update of LAC4?" in asked.given["summary"]
        how = next(each for each in commands_in(asked.given) if each.endswith("at_risk"))
        assert "Recorded for LAC4: at risk" in str(teams.press(OWNER, how, card=asked.id).json)


def test_what_teams_says_is_replied_to_goes_before_what_came_last(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path, "SG4") as (teams, sent):
        shown = told(teams, "status SG4")
        assert offered(told(teams, SAID, replyToId=sent.id)) == {"LAC4"}
        assert offered(told(teams, SAID, replyToId=shown.id)) == {"SG4"}


def test_it_is_the_newest_message_about_an_item(teams: TeamsWorld) -> None:
    told(teams, "status SG4")
    teams.world.wait(minutes=1)
    told(teams, "status LAC4")
    teams.world.wait(minutes=1)
    told(teams, "who are you")
    assert "Record this as your update of LAC4?" in told(teams, SAID).given["summary"]


def test_after_what_others_report_on_it_asks_which_of_theirs(teams: TeamsWorld) -> None:
    told(teams, "status SG1")
    assert offered(told(teams, SAID)) == BOTH


def test_a_reply_to_what_others_report_on_is_no_update_of_something_else(teams: TeamsWorld) -> None:
    under = told(teams, "status SG1")
    said = told(teams, SAID, replyToId=under.id)
    assert "That message is about SG1, which others report on. Nothing was kept." in said.given["summary"]
    assert teams.world.rows("SELECT id FROM draft") == []


def test_what_others_were_shown_is_no_message_of_theirs(teams: TeamsWorld) -> None:
    told(teams, "status SG4", user=THE_CHAIR)
    assert offered(told(teams, SAID)) == BOTH


def test_nothing_that_was_said_is_kept_with_what_a_message_was_about(teams: TeamsWorld) -> None:
    told(teams, 'update SG4 at risk "IT/networks is late"')
    assert teams.world.rows("SELECT about FROM shown") == [("cambridgeshire-2009/SG4",)]


def test_the_week_is_told_in_a_channel_and_not_in_somebodys_own_chat(teams: TeamsWorld) -> None:
    assert "Only you and I read this conversation" in str(told(teams, "digest here", user=THE_CHAIR).given)
    assert teams.signed(teams.in_channel(THE_CHAIR, "digest here")).status == 200
    teams.until(lambda: teams.world.rows("SELECT id FROM board_place"))
    [found] = teams.world.rows("SELECT platform, conversation FROM board_place")
    assert tuple(found) == ("teams", "19:board@thread.tacv2")
