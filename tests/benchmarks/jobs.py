"""A scheduler with a job for each reminder, in a table of SQLAlchemy's, as bots often have it."""

import pickle
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.base import BaseScheduler
from sqlalchemy import create_engine, event
from typing_extensions import override

Writes = Sequence[tuple[str, Sequence[tuple[Any, ...]]]]
_DUE = datetime(2010, 4, 7, 8, tzinfo=UTC)
_fired: list[int] = []
_database: list[tuple[sqlite3.Connection, Writes]] = []


def write(number: int) -> None:
    """One reminder's own rows, in a transaction of their own."""
    ((connection, writes),) = _database
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in writes:
        if number < len(rows):
            connection.execute(statement, rows[number])
    connection.execute("COMMIT")
    _fired.append(number)


class _ByHand(BaseScheduler):  # type: ignore[misc]  # because APScheduler has no types
    """A scheduler that looks for what is due when it is told to."""

    @override
    def wakeup(self) -> None:
        """Nobody sleeps."""

    @override
    def shutdown(self, wait: bool = True) -> None:
        super().shutdown(wait)

    def look(self) -> None:
        self._process_jobs()


class Jobs:
    """So many jobs in `file`, of which a hundred are due at once and the others never."""

    def __init__(self, file: Path, reminders: int, now: datetime, due: int = 100) -> None:
        self._file, self._whole = file, file.with_suffix(".whole")
        scheduler = self._scheduler()
        scheduler.start(paused=True)
        for number in range(due):
            scheduler.add_job(write, "date", run_date=_DUE, args=[number], id=f"due-{number}", misfire_grace_time=None)
        scheduler.add_job(write, "date", run_date=now + timedelta(days=20_000), args=[due], id="later")
        scheduler.shutdown()
        self._fill(reminders - due - 1)

    def fire(self, writes: Writes, database: Path) -> float:
        """Seconds for all that are due to be found, fired and let go."""
        shutil.copy(self._whole, self._file)
        scheduler = self._scheduler()
        scheduler.start(paused=True)
        scheduler.state = 1  # running, without a thread that looks by itself
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
            _database[:], _fired[:] = [(connection, writes)], []
            begun = time.perf_counter()
            scheduler.look()
            wall = time.perf_counter() - begun
        scheduler.shutdown()
        if len(_fired) != max(len(rows) for _, rows in writes):
            raise RuntimeError(f"{len(_fired)} jobs were fired")
        return wall

    def _scheduler(self) -> _ByHand:
        engine = create_engine(f"sqlite:///{self._file}")

        @event.listens_for(engine, "connect")
        def connected(connection: Any, _: object) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")

        return _ByHand(
            jobstores={"default": SQLAlchemyJobStore(engine=engine)}, executors={"default": DebugExecutor()},
            timezone=UTC,
        )  # fmt: skip

    def _fill(self, more: int) -> None:
        """The others, put in by bulk: what is not due is never read."""
        with closing(sqlite3.connect(self._file)) as connection:
            ((when, state),) = connection.execute(
                "SELECT next_run_time, job_state FROM apscheduler_jobs WHERE id = 'later'"
            ).fetchall()
            pickle.loads(state)  # noqa: S301  because it was made here
            rows = ((f"later-{number}", when + number, state) for number in range(more))
            connection.executemany("INSERT INTO apscheduler_jobs VALUES (?, ?, ?)", rows)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self._file, self._whole)
