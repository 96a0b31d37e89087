"""The outbox as a queue: what is due is claimed and composed, and what became of it is marked."""

import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from handlers.cards.redacting import gap_card
from handlers.redacting.chat import IS_FILE, TAKEN_BACK, queue_erasure
from handlers.reminding import delivering
from handlers.reminding.composing import compose
from handlers.reminding.known import LINKED, Known, known
from models.card import Card, to_json
from models.database import is_busy, patiently, reader_of
from models.governance import BoardPlace
from models.outbox import Outbox
from models.people import Identity, Person
from models.vocabulary import MessageKind, OutboxState, Platform
from scheduler.holding import holding
from scheduler.relay import marks
from scheduler.relay.carrying import Flight, Never, NotNow, Outcome, Went
from scheduler.relay.due import due
from scheduler.relay.messages import Erasure, Message, Sender

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LONGEST = timedelta(hours=72)  # a platform may be down for a day, or a weekend
BASE_S, CAP_S = 1.0, 300.0


def fraction() -> float:
    """Some fraction of one."""
    return secrets.randbelow(1_000) / 1_000


@dataclass
class Queue:
    """What one relay takes from the outbox, under a name of its own. It is used by one thread at a time."""

    engine: Engine
    senders: Sequence[Sender]
    zone: ZoneInfo
    clock: Callable[[], datetime]
    random: Callable[[], float] = fraction
    name: str = field(default_factory=lambda: secrets.token_hex(4))

    def take(self, most: int) -> tuple[int, list[Flight]]:
        """Claim up to `most` that are due, and compose them: how many were claimed, and those that are to be sent.

        Two relays never hold one message, unless a lease ran out, nor two of one conversation.
        """
        return patiently(lambda: self._taken(most))

    def land(self, landed: Sequence[tuple[Flight, Outcome]]) -> list[Flight]:
        """Mark what became of them, together, and give those that are to be tried on their next platform."""
        onward = [(flight, outcome) for flight, outcome in landed if isinstance(outcome, Never) and flight.ways[1:]]
        ended = {flight.outbox_id for flight, _ in landed} - {flight.outbox_id for flight, _ in onward}
        self._mark_all([(flight, outcome) for flight, outcome in landed if flight.outbox_id in ended])
        again = (patiently(partial(self._elsewhere, flight, outcome.reason)) for flight, outcome in onward)
        return [flight for flight in again if flight is not None]

    def _mark_all(self, landed: Sequence[tuple[Flight, Outcome]]) -> None:
        try:
            patiently(lambda: self._marked(landed))
        except Exception:
            if len(landed) == 1:
                raise
            with ExitStack() as alone:  # what cannot be marked must not keep the others from it
                for each in landed:
                    alone.callback(patiently, partial(self._marked, [each]))

    def _taken(self, most: int) -> tuple[int, list[Flight]]:
        now = self.clock()
        with holding(self.engine) as session, session.begin():
            found = due(session, now, self._platforms(), most)
            if not found:
                return 0, []
            marks.claimed(session, found, self.name, now + LEASE)
            ready = self._together(session, found, now)
            if ready is None:
                ready = [(row, self._ready(session, row, self._ways(session, row))) for row in found]
            return len(found), _kept(session, [(row, each) for row, each in ready if each is not None])

    def _together(
        self, session: Session, found: Sequence[Outbox], now: datetime
    ) -> list[tuple[Outbox, Flight | None]] | None:
        """The messages as they go, None for each that does not; None for all where one of them cannot be composed."""
        try:
            with session.begin_nested(), known(session, found, now, self.zone, self._platforms()) as read:
                return [(row, self._flight(session, row, self._ways(session, row), known=read)) for row in found]
        except Exception as error:
            if is_busy(error):
                raise
            log.exception("one of %s messages cannot be composed", len(found))
            return None

    def _platforms(self) -> list[Platform]:
        return [each.platform for each in self.senders]

    def _flight(
        self, session: Session, row: Outbox, ways: Sequence[Sender], refused: tuple[str, ...] = (),
        known: Known | None = None,
    ) -> Flight | None:  # fmt: skip
        message = self._composed(session, row, ways[0].platform, known)
        return Flight(row.key_id, message, ways, refused) if message is not None else None

    def _elsewhere(self, flight: Flight, refused: str) -> Flight | None:
        """The same message, composed for the next platform."""
        with Session(self.engine) as session, session.begin():
            row = session.get_one(Outbox, flight.outbox_id, with_for_update=True)
            if not self._ours(row):
                return None
            row.may_repeat = _repeats(flight)
            ready = self._ready(session, row, flight.ways[1:], (*flight.refused, refused))
            return _kept(session, [(row, ready)])[0] if ready else None

    def _ours(self, row: Outbox) -> bool:
        return row.claimed_by == self.name and row.state is OutboxState.SENDING

    def _ready(
        self, session: Session, row: Outbox, ways: Sequence[Sender], refused: tuple[str, ...] = ()
    ) -> Flight | None:
        """The message as it goes; None where it is not to be sent now, or at all."""
        try:
            with session.begin_nested():
                return self._flight(session, row, ways, refused)
        except Exception as error:
            if is_busy(error):
                raise
            log.exception("message %s cannot be composed", row.id)
            self._again(session, row, NotNow(f"{type(error).__name__} while composing"), resent=False)
            return None

    def _composed(
        self, session: Session, row: Outbox, platform: Platform, known: Known | None = None
    ) -> Message | Erasure | None:
        """What to send, from the facts of this moment."""
        now = self.clock()
        if row.kind is MessageKind.ERASURE:
            return self._erasure(session, row, platform)
        if (later := delivering.not_now(session, row, now, self.zone)) is not None:
            row.state, row.next_at, row.attempts = OutboxState.QUEUED, later, row.attempts - 1
            session.add(row)
            return None
        leader = session.get(Outbox, row.follows_id) if row.follows_id else None
        if leader is not None and leader.state is not OutboxState.SENT:
            delivering.suppressed(session, row)
            return None
        made = compose(session, row, now, self.zone, platform, known)
        delivering.leave_out(session, row, made.left_out)
        if made.card is None:
            delivering.suppressed(session, row)
            return None
        return _message(session, row, made.card, platform, (leader.message_id or "") if leader else "")

    def _erasure(self, session: Session, row: Outbox, platform: Platform) -> Erasure:
        gap = gap_card(row.written_at.astimezone(self.zone).date())
        to, is_file = _message(session, row, gap, platform), row.card == IS_FILE
        return Erasure(
            row.dedupe_key, to.person_id, to.email, row.message_id or "", is_file, gap, to.place, to.account
        )  # fmt: skip

    def _ways(self, session: Session, row: Outbox) -> Sequence[Sender]:
        """The platforms by which it may go.

        A channel's and an erasure are bound to one; a person's is first what they prefer, then where they are known.
        """
        if len(self.senders) == 1:
            return self.senders
        bound = session.get_one(BoardPlace, row.place_id).platform if row.place_id else row.platform
        if bound is not None:
            return [each for each in self.senders if each.platform is bound] or self.senders
        preferred = session.get_one(Person, row.person_id).preferred_platform
        linked = set(session.exec(select(Identity.platform).filter_by(person_id=row.person_id)))
        return sorted(self.senders, key=lambda each: (each.platform is not preferred, each.platform not in linked))

    def _marked(self, landed: Sequence[tuple[Flight, Outcome]]) -> None:
        """What became of them, in one transaction."""
        if not landed:
            return
        outcomes = {flight.outbox_id: (flight, outcome) for flight, outcome in landed}
        wanted = select(Outbox).where(col(Outbox.id).in_(outcomes)).order_by(col(Outbox.id)).with_for_update()
        with holding(self.engine) as session, session.begin():
            ours = [(row, *outcomes[row.key_id]) for row in session.exec(wanted) if self._ours(row)]
            marks.sent(
                session,
                [(row, flight.ways[0].platform, outcome.message_id, _repeats(flight))
                 for row, flight, outcome in ours if isinstance(outcome, Went)],
                self.clock(),
            )  # fmt: skip
            self._asked(session, [(row, flight) for row, flight, outcome in ours if isinstance(outcome, Went)])
            for row, flight, outcome in ours:
                if not isinstance(outcome, Went):
                    self._not_sent(session, row, flight, outcome)

    def _not_sent(self, session: Session, row: Outbox, flight: Flight, outcome: Never | NotNow) -> None:
        repeats = row.may_repeat = _repeats(flight)
        session.add(row)
        match outcome:
            case Never():
                reasons = ", and ".join((*flight.refused, outcome.reason))
                delivering.failed(session, row, reasons, self.clock())
            case NotNow():
                self._again(session, row, outcome, resent=repeats and outcome.may_be_there and not outcome.certain)

    def _asked(self, session: Session, went: Sequence[tuple[Outbox, Flight]]) -> None:
        if went:
            delivering.asked(session, [row for row, _ in went], self.clock(), self.zone)
        for row, flight in went:
            if isinstance(flight.message, Message) and row.card == TAKEN_BACK:
                queue_erasure(session, row, self.clock())  # what it quotes was removed while it was on its way

    def _again(self, session: Session, row: Outbox, outcome: NotNow, *, resent: bool) -> None:
        """Try again after as long as the platform asked, else ever longer with jitter; in the end it is dead.

        So is what was `resent` in doubt already, and may have arrived again.
        """
        now = self.clock()
        if now - row.written_at > LONGEST or resent:
            delivering.failed(session, row, outcome.reason, now)
            return
        wait = outcome.after_s
        if wait is None:
            wait = self.random() * min(CAP_S, BASE_S * 2 ** min(row.attempts, 20))
        row.state, row.reason = OutboxState.QUEUED, outcome.reason
        row.next_at, row.may_repeat = now + timedelta(seconds=max(wait, BASE_S)), row.may_repeat or outcome.may_be_there
        session.add(row)


def _kept(session: Session, ready: Sequence[tuple[Outbox, Flight]]) -> list[Flight]:
    """Keep what is about to be sent, of several together."""
    session.flush()
    messages = [(row, flight.message) for row, flight in ready if isinstance(flight.message, Message)]
    marks.kept(session, [(row, _shown(row, message)) for row, message in messages])
    return [flight for _, flight in ready]


def _shown(row: Outbox, message: Message) -> dict[str, Any]:
    if row.may_repeat and row.card == TAKEN_BACK:
        return row.card
    shown: dict[str, Any] = to_json(message.card)
    return shown


def _repeats(flight: Flight) -> bool:
    """Whether it may have arrived before this try."""
    return isinstance(flight.message, Message) and flight.message.may_repeat


def _message(session: Session, row: Outbox, card: Card, platform: Platform, thread: str = "") -> Message:
    about: dict[str, Any] = {"card": card, "may_repeat": row.may_repeat, "thread": thread}
    if row.place_id is not None:
        place, name = session.get_one(BoardPlace, row.place_id), delivering.place_name(session, row.place_id)
        return Message(row.dedupe_key, 0, name, "", place=place.conversation, platform=place.platform, **about)
    person = session.get_one(Person, row.person_id)
    linked = reader_of(session).one(LINKED, person=person.key_id, platform=platform)
    account = linked.external_id if linked else ""
    return Message(row.dedupe_key, person.key_id, person.name, person.email, account=account, **about)
