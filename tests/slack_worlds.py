"""The real server on a real port, with a plan behind it and a recording Slack before it."""

import asyncio
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bot.crossing import Crossing
from bot.serve import Server
from bot.settings import Settings
from tests.council import CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.slack_fake import TEAM, FakeSlack, Json, fake_slack, running
from tests.worlds import KEY, Setting, World, opened

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105  because it locks nothing
PEOPLE = {"U0OWNER": PARTICIPATION, "U0CHAIR": CHAIR, "U0ADMIN": DIRECTOR, "U0VIEWER": VIEWER}
CHANNEL = "C0BOARD"


@dataclass(frozen=True)
class Answer:
    """What came back from the door."""

    status: int
    text: str

    @property
    def json(self) -> Json:
        return json.loads(self.text) if self.text else {}


@dataclass
class SlackWorld:
    """What tests say to the server as Slack would, and what the fake Slack heard."""

    world: World
    fake: FakeSlack
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, body: str | bytes, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            connection.request("POST", "/slack/events", body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())

    def signed(self, body: str | bytes, content_type: str, at: datetime | None = None, secret: str = SECRET) -> Answer:
        """Post a body as Slack signs it."""
        return self.post(body, signature(body, at or self.world.now, secret) | {"Content-Type": content_type})

    def command(self, user: str, text: str, **more: Any) -> Answer:
        return self.signed(self.command_body(user, text, **more), "application/x-www-form-urlencoded")

    def command_body(self, user: str, text: str, **more: Any) -> str:
        number = next(self.numbers)
        fields = {
            "token": "x", "team_id": TEAM, "team_domain": "council", "channel_id": CHANNEL, "channel_name": "board",
            "user_id": user, "user_name": user.lower(), "command": "/ofsted", "text": text, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": f"{self.fake.base}/respond/r{number}",
            "trigger_id": f"{number}.1.abc",
        }  # fmt: skip
        return urlencode(fields | more)

    def met(self, *users: str) -> "SlackWorld":
        """Let people be known, so that what is tested comes second."""
        for user in users:
            told = len(self.fake.told("respond"))
            self.command(user, "help")
            self.fake.expect("respond", told + 1)
        return self

    def inbox(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.world.rows("SELECT state, payload, reply FROM inbox ORDER BY id")]


def signature(body: str | bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, "sha256").hex()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def environ(fake: FakeSlack, url: str, **more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url, "SECRET_KEY": KEY.decode(), "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{fake.base}/api/", "PORT": "0", **more,
    }  # fmt: skip


@contextmanager
def slack_world(store: Store, folder: Path, setting: Setting | None = None, **more: str) -> Iterator[SlackWorld]:
    """Everything running, for as long as the test does."""
    with opened(store, folder, setting or Setting()) as world, fake_slack() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        fake.channels[CHANNEL] = {"id": CHANNEL, "is_ext_shared": False}
        with serving(world, fake, **more) as port:
            yield SlackWorld(world, fake, port)


@contextmanager
def serving(world: World, fake: FakeSlack, **more: str) -> Iterator[int]:
    """The server, in this process, on the world's database and its clock."""
    settings = Settings.read(environ(fake, world.engine.url.render_as_string(hide_password=False), **more))
    with closing(Crossing(world.bot, world.engine)) as core:

        async def work(stop: asyncio.Event, ready: Callable[[int], None]) -> None:
            server = Server(settings, world.engine, core)
            ending = asyncio.create_task(_stop_when(stop, server))
            try:
                await server.run(ready)
            finally:
                ending.cancel()

        with running(work) as port:
            yield port


async def _stop_when(stop: asyncio.Event, server: Server) -> None:
    await stop.wait()
    server.stop()
