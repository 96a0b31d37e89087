"""`waiting` names whatever waits for the one who asks: checks, reports, pauses, harm, removals, evidence, reviews."""

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


def test_evidence_to_accept_waits_in_one_line_for_those_who_may_judge_it(world: World) -> None:
    world.run("UPDATE evidence SET state = 'accepted'")
    for what in ("17", "18", "19", "20"):
        assert not world.ask(LEAD, f'evidence SG4 audit "{what} of 20 files had views recorded" bearing=for').refused
    first, *_, last = (number for (number,) in world.rows("SELECT id FROM evidence WHERE state = 'offered'"))
    for who in (CHAIR, SECRETARY):
        told = f"Evidence E{first}, E{first + 1}, E{first + 2} and 1 more wait to be accepted or sent back"
        assert told in waits(world, who)
    for who in (LEAD, OTHER, OFFICER):
        assert "Evidence E" not in waits(world, who)
    for number in range(first, last):
        assert not world.ask(CHAIR, f"evidence accept E{number}").refused
    assert f"Evidence E{last} for SG4 waits to be accepted or sent back" in waits(world, CHAIR)
    assert not world.ask(SECRETARY, f'evidence return E{last} reason="Say which month"').refused
    assert "Evidence E" not in waits(world, CHAIR)


def test_whoever_offered_a_piece_is_not_asked_to_accept_it(world: World) -> None:
    world.run("UPDATE evidence SET state = 'accepted'")
    assert not world.ask(SECRETARY, 'evidence SG4 audit "9 of 20" bearing=against').refused
    assert "Evidence E" in waits(world, CHAIR)
    assert "Evidence E" not in waits(world, SECRETARY)


def test_evidence_does_not_wait_while_a_board_decides_unless_it_is_against(world: World) -> None:
    world.run("UPDATE evidence SET state = 'accepted'")
    assert not world.ask(LEAD, 'evidence SG4 audit "17 of 20 files" bearing=for').refused
    world.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = 'SG4'")
    assert "Evidence E" not in waits(world, CHAIR)
    assert not world.ask(LEAD, 'evidence SG4 audit "9 of 20 files" bearing=against').refused
    assert "Evidence E9 for SG4 waits" in waits(world, CHAIR)


def test_a_review_waits_for_its_reviewer_from_two_weeks_before_its_day(world: World) -> None:
    planned = f'review add SG4 scope="Dip sample" reviewer="{OTHER}" sample=20 on="30 June 2010"'
    assert not world.ask(SECRETARY, planned).refused
    on(world, "2010-06-15")
    assert "Review R1" not in waits(world, OTHER)
    on(world, "2010-06-16")
    said = "reviews SG4 by 30 June 2010; then say what was found"
    assert f"Review R1 Head of Quality Assurance {said}" in waits(world, OTHER)
    for who in (SECRETARY, CHAIR, LEAD):
        assert "Review R1" not in waits(world, who)
    on(world, "2010-07-02")
    assert "by 30 June 2010, 2 days late; then" in waits(world, OTHER)
    assert not world.ask(OTHER, 'review done R1 shows="18 of 20" bearing=for again=none').refused
    assert "Review R1" not in waits(world, OTHER)


def test_a_review_by_somebody_from_outside_waits_for_whoever_planned_it(world: World) -> None:
    assert not world.ask(SECRETARY, 'review add SG4 scope="x" reviewer="Peer team" on="14 April 2010"').refused
    assert "Review R1 Peer team reviews SG4 by 14 April 2010" in waits(world, SECRETARY)
    assert "Review R1" not in waits(world, CHAIR)
    assert not world.ask(SECRETARY, 'review cancel R1 reason="Not needed"').refused
    assert "Review R1" not in waits(world, SECRETARY)
