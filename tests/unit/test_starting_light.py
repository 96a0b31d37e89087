"""Starting to answer imports little: what most answers never need is imported when it is first asked for."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import Table

from models import sql
from tests.databases import SqliteStore
from tests.worlds import KEY, Setting, opened

_SAID = """
import sys
from bot.__main__ import main

assert main(["console", "--say", *sys.argv[1:]]) == 0
print(*sorted(sys.modules), sep="\\n")
"""

_WRITTEN = """
import sys
from datetime import UTC, datetime
from sqlmodel import Session
from models.database import engine_for
from models.people import Person, RoleGrant
from models.vocabulary import Role

assert "models.governance" not in sys.modules
with Session(engine_for(sys.argv[1])) as session, session.begin():
    person = Person(name="Sam", email="sam@council.example")
    session.add(person)
    session.flush()
    session.add(RoleGrant(person_id=person.id, role=Role.VIEWER, since=datetime(2010, 1, 1, tzinfo=UTC), granted_by="Sam"))
"""


@pytest.fixture
def environment(sqlite_store: SqliteStore, tmp_path: Path) -> dict[str, str]:
    """What a program needs to open a database with a plan in it."""
    with opened(sqlite_store, tmp_path, Setting()) as world:
        url = world.engine.url.render_as_string(hide_password=False)
    return os.environ | {"DATABASE_URL": url, "SECRET_KEY": KEY.decode()}


def _imported(environment: dict[str, str], said: str) -> set[str]:
    """The modules a fresh process holds once the local operator has said this."""
    program = [sys.executable, "-c", _SAID, said]
    return set(subprocess.run(program, env=environment, capture_output=True, text=True, check=True).stdout.split())


def test_help_makes_no_table_that_it_does_not_read(environment: dict[str, str]) -> None:
    held = _imported(environment, "help")
    assert "models.people" in held
    assert not held & {"models.assurance", "models.decisions", "models.progress", "handlers.status", "handlers.signoff"}


def test_what_knows_few_tables_still_writes_in_the_order_of_all(environment: dict[str, str]) -> None:
    program = [sys.executable, "-c", _WRITTEN, environment["DATABASE_URL"]]
    subprocess.run(program, env=environment, check=True)


@pytest.mark.parametrize("name", [name for name, value in vars(sql).items() if isinstance(value, sql.Columns)])
def test_each_name_stands_for_a_table(name: str) -> None:
    assert isinstance(getattr(sql, name).__clause_element__(), Table)


def test_what_is_imported_when_it_is_called_is_there() -> None:
    for module in ("handlers.drafts", "handlers.identities", "handlers.replied", "handlers.reminding.rows"):
        assert import_module(module).__name__ == module
