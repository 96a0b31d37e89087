"""The one crossing from adapters, which are async, to the core, which is not."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

from bot.dispatch import Dispatcher
from handlers.request import Request
from models.card import Reply

_POSTGRESQL_THREADS = 8
Done = TypeVar("Done")


class Crossing:
    """Asks the dispatcher, on the loop only what cannot wait for a lock: SQLite's reads."""

    def __init__(self, bot: Dispatcher, engine: Engine) -> None:
        self.bot = bot
        self._here = engine.dialect.name == "sqlite"
        self._threads = ThreadPoolExecutor(1 if self._here else _POSTGRESQL_THREADS, thread_name_prefix="core")

    async def ask(self, request: Request) -> Reply:
        """The reply to a request."""
        if self._here and not self.bot.changes(request):
            return self.bot.ask(request)
        return await self.write(lambda: self.bot.ask(request))

    async def read(self, work: Callable[[], Done]) -> Done:
        """What `work` reads, briefly."""
        return work() if self._here else await self.write(work)

    async def write(self, work: Callable[[], Done]) -> Done:
        """What `work` gives, done on a thread that may wait for a lock."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Wait for what the threads are doing, and let them go."""
        self._threads.shutdown()
