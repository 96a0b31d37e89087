"""A database to rehearse on, of which nothing is kept."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from models.database import engine_for


@contextmanager
def undone(engine: Engine) -> Iterator[Engine]:
    """The same plans and people, with whatever is changed undone at the end.

    An SQLite database is copied, so that nobody waits for a rehearsal. On PostgreSQL it is one transaction that is
    rolled back: until then, what it would send waits there.
    """
    if engine.dialect.name == "sqlite":
        with tempfile.TemporaryDirectory(prefix="ofsted-bot-") as folder:
            copy = engine_for(f"sqlite:///{_copied(engine, Path(folder))}")
            try:
                yield copy
            finally:
                copy.dispose()
        return
    with engine.connect() as connection, connection.begin() as whole, connection.begin_nested():
        try:
            yield cast("Engine", connection)  # a session takes either
        finally:
            whole.rollback()


def _copied(engine: Engine, folder: Path) -> Path:
    target = folder / "rehearsal.db"
    with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)
    return target
