"""What no program would write where the seals are: it is named beside all else, and stops nobody's work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit import Fault, Problem
from tests.audit_chains import all_problems, tamper
from tests.databases import Store
from tests.worlds import KEY, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
FORGED = "UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 5"
NO_UTF8 = "CAST(x'ff41' AS TEXT)"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        assert not world.ask(OWNER, 'update SG4 at risk "Rooms were not free"').refused
        yield world


@pytest.fixture
def sqlite_world(world: World) -> World:
    """On SQLite, where a column takes whatever it is given."""
    if world.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets nothing into a column that is not of its type")
    return world


def found(world: World) -> list[Problem]:
    return all_problems(world.engine, key=KEY)


def named(world: World) -> list[tuple[str, Fault]]:
    return [(each.subject, each.fault) for each in found(world)]


@pytest.mark.parametrize(
    "subject",
    [
        *("recommendation:abc", "recommendation:", "recommendation:1,2", "recommendation:04", "recommendation: 4"),
        *("recommendation:99999999999999999999", "recommendation", "nosuchtable:1", "inbox:1", ""),
    ],
)
def test_a_seal_of_nothing_is_named_beside_what_else_is_wrong(world: World, subject: str) -> None:
    tamper(world.engine, f"INSERT INTO row_seal VALUES ('{subject}', 'x')", FORGED)
    assert named(world) == [
        ("recommendation:5", Fault.ROW_OTHER),
        (f"seal:{subject}", Fault.NO_ROW),
        ("", Fault.MORE),
    ]
    assert str(found(world)[1]) == f"seal “{subject}”: no row could have this seal, and this program did not make it"
    write_on(world)


def test_a_seal_of_nothing_that_is_no_text_is_named(sqlite_world: World) -> None:
    tamper(sqlite_world.engine, f"INSERT INTO row_seal VALUES (x'ff', x'00'), ({NO_UTF8}, 'x')")
    assert {fault for _, fault in named(sqlite_world)} == {Fault.NO_ROW}
    assert min(map(str, found(sqlite_world))).startswith("seal “\\udcffA”: no row")
    write_on(sqlite_world)


@pytest.mark.parametrize("value", ["9e999", "-9e999", "x'ff'", "'no number'"])
@pytest.mark.parametrize("column", ["count", "mac", "total", "seal"])
def test_whatever_stands_in_the_sum_is_told_and_stops_nobody(sqlite_world: World, column: str, value: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE rows_head SET {column} = {value}", FORGED)
    assert named(sqlite_world) == [("recommendation:5", Fault.ROW_OTHER), ("", Fault.ROWS_CHANGED)]
    write_on(sqlite_world)
    assert ("", Fault.ROWS_CHANGED) in kept(sqlite_world)


@pytest.mark.parametrize("column", ["mac", "total", "seal"])
def test_a_sum_that_is_not_utf8_is_told_and_stops_nobody(sqlite_world: World, column: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE rows_head SET {column} = {NO_UTF8}", FORGED)
    assert named(sqlite_world) == [("recommendation:5", Fault.ROW_OTHER), ("", Fault.ROWS_CHANGED)]
    write_on(sqlite_world)
    assert ("", Fault.ROWS_CHANGED) in kept(sqlite_world)


@pytest.mark.parametrize("value", ["9e999", "-9e999", "x'ff'"])
def test_a_row_whose_number_is_none_is_named_and_can_be_written(sqlite_world: World, value: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE recommendation SET position = {value} WHERE id = 4")
    assert named(sqlite_world) == [("recommendation:4", Fault.ROW_OTHER), ("", Fault.MORE)]
    write_on(sqlite_world)
    assert ("recommendation:4", Fault.ROW_OTHER) in kept(sqlite_world)


def test_a_row_whose_words_are_not_utf8_is_named(sqlite_world: World) -> None:
    tamper(sqlite_world.engine, f"UPDATE risk SET text = {NO_UTF8} WHERE id = 1", FORGED)
    assert named(sqlite_world) == [
        ("recommendation:5", Fault.ROW_OTHER),
        ("risk:1", Fault.ROW_OTHER),
        ("", Fault.MORE),
    ]
    write_on(sqlite_world)


@pytest.mark.parametrize("value", ["9e999", "x'ff'", NO_UTF8])
@pytest.mark.parametrize("column", ["actor", "event", "subject", "digest", "mac", "at", "platform", "person_id"])
def test_whatever_stands_in_an_entry_is_told(sqlite_world: World, column: str, value: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE audit SET {column} = {value} WHERE id = 1", FORGED)
    assert named(sqlite_world)[-2:] == [("recommendation:5", Fault.ROW_OTHER), ("", Fault.MORE)]
    assert found(sqlite_world)[0] == Problem(1, Fault.CHANGED)


@pytest.mark.parametrize("value", ["9e999", "x'ff'", NO_UTF8])
@pytest.mark.parametrize("column", ["salt", "content", "removed_at", "removed_reason"])
def test_whatever_stands_in_what_an_entry_says_is_told(sqlite_world: World, column: str, value: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE audit_content SET {column} = {value} WHERE audit_id = 1", FORGED)
    assert named(sqlite_world)[-2:] == [("recommendation:5", Fault.ROW_OTHER), ("", Fault.MORE)]
    assert column == "removed_reason" or found(sqlite_world)[0].entry == 1


@pytest.mark.parametrize("value", ["9e999", "x'ff'", NO_UTF8, "'no number'", "9000000000000000000"])
@pytest.mark.parametrize("column", ["count", "mac", "seal"])
def test_whatever_stands_at_the_end_of_the_chain_is_told(sqlite_world: World, column: str, value: str) -> None:
    tamper(sqlite_world.engine, f"UPDATE audit_head SET {column} = {value}", FORGED)
    told = named(sqlite_world)
    assert ("", Fault.HEAD_CHANGED) in told
    assert ("recommendation:5", Fault.ROW_OTHER) in told or value == "9000000000000000000"


def write_on(world: World) -> None:
    world.wait(minutes=1)
    said = 'update SG4 at risk "The rooms are still not free"'
    assert not world.ask(OWNER, said).refused, world.says(OWNER, said)


def kept(world: World) -> list[tuple[str, Fault]]:
    return [(each.subject, each.fault) for each in found(world) if each.entry]
