"""Who is let in from Teams: members of the council's own tenant, linked once; everybody else learns nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.identities import Profile
from models.vocabulary import Platform
from tests.council import CHAIR, PARTICIPATION, PARTNER
from tests.databases import Store
from tests.teams_fake import BOT, Fault
from tests.teams_worlds import ADMIN, OWNER, READER, TeamsWorld, commands_in, teams_world

REFUSED = "Sorry, this plan is only open to people the council has added"


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world
        assert world.world.audit_problems() == []


def answer(teams: TeamsWorld, user: str, text: str = "status SG4", **more: Any) -> str:
    """What somebody is told in their own chat."""
    told = len(teams.fake.told("send", f"a:{user}"))
    teams.says(user, text, **more)
    return str(teams.fake.expect(told + 1, conversation=f"a:{user}"))


@pytest.mark.parametrize(
    "odd",
    [
        {"userRole": "guest"},
        {"userRole": "anonymous"},
        {"userPrincipalName": "someone_elsewhere.example#EXT#@council.onmicrosoft.com"},
        {"tenantId": "another-tenant"},
        {"tenantId": ""},
        {"tenantId": None},
        {"email": "", "userPrincipalName": ""},
        {"email": None, "userPrincipalName": None},
        {"objectId": "another", "aadObjectId": "another"},
        {"objectId": "", "aadObjectId": None},
    ],
)
def test_who_is_no_full_member_learns_nothing(teams: TeamsWorld, odd: dict[str, object]) -> None:
    teams.fake.add("aad-odd", PARTICIPATION, odd)
    assert REFUSED in answer(teams, "aad-odd")
    assert teams.world.rows("SELECT id FROM identity") == []
    assert teams.world.rows("SELECT id FROM chat") == []


def test_somebody_without_an_account_is_not_answered(teams: TeamsWorld) -> None:
    body = teams.message(OWNER, "status SG4")
    del body["from"]["aadObjectId"]
    assert teams.signed(body).status == 400


def test_somebody_the_council_has_not_added_learns_nothing(teams: TeamsWorld) -> None:
    teams.fake.add("aad-new", "someone@elsewhere.example")
    assert REFUSED in answer(teams, "aad-new")
    assert REFUSED in answer(teams, "aad-new", "help")


def test_somebody_who_has_left_the_conversation_learns_nothing(teams: TeamsWorld) -> None:
    assert REFUSED in answer(teams, "aad-nobody")


def test_a_login_is_as_good_as_an_address_where_there_is_no_address(teams: TeamsWorld) -> None:
    teams.fake.add(OWNER, "", {"userPrincipalName": PARTICIPATION})
    assert "SG4" in answer(teams, OWNER)


def test_teams_is_asked_about_somebody_once(teams: TeamsWorld) -> None:
    for _ in range(3):
        assert "SG4" in answer(teams, OWNER)
    assert len(teams.fake.tried("member")) == 1
    assert teams.world.rows("SELECT platform, external_id FROM identity") == [("teams", OWNER)]


def test_how_somebody_is_reached_is_kept_as_our_own_json(teams: TeamsWorld) -> None:
    answer(teams, OWNER)
    [(reference, closed)] = teams.world.rows("SELECT reference, closed FROM chat")
    assert closed is None
    for part in ("serviceUrl", "tenantId", f"a:{OWNER}", f"29:{OWNER}", BOT):
        assert part in str(reference)


def test_a_person_in_both_platforms_is_one_person(teams: TeamsWorld) -> None:
    teams.world.bot.meet(Profile(Platform.SLACK, "U0OWNER", PARTICIPATION, "Head", member=True))
    assert "Recorded" in answer(teams, OWNER, 'update SG4 at risk "Only one printer works."')
    assert teams.world.rows("SELECT count(DISTINCT person_id), count(*) FROM identity") == [(1, 2)]
    assert "Only one printer" in teams.world.says(PARTICIPATION, "history SG4")


def test_once_linked_it_is_the_id_that_counts_and_not_the_address(teams: TeamsWorld) -> None:
    answer(teams, READER)
    teams.fake.add(READER, PARTICIPATION)
    assert "Nothing was" in answer(teams, READER, 'update SG4 at risk "Now I have their address."')


def test_an_administrator_is_asked_once_and_may_link_a_second_account(teams: TeamsWorld) -> None:
    teams.met(OWNER, ADMIN)
    teams.fake.add("aad-twin", PARTICIPATION)
    assert "already linked to another account" in answer(teams, "aad-twin")
    asked = teams.fake.expect(2, conversation=f"a:{ADMIN}")
    command = f"people link {PARTICIPATION} aad-twin"
    assert command in commands_in(asked)
    assert "aad-twin" in str(teams.press(ADMIN, command).json)
    assert teams.world.rows("SELECT external_id FROM identity ORDER BY id") == [(ADMIN,), ("aad-twin",)]
    assert "SG4" in answer(teams, "aad-twin")
    assert len(teams.fake.told("send", f"a:{ADMIN}")) == 2


def test_after_a_restart_who_left_meanwhile_is_noticed(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.add(OWNER, PARTICIPATION, {"userRole": "guest"})
    with teams.another_server() as port:
        other = TeamsWorld(teams.world, teams.fake, port, teams.numbers)
        other.says(OWNER, "help")
        teams.until(lambda: not teams.world.rows("SELECT id FROM identity"))
        assert teams.world.rows("SELECT id FROM chat") == []
        assert REFUSED in answer(other, OWNER)


def test_when_teams_cannot_say_who_it_is_nothing_is_told(teams: TeamsWorld) -> None:
    teams.fake.fail("member", *[Fault(status=500)] * 5)
    assert "could not check who you are" in answer(teams, OWNER)
    assert "SG4" in answer(teams, OWNER)


def test_a_partners_person_sees_their_own_items_only(teams: TeamsWorld) -> None:
    teams.fake.add("aad-partner", PARTNER)
    assert "SG7" in answer(teams, "aad-partner", "status SG7")
    assert "SG1" not in answer(teams, "aad-partner", "status all")


@pytest.mark.parametrize("kind", ["installationUpdate", "conversationUpdate"])
def test_somebody_who_adds_the_app_is_known_and_is_not_written_to(teams: TeamsWorld, kind: str) -> None:
    more: dict[str, Any] = {"action": "add"} if kind == "installationUpdate" else {"membersAdded": [{"id": BOT}]}
    assert teams.signed(teams.activity(OWNER, kind, **more)).status == 200
    teams.until(lambda: teams.world.rows("SELECT id FROM chat"))
    assert teams.world.rows("SELECT external_id FROM identity") == [(OWNER,)]
    assert teams.fake.tried() == []


def test_a_stranger_who_adds_the_app_is_not_kept(teams: TeamsWorld) -> None:
    teams.fake.add("aad-new", "someone@elsewhere.example")
    teams.signed(teams.activity("aad-new", "installationUpdate", action="add"))
    teams.until(lambda: teams.fake.tried("member"))
    answer(teams, OWNER)
    assert teams.world.rows("SELECT external_id FROM chat") == [(OWNER,)]


def test_that_somebody_removed_the_app_is_known_until_they_write_again(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.signed(teams.activity(OWNER, "installationUpdate", action="remove"))
    teams.until(lambda: teams.world.rows("SELECT closed FROM chat")[0][0])
    assert teams.world.rows("SELECT closed FROM chat") == [("they have removed the app in Teams",)]
    answer(teams, OWNER)
    assert teams.world.rows("SELECT closed FROM chat") == [(None,)]


def test_a_stranger_who_asks_where_others_read_is_refused_in_private_and_not_kept(teams: TeamsWorld) -> None:
    teams.fake.add("aad-new", "someone@elsewhere.example")
    teams.signed(teams.in_channel("aad-new", "status SG4"))
    assert REFUSED in str(teams.fake.expect(conversation="a:aad-new"))
    assert "SG4" not in str(teams.fake.expect(method="reply"))
    assert teams.world.rows("SELECT id FROM chat") == []


def test_added_to_a_team_it_says_and_keeps_nothing(teams: TeamsWorld) -> None:
    where = {"conversationType": "channel", "id": "19:x@thread.tacv2", "isGroup": True}
    body = teams.activity(OWNER, "conversationUpdate", conversation=where, membersAdded=[{"id": BOT}])
    assert teams.signed(body).status == 200
    answer(teams, OWNER)
    assert [each.conversation for each in teams.fake.told()] == [f"a:{OWNER}"]


def test_a_colleague_is_named_where_others_read_and_is_who_is_meant(teams: TeamsWorld) -> None:
    teams.met(ADMIN)
    body = teams.in_channel(ADMIN, "assign SG4 <at>The Chair</at> reason=Cover")
    body["entities"].append({"type": "mention", "mentioned": {"id": "29:aad-chair"}, "text": "<at>The Chair</at>"})
    teams.signed(body)
    teams.fake.expect(2, conversation=f"a:{ADMIN}")
    owners = teams.world.rows(
        "SELECT p.email FROM tie t JOIN person p ON p.id = t.person_id JOIN recommendation r "
        "ON r.id = t.recommendation_id WHERE r.label = 'SG4' AND t.relation = 'owner' AND t.until_on IS NULL"
    )
    assert owners == [(CHAIR,)]


def test_somebody_nobody_knows_cannot_be_meant(teams: TeamsWorld) -> None:
    teams.met(ADMIN)
    body = teams.in_channel(ADMIN, "assign SG4 <at>A Guest</at>")
    body["entities"].append({"type": "mention", "mentioned": {"id": "29:aad-guest"}, "text": "<at>A Guest</at>"})
    teams.signed(body)
    assert "I cannot tell who you mean" in str(teams.fake.expect(2, conversation=f"a:{ADMIN}"))


def test_in_what_is_told_whoever_is_mentioned_is_a_name_or_somebody(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    body = teams.message(OWNER, 'update SG4 at risk "Arranged with <at>A Guest</at> and <at>The Chair</at>."')
    body["entities"] = [
        {"type": "mention", "mentioned": {"id": f"29:aad-{who}"}, "text": f"<at>{name}</at>"}
        for who, name in (("guest", "A Guest"), ("chair", "The Chair"))
    ]
    teams.signed(body)
    teams.fake.expect(2)
    [(kept,)] = teams.world.rows("SELECT narrative FROM \"update\" WHERE narrative LIKE 'Arranged%'")
    assert kept.startswith("Arranged with somebody and ")
    assert "@" not in kept
    assert "<at>" not in kept


def test_a_form_that_is_sent_empty_says_what_it_wants(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    said = str(teams.sends(OWNER, "update SG4").json)
    assert "This is needed" in said or "Nothing is filled in yet" in said
    assert "Nothing is filled in yet" not in str(teams.press(OWNER, "update SG4").json)
