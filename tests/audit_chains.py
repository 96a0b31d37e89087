"""Making audit chains, and tampering with them as somebody with the database and not the key would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlmodel import Session, select

from models.audit import Entry, Fault, Head, Problem, record, verify
from models.audit.noted import noted
from models.audit.stored import subject_at
from models.columns import Row
from models.database import Reader, table_of

KEY = b"a key that is not in the database"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def add(session: Session, number: int = 0, **sides: Any) -> Entry:
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


def begun(session: Session) -> Session:
    """The session, with six entries recorded and committed."""
    session.info["audit_key"] = KEY
    for number in range(1, 7):
        add(session, number)
    session.commit()
    return session


def tamper(engine: Engine, *statements: str) -> None:
    """Run `statements` past every guard, check and foreign key, as whoever owns the database can."""
    with tampering(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def tampering(engine: Engine) -> Iterator[Connection]:
    """A transaction of whoever owns the database and can put every guard, check and foreign key aside."""
    if engine.dialect.name == "sqlite":
        with _past_sqlite(engine) as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection


@contextmanager
def _past_sqlite(engine: Engine) -> Iterator[Connection]:
    plain = create_engine(engine.url, poolclass=NullPool)  # which does not turn foreign keys on
    with plain.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in found:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in found:
            connection.exec_driver_sql(sql)


def faults(engine: Engine, expect: Head | None = None, key: bytes = KEY) -> list[tuple[int | None, Fault]]:
    """What `verify` finds wrong with the chain and what it recorded, whatever it finds of the rows' own seals."""
    of_rows = (Fault.ROWS_CHANGED, Fault.MORE)
    found = all_problems(engine, expect, key)
    return [(each.entry, each.fault) for each in found if not each.subject and each.fault not in of_rows]


def all_problems(engine: Engine, expect: Head | None = None, key: bytes = KEY) -> list[Problem]:
    """What `verify` finds, on a connection of its own."""
    reader = Reader(engine)
    try:
        return verify(reader, key, expect)
    finally:
        reader.close()


def seal_again(engine: Engine, *models: type[Row], key: bytes = KEY) -> None:
    """Seal every row of these tables as it stands, as if the program had written what was set up behind its back."""
    with Session(engine, info={"audit_key": key}) as session:
        note = noted(session)
        for model in models:
            keys = [(row.key_id,) for row in session.exec(select(model))]
            note.written[table_of(model)] = dict.fromkeys(keys)
            note.held |= {subject_at(table_of(model), key) for key in keys}
        session.commit()
