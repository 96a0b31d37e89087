"""`ofsted-bot retention`: erases what has had its time, or says what it would erase."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.app import evidence_store, opened, utc_now
from bot.settings import Settings
from handlers.cards.retention import told
from handlers.context import Actor, Context
from handlers.request import Request
from handlers.retention import Expired
from handlers.retention import expire as expire_some
from handlers.retention.expiring import BATCH, due
from models.audit import AuditBroken
from models.database import reader_of
from models.rules.retention import RecordType

BY = Actor("retention", "Retention schedule", operator=True)


def retention(settings: Settings, *, dry: bool, now: datetime | None = None) -> int:
    """Erase what has had its time and say what that was; with `dry`, only say what it would be."""
    at = (now or utc_now()).astimezone(settings.timezone)
    with opened(settings) as engine:
        if dry:
            print(_would(engine, settings, at))
            return 0
        try:
            done = expire(engine, settings, at)
        except AuditBroken as error:
            print(f"{error}. Nothing more was erased.")
            return 1
    print(_report(done))
    return 0


def expire(engine: Engine, settings: Settings, at: datetime, most: int = BATCH) -> Expired:
    """Erase everything that has had its time at an aware moment, at most `most` records in each transaction."""
    done = Expired()
    while True:
        with _asked(engine, settings, at) as ctx:
            some = expire_some(ctx, at.date(), most)
        done.erased += some.erased
        done.held = some.held
        done.files, done.texts = done.files + some.files, done.texts + some.texts
        if not some.erased:
            return done


@contextmanager
def _asked(engine: Engine, settings: Settings, at: datetime) -> Iterator[Context]:
    """What a handler is given when nobody asked, in one transaction."""
    with Session(engine, info={"audit_key": settings.secret_key}) as session, session.begin():
        request = Request("console", "", "retention", "retention")
        yield Context(request, BY, at, at.date(), reader_of(session), session, evidence_store(settings))


def _would(engine: Engine, settings: Settings, at: datetime) -> str:
    with _asked(engine, settings, at) as ctx:
        found = due(ctx, at.date())
    free, held = (
        Counter(each.type for each in found if not each.held),
        Counter(each.type for each in found if each.held),
    )
    return "\n".join(
        [
            "This is what would be erased today; nothing was." if free else "Nothing has had its time.",
            *_listed(free),
            *_kept(held),
        ]
    )


def _report(done: Expired) -> str:
    if not done.erased:
        return "\n".join(["Nothing was erased: nothing has had its time.", *_kept(done.held)])
    went = f"With them went {done.files} files and {done.texts} texts of the audit, which still verifies."
    return "\n".join(["Erased, each with a marked gap:", *_listed(done.erased), went, *_kept(done.held)])


def _listed(counts: Counter[RecordType]) -> list[str]:
    return told((kind, counts[kind]) for kind in RecordType if counts[kind])


def _kept(held: Counter[RecordType]) -> list[str]:
    if not held:
        return []
    return [f"Kept by a legal hold though their time is up: {sum(held.values())}", *_listed(held)]
