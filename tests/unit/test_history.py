"""History through the front door: in the order things happened, with what plan files say of sign-off."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import OPERATOR, Setting, World, opened

AT = "@cambridgeshire.example"
OWNER = f"head.of.participation{AT}"
CONTRIBUTOR = f"performance.officer{AT}"
VIEWER = f"scrutiny.officer{AT}"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as made:
        yield made


def flat(world: World, text: str, who: str = VIEWER) -> str:
    return " ".join(world.says(who, text).split())


def in_order(told: str, *parts: str) -> bool:
    """Whether all of these stand in a text, in this order."""
    places = [told.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def happened(world: World) -> tuple[str, ...]:
    """Four things in one instant on one item, by two kinds of entry in turn; what history says of each, newest first."""
    for who, text in (
        (OWNER, 'update SG4 at-risk "Aspen begins"'),
        (CONTRIBUTOR, 'evidence SG4 audit "Birch, 17 of 20"'),
        (OWNER, 'update SG4 at-risk "Cedar follows"'),
        (CONTRIBUTOR, 'evidence SG4 audit "Damson, 18 of 20"'),
    ):
        assert not world.ask(who, text).refused
    return "Damson", "Cedar", "Birch", "Aspen"


@pytest.mark.parametrize("text", ["history SG4", "history"])
def test_what_was_recorded_in_one_instant_stands_in_the_order_in_which_it_was(world: World, text: str) -> None:
    newest = happened(world)
    assert in_order(flat(world, text), *newest)


def test_an_update_on_an_action_keeps_its_place_among_those_of_the_recommendation(world: World) -> None:
    for item, word in (("SG4", "Aspen"), ("action 4.2", "Birch"), ("SG4", "Cedar"), ("action 4.3", "Damson")):
        assert not world.ask(OPERATOR, f'update {item} at-risk "{word} here"').refused
    assert in_order(flat(world, "history SG4"), "Damson", "Cedar", "Birch", "Aspen")


def test_an_item_whose_clock_was_set_back_is_told_by_the_instant(world: World) -> None:
    world.ask(CONTRIBUTOR, 'evidence SG4 audit "Later, 17 of 20"')
    world.wait(hours=-1)
    world.ask(CONTRIBUTOR, 'evidence SG4 audit "Earlier, 17 of 20"')
    assert in_order(flat(world, "history SG4"), "Later", "Earlier")


def test_history_has_the_sign_off_that_a_plan_file_states(world: World) -> None:
    told = flat(world, "history LAC1")
    assert (
        "7 April 2010 imported, as the plan file says: LAC1, 16 February 2010: impact evidenced; sign-off: signed off. "
        "Local operator, on the console, 09:00"
    ) in told
    assert "SG1, on a day it does not give: impact evidenced; sign-off: requested." in flat(world, "history SG1")
    assert "LAC1, 16 February 2010" in flat(world, "history")
    assert "LAC1, 16 February 2010" not in flat(world, "history SG1")


def test_history_has_what_boards_say_of_sign_off_in_a_plan_file(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting(plans=("central-bedfordshire-2012",))) as world:
        said = "as the plan file says: Programme Board, 30 October 2012, on the sign-off of"
        told = flat(world, "history Safeguarding - Children's Services", OPERATOR)
        assert f"imported, {said} Safeguarding - Children's Services: “not agreed”. Local operator" in told
        assert "on the sign-off of whole council: “not able to say formally" in flat(world, "history", OPERATOR)
        assert world.says(OPERATOR, "history phase 1").startswith("Nothing has been reported or decided for Phase 1")
