"""A Teams sender for a command that has no event loop of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Engine

from bot.crossing import Crossing
from bot.dispatch import Dispatcher
from bot.lending import lent_loop
from bot.settings import TeamsSettings
from bot.teams.answering import Answering
from bot.teams.chats import Chats
from bot.teams.connection import proved
from bot.teams.connector import Connector
from bot.teams.credentials import Credentials
from bot.teams.limits import Limits
from bot.teams.sending import TeamsSender
from bot.teams.standing import Standing


@contextmanager
def lent_sender(settings: TeamsSettings, engine: Engine, bot: Dispatcher) -> Iterator[TeamsSender]:
    """A sender, whose calls are made on a thread that ends with it. Raises SettingsError as `serve` does."""
    with lent_loop("teams") as loop, closing(Crossing(bot, engine)) as core:
        credentials, connector = asyncio.run_coroutine_threadsafe(_connected(settings, bot), loop).result()
        try:
            asyncio.run_coroutine_threadsafe(proved(credentials), loop).result()
            chats = Chats(engine, bot.now)
            answering = Answering(connector, chats, core, settings, Standing(core, engine), bot.now)
            yield TeamsSender(connector, chats, answering, engine, loop)
        finally:
            asyncio.run_coroutine_threadsafe(_closed(credentials, connector), loop).result()


async def _connected(settings: TeamsSettings, bot: Dispatcher) -> tuple[Credentials, Connector]:
    credentials = Credentials(settings, bot.now)
    return credentials, Connector(credentials, Limits(settings.per_second))


async def _closed(credentials: Credentials, connector: Connector) -> None:
    await connector.close()
    await credentials.close()
