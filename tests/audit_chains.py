"""Making audit chains, and tampering with them as somebody with the database and not the key would."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from models.audit import AuditEntry, Fault, Head, record, verify
from models.database import Reader

KEY = b"a key that is not in the database"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def add(session: Session, number: int = 0, **sides: Any) -> AuditEntry:
    """Record something, different for each `number`."""
    usual: dict[str, Any] = {
        "at": NOON + timedelta(seconds=number),
        "actor": "slack:U1",
        "platform": "slack",
        "event": "update",
        "subject": f"recommendation:{number}",
        "content": {"words": f"number {number}"},
    }
    return record(session, **usual | sides)


def tamper(engine: Engine, *statements: str) -> None:
    """Run `statements` past every guard, check and foreign key, as whoever owns the database can."""
    if engine.dialect.name == "sqlite":
        _tamper_sqlite(str(engine.url.database), statements)
        return
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)


def _tamper_sqlite(file: str, statements: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        removal = [f"DROP TRIGGER {name}" for name, _ in guards]
        for statement in ("BEGIN", *removal, *statements, *(sql for _, sql in guards), "COMMIT"):
            connection.execute(statement)


def faults(engine: Engine, expect: Head | None = None, key: bytes = KEY) -> list[tuple[int | None, Fault]]:
    """What `verify` finds, on a connection of its own."""
    reader = Reader(engine)
    try:
        return [(problem.entry, problem.fault) for problem in verify(reader, key, expect)]
    finally:
        reader.close()
