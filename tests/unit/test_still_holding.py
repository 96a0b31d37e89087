"""Whether what was signed off still holds is one question, however many of its checks wait for the answer."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.council import PARENTING
from tests.databases import Store
from tests.ticks import pass_over
from tests.worlds import LONDON, Setting, World, opened

QUESTION = "Does LAC1 still hold?"  # LAC1 was signed off on 16 February 2010


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def sent(world: World, month: int, day: int) -> str:
    """What the owner of LAC1 is sent on a day of 2010."""
    world.now = datetime(2010, month, day, 9, 30, tzinfo=LONDON)
    return " ".join(str(message) for message in pass_over(world).sent if PARENTING in str(message))


def waits(world: World) -> str:
    return " ".join(world.says(PARENTING, "waiting").split())


def test_two_checks_that_nobody_asked_about_are_one_line_that_names_both(world: World) -> None:
    world.now = datetime(2010, 8, 17, 9, 30, tzinfo=LONDON)
    assert "LAC1 does it still hold? asked for 16 May 2010 and 16 August 2010" in waits(world)
    assert waits(world).count("does it still hold?") == 1
    assert sent(world, 8, 17).count(QUESTION) == 1
    assert waits(world).count("does it still hold?") == 1


def test_a_check_that_falls_due_while_the_one_before_waits_is_not_asked_beside_it(world: World) -> None:
    assert sent(world, 5, 17).count(QUESTION) == 1
    sent(world, 8, 13)
    for day in range(16, 21):
        assert sent(world, 8, day).count(QUESTION) == (day == 20)
    assert waits(world).count("does it still hold?") == 1
    assert not world.ask(PARENTING, "holding LAC1 yes").refused
    assert "still hold" not in waits(world)
    assert sent(world, 8, 27).count(QUESTION) == 0


def test_the_later_check_is_asked_when_the_one_before_was_answered(world: World) -> None:
    sent(world, 5, 17)
    assert not world.ask(PARENTING, "holding LAC1 yes").refused
    assert "And 1 more: Holding" in sent(world, 8, 17)
    asked = world.rows("SELECT state FROM ledger WHERE kind = 'still_holding'")
    assert asked == [("sent",), ("sent",)]
