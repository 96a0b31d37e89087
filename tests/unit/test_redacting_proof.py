"""Removed evidence proves nothing: it cannot be accepted, and what rested on it alone steps down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import Setting, World, opened

QUALITY = "head.of.quality@cambridgeshire.example"
CHAIR = "chair@cambridgeshire.example"
DIRECTOR = "director@cambridgeshire.example"
OFFICER = "scrutiny.officer@cambridgeshire.example"


def begin(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {OFFICER}").refused
    said = 'evidence SG3 audit shows="Records are better" period="March 2010"'
    assert not world.ask(QUALITY, said).refused


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def remove(world: World, name: str) -> str:
    assert not world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"').refused
    return world.says(OFFICER, "redact confirm R1")


def test_removed_evidence_cannot_be_accepted(world: World) -> None:
    remove(world, "E8")
    card = world.ask(CHAIR, "evidence E8").cards[0]
    assert "Accept E8" not in [action.label for action in card.actions]
    assert "removed by law, so it counts for nothing" in world.says(CHAIR, "evidence E8")
    refused = world.ask(CHAIR, "evidence accept E8")
    assert refused.refused
    assert "E8 was removed by law" in refused.cards[0].title
    assert world.ask(QUALITY, 'impact SG3 evidenced "Better" evidence=E8').refused
    assert "E8" not in world.says(CHAIR, "evidence")


def test_an_impact_that_rested_on_it_alone_steps_down(world: World) -> None:
    assert not world.ask(CHAIR, "evidence accept E8").refused
    assert not world.ask(QUALITY, 'impact SG3 evidenced "Better" evidence=E8').refused
    said = remove(world, "E8")
    because = "of SG3 stepped down from evidenced to not enough evidence: E8 was removed by law"
    assert f"Impact {because}" in " ".join(said.split())
    assert because in " ".join(world.says(DIRECTOR, "history SG3").split())
    assert world.rows("SELECT impact FROM recommendation WHERE label = 'SG3'") == [("not_enough_evidence",)]
    assert "Records are better" not in repr(world.everything())
    assert world.audit_problems() == []


def test_an_impact_that_other_evidence_bears_out_stays(world: World) -> None:
    said = 'evidence SG3 audit shows="Files are fuller" period="March 2010"'
    assert not world.ask(QUALITY, said).refused
    for name in ("E8", "E9"):
        assert not world.ask(CHAIR, f"evidence accept {name}").refused
    assert not world.ask(QUALITY, 'impact SG3 evidenced "Better"').refused
    assert "stepped down" not in remove(world, "E8")
    assert world.rows("SELECT impact FROM recommendation WHERE label = 'SG3'") == [("evidenced",)]
