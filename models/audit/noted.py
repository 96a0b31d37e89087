"""What a session's transaction wrote, and what it found that this program had not written."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from models.audit.faults import Fault
from models.audit.seals import Head

Key = tuple[Any, ...]
_NOTED = "audit_noted"


class Finding(NamedTuple):
    """Something that was not this program's doing. `called` is what people call the row, where it has a label."""

    fault: Fault
    subject: str = ""
    plan_id: int | None = None
    called: str = ""


@dataclass
class Noted:
    """What one transaction has to seal when it commits, and to tell.

    `held` are the rows that were held against their seals before they were written, `ends` how the chain ended before
    each entry of this transaction, and `at` when the last of these was.
    """

    written: dict[Table, dict[Key, None]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)
    ends: set[Head] = field(default_factory=set)
    at: datetime | None = None

    def has(self, table: Table, key: Key) -> bool:
        """Whether this transaction wrote the row before."""
        return key in self.written.get(table, ())


def noted(session: Session) -> Noted:
    """What the session's transaction has noted so far."""
    found: Noted = session.info.setdefault(_NOTED, Noted())
    return found


def forget(session: Session) -> None:
    """Note no more of this transaction, which is over."""
    session.info.pop(_NOTED, None)


@event.listens_for(Session, "after_soft_rollback")
def _undone(session: Session, transaction: SessionTransaction) -> None:
    """What went back to a savepoint was read from the rows as they stand, and does no harm when it stays noted."""
    if transaction.parent is None:
        forget(session)
