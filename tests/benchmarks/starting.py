"""What starting the console costs in time and memory, against a process that only imports the libraries it needs."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.benchmarks.made_plan import OWNER, SMALL
from tests.benchmarks.rounds import ROUNDS, Timed
from tests.benchmarks.stores import ROOT, sqlite_file

PYTHON, LIBRARIES, CONSOLE = "Python itself", "the libraries", "the console"
NEEDED = ("sqlmodel", "sqlalchemy.dialects.sqlite.pysqlite", "sqlite3", "dateutil.relativedelta")
"""What the console imports of others to answer from an SQLite database; the rest comes with these."""
_WAYS = {
    PYTHON: ("-c", "pass"),
    LIBRARIES: ("-c", f"import {', '.join(NEEDED)}"),
    CONSOLE: ("-m", "bot", "console", "--as", OWNER, "--say", "help"),
}
_LOADED = "import sys, json; {run}; json.dump(sorted({{name.partition('.')[0] for name in sys.modules}}), sys.stderr)"
_RUN = f"from bot.__main__ import main; main({list(_WAYS[CONSOLE][2:])!r})"
_FROM_A_SMALL_ONE = """import os, sys
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
sys.stderr.write(f" {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))"""
_MEGABYTE = 1_024  # ru_maxrss counts in units of 1,024 bytes


@dataclass(frozen=True, slots=True)
class Started:
    """Wall seconds by way and round, the most memory each took, and what the console loads that it need not."""

    timed: Timed
    processor: Timed
    megabytes: Mapping[str, float]
    unneeded: tuple[str, ...]


def started() -> Started:
    """Start each way in turn, after once to write what Python compiles."""
    wall: dict[str, list[float]] = {name: [] for name in _WAYS}
    processor: dict[str, list[float]] = {name: [] for name in _WAYS}
    memory: dict[str, list[float]] = {name: [] for name in _WAYS}
    for turn in range(-1, ROUNDS):
        for name in reversed(_WAYS) if turn % 2 else _WAYS:
            seconds, used = _one(_WAYS[name])
            if turn >= 0:
                wall[name].append(seconds)
                processor[name].append(used.ru_utime + used.ru_stime)
                memory[name].append(_most_memory(_WAYS[name]))
    return Started(
        Timed({name: tuple(found) for name, found in wall.items()}),
        Timed({name: tuple(found) for name, found in processor.items()}),
        {name: median(found) for name, found in memory.items()},
        _unneeded(),
    )


def _one(arguments: tuple[str, ...]) -> tuple[float, Any]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    with process:
        if process.returncode:
            raise RuntimeError(f"python {' '.join(arguments)} failed: {process.stderr and process.stderr.read()!r}")
    return seconds, used


def _most_memory(arguments: tuple[str, ...]) -> float:
    """Megabytes at most, started by a process that is small: a child is counted with what its parent held."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", _FROM_A_SMALL_ONE, sys.executable, *arguments],
        cwd=ROOT, env=_environment(), capture_output=True, check=True,
    )  # fmt: skip
    return int(done.stderr.split()[-1]) / _MEGABYTE


def _unneeded() -> tuple[str, ...]:
    """Packages of others that the console loads and the libraries it needs do not."""
    ours = {"bot", "handlers", "models", "scheduler"}
    console, libraries = _packages(_RUN), _packages(_WAYS[LIBRARIES][1])
    return tuple(sorted(console - libraries - ours - set(sys.stdlib_module_names)))


def _packages(run: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(run=run)], cwd=ROOT, env=_environment(), capture_output=True, check=True
    )
    return set(json.loads(done.stderr))


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TEAMS_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {
        "DATABASE_URL": f"sqlite:///{sqlite_file(SMALL)}",
        "SECRET_KEY": "a key of at least thirty-two characters",
    }
