"""Every row of the record is sealed when it is written, whoever or whatever file brought it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from models.audit import Fault
from models.people import Person
from tests.audit_chains import all_problems, tamper
from tests.databases import Store
from tests.worlds import KEY, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    """A plan that a file brought in, with one update that somebody said."""
    with opened(store, tmp_path, Setting()) as world:
        assert not world.ask(OWNER, 'update SG4 at risk "Rooms were not free"').refused
        yield world


def problems(world: World) -> list[tuple[str, Fault]]:
    return [(each.subject, each.fault) for each in all_problems(world.engine, key=KEY)]


def test_what_the_program_wrote_is_whole(world: World) -> None:
    assert problems(world) == []


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE recommendation SET sign_off = 'signed_off', impact = 'sustained' WHERE id = 4", "recommendation:4"),
        ("UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4", "recommendation:4"),
        ("UPDATE action SET due_on = '2012-01-01' WHERE id = 2", "action:2"),
        ("UPDATE role_grant SET role = 'admin' WHERE id = 2", "role_grant:2"),
        ("""UPDATE "update" SET narrative = 'forged words' WHERE id = 1""", "update:1"),
        ("UPDATE person SET name = 'Somebody else' WHERE id = 2", "person:2"),
    ],
)
def test_a_row_changed_behind_the_program_is_named(world: World, statement: str, subject: str) -> None:
    tamper(world.engine, statement)
    assert problems(world) == [(subject, Fault.ROW_OTHER)]


def test_words_put_into_somebodys_mouth_are_named(world: World) -> None:
    number = forge_update(world)
    assert problems(world) == [(f"update:{number}", Fault.UNSEALED)]


def test_an_imported_update_removed_is_named(world: World) -> None:
    tamper(world.engine, 'DELETE FROM "update" WHERE id = 1')
    assert problems(world) == [("update:1", Fault.ROW_GONE)]


def test_a_row_removed_together_with_its_seal_is_seen(world: World) -> None:
    tamper(world.engine, 'DELETE FROM "update" WHERE id = 1', "DELETE FROM row_seal WHERE subject = 'update:1'")
    assert problems(world) == [("", Fault.ROWS_CHANGED)]


def test_a_row_put_back_as_it_once_was_with_its_old_seal_is_seen(world: World) -> None:
    keep = ("CREATE TABLE kept AS SELECT * FROM recommendation WHERE id = 4",
            "CREATE TABLE kept_seal AS SELECT * FROM row_seal WHERE subject = 'recommendation:4'")  # fmt: skip
    tamper(world.engine, *keep)
    world.wait(days=1)
    assert not world.ask(OWNER, 'update SG4 on track "The rooms are booked"').refused
    tamper(
        world.engine,
        *("DELETE FROM recommendation WHERE id = 4", "INSERT INTO recommendation SELECT * FROM kept"),
        "DELETE FROM row_seal WHERE subject = 'recommendation:4'",
        *("INSERT INTO row_seal SELECT * FROM kept_seal", "DROP TABLE kept", "DROP TABLE kept_seal"),
    )
    assert problems(world) == [("", Fault.ROWS_CHANGED)]


def test_all_seals_put_back_as_they_once_were_are_seen_while_the_chain_went_on(world: World) -> None:
    [(count, mac, total, seal)] = world.rows("SELECT count, mac, total, seal FROM rows_head")
    tamper(world.engine, "CREATE TABLE kept AS SELECT * FROM row_seal")
    assert not world.ask(OWNER, 'change date SG4 day="30 June 2010" reason="The survey runs until May"').refused
    assert len(world.rows("SELECT id FROM plan_change")) == 1
    tamper(
        world.engine,
        *("DELETE FROM plan_change", "DELETE FROM row_seal", "INSERT INTO row_seal SELECT * FROM kept"),
        f"UPDATE rows_head SET count = {count}, mac = '{mac}', total = '{total}', seal = '{seal}'",
        "DROP TABLE kept",
    )
    assert ("", Fault.ROWS_CHANGED) in problems(world)


def test_what_was_undone_is_not_sealed(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(email="nobody@cambridgeshire.example", name="Nobody"))
        session.flush()
        session.rollback()
        session.add(Person(email="somebody@cambridgeshire.example", name="Somebody"))
        session.commit()
    assert problems(world) == []


def forge_update(world: World) -> int:
    tamper(
        world.engine,
        'INSERT INTO "update" (id, plan_id, recommendation_id, at, person_id, by_name, platform, delivery, narrative,'
        " next_step, help_needed) VALUES (9999, 1, 4, '2010-04-07 08:30:00.000000', 2, 'Head of Participation',"
        " 'console', 'completed', 'forged words', '', '')",
    )
    return 9999
