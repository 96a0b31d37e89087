"""`people`: roles given and ended, never deleted; partners named as such; and always one administrator."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import OPERATOR, Setting, World, opened

DIRECTOR = "director@cambridgeshire.example"
ACCESS = "head.of.access@cambridgeshire.example"
CHAIR = "chair@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def grants(world: World, email: str) -> list[tuple[object, ...]]:
    """Somebody's roles: which, whether in this plan only, who gave it, and whether it has ended."""
    return [
        tuple(row)
        for row in world.rows(
            "SELECT role, plan_id IS NOT NULL, granted_by, until IS NOT NULL FROM role_grant "
            f"JOIN person ON person.id = person_id WHERE email = '{email}' ORDER BY role_grant.id"
        )
    ]


def test_a_role_is_for_one_plan_and_an_admins_for_all(world: World) -> None:
    world.ask(DIRECTOR, f"people add {ACCESS} secretary")
    world.ask(OPERATOR, f"people add {ACCESS} admin")
    assert grants(world, ACCESS) == [
        ("secretary", True, "Director of Children's Services", False),
        ("admin", False, "Local operator", False),
    ]


def test_a_changed_role_replaces_those_before_and_keeps_them(world: World) -> None:
    world.ask(OPERATOR, f"people add {ACCESS} secretary")
    world.ask(OPERATOR, f"people add {ACCESS} lead")
    said = world.says(OPERATOR, f"people change {ACCESS} viewer")
    assert "is now a viewer; they were a secretary and a lead." in said
    assert [(role, ended) for role, _, _, ended in grants(world, ACCESS)] == [
        ("secretary", True), ("lead", True), ("viewer", False),
    ]  # fmt: skip


def test_a_new_person_gets_a_name_from_their_address_until_somebody_knows_better(world: World) -> None:
    named = world.says(OPERATOR, "people add New.Head_of-Care@Cambridgeshire.example viewer")
    assert "I do not know their name" not in named
    world.ask(OPERATOR, 'people add other@cambridgeshire.example viewer name="Zoë O\'Neill"')
    told = f"{world.says(OPERATOR, 'people')}{world.says(OPERATOR, 'people page 2')}"
    assert "New Head Of Care" in told
    assert "viewer · new.head_of-care@cambridgeshire.example" in told
    assert "Zoë O'Neill" in told


@pytest.mark.parametrize("local", ["you", "p.shah", "admin2", "jo.x", "duty.team.1"])
def test_an_address_that_is_not_plainly_a_name_is_shown_until_the_name_is_given(local: str, world: World) -> None:
    email = f"{local}@cambridgeshire.example"
    said = world.says(OPERATOR, f"people add {email} vice-chair")
    assert said.startswith(f"{email} is now a vice-chair of Cambridgeshire 2009.")
    (asked,) = [line for line in said.splitlines() if "I do not know their name" in line]
    assert "Give it with: people change" in asked
    before = grants(world, email)
    told = world.says(OPERATOR, f'people change {email} vice-chair name="Parveen  Shah"')
    assert f"{email} is now called Parveen Shah." in told
    assert grants(world, email) == before, "the role stays as it was given"
    assert world.rows(f"SELECT name FROM person WHERE email = '{email}'") == [("Parveen Shah",)]
    assert world.audit_problems() == []


def test_a_name_may_be_given_with_another_role(world: World) -> None:
    world.ask(OPERATOR, "people add you@cambridgeshire.example viewer")
    said = world.says(OPERATOR, 'people change you@cambridgeshire.example lead name="Parveen Shah"')
    assert said.startswith("Parveen Shah is now a lead; they were a viewer.")
    assert world.ask(OPERATOR, f'people change {DIRECTOR} admin name="{"x" * 101}"').refused


def test_somebody_from_outside_must_be_said_to_be_a_partners(world: World) -> None:
    before = world.everything()
    assert 'organisation="…"' in world.says(OPERATOR, "people add nurse@nhs.example contributor")
    assert world.everything() == before


def test_a_partner_is_found_again_by_name_or_id(world: World) -> None:
    world.ask(OPERATOR, 'people add a@nhs.example viewer organisation="NHS Cambridgeshire"')
    world.ask(OPERATOR, 'people add b@nhs.example viewer organisation="nhs cambridgeshire"')
    world.ask(OPERATOR, "people add c@nhs.example viewer organisation=nhs-cambridgeshire")
    assert len(world.rows("SELECT id FROM organisation WHERE name LIKE 'NHS%'")) == 1
    assert world.says(OPERATOR, "people").count("· NHS Cambridgeshire") == 3


def test_what_somebody_owns_is_named_when_they_go(world: World) -> None:
    world.ask(OPERATOR, f"people add {ACCESS} lead")
    said = world.ask(OPERATOR, f"people remove {ACCESS}").cards[0].title
    assert "They still own 2 items" in said
    assert world.says(OPERATOR, "status SG1").count("Head of Access") == 2  # as owner, and of the latest word


def test_somebody_who_comes_back_can_come_in_again(world: World) -> None:
    world.run("UPDATE person SET active = false WHERE email = 'chair@cambridgeshire.example'")
    assert world.ask(CHAIR, "status").refused
    assert not world.ask(OPERATOR, f"people add {CHAIR} viewer").refused
    assert not world.ask(CHAIR, "status").refused


def test_a_role_somebody_has_already_is_not_given_twice(world: World) -> None:
    assert world.ask(OPERATOR, f"people add {DIRECTOR} lead").refused
    assert len(grants(world, DIRECTOR)) == 2


@pytest.mark.parametrize("said", ["people remove {who}", "people change {who} viewer"])
def test_the_last_administrator_stays(said: str, world: World) -> None:
    assert "is the last administrator" in world.says(OPERATOR, said.format(who=DIRECTOR))
    world.ask(OPERATOR, f"people add {ACCESS} admin")
    world.run(f"UPDATE person SET active = false WHERE email = '{ACCESS}'")
    assert "is the last administrator" in world.says(OPERATOR, said.format(who=DIRECTOR)), "one who left does not count"
    world.run(f"UPDATE person SET active = true WHERE email = '{ACCESS}'")
    assert not world.ask(OPERATOR, said.format(who=DIRECTOR)).refused


def test_an_administrator_may_take_another_role_and_stay_one(world: World) -> None:
    assert not world.ask(DIRECTOR, f"people change {DIRECTOR} admin").refused
    assert not world.ask(DIRECTOR, f"people add {DIRECTOR} contributor").refused


@pytest.mark.parametrize("office", ["chair", "vice-chair", "secretary"])
def test_nobody_gives_themselves_an_office_of_the_board(office: str, world: World) -> None:
    before = world.everything()
    for said in (f"people add {DIRECTOR} {office}", f"people change {DIRECTOR.title()} {office}"):
        assert world.ask(DIRECTOR, said).refused, said
        told = " ".join(world.says(DIRECTOR, said).split())
        assert f"Nobody makes themselves a {office}." in told
        assert f"people add {DIRECTOR} {office}" in told
    assert world.everything() == before
    assert not world.ask(DIRECTOR, f"people add {ACCESS} {office}").refused
    assert not world.ask(OPERATOR, f"people add {DIRECTOR} {office}").refused, "at the council's own console"
    assert not world.ask(DIRECTOR, f'people change {CHAIR} chair name="Independent Chair"').refused


def test_two_administrators_who_remove_each_other_at_once_do_not_both_go(world: World) -> None:
    world.ask(OPERATOR, f"people add {ACCESS} admin")
    start = threading.Barrier(2)
    answers: list[bool] = []

    def remove(who: str, whom: str) -> None:
        start.wait()
        answers.append(world.ask(who, f"people remove {whom}").refused)

    both = [threading.Thread(target=remove, args=pair) for pair in ((DIRECTOR, ACCESS), (ACCESS, DIRECTOR))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(answers) == [False, True]
    assert len(world.rows("SELECT id FROM role_grant WHERE role = 'admin' AND until IS NULL")) == 1
    assert world.audit_problems() == []


def test_what_was_done_is_recorded_and_read_by_those_who_see_people(world: World) -> None:
    world.ask(DIRECTOR, 'people add new@cambridgeshire.example lead name="New Lead"')
    world.ask(DIRECTOR, "people remove new@cambridgeshire.example")
    told = world.says(CHAIR, "history")
    assert "added New Lead as lead. Director of Children's Services, on the console, 09:00" in told
    assert "removed New Lead." in told
    assert "New Lead" not in world.says("scrutiny.officer@cambridgeshire.example", "history")
    assert world.audit_problems() == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("people change nobody@cambridgeshire.example viewer", "Nobody here has the address"),
        ("people remove nobody@cambridgeshire.example", "Nobody here has the address"),
        (f"people remove {ACCESS}", "has no role in Cambridgeshire 2009. Nothing was changed."),
        ("people add friend lead", "I did not follow that"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(said: str, answer: str, world: World) -> None:
    before = world.everything()
    assert answer in world.says(OPERATOR, said)
    assert world.everything() == before


def test_people_are_listed_ten_a_page(world: World) -> None:
    first, second = world.says(OPERATOR, "people"), world.says(OPERATOR, "people page 2")
    assert "14 people" in first
    assert "1 to 10 of 14." in first
    assert "11 to 14 of 14." in second
    assert "Secretary to the Improvement Steering Group" in first
    assert "Participation Officer" in second
    assert "There is no page 7; there are 2 pages, 14 in all." in world.says(OPERATOR, "people page 7")


def test_an_owner_without_a_role_is_listed_with_what_they_own(world: World) -> None:
    told = " ".join(f"{world.says(CHAIR, 'people')} {world.says(CHAIR, 'people page 2')}".split())
    assert f"Head of Access {ACCESS} · owner of SG1 and SG6" in told
    assert "business.manager@lscb.example · Local Safeguarding Children Board · owner of SG7" in told
    world.ask(DIRECTOR, f"people add {ACCESS} viewer")
    assert f"viewer · {ACCESS} · owner of SG1 and SG6" in " ".join(world.says(CHAIR, "people").split())
    world.run(
        "UPDATE tie SET until_on = '2010-04-06' WHERE person_id = "
        "(SELECT id FROM person WHERE email = 'participation.officer@cambridgeshire.example')"
    )
    assert "Participation Officer" not in world.says(CHAIR, "people") + world.says(CHAIR, "people page 2")


@pytest.mark.parametrize(
    ("account", "platform"), [("U0123", "slack"), ("1f0c3d2e-9a4b-4c5d-8e6f-7a8b9c0d1e2f", "teams")]
)
def test_the_console_links_an_account_on_the_platform_whose_it_looks_like(
    world: World, account: str, platform: str
) -> None:
    assert account in world.says(DIRECTOR, f"people link {ACCESS} {account}")
    assert world.rows("SELECT platform, external_id FROM identity") == [(platform, account)]


def test_whose_organisation_owns_something_is_among_the_people(world: World) -> None:
    world.ask(OPERATOR, 'people add nurse@trust.example viewer organisation="Hospital Trust" name="Nurse"')
    world.ask(OPERATOR, "people remove nurse@trust.example")
    assert "nurse@trust.example" not in everybody(world)
    trust = "(SELECT id FROM organisation WHERE name = 'Hospital Trust')"
    world.run(
        "INSERT INTO organisation (id, key, name, kind, source, successor_id, succeeded_on) "
        f"SELECT 901, 'pct', 'Primary Care Trust', 'partner', source, {trust}, '2010-04-01' FROM organisation LIMIT 1",
        "UPDATE tie SET person_id = NULL, post_id = NULL, organisation_id = 901 WHERE recommendation_id IN "
        "(SELECT id FROM recommendation WHERE label = 'SG4') AND relation = 'owner'",
    )
    assert "nurse@trust.example · Hospital Trust · owner of SG4" in everybody(world)
    assert not world.ask("nurse@trust.example", 'update SG4 on track "the nurses have met"').refused


def everybody(world: World) -> str:
    return " ".join(f"{world.says(OPERATOR, 'people')} {world.says(OPERATOR, 'people page 2')}".split())


PARTICIPATION = "head.of.participation@cambridgeshire.example"
DEPUTY = "participation.officer@cambridgeshire.example"


def test_who_covers_for_whom_is_shown_while_it_is_so_and_never_why_or_until_when(world: World) -> None:
    assert "unavailable" not in everybody(world)
    world.ask(PARTICIPATION, f"away from 7 April 2010 to 9 April 2010 cover {DEPUTY}")
    world.ask(ACCESS, "away from 8 April 2010 to 9 April 2010")
    told = everybody(world)
    assert f"{PARTICIPATION} · owner of SG4, LAC4 and 2 actions · unavailable, Participation Officer covers" in told
    assert "9 April" not in told
    assert told.count("unavailable") == 1, "the other is here until tomorrow"
    world.wait(days=1)
    assert f"{ACCESS} · owner of SG1 and SG6 · unavailable, and nobody covers" in everybody(world)
    world.ask(DEPUTY, "away from 8 April 2010 to 8 April 2010")
    assert "SG4, LAC4 and 2 actions · unavailable, and nobody covers" in everybody(world), "whoever covers is away too"
    world.wait(days=2)
    assert "unavailable" not in everybody(world)


def test_a_guest_is_among_the_people_by_their_organisation_only_where_they_are_admitted(world: World) -> None:
    nurse, board = "nurse@lscb.example", "Local Safeguarding Children Board"
    listed = f"{nurse} · {board} · owner of SG7"
    world.ask(OPERATOR, f'people add {nurse} viewer organisation="{board}"')
    world.ask(OPERATOR, f"people remove {nurse}")
    assert listed in everybody(world)
    world.ask(OPERATOR, f"people admit {nurse} role=contributor until=2010-05-31")
    assert f"guest until 31 May 2010 · {listed}" in everybody(world)
    world.ask(OPERATOR, f"people remove {nurse}")
    assert world.ask(nurse, "status SG7").refused
    assert nurse not in everybody(world)
