"""Messages to send, written in the transaction that decided them, and the ledger of what was asked of whom."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from models.columns import DayType, Row, choice, json_dict, partial_index
from models.vocabulary import DueKind, LedgerState, MessageKind, OutboxState, Platform


class Outbox(Row, table=True):
    """One message to one person, or to a board's channel (`place_id`).

    Its `dedupe_key` is what makes a second one impossible ("daily:12:2010-04-16").
    `follows_id` is the message in whose thread it goes, once that was sent.
    `next_at` is when it may next be tried; `lease_until` is until when whoever claimed it has it to themselves.
    `may_repeat` is that an earlier try may have arrived. `card` is what was sent or is being sent, `message_id` the
    platform's own. An erasure has the platform and the id of what it takes from chat before it is sent.
    """

    __table_args__ = (
        partial_index("ix_outbox_next_at_id", "next_at", "id", where="state IN ('queued', 'sending')"),
        Index("ix_outbox_person_id_state", "person_id", "state"),
        Index("ix_outbox_place_id_state", "place_id", "state"),
    )  # fmt: skip

    dedupe_key: str = Field(unique=True)
    kind: MessageKind = Field(sa_type=choice(MessageKind, "kind"))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    place_id: int | None = Field(default=None, foreign_key="board_place.id")
    follows_id: int | None = Field(default=None, foreign_key="outbox.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=choice(OutboxState, "state"))
    reason: str | None = None
    written_at: datetime
    next_at: datetime
    attempts: int = 0
    claimed_by: str | None = None
    lease_until: datetime | None = None
    may_repeat: bool = False
    platform: Platform | None = Field(default=None, sa_type=choice(Platform, "platform"))
    message_id: str | None = None
    sent_at: datetime | None = None
    card: dict[str, Any] = json_dict()


class Ledger(Row, table=True):
    """What was asked of whom for which day, and what became of it. `recipient` is "person:12", "place:3" or "nobody".

    `recipient_id` is None for who is no person. Only a row that is sent was sent: the other states carry their reason.
    """

    __table_args__ = (
        UniqueConstraint("subject", "kind", "due_on", "recipient"),
        Index("ix_ledger_outbox_id", "outbox_id"),
        Index("ix_ledger_plan_id_at", "plan_id", "at"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    subject: str
    kind: DueKind = Field(sa_type=choice(DueKind, "kind"))
    due_on: date = Field(sa_type=DayType)
    recipient: str
    recipient_id: int | None = Field(default=None, foreign_key="person.id")
    state: LedgerState = Field(sa_type=choice(LedgerState, "state"))
    reason: str | None = Field(default=None, sa_type=Text)
    moment: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    because: str | None = None
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
    at: datetime
    sent_at: datetime | None = None


class Snooze(Row, table=True):
    """Somebody asked not to be reminded of an item before a day; the item's owner is still on the record as asked."""

    __table_args__ = (UniqueConstraint("subject", "person_id"),)

    plan_id: int = Field(foreign_key="plan.id")
    subject: str
    person_id: int = Field(foreign_key="person.id")
    until_on: date = Field(sa_type=DayType)
    at: datetime
