"""What the bot leaves standing in people's own chats, put down so that it can be taken away when it must be removed.

With it is kept which items it is about, for whoever replies to it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.crossing import Crossing, Together
from bot.teams.connector import Place
from handlers import replied
from handlers.redacting.chat import put_down_in
from models.card import Reply, to_json
from models.database import patiently
from models.vocabulary import MessageKind, Platform

log = logging.getLogger(__name__)


class _Left(NamedTuple):
    """Something that stands in a chat: an answer, or the hash of a file. What it is about is kept of what is `new`."""

    account: str
    conversation: str
    message_id: str
    what: Reply | str
    new: bool = True


class Standing:
    """Puts down answers and files. What somebody unknown was told holds nothing."""

    def __init__(self, core: Crossing, engine: Engine) -> None:
        self._core = core
        self._engine = engine
        self._writing = Together(core, self._written)

    async def message(self, account: str, place: Place, message_id: str, reply: Reply) -> None:
        """An answer that was written there, and has this id."""
        if reply.cards:
            await self._put_down(_Left(account, place.conversation, message_id, reply))

    async def changed(self, account: str, place: Place, message_id: str, reply: Reply) -> None:
        """An answer that was put in the place of what stood there under this id."""
        if reply.cards:
            await self._put_down(_Left(account, place.conversation, message_id, reply, new=False))

    async def file(self, account: str, place: Place, message_id: str, sha256: str) -> None:
        """A file that was given there."""
        await self._put_down(_Left(account, place.conversation, message_id, sha256))

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
                _write(session, each, now)
        return [None] * len(every)


def _write(session: Session, left: _Left, now: datetime) -> None:
    if not isinstance(left.what, Reply):
        card = {"sha256": left.what}
        put_down_in(session, Platform.TEAMS, left.account, MessageKind.FILE, left.message_id, card, now)
        return
    answer = {"cards": to_json(left.what.cards)}
    put_down_in(session, Platform.TEAMS, left.account, MessageKind.ANSWER, left.message_id, answer, now)
    if left.new and replied.references(left.what):
        replied.note(session, Platform.TEAMS, left.conversation, left.message_id, left.what, now)
