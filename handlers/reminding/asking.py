"""One request to one person: put down once, with what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.reminding import matters, recipients, rows, words
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Recipient
from models.database import Statement, reader_of, table_of
from models.outbox import Ledger, Outbox, Snooze
from models.rules.hours import is_open, zone_of
from models.rules.ladder import JUST_ANSWERED
from models.rules.working_days import add_working_days
from models.vocabulary import DueKind, LedgerState, MessageKind, OutboxState

_THERE = Statement(
    lambda: columns(col(Ledger.id)).where(
        *(table_of(Ledger).c[name] == bindparam(name) for name in ("subject", "kind", "due_on", "recipient"))
    )
)
_SNOOZED = Statement(
    lambda: columns(col(Snooze.until_on)).where(
        col(Snooze.subject) == bindparam("subject"), col(Snooze.person_id) == bindparam("person")
    )
)
_WAITS = Statement(
    lambda: columns(col(Outbox.id)).where(
        col(Outbox.person_id) == bindparam("person"), col(Outbox.kind) == MessageKind.DAILY,
        col(Outbox.state) == OutboxState.QUEUED,
    ).with_for_update()
)  # fmt: skip
PUT_DOWN = Statement(
    lambda: insert(table_of(Ledger)).values(
        {each.name: bindparam(each.name) for each in table_of(Ledger).c if each.name not in ("id", "sent_at")}
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is asked: of which plan, about what, why, for which day."""

    plan_id: int
    subject: str
    kind: DueKind
    due_on: date
    moment: str | None = None
    note: str | None = None


Written = int | str
"""A message in the outbox, by its id, or by its key where it is still to be written."""


@dataclass(frozen=True, slots=True)
class Now:
    """One pass: the session, the moment, the council's time zone, and what is found and put down in it, one by one."""

    session: Session
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day in the council's time zone."""
        return self.at.astimezone(self.zone).date()

    def matter(self, subject: str) -> Matter | None:
        """The item behind a subject, if it is one."""
        return matters.load(self.session, subject, self.at, self.zone)

    def whom(self, subject: str, plan_id: int) -> list[Recipient]:
        """Those who are asked about an item today."""
        return recipients.whom(self.session, subject, plan_id, self.today)

    def there(self, entry: Entry, recipient: str) -> bool:
        """Whether this request to this recipient is in the ledger."""
        about = {"subject": entry.subject, "kind": entry.kind, "due_on": entry.due_on, "recipient": recipient}
        return reader_of(self.session).one(_THERE, **about) is not None

    def snoozed(self, subject: str, person_id: int) -> date | None:
        """The day until which somebody asked to be left alone about an item."""
        found = reader_of(self.session).one(_SNOOZED, subject=subject, person=person_id)
        return found.until_on if found else None

    def daily(self, to: Recipient, local: date) -> Written | None:
        """The one message of this person's day, while it has not gone; None when it has."""
        person_id = to.person.key_id
        found = reader_of(self.session).one(_WAITS, person=person_id)
        if found is not None:
            return int(found.id)
        added = write(self, daily_key(person_id, local), MessageKind.DAILY, person_id=person_id)
        return added.key_id if added else None

    def put_down(self, entry: dict[str, Any]) -> None:
        """Put a request down in the ledger."""
        reader_of(self.session).run(PUT_DOWN, **entry)

    def put(self, plan_id: int, subject: str, kind: DueKind, on: date | None) -> None:
        """Have the one row of a subject and kind wait for a day, or none."""
        rows.put(self.session, plan_id, subject, kind, on, self.at)


def daily_key(person_id: int, local: date) -> str:
    """What makes a second message of somebody's day impossible."""
    return f"daily:{person_id}:{local.isoformat()}"


def ask(now: Now, entry: Entry, to: Recipient, matter: Matter | None = None) -> bool:
    """Put one request to one person down, and say whether it is dealt with; if not, a later pass does it."""
    zone = zone_of(to.person.time_zone, now.zone)
    local = now.at.astimezone(zone).date()
    if now.there(entry, f"person:{to.person.key_id}"):
        return True
    if local < entry.due_on:
        return False
    if matter and matter.word and entry.kind is DueKind.DEADLINE and _just_answered(matter.word.on, entry.due_on):
        _put_down(now, entry, to, LedgerState.SUPPRESSED, words.answered(matter.word.on))
        return True
    due_on = matter.due_on if matter else None
    until = now.snoozed(entry.subject, to.person.key_id) if due_on is None or local < due_on else None
    if until is not None and until > local:
        _put_down(now, entry, to, LedgerState.SNOOZED, words.snoozed(until))
        return True
    message = now.daily(to, local) if is_open(now.at, zone) else None
    if message is None:
        return False
    _put_down(now, entry, to, LedgerState.QUEUED, None, message)
    return True


def _just_answered(answered_on: date, due_on: date) -> bool:
    """Whether no more than so many working days lie after the answer, up to the day itself."""
    return due_on < add_working_days(answered_on, JUST_ANSWERED + 1)


def write(now: Now, key: str, kind: MessageKind, **about: Any) -> Outbox | None:
    """A new message in the outbox, to a person or a place; None when there was one under this key already."""
    if now.session.exec(select(Outbox.id).where(Outbox.dedupe_key == key)).first() is not None:
        return None
    added = Outbox(dedupe_key=key, kind=kind, written_at=now.at, next_at=now.at, **about)
    now.session.add(added)
    now.session.flush()
    return added


def put_down(
    now: Now, entry: Entry, to: Recipient | None, state: LedgerState, reason: str | None,
    message: Outbox | None = None, recipient: str = "nobody",
) -> None:  # fmt: skip
    """Put a request down in the ledger with what became of it, unless it is there."""
    recipient = f"person:{to.person.key_id}" if to else recipient
    if now.there(entry, recipient):
        return
    _put_down(now, entry, to, state, reason, message.key_id if message else None, recipient)


def _put_down(
    now: Now, entry: Entry, to: Recipient | None, state: LedgerState, reason: str | None,
    message: Written | None = None, recipient: str = "",
) -> None:  # fmt: skip
    now.put_down({
        "plan_id": entry.plan_id, "subject": entry.subject, "kind": entry.kind, "due_on": entry.due_on,
        "recipient": f"person:{to.person.key_id}" if to else recipient,
        "recipient_id": to.person.key_id if to else None, "state": state, "reason": reason, "moment": entry.moment,
        "note": entry.note, "because": to.because.value if to else None, "outbox_id": message, "at": now.at,
    })  # fmt: skip


def nobody(now: Now, entry: Entry) -> bool:
    """There is nobody to ask: put down as failed, with that reason."""
    put_down(now, entry, None, LedgerState.FAILED, words.nobody())
    return True
