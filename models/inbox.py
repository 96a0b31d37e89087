"""What came in and is not yet worked off: one row a delivery, so that none is lost and none has two effects."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from models.columns import Row, choice, partial_index
from models.vocabulary import InboxState, Platform


class Inbox(Row, table=True):
    """One delivery by its platform's own key. `payload` is erased once it is worked off, `reply` once it is told.

    `route` says how to answer and holds none of what was said. A refused delivery leaves only its key.
    """

    __table_args__ = (
        UniqueConstraint("platform", "event_key"),
        partial_index("ix_inbox_received_at", "received_at", where="state IN ('received', 'decided')"),
    )

    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    event_key: str
    state: InboxState = Field(default=InboxState.RECEIVED, sa_type=choice(InboxState, "state"))
    received_at: datetime
    decided_at: datetime | None = None
    answered_at: datetime | None = None
    attempts: int = 0
    payload: str | None = Field(default=None, sa_type=Text)
    route: str | None = Field(default=None, sa_type=Text)
    reply: str | None = Field(default=None, sa_type=Text)
