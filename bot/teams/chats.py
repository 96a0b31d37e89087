"""How each person is written to: their own conversation with the bot, kept as our own JSON."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.chats import Chat
from models.vocabulary import Platform

Json = dict[str, Any]


class Chats:
    """The references of one tenant. What changes them writes, and so belongs on a writer's thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._seen: dict[str, Json] = {}

    def new(self, account: str, reference: Json) -> bool:
        """Whether this process has not met somebody in just this way."""
        return {**self._seen.get(account, {}), **reference} != self._seen.get(account)

    def learn(self, account: str, reference: Json) -> None:
        """Keep how somebody is reached. A conversation that is known stays, until there is another."""
        try:
            self._learn(account, reference)
        except IntegrityError:  # of two who learn it at once, the second finds what the first kept
            self._learn(account, reference)

    def _learn(self, account: str, reference: Json) -> None:
        with Session(self._engine) as session, session.begin():
            row = _row(session, account) or Chat(
                platform=Platform.TEAMS, external_id=account, reference={}, learnt_at=self._clock()
            )
            row.reference = {**row.reference, **reference}
            row.closed = None if "conversation" in reference else row.closed
            session.add(row)
            self._seen[account] = dict(row.reference)

    def close(self, account: str, why: str) -> None:
        """Nothing can be written to somebody any more; `why` is for an administrator."""
        with Session(self._engine) as session, session.begin():
            if (row := _row(session, account)) is not None:
                row.reference = {name: part for name, part in row.reference.items() if name != "conversation"}
                row.closed = why
                session.add(row)
        self._seen.pop(account, None)

    def known(self, account: str) -> tuple[Json, str]:
        """How somebody is reached, empty if nobody knows; and why they cannot be any more, empty if they can."""
        with Session(self._engine) as session:
            row = _row(session, account)
            return (row.reference, row.closed or "") if row else ({}, "")

    def service(self) -> str:
        """The address through which somebody of this tenant was reached last; empty where nobody was."""
        wanted = select(Chat).where(Chat.platform == Platform.TEAMS).order_by(col(Chat.id).desc()).limit(1)
        with Session(self._engine) as session:
            row = session.exec(wanted).first()
            return str(row.reference.get("serviceUrl", "")) if row else ""


def _row(session: Session, account: str) -> Chat | None:
    return session.exec(select(Chat).filter_by(platform=Platform.TEAMS, external_id=account)).first()
