"""What became of a message, put down with what was asked in it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, not_, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.reminding import rows
from handlers.reminding.words import not_erased, not_posted, settled, unreached
from models.database import Statement, among, reader_of, table_of
from models.governance import Board, BoardPlace
from models.outbox import Ledger, Outbox
from models.people import Person
from models.reminders import Reminder
from models.rules.hours import is_open, next_open, opening, zone_of
from models.vocabulary import DueKind, LedgerState, MessageKind, OutboxState

_LAST_DAILY = Statement(
    lambda: columns(func.max(Outbox.sent_at).label("at")).where(
        col(Outbox.person_id) == bindparam("person"), col(Outbox.kind) == MessageKind.DAILY
    )
)
_LAST_DAILIES = Statement(
    lambda: columns(col(Outbox.person_id), func.max(Outbox.sent_at).label("at")).where(
        among(col(Outbox.person_id), "people"), col(Outbox.kind) == MessageKind.DAILY
    ).group_by(col(Outbox.person_id))
)  # fmt: skip
_SENT_BEFORE = Statement(
    lambda: columns(col(Ledger.subject)).where(
        among(col(Ledger.subject), "subjects"), col(Ledger.state) == LedgerState.SENT,
        not_(among(col(Ledger.outbox_id), "messages")),
    ).distinct()
)  # fmt: skip
_WAITING = Statement(
    lambda: columns(col(Ledger.subject)).where(
        among(col(Ledger.outbox_id), "messages"), col(Ledger.state) == LedgerState.QUEUED
    )
)
_CLOSE = Statement(
    lambda: update(table_of(Ledger)).where(
        among(col(Ledger.outbox_id), "messages"), col(Ledger.state) == LedgerState.QUEUED
    ).values({name: bindparam(f"new_{name}") for name in ("state", "reason", "sent_at")})
)  # fmt: skip


def not_now(session: Session, row: Outbox, now: datetime, council: ZoneInfo) -> datetime | None:
    """When it may go, in UTC, if not now: outside somebody's hours, or when their day has had its message.

    That inspectors are coming goes at once, whatever the hour.
    """
    if row.kind is MessageKind.NOTICE:
        return None
    zone = zone_of(session.get_one(Person, row.person_id).time_zone if row.person_id else None, council)
    if not is_open(now, zone):
        return next_open(now, zone)
    if row.kind is not MessageKind.DAILY:
        return None
    today = now.astimezone(zone).date()
    last = reader_of(session).one(_LAST_DAILY, person=row.person_id).at
    if last and last.astimezone(zone).date() == today:
        return opening(today + timedelta(days=1), zone)
    return None


def read_ahead(session: Session, put: Callable[..., None], people: list[int]) -> None:
    """Read together, for `not_now`, when each of these people last had the message of a day: see `Writer.ahead`."""
    last = {row.person_id: row for row in reader_of(session).all(_LAST_DAILIES, people=people)}
    for person in people:
        put(_LAST_DAILY, [last.get(person, SimpleNamespace(at=None))], person=person)


def leave_out(session: Session, row: Outbox, left_out: Sequence[tuple[int, str]]) -> None:
    """Put down what was queued and is not said, and why."""
    for entry_id, reason in left_out:
        entry = session.get_one(Ledger, entry_id)
        entry.state, entry.reason = LedgerState.SUPPRESSED, reason
        session.add(entry)
    session.add(row)


def suppressed(session: Session, row: Outbox) -> None:
    """Nothing is left to say."""
    row.state, row.reason = OutboxState.SUPPRESSED, settled()
    _close(session, row, LedgerState.SUPPRESSED, settled())


def sent(session: Session, row: Outbox, now: datetime, zone: ZoneInfo) -> None:
    """It went: what it asked is now asked. Silence begins with the first request about an item that was delivered."""
    went(session, row, now)
    asked(session, [row], now, zone)


def went(session: Session, row: Outbox, now: datetime) -> None:
    """Put down that it went, and not yet what that means for what it asked: see `asked`."""
    row.state, row.sent_at, row.reason, row.lease_until = OutboxState.SENT, now, None, None
    session.add(row)


def asked(session: Session, went: Sequence[Outbox], now: datetime, zone: ZoneInfo) -> None:
    """What messages that went asked is now asked."""
    messages = [each.key_id for each in went]
    subjects = _close_entries(session, messages, LedgerState.SENT, None, now)
    before = reader_of(session).all(_SENT_BEFORE, subjects=sorted(subjects), messages=messages) if subjects else ()
    rows.rewrite(session, sorted(subjects - {each.subject for each in before}), now, zone)


def failed(session: Session, row: Outbox, reason: str, now: datetime) -> None:
    """It will not go: those who run each plan are told."""
    row.state, row.reason = OutboxState.FAILED, reason
    subject, note = _missed(session, row, reason)
    plans = {entry.plan_id for entry in session.exec(select(Ledger).filter_by(outbox_id=row.id))}
    _close(session, row, LedgerState.FAILED, reason)
    for plan_id in sorted(plans | ({row.plan_id} if row.plan_id else set())):
        _tell_office(session, plan_id, subject, note, now)


def _tell_office(session: Session, plan_id: int, subject: str, note: str, now: datetime) -> None:
    """Put down that who runs a plan is told of this: in the notice of it that still waits, else in one of its own.

    Two notices of one day are two things to know. One that was asked already cannot take more words, and a row of
    another plan is told to other people, so the next free day takes what has no row to stand in.
    """
    waiting = rows.pending(session, subject, DueKind.UNREACHED)
    mine = next((row for row in waiting if row.plan_id == plan_id and not _asked(session, row)), None)
    if mine is not None:
        mine.note = mine.note if note in (mine.note or "") else f"{mine.note} {note}"
        session.add(mine)
        session.flush()
        return
    day = now.date()
    while session.exec(select(Reminder.id).filter_by(subject=subject, kind=DueKind.UNREACHED, due_on=day)).first():
        day += timedelta(days=1)
    session.add(
        Reminder(plan_id=plan_id, subject=subject, kind=DueKind.UNREACHED, due_on=day, note=note, written_at=now)
    )
    session.flush()


def _asked(session: Session, row: Reminder) -> bool:
    """Whether anybody was asked about a row, so that what it says now would reach nobody."""
    asked = select(Ledger.id).filter_by(subject=row.subject, kind=row.kind, due_on=row.due_on)
    return session.exec(asked).first() is not None


def _missed(session: Session, row: Outbox, reason: str) -> tuple[str, str]:
    """Who was not reached, and that in words for those who run the plan."""
    name, subject = _to(session, row)
    if row.kind is MessageKind.ERASURE:
        return subject, not_erased(name, reason)
    return subject, (not_posted if row.place_id is not None else unreached)(name, reason)


def _to(session: Session, row: Outbox) -> tuple[str, str]:
    if row.place_id is not None:
        return place_name(session, row.place_id), f"place:{row.place_id}"
    person = session.get_one(Person, row.person_id)
    return person.name, f"person:{person.id}"


def place_name(session: Session, place_id: int) -> str:
    """What a board's channel is called: by its board."""
    place = session.get_one(BoardPlace, place_id)
    board = session.get(Board, place.board_id) if place.board_id else None
    return f"the channel of the {board.name}" if board else "the plan's channel"


def _close(
    session: Session, row: Outbox, state: LedgerState, reason: str | None, at: datetime | None = None
) -> set[str]:
    row.lease_until = None
    session.add(row)
    return _close_entries(session, [row.key_id], state, reason, at)


def _close_entries(
    session: Session, messages: list[int], state: LedgerState, reason: str | None, at: datetime | None = None
) -> set[str]:
    reader = reader_of(session)
    subjects = {entry.subject for entry in reader.all(_WAITING, messages=messages)}
    reader.run(_CLOSE, messages=messages, new_state=state, new_reason=reason, new_sent_at=at)
    return subjects
