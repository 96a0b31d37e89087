"""Takes messages from the outbox to a platform: claimed with a lease, composed when sent, marked when they went.

A crash between sending and marking is found out from the platform where it can say what it has; where it cannot, the
message is sent once more and marked as one that may be a repeat.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from handlers.cards.redacting import gap_card
from handlers.redacting.chat import IS_FILE, TAKEN_BACK, queue_erasure
from handlers.reminding import delivering
from handlers.reminding.composing import compose
from models.card import Card, to_json
from models.database import patiently
from models.governance import BoardPlace
from models.outbox import Outbox
from models.people import Identity, Person
from models.vocabulary import MessageKind, OutboxState, Platform

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
CLAIMED = 20
LONGEST = timedelta(hours=72)  # a platform may be down for a day, or a weekend
BASE_S, CAP_S = 1.0, 300.0


@dataclass(frozen=True, slots=True)
class Message:
    """One message for a platform. `key` is the same however often it is tried.

    `place` is the conversation it goes to where that is a board's channel, as `platform` calls it; `person_id` is then
    0. `thread` is the platform's own id of the message in whose thread it goes.
    """

    key: str
    person_id: int
    name: str
    email: str
    card: Card
    may_repeat: bool
    place: str = ""
    platform: Platform | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A message of the bot's own, or a file it gave, that is to go from chat. `gap` is what may stand in its place."""

    key: str
    person_id: int
    email: str
    message_id: str
    is_file: bool
    gap: Card
    place: str = ""


class TryLater(Exception):
    """The platform did not take it now; `after_s` is how many seconds it asked for, None when it did not say."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Unreachable(Exception):
    """The platform will never take it: the message says why, in words for an administrator."""


class Sender(Protocol):
    """One platform's way to write to a person or a channel. No call is made inside a transaction."""

    platform: Platform
    certain: bool
    """Whether what `find` does not find is certainly not there, so that sending it again repeats nothing."""

    def send(self, message: Message) -> str:
        """Send it and give the platform's own id. Raises TryLater or Unreachable; anything else may have arrived."""

    def find(self, message: Message) -> str | None:
        """The id of a message already there under its key; None when it is not, or the platform cannot say."""

    def erase(self, erasure: Erasure) -> None:
        """Take it from chat; what is gone already is no fault. Raises TryLater or Unreachable; it may be repeated."""


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
            ours = [each.platform for each in (self.sender, *self.others)]
            mine = or_(col(Outbox.platform).is_(None), col(Outbox.platform).in_(ours))
            wanted = (
                select(Outbox)
                .where(free, mine, Outbox.next_at <= now, _leader_has_gone())
                .order_by(col(Outbox.next_at), col(Outbox.id))
            )
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

    def _composed(self, outbox_id: int, platform: Platform) -> Message | Erasure | None:
        try:
            return patiently(lambda: self._prepared(outbox_id, platform))
        except Exception as error:
            log.exception("message %s cannot be composed", outbox_id)
            self._again(outbox_id, f"{type(error).__name__} while composing", None, may_repeat=False)
            return None

    def _ways(self, outbox_id: int) -> Sequence[Sender]:
        """The platforms by which it may go.

        A channel's and an erasure are bound to one; a person's is first what they prefer, then where they are known.
        """
        senders = (self.sender, *self.others)
        if len(senders) == 1:
            return senders
        with Session(self.engine) as session:
            row = session.get_one(Outbox, outbox_id)
            bound = session.get_one(BoardPlace, row.place_id).platform if row.place_id else row.platform
            if bound is not None:
                return [each for each in senders if each.platform is bound] or senders
            person = session.get_one(Person, row.person_id)
            linked = set(session.exec(select(Identity.platform).filter_by(person_id=row.person_id)))
            preferred = person.preferred_platform
        return sorted(senders, key=lambda each: (each.platform is not preferred, each.platform not in linked))

    def _send(self, outbox_id: int, message: Message | Erasure, sender: Sender) -> bool:
        """Send it by one platform. Raises Unreachable."""
        try:
            sent, fresh = _erased(message, sender) if isinstance(message, Erasure) else _arrived(message, sender)
        except Unreachable:
            raise
        except TryLater as error:
            self._again(outbox_id, str(error), error.after_s, may_repeat=False)
        except Exception as error:  # noqa: BLE001  because whatever went wrong, it may have arrived
            log.warning("message %s: %s", message.key, type(error).__name__)
            why, again = f"{type(error).__name__} while sending", isinstance(message, Message)
            self._again(outbox_id, why, None, may_repeat=again, certain=sender.certain)
        else:
            self._sent(outbox_id, sent, message, sender.platform)
            return fresh
        return False

    def _prepared(self, outbox_id: int, platform: Platform) -> Message | Erasure | None:
        """What to send, from the facts of this moment; None when it is not to be sent now, or at all."""
        now = self.clock()
        with Session(self.engine) as session, session.begin():
            row = session.get_one(Outbox, outbox_id, with_for_update=True)
            if row.claimed_by != self.name or row.state is not OutboxState.SENDING:
                return None
            if row.kind is MessageKind.ERASURE:
                return self._erasure(session, row)
            if (later := delivering.not_now(session, row, now, self.zone)) is not None:
                row.state, row.next_at, row.attempts = OutboxState.QUEUED, later, row.attempts - 1
                session.add(row)
                return None
            row.lease_until = now + LEASE
            leader = session.get(Outbox, row.follows_id) if row.follows_id else None
            if leader is not None and leader.state is not OutboxState.SENT:
                delivering.suppressed(session, row)
                return None
            made = compose(session, row, now, self.zone, platform)
            delivering.leave_out(session, row, made.left_out)
            if made.card is None:
                delivering.suppressed(session, row)
                return None
            row.card = row.card if row.may_repeat and row.card == TAKEN_BACK else to_json(made.card)
            return _message(session, row, made.card, (leader.message_id or "") if leader else "")

    def _erasure(self, session: Session, row: Outbox) -> Erasure:
        gap = gap_card(row.written_at.astimezone(self.zone).date())
        to, is_file = _message(session, row, gap, ""), row.card == IS_FILE
        return Erasure(row.dedupe_key, to.person_id, to.email, row.message_id or "", is_file, gap, to.place)

    def _sent(self, outbox_id: int, message_id: str, message: Message | Erasure, platform: Platform) -> None:
        def mark(session: Session, row: Outbox) -> None:
            row.platform, row.message_id = platform, message_id
            delivering.sent(session, row, self.clock(), self.zone)
            if isinstance(message, Message) and row.card == TAKEN_BACK:
                queue_erasure(session, row, self.clock())  # what it quotes was removed while it was on its way

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


def _arrived(message: Message, sender: Sender) -> tuple[str, bool]:
    """The platform's id of a message, and whether it was sent only now."""
    found = sender.find(message) if message.may_repeat else None
    sure = replace(message, may_repeat=message.may_repeat and not sender.certain)
    return found or sender.send(sure), found is None


def _erased(erasure: Erasure, sender: Sender) -> tuple[str, bool]:
    sender.erase(erasure)
    return erasure.message_id, False


def _leader_has_gone() -> Any:
    """The condition that a message follows none, or one that is not waiting any more."""
    leader = aliased(Outbox)
    waits = select(leader.id).where(
        col(leader.id) == Outbox.follows_id, col(leader.state).in_([OutboxState.QUEUED, OutboxState.SENDING])
    )
    return or_(col(Outbox.follows_id).is_(None), ~waits.exists())


def _message(session: Session, row: Outbox, card: Card, thread: str) -> Message:
    if row.place_id is not None:
        place, name = session.get_one(BoardPlace, row.place_id), delivering.place_name(session, row.place_id)
        return Message(row.dedupe_key, 0, name, "", card, row.may_repeat, place.conversation, place.platform, thread)
    person = session.get_one(Person, row.person_id)
    return Message(row.dedupe_key, person.key_id, person.name, person.email, card, row.may_repeat, thread=thread)


def _let_go(session: Session, row: Outbox) -> None:
    """What was claimed and not tried is for whoever comes next."""
    row.state, row.claimed_by, row.lease_until, row.attempts = OutboxState.QUEUED, None, None, row.attempts - 1
    session.add(row)
