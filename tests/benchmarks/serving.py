"""What getting ready to serve Slack costs, against importing what it needs; and what a server's memory grows by."""

import asyncio
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.made_plan import OWNER, SMALL
from tests.benchmarks.rounds import ROUNDS, Timed
from tests.benchmarks.slack import SECRET, USER, serving_bot
from tests.benchmarks.stores import ROOT, sqlite_copy
from tests.slack_fake import fake_slack

IMPORTS, SERVER = "importing", "ready to serve"
NEEDED = ("aiohttp.web", "slack_bolt.async_app", "sqlmodel", "apscheduler.schedulers.background")
"""What a server for Slack on SQLite needs of others."""
REQUESTS = 10_000
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Ready:
    """Wall seconds until either was ready, by round, and the megabytes each held at most by then."""

    timed: Timed
    megabytes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Grown:
    """Megabytes a server holds after its first hundred requests, and after ten thousand."""

    before: float
    after: float


def ready() -> Ready:
    """Start each in turn, after once to write what Python compiles."""
    seconds: dict[str, list[float]] = {IMPORTS: [], SERVER: []}
    held: dict[str, list[float]] = {IMPORTS: [], SERVER: []}
    with ExitStack() as stack:
        slack, folder = stack.enter_context(fake_slack()), Path(stack.enter_context(TemporaryDirectory()))
        environ = _environment(sqlite_copy(SMALL, folder), f"{slack.base}/api/")
        imports = ("-c", f"import {', '.join(NEEDED)}; print('ready', flush=True); import sys; sys.stdin.read()")
        for turn in range(-1, ROUNDS):
            for name, arguments in ((IMPORTS, imports), (SERVER, ("-m", "bot", "serve"))):
                took, megabytes = _until_ready(arguments, environ)
                if turn >= 0:
                    seconds[name].append(took)
                    held[name].append(megabytes)
    return Ready(
        Timed({name: tuple(each) for name, each in seconds.items()}),
        {name: median(each) for name, each in held.items()},
    )


def grown() -> Grown:
    """Ask a server the same question ten thousand times."""
    return asyncio.run(_grown())


async def _grown() -> Grown:
    with ExitStack() as stack:
        slack, folder = stack.enter_context(fake_slack()), Path(stack.enter_context(TemporaryDirectory()))
        slack.add(USER, OWNER)
        bot = stack.enter_context(serving_bot(sqlite_copy(SMALL, folder), f"{slack.base}/api/"))
        await bot.met()
        await bot.ask(100, _AT_ONCE)
        before = bot.megabytes()
        await bot.ask(REQUESTS, _AT_ONCE)
        return Grown(before, bot.megabytes())


def _until_ready(arguments: tuple[str, ...], environ: Mapping[str, str]) -> tuple[float, float]:
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            said = process.stdout.readline() if process.stdout else ""
            took = time.perf_counter() - begun
            if not said:
                raise RuntimeError(f"python {' '.join(arguments)} did not start")
            return took, _held_by(process.pid)
        finally:
            process.kill()


def _held_by(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _environment(url: str, api: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TEAMS_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {
        "DATABASE_URL": url, "SECRET_KEY": "a key of at least thirty-two characters", "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": api, "PORT": "0",
    }  # fmt: skip
