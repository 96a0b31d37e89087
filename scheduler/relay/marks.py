"""What the relay writes to messages of the outbox, several by one statement: claimed, kept, sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col

from models.database import Statement, among, reader_of, table_of
from models.outbox import Outbox
from models.vocabulary import OutboxState, Platform

_CLAIM = Statement(
    lambda: update(table_of(Outbox)).where(among(col(Outbox.id), "ids")).values(
        state=OutboxState.SENDING, claimed_by=bindparam("by"), lease_until=bindparam("until"),
        attempts=col(Outbox.attempts) + 1,
    )
)  # fmt: skip
_KEEP = Statement(
    lambda: update(table_of(Outbox)).where(col(Outbox.id) == bindparam("message")).values(
        card=bindparam("shown"), may_repeat=True
    )
)  # fmt: skip
_SENT = Statement(
    lambda: update(table_of(Outbox)).where(col(Outbox.id) == bindparam("message")).values(
        state=OutboxState.SENT, reason=None, lease_until=None, may_repeat=bindparam("repeats"), sent_at=bindparam("at"),
        platform=bindparam("on"), message_id=bindparam("told"),
    )
)  # fmt: skip


def claimed(session: Session, rows: Sequence[Outbox], by: str, until: datetime) -> None:
    """Whoever is called this has them to itself until a moment."""
    reader_of(session).run(_CLAIM, ids=[each.key_id for each in rows], by=by, until=until)
    for each in rows:
        claim = {"state": OutboxState.SENDING, "claimed_by": by, "lease_until": until, "attempts": each.attempts + 1}
        _hold(each, claim)


def kept(session: Session, shown: Sequence[tuple[Outbox, dict[str, Any]]]) -> None:
    """What is about to be sent. From now on it may have arrived."""
    reader_of(session).run_each(_KEEP, [{"message": row.key_id, "shown": card} for row, card in shown])
    for row, card in shown:
        _hold(row, {"card": card, "may_repeat": True})


def sent(session: Session, went: Sequence[tuple[Outbox, Platform, str, bool]], at: datetime) -> None:
    """That they went, by which platform, under which id of its own, and whether each may be a repeat."""
    reader_of(session).run_each(
        _SENT,
        [
            {"message": row.key_id, "on": platform, "told": message_id, "repeats": repeats, "at": at}
            for row, platform, message_id, repeats in went
        ],
    )
    for row, platform, message_id, repeats in went:
        told = {"platform": platform, "message_id": message_id, "may_repeat": repeats, "sent_at": at}
        _hold(row, {"state": OutboxState.SENT, "reason": None, "lease_until": None, **told})


def _hold(row: Outbox, values: Mapping[str, Any]) -> None:
    """Have the session's object be as its row was just written."""
    for name, value in values.items():
        set_committed_value(row, name, value)
