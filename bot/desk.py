"""Deliveries on their way: taken in once, decided, told, and taken up again where somebody left them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from bot.crossing import Crossing, Together
from bot.dispatch import Foreseen
from bot.inbox import REPEAT, Busy, Delivery, Inbox, MayHaveArrived, Route, Unfinished
from bot.tally import Doubt
from bot.tasks import Tasks
from handlers.cards.common import busy_card
from handlers.cards.talking import taken_in_card
from models.card import Reply

log = logging.getLogger(__name__)
_MOST_TRIES = 5
_REMEMBERED_S = 60
Decide = Callable[[Delivery], Awaitable[Reply]]
Tell = Callable[[Route, Reply], Awaitable[bool]]
Give = Callable[[Route, Reply], None]
GiveUp = Callable[[Unfinished], Awaitable[None]]


class Answered(NamedTuple):
    """The reply to a delivery, and whether it is ours to see to: it came first here, and nobody else has it."""

    reply: Reply | None
    ours: bool


class Desk:
    """One platform's deliveries.

    `decide` gives the reply to one; `tell` tells it, and says whether it could; `give` begins to deliver its files.
    `give_up` tells of what could not be answered, however often it was tried.
    """

    def __init__(
        self, core: Crossing, inbox: Inbox, tasks: Tasks, decide: Decide, tell: Tell, give: Give, give_up: GiveUp
    ) -> None:
        self._core = core
        self._inbox = inbox
        self._tasks = tasks
        self._decide = decide
        self._tell = tell
        self._give = give
        self._give_up = give_up
        self._deciding: dict[str, asyncio.Task[Answered]] = {}
        self._in_hand: set[str] = set()
        self._arriving = Together(core, inbox.arrive_all)
        self._finishing = Together(core, inbox.finish_all)

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

    async def answer(self, delivery: Delivery, seconds: float) -> Answered:
        """The reply to what is answered where it came; none where it is not there in time, and is told once it is.

        What comes a second time is given the same reply, and is not ours to tell anywhere else.
        """
        before = self._deciding.get(delivery.request.id)
        deciding = before or self._begun(delivery)
        await asyncio.wait({deciding}, timeout=seconds)
        if deciding.done():
            found = deciding.result()
            return found._replace(ours=found.ours and before is None)
        if before is None:
            self._tasks.start(self._told_after(deciding, delivery))
        return Answered(None, ours=False)

    def let_go(self, key: str) -> None:
        """Somebody else has a delivery in hand."""
        self._in_hand.discard(key)

    async def told(self, key: str, route: Route, reply: Reply, tell: Tell | None = None) -> None:
        """Tell a reply, and put down that it was told. What may have arrived is told once more, and never again."""
        try:
            if await (tell or self._tell)(route, reply):
                await self._finishing.do(key)
        except MayHaveArrived as unsure:
            await self._may_have_arrived(key, route, unsure)
        finally:
            self._in_hand.discard(key)

    async def _may_have_arrived(self, key: str, route: Route, unsure: MayHaveArrived) -> None:
        if route.get(REPEAT):
            log.warning("whether an answer arrived was never found out")
            self._core.tally.add(Doubt.UNKNOWN)
            await self._finishing.do(key)
            return
        log.info("an answer may have arrived; it is told once more, and says so")
        self._core.tally.add(Doubt.RETRIED)
        kept = {**route, REPEAT: unsure.sign}
        await self._core.write(lambda: self._inbox.repeat(key, kept, unsure.reply))

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
            self._core.tally.add(Doubt.ABANDONED)
            await self._core.write(lambda: self._inbox.give_up(left.key))
            self._in_hand.discard(left.key)
            await self._give_up(left)
        elif left.request is not None:
            await self._finished(Delivery(left.request, left.route))
        else:
            reply = left.reply or Reply()
            self._give(left.route, reply)
            await self.told(left.key, left.route, reply)

    async def arrived(self, delivery: Delivery, foreseen: Foreseen) -> bool:
        """Keep a delivery; False when it came before. Raises Busy."""
        fresh = await self._arriving.do((delivery, foreseen.keeping))
        if fresh and foreseen.refusal is None:
            self._in_hand.add(delivery.request.id)
        return fresh

    async def _finished(self, delivery: Delivery, tell: Tell | None = None) -> None:
        reply = await self.settled(delivery)
        await self.told(delivery.request.id, delivery.route, reply, tell)

    def _begun(self, delivery: Delivery) -> "asyncio.Task[Answered]":
        """Begin to decide, and remember for a while what came of it: whoever is not answered asks again."""
        key, loop = delivery.request.id, asyncio.get_running_loop()
        deciding = self._tasks.start(self._answered(delivery))
        if key:
            self._deciding[key] = deciding
            deciding.add_done_callback(lambda _: loop.call_later(_REMEMBERED_S, self._deciding.pop, key, None))
        return deciding

    async def _answered(self, delivery: Delivery) -> Answered:
        foreseen = await self.foresee(delivery)
        try:
            if foreseen.changes and not await self.arrived(delivery, foreseen):
                return Answered(Reply((taken_in_card(),), refused=True), ours=False)
        except Busy:
            self._deciding.pop(delivery.request.id, None)
            return Answered(Reply((busy_card(delivery.request.text),), refused=True), ours=False)
        if foreseen.refusal is not None:
            return Answered(foreseen.refusal, ours=False)
        return Answered(await self.settled(delivery), ours=True)

    async def _told_after(self, deciding: "asyncio.Task[Answered]", delivery: Delivery) -> None:
        found = await asyncio.shield(deciding)
        if found.ours:
            await self.told(delivery.request.id, delivery.route, found.reply or Reply())
        elif found.reply is not None:
            try:
                await self._tell(delivery.route, found.reply)
            except MayHaveArrived:
                self._core.tally.add(Doubt.UNKNOWN)

    async def settled(self, delivery: Delivery) -> Reply:
        """The reply. To a change it is kept until it is told; a question that was left is answered anew."""
        try:
            reply = await self._decide(delivery)
            self._give(delivery.route, reply)
            if delivery.request.id and delivery.route.get("changes"):
                await self._core.write(lambda: self._inbox.settle(delivery.request.id, reply))
        except BaseException:
            self._in_hand.discard(delivery.request.id)
            raise
        return reply
