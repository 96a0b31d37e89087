"""One request to one person: put down once, with what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.reminding import words
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Recipient
from models.database import Statement, reader_of, table_of
from models.outbox import Ledger, Outbox, Snooze
from models.rules.hours import is_open, zone_of
from models.rules.ladder import JUST_ANSWERED
from models.rules.working_days import working_days_between
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
_PUT_DOWN = Statement(
    lambda: insert(table_of(Ledger)).values(
        {each.name: bindparam(each.name) for each in table_of(Ledger).c if each.name not in ("id", "sent_at")}
    )
)


@dataclass(frozen=True, slots=True)
class Now:
    """One pass: the session, the moment, and the council's time zone."""

    session: Session
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day in the council's time zone."""
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is asked: of which plan, about what, why, for which day."""

    plan_id: int
    subject: str
    kind: DueKind
    due_on: date
    moment: str | None = None
    note: str | None = None


def ask(now: Now, entry: Entry, to: Recipient, matter: Matter | None = None) -> bool:
    """Put one request to one person down, and say whether it is dealt with; if not, a later pass does it."""
    local = now.at.astimezone(zone_of(to.person.time_zone, now.zone)).date()
    if there(now, entry, f"person:{to.person.key_id}"):
        return True
    if local < entry.due_on:
        return False
    if matter and matter.word and entry.kind is DueKind.DEADLINE and _just_answered(matter.word.on, entry.due_on):
        put_down(now, entry, to, LedgerState.SUPPRESSED, words.answered(matter.word.on))
        return True
    due_on = matter.due_on if matter else None
    if (due_on is None or local < due_on) and (until := _snoozed(now, entry, to, local)) is not None:
        put_down(now, entry, to, LedgerState.SNOOZED, words.snoozed(until))
        return True
    if not is_open(now.at, zone_of(to.person.time_zone, now.zone)):
        return False
    message = _daily(now, to, local)
    if message is None:
        return False
    _put_down(now, entry, to, LedgerState.QUEUED, None, message, f"person:{to.person.key_id}")
    return True


def _just_answered(answered_on: date, due_on: date) -> bool:
    return answered_on >= due_on or working_days_between(answered_on, due_on) <= JUST_ANSWERED


def _snoozed(now: Now, entry: Entry, to: Recipient, local: date) -> date | None:
    found = reader_of(now.session).one(_SNOOZED, subject=entry.subject, person=to.person.key_id)
    return found.until_on if found and found.until_on > local else None


def _daily(now: Now, to: Recipient, local: date) -> Outbox | None:
    """The one message of this person's day, while it has not gone; None when it has."""
    found = reader_of(now.session).one(_WAITS, person=to.person.key_id)
    if found is not None:
        return now.session.get_one(Outbox, found.id)
    return write(now, f"daily:{to.person.key_id}:{local.isoformat()}", MessageKind.DAILY, person_id=to.person.key_id)


def write(now: Now, key: str, kind: MessageKind, **about: Any) -> Outbox | None:
    """A new message in the outbox, to a person or a place; None when there was one under this key already."""
    if now.session.exec(select(Outbox.id).where(Outbox.dedupe_key == key)).first() is not None:
        return None
    added = Outbox(dedupe_key=key, kind=kind, written_at=now.at, next_at=now.at, **about)
    now.session.add(added)
    now.session.flush()
    return added


def there(now: Now, entry: Entry, recipient: str) -> bool:
    """Whether this request to this recipient is in the ledger."""
    about = {"subject": entry.subject, "kind": entry.kind, "due_on": entry.due_on, "recipient": recipient}
    return reader_of(now.session).one(_THERE, **about) is not None


def put_down(
    now: Now, entry: Entry, to: Recipient | None, state: LedgerState, reason: str | None,
    message: Outbox | None = None, recipient: str = "nobody",
) -> None:  # fmt: skip
    """Put a request down in the ledger with what became of it, unless it is there."""
    recipient = f"person:{to.person.key_id}" if to else recipient
    if there(now, entry, recipient):
        return
    _put_down(now, entry, to, state, reason, message, recipient)


def _put_down(
    now: Now, entry: Entry, to: Recipient | None, state: LedgerState, reason: str | None,
    message: Outbox | None, recipient: str,
) -> None:  # fmt: skip
    reader_of(now.session).run(
        _PUT_DOWN, plan_id=entry.plan_id, subject=entry.subject, kind=entry.kind, due_on=entry.due_on,
        recipient=recipient, recipient_id=to.person.key_id if to else None, state=state, reason=reason,
        moment=entry.moment, note=entry.note, because=to.because.value if to else None,
        outbox_id=message.key_id if message else None, at=now.at,
    )  # fmt: skip


def nobody(now: Now, entry: Entry) -> bool:
    """There is nobody to ask: put down as failed, with that reason."""
    put_down(now, entry, None, LedgerState.FAILED, words.nobody())
    return True
