"""What people type that is no command to the letter, and is understood or answered with what there is."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from handlers.understanding import understand
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, opened

ADMIN = "director@cambridgeshire.example"


@pytest.fixture
def world(sqlite_store: Store, tmp_path: Path) -> Iterator[World]:
    plans = ("cambridgeshire-2009", "cambridgeshire-2009-overlay", "halton-2010", "bathnes-2012")
    with opened(sqlite_store, tmp_path, Setting(plans, now=datetime(2010, 4, 7, 9, tzinfo=LONDON))) as world:
        yield world


@pytest.mark.parametrize(
    ("said", "meant", "item"),
    [
        ("rec four", "status", "rec four"),
        ("status recommendation Twelve", "status", "recommendation Twelve"),
        ("sg4 history", "history", "sg4"),
        ("rec 4 evidence", "evidence", ""),
        ("people list", "people", ""),
        ("people list page 2", "people", ""),
    ],
)
def test_what_was_meant(said: str, meant: str, item: str) -> None:
    found = understand(said)
    assert (found.command.name, found.arguments.get("item")) == (meant, item)


def test_a_number_in_words_is_that_number(world: World) -> None:
    world.ask(OPERATOR, "use cambridgeshire")
    assert world.says(OPERATOR, "rec four") == world.says(OPERATOR, "rec 4").replace("“rec 4”", "“rec four”")


def test_an_unknown_role_is_answered_with_the_roles_there_are(world: World) -> None:
    world.ask(ADMIN, "use cambridgeshire")
    for said in ("people add x@y.example wizard", "help people add", "people change x@y.example wizard"):
        assert "vice-chair, secretary, lead, owner" in " ".join(world.says(ADMIN, said).split()), said
    assert world.says(ADMIN, "people list") == world.says(ADMIN, "people")


def test_a_plan_is_known_by_the_beginning_of_its_name(world: World) -> None:
    assert world.says(OPERATOR, "status halton").startswith("Halton 2010")
    world.ask(OPERATOR, "use cambridgeshire")
    assert world.says(OPERATOR, "status halt").startswith("Halton 2010")
