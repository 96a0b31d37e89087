"""`waiting` names whatever waits for the one who asks: checks, reports, pauses, a yes to harm, removals to confirm."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

AT = "@cambridgeshire.example"
OWNER, LEAD, CHAIR, OTHER = f"head.of.access{AT}", f"head.of.participation{AT}", f"chair{AT}", f"head.of.quality{AT}"
DIRECTOR, OFFICER, SECRETARY = f"director{AT}", f"scrutiny.officer{AT}", f"secretary{AT}"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def waits(world: World, who: str) -> str:
    return " ".join(world.says(who, "waiting").split())


def on(world: World, day: str) -> None:
    world.now = datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=LONDON)


def test_a_check_waits_for_the_owner_and_the_board_from_its_day(world: World) -> None:
    assert not world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=1").refused
    assert "does it still hold" not in waits(world, OWNER)
    on(world, "2010-07-08")
    for who in (OWNER, CHAIR):
        assert "SG1 does it still hold? asked for 7 July 2010" in waits(world, who)
    assert "does it still hold" not in waits(world, OTHER)
    assert not world.ask(OWNER, 'holding SG1 yes reason="48 of 50"').refused
    assert "SG1 does it still hold" not in waits(world, CHAIR)


def test_a_pause_to_look_at_waits_for_its_owner(world: World) -> None:
    world.ask(LEAD, 'change pause SG4 "IT is not ready" review=2010-07-01')
    assert not world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=2').refused
    on(world, "2010-07-02")
    assert "the pause is to be looked at on 1 July 2010" in waits(world, LEAD)
    assert "the pause is to be looked at" not in waits(world, OTHER)


def test_a_chairs_action_to_be_reported_waits_for_the_chair(world: World) -> None:
    assert not world.ask(CHAIR, "sign-off SG1 chairs-action=2010-04-20").refused
    on(world, "2010-04-21")
    assert "SG1 chair's action, to be reported to the board on 20 April 2010" in waits(world, CHAIR)
    assert "to be reported" not in waits(world, OWNER)


def test_a_yes_to_harm_waits_for_whom_it_went_to(world: World) -> None:
    world.run(
        "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by, admitted) SELECT person.id, "
        "board.plan_id, board.id, 'chair', '2010-01-01 00:00:00.000000', 'test', false FROM person, board "
        f"WHERE email = '{CHAIR}' AND board.kind = 'lscb'"
    )
    world.ask(LEAD, "harm SG4 yes")
    world.ask(LEAD, 'harm SG4 no reason="Cover is in place"')
    said = waits(world, CHAIR)
    assert "its lead says the delay could harm a child" in said
    assert "was stepped down to no" in said
    assert "harm" not in waits(world, OTHER)


def test_a_removal_waits_for_the_second_officer_alone(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {OFFICER}").refused
    world.ask(LEAD, 'update SG4 at risk "Some words"')
    ((number,),) = world.rows('SELECT max(id) FROM "update"')
    assert not world.ask(DIRECTOR, f'redact U{number} reason="a name slipped through"').refused
    assert "R1 a removal asked for by" in waits(world, OFFICER)
    for who in (DIRECTOR, CHAIR):
        assert "a removal asked for by" not in waits(world, who)


def test_the_secretary_sees_a_chairs_action_before_its_day_and_what_to_type_after(world: World) -> None:
    world.ask(CHAIR, "sign-off SG1 chairs-action=2010-04-20")
    told = " ".join(world.says(SECRETARY, "waiting").split())
    assert "SG1 chair's action, to be reported to the board on 20 April 2010; then say “sign-off reported SG1”" in told
    assert "to be reported" not in world.says(CHAIR, "waiting")
    world.wait(days=14)
    world.ask(SECRETARY, 'sign-off reported SG1 meeting="20 April 2010" minute=2')
    assert "to be reported" not in world.says(SECRETARY, "waiting")
