"""The library: what could not be handed to an inspector today is listed first and chased."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.council import ACCESS, CONTRIBUTOR, PARTICIPATION, PARTNER, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

ADD = f'library add "Threshold document" owner={ACCESS}'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def test_a_document_without_a_place_is_missing(world: World) -> None:
    assert "MISSING · Threshold document · Head of Access" in world.says(SECRETARY, ADD)
    assert "1 missing, 0 stale" in world.says(VIEWER, "library")
    assert world.rows("SELECT subject, state FROM reminder") == [("library_item:1", "pending")]
    assert "already" in world.says(SECRETARY, ADD)
    assert "put L1" in world.says(VIEWER, "history")


def test_its_owner_confirms_it_and_it_grows_stale(world: World) -> None:
    world.ask(SECRETARY, ADD)
    assert world.ask(PARTICIPATION, "library confirm L1 link=https://x.example/t").refused
    assert world.ask(ACCESS, "library confirm L1").form is not None
    assert not world.ask(ACCESS, "library confirm L1 link=https://x.example/t").refused
    assert "0 missing, 0 stale" in world.says(VIEWER, "library")
    world.wait(days=184)
    assert "0 missing, 1 stale" in world.says(VIEWER, "library")
    assert not world.ask(ACCESS, "library confirm threshold").refused
    assert "0 missing, 0 stale" in world.says(VIEWER, "library")


def test_good_until_a_day_is_stale_the_day_after(world: World) -> None:
    world.ask(SECRETARY, f'{ADD} link=https://x.example/t until="1 May 2010"')
    (row,) = world.rows("SELECT due_on FROM reminder")
    assert str(row[0]) == "2010-05-02"
    world.wait(days=24)
    assert "0 stale" in world.says(VIEWER, "library")
    world.wait(days=1)
    assert "1 stale" in world.says(VIEWER, "library")
    reply = world.ask(ACCESS, "library confirm L1")
    assert reply.form is not None
    assert "Until when is it good now?" in str(reply.form.errors)


def test_who_keeps_and_who_reads_it(world: World) -> None:
    for who in (VIEWER, ACCESS, PARTNER):
        assert world.ask(who, ADD).refused
    assert world.ask(PARTNER, "library").refused
    assert not world.ask(CONTRIBUTOR, ADD).refused
    assert "no library yet" not in world.says(VIEWER, "library")


@pytest.mark.parametrize("said", ["library confirm L9", "library confirm nothing", f"{ADD} link=x until=never"])
def test_what_is_wrong_is_refused_with_a_way_on(world: World, said: str) -> None:
    reply = world.ask(SECRETARY, said)
    assert reply.refused
    assert reply.form or buttons(reply)
