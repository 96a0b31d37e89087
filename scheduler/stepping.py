"""Passes over the queue and its delivery: one now, or one at each due moment of a simulated stretch of time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from handlers.reminding import heartbeat
from handlers.reminding.rows import of_live_plans, waiting
from models.database import patiently
from models.outbox import Outbox
from models.people import Person
from models.reminders import Reminder
from models.rules.hours import is_open, next_open, opening, zone_of
from models.vocabulary import OutboxState
from scheduler.relay import Relay, Sender
from scheduler.tick import beat, tick


@dataclass
class Stepper:
    """Time that stands still until it is moved on. `at_once` messages are on their way at any moment."""

    engine: Engine
    zone: ZoneInfo
    now: datetime
    at_once: int = 1

    def clock(self) -> datetime:
        """The moment it stands at."""
        return self.now

    def run(self, sender: Sender, until: datetime | None = None, others: tuple[Sender, ...] = ()) -> int:
        """Pass now and, with `until` (inclusive), at every due moment up to it. Returns how many were sent."""
        relay = Relay(self.engine, sender, self.zone, self.clock, others=others, at_once=self.at_once)
        sent = one_pass(self.engine, relay, self.clock, self.zone)
        for moment in self._moments(until):
            self.now = moment
            sent += one_pass(self.engine, relay, self.clock, self.zone)
        return sent

    def _moments(self, until: datetime | None) -> Iterator[datetime]:
        while until is not None:
            moment = next_moment(self.engine, self.now, self.zone)
            if moment is None or moment > until:
                return
            yield moment


def one_pass(engine: Engine, relay: Relay, clock: Callable[[], datetime], zone: ZoneInfo) -> int:
    """Everything due now: queued, then delivered."""
    patiently(lambda: tick(engine, clock(), zone))
    sent = relay.run()
    patiently(lambda: beat(engine, clock(), zone))
    return sent


def clock_said(engine: Engine, now: datetime) -> str:
    """How long ago the clock last ran, and since when the oldest message waits, for who watches the server."""
    with Session(engine) as session:
        last = heartbeat.last_pass(session)
        due = col(Outbox.state).in_([OutboxState.QUEUED, OutboxState.SENDING]), Outbox.next_at <= now
        waits = session.exec(select(Outbox.written_at).where(*due).order_by(col(Outbox.written_at))).first()
    ran = (
        f"the clock last ran {int((now - last).total_seconds())} s ago"
        if last is not None
        else "the clock has not run yet"
    )
    oldest = (
        f"the oldest message due waits for {int((now - waits).total_seconds())} s"
        if waits is not None
        else "no message due waits"
    )
    return f"{ran}; {oldest}"


def next_moment(engine: Engine, now: datetime, council: ZoneInfo) -> datetime | None:
    """The first moment after `now`, in UTC, at which a pass may find something to do; None when nothing waits."""
    with Session(engine) as session:
        due = session.exec(
            select(col(Reminder.due_on)).where(waiting(), of_live_plans()).order_by(col(Reminder.due_on)).distinct()
        ).all()
        watched = bool(heartbeat.readers(session))
        names = session.exec(select(Person.time_zone).distinct()).all()
        outbox = select(Outbox).where(col(Outbox.state).in_([OutboxState.QUEUED, OutboxState.SENDING]))
        tries = [row.lease_until if row.state is OutboxState.SENDING else row.next_at for row in session.exec(outbox)]
    found = [moment for moment in tries if moment is not None and moment > now]
    zones = {zone_of(name, council) for name in (None, *names)}
    found += [_after(now, day, zone) for zone in zones for day in _first_two(due, now, zone)]
    found += [opening(now.astimezone(zone).date() + timedelta(days=1), zone) for zone in zones if watched]
    return min(found, default=None)


def _first_two(due: Sequence[date], now: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The first day that has come, and the first that is to come: no other can matter next."""
    today = now.astimezone(zone).date()
    come = [day for day in due if day <= today]
    coming = [day for day in due if day > today]
    yield from come[:1]
    yield from coming[:1]


def _after(now: datetime, day: date, zone: ZoneInfo) -> datetime:
    """When what is due on `day` is next looked at: what still waits inside working hours is, the next morning."""
    today = now.astimezone(zone).date()
    if day > today:
        return opening(day, zone)
    return opening(today + timedelta(days=1), zone) if is_open(now, zone) else next_open(now, zone)
