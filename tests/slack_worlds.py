"""The real server on a real port, with a plan behind it and a recording Slack before it."""

import asyncio
import hmac
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.app import evidence_store
from bot.crossing import Crossing
from bot.serve import Server
from bot.settings import Settings
from tests.council import CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.slack_fake import BOT, PATIENCE, TEAM, FakeSlack, Json, fake_slack, running
from tests.worlds import KEY, Setting, World, opened

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105  because it locks nothing
PEOPLE = {"U0OWNER": PARTICIPATION, "U0CHAIR": CHAIR, "U0ADMIN": DIRECTOR, "U0VIEWER": VIEWER}
CHANNEL = "C0BOARD"
FORM = "application/x-www-form-urlencoded"


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
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with closing(connection):
            connection.request("POST", "/slack/events", body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())

    def signed(self, body: str | bytes, content_type: str, at: datetime | None = None, secret: str = SECRET) -> Answer:
        """Post a body as Slack signs it."""
        return self.post(body, signature(body, at or self.world.now, secret) | {"Content-Type": content_type})

    def command(self, user: str, text: str, **more: Any) -> Answer:
        return self.signed(self.command_body(user, text, **more), FORM)

    def command_body(self, user: str, text: str, **more: Any) -> str:
        number = next(self.numbers)
        fields = {
            "token": "x", "team_id": TEAM, "team_domain": "council", "channel_id": CHANNEL, "channel_name": "board",
            "user_id": user, "user_name": user.lower(), "command": "/ofsted", "text": text, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": f"{self.fake.base}/respond/r{number}",
            "trigger_id": f"{number}.1.abc",
        }  # fmt: skip
        return urlencode(fields | more)

    def interaction(self, user: str, kind: str, **more: Any) -> str:
        """The body of a button, a form or a shortcut."""
        number = next(self.numbers)
        payload = {
            "type": kind, "team": {"id": TEAM, "domain": "council"}, "user": {"id": user, "team_id": TEAM},
            "api_app_id": "A1", "token": "x", "trigger_id": f"{number}.1.abc", **more,
        }  # fmt: skip
        return urlencode({"payload": json.dumps(payload)})

    def interact(self, body: str) -> Answer:
        return self.signed(body, FORM)

    def press_body(self, user: str, command: str, *, message: Json | None = None, **box: Any) -> str:
        """Somebody presses a button that says `command`: on a card only they see, unless `message` is given."""
        url = f"{self.fake.base}/respond/press{next(self.numbers)}"
        action = {"type": "button", "action_id": "say:1", "block_id": "b", "value": command}
        container = {"type": "message", "message_ts": "1270000001.000100", "channel_id": CHANNEL} | box
        seen = {"message": message} if message else {}
        hidden = {} if message else {"is_ephemeral": True}
        return self.interaction(
            user, "block_actions", container=container | hidden, channel={"id": container["channel_id"]}, response_url=url,
            actions=[action], **seen,
        )  # fmt: skip

    def press(self, user: str, command: str, **more: Any) -> Answer:
        return self.interact(self.press_body(user, command, **more))

    def submit_body(self, user: str, view: Json, **values: str) -> str:
        """Somebody sends a view that the bot opened, with these answers to its fields."""
        return self.interaction(user, "view_submission", view={**view, **filled(view, values)}, response_urls=[])

    def submit(self, user: str, view: Json, **values: str) -> Answer:
        return self.interact(self.submit_body(user, view, **values))

    def event_body(self, event: Json, **more: Any) -> str:
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": f"Ev{next(self.numbers)}",
            "event_time": 1270000000, "event": event, "authorizations": [{"team_id": TEAM, "user_id": BOT}], **more,
        }  # fmt: skip
        return json.dumps(body)

    def event(self, event: Json, **more: Any) -> Answer:
        return self.signed(self.event_body(event, **more), "application/json")

    def message(self, user: str, text: str, **more: Any) -> Json:
        """What Slack says of a direct message to the bot."""
        number = next(self.numbers)
        return {
            "type": "message", "channel_type": "im", "channel": f"D{user}", "user": user, "text": text, "team": TEAM,
            "ts": f"1270000000.{number:06}", **more,
        }  # fmt: skip

    def mention(self, user: str, text: str, **more: Any) -> Json:
        return self.message(user, text) | {"type": "app_mention", "channel": CHANNEL, "channel_type": "channel"} | more

    def another_server(self, **more: str) -> AbstractContextManager[int]:
        """A second server on the same database, as a second replica or one that was started again."""
        return serving(self.world, self.fake, more)

    def met(self, *users: str) -> "SlackWorld":
        """Let people be known, so that what is tested comes second."""
        for user in users:
            told = len(self.fake.told("respond"))
            self.command(user, "help")
            self.fake.expect("respond", told + 1)
        return self

    def settled(self) -> None:
        """Wait until nothing is left to work off."""
        until = time.monotonic() + PATIENCE
        while {row[0] for row in self.inbox()} & {"received", "decided"} and time.monotonic() < until:
            time.sleep(0.02)

    def gone(self, user: str) -> None:
        """Wait until an account is linked to nobody."""
        until = time.monotonic() + PATIENCE
        while self.world.rows(f"SELECT id FROM identity WHERE external_id = '{user}'"):
            assert time.monotonic() < until, "still linked"
            time.sleep(0.02)

    def gone_guest(self, user: str) -> None:
        """Wait until an account is no guest's."""
        until = time.monotonic() + PATIENCE
        while self.world.rows(f"SELECT id FROM identity WHERE external_id = '{user}' AND guest"):
            assert time.monotonic() < until, "still a guest's"
            time.sleep(0.02)

    def settled_home(self, user: str) -> None:
        """Wait until it is remembered that somebody has opened their Home tab."""
        until = time.monotonic() + PATIENCE
        while not self.world.rows(f"SELECT id FROM identity WHERE external_id = '{user}' AND home"):
            assert time.monotonic() < until, "not remembered"
            time.sleep(0.02)

    def decided(self) -> None:
        """Wait until what came last is decided."""
        until = time.monotonic() + PATIENCE
        while "decided" not in {row[0] for row in self.inbox()} and time.monotonic() < until:
            time.sleep(0.02)

    def inbox(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.world.rows("SELECT state, payload, reply FROM inbox ORDER BY id")]


def filled(view: Json, values: Mapping[str, str]) -> Json:
    """A view's state as Slack sends it back: what was typed, else what stood there."""
    state: dict[str, Json] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name = block["block_id"].removeprefix("field:")
            state[block["block_id"]] = {block["element"]["action_id"]: _answer(block["element"], values.get(name))}
    return {"id": "V1", "hash": "1.a", "team_id": TEAM, "state": {"values": state}}


def _answer(element: Json, given: str | None) -> Json:
    kind = element["type"]
    if kind in {"static_select", "radio_buttons"}:
        chosen = {"value": given} if given else element.get("initial_option")
        return {"type": kind, "selected_option": chosen}
    if kind == "datepicker":
        return {"type": kind, "selected_date": given or element.get("initial_date")}
    return {"type": kind, "value": given or element.get("initial_value")}


def signature(body: str | bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, "sha256").hex()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def environ(fake: FakeSlack, url: str, **more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url, "SECRET_KEY": KEY.decode(), "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{fake.base}/api/", "PORT": "0", "EVIDENCE_URL": "memory://evidence",
        "SLACK_PER_MINUTE": "0", **more,
    }  # fmt: skip


@contextmanager
def slack_world(store: Store, folder: Path, **more: str) -> Iterator[SlackWorld]:
    """Everything running, for as long as the test does."""
    with opened(store, folder, Setting()) as world, fake_slack() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        fake.channels[CHANNEL] = {"id": CHANNEL, "is_ext_shared": False}
        with serving(world, fake, more) as port:
            yield SlackWorld(world, fake, port)


@contextmanager
def serving(
    world: World, fake: FakeSlack, more: Mapping[str, str] | None = None, *, reminding: bool = False
) -> Iterator[int]:
    """The server, in this process, on the world's database and its clock. It reminds nobody unless asked to."""
    settings = Settings.read(environ(fake, world.engine.url.render_as_string(hide_password=False), **(more or {})))
    world.bot._files = evidence_store(settings)
    with acknowledged_within(PATIENCE / 2), closing(Crossing(world.bot, world.engine)) as core:

        async def work(stop: asyncio.Event, ready: Callable[[int], None]) -> None:
            server = Server(settings, world.engine, core, reminding=reminding)
            ending = asyncio.create_task(_stop_when(stop, server))
            try:
                await server.run(ready)
            finally:
                ending.cancel()

        with running(work) as port:
            yield port


@contextmanager
def acknowledged_within(seconds: float) -> Iterator[None]:
    """Slack and Teams are told to wait for the rest after so long: in two or four seconds, a busy machine may stand still."""
    with pytest.MonkeyPatch.context() as patch:
        for budget in ("bot.slack.adapter._BUDGET", "bot.teams.invokes._BUDGET"):
            patch.setattr(budget, seconds)
        yield


async def _stop_when(stop: asyncio.Event, server: Server) -> None:
    await stop.wait()
    server.stop()
