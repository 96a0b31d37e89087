"""Nothing new falls to somebody who has left, and what they kept goes on with somebody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import Reply
from tests.council import CHAIR, DIRECTOR, PARENTING, QUALITY, SECRETARY
from tests.databases import Store
from tests.worlds import Setting, World, opened


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def said(world: World, who: str, words: str) -> Reply:
    return world.in_chat(who, words)


def test_nothing_is_given_to_somebody_who_has_left(world: World) -> None:
    world.run(f"UPDATE person SET active = false WHERE email = '{PARENTING}'")
    for text in (
        f'sign-off return SG1 wanted="an audit" from={PARENTING} by="18 May 2010"',
        f'chair {PARENTING} for "20 April 2010"',
    ):
        assert "has left" in said(world, CHAIR, text).cards[0].title
    form = said(world, SECRETARY, f'library add "Threshold document" owner={PARENTING}').form
    assert form is not None
    assert "has left" in form.errors[0][1]


def test_a_leavers_documents_go_to_who_takes_over(world: World) -> None:
    said(world, SECRETARY, f'library add "Threshold document" owner={PARENTING}')
    assert "L1" in said(world, DIRECTOR, f"leaver {PARENTING}").form.intro  # type: ignore[union-attr]
    assert not said(world, DIRECTOR, f"leaver {PARENTING} to={QUALITY}").refused
    assert not said(world, QUALITY, "library confirm L1 link=https://x.example/t").refused
    told = world.rows("SELECT email FROM reminder JOIN person ON person.id = person_id WHERE state = 'pending'")
    assert (PARENTING,) not in told
    assert (QUALITY,) in told
