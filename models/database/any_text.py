"""Reading text on SQLite whatever bytes somebody put there."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def any_text(connection: object) -> Iterator[None]:
    """Inside, this driver's connection reads text that is not UTF-8 too, each such byte as a lone surrogate.

    PostgreSQL lets no such text in, and nothing changes there.
    """
    if not isinstance(connection, sqlite3.Connection):
        yield
        return
    usual = connection.text_factory
    connection.text_factory = _read
    try:
        yield
    finally:
        connection.text_factory = usual


def _read(stored: bytes) -> str:
    return stored.decode(errors="surrogateescape")
