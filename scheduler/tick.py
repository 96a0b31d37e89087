"""What is due becomes messages, in transactions that are short: all of each, or none."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from handlers.harm_due import expect
from handlers.reminding import heartbeat
from handlers.reminding.asking import Now
from handlers.reminding.queueing import batches, queue_due
from handlers.reminding.rows import rewrite, rewrite_dates, rewrite_plan
from models.database import is_busy
from models.outbox import Ledger
from models.plan import Plan
from models.vocabulary import DueKind
from scheduler.holding import holding

log = logging.getLogger(__name__)

MOST = 200
"""Rows of one transaction: other writers of an SQLite database wait for as long as it takes."""
_ONE_AT_A_TIME = 0x0F57_71C
_TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(:lock)")


def tick(engine: Engine, at: datetime, zone: ZoneInfo, most: int = MOST) -> int:
    """Queue everything due at `at` (aware), about `most` rows in a transaction, and say how many were looked at.

    Whoever breaks off between two transactions repeats nothing and loses nothing: what is in the ledger is asked, and
    what waits is due at the next tick. Another tick in the same moment does no harm, since keys are unique; on
    PostgreSQL it leaves it to the first.
    """
    with _alone_in(engine) as session:
        if session is None:
            return 0
        first, *others = batches(session, at, most) or [[]]
        some = first if others else None
        found = queue_due(session, at, zone, partial(_alone, session), some) if first else 0
        heartbeat.queue(Now(session, at, zone))
    for some in others:
        with _alone_in(engine) as session:
            if session is None:
                return found
            found += queue_due(session, at, zone, partial(_alone, session), some)
    return found


@contextmanager
def _alone_in(engine: Engine) -> Iterator[Session | None]:
    """A transaction that is the only tick's; None where another has it."""
    with holding(engine) as session, session.begin():
        is_server = session.get_bind().dialect.name == "postgresql"
        yield None if is_server and not session.scalar(_TRY_LOCK, {"lock": _ONE_AT_A_TIME}) else session


def beat(engine: Engine, at: datetime, zone: ZoneInfo) -> None:
    """Put down that a pass ended; of two in the same moment one is enough."""
    with suppress(IntegrityError), Session(engine) as session, session.begin():
        heartbeat.beat(session, at, zone)


@contextmanager
def _alone(session: Session, which: str) -> Iterator[None]:
    """What cannot be decided waits for the next tick, and holds up nothing else."""
    try:
        with session.begin_nested():
            yield
    except Exception as error:
        if is_busy(error):
            raise
        log.exception("%s could not be decided", which)


def rehearse(engine: Engine, at: datetime, zone: ZoneInfo) -> None:
    """Put every open plan's rows as they would have stood at a moment that is not now."""
    with Session(engine) as session, session.begin():
        for plan_id in session.exec(
            select(Plan.id).where(col(Plan.published_at).is_not(None), col(Plan.ended_on).is_(None))
        ).all():
            subjects = rewrite_plan(session, int(plan_id or 0), at)
            rewrite(session, sorted(subjects), at, zone)
            rewrite_dates(session, int(plan_id or 0), at, zone)
            expect(session, int(plan_id or 0), at.astimezone(zone), but=_asked_about_harm(session))


def _asked_about_harm(session: Session) -> set[str]:
    """What was asked, also in a rehearsal that was broken off, goes on from there."""
    return set(session.exec(select(Ledger.subject).where(Ledger.kind == DueKind.HARM).distinct()))
