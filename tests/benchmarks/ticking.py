"""What a tick costs among many reminders, against the raw query that writes the same rows, and a job for each one."""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from models.database import engine_for
from scheduler.tick import tick
from tests.benchmarks.facts import LONDON
from tests.benchmarks.jobs import Jobs
from tests.benchmarks.made_plan import NOW, TODAY
from tests.benchmarks.queued import DUE, reminded
from tests.benchmarks.rounds import Timed
from tests.benchmarks.stores import ROOT

FEW, MANY = 1_000, 100_000
TICK, RAW, JOBS = "the tick", "by hand", "a job for each"
ROUNDS, _IDLE = 5, 20
_TABLES = ("reminder", "outbox", "ledger")
_NEXT = (
    "SELECT id FROM reminder WHERE state = 'pending' AND due_on <= ? AND EXISTS (SELECT 1 FROM plan "
    "WHERE plan.id = reminder.plan_id AND published_at IS NOT NULL AND ended_on IS NULL) ORDER BY due_on, id"
)
Rows = dict[str, dict[int, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Idle:
    """A process of its own: seconds of an idle tick, and to its end from nothing; the megabytes it then held."""

    tick: float
    start: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """Seconds for what is due among many, by way and round; idle ticks by hand, and the program's by reminders."""

    due: Timed
    by_hand: float
    idle: Mapping[int, Sequence[Idle]]


def ticked() -> Ticked:
    """Every way in turn, on copies of the same database."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        idle = _idle(folder)
        with reminded(folder, MANY, TODAY) as made_for:
            file = Path(str(made_for.url.database))
        whole = folder / "whole.db"
        _settled(file, whole)
        engine = engine_for(f"sqlite:///{folder / 'copy.db'}")
        writes = _writes(engine, whole, folder)
        seconds: dict[str, list[float]] = {TICK: [], RAW: [], JOBS: []}
        jobs = Jobs(folder / "jobs.db", MANY, NOW)
        for turn in range(ROUNDS):
            ways = {TICK: lambda: _tick(engine, whole, folder), RAW: lambda: _raw(whole, folder, writes)}
            ways[JOBS] = lambda: jobs.fire(writes, _copy(whole, folder))
            for way in reversed(ways) if turn % 2 else ways:
                seconds[way].append(ways[way]())
        engine.dispose()
        return Ticked(Timed({way: tuple(each) for way, each in seconds.items()}), _by_hand(whole), idle)


def _settled(file: Path, whole: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(file, whole)


def _copy(whole: Path, folder: Path) -> Path:
    for old in folder.glob("copy.db*"):
        old.unlink()
    return Path(shutil.copy(whole, folder / "copy.db"))


def _tick(engine: Engine, whole: Path, folder: Path) -> float:
    """On the engine of a server that runs: what it has compiled stays, its connections do not."""
    engine.dispose()
    _copy(whole, folder)
    tick(engine, datetime(2010, 4, 1, 3, tzinfo=LONDON), LONDON)  # which opens one
    begun = time.perf_counter()
    found = tick(engine, NOW, LONDON)
    wall = time.perf_counter() - begun
    if found != DUE:
        raise RuntimeError(f"{found} reminders were due, not {DUE}")
    return wall


def _writes(engine: Engine, whole: Path, folder: Path) -> list[tuple[str, Sequence[tuple[Any, ...]]]]:
    """What a tick writes, as statements with their rows: by whoever looks at its tables before and after."""
    before = _rows(_copy(whole, folder))
    _tick(engine, whole, folder)
    after = _rows(folder / "copy.db")
    made = [_write(folder / "copy.db", table, before[table], after[table]) for table in _TABLES]
    if [len(rows) for _, rows in made][::2] != [DUE, DUE]:
        raise RuntimeError(f"a tick wrote {[len(rows) for _, rows in made]} rows of {_TABLES}")
    return made


def _write(
    file: Path, table: str, before: dict[int, tuple[Any, ...]], after: dict[int, tuple[Any, ...]]
) -> tuple[str, Sequence[tuple[Any, ...]]]:
    """The cheapest statement for what became of a table: its new rows, or the columns in which its old ones differ."""
    changed = [(before.get(key), row) for key, row in after.items() if before.get(key) != row]
    if all(was is None for was, _ in changed):
        return f"INSERT INTO {table} VALUES ({', '.join('?' * len(changed[0][1]))})", [row for _, row in changed]
    with closing(sqlite3.connect(file)) as connection:
        names = [about[1] for about in connection.execute(f"PRAGMA table_info({table})")]
    differs = [n for n in range(1, len(names)) if any(was is None or was[n] != row[n] for was, row in changed)]
    values = ", ".join(f"{names[n]} = ?" for n in differs)
    return f"UPDATE {table} SET {values} WHERE id = ?", [(*(row[n] for n in differs), row[0]) for _, row in changed]


def _rows(file: Path) -> Rows:
    with closing(sqlite3.connect(file)) as connection:
        return {table: {row[0]: row for row in connection.execute(f"SELECT * FROM {table}")} for table in _TABLES}


def connected(file: Path) -> sqlite3.Connection:
    """The bare driver, set as the program sets it."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "mmap_size=268435456",
                   "cache_size=-20000"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _raw(whole: Path, folder: Path, writes: Sequence[tuple[str, Sequence[tuple[Any, ...]]]]) -> float:
    with closing(connected(_copy(whole, folder))) as connection:
        connection.execute(_NEXT, ("2010-04-01",)).fetchall()  # as the tick had one before it, on its connection
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(_NEXT, (f"{TODAY}",)).fetchall()
        for statement, rows in writes:
            connection.executemany(statement, rows)
        connection.execute("COMMIT")
        wall = time.perf_counter() - begun
    if len(found) != DUE:
        raise RuntimeError(f"{len(found)} reminders were due, not {DUE}")
    return wall


def _by_hand(whole: Path) -> float:
    """Seconds of the bare query that finds nothing."""
    with closing(connected(whole)) as connection:
        took = []
        for _ in range(_IDLE):
            begun = time.perf_counter()
            connection.execute(_NEXT, ("2010-04-01",)).fetchall()
            took.append(time.perf_counter() - begun)
    return median(took)


def _idle(folder: Path) -> dict[int, list[Idle]]:
    files = {}
    for reminders in (FEW, MANY):
        with reminded(folder, reminders, None) as engine:
            files[reminders] = folder / f"{reminders}.db"
            source = Path(str(engine.url.database))
        _settled(source, files[reminders])
    found: dict[int, list[Idle]] = {reminders: [] for reminders in files}
    for turn in range(ROUNDS):
        for reminders in reversed(files) if turn % 2 else files:
            found[reminders].append(_in_a_process(files[reminders]))
    return found


def _in_a_process(file: Path) -> Idle:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.ticking", f"{file}"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return Idle(*json.loads(done.stdout))


def main() -> None:
    """Tick on a database with nothing due, as a process that has just started, and print what came of it."""
    begun, took = time.perf_counter(), []
    engine = engine_for(f"sqlite:///{sys.argv[1]}")
    for turn in range(_IDLE):
        one = time.perf_counter()
        if tick(engine, NOW, LONDON):
            raise RuntimeError("something was due")
        took.append(time.perf_counter() - one)
        begun = begun if turn else begun - time.perf_counter()
    with Path("/proc/self/statm").open() as file:
        held = int(file.read().split()[1]) * resource.getpagesize() / 1e6
    print(json.dumps([median(took), -begun, held]))


if __name__ == "__main__":
    main()
