"""The real server on a real port, with a plan behind it and a recording Teams before it."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import evidence_store
from bot.crossing import Crossing
from bot.serve import Server
from bot.settings import Settings
from tests.council import CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.slack_fake import PATIENCE, running
from tests.slack_worlds import Answer, _stop_when, acknowledged_within
from tests.teams_fake import APP, BOT, CHANNEL, PASSWORD, TENANT, FakeTeams, Json, fake_teams
from tests.worlds import KEY, Setting, World, opened

OWNER, THE_CHAIR, ADMIN, READER = "aad-owner", "aad-chair", "aad-admin", "aad-viewer"
PEOPLE = {OWNER: PARTICIPATION, THE_CHAIR: CHAIR, ADMIN: DIRECTOR, READER: VIEWER}
TEAM = "19:board@thread.tacv2"


@dataclass
class TeamsWorld:
    """What tests say to the server as Teams would, and what the fake Teams heard."""

    world: World
    fake: FakeTeams
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, body: str | bytes, headers: Mapping[str, str] | None = None) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", "/api/messages", body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())

    def get(self, path: str) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())

    def signed(self, body: Json | str | bytes, **claims: Any) -> Answer:
        """Post an activity as Teams signs it."""
        said = json.dumps(body) if isinstance(body, dict) else body
        token = self.fake.token(self.world.now, **claims)
        return self.post(said, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})

    def activity(self, user: str, kind: str, **more: Any) -> Json:
        """What Teams says of something that somebody did in their own chat with the bot."""
        number = next(self.numbers)
        return {
            "type": kind, "id": f"f:{number}", "timestamp": "2010-04-07T08:00:00.000Z", "channelId": CHANNEL,
            "serviceUrl": self.fake.service, "locale": "en-GB",
            "from": {"id": f"29:{user}", "name": "Somebody", "aadObjectId": user},
            "recipient": {"id": BOT, "name": "Improvement plan"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{user}"},
            "channelData": {"tenant": {"id": TENANT}}, **more,
        }  # fmt: skip

    def message(self, user: str, text: str, **more: Any) -> Json:
        """Somebody writes to the bot."""
        return self.activity(user, "message", text=text, textFormat="plain", **more)

    def says(self, user: str, text: str, **more: Any) -> Answer:
        return self.signed(self.message(user, text, **more))

    def in_channel(self, user: str, text: str, kind: str = "channel") -> Json:
        """Somebody names the bot where others read too."""
        sign = "<at>Improvement plan</at>"
        mention = {"type": "mention", "mentioned": {"id": BOT, "name": "Improvement plan"}, "text": sign}
        where = {"conversationType": kind, "tenantId": TENANT, "isGroup": True, "id": f"{TEAM};messageid=12"}
        return self.message(user, f"{sign}&nbsp;{text}\n", entities=[mention], conversation=where)

    def invoke(self, user: str, name: str, value: Json, **more: Any) -> Answer:
        return self.signed(self.activity(user, "invoke", name=name, value=value, **more))

    def press_body(self, user: str, data: Json, card: str = "1:card", **more: Any) -> Json:
        """Somebody presses a button of a card."""
        action = {"type": "Action.Execute", "verb": "say", "data": data}
        value = {"action": action, "trigger": "manual"}
        return self.activity(user, "invoke", name="adaptiveCard/action", value=value, replyToId=card, **more)

    def press(self, user: str, command: str, **more: Any) -> Answer:
        return self.signed(self.press_body(user, {"say": command}, **more))

    def sends(self, user: str, command: str, **answers: str) -> Answer:
        """Somebody fills in a form that stands on a card."""
        return self.signed(self.press_body(user, {"form": command, **answers}))

    def met(self, *users: str) -> "TeamsWorld":
        """Let people be known, so that what is tested comes second."""
        for user in users:
            told = len(self.fake.told("send", f"a:{user}"))
            self.says(user, "help")
            self.fake.expect(told + 1, conversation=f"a:{user}")
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until nothing is left to work off."""
        until = time.monotonic() + PATIENCE
        while {row[0] for row in self.inbox()} & {"received", "decided"} and time.monotonic() < until:
            time.sleep(0.02)

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < until, "it never came to be so"
            time.sleep(0.02)

    def inbox(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.world.rows("SELECT state, payload, reply FROM inbox ORDER BY id")]

    def another_server(self, **more: str) -> AbstractContextManager[int]:
        """A second server on the same database, as a second replica or one that was started again."""
        return serving(self.world, self.fake, more)


def card_in(message: Json, place: int = 0) -> Json:
    """A card that a message holds."""
    return dict(message["attachments"][place]["content"])


def commands_in(shown: object) -> list[str]:
    """What the buttons of anything shown would say, in order, each once."""
    found: list[str] = []
    if isinstance(shown, dict):
        own = shown.get("say")
        parts = [each for name, each in shown.items() if name != "fallback"]
        found = ([own] if isinstance(own, str) else []) + [each for part in parts for each in commands_in(part)]
    elif isinstance(shown, list):
        found = [each for part in shown for each in commands_in(part)]
    return list(dict.fromkeys(found))


def environ(fake: FakeTeams, url: str, **more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url, "SECRET_KEY": KEY.decode(), "TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD,
        "TEAMS_TENANT_ID": TENANT, "TEAMS_OPENID_URL": f"{fake.base}/openid", "TEAMS_TOKEN_URL": f"{fake.base}/token",
        "PORT": "0", "EVIDENCE_URL": "memory://evidence", **more,
    }  # fmt: skip


@contextmanager
def teams_world(store: Store, folder: Path, **more: str) -> Iterator[TeamsWorld]:
    """Everything running, for as long as the test does."""
    with opened(store, folder, Setting()) as world, fake_teams() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with serving(world, fake, more) as port:
            yield TeamsWorld(world, fake, port)


@contextmanager
def serving(world: World, fake: FakeTeams, more: Mapping[str, str] | None = None) -> Iterator[int]:
    """The server, in this process, on the world's database and its clock. It reminds nobody."""
    settings = Settings.read(environ(fake, world.engine.url.render_as_string(hide_password=False), **(more or {})))
    world.bot._files = evidence_store(settings)
    with acknowledged_within(PATIENCE / 2), closing(Crossing(world.bot, world.engine)) as core:

        async def work(stop: asyncio.Event, ready: Callable[[int], None]) -> None:
            server = Server(settings, world.engine, core, reminding=False)
            ending = asyncio.create_task(_stop_when(stop, server))
            try:
                await server.run(ready)
            finally:
                ending.cancel()

        with running(work) as port:
            yield port
