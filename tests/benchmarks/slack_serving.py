"""One server to be measured, as a process of its own: the bot itself, or Bolt with a listener of a few lines."""

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.crossing import Crossing
from bot.dispatch import Dispatcher
from bot.serve import Server
from bot.settings import Settings
from bot.slack.manifest import COMMAND
from models.database import engine_for
from tests.benchmarks.by_hand import ITEM, ByHand
from tests.benchmarks.facts import LONDON
from tests.benchmarks.made_plan import NOW, OWNER
from tests.benchmarks.slack import BARE, BOT, PATH, SECRET

_KEY = "a key of at least thirty-two characters"
_CONSTANT = {"response_type": "ephemeral", "text": "Here."}


def main() -> None:
    """Serve a way until killed, and tell its port: on a database, with Slack at an address, and what to answer by hand."""
    way, url, api, answer = sys.argv[1:]
    if way == BOT:
        _bot(url, api)
    elif way == BARE:
        asyncio.run(_bolt(_CONSTANT, lambda: None))
    else:
        asyncio.run(_bolt(json.loads(answer), ByHand(url, OWNER).several(ITEM)))


def _told(port: int) -> None:
    print(port, flush=True)


def _bot(url: str, api: str) -> None:
    settings = Settings.read({
        "DATABASE_URL": url, "SECRET_KEY": _KEY, "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api, "PORT": "0",
    })  # fmt: skip
    engine = engine_for(url)
    bot = Dispatcher(engine, settings.secret_key, LONDON, lambda: NOW)
    with closing(Crossing(bot, engine)) as core:
        asyncio.run(Server(settings, engine, core).run(_told))


async def _bolt(answer: object, read: Callable[[], object]) -> None:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0COUNCIL", bot_user_id="U0BOT", bot_token="unused")

    async def listener(ack: AsyncAck) -> None:
        read()
        await ack(answer)  # type: ignore[arg-type]  # because Bolt takes any dictionary that is JSON

    app = AsyncApp(authorize=authorize, signing_secret=SECRET, process_before_response=True)
    app.command(COMMAND)(listener)
    runner = web.AppRunner(app.web_app(PATH))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    _told(runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
