"""For a migration that writes over rows of sealed tables: their seals made anew, and nothing forged made genuine.

    def upgrade() -> None:
        with rewriting(op.get_bind(), "risk"):
            op.execute("UPDATE risk SET level = 'high' WHERE level = 'severe'")

A column that is NULL in every row needs none of this, since a seal leaves NULL out.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, MetaData, Table, select
from sqlmodel import Session

from models.audit.noted import Key, Noted, noted
from models.audit.sealing import hold


@contextmanager
def rewriting(connection: Connection, *names: str) -> Iterator[None]:
    """Seal every row of these tables anew after what is done inside, in the connection's transaction.

    What was forged before it goes into the audit, as with any other write. The key is the connection's own, which
    `models.database.migrate` was given. Raises LookupError where there are rows and no key.
    """
    key = connection.get_execution_options().get("audit_key")
    with Session(connection, info={"audit_key": key}) as session:
        before = {table.name: _keys(session, table) for table in _as_they_are(connection, names)}
        if any(before.values()) and not key:
            raise LookupError("rows of the record are only rewritten with the key that seals them")
        for table in _as_they_are(connection, names):
            for row in before[table.name]:
                hold(session, noted(session), table, row)
        yield
        _note(session, noted(session), before, _as_they_are(connection, names))
        session.commit()


def _note(session: Session, note: Noted, before: dict[str, list[Key]], tables: list[Table]) -> None:
    for table in tables:
        if rows := dict.fromkeys([*before[table.name], *_keys(session, table)]):
            note.written[table] = rows


def _as_they_are(connection: Connection, names: tuple[str, ...]) -> list[Table]:
    """The tables as the database has them, which is not how this program knows them until all steps are taken."""
    return [Table(name, MetaData(), autoload_with=connection, resolve_fks=False) for name in names]


def _keys(session: Session, table: Table) -> list[Key]:
    return [tuple(row) for row in session.connection().execute(select(*table.primary_key))]
