"""Home tabs: each drawn when its owner opens it, and again after what they change anywhere else."""

from collections.abc import Awaitable, Callable

from bot.crossing import Crossing
from bot.inbox import Delivery
from bot.slack import received
from bot.slack.answering import Answering
from bot.tasks import Tasks
from models.card import Reply
from models.vocabulary import Platform

_SHOWN = ("mine", "due", "waiting", "status")


class Homes:
    """Draws in tasks of their own, so that nothing waits for it. `ask` gives the reply to what stands on a tab."""

    def __init__(
        self, core: Crossing, tasks: Tasks, answering: Answering, ask: Callable[[Delivery], Awaitable[Reply]]
    ) -> None:
        self._core = core
        self._tasks = tasks
        self._answering = answering
        self._ask = ask
        self._wanted: set[str] = set()

    def opened(self, user: str) -> None:
        """Draw somebody's own tab, and remember that they look at it."""
        self._tasks.start(self._opened(user))

    def changed(self, user: str) -> None:
        """Draw it anew if they ever opened it; once, however many changes come before that is done."""
        if user not in self._wanted:
            self._wanted.add(user)
            self._tasks.start(self._changed(user))

    async def _opened(self, user: str) -> None:
        await self._draw(user)
        if not await self._looks(user):
            await self._core.write(lambda: self._core.bot.opened_home(Platform.SLACK, user))

    async def _changed(self, user: str) -> None:
        self._wanted.discard(user)
        if await self._looks(user):
            await self._draw(user)

    async def _looks(self, user: str) -> bool:
        return await self._core.read(lambda: self._core.bot.has_home(Platform.SLACK, user))

    async def _draw(self, user: str) -> None:
        replies = [await self._ask(received.asked_at_home(user, said)) for said in _SHOWN]
        cards = [card for reply in replies if not reply.refused for card in reply.cards] or replies[0].cards
        await self._answering.publish(user, cards)
