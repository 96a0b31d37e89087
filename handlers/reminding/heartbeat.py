"""The daily sign that reminders run: one line to whoever an administrator named, so that its silence is an alarm."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.cards import heartbeat as cards
from handlers.cards.heartbeat import Ran
from handlers.reminding.asking import Now, write
from models.audit import FOUND, AuditEntry
from models.card import Card
from models.database import Statement, reader_of
from models.outbox import Ledger, Outbox
from models.people import Person
from models.plan import Council
from models.reminders import ClockDay
from models.rules.hours import is_open, zone_of
from models.vocabulary import LedgerState, MessageKind, OutboxState

SETTING = "heartbeat"
_SETTINGS = Statement(lambda: columns(col(Council.settings)))
_WAITS = (OutboxState.QUEUED, OutboxState.SENDING)


def queue(now: Now) -> None:
    """Put today's line in the outbox, for those who are to get it and whose hours have begun."""
    for person in readers(now.session):
        zone = zone_of(person.time_zone, now.zone)
        if is_open(now.at, zone):
            key = f"heartbeat:{person.key_id}:{now.at.astimezone(zone).date().isoformat()}"
            write(now, key, MessageKind.HEARTBEAT, person_id=person.key_id)


def readers(session: Session) -> list[Person]:
    """Whom an administrator named, while they are here."""
    said = [row.settings.get(SETTING) for row in reader_of(session).all(_SETTINGS)]
    named = {str(each) for each in said if each}
    if not named:
        return []
    return list(session.exec(select(Person).where(col(Person.email).in_(named), Person.active).order_by("id")))


def beat(session: Session, at: datetime, zone: ZoneInfo) -> None:
    """Put down that a pass over all that is due ended at `at`."""
    on = at.astimezone(zone).date()
    row = session.exec(select(ClockDay).where(ClockDay.on_day == on).with_for_update()).first()
    row = row or ClockDay(on_day=on, first_at=at, last_at=at)
    row.last_at, row.passes = max(row.last_at, at), row.passes + 1
    session.add(row)


def last_pass(session: Session) -> datetime | None:
    """When a pass last ended; None before the first."""
    return session.exec(select(func.max(ClockDay.last_at))).one()


def composed(session: Session, message: Outbox, at: datetime, zone: ZoneInfo) -> Card:
    """What was due, sent and not sent since the line before, or in the day before the first."""
    before = session.exec(
        select(func.max(Outbox.sent_at)).where(
            Outbox.kind == MessageKind.HEARTBEAT, Outbox.person_id == message.person_id
        )
    ).one()
    since = before or at - timedelta(days=1)
    ran = Ran(
        since.astimezone(zone),
        due=_count(session, Ledger, Ledger.at > since),
        sent=_count(session, Outbox, col(Outbox.sent_at) > since),
        failed=_count(session, Outbox, Outbox.state == OutboxState.FAILED, Outbox.next_at > since),
        unasked=_count(session, Ledger, Ledger.state == LedgerState.FAILED, Ledger.at > since,
                       col(Ledger.outbox_id).is_(None)),
        waiting=_oldest(session, message, zone),
        tampered=_count(session, AuditEntry, col(AuditEntry.event).in_(FOUND), AuditEntry.at > since),
    )  # fmt: skip
    return cards.heartbeat_card(ran)


def _count(session: Session, table: type[AuditEntry | Ledger | Outbox], *where: object) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()  # type: ignore[arg-type]


def _oldest(session: Session, message: Outbox, zone: ZoneInfo) -> datetime | None:
    before = Outbox.written_at < message.written_at
    wanted = select(Outbox.written_at).where(col(Outbox.state).in_(_WAITS), before)
    found = session.exec(wanted.order_by(col(Outbox.written_at))).first()
    return found.astimezone(zone) if found is not None else None
