"""An action all of whose recommendations are restricted is restricted with them, wherever it would be named."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

LEAD, STAFF = "lead@halton.example", "somebody@halton.example"
MORNING = datetime(2024, 9, 2, 9, 0, tzinfo=LONDON)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(("halton-2024",), now=MORNING)) as world:
        world.run(
            "UPDATE plan SET open_to = 'staff'",
            "UPDATE recommendation SET restricted = true WHERE label = 'A2'",
            "INSERT INTO action_recommendation (recommendation_id, action_id) SELECT recommendation.id, action.id "
            "FROM recommendation, action WHERE recommendation.label = 'A1' AND action.label = 'R1'",
        )
        yield world


@pytest.mark.parametrize("text", ["status actions", "search visit", "status", "mine", "due", "overdue", "history"])
def test_it_is_named_in_nothing_that_staff_read(world: World, text: str) -> None:
    world.ask(LEAD, 'update action 2 on track "visits are kept"')
    assert "Visit more often" not in world.says(STAFF, text)
    assert "visits are kept" not in world.says(STAFF, text)


def test_it_cannot_be_found_by_its_label_but_by_who_may_see_what_is_restricted(world: World) -> None:
    assert world.ask(STAFF, "status action 2").refused
    assert world.says(LEAD, "status action 2").startswith("Action 2 · Visit more often")


def test_one_that_is_under_an_open_recommendation_too_is_open(world: World) -> None:
    said = world.says(STAFF, "status action R1")
    assert said.startswith("Action R1 ·")
    assert "Under     A1" in said


def test_whose_own_alone_they_see_are_not_told_that_it_is_under_none(world: World) -> None:
    world.ask("", 'people add nurse@trust.example viewer organisation="Hospital Trust"')
    world.run(
        "INSERT INTO tie (plan_id, action_id, organisation_id, relation, position) SELECT action.plan_id, action.id, "
        "organisation.id, 'owner', 9 FROM action, organisation WHERE action.label = '2' "
        "AND organisation.name = 'Hospital Trust'"
    )
    assert "Under     none that you can see" in world.says("nurse@trust.example", "status action 2")
