"""Delivers messages in Teams: to a person's own chat, opened first where there is none yet, or a board's channel."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storing import Storing
from bot.teams import connector
from bot.teams.answering import Answering, never
from bot.teams.chats import Chats
from bot.teams.connector import Busy, Connector, Place, Refused
from handlers.cards.talking import may_be_repeat
from models.card import Reply
from models.people import Identity
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message, TryLater, Unreachable

Done = TypeVar("Done")
_SECONDS = 60.0
_NO_ACCOUNT = "they have not added the app in Teams"
_ELSEWHERE = "it is not in Teams"
_NOT_IN_CHANNEL = "I am not in it; add the app there in Teams"
_A_CHANNEL = "@thread.tacv2"
_NOT_OURS = "a file that was given in Teams is theirs, and I cannot delete it"
_GONE = 404


class TeamsSender:
    """Writes to people and channels of one tenant. Its calls are made on `loop`; threads beside that one use it.

    Teams cannot be asked what it has, so what may have arrived is sent once more and says that it may be a repeat.
    """

    platform = Platform.TEAMS

    def __init__(
        self, calls: Connector, chats: Chats, answering: Answering, engine: Engine, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._calls = calls
        self._chats = chats
        self._stored = Storing()
        self._answering = answering
        self._engine = engine
        self._loop = loop

    def send(self, message: Message) -> str:
        """Post it and give Teams' own id. Raises TryLater or Unreachable; anything else may have arrived."""
        account, where = self._to(message)
        card = may_be_repeat(message.card) if message.may_repeat else message.card
        try:
            return self._done(self._calls.send(where, self._answering.message(Reply((card,))), tries=1))
        except Refused as refused:
            raise self._refusal(account, refused) from refused
        except Busy as busy:
            raise TryLater(str(busy), busy.after_s) from busy

    def find(self, message: Message) -> Found:  # noqa: ARG002  because other platforms look for it
        """Nothing: Teams does not say what it has."""
        return Found()

    def erase(self, erasure: Erasure) -> None:
        """Put the gap where the message stood. Raises TryLater and Unreachable. What is gone already is no fault."""
        if erasure.is_file:
            raise Unreachable(_NOT_OURS)
        account, where = self._to(erasure)
        try:
            self._done(self._calls.update(where, erasure.message_id, self._answering.message(Reply((erasure.gap,)))))
        except Refused as refused:
            if refused.status != _GONE:
                raise self._refusal(account, refused) from refused
        except Busy as busy:
            raise TryLater(str(busy), busy.after_s) from busy
        except (connector.Unreachable, TimeoutError) as error:
            raise TryLater("Teams did not answer") from error

    def _to(self, message: Message | Erasure) -> tuple[str, Place]:
        """Whose own chat it goes to, and where that is; a board's channel is nobody's."""
        if message.place:
            return "", self._channel(message)
        account = self._account(message)
        return account, self._where(account)

    def _channel(self, message: Message | Erasure) -> Place:
        """A board's channel, or the thread in it. It is reached as the people of the tenant are."""
        if isinstance(message, Message) and message.platform is not Platform.TEAMS:
            raise Unreachable(_ELSEWHERE)
        if not (service := self._stored(self._chats.service)):
            raise TryLater("nobody in Teams has written to me yet, so I do not know how to reach anybody")
        thread = message.thread if isinstance(message, Message) and message.place.endswith(_A_CHANNEL) else ""
        return Place(service, f"{message.place};messageid={thread}" if thread else message.place)

    def _where(self, account: str) -> Place:
        known, closed = self._stored(lambda: self._chats.known(account))
        if closed and "conversation" not in known:
            raise Unreachable(closed)
        if "conversation" in known:
            return Place(known["serviceUrl"], known["conversation"]["id"])
        try:
            return self._done(self._answering.opened(account, known))
        except Refused as refused:
            raise self._refusal(account, refused) from refused
        except Busy as busy:
            raise TryLater(str(busy), busy.after_s) from busy
        except (connector.Unreachable, TimeoutError) as error:
            raise TryLater("Teams did not answer") from error

    def _refusal(self, account: str, refused: Refused) -> TryLater | Unreachable:
        if not (why := never(refused)):
            return TryLater(f"Teams refused it: {refused}")
        if not account:
            return Unreachable(_NOT_IN_CHANNEL)
        self._stored(lambda: self._chats.close(account, why))
        return Unreachable(why)

    def _account(self, message: Message | Erasure) -> str:
        if message.account:
            return message.account
        wanted = select(Identity.external_id).filter_by(person_id=message.person_id, platform=Platform.TEAMS)
        with Session(self._engine) as session:
            found = session.exec(wanted).first()
        if found is None:
            raise Unreachable(_NO_ACCOUNT)
        return found

    def _done(self, call: Coroutine[Any, Any, Done]) -> Done:
        return asyncio.run_coroutine_threadsafe(call, self._loop).result(_SECONDS)
