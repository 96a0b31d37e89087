"""When a chair leaves, the answer says that the board has none now, what waits for it, and how to name one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import OPERATOR, Setting, World, opened

AT = "@cambridgeshire.example"
OWNER, CHAIR, VICE, OTHER = f"head.of.participation{AT}", f"chair{AT}", f"vice.chair{AT}", f"head.of.quality{AT}"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def test_a_chair_who_leaves_leaves_a_board_without_one_and_it_is_said(world: World) -> None:
    world.ask(OWNER, 'change date SG4 2010-05-28 reason="IT is late"')
    said = " ".join(world.says(OPERATOR, f"leaver {CHAIR} to={VICE}").split())
    assert "The Improvement Steering Group now has no chair." in said
    assert "to be decided. Name one:" in said
    assert "people add EMAIL chair board=" in said


def test_nothing_is_said_of_boards_when_another_leaves_or_another_chairs(world: World) -> None:
    assert "has no chair" not in world.says(OPERATOR, f"leaver {OTHER} to={OWNER}")
    assert not world.ask(OPERATOR, f'people add {VICE} chair board="Improvement Steering Group"').refused
    assert "has no chair" not in world.says(OPERATOR, f"leaver {CHAIR} to={VICE}")
