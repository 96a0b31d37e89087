"""From a request to a reply: who is asking, what they mean, whether they may, in one transaction."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from handlers import access
from handlers.cards.common import busy_card, error_card, failure_card
from handlers.context import Arguments, Context
from handlers.errors import Stale, UserError
from handlers.request import Request
from handlers.understanding import Understood, understand
from models.card import Reply
from models.database import Reader, is_busy, reader_of

log = logging.getLogger(__name__)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Dispatcher:
    """The one door. `clock` gives the moment, aware; people read dates in `timezone`."""

    def __init__(self, engine: Engine, key: bytes, timezone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._key = key
        self._timezone = timezone
        self._clock = clock
        self._reader = Reader(engine)

    def ask(self, request: Request) -> Reply:
        """The reply to what somebody said. Never raises: what goes wrong becomes a card."""
        changing = False
        try:
            meant = understand(request.text)
            changing = meant.command.changes
            return self._run(request, meant)
        except Stale as error:
            return self._current(request, error)
        except UserError as error:
            return Reply((error_card(error),), refused=True)
        except Exception as error:  # noqa: BLE001  because this is where what we did not foresee becomes an answer
            return self._failed(request, error, changing=changing)

    def close(self) -> None:
        """Give back the connections that were kept."""
        self._reader.close()

    def _run(self, request: Request, meant: Understood) -> Reply:
        arguments = Arguments({**meant.arguments.values, **request.values}, meant.arguments.version)
        if not meant.command.changes:
            return self._answer(self._context(request, self._reader), meant, arguments)
        with Session(self._engine, info={"audit_key": self._key}) as session, session.begin():
            return self._answer(self._context(request, reader_of(session), session), meant, arguments)

    def _answer(self, context: Context, meant: Understood, arguments: Arguments) -> Reply:
        access.require(context, meant.command.ability)
        return meant.command.run(context, arguments)

    def _context(self, request: Request, reader: Reader, session: Session | None = None) -> Context:
        now = self._clock().astimezone(self._timezone)
        return Context(request, access.identify(reader, request), now, now.date(), reader, session)

    def _current(self, request: Request, error: Stale) -> Reply:
        """What a stale card showed, as it is now."""
        shown = self.ask(Request(request.platform, request.actor, request.conversation, error.command))
        return Reply((error_card(error), *shown.cards), replaces=True, refused=True)

    def _failed(self, request: Request, error: Exception, *, changing: bool) -> Reply:
        if is_busy(error):
            return Reply((busy_card(request.text),), refused=True)
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(4))
        log.error("request failed, reference %s", reference, exc_info=error)
        return Reply((failure_card(reference, request.text, saving=changing),), refused=True)
