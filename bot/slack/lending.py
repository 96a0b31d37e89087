"""A Slack sender for a command that has no event loop of its own."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from bot.lending import lent_loop
from bot.settings import SlackSettings
from bot.slack.connection import who_is
from bot.slack.pace import Pace
from bot.slack.sending import SlackSender
from bot.slack.web import Web
from handlers.identities import Profile


@contextmanager
def lent_sender(
    settings: SlackSettings, engine: Engine, meet: Callable[[Profile], object], pace: Pace | None = None
) -> Iterator[SlackSender]:
    """A sender, whose calls are made on a thread that ends with it. Raises SettingsError as `serve` does."""
    pace = pace or Pace(settings.per_minute)
    with lent_loop("slack") as loop:
        web = asyncio.run_coroutine_threadsafe(_web(settings), loop).result()
        try:
            who = asyncio.run_coroutine_threadsafe(who_is(web, settings), loop).result()
            yield SlackSender(web, loop, engine, meet, str(who.get("team_id", "")), pace)
        finally:
            asyncio.run_coroutine_threadsafe(web.close(), loop).result()


async def _web(settings: SlackSettings) -> Web:
    return Web(settings.api_url, settings.bot_token)
