"""The made-up plan in a database: kept as a file for SQLite, copied into the tests' own server for PostgreSQL."""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql
from sqlmodel import SQLModel

from models.database import migrate
from models.migrations import run
from models.tables import metadata
from tests.benchmarks import made_plan
from tests.benchmarks.made_plan import Size, Table, Value, tables
from tests.databases import PostgresqlStore

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".tools" / "bench"
_MEGABYTE = 1_000_000


def sqlite_file(size: Size, folder: Path = KEPT) -> Path:
    """The file with the plan of this size, made when there is none from this generator and this schema."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{size.name}-{_generation()}.db"
    if not file.exists():
        for old in folder.glob(f"{size.name}-*"):
            old.unlink()
        started = time.perf_counter()
        _make(size, file)
        _told(f"SQLite, {size.name}", size, file.stat().st_size, started)
    return file


def sqlite_copy(size: Size, folder: Path) -> str:
    """The URL of a copy in `folder`, for what may change it."""
    return f"sqlite:///{shutil.copy(sqlite_file(size), folder / f'{size.name}.db')}"


def _generation() -> str:
    """What the rows and their tables are made from, in a word."""
    made_from = [Path(made_plan.__file__), Path(__file__), *sorted((run.HERE / "versions").glob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in made_from)).hexdigest()[:12]


def filled(table: Table) -> Table:
    """The table with what its model fills in by itself, in every column that may not be left empty."""
    left = {
        column.name: _own_default(table.name, column.name)
        for column in metadata.tables[table.name].columns
        if not column.nullable and column.name not in table.columns
    }
    if not left:
        return table
    rest = tuple(left.values())
    return Table(table.name, (*table.columns, *left), ((*row, *rest) for row in table.rows))


def _own_default(table: str, column: str) -> Value:
    (model,) = (
        mapper.class_ for mapper in SQLModel._sa_registry.mappers if mapper.local_table is metadata.tables[table]
    )
    default = model.model_fields[column].get_default(call_default_factory=True)
    if isinstance(default, list | dict):
        return json.dumps(default)
    return int(default) if isinstance(default, bool) else str(default) if isinstance(default, str) else default


def _make(size: Size, file: Path) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    migrate(f"sqlite:///{unfinished}")
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("BEGIN")
        for table in map(filled, tables(size)):
            _insert(connection, table)
        connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys=ON")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise ValueError(f"the made-up plan refers to what is not there: {broken}")
        connection.execute("PRAGMA journal_mode=WAL")
    unfinished.rename(file)


def _insert(connection: sqlite3.Connection, table: Table) -> None:
    places = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" ({", ".join(table.columns)}) VALUES ({places})', table.rows)


@contextmanager
def postgresql(size: Size, store: PostgresqlStore, folder: Path) -> Iterator[str]:
    """The address of a database with the plan of this size, on a server that is already running."""
    started = time.perf_counter()
    with store.migrated(folder) as url:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # the rows were checked when SQLite took them
            connection.execute("SET timezone = 'UTC'")
            for table in map(filled, tables(size)):
                _copy(connection, table)
            connection.execute("VACUUM (ANALYZE)")  # as autovacuum would have; the tests' server has it off
            held = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        _told(f"PostgreSQL, {size.name}", size, held[0] if held else 0, started)
        yield url


def _copy(connection: psycopg.Connection, table: Table) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    with connection.transaction(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in table.rows:
            copy.write_row(row)


def _told(what: str, size: Size, held: int, started: float) -> None:
    print(
        f"{what}: {size.recommendations:,} recommendations, {size.all_actions:,} actions, {size.all_updates:,} updates,"
        f" {held / _MEGABYTE:,.0f} MB, made in {time.perf_counter() - started:.0f} s"
    )
