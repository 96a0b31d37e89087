"""What the messages of one batch are composed from, read together while their transaction holds it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers import access
from handlers.access import identity, plan_views
from handlers.reminding import delivering, matters, rows
from handlers.reminding.matters import Matter
from models.database import Statement, among, reader_of
from models.outbox import Ledger, Outbox
from models.people import Identity, Person
from models.reminders import Reminder
from models.sql import PlanAction, Recommendation
from models.vocabulary import DueKind, DueState, LedgerState, Platform

PLACE = "reminders"
"""The conversation in which somebody is who asked nothing."""
LINKED = Statement(
    lambda: columns(col(Identity.external_id)).where(
        col(Identity.person_id) == bindparam("person"), col(Identity.platform) == bindparam("platform")
    )
)
LAST_TOLD = Statement(
    lambda: columns(func.max(Ledger.sent_at).label("at")).where(
        col(Ledger.subject) == bindparam("subject"), col(Ledger.kind) == DueKind.DEADLINE,
        col(Ledger.state) == LedgerState.SENT,
    )
)  # fmt: skip
_STANDS: dict[str, Any] = {"recommendation": Recommendation, "action": PlanAction}
PRESENT = {
    kind: Statement(
        columns(item.id).where(
            item.id == bindparam("id"), item.plan_id == bindparam("plan"), access.present(item, kind)
        )
    )
    for kind, item in _STANDS.items()
}
_ALL_PRESENT = {
    kind: Statement(columns(item.id, item.plan_id).where(among(item.id, "ids"), access.present(item, kind)))
    for kind, item in _STANDS.items()
}
_ALL_WAITING = Statement(
    lambda: columns(col(Reminder.id), col(Reminder.subject), col(Reminder.kind)).where(
        among(col(Reminder.subject), "subjects"), col(Reminder.state) == DueState.PENDING
    ).order_by(col(Reminder.due_on))
)  # fmt: skip
_SAID = (DueKind.ESCALATION, DueKind.DIGEST)
"""What a reminder says comes next."""
_ALL_LINKED = Statement(
    lambda: columns(col(Identity.person_id), col(Identity.external_id), col(Identity.platform)).where(
        among(col(Identity.person_id), "people")
    )
)
_ALL_LAST_TOLD = Statement(
    lambda: columns(col(Ledger.subject), func.max(Ledger.sent_at).label("at")).where(
        among(col(Ledger.subject), "subjects"), col(Ledger.kind) == DueKind.DEADLINE,
        col(Ledger.state) == LedgerState.SENT,
    ).group_by(col(Ledger.subject))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """The items that messages of one moment speak of: those that were read together, and any other one by one."""

    session: Session
    at: datetime
    zone: ZoneInfo
    matters: Mapping[str, Matter] = field(default_factory=dict)
    entries: Mapping[int, list[Ledger]] = field(default_factory=dict)

    def matter(self, subject: str) -> Matter | None:
        """The item behind a subject, if it is one."""
        return self.matters.get(subject) or matters.load(self.session, subject, self.at, self.zone)

    def asked(self, message: Outbox) -> list[Ledger]:
        """What a message asks that is still to be asked, in the order in which it was put down."""
        found = self.entries.get(message.key_id)
        return _entries(self.session, [message])[message.key_id] if found is None else found


@contextmanager
def known(
    session: Session, messages: Sequence[Outbox], at: datetime, zone: ZoneInfo, platforms: Sequence[Platform]
) -> Iterator[Known]:
    """Read together what messages are composed from: inside, and until anything is written, it is not read again."""
    entries = _entries(session, messages)
    subjects = sorted({entry.subject for about in entries.values() for entry in about})
    people = session.exec(select(Person).where(col(Person.id).in_({each.person_id for each in messages}))).all()
    with reader_of(session).ahead() as put:
        _read_people(session, put, people, platforms)
        _read_waiting(session, put, subjects, {entry.plan_id for about in entries.values() for entry in about})
        told = {row.subject: row for row in reader_of(session).all(_ALL_LAST_TOLD, subjects=subjects)}
        for subject in subjects:
            put(LAST_TOLD, [told.get(subject, SimpleNamespace(at=None))], subject=subject)
        found = matters.load_all(session, subjects, at, zone)
        _read_items(session, put, found.values())
        yield Known(session, at, zone, found, entries)


def _read_items(session: Session, put: Callable[..., None], found: Collection[Matter]) -> None:
    for kind, statement in _ALL_PRESENT.items():
        ids = [matter.id for matter in found if matter.kind == kind]
        present = {row.id: row for row in reader_of(session).all(statement, ids=ids)} if ids else {}
        for matter in (each for each in found if each.kind == kind):
            rows = [present[matter.id]] if matter.id in present else []
            put(PRESENT[kind], rows, id=matter.id, plan=matter.plan_id)


def _entries(session: Session, messages: Sequence[Outbox]) -> dict[int, list[Ledger]]:
    found: dict[int, list[Ledger]] = {each.key_id: [] for each in messages}
    asked = select(Ledger).where(col(Ledger.outbox_id).in_(found), col(Ledger.state) == LedgerState.QUEUED)
    for entry in session.exec(asked.order_by(col(Ledger.id))):
        found[entry.outbox_id or 0].append(entry)
    return found


def _read_waiting(session: Session, put: Callable[..., None], items: Iterable[str], plans: Iterable[int]) -> None:
    """What waits beside these items and plans, for `rows.pending`."""
    subjects = [*items, *(f"plan:{each}" for each in plans)]
    found: dict[tuple[str, DueKind], list[Any]] = {(subject, kind): [] for subject in subjects for kind in _SAID}
    for row in reader_of(session).all(_ALL_WAITING, subjects=subjects):
        found.setdefault((row.subject, row.kind), []).append(row)
    wanted = [row.id for (_, kind), several in found.items() if kind in _SAID for row in several]
    if wanted:
        session.exec(select(Reminder).where(col(Reminder.id).in_(wanted))).all()
    for (subject, kind), several in found.items():
        put(rows.WAITING, several, subject=subject, kind=kind)


def _read_people(
    session: Session, put: Callable[..., None], people: Sequence[Person], platforms: Sequence[Platform]
) -> None:
    reader, ids = reader_of(session), [each.key_id for each in people]
    delivering.read_ahead(session, put, ids)
    identity.read_ahead(reader, put, [each.email for each in people])
    for platform in platforms:
        plan_views.read_ahead(reader, put, [f"person:{each}" for each in ids], platform.value, PLACE)
    linked: dict[tuple[int, Platform], list[Any]] = {(each, platform): [] for each in ids for platform in platforms}
    for row in reader.all(_ALL_LINKED, people=ids):
        linked.setdefault((row.person_id, row.platform), []).append(row)
    for (person, platform), found in linked.items():
        put(LINKED, found, person=person, platform=platform)
