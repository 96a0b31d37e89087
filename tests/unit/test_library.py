"""The library: what could not be handed to an inspector today is listed first and chased."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.rules.expected import EXPECTED, expected
from tests.council import ACCESS, CONTRIBUTOR, PARTICIPATION, PARTNER, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import OTHERS, Setting, World, buttons, opened

ADD = f'library add "Threshold document" owner={ACCESS}'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def test_a_document_without_a_place_is_missing(world: World) -> None:
    assert "MISSING · Threshold document · Head of Access" in world.says(SECRETARY, ADD)
    assert "1 missing, 0 stale" in world.says(VIEWER, "library")
    assert world.rows(f"SELECT subject, state FROM reminder WHERE {OTHERS}") == [("library_item:1", "pending")]
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
    (row,) = world.rows(f"SELECT due_on FROM reminder WHERE {OTHERS}")
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


def test_what_inspectors_expect_and_nobody_put_in_is_listed(world: World) -> None:
    told = world.says(VIEWER, "library")
    assert "nobody has put them in: 9 of 9" in told
    assert "D10  Threshold document" in told
    assert "library match" not in told
    world.ask(SECRETARY, ADD)
    told = world.says(SECRETARY, "library")
    assert "nobody has put them in: 8 of 9" in told
    assert "D10" not in told
    assert "library match" in told


def test_each_framework_has_its_own_list() -> None:
    assert "D7" in names({"SLAC"})
    assert not {"D7", "D14"} & names({"ILACS"})
    assert {"D1", "D14", "D16"} <= names({"AREA_SEND"})
    assert names(set()) == names({"COUNCIL_REVIEW"}) == {"D2", "D5", "D11"}
    assert len({each.number for each in EXPECTED}) == len({each.key for each in EXPECTED}) == len(EXPECTED)


def names(frameworks: set[str]) -> set[str]:
    return {each.name for each in expected(frameworks)}


def test_a_document_under_another_name_is_matched_by_hand(world: World) -> None:
    world.ask(SECRETARY, 'library add "Levels of need"')
    assert "D10  Threshold document" in world.says(SECRETARY, "library")
    assert "Counted as D10, Threshold document: L1" in world.says(SECRETARY, "library match L1 D10")
    assert "D10" not in world.says(SECRETARY, "library")
    assert "counted L1 “Levels of need” as D10" in " ".join(world.says(VIEWER, "history").split())
    world.ask(SECRETARY, 'library add "Threshold audit"')
    world.ask(SECRETARY, "library match L2 D3")
    assert "D3 " not in world.says(SECRETARY, "library")


def test_what_is_not_needed_is_said_with_its_reason_until_it_is_put_in(world: World) -> None:
    form = world.ask(SECRETARY, "library not-needed D10").form
    assert form is not None
    assert "Not needed: D10" in world.says(SECRETARY, form.command, {"reason": "The partnership keeps it."})
    told = world.says(VIEWER, "library")
    assert "nobody has put them in: 8 of 9" in told
    assert "Threshold document · not needed: The partnership keeps it." in told
    world.ask(SECRETARY, 'library not-needed D10 reason="Kept by the partners"')
    assert "not needed: Kept by the partners" in world.says(VIEWER, "library")
    assert world.rows("SELECT count(*) FROM library_item") == [(1,)]
    assert world.ask(SECRETARY, "library confirm L1").refused
    world.ask(SECRETARY, ADD)
    assert "not needed" not in world.says(VIEWER, "library")


@pytest.mark.parametrize("said", ["library match L1 D14", "library match L9 D10", "library not-needed D99 x"])
def test_what_is_not_expected_here_is_refused_with_the_list(world: World, said: str) -> None:
    world.ask(SECRETARY, ADD)
    before = world.everything()
    reply = world.ask(SECRETARY, said)
    assert reply.refused
    assert [button.command for button in buttons(reply)] == ["library"]
    assert world.everything() == before
