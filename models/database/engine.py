"""How a database is opened, so that concurrent writers lose nothing on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

Found = TypeVar("Found")
BUSY_MS = 1_500
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CONTENDED = {"55P03", "40001", "40P01"}  # lock not available, serialization failure, deadlock


def engine_for(url: str, *, busy_ms: int = BUSY_MS, synchronous: str = "NORMAL") -> Engine:
    """The engine for writing to the database at `url`. Raises ValueError for one we cannot use.

    On SQLite a commit survives a crash of the program; with `synchronous="FULL"` a power cut as well.
    Whoever meets a lock waits `busy_ms` and then fails with an error that `is_busy` knows.
    """
    parsed = address(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, busy_ms, synchronous)
    return _postgresql(parsed, busy_ms)


def address(url: str) -> URL:
    """The parsed `url` with the driver we use. Raises ValueError for one we cannot use."""
    head, _, rest = url.partition("://")
    if head in {"postgres", "postgresql", "postgresql+psycopg"}:
        return make_url(f"postgresql+psycopg://{rest}")
    if head not in {"sqlite", "sqlite+pysqlite"}:
        raise ValueError(f"a database address starts with sqlite:/// or postgresql://, not {head}")
    parsed = make_url(f"sqlite://{rest}")
    if not parsed.database or parsed.database == ":memory:" or parsed.query:
        raise ValueError("an SQLite database is a file on a local disk, as in sqlite:///ofsted-bot.db")
    return parsed


def is_busy(error: BaseException) -> bool:
    """Whether `error` only means that another writer was in the way, so that the same may be tried again."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _LOCKED
    return isinstance(cause, PoolTimeoutError | StaleDataError) or getattr(cause, "sqlstate", None) in _CONTENDED


def patiently(work: Callable[[], Found], tries: int = 5) -> Found:
    """What `work` gives, done again while another writer is in the way. Only for work that is one whole transaction."""
    for left in reversed(range(tries)):
        try:
            return work()
        except Exception as error:
            if not left or not is_busy(error):
                raise
    raise ValueError("work is tried at least once")


def _sqlite(url: URL, busy_ms: int, synchronous: str) -> Engine:
    if synchronous not in {"NORMAL", "FULL"}:
        raise ValueError(f"synchronous is NORMAL or FULL, not {synchronous}")
    engine = create_engine(url, connect_args={"cached_statements": 512})
    pragmas = (
        f"busy_timeout={busy_ms:d}",  # first, so that the others wait too
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "mmap_size=268435456",
        "cache_size=-20000",
        "temp_store=MEMORY",
    )

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions: ours begin IMMEDIATE
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", _begin_to_write)
    return engine


def _begin_to_write(connection: Connection) -> None:
    """Take the write lock now: a transaction that reads first and then writes could not be repeated."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL, busy_ms: int) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    def connected(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {busy_ms:d}")
        connection.commit()

    event.listen(engine, "connect", connected)
    return engine
