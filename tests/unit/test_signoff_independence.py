"""Sign-off is independent: nobody signs alone what they, somebody they cover for, or anybody below them answers for."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.card import Reply
from tests.council import ACCESS, CHAIR, PARTICIPATION, QUALITY, VICE_CHAIR
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4.2'
MANAGES = (
    "UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{}') WHERE email = '{}'"
)  # fmt: skip
DEPUTY = (
    "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) "
    f"SELECT 1, 1, 'deputy', id, 9 FROM person WHERE email = '{PARTICIPATION}'"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON))) as world:
        yield world


def in_chat(world: World, who: str, said: str) -> Reply:
    return world.in_chat(who, said)


def state(world: World) -> str:
    return str(world.rows("SELECT sign_off FROM recommendation WHERE label = 'SG1'")[0][0])


@pytest.mark.parametrize(
    "statements",
    [
        (MANAGES.format(QUALITY, ACCESS), MANAGES.format(CHAIR, QUALITY)),
        (MANAGES.format(QUALITY, ACCESS), MANAGES.format(CHAIR, QUALITY), MANAGES.format(ACCESS, CHAIR)),
        (DEPUTY, MANAGES.format(CHAIR, PARTICIPATION)),
    ],
    ids=["above the owner's manager", "in a circle", "above a deputy"],
)
def test_whoever_is_above_them_needs_a_second_member(world: World, statements: tuple[str, ...]) -> None:
    world.run(*statements)
    assert "second member confirms" in str(in_chat(world, CHAIR, SIGN))
    assert state(world) == "requested"
    assert not in_chat(world, VICE_CHAIR, "sign-off confirm SG1").refused
    assert state(world) == "signed_off"


def test_whoever_is_above_the_signer_is_no_second_member_where_they_are_above_the_owner_too(world: World) -> None:
    world.run(MANAGES.format(CHAIR, ACCESS), MANAGES.format(VICE_CHAIR, CHAIR))
    in_chat(world, CHAIR, SIGN)
    refused = in_chat(world, VICE_CHAIR, "sign-off confirm SG1")
    assert refused.refused
    assert "for somebody who owns it" in str(refused)


def test_a_manager_of_other_people_signs_alone(world: World) -> None:
    world.run(MANAGES.format(CHAIR, PARTICIPATION), MANAGES.format(QUALITY, ACCESS), MANAGES.format(ACCESS, QUALITY))
    assert not in_chat(world, CHAIR, SIGN).refused
    assert state(world) == "signed_off"


def test_who_covers_for_the_owner_counts_as_the_owner(world: World) -> None:
    in_chat(world, ACCESS, f"away from 2010-04-19 to 2010-04-23 cover {CHAIR}")
    assert "second member confirms" in str(in_chat(world, CHAIR, SIGN))
    assert state(world) == "requested"


def test_who_manages_the_cover_counts_as_managing_the_owner_while_it_lasts(world: World) -> None:
    world.run(MANAGES.format(CHAIR, QUALITY))
    in_chat(world, ACCESS, f"away from 2010-04-19 to 2010-04-23 cover {QUALITY}")
    assert "second member of the board confirms" in str(in_chat(world, CHAIR, "sign-off SG1"))
    in_chat(world, ACCESS, "away back")
    assert not in_chat(world, CHAIR, SIGN).refused
    assert state(world) == "signed_off"


def test_a_vice_chair_who_covers_for_the_owner_does_not_sign(world: World) -> None:
    in_chat(world, ACCESS, f"away from 2010-04-19 to 2010-04-23 cover {VICE_CHAIR}")
    assert in_chat(world, VICE_CHAIR, SIGN).refused
    assert state(world) == "requested"
