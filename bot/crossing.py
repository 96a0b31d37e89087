"""The one crossing from adapters, which are async, to the core, which is not."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from sqlalchemy import Engine

from bot.dispatch import Dispatcher
from bot.tally import Tally
from handlers.request import Request
from models.card import Reply

_POSTGRESQL_THREADS = 8
Done = TypeVar("Done")
Item = TypeVar("Item")


class Crossing:
    """Asks the dispatcher, on the loop only what cannot wait for a lock: SQLite's reads."""

    def __init__(self, bot: Dispatcher, engine: Engine) -> None:
        self.bot = bot
        self.tally = Tally()
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


class Together(Generic[Item, Done]):
    """What is to be written while the writer is busy, written in one go once it is free: one commit for many.

    `work` does all it is given or nothing, and gives what came of each. What fails for several is tried one by one,
    so that nobody's failure is another's.
    """

    def __init__(self, core: Crossing, work: Callable[[Sequence[Item]], Sequence[Done]]) -> None:
        self._core = core
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Done]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Done:
        """What came of it, once it is written. Raises what `work` does."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Done] = loop.create_future()
        self._waiting.append((item, done))
        if self._working is None or self._working.done():
            self._working = loop.create_task(self._work_off())
        return await done

    async def _work_off(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            if not await self._done(taken) and len(taken) > 1:
                for each in taken:
                    await self._done([each])

    async def _done(self, taken: list[tuple[Item, "asyncio.Future[Done]"]]) -> bool:
        """Write these and tell whoever waits; of several that fail nobody is told yet."""
        try:
            came = await self._core.write(lambda: self._work([item for item, _ in taken]))
        except Exception as error:  # noqa: BLE001  because it is raised where the work was asked for
            if len(taken) == 1 and not taken[0][1].done():
                taken[0][1].set_exception(error)
            return False
        for (_, done), found in zip(taken, came, strict=True):
            if not done.done():  # as it is where whoever waited was told to stop
                done.set_result(found)
        return True
