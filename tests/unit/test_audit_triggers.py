"""What acts by itself in the database: a trigger that this program does not make, or one of its own that is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.audit import Fault
from tests.audit_chains import all_problems
from tests.databases import Store
from tests.worlds import KEY, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
REWRITES = {
    "sqlite": (
        """CREATE TRIGGER audit_update AFTER INSERT ON "update" BEGIN
        UPDATE "update" SET narrative = 'forged' WHERE id = NEW.id; END""",
    ),
    "postgresql": (
        """CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.narrative = 'forged'; RETURN NEW; END $$""",
        """CREATE TRIGGER audit_update BEFORE INSERT ON "update" FOR EACH ROW EXECUTE FUNCTION forge()""",
    ),
}
DROPPED = {"sqlite": "DROP TRIGGER audit_update_guard", "postgresql": "DROP TRIGGER audit_update_guard ON audit"}
EMPTIED = {
    "sqlite": "CREATE TRIGGER audit_update_guard BEFORE UPDATE ON audit FOR EACH ROW WHEN (false)"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is only ever added to'); END",
    "postgresql": "CREATE TRIGGER audit_update_guard BEFORE UPDATE ON audit FOR EACH ROW WHEN (false)"
    " EXECUTE FUNCTION refuse_audit_change()",
}


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def named(world: World) -> list[tuple[str, Fault]]:
    return [(each.subject, each.fault) for each in all_problems(world.engine, key=KEY)]


def test_the_triggers_that_the_program_makes_are_whole(world: World) -> None:
    assert named(world) == []


def test_a_trigger_that_rewrites_what_is_being_written_is_named(world: World) -> None:
    run(world.engine, *REWRITES[world.engine.dialect.name])
    assert not world.ask(OWNER, 'update SG4 at risk "Rooms were not free"').refused
    assert ("forged",) in world.rows('SELECT narrative FROM "update"')
    [strange] = [each for each in all_problems(world.engine, key=KEY) if each.fault is Fault.TRIGGER_STRANGE]
    said = "this program makes none such, and it can change what is being written"
    assert str(strange) == f"trigger “audit_update on update”: {said}"


def test_a_guard_that_was_dropped_is_named(world: World) -> None:
    run(world.engine, DROPPED[world.engine.dialect.name])
    assert named(world) == [("trigger:audit_update_guard on audit", Fault.TRIGGER_MISSING)]


def test_a_guard_that_no_longer_guards_is_named(world: World) -> None:
    dialect = world.engine.dialect.name
    run(world.engine, DROPPED[dialect], EMPTIED[dialect])
    assert named(world) == [("trigger:audit_update_guard on audit", Fault.TRIGGER_CHANGED)]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "ALTER TABLE audit DISABLE TRIGGER audit_update_guard",
            ("trigger:audit_update_guard on audit", Fault.TRIGGER_CHANGED),
        ),
        (
            """CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RETURN NEW; END $$""",
            ("function:refuse_audit_change", Fault.TRIGGER_CHANGED),
        ),
        (
            "CREATE RULE keep_nothing AS ON INSERT TO plan_change DO INSTEAD NOTHING",
            ("rule:keep_nothing on plan_change", Fault.TRIGGER_STRANGE),
        ),
    ],
)
def test_what_else_postgresql_lets_an_owner_do_is_named(
    world: World, statement: str, problem: tuple[str, Fault]
) -> None:
    if world.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no rules, no functions, and no trigger that is put to sleep")
    run(world.engine, statement)
    assert named(world) == [problem]
