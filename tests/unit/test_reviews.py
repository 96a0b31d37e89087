"""Reviews: by somebody outside the line, reminded, and their result is evidence with a re-audit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.council import ACCESS, CHAIR, DEPUTY, DIRECTOR, PARTICIPATION, QUALITY, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import OTHERS, Setting, World, buttons, opened

PLAN = 'review add SG4 scope="Dip sample of plans" reviewer="{}" sample=20 on="30 June 2010"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def test_a_review_is_planned_and_reminded(world: World) -> None:
    assert "Planned: R1, a review of SG4 by Peer team, sample of 20" in world.says(
        PARTICIPATION, PLAN.format("Peer team")
    )
    (row,) = world.rows(f"SELECT subject, kind, due_on, state FROM reminder WHERE {OTHERS}")
    assert (row[0], row[1], str(row[2]), row[3]) == ("planned_review:1", "review", "2010-06-16", "pending")
    assert "Dip sample of plans" in world.says(VIEWER, "reviews")
    assert "Dip sample of plans" in world.says(VIEWER, "review list")
    assert "planned R1" in world.says(VIEWER, "history SG4")
    assert world.ask(VIEWER, PLAN.format("Peer team")).refused
    assert world.ask(PARTICIPATION, "review add SG4").form is not None


@pytest.mark.parametrize(
    "reviewer", [PARTICIPATION, DEPUTY, DIRECTOR, "Head of Participation", "director of children's services"]
)
def test_the_reviewer_is_outside_the_line(world: World, reviewer: str) -> None:
    before = world.everything()
    reply = world.ask(SECRETARY, PLAN.format(reviewer))
    assert reply.refused
    assert "outside the line" in str(reply)
    assert world.everything() == before


def test_somebody_below_an_owner_is_in_the_line_too(world: World) -> None:
    assert world.ask(SECRETARY, PLAN.format(DEPUTY).replace("SG4", "LAC4")).refused
    assert not world.ask(SECRETARY, PLAN.format(ACCESS)).refused


def test_the_result_becomes_evidence_with_a_re_audit(world: World) -> None:
    world.ask(SECRETARY, PLAN.format(QUALITY))
    world.wait(days=80)
    found = 'shows="18 of 20 had views recorded" bearing=for period="June 2010"'
    result = f'review done R1 {found} again="30 November 2010"'
    assert "its result is E8 for SG4, waiting to be accepted" in world.says(QUALITY, result)
    assert "already" in world.says(QUALITY, result)
    assert world.rows("SELECT kind, bearing, state FROM evidence WHERE id = 8") == [("audit", "for", "offered")]
    states = world.rows(f"SELECT subject, state FROM reminder WHERE {OTHERS} ORDER BY id")
    assert states == [("planned_review:1", "done"), ("planned_review:2", "pending")]
    assert "re-audit of R1" in world.says(VIEWER, "reviews")
    assert not world.ask(CHAIR, "evidence accept E8").refused
    assert world.audit_problems() == []


def test_a_result_needs_its_words_its_bearing_and_the_next_date(world: World) -> None:
    world.ask(SECRETARY, PLAN.format("Peer team"))
    assert world.ask(SECRETARY, "review done R1").form is not None
    reply = world.ask(SECRETARY, "review done R1 kind=process")
    assert reply.form is not None
    assert {name for name, _ in reply.form.errors} == {"shows", "bearing", "kind", "again"}
    assert world.ask(VIEWER, 'review done R1 shows="x" bearing=for again=none').refused
    assert not world.ask(SECRETARY, 'review done R1 shows="x" bearing=for again=none').refused


def test_a_review_is_called_off_with_a_reason(world: World) -> None:
    world.ask(SECRETARY, PLAN.format("Peer team"))
    assert world.ask(SECRETARY, "review cancel R1").form is not None
    assert not world.ask(SECRETARY, 'review cancel R1 reason="The inspectors come first"').refused
    assert world.rows(f"SELECT state FROM reminder WHERE {OTHERS}") == [("cancelled",)]
    assert "called off" in world.says(VIEWER, "reviews")
    assert "The inspectors come first" in world.says(VIEWER, "history SG4")


@pytest.mark.parametrize(
    "said",
    ["review done R9", "review done nothing", 'review add SG4 scope="x" reviewer="y" on="1 May 1999"'],
)
def test_what_is_wrong_is_refused_with_a_way_on(world: World, said: str) -> None:
    reply = world.ask(SECRETARY, said)
    assert reply.refused
    assert reply.form or buttons(reply)
