"""Guests of the workspace: nobody, unless an administrator admits them by name, to one plan, one role, until a day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from tests.council import ACCESS, PARTICIPATION
from tests.databases import Store
from tests.slack_fake import Json
from tests.slack_worlds import SlackWorld, slack_world
from tests.worlds import KEY, _plan_file

GUEST = "jo.hart@independent.example"
REFUSED = "Sorry, this plan is only open to people the council has added"
ENDED = "You were admitted here as a guest until"
JUDGED = 'judge SG2 delivery=off-track meeting=2010-03-16 reason="Two areas"'
ADMITTED = f"people admit {GUEST} role={{}} until=2010-06-30 plan=cambridgeshire-2009"


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        world.fake.add("U0GUEST", GUEST, is_restricted=True)
        yield world.met("U0ADMIN")
        assert world.world.audit_problems() == []


def answer(slack: SlackWorld, user: str, text: str = "status SG4", **more: Any) -> str:
    """What somebody is told, at once or after a moment."""
    told = len(slack.fake.told("respond"))
    said = slack.command(user, text, **more).json
    return str(slack.fake.expect("respond", told + 1) if said.get("text") == "One moment…" else said)


def admitted(slack: SlackWorld, role: str = "viewer") -> None:
    assert "is admitted to Cambridgeshire 2009" in answer(slack, "U0ADMIN", ADMITTED.format(role))


def changed(slack: SlackWorld, user: str, **flags: Any) -> None:
    """Slack says that an account is something else now; it is taken in before this returns."""
    slack.fake.add(user, slack.fake.users[user]["profile"]["email"], **flags)
    slack.event({"type": "user_change", "user": slack.fake.users[user]})
    slack.event({"type": "app_home_opened", "tab": "home", "user": user})


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
def test_an_admitted_guest_reads_the_plan(slack: SlackWorld, flag: str) -> None:
    admitted(slack)
    slack.fake.add("U0GUEST", GUEST, **{"is_restricted": False, flag: True})
    assert "SG4" in answer(slack, "U0GUEST")
    assert slack.world.rows("SELECT guest FROM identity WHERE external_id = 'U0GUEST'") in ([(1,)], [(True,)])


def test_a_guest_does_what_their_role_may_and_nothing_else(slack: SlackWorld) -> None:
    admitted(slack)
    assert "Nothing was" in answer(slack, "U0GUEST", 'update SG4 at risk "Seen"')
    assert "Nothing was" in answer(slack, "U0GUEST", "people")
    admitted(slack, "contributor")
    assert "Recorded for SG4" in answer(slack, "U0GUEST", 'update SG4 at risk "Seen on two visits"')


def test_a_guest_who_chairs_signs_for_their_board(slack: SlackWorld) -> None:
    admitted(slack, 'chair board="Improvement Steering Group"')
    assert "Sign" in answer(slack, "U0GUEST", "sign-off SG1")
    assert "SG2: the Improvement Steering Group, 16 March 2010: delivery off track" in answer(slack, "U0GUEST", JUDGED)


@pytest.mark.parametrize(
    "flags",
    [
        {"deleted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"team_id": "T0OTHER"},
        {"is_email_confirmed": False},
        {"profile": {"email": "somebody@independent.example"}},
    ],
)
def test_an_admission_is_for_a_guest_of_this_workspace_by_that_name(slack: SlackWorld, flags: Json) -> None:
    admitted(slack)
    slack.fake.add("U0ODD", GUEST, **{"is_restricted": True, **flags})
    assert REFUSED in answer(slack, "U0ODD")


def test_it_ends_by_itself_after_its_last_day(slack: SlackWorld) -> None:
    admitted(slack)
    slack.world.now = slack.world.now.replace(month=6, day=30, hour=23, minute=59)
    assert "SG4" in answer(slack, "U0GUEST")
    slack.world.wait(minutes=1)
    told = answer(slack, "U0GUEST")
    assert f"{ENDED} 30 June 2010" in told
    assert "SG4" not in told
    assert "Cambridgeshire" not in told


def test_a_button_on_a_card_they_still_have_opens_nothing_afterwards(slack: SlackWorld) -> None:
    admitted(slack, "contributor")
    answer(slack, "U0GUEST")
    slack.world.now = slack.world.now.replace(month=7, day=1)
    before = slack.world.rows('SELECT id FROM "update"')
    told = len(slack.fake.told("respond"))
    slack.press("U0GUEST", "update cambridgeshire-2009/SG4 at_risk")
    assert ENDED in str(slack.fake.expect("respond", told + 1))
    assert slack.world.rows('SELECT id FROM "update"') == before


def test_it_can_be_withdrawn_and_given_anew(slack: SlackWorld) -> None:
    admitted(slack)
    answer(slack, "U0GUEST")
    assert "has no role in Cambridgeshire 2009 any more" in answer(slack, "U0ADMIN", f"people remove {GUEST}")
    assert f"{ENDED} 7 April 2010" in answer(slack, "U0GUEST")
    admitted(slack)
    assert "SG4" in answer(slack, "U0GUEST")


def test_an_admission_that_ended_before_they_came_lets_nobody_in(slack: SlackWorld) -> None:
    admitted(slack)
    slack.world.now = slack.world.now.replace(month=7, day=1)
    assert REFUSED in answer(slack, "U0GUEST")
    assert slack.world.rows("SELECT id FROM identity WHERE external_id = 'U0GUEST'") == []


def test_a_guest_reads_no_other_plan_even_one_they_answer_for(slack: SlackWorld) -> None:
    with Session(slack.world.engine, info={"audit_key": KEY}) as session, session.begin():
        load(session, read_file(_plan_file("halton-2010")), now=slack.world.now, publish=True)
    admitted(slack)
    answer(slack, "U0GUEST")
    slack.world.run(
        "UPDATE plan SET open_to = 'staff'",
        "UPDATE council SET email_domains = '[\"independent.example\"]'",
        "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) "
        "SELECT plan_id, id, 'owner', (SELECT id FROM person WHERE email = 'jo.hart@independent.example'), 9 "
        "FROM recommendation",
        "INSERT INTO role_grant (person_id, plan_id, role, since, granted_by, admitted) "
        "SELECT (SELECT id FROM person WHERE email = 'jo.hart@independent.example'), NULL, 'admin', "
        "since, 'x', false FROM role_grant WHERE id = 1",
    )
    told = answer(slack, "U0GUEST", "plans")
    assert "Cambridgeshire" in told
    assert "Halton" not in told
    assert "Halton" not in answer(slack, "U0GUEST", "mine")
    assert "Nothing was" in answer(slack, "U0GUEST", 'update SG4 at risk "Tied to it, and only a viewer"')
    assert "Nothing was" in answer(slack, "U0GUEST", "settings")
    slack.event(slack.message("U0GUEST", "all three area teams now hold monthly meetings"))
    assert "Halton" not in str(slack.fake.expect("chat.postMessage"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (ADMITTED.format("admin"), "A guest is never an administrator"),
        (f"people admit {GUEST} role=king until=2010-06-30", "is not a role"),
        (f"people admit {GUEST} role=viewer until=2010-04-06", "That day has passed"),
        ("people admit director@cambridgeshire.example role=viewer until=2010-06-30", "Nobody admits themselves"),
    ],
)
def test_what_is_no_admission_is_refused(slack: SlackWorld, said: str, told: str) -> None:
    assert told in answer(slack, "U0ADMIN", said)
    assert slack.world.rows("SELECT id FROM role_grant WHERE admitted") == []


def test_a_full_member_is_added_and_not_admitted_and_a_guest_the_other_way_round(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    assert "people add" in answer(slack, "U0ADMIN", f"people admit {PARTICIPATION} role=viewer until=2010-06-30")
    admitted(slack)
    answer(slack, "U0GUEST")
    for said in ('people add {} lead organisation="Independent"', "people change {} lead"):
        assert "is a guest, so a role needs a last day" in answer(slack, "U0ADMIN", said.format(GUEST))


def test_only_who_runs_the_plan_admits(slack: SlackWorld) -> None:
    slack.met("U0CHAIR")
    assert "Nothing was" in answer(slack, "U0CHAIR", ADMITTED.format("viewer"))
    admitted(slack, "lead")
    assert "Nothing was" in answer(
        slack, "U0GUEST", "people admit another@independent.example role=lead until=2010-12-31"
    )


def test_without_a_role_or_a_day_it_is_asked(slack: SlackWorld) -> None:
    slack.command("U0ADMIN", f"people admit {GUEST}")
    view = slack.fake.expect("views.open")["view"]
    wrong = slack.submit("U0ADMIN", view, role="viewer", until="2010-04-01")
    assert "That day has passed" in wrong.text
    slack.submit("U0ADMIN", view, role="viewer", until="2010-06-30", name="Jo Hart")
    slack.settled()
    assert "SG4" in answer(slack, "U0GUEST")


def test_who_is_admitted_and_until_when_is_listed_and_in_the_history(slack: SlackWorld) -> None:
    admitted(slack, "contributor")
    slack.met("U0CHAIR")
    listed = f"{answer(slack, 'U0CHAIR', 'people')}{answer(slack, 'U0CHAIR', 'people page 2')}"
    assert f"contributor · guest until 30 June 2010 · {GUEST}" in listed
    assert "admitted Jo Hart as a guest, a contributor until 30 June 2010" in answer(slack, "U0CHAIR", "history")
    slack.world.now = slack.world.now.replace(month=7, day=1)
    assert GUEST not in f"{answer(slack, 'U0CHAIR', 'people')}{answer(slack, 'U0CHAIR', 'people page 2')}"


def test_a_full_member_who_becomes_a_guest_keeps_what_they_are_admitted_to_alone(slack: SlackWorld) -> None:
    slack.fake.add("U0HEAD", ACCESS)
    answer(slack, "U0HEAD")
    changed(slack, "U0HEAD", is_restricted=True)
    slack.gone("U0HEAD")
    assert REFUSED in answer(slack, "U0HEAD")
    assert "is admitted" in answer(slack, "U0ADMIN", f"people admit {ACCESS} role=viewer until=2010-06-30")
    slack.settled()
    slack.world.now = slack.world.now.replace(day=8)
    slack.fake.calls.clear()
    with slack.another_server() as port:
        again = SlackWorld(slack.world, slack.fake, port, slack.numbers)
        assert "SG1" in answer(again, "U0HEAD", "status SG1")
        assert "Nothing was" in answer(again, "U0HEAD", 'update SG1 at risk "It was mine"')


def test_a_guest_who_becomes_a_full_member_is_one(slack: SlackWorld) -> None:
    admitted(slack)
    answer(slack, "U0GUEST")
    changed(slack, "U0GUEST")
    slack.fake.expect("views.publish")
    slack.gone_guest("U0GUEST")
    assert "is now a lead" in answer(slack, "U0ADMIN", f'people add {GUEST} lead organisation="Independent"')


def test_linking_another_account_makes_no_member_of_a_guest(slack: SlackWorld) -> None:
    admitted(slack)
    answer(slack, "U0GUEST")
    slack.fake.add("U0AGAIN", GUEST, is_restricted=True)
    answer(slack, "U0ADMIN", f"people link {GUEST} U0AGAIN")
    assert slack.world.rows("SELECT external_id FROM identity WHERE guest") == [("U0AGAIN",)]


def test_the_office_of_a_guest_counts_only_where_they_were_admitted_to_it(slack: SlackWorld) -> None:
    admitted(slack)
    answer(slack, "U0GUEST")
    slack.met("U0CHAIR")
    assert "chairs the" in answer(slack, "U0CHAIR", f"chair {GUEST} for 7 April 2010")
    slack.world.wait(hours=1)
    refused = answer(
        slack, "U0GUEST", 'judge SG2 delivery=off-track meeting=2010-04-07 extraordinary=yes reason="Two areas"'
    )
    assert "Nothing was" in refused
