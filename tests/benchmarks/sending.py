"""What sending many reminders costs, against the bare client with the same payloads; and how near it comes to limits."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from aiohttp import ClientSession, TCPConnector
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine

from bot.settings import SlackSettings
from bot.slack.lending import lent_sender
from models.database import engine_for
from scheduler.relay import Relay, Sender
from tests.benchmarks.facts import LONDON
from tests.benchmarks.made_plan import NOW
from tests.benchmarks.queued import REMINDED, fill_outbox, requeue
from tests.benchmarks.rounds import Timed
from tests.benchmarks.stores import ROOT, postgresql, sqlite_copy
from tests.databases import running_postgresql

MESSAGES, AT_ONCE, ROUNDS = 1_000, 32, 3
BARE, OUTBOX = "the bare client", "through the outbox"


@dataclass(frozen=True, slots=True)
class Sent:
    """Seconds a message by way and round on one database, and the most connections the outbox's sender had."""

    store: str
    timed: Timed
    connections: int


class Slack:
    """A recording Slack that runs."""

    def __init__(self, port: int) -> None:
        self.api = f"http://127.0.0.1:{port}/api/"
        self._told = f"http://127.0.0.1:{port}/told"

    def told(self) -> dict[str, Any]:
        """What it took since it was last asked."""
        with urlopen(self._told) as answer:  # noqa: S310  because it is on this machine
            said: dict[str, Any] = json.load(answer)
        return said


@contextmanager
def slack(per_minute: int = 0, minute_s: float = 60.0, channel_s: float = 1.0) -> Iterator[Slack]:
    """One in a process of its own; with `per_minute` it holds to limits."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.sending_serving", f"{per_minute}", f"{minute_s}", f"{channel_s}"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield Slack(int(process.stdout.readline() if process.stdout else ""))
        finally:
            process.kill()


def sent() -> list[Sent]:
    """Each database in turn, SQLite first."""
    with ExitStack() as stack:
        folder, fake = Path(stack.enter_context(TemporaryDirectory())), stack.enter_context(slack())
        url = stack.enter_context(postgresql(REMINDED, stack.enter_context(running_postgresql()), folder))
        return [_sent("SQLite", sqlite_copy(REMINDED, folder), fake), _sent("PostgreSQL", url, fake)]


def _sent(store: str, url: str, fake: Slack) -> Sent:
    engine = engine_for(url)
    fill_outbox(engine, MESSAGES)
    seconds: dict[str, list[float]] = {BARE: [], OUTBOX: []}
    with lent_sender(SlackSettings("xoxb-test", api_url=fake.api, per_minute=0), engine, lambda _: None) as sender:
        _through(engine, sender)  # once before, which opens every conversation and fills what is kept
        said = fake.told()
        for _ in range(ROUNDS):
            requeue(engine)
            seconds[OUTBOX].append(_through(engine, sender))
            said = fake.told()
            seconds[BARE].append(asyncio.run(_bare(fake.api, [json.loads(each) for each in said["bodies"]])))
            fake.told()
    engine.dispose()
    timed = Timed({way: tuple(each / MESSAGES for each in found) for way, found in seconds.items()})
    return Sent(store, timed, said["connections"])


def _through(engine: Engine, sender: Sender) -> float:
    begun = time.perf_counter()
    went = Relay(engine, sender, LONDON, lambda: NOW, at_once=AT_ONCE).run()
    wall = time.perf_counter() - begun
    if went != MESSAGES:
        raise RuntimeError(f"{went} messages went, not {MESSAGES}")
    return wall


async def _bare(api: str, payloads: Sequence[dict[str, Any]]) -> float:
    """The SDK's own client with one session that is kept, so many at once."""
    waiting = iter(payloads)
    async with ClientSession(connector=TCPConnector(limit=AT_ONCE)) as session:
        client = AsyncWebClient("xoxb-test", base_url=api, session=session)

        async def post() -> None:
            for each in waiting:
                await client.api_call("chat.postMessage", json=each)

        begun = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(AT_ONCE)))
        return time.perf_counter() - begun
