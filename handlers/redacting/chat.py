"""The bot's own copies: what it sent that quotes removed words is taken from chat, and no word of it stays stored."""

import json
from collections.abc import Collection
from datetime import datetime
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Engine, bindparam, insert
from sqlalchemy import select as core_select
from sqlmodel import Session, col, or_, select

from handlers.redacting.quoting import quotes, without
from models import sql
from models.assurance import LegalHold, Redaction
from models.database import Statement, Writer, table_of
from models.drafts import Draft
from models.inbox import Inbox
from models.outbox import Ledger, Outbox
from models.reminders import Reminder
from models.vocabulary import MessageKind, OutboxState, Platform

TAKEN_BACK: Final = {"removed": "yes"}
"""What stands for the card of a message that is on its way, or may be there, and quotes what was removed."""
IS_FILE: Final = {"file": "yes"}
_NOTES: Final = (
    (Reminder, ("note",)),
    (Ledger, ("note", "reason")),
    (LegalHold, ("reason",)),
    (Redaction, ("reason",)),
)
_OUTBOX = table_of(Outbox)
_LINKED = Statement(
    lambda: core_select(sql.Identity.person_id).where(
        sql.Identity.platform == bindparam("on"), sql.Identity.external_id == bindparam("account")
    )
)
_STANDS = Statement(
    lambda: insert(_OUTBOX).values(
        dedupe_key=bindparam("key"), kind=bindparam("what"), person_id=bindparam("person"), platform=bindparam("on"),
        message_id=bindparam("message"), written_at=bindparam("now"), next_at=bindparam("now"),
        sent_at=bindparam("now"), card=bindparam("shown"), state=OutboxState.SENT, attempts=0, may_repeat=False,
    )
)  # fmt: skip
_ON_ITS_WAY = (OutboxState.QUEUED, OutboxState.SENDING)


def queue_erasure(session: Session, row: Outbox, now: datetime, plan_id: int | None = None) -> None:
    """Have the relay take a message that was sent from chat, as soon as its platform lets it."""
    erasure = Outbox(
        dedupe_key=f"erase:{row.key_id}", kind=MessageKind.ERASURE, person_id=row.person_id, place_id=row.place_id,
        plan_id=plan_id or row.plan_id, platform=row.platform, message_id=row.message_id, written_at=now, next_at=now,
        card=IS_FILE if row.kind is MessageKind.FILE else {},
    )  # fmt: skip
    session.add(erasure)


def put_down(
    engine: Engine, platform: Platform, account: str, kind: MessageKind, message_id: str, card: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    """Keep that an answer, or a file, stands in the direct message of an account, if it is linked to somebody."""
    with Session(engine) as session, session.begin():
        put_down_in(session, platform, account, kind, message_id, card, at)


def put_down_in(
    session: Session, platform: Platform, account: str, kind: MessageKind, message_id: str, card: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    """The same in a transaction that is under way."""
    writer = Writer(session)
    person = writer.one(_LINKED, on=platform, account=account)
    if person is not None:
        once = f"{kind.value}:{platform.value}:{message_id}:{token_hex(8)}"
        writer.run(
            _STANDS, key=once, what=kind, person=person.person_id, on=platform, message=message_id, now=at, shown=card
        )


def take_back(session: Session, now: datetime, plan_id: int, words: Collection[str], subject: str, sha256: str) -> int:
    """Blank every message that quotes these words, is about `subject`, or gave a file with this hash.

    How many are to be taken from chat; one that is on its way is taken back when it has arrived.
    """
    about = set(session.exec(select(Ledger.outbox_id).where(Ledger.subject == subject)))
    marks = (*words, sha256) if sha256 else tuple(words)
    taken = 0
    for key in _telling(session, about, marks):
        taken += _take_back(session, session.get_one(Outbox, key), now, plan_id)
    return taken


def _telling(session: Session, about: Collection[int | None], words: Collection[str]) -> list[int]:
    """What is on its way is held, so that none is composed from the old words and sent after this.

    A message whose words retention has blanked is known by what it was about.
    """
    held = select(Outbox).where(col(Outbox.state).in_(_ON_ITS_WAY)).order_by(col(Outbox.id)).with_for_update()
    session.exec(held.execution_options(populate_existing=True)).all()
    going = set(session.exec(select(Outbox.dedupe_key).where(Outbox.kind == MessageKind.ERASURE)))
    told = select(Outbox.id, Outbox.state, Outbox.card).where(Outbox.kind != MessageKind.ERASURE)
    wanted = told.order_by(col(Outbox.id))
    found = session.exec(wanted.execution_options(yield_per=500))
    marked = [
        key or 0
        for key, state, card in found
        if (card and quotes(card, words)) or (key in about and (card or state is OutboxState.SENT))
    ]
    return [key for key in marked if f"erase:{key}" not in going]


def _take_back(session: Session, row: Outbox, now: datetime, plan_id: int) -> bool:
    on_its_way = row.state is OutboxState.SENDING or (row.state is OutboxState.QUEUED and row.may_repeat)
    row.card = dict(TAKEN_BACK) if on_its_way else {}
    session.add(row)
    there = row.state is OutboxState.SENT and row.platform is not Platform.CONSOLE and bool(row.message_id)
    if there:
        queue_erasure(session, row, now, plan_id)
    session.flush()
    return there or on_its_way


def scrub_notes(session: Session, words: Collection[str]) -> None:
    """Take the words out of what people are, or were, reminded of, and of why something was held or removed."""
    for table, columns in _NOTES:
        kept: Any = table
        written = or_(*(getattr(kept, column).is_not(None) for column in columns))
        for row in session.exec(select(kept).where(written)):
            for column in columns:
                _scrub(session, row, column, words)


def scrub_waiting(session: Session, words: Collection[str]) -> None:
    """Forget what came in or was to be told, and drafts, where they quote the words."""
    open_rows = select(Inbox).where(col(Inbox.payload).is_not(None) | col(Inbox.reply).is_not(None))
    for row in session.exec(open_rows):
        for column in ("payload", "reply"):
            held = getattr(row, column)
            if held and quotes(told := json.loads(held), words):
                setattr(row, column, json.dumps(without(told, words)))
                session.add(row)
    for draft in session.exec(select(Draft).where(col(Draft.words).is_not(None))):
        if quotes(draft.words, words):
            draft.words = draft.files = None
            session.add(draft)


def _scrub(session: Session, row: Any, column: str, words: Collection[str]) -> None:
    said = getattr(row, column)
    if said and (left := without(said, words)) != said:
        setattr(row, column, left)
        session.add(row)
