"""From a request to a reply: who is asking, what they mean, whether they may, in one transaction."""

import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot import inbox
from bot.inbox import Repeated
from handlers import access, guarding
from handlers.asking_again import asked_again, asked_for_more, asked_on_what_is_now, given_back, with_what_was_typed
from handlers.attached import Looked, look
from handlers.cards.common import busy_card, error_card, failure_card
from handlers.cards.files import NOT_KEPT_HERE
from handlers.context import Arguments, Context
from handlers.errors import Locked, Refused, Stale, UserError, about
from handlers.files import Files
from handlers.later import Later
from handlers.offered import offered
from handlers.request import Request
from handlers.understanding import Understood, check_readable, is_prose, understand
from models.card import Form, Reply
from models.database import Reader, Writer, is_busy
from models.vocabulary import Platform

if TYPE_CHECKING:
    from handlers import drafts, identities, replied
    from handlers.identities import Linked, Meeting, Profile
    from handlers.reminding import rows
else:  # each is imported when it is first called, for an answer that only reads needs none of them
    drafts, identities, replied = Later("handlers.drafts"), Later("handlers.identities"), Later("handlers.replied")
    rows = Later("handlers.reminding.rows")

log = logging.getLogger(__name__)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is known of a request before it is taken in.

    The guard's refusal, whether it may change something, and whether its words may be kept until it is worked off.
    """

    refusal: Reply | None
    changes: bool
    keeping: bool


class Dispatcher:
    """The one door. `clock` gives the moment, aware; people read dates in `timezone`."""

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        timezone: ZoneInfo,
        clock: Callable[[], datetime],
        files: Callable[[], Files] | None = None,
    ) -> None:
        self._engine = engine
        self._key = key
        self._timezone = timezone
        self._clock = clock
        self._files = files
        self._reader = Reader(engine)

    def ask(self, request: Request) -> Reply:
        """The reply to what somebody said. Never raises: what goes wrong becomes a card."""
        typed: dict[str, str] = {}
        meant: Understood | None = None
        try:
            request = guarding.promised(request)
            if (refusal := guarding.screen(self._reader, request)) is not None:
                return refusal
            typed = guarding.answers(request)
            meant = self._understood(request)
            return self._run_or_ask(request, meant)
        except Stale as error:
            return self._current(request, meant, error)
        except Repeated:
            return Reply()
        except UserError as error:
            return Reply((with_what_was_typed(error_card(error), typed),), refused=True)
        except Exception as error:  # noqa: BLE001  because this is where what we did not foresee becomes an answer
            return given_back(self._failed(request, error, changing=meant is not None and meant.command.changes), typed)

    def now(self) -> datetime:
        """The moment it is, aware."""
        return self._clock()

    @property
    def reader(self) -> Reader:
        """What reads the database between requests."""
        return self._reader

    def foresee(self, request: Request) -> Foreseen:
        """What an adapter must know before it keeps a request. It reads only, and never raises."""
        try:
            request = guarding.promised(request)
            if (refusal := guarding.screen(self._reader, request)) is not None:
                return Foreseen(refusal, changes=False, keeping=False)
            return Foreseen(None, self.changes(request), keeping=not guarding.unsure(self._reader, request))
        except Exception as error:  # noqa: BLE001  because this is where what we did not foresee becomes an answer
            return Foreseen(self._failed(request, error, changing=False), changes=False, keeping=False)

    def changes(self, request: Request) -> bool:
        """Whether what was said may change something. What nobody understands changes nothing."""
        try:
            return understand(request.text).command.changes
        except UserError:
            return False

    def may_be_update(self, request: Request, *, reply: bool) -> bool:
        """Whether what somebody wrote is no command but may be what they want to report; a file always may be."""
        if request.attachments and not self.changes(request):
            return True
        return is_prose(request.text, reply=reply)

    def files_of_draft(self, request: Request) -> str:
        """The files that came with the draft a button speaks of, as the platform calls them; empty for none."""
        kind, _, after = request.text.partition("draft file ")
        number = after.partition(" ")[0]
        if kind or not number.isdecimal():
            return ""
        return str(drafts.files_of(self._reader, request.platform, request.actor, int(number), self._clock()))

    def tidy(self) -> None:
        """Erase what was only kept for a time."""
        with Session(self._engine) as session, session.begin():
            drafts.expire(session, self._clock())
            inbox.forget_old(Writer(session), self._clock())

    def note(self, platform: Platform, conversation: str, message: str, reply: Reply) -> None:
        """Keep what a message that was posted is about, for whoever replies under it."""
        with Session(self._engine) as session, session.begin():
            replied.note(session, platform, conversation, message, reply, self._clock())

    def knows(self, platform: str, external_id: str) -> bool:
        """Whether somebody's account on a platform is linked to a person."""
        return identities.known(self._reader, platform, external_id)

    def linked(self, platform: str, external_id: str) -> "Linked | None":
        """Who an account is linked to, unless they have left."""
        return identities.linked(self._reader, platform, external_id)

    def meet(self, profile: "Profile") -> "Meeting":
        """Link an account to its person, once. Of two that meet at once, the second finds what the first did."""
        try:
            return self._met(profile)
        except IntegrityError:
            return self._met(profile)

    def guest(self, platform: str, external_id: str) -> bool:
        """Whether somebody's account is linked as a guest's."""
        return identities.guest(self._reader, platform, external_id)

    def has_home(self, platform: str, external_id: str) -> bool:
        """Whether somebody known has opened the page their platform has for them."""
        return identities.has_home(self._reader, platform, external_id)

    def opened_home(self, platform: Platform, external_id: str) -> None:
        """Remember that somebody has."""
        with Session(self._engine, info={"audit_key": self._key}) as session, session.begin():
            identities.opened_home(session, platform, external_id)

    def reconsider(self, profile: "Profile") -> None:
        """Take an account that changed for what it is now; whoever may not be here any more is linked no more."""
        with Session(self._engine, info={"audit_key": self._key}) as session, session.begin():
            identities.reconsider(session, profile, self._clock())

    def admins(self, platform: str) -> tuple[str, ...]:
        """The accounts of those who run the deployment."""
        return identities.admins(self._reader, platform)

    def _met(self, profile: "Profile") -> "Meeting":
        with Session(self._engine, info={"audit_key": self._key}) as session, session.begin():
            return identities.meet(session, profile, self._clock())

    def _understood(self, request: Request) -> Understood:
        """What was meant. Being misunderstood tells nobody more than they may know, nor offers what they may not do."""
        try:
            check_readable(*request.values.values())
            return understand(request.text)
        except UserError as error:
            context = self._context(request, self._reader)
            access.require(context, access.Ability.READ)
            may = [each for each in error.actions if access.able(context, understand(each.command).command.ability)]
            error.actions = tuple(may)
            raise

    def close(self) -> None:
        """Give back the connections that were kept."""
        self._reader.close()

    def _run_or_ask(self, request: Request, meant: Understood) -> Reply:
        """A form that was answered wrongly is asked again, with what was typed in it."""
        typed = guarding.answers(request)
        try:
            reply = self._run(request, meant)
            if reply.form is None or not (typed or request.sent):
                return reply
            return replace(reply, form=asked_for_more(reply.form, typed, sent=request.sent))
        except (Refused, Stale, Locked):
            raise
        except UserError as error:
            form = self.form_of(request, meant) if typed else None
            if form is None:
                raise
            return Reply(form=asked_again(form, typed, error), refused=True)

    def form_of(self, request: Request, meant: Understood | None = None) -> Form | None:
        """What a command asks when nothing is answered yet, and nothing kept of it; None where it asks nothing."""
        meant = meant or understand(request.text)
        bare = replace(request, values={}, attachments=())
        with Session(self._engine, info={"audit_key": self._key}) as session:
            context = replace(self._context(bare, Writer(session), session), store=None)
            try:
                return self._answer(context, meant, meant.arguments).form
            except UserError:
                return None
            finally:
                session.rollback()

    def _run(self, request: Request, meant: Understood) -> Reply:
        arguments = Arguments({**meant.arguments.values, **guarding.answers(request)}, meant.arguments.version)
        if not meant.command.changes:
            return self._reader.together(lambda: self._read(request, meant, arguments))
        if (asked := guarding.confirmation(self._reader, request)) is not None:
            access.require(self._context(request, self._reader), meant.command.ability)
            return asked
        attached = self._looked_at(request, meant)
        with Session(self._engine, info={"audit_key": self._key}) as session, session.begin():
            rows.watch(session)
            writer = Writer(session)
            context = self._context(request, writer, session)
            if request.id:
                inbox.claim(writer, request, context.now)
            reply = self._answer(replace(context, attached=attached), meant, arguments)
            if not reply.refused and reply.form is None:
                guarding.record_confirmation(context)
            rows.rewrite_touched(session, context.now, self._timezone)
            if request.id:
                inbox.keep(writer, request, reply)
            return reply

    def _read(self, request: Request, meant: Understood, arguments: Arguments) -> Reply:
        context = self._context(request, self._reader)
        return offered(context, self._answer(context, meant, arguments))

    def _looked_at(self, request: Request, meant: Understood) -> tuple[Looked, ...]:
        """The files that came, looked at before anything is locked, and for somebody who may use them."""
        if not request.attachments:
            return ()
        access.require(self._context(request, self._reader), meant.command.ability)
        if self._files is None:
            raise UserError(NOT_KEPT_HERE)
        guard = guarding.guard_settings(guarding.settings_of(self._reader))
        with about("file"):
            return tuple(look(self._files(), each, guard) for each in request.attachments)

    def _answer(self, context: Context, meant: Understood, arguments: Arguments) -> Reply:
        access.require(context, meant.command.ability)
        return meant.command.run(context, arguments)

    def _context(self, request: Request, reader: Reader, session: Session | None = None) -> Context:
        now = self._clock().astimezone(self._timezone)
        return Context(request, access.identify(reader, request, now), now, now.date(), reader, session, self._files)

    def _current(self, request: Request, meant: Understood | None, error: Stale) -> Reply:
        """What a stale card showed, as it is now; a form that was sent from it is asked again, on what is there now."""
        shown = self.ask(Request(request.platform, request.actor, request.conversation, error.command))
        if not (typed := guarding.answers(request)):
            return Reply((error_card(error), *shown.cards), replaces=True, refused=True)
        form = None
        if meant is not None and error.version is not None:
            again = replace(meant, arguments=Arguments(meant.arguments.values, error.version))
            form = self.form_of(request, again)
        if form is None:
            card = with_what_was_typed(error_card(error), typed)
            return Reply((card, *shown.cards), replaces=True, refused=True)
        return Reply(form=asked_on_what_is_now(form, typed, error, shown.cards), refused=True)

    def _failed(self, request: Request, error: Exception, *, changing: bool) -> Reply:
        if is_busy(error):
            return Reply((busy_card(request.text),), refused=True)
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(4))
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("request failed, reference %s: %s\n%s", reference, type(error).__name__, where)
        return Reply((failure_card(reference, request.text, saving=changing),), refused=True)
