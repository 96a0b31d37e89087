"""Impact: stated by someone, borne out by evidence, stepped down with a reason; and the gaps that are left."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.council import CHAIR, CONTRIBUTOR, DIRECTOR, OPERATOR, PARTICIPATION, QUALITY, VIEWER
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def impact(world: World, label: str) -> str:
    return str(world.rows(f"SELECT impact FROM recommendation WHERE label = '{label}'")[0][0])


def test_process_evidence_alone_is_never_enough(world: World) -> None:
    for said in ("evidenced", "sustained"):
        reply = world.ask(QUALITY, f'impact SG3 {said} "Records are better"')
        assert reply.refused
        assert "process evidence" in str(reply)
        assert buttons(reply)
    assert not world.ask(QUALITY, 'impact SG3 emerging "Records are better"').refused
    assert impact(world, "SG3") == "emerging"
    reply = world.ask(PARTICIPATION, 'impact SG4 evidenced "Heard" evidence=E1')
    assert reply.refused
    assert impact(world, "SG4") == "none_stated"


def test_evidence_makes_it_evidenced_and_a_later_period_sustained(world: World) -> None:
    world.ask(QUALITY, 'evidence SG3 audit "17 of 20 records were in time" period="February 2010" bearing=for')
    assert "waits to be accepted" in world.says(QUALITY, 'impact SG3 evidenced "Better" evidence=E8')
    world.ask(CHAIR, "evidence accept E8")
    assert "on E8: “Better”" in world.says(QUALITY, 'impact SG3 evidenced "Better" evidence=E8')
    assert "shown twice" in world.says(QUALITY, 'impact SG3 sustained "Lasting"')
    world.ask(QUALITY, 'evidence SG3 audit "19 of 20 records were in time" period="March 2010" bearing=for')
    world.ask(CHAIR, "evidence accept E9")
    assert not world.ask(QUALITY, 'impact SG3 sustained "Lasting" evidence="E8, E9"').refused
    assert impact(world, "SG3") == "sustained"
    assert world.audit_problems() == []


def test_sending_evidence_back_steps_down_what_stood_on_it(world: World) -> None:
    world.ask(PARTICIPATION, 'impact SG4 evidenced "Heard earlier"')
    reply = world.says(CHAIR, 'evidence return E2 reason="Not the notes of that meeting"')
    assert "stepped down from evidenced to not enough evidence: E2 was sent back" in reply
    assert impact(world, "SG4") == "not_enough_evidence"
    assert "stepped down" in world.says(VIEWER, "history SG4")


def test_a_step_down_says_why(world: World) -> None:
    world.ask(PARTICIPATION, 'impact SG4 evidenced "Heard earlier"')
    reply = world.ask(PARTICIPATION, "impact SG4 emerging")
    assert reply.refused
    assert reply.form is not None
    assert "It was evidenced" in reply.form.errors[0][1]
    assert not world.ask(PARTICIPATION, 'impact SG4 emerging "Only one team keeps it up"').refused


def test_it_is_stated_by_those_who_answer_for_the_item(world: World) -> None:
    for who in (VIEWER, CHAIR, QUALITY):
        assert world.ask(who, 'impact SG4 emerging "x"').refused
    for who in (PARTICIPATION, DIRECTOR, CONTRIBUTOR, OPERATOR):
        assert not world.ask(who, 'impact SG4 emerging "Two teams act on it"').refused
    form = world.ask(PARTICIPATION, "impact SG4").form
    assert form is not None
    values = {"impact": "evidenced", "narrative": "Heard earlier", "evidence": "E2", "period": "February 2010"}
    assert not world.ask(PARTICIPATION, form.command, values).refused
    assert world.rows("SELECT evidence_id FROM impact_evidence ORDER BY 1 DESC LIMIT 1") == [(2,)]


@pytest.mark.parametrize(
    "said", ["impact SG4 wonderful x", "impact SG4 evidenced x evidence=E3", "impact 4.2 emerging x"]
)
def test_what_cannot_be_stated_is_refused_with_a_way_on(world: World, said: str) -> None:
    before = world.everything()
    reply = world.ask(PARTICIPATION, said)
    assert reply.refused
    assert reply.form or buttons(reply)
    assert world.everything() == before


def test_a_stale_button_changes_nothing(world: World) -> None:
    before = world.everything()
    reply = world.ask(PARTICIPATION, 'impact cambridgeshire-2009/SG4 emerging "x" @v99')
    assert reply.refused
    assert world.everything() == before


def test_gaps_list_what_is_complete_and_unproved(world: World) -> None:
    told = world.says(VIEWER, "gaps")
    assert "3 recommendations reported completed" in told
    assert "SG3   " in told
    assert "all there is is process" in told
    assert "SG1" not in told
    assert "LAC1" not in told
    for action in buttons(world.ask(VIEWER, "gaps")):
        assert not world.ask(VIEWER, action.command).refused
    world.ask(QUALITY, 'evidence SG3 audit "17 of 20 records were in time" bearing=for')
    assert "waits to be accepted" in world.says(VIEWER, "gaps SG3")
    world.ask(CHAIR, "evidence accept E8")
    assert "nobody has stated the impact yet" in world.says(VIEWER, "gaps")
    world.ask(QUALITY, 'impact SG3 evidenced "Records are in time"')
    assert "SG3" not in world.says(VIEWER, "gaps")


def test_gaps_and_standing_agree(world: World) -> None:
    for label in ("SG1", "SG3", "SG4", "SG6", "LAC2"):
        unproved = "is unproved" in world.says(VIEWER, f"gaps {label}")
        completed = "Delivery  completed" in world.says(VIEWER, f"status {label}")
        amber = "no evidence accepted yet shows what changed" in world.says(VIEWER, f"status {label}")
        assert amber is (unproved and completed)
