"""Takes messages from the outbox to a platform: claimed with a lease, composed when sent, marked when they went.

A crash between sending and marking is found out from the platform where it can say what it has; where it cannot, the
message is sent once more and marked as one that may be a repeat.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, and_, col, or_, select

from handlers.reminding import delivering
from handlers.reminding.composing import compose
from models.card import Card, to_json
from models.database import patiently
from models.outbox import Outbox
from models.people import Identity, Person
from models.vocabulary import OutboxState, Platform

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
CLAIMED = 20
LONGEST = timedelta(hours=72)  # a platform may be down for a day, or a weekend
BASE_S, CAP_S = 1.0, 300.0


@dataclass(frozen=True, slots=True)
class Message:
    """One message for a platform. `key` is the same however often it is tried."""

    key: str
    person_id: int
    name: str
    email: str
    card: Card
    may_repeat: bool


class TryLater(Exception):
    """The platform did not take it now; `after_s` is how many seconds it asked for, None when it did not say."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Unreachable(Exception):
    """The platform will never take it: the message says why, in words for an administrator."""


class Sender(Protocol):
    """One platform's way to write to a person. Neither call is made inside a transaction."""

    platform: Platform
    certain: bool
    """Whether what `find` does not find is certainly not there, so that sending it again repeats nothing."""

    def send(self, message: Message) -> str:
        """Send it and give the platform's own id. Raises TryLater or Unreachable; anything else may have arrived."""

    def find(self, message: Message) -> str | None:
        """The id of a message already there under its key; None when it is not, or the platform cannot say."""


@dataclass
class Relay:
    """Sends what is due: each person's by one platform, and where that cannot reach them by another.

    `random` gives a fraction for the jitter of a retry.
    """

    engine: Engine
    sender: Sender
    zone: ZoneInfo
    clock: Callable[[], datetime]
    random: Callable[[], float] = field(default=lambda: secrets.randbelow(1_000) / 1_000)
    name: str = field(default_factory=lambda: secrets.token_hex(4))
    stopping: Callable[[], bool] = field(default=lambda: False)
    others: tuple[Sender, ...] = ()

    def run(self) -> int:
        """Send until nothing is left to send now, or until told to stop, and say how many went."""
        sent = 0
        while not self.stopping() and (claimed := patiently(self._claim)):
            for each in claimed:
                if self.stopping():
                    self._mark(each, _let_go)
                else:
                    sent += self._deliver(each)
        return sent

    def _claim(self) -> Sequence[int]:
        """Take the next few for ourselves. Two relays never hold one message, unless a lease ran out."""
        now = self.clock()
        with Session(self.engine) as session, session.begin():
            free = or_(
                Outbox.state == OutboxState.QUEUED,
                and_(col(Outbox.state) == OutboxState.SENDING, col(Outbox.lease_until) <= now),
            )
            wanted = select(Outbox).where(free, Outbox.next_at <= now).order_by(col(Outbox.next_at), col(Outbox.id))
            found = list(session.exec(wanted.limit(CLAIMED).with_for_update(skip_locked=True)))
            for row in found:
                row.may_repeat = row.may_repeat or row.state is OutboxState.SENDING
                row.state, row.claimed_by, row.lease_until = OutboxState.SENDING, self.name, now + LEASE
                row.attempts += 1
                session.add(row)
            return [row.key_id for row in found]

    def _deliver(self, outbox_id: int) -> bool:
        refused: list[str] = []
        for sender in patiently(lambda: self._ways(outbox_id)):
            message = self._composed(outbox_id, sender.platform)
            if message is None:
                return False
            try:
                return self._send(outbox_id, message, sender)
            except Unreachable as error:
                refused.append(str(error))
        self._refused(outbox_id, ", and ".join(refused))
        return False

    def _composed(self, outbox_id: int, platform: Platform) -> Message | None:
        try:
            return patiently(lambda: self._prepared(outbox_id, platform))
        except Exception as error:
            log.exception("message %s cannot be composed", outbox_id)
            self._again(outbox_id, f"{type(error).__name__} while composing", None, may_repeat=False)
            return None

    def _ways(self, outbox_id: int) -> Sequence[Sender]:
        """The platforms by which somebody may be reached: the one they prefer, where they are known, the others."""
        senders = (self.sender, *self.others)
        if len(senders) == 1:
            return senders
        with Session(self.engine) as session:
            row = session.get_one(Outbox, outbox_id)
            person = session.get_one(Person, row.person_id)
            linked = set(session.exec(select(Identity.platform).filter_by(person_id=row.person_id)))
            preferred = person.preferred_platform
        return sorted(senders, key=lambda each: (each.platform is not preferred, each.platform not in linked))

    def _send(self, outbox_id: int, message: Message, sender: Sender) -> bool:
        """Send it by one platform. Raises Unreachable."""
        try:
            found = sender.find(message) if message.may_repeat else None
            sure = replace(message, may_repeat=message.may_repeat and not sender.certain)
            sent = found or sender.send(sure)
        except Unreachable:
            raise
        except TryLater as error:
            self._again(outbox_id, str(error), error.after_s, may_repeat=False)
        except Exception as error:  # noqa: BLE001  because whatever went wrong, it may have arrived
            log.warning("message %s: %s", message.key, type(error).__name__)
            why = f"{type(error).__name__} while sending"
            self._again(outbox_id, why, None, may_repeat=True, certain=sender.certain)
        else:
            self._sent(outbox_id, sent, message, sender.platform)
            return found is None
        return False

    def _prepared(self, outbox_id: int, platform: Platform) -> Message | None:
        """What to send, from the facts of this moment; None when it is not to be sent now, or at all."""
        now = self.clock()
        with Session(self.engine) as session, session.begin():
            row = session.get_one(Outbox, outbox_id)
            if row.claimed_by != self.name or row.state is not OutboxState.SENDING:
                return None
            person = session.get_one(Person, row.person_id)
            if (later := delivering.not_now(session, row, person, now, self.zone)) is not None:
                row.state, row.next_at, row.attempts = OutboxState.QUEUED, later, row.attempts - 1
                session.add(row)
                return None
            row.lease_until = now + LEASE
            made = compose(session, row, now, self.zone, platform)
            delivering.leave_out(session, row, made.left_out)
            if made.card is None:
                delivering.suppressed(session, row)
                return None
            return Message(row.dedupe_key, person.key_id, person.name, person.email, made.card, row.may_repeat)

    def _sent(self, outbox_id: int, message_id: str, message: Message, platform: Platform) -> None:
        def mark(session: Session, row: Outbox) -> None:
            row.platform, row.message_id, row.card = platform, message_id, to_json(message.card)
            delivering.sent(session, row, self.clock(), self.zone)

        self._mark(outbox_id, mark)

    def _refused(self, outbox_id: int, reason: str) -> None:
        self._mark(outbox_id, lambda session, row: delivering.failed(session, row, reason, self.clock()))

    def _again(
        self, outbox_id: int, reason: str, after_s: float | None, *, may_repeat: bool, certain: bool = True
    ) -> None:
        """Try again after as long as the platform asked, else ever longer with jitter; in the end it is dead."""
        now = self.clock()

        def mark(session: Session, row: Outbox) -> None:
            resent = row.may_repeat and may_repeat and not certain
            if now - row.written_at > LONGEST or resent:
                delivering.failed(session, row, reason, now)
                return
            wait = after_s if after_s is not None else self.random() * min(CAP_S, BASE_S * 2 ** min(row.attempts, 20))
            row.state, row.reason = OutboxState.QUEUED, reason
            row.next_at, row.may_repeat = now + timedelta(seconds=max(wait, BASE_S)), row.may_repeat or may_repeat
            session.add(row)

        self._mark(outbox_id, mark)

    def _mark(self, outbox_id: int, mark: Callable[[Session, Outbox], None]) -> None:
        """What became of it must be written, however busy the database is."""
        patiently(lambda: self._marked(outbox_id, mark))

    def _marked(self, outbox_id: int, mark: Callable[[Session, Outbox], None]) -> None:
        with Session(self.engine) as session, session.begin():
            row = session.get_one(Outbox, outbox_id, with_for_update=True)
            if row.claimed_by == self.name and row.state is OutboxState.SENDING:
                mark(session, row)


def _let_go(session: Session, row: Outbox) -> None:
    """What was claimed and not tried is for whoever comes next."""
    row.state, row.claimed_by, row.lease_until, row.attempts = OutboxState.QUEUED, None, None, row.attempts - 1
    session.add(row)
