"""What falls due and for whom; what was then asked of whom is in the ledger."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.columns import DayType, Row, choice, partial_index
from models.vocabulary import DueKind, DueState


class Reminder(Row, table=True):
    """The next due moment of one thing to chase. `subject` is as in the audit: "recommendation:12".

    `person_id` None is whoever answers for the subject when it falls due. `level` is how far an escalation has gone.
    """

    __table_args__ = (
        UniqueConstraint("subject", "kind", "due_on"),
        partial_index("ix_reminder_due_on_id", "due_on", "id", where="state = 'pending'"),
        Index("ix_reminder_plan_id", "plan_id"),
    )  # fmt: skip

    plan_id: int = Field(foreign_key="plan.id")
    subject: str
    kind: DueKind = Field(sa_type=choice(DueKind, "kind"))
    due_on: date = Field(sa_type=DayType)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    state: DueState = Field(default=DueState.PENDING, sa_type=choice(DueState, "state"))
    note: str | None = None
    level: int = 0
    written_at: datetime


class ClockDay(Row, table=True):
    """That the clock ran on a day of the council's: when a pass first and last ended, and how many did."""

    __tablename__ = "clock_day"

    on_day: date = Field(sa_type=DayType, unique=True)
    first_at: datetime
    last_at: datetime
    passes: int = 0
