"""Deliveries on their way: taken in once, decided, told, and taken up again where somebody left them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.crossing import Crossing
from bot.dispatch import Foreseen
from bot.inbox import Delivery, Inbox, Route, Unfinished
from bot.tasks import Tasks
from models.card import Reply

log = logging.getLogger(__name__)
_MOST_TRIES = 5
_REMEMBERED_S = 60
Decide = Callable[[Delivery], Awaitable[Reply]]
Tell = Callable[[Route, Reply], Awaitable[bool]]
Give = Callable[[Route, Reply], None]


class Desk:
    """One platform's deliveries.

    `decide` gives the reply to one; `tell` tells it, and says whether it could; `give` begins to deliver its files.
    """

    def __init__(self, core: Crossing, inbox: Inbox, tasks: Tasks, decide: Decide, tell: Tell, give: Give) -> None:
        self._core = core
        self._inbox = inbox
        self._tasks = tasks
        self._decide = decide
        self._tell = tell
        self._give = give
        self._deciding: dict[str, asyncio.Task[Reply]] = {}
        self._late: set[asyncio.Task[Reply]] = set()
        self._in_hand: set[str] = set()

    async def foresee(self, delivery: Delivery) -> Foreseen:
        """What is known of a delivery; whether it may change something is kept with how to answer it."""
        foreseen = await self._core.read(lambda: self._core.bot.foresee(delivery.request))
        delivery.route["changes"] = "yes" if foreseen.changes else ""
        return foreseen

    async def take_in(self, delivery: Delivery, *, refusal: Reply | None = None, tell: Tell | None = None) -> None:
        """Keep a delivery whose answer comes later, and begin to work it off; not the second time it comes.

        A `refusal` is all it gets; `tell` is another way to tell it while this process lives. Raises Busy.
        """
        foreseen = await self.foresee(delivery)
        if not await self.arrived(delivery, foreseen):
            return
        if said := refusal or foreseen.refusal:
            self._tasks.start(self.told(delivery.request.id, delivery.route, said, tell))
        else:
            self._tasks.start(self._finished(delivery, tell))

    async def answer(self, delivery: Delivery, seconds: float) -> Reply | None:
        """The reply to what is answered where it came; None where it is not there in time, and is told once it is.

        What comes a second time is given the same reply, and an empty one once that is forgotten. Raises Busy.
        """
        key = delivery.request.id
        if (deciding := self._deciding.get(key)) is None:
            foreseen = await self.foresee(delivery)
            if foreseen.changes and not await self.arrived(delivery, foreseen):
                return Reply()
            if foreseen.refusal is not None:
                return foreseen.refusal
            deciding = self._begun(delivery)
        await asyncio.wait({deciding}, timeout=seconds)
        if deciding.done():
            return deciding.result()
        if deciding not in self._late:
            self._late.add(deciding)
            self._tasks.start(self._told_after(deciding, delivery))
        return None

    async def told(self, key: str, route: Route, reply: Reply, tell: Tell | None = None) -> None:
        """Tell a reply, and put down that it was told."""
        try:
            if await (tell or self._tell)(route, reply):
                await self._core.write(lambda: self._inbox.finish(key))
        finally:
            self._in_hand.discard(key)

    async def resume(self, before: datetime) -> None:
        """Work off what was taken in up to `before` and left, by this process or one that ended."""
        for left in await self._core.read(lambda: self._inbox.left(self._core.bot.reader, before)):
            if left.key not in self._in_hand:
                self._in_hand.add(left.key)
                self._tasks.start(self._resumed(left))

    async def _resumed(self, left: Unfinished) -> None:
        await self._core.write(lambda: self._inbox.tried(left.key))
        if left.tries >= _MOST_TRIES:
            log.error("what somebody asked could not be answered, and is given up")
            await self._core.write(lambda: self._inbox.finish(left.key))
        elif left.request is not None:
            await self._finished(Delivery(left.request, left.route))
        else:
            reply = left.reply or Reply()
            self._give(left.route, reply)
            await self.told(left.key, left.route, reply)

    async def arrived(self, delivery: Delivery, foreseen: Foreseen) -> bool:
        """Keep a delivery; False when it came before. Raises Busy."""
        fresh = await self._core.write(lambda: self._inbox.arrive(delivery, keeping=foreseen.keeping))
        if fresh and foreseen.refusal is None:
            self._in_hand.add(delivery.request.id)
        return fresh

    async def _finished(self, delivery: Delivery, tell: Tell | None = None) -> None:
        reply = await self.settled(delivery)
        await self.told(delivery.request.id, delivery.route, reply, tell)

    def _begun(self, delivery: Delivery) -> "asyncio.Task[Reply]":
        """Begin to decide, and remember for a minute what came of it: whoever is not answered asks again."""
        key, loop = delivery.request.id, asyncio.get_running_loop()
        deciding = self._tasks.start(self.settled(delivery))
        if key:
            self._deciding[key] = deciding
            deciding.add_done_callback(lambda _: loop.call_later(_REMEMBERED_S, self._deciding.pop, key, None))
        return deciding

    async def _told_after(self, deciding: "asyncio.Task[Reply]", delivery: Delivery) -> None:
        try:
            reply = await asyncio.shield(deciding)
        finally:
            self._late.discard(deciding)
        await self.told(delivery.request.id, delivery.route, reply)

    async def settled(self, delivery: Delivery) -> Reply:
        """The reply, kept until it is told."""
        try:
            reply = await self._decide(delivery)
            self._give(delivery.route, reply)
            if delivery.request.id:
                await self._core.write(lambda: self._inbox.settle(delivery.request.id, reply))
        except BaseException:
            self._in_hand.discard(delivery.request.id)
            raise
        return reply
