"""What was removed by law goes from Teams too: answers in people's own chats, and the cards their buttons stood on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.test_slack_redacting import OPENING, SLIPPED, removed
from tests.contract.test_teams_reminders import council
from tests.databases import SqliteStore
from tests.teams_fake import Told, fake_teams
from tests.teams_worlds import OWNER, PEOPLE, READER, TeamsWorld, serving
from tests.worlds import Setting, opened


@pytest.fixture
def teams(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[TeamsWorld]:
    with opened(sqlite_store, tmp_path, Setting(demonstration=True)) as world, fake_teams() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with serving(world, fake) as port:
            yield TeamsWorld(world, fake, port).met(OWNER, READER)
        assert world.audit_problems() == []


def last_update(teams: TeamsWorld) -> str:
    return "U" + str(teams.world.rows('SELECT max(id) FROM "update"')[0][0])


def gaps(teams: TeamsWorld) -> list[Told]:
    """Have what was removed taken from chat, and give what was put in its place."""
    before = len(teams.fake.told("update"))
    with council(teams.fake, teams.world) as posts:
        posts.passes(minutes=1)
        posts.passes(minutes=1)
    return teams.fake.told("update")[before:]


def test_an_answer_in_a_chat_goes_and_the_others_stay(teams: TeamsWorld) -> None:
    for said in (f'update SG4 at risk "{SLIPPED}"', "history SG4", "status SG1"):
        told = len(teams.fake.told("send", f"a:{OWNER}"))
        teams.says(OWNER, said)
        teams.fake.expect(told + 1, conversation=f"a:{OWNER}")
    teams.settled()
    quoting = [each.id for each in teams.fake.told("send", f"a:{OWNER}") if OPENING in str(each.given)]
    assert len(quoting) > 1
    removed(teams.world, last_update(teams))
    assert OPENING not in repr(teams.world.everything())
    changed = gaps(teams)
    assert sorted(each.what for each in changed) == sorted(quoting)
    assert {each.conversation for each in changed} == {f"a:{OWNER}"}
    assert all("[removed on 7 April 2010]" in str(each.given) and OPENING not in str(each.given) for each in changed)


def test_what_was_put_in_the_place_of_a_card_goes_too(teams: TeamsWorld) -> None:
    teams.sends(OWNER, "update cambridgeshire-2009/SG4", delivery="at risk", narrative=SLIPPED)
    teams.fake.expect(method="update")
    teams.settled()
    removed(teams.world, last_update(teams))
    assert "1:card" in [each.what for each in gaps(teams)]


def test_what_others_read_of_it_goes_from_their_chats(teams: TeamsWorld) -> None:
    teams.says(OWNER, f'update SG4 at risk "{SLIPPED}"')
    teams.fake.expect(2, conversation=f"a:{OWNER}")
    teams.says(READER, "status SG4")
    shown = teams.fake.expect(2, conversation=f"a:{READER}")
    assert OPENING in str(shown)
    teams.settled()
    removed(teams.world, last_update(teams))
    assert f"a:{READER}" in {each.conversation for each in gaps(teams)}


def test_a_stranger_leaves_nothing_to_put_down(teams: TeamsWorld) -> None:
    before = teams.world.rows("SELECT count(*) FROM outbox WHERE kind = 'answer'")
    teams.fake.add("aad-stranger", "somebody@elsewhere.example")
    teams.says("aad-stranger", "status SG4")
    teams.fake.expect(conversation="a:aad-stranger")
    teams.settled()
    assert before != [(0,)]
    assert teams.world.rows("SELECT count(*) FROM outbox WHERE kind = 'answer'") == before
