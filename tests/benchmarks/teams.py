"""What one turn of Teams costs, against aiohttp with PyJWT and a stock botbuilder echo bot; and sixty messages at once.

The connector that takes the replies runs here, beside what asks, and never in the process that is measured.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, web
from typing_extensions import override

from bot.settings import Settings
from bot.teams.connection import PATH
from bot.teams.connector import Connector, Place
from bot.teams.credentials import Credentials
from bot.teams.limits import Limits
from tests.benchmarks.made_plan import NOW, OWNER, SMALL
from tests.benchmarks.slack import AT_ONCE, Posted, Serving, in_turns
from tests.benchmarks.stores import ROOT, sqlite_copy
from tests.teams_fake import APP, CHANNEL, PASSWORD, TENANT, FakeTeams, Json, fake_teams
from tests.teams_fake import BOT as BOT_ID

ASKED = "status rec 4"
FLOOR, STOCK, BOT = "aiohttp + PyJWT", "stock botbuilder, echo", "the bot"
FLOOR_PRESSED, BOT_PRESSED = f"{FLOOR}: card action", f"{BOT}: card action"
MESSAGES, TURNS = 60, 1_000
USER = "aad-owner"
_ROUNDS = 5
_A_TURN = 0.3  # seconds of one way in one round
_SLOW = 1.0  # seconds the connector takes for each of sixty
_PATIENCE = 20.0
_MEETINGS = 100


@dataclass(frozen=True, slots=True)
class Sixty:
    """Seconds one message takes, and sixty that are given at once: at our own pace of so many `per_second`, and free."""

    one: float
    paced: float
    free: float
    per_second: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What Teams' turns cost, and how often the bot asked for a token in so many of them."""

    posts: tuple[Posted, ...]
    sixty: Sixty
    token_fetches: int
    turns: int


class _Taking:
    """A connector that takes what it is sent, after some `seconds`; each reply ends the turn that waits longest."""

    def __init__(self, fake: FakeTeams) -> None:
        self.service = ""
        self.seconds = 0.0
        self._fake = fake
        self._ids = count(1)
        self._waiting: deque[asyncio.Future[bytes]] = deque()

    def reply(self) -> "asyncio.Future[bytes]":
        """The next reply that nobody waits for yet."""
        self._waiting.append(asyncio.get_running_loop().create_future())
        return self._waiting[-1]

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        """Take a message, or say who somebody is."""
        if request.method == "GET":
            return web.json_response(self._fake.people[USER])
        said = await request.read()
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if self._waiting:
            self._waiting.popleft().set_result(said)
        return web.Response(status=201, text=f'{{"id": "1:{next(self._ids)}"}}', content_type="application/json")


class _Asked(Serving):
    """A server that runs, and the turns it is given: what it was asked, and the reply that came to the connector."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, connector: _Taking, token: str) -> None:
        super().__init__(process, port, "", None)
        self._address = f"http://127.0.0.1:{port}{PATH}"
        self._connector = connector
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._fewest = 0
        self.pressing = False
        self.turns = 0

    def pressed(self) -> "_Asked":
        """The same server, asked by a button."""
        other = copy(self)
        other.pressing, other._fewest = True, 0
        return other

    @override
    async def met(self) -> str:
        """Ask until the answer itself comes, and give it; none that is shorter by half counts from then on."""
        said = ""
        async with ClientSession() as session:
            for _ in range(_MEETINGS):
                said = await self._post(session)
                if '"AdaptiveCard"' in said and "Action." in said:
                    self._fewest = len(said) // 2
                    return said
                await asyncio.sleep(0.1)
        raise RuntimeError(f"it does not answer {ASKED!r}, but: {said[:400]}")

    @override
    async def _post(self, session: ClientSession) -> str:
        self.turns += 1
        reply = None if self.pressing else self._connector.reply()
        async with session.post(self._address, data=json.dumps(self._activity()), headers=self._headers) as answer:
            said = await answer.text()
            if answer.status != 200:
                raise RuntimeError(f"answered {answer.status}: {said[:200]}")
        if reply is not None:
            said = (await asyncio.wait_for(reply, _PATIENCE)).decode()
        if len(said) < self._fewest:
            raise RuntimeError(f"this is no answer to {ASKED!r}: {said[:400]}")
        return said

    def _activity(self) -> Json:
        shown = ASKED.capitalize() if self.turns % 2 else ASKED
        about = {
            "id": f"f:{next(self._numbers)}", "timestamp": "2010-04-07T08:00:00.000Z", "channelId": CHANNEL,
            "serviceUrl": self._connector.service, "locale": "en-GB",
            "from": {"id": f"29:{USER}", "name": "Somebody", "aadObjectId": USER},
            "recipient": {"id": BOT_ID, "name": "Improvement plan"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{USER}"},
            "channelData": {"tenant": {"id": TENANT}},
        }  # fmt: skip
        if not self.pressing:
            return {**about, "type": "message", "text": shown, "textFormat": "plain"}
        action = {"type": "Action.Execute", "verb": "say", "data": {"say": shown}}
        value = {"action": action, "trigger": "manual"}
        return {**about, "type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": "1:card"}


def spoken(rounds: int = _ROUNDS, seconds: float = _A_TURN) -> Spoken:
    """Every way in turn, there and back, for each number at once; on SQLite, from a copy of the small plan."""
    return asyncio.run(_spoken(rounds, seconds))


async def _spoken(rounds: int, seconds: float) -> Spoken:
    with ExitStack() as stack:
        fake, folder = stack.enter_context(fake_teams()), Path(stack.enter_context(TemporaryDirectory()))
        fake.add(USER, OWNER)
        async with _connector(fake) as connector:
            sixty = await _sixty(fake, connector)
            fake.token_fetches = 0
            bot = stack.enter_context(_serving(BOT, sqlite_copy(SMALL, folder), fake, connector))
            await bot.met()
            await bot.ask(TURNS, max(AT_ONCE))
            fetches, turns = fake.token_fetches, bot.turns
            floor = stack.enter_context(_serving(FLOOR, "", fake, connector))
            stock = stack.enter_context(_serving(STOCK, "", fake, connector))
            ways = {
                FLOOR: floor, FLOOR_PRESSED: floor.pressed(), STOCK: stock, BOT: bot, BOT_PRESSED: bot.pressed(),
            }  # fmt: skip
            await ways[BOT_PRESSED].met()
            posts = [await in_turns(ways, at_once, rounds, seconds) for at_once in AT_ONCE]
    return Spoken(tuple(posts), sixty, fetches, turns)


@asynccontextmanager
async def _connector(fake: FakeTeams) -> AsyncIterator[_Taking]:
    connector = _Taking(fake)
    runner = web.ServerRunner(web.Server(connector.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    connector.service = f"http://127.0.0.1:{runner.addresses[0][1]}/emea/"
    yield connector
    await runner.cleanup()


@contextmanager
def _serving(way: str, url: str, fake: FakeTeams, connector: _Taking) -> Iterator[_Asked]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TEAMS_"))}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.teams_serving", way, url, fake.base],
        cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            port = process.stdout.readline() if process.stdout else ""
            if not port:
                raise RuntimeError(f"{way} does not start")
            now = NOW if way == BOT else datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251  because others read the real clock
            yield _Asked(process, int(port), connector, fake.token(now, serviceurl=connector.service))
        finally:
            process.kill()


async def _sixty(fake: FakeTeams, connector: _Taking) -> Sixty:
    settings = Settings.read({
        "SECRET_KEY": "a key of at least thirty-two characters", "TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD,
        "TEAMS_TENANT_ID": TENANT, "TEAMS_TOKEN_URL": f"{fake.base}/token",
    }).teams()  # fmt: skip
    if settings is None:
        raise RuntimeError("Teams is not set up")
    credentials = Credentials(settings, lambda: NOW)

    async def took(messages: int, per_second: int) -> float:
        calls = Connector(credentials, Limits(per_second))
        begun = time.perf_counter()
        places = [Place(connector.service, f"a:{number}") for number in range(messages)]
        await asyncio.gather(*(calls.send(place, {"type": "message", "text": "Due."}) for place in places))
        wall = time.perf_counter() - begun
        await calls.close()
        return wall

    connector.seconds = _SLOW
    try:
        await credentials.token()
        one, pace = await took(1, MESSAGES), settings.per_second
        return Sixty(one, await took(MESSAGES, pace), await took(MESSAGES, MESSAGES), pace)
    finally:
        connector.seconds = 0.0
        await credentials.close()
