"""What comes in from Slack, taken in before it is acknowledged, and answered in the acknowledgement or after it."""

import asyncio
from datetime import datetime

from bot.crossing import Crossing
from bot.dispatch import Foreseen
from bot.inbox import Delivery, Inbox
from bot.slack import received
from bot.slack.accounts import Accounts
from bot.slack.answering import Answering
from bot.slack.render import message
from bot.slack.web import Json, SlackUnreachable
from bot.tasks import Tasks
from handlers.cards.talking import (
    ONE_MOMENT,
    shared_channel_card,
    stranger_card,
    taken_card,
    unchecked_card,
)
from handlers.identities import Meeting
from models.card import Reply

_BUDGET = 2.0  # of the three seconds in which Slack wants its acknowledgement


class SlackAdapter:
    """One workspace. Its methods give what stands in the acknowledgement, and never raise for what people say."""

    def __init__(
        self, core: Crossing, inbox: Inbox, accounts: Accounts, answering: Answering, tasks: Tasks, team: str
    ) -> None:
        self._core = core
        self._inbox = inbox
        self._accounts = accounts
        self._answering = answering
        self._tasks = tasks
        self._team = team

    async def command(self, body: Json) -> Json:
        """What answers a slash command at once."""
        if received.team(body) != self._team:
            return _shown(Reply((stranger_card(),), refused=True))
        delivery = received.command(body)
        request = delivery.request
        foreseen = await self._core.read(lambda: self._core.bot.foresee(request))
        known = await self._accounts.known(request.actor, request.conversation)
        if known and not foreseen.changes and foreseen.refusal is None:
            return _shown(await self._decided(delivery))
        if not await self._arrived(delivery, foreseen):
            return {}
        if foreseen.refusal is not None:
            return _shown(foreseen.refusal)
        return await self._in_time(delivery, _BUDGET if known else 0)

    async def resume(self, before: datetime) -> None:
        """Work off what was acknowledged up to `before` and left, by this process or one that ended."""
        for left in await self._core.read(lambda: self._inbox.left(self._core.bot.reader, before)):
            if left.request is not None:
                await self._finish(Delivery(left.request, left.route))
            elif left.reply is not None:
                await self._tell(left.key, left.route, left.reply)

    async def _in_time(self, delivery: Delivery, seconds: float) -> Json:
        """The answer, if it is there in time; else that it is coming."""
        deciding = self._tasks.start(self._settled(delivery))
        if seconds:
            await asyncio.wait({deciding}, timeout=seconds)
        if not deciding.done():
            self._tasks.start(self._told_after(deciding, delivery))
            return {"response_type": "ephemeral", "text": ONE_MOMENT}
        reply = deciding.result()
        if reply.form is not None:
            self._tasks.start(self._tell(delivery.request.id, delivery.route, reply))
            return {}
        self._tasks.start(self._core.write(lambda: self._inbox.finish(delivery.request.id)))
        return _shown(reply)

    async def _arrived(self, delivery: Delivery, foreseen: Foreseen) -> bool:
        return await self._core.write(lambda: self._inbox.arrive(delivery, keeping=foreseen.keeping))

    async def _finish(self, delivery: Delivery) -> None:
        await self._tell(delivery.request.id, delivery.route, await self._settled(delivery))

    async def _told_after(self, deciding: "asyncio.Task[Reply]", delivery: Delivery) -> None:
        await self._tell(delivery.request.id, delivery.route, await asyncio.shield(deciding))

    async def _settled(self, delivery: Delivery) -> Reply:
        """The reply, kept until it is told."""
        reply = await self._decided(delivery)
        await self._core.write(lambda: self._inbox.settle(delivery.request.id, reply))
        return reply

    async def _decided(self, delivery: Delivery) -> Reply:
        """The reply, once it is known who asks and that nobody from elsewhere listens."""
        request = delivery.request
        try:
            met = await self._accounts.meet(request.actor)
            if await self._accounts.shared(request.conversation):
                return Reply((shared_channel_card(),), refused=True)
        except SlackUnreachable:
            return Reply((unchecked_card(),), refused=True)
        if met is Meeting.TAKEN:
            return Reply((taken_card(),), refused=True)
        return await self._core.ask(request)

    async def _tell(self, key: str, route: Json, reply: Reply) -> None:
        told = await self._answering.tell(route, reply)
        done = self._inbox.finish if told else self._inbox.tried
        await self._core.write(lambda: done(key))


def _shown(reply: Reply) -> Json:
    return {"response_type": "ephemeral", **message(reply)} if reply.cards or reply.form else {}
