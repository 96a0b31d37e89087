"""Whether a database has the tables this version wants, and bringing it up to date."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Connection, Engine, event

from models.columns import Row
from models.database.engine import engine_for
from models.database.guards import guard

HEAD = "0001"  # the last migration; they are numbered, so "0001" < "0002"
MIGRATION_WAIT_MS = 60_000
State = Literal["missing", "current", "old", "newer"]

_ONE_AT_A_TIME = 0x0F57ED  # any number will do, so long as every version of the bot locks the same one
_HAS_VERSION = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'",
    "postgresql": "SELECT to_regclass('alembic_version')",
}
_DEPLOY = {
    "sqlite": "INSERT INTO deployment (id, demonstration, created_at)"
    " VALUES (1, 0, strftime('%Y-%m-%d %H:%M:%f000', 'now')) ON CONFLICT DO NOTHING",
    "postgresql": "INSERT INTO deployment (id, demonstration, created_at)"
    " VALUES (1, false, now()) ON CONFLICT DO NOTHING",
}


class SchemaError(Exception):
    """The database cannot be used by this version; the message is a plain sentence that says why."""


class Deployment(Row, table=True):
    """The one row that says what this database is for, and since when."""

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    demonstration: bool = False
    created_at: datetime


def schema_state(engine: Engine) -> State:
    """How the database's tables compare with what this version wants. It creates nothing."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and not Path(file or "").exists():
        return "missing"
    with closing(engine.raw_connection()) as connection:
        if not _first(connection, _HAS_VERSION[engine.dialect.name]):
            return "missing"
        version = _first(connection, "SELECT version_num FROM alembic_version")
    if version is None:
        return "missing"
    return "current" if version == HEAD else "old" if version < HEAD else "newer"


def migrate(url: str, key: bytes | None = None) -> None:
    """Bring the database at `url` up to date, all or nothing, making it first if there is none.

    With `key`, which seals the rows, a step may write over rows that are sealed: `models.migrations.rewriting`.
    Raises SchemaError where it was made by a later version, or would not be whole afterwards.
    """
    with _for_migration(url) as engine:
        match schema_state(engine):
            case "current":
                return
            case "newer":
                raise SchemaError("A later version of ofsted-bot made this database: install that one.")
            case _:
                _upgrade(engine, key)


def _first(connection: Any, sql: str) -> Any:
    """The first value of the first row, or None, taking no lock that a writer could be in."""
    cursor = connection.cursor()
    row = cursor.execute(sql).fetchone()
    cursor.close()
    return None if row is None else row[0]


@contextmanager
def _for_migration(url: str) -> Iterator[Engine]:
    engine = engine_for(url, busy_ms=MIGRATION_WAIT_MS)
    if engine.dialect.name == "sqlite":  # tables are copied and renamed, and references checked at the end
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    try:
        yield engine
    finally:
        engine.dispose()


def _upgrade(engine: Engine, key: bytes | None) -> None:
    from models.migrations.run import upgrade  # noqa: PLC0415  because alembic is slow to import and rarely needed

    with engine.begin() as connection:
        connection.execution_options(audit_key=key)
        if engine.dialect.name == "postgresql":  # SQLite's transactions are one at a time already
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        upgrade(connection)
        guard(connection)
        _refuse_broken_references(connection)
        connection.exec_driver_sql(_DEPLOY[engine.dialect.name])


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise SchemaError(f"The migration would leave rows of {broken[0]} that refer to nothing in {broken[2]}.")
