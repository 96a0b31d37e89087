"""What the bot leaves standing in direct messages, put down so that it can be taken away when it must be removed."""

import logging

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.crossing import Crossing
from models.card import Reply, to_json
from models.database import patiently
from models.vocabulary import MessageKind, Platform

log = logging.getLogger(__name__)


class Standing:
    """Puts down answers and files in somebody's direct message. What somebody unknown was told holds nothing."""

    def __init__(self, core: Crossing, engine: Engine) -> None:
        self._core = core
        self._engine = engine

    async def message(self, account: str, ts: object, reply: Reply) -> None:
        """An answer that stands there under Slack's `ts`, in the place of an earlier one too."""
        await self._put_down(account, MessageKind.ANSWER, ts, {"cards": to_json(reply.cards)})

    async def file(self, account: str, file: str, sha256: str) -> None:
        """A file that was uploaded there."""
        await self._put_down(account, MessageKind.FILE, file, {"sha256": sha256})

    async def _put_down(self, account: str, kind: MessageKind, key: object, card: dict[str, object]) -> None:
        from handlers.redacting.chat import put_down  # noqa: PLC0415  because a command's answer leaves nothing standing

        if isinstance(key, str) and key:
            at = self._core.bot.now()
            row = (self._engine, Platform.SLACK, account, kind, key, card, at)
            try:
                await self._core.write(lambda: patiently(lambda: put_down(*row)))
            except DBAPIError:
                log.exception("what stands in a direct message could not be put down")  # it was told all the same
