"""What the bot leaves standing in people's own chats, put down so that it can be taken away when it must be removed.

With it is kept which items it is about, for whoever replies to it.
"""

import logging
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.crossing import Crossing, Together
from handlers.redacting.chat import put_down_in
from models.card import Reply, to_json
from models.database import patiently
from models.vocabulary import MessageKind, Platform

log = logging.getLogger(__name__)


class _Left(NamedTuple):
    """Something that stands in a chat: an answer, or the hash of a file."""

    account: str
    conversation: str
    message_id: str
    what: Reply | str


class Standing:
    """Puts down answers and files. What somebody unknown was told holds nothing."""

    def __init__(self, core: Crossing, engine: Engine) -> None:
        self._core = core
        self._engine = engine
        self._writing = Together(core, self._written)

    async def message(self, account: str, conversation: str, message_id: str, reply: Reply) -> None:
        """An answer that stands there under Teams' own id, in the place of an earlier one too."""
        if reply.cards:
            await self._put_down(_Left(account, conversation, message_id, reply))

    async def file(self, account: str, conversation: str, message_id: str, sha256: str) -> None:
        """A file that was given there."""
        await self._put_down(_Left(account, conversation, message_id, sha256))

    async def _put_down(self, left: _Left) -> None:
        if not left.message_id:
            return
        try:
            await self._writing.do(left)
        except DBAPIError:
            log.exception("what stands in somebody's chat could not be put down")  # they were told all the same

    def _written(self, every: Sequence[_Left]) -> Sequence[None]:
        return patiently(lambda: self._tried(every))

    def _tried(self, every: Sequence[_Left]) -> Sequence[None]:
        now = self._core.bot.now()
        with Session(self._engine) as session, session.begin():
            for each in every:
                answer = isinstance(each.what, Reply)
                kind = MessageKind.ANSWER if answer else MessageKind.FILE
                card = {"cards": to_json(each.what.cards)} if isinstance(each.what, Reply) else {"sha256": each.what}
                put_down_in(session, Platform.TEAMS, each.account, kind, each.message_id, card, now)
        return [None] * len(every)
