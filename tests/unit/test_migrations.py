"""Bringing a database up to date: from nothing, twice, backwards, and not at all if anything is wrong."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from models.audit import is_demonstration, mark_demonstration
from models.database import (
    HEAD,
    Reader,
    SchemaError,
    engine_for,
    migrate,
    schema,
    schema_state,
)
from models.migrations import __main__ as writing
from models.migrations import run
from models.tables import metadata
from tests.audit_chains import KEY


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    engine = engine_for(empty_database_url)
    yield engine
    engine.dispose()


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def tables_in(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_last_step_is_the_one_this_version_wants() -> None:
    steps = ScriptDirectory.from_config(run.config())
    assert steps.get_current_head() == HEAD
    assert sorted(step.revision for step in steps.walk_revisions()) == [f"{n:04}" for n in range(1, int(HEAD) + 1)]


def test_an_empty_database_is_brought_up_to_date(empty: Engine) -> None:
    assert schema_state(empty) == "missing"
    migrate(url_of(empty))
    assert schema_state(empty) == "current"
    assert tables_in(empty) == {*metadata.tables, "alembic_version"}
    migrate(url_of(empty))
    assert schema_state(empty) == "current"


def test_asking_for_the_state_of_a_file_does_not_make_it(tmp_path: Path) -> None:
    assert schema_state(engine_for(f"sqlite:///{tmp_path / 'none.db'}")) == "missing"
    assert not (tmp_path / "none.db").exists()


def test_the_steps_make_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        plugins = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
        options = {"compare_type": True, "autogenerate_plugins": plugins, "include_object": _on(engine)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def _on(engine: Engine) -> Any:
    def included(item: Any, _name: object, _kind: object, _reflected: object, _other: object) -> bool:
        only = getattr(item, "info", {}).get("dialect")
        return only is None or only == engine.dialect.name

    return included


def test_the_steps_make_the_same_as_the_tables_alone(engine: Engine, empty: Engine) -> None:
    metadata.create_all(empty)
    with engine.connect() as stepwise, empty.connect() as at_once:
        assert _described(stepwise) == _described(at_once)


def _described(connection: Connection) -> set[str]:
    """All that a database says of its tables, triggers apart, in any order."""
    if connection.dialect.name == "sqlite":
        made = connection.execute(text("SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')"))
        parts = {(row.tbl_name, part) for row in made for part in re.split(r",?\s*\n\s*", row.sql or "")}
        return {f"{table} {part}" for table, part in parts if table != "alembic_version"}
    described = connection.execute(
        text(
            """
            SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
            UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default,
                                   character_maximum_length)
            FROM information_schema.columns WHERE table_schema = 'public'
            """
        )
    )
    return {str(row[0]) for row in described if "alembic_version" not in str(row[0])}


def test_every_step_can_be_undone_and_taken_again(engine: Engine) -> None:
    with engine.begin() as connection:
        run.downgrade(connection, "base")
    assert tables_in(engine) == {"alembic_version"}
    assert schema_state(engine) == "missing"
    migrate(url_of(engine))
    assert schema_state(engine) == "current"


def test_a_step_that_fails_leaves_nothing_behind(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: Connection) -> None:
        raise RuntimeError("halfway")

    monkeypatch.setattr(schema, "guard", fail)
    with pytest.raises(RuntimeError, match="halfway"):
        migrate(url_of(empty))
    assert tables_in(empty) == set()
    assert schema_state(empty) == "missing"


def test_a_step_that_leaves_rows_that_refer_to_nothing_is_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL checks every row as it goes")

    def break_references(connection: Connection) -> None:
        connection.execute(text("INSERT INTO strength (plan_id, position, text) VALUES (99, 1, 'x')"))

    monkeypatch.setattr(run, "upgrade", break_references)
    _set_version(engine, "0000")
    with pytest.raises(SchemaError, match="rows of strength that refer to nothing in plan"):
        migrate(url_of(engine))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM strength")).scalar() == 0


def _set_version(engine: Engine, version: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def test_an_older_or_newer_database_is_known_for_what_it_is(engine: Engine) -> None:
    _set_version(engine, "0000")
    assert schema_state(engine) == "old"
    _set_version(engine, "9999")
    assert schema_state(engine) == "newer"
    with pytest.raises(SchemaError, match="later version"):
        migrate(url_of(engine))


def test_a_database_says_what_it_is_for(engine: Engine) -> None:
    assert not demonstrates(engine)
    mark_demonstration(engine, KEY)
    assert demonstrates(engine)
    migrate(url_of(engine))
    assert demonstrates(engine)


def demonstrates(engine: Engine) -> bool:
    with closing(Reader(engine)) as reader:
        return is_demonstration(reader, KEY)


def test_the_state_of_a_database_is_told_while_somebody_writes(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE deployment SET demonstration = true"))
        assert schema_state(engine) == "current"
        assert not demonstrates(engine)


def test_alembic_is_imported_only_to_migrate() -> None:
    program = "import sys, models.tables, models.database; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the steps, for writing into."""
    copy = tmp_path / "migrations"
    shutil.copytree(run.HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(run, "HERE", copy)
    return copy / "versions"


def test_the_next_step_is_numbered_and_named(migrations: Path) -> None:
    assert writing.main(["new", "nothing at all"]) == 0
    written = migrations / f"{int(HEAD) + 1:04}_nothing_at_all.py"
    assert written.read_text().startswith('"""Nothing at all."""')
    assert "op." not in written.read_text()


def test_the_first_step_can_be_written_afresh(migrations: Path) -> None:
    before = len(list(migrations.iterdir()))
    assert writing.main(["first"]) == 0
    assert len(list(migrations.iterdir())) == before
    assert "op.create_table" in (migrations / "0001_first_plan.py").read_text()


def test_how_to_write_a_step_is_said_to_whoever_asks_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    assert writing.main([]) == 2
    assert "python -m models.migrations new" in capsys.readouterr().err
