"""What `/ofsted status rec 4` costs over signed HTTP, against Bolt with a bare listener and the same facts by hand."""

import asyncio
import hmac
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from aiohttp import ClientSession

from bot.slack.manifest import COMMAND
from tests.benchmarks.made_plan import LARGE, NOW, OWNER, SMALL
from tests.benchmarks.rounds import ROUNDS, Timed
from tests.benchmarks.stores import ROOT, sqlite_copy, sqlite_file
from tests.slack_fake import TEAM, fake_slack

ASKED = "status rec 4"
BARE, BY_HAND, BOT = "bare Bolt", "Bolt, by hand", "the bot"
PATH = "/slack/events"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105  because it locks nothing
AT_ONCE = (1, 32)
USER, _CHANNEL = "U0OWNER", "D0OWNER"
_A_TURN = 1.0  # seconds of one way in one round
_FORM = "application/x-www-form-urlencoded"
_MEETINGS = 100


@dataclass(frozen=True, slots=True)
class Posted:
    """So many at once, by way and round: seconds of the server's processor, and of the clock, for each request.

    `usual` and `slowest` are the median and the 99th percentile of how long one took to be answered.
    """

    at_once: int
    processor: Timed
    wall: Timed
    usual: Timed
    slowest: Timed


@dataclass(frozen=True, slots=True)
class _Turn:
    processor: float
    wall: float
    usual: float
    slowest: float


class Serving:
    """A server that runs, and what is posted to it. `clock` is the moment it takes for now, or None for the real one."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, api: str, clock: float | None) -> None:
        self._process = Path(f"/proc/{process.pid}")
        self._url = f"http://127.0.0.1:{port}{PATH}"
        self._respond = api.replace("/api/", "/respond/r")
        self._clock = clock
        self._numbers = count(1)

    async def met(self) -> str:
        """Ask until the answer itself comes, and give it."""
        said = ""
        async with ClientSession() as session:
            for _ in range(_MEETINGS):
                said = await self._post(session)
                if '"blocks"' in said:
                    return said
                await asyncio.sleep(0.1)
        raise RuntimeError(f"it does not answer {ASKED!r}, but: {said[:200]}")

    async def turn(self, at_once: int, seconds: float) -> _Turn:
        """Keep so many requests under way for some seconds."""
        took: list[float] = []
        async with ClientSession() as session:
            await self._post(session)
            before, begun = self._processor(), time.perf_counter()
            await asyncio.gather(*(self._poster(session, begun + seconds, took) for _ in range(at_once)))
            wall, used = time.perf_counter() - begun, self._processor() - before
        slowest = quantiles(took, n=100)[-1] if len(took) > 1 else took[0]
        return _Turn(used / len(took), wall / len(took), median(took), slowest)

    async def ask(self, requests: int, at_once: int) -> None:
        """Post so many requests."""
        async with ClientSession() as session:
            for _ in range(0, requests, at_once):
                await asyncio.gather(*(self._post(session) for _ in range(at_once)))

    def megabytes(self) -> float:
        """What the server holds in memory now."""
        pages = int((self._process / "statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6

    async def _poster(self, session: ClientSession, until: float, took: list[float]) -> None:
        while (begun := time.perf_counter()) < until:
            await self._post(session)
            took.append(time.perf_counter() - begun)

    async def _post(self, session: ClientSession) -> str:
        body = self._body()
        stamp = str(int(self._clock or time.time()))  # noqa: TID251  because Bolt itself reads the real clock
        sealed = hmac.digest(SECRET.encode(), f"v0:{stamp}:{body}".encode(), "sha256").hex()
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={sealed}", "Content-Type": _FORM}
        async with session.post(self._url, data=body, headers=headers) as answer:
            text = await answer.text()
            if answer.status != 200:
                raise RuntimeError(f"answered {answer.status}: {text[:200]}")
            return text

    def _body(self) -> str:
        number = next(self._numbers)
        return urlencode({
            "token": "x", "team_id": TEAM, "team_domain": "council", "channel_id": _CHANNEL, "channel_name": "dm",
            "user_id": USER, "user_name": "owner", "command": COMMAND, "text": ASKED.capitalize() if number % 2 else ASKED, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": f"{self._respond}{number}",
            "trigger_id": f"{number}.1.abc",
        })  # fmt: skip

    def _processor(self) -> float:
        """Seconds of processor that its threads have used."""
        return (
            sum(int((task / "schedstat").read_text().split()[0]) for task in (self._process / "task").iterdir()) / 1e9
        )


def posted(rounds: int = ROUNDS, seconds: float = _A_TURN) -> list[Posted]:
    """Every way in turn, there and back, for each number at once; on SQLite, from copies of the kept plans."""
    return asyncio.run(_posted(rounds, seconds))


async def _posted(rounds: int, seconds: float) -> list[Posted]:
    with ExitStack() as stack:
        ways = await _ways(stack)
        return [await in_turns(ways, at_once, rounds, seconds) for at_once in AT_ONCE]


async def _ways(stack: ExitStack) -> dict[str, Serving]:
    slack, folder = stack.enter_context(fake_slack()), Path(stack.enter_context(TemporaryDirectory()))
    slack.add(USER, OWNER)
    api = f"{slack.base}/api/"
    ways = {BARE: stack.enter_context(_serving(BARE, "", api))}
    for size in (SMALL, LARGE):
        bot = stack.enter_context(serving_bot(sqlite_copy(size, folder), api))
        answer = await bot.met()
        hand = stack.enter_context(_serving(BY_HAND, f"sqlite:///{sqlite_file(size)}", api, answer))
        if await hand.met() != answer:
            raise ValueError(f"the sides answer differently on the {size.name} plan")
        ways |= {f"{size.name}: {BY_HAND}": hand, f"{size.name}: {BOT}": bot}
    return ways


def serving_bot(url: str, api: str) -> AbstractContextManager[Serving]:
    """The bot, serving from a database."""
    return _serving(BOT, url, api)


@contextmanager
def _serving(way: str, url: str, api: str, answer: str = "") -> Iterator[Serving]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.slack_serving", way, url, api, answer],
        cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            port = process.stdout.readline() if process.stdout else ""
            if not port:
                raise RuntimeError(f"{way} does not start")
            yield Serving(process, int(port), api, NOW.timestamp() if way == BOT else None)
        finally:
            process.kill()


async def in_turns(ways: Mapping[str, Serving], at_once: int, rounds: int, seconds: float) -> Posted:
    """Each way in turn, there and back, with so many at once."""
    turns: dict[str, list[_Turn]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name in reversed([*ways]) if turn % 2 else ways:
            turns[name].append(await ways[name].turn(at_once, seconds))

    def of(what: str) -> Timed:
        return Timed({name: tuple(getattr(turn, what) for turn in found) for name, found in turns.items()})

    return Posted(at_once, of("processor"), of("wall"), of("usual"), of("slowest"))
