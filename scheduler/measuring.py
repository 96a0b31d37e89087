"""What somebody who watches a server wants to know of it: counts and ages, and nothing about anybody."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select

from models import sql
from models.audit import FOUND
from models.database import Reader, Statement, table_of
from models.reminders import ClockDay
from models.vocabulary import InboxState, OutboxState


class Measure(NamedTuple):
    """One number, under its name and what it is of. Ages are in seconds."""

    name: str
    about: str
    value: float
    state: str = ""


_MESSAGES = "ofsted_bot_outbox_messages", "Messages by how far they have come."
_REPEATS = "ofsted_bot_outbox_may_repeat", "Messages of which an earlier try may have arrived."
_MESSAGE_AGE = "ofsted_bot_outbox_oldest_due_seconds", "How long the oldest message that is due has waited."
_DELIVERIES = "ofsted_bot_inbox_deliveries", "What came in, by how far it has come."
_DELIVERY_AGE = "ofsted_bot_inbox_oldest_waiting_seconds", "How long the oldest delivery has waited for its answer."
_CLOCK_AGE = "ofsted_bot_clock_last_pass_seconds", "How long ago all that is due was last looked at; absent before."
_TAMPERED = "ofsted_bot_audit_tampered", "Rows, and ends of the record, that were found changed by another program."
_WAITING = frozenset({InboxState.RECEIVED, InboxState.DECIDED})
_DUE = frozenset({OutboxState.QUEUED, OutboxState.SENDING})


def measured(reader: Reader, now: datetime) -> Iterator[Measure]:
    """Everything that is measured, at an aware moment, without a lock."""
    messages = {row.state: row for row in reader.all(_OUTBOX)}
    yield from (_count(_MESSAGES, state, messages) for state in OutboxState)
    done = (row for state, row in messages.items() if state != OutboxState.SENDING)  # of those any may have arrived
    yield Measure(*_REPEATS, float(sum(row.repeats or 0 for row in done)))
    due = [row.oldest for row in reader.all(_OLDEST_DUE, now=now) if row.oldest is not None]
    yield _age(_MESSAGE_AGE, due, now)
    deliveries = {row.state: row for row in reader.all(_INBOX)}
    yield from (_count(_DELIVERIES, state, deliveries) for state in InboxState)
    yield _age(_DELIVERY_AGE, [row.oldest for state, row in deliveries.items() if state in _WAITING], now)
    yield Measure(*_TAMPERED, float(reader.unchanged(_FOUND)[0].number))
    if (last := reader.one(_LAST_PASS).last) is not None:
        yield _age(_CLOCK_AGE, [last], now)


def _count(named: tuple[str, str], state: str, found: dict[str, object]) -> Measure:
    return Measure(*named, float(getattr(found.get(state), "number", 0)), str(state))


def _age(named: tuple[str, str], moments: list[datetime], now: datetime) -> Measure:
    return Measure(*named, max(((now - each).total_seconds() for each in moments), default=0.0))


_OUTBOX = Statement(
    lambda: select(
        sql.Outbox.state,
        func.count().label("number"),
        func.sum(case((sql.Outbox.may_repeat, 1), else_=0)).label("repeats"),
    ).group_by(sql.Outbox.state)
)
_INBOX = Statement(
    lambda: select(
        sql.Inbox.state, func.count().label("number"), func.min(sql.Inbox.received_at).label("oldest")
    ).group_by(sql.Inbox.state)
)
_OLDEST_DUE = Statement(
    lambda: select(func.min(sql.Outbox.written_at).label("oldest")).where(
        sql.Outbox.state.in_(sorted(_DUE)), sql.Outbox.next_at <= bindparam("now")
    )
)
_FOUND = Statement(
    lambda: (
        select(func.count().label("number")).select_from(sql.AuditEntry).where(sql.AuditEntry.event.in_(sorted(FOUND)))
    )
)
_LAST_PASS = Statement(lambda: select(func.max(table_of(ClockDay).c["last_at"]).label("last")))
