"""Who watches over the plan: boards, their meetings, and whom they report to by when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, choice, json_dict
from models.rules.dates import Precision
from models.vocabulary import Platform


class Board(Row, table=True):
    """A group or board of one plan: who chairs it by role, how often it meets, what it is for."""

    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    key: str
    name: str
    kind: str
    chair_role: str | None = None
    cadence: str | None = None
    purpose: str | None = None
    established: str | None = None
    state: str | None = None
    note: str | None = None
    source: dict[str, Any] = json_dict()


class BoardReport(SQLModel, table=True):
    """Which board reports to which."""

    __tablename__ = "board_report"

    board_id: int = Field(foreign_key="board.id", primary_key=True)
    reports_to_id: int = Field(foreign_key="board.id", primary_key=True)


class BoardPlace(Row, table=True):
    """A channel on a platform in which a plan's week is told. `until` is when somebody ended it."""

    __tablename__ = "board_place"
    __table_args__ = (UniqueConstraint("plan_id", "platform", "conversation"),)

    plan_id: int = Field(foreign_key="plan.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    conversation: str
    named_by: str
    since: datetime
    until: datetime | None = None


class Meeting(Row, table=True):
    """A board's meeting, as exactly as its date is known, when its papers are due, and when they were in."""

    __table_args__ = (
        UniqueConstraint("board_id", "position"),
        Index("ix_meeting_board_id_date_on", "board_id", "date_on"),
    )

    board_id: int = Field(foreign_key="board.id")
    position: int
    date_on: date | None = Field(default=None, sa_type=DayType)
    date_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "date_precision"))
    date_text: str | None = None
    date_end: date | None = Field(default=None, sa_type=DayType)
    papers_due_on: date | None = Field(default=None, sa_type=DayType)
    papers_in_on: date | None = Field(default=None, sa_type=DayType)
    what: str | None = None


class ReportingDuty(Row, table=True):
    """One thing somebody must tell somebody by some date; a row for each recipient and date.

    Rows with one `position` come from one duty in the source.
    """

    __tablename__ = "reporting_duty"
    __table_args__ = (UniqueConstraint("plan_id", "position", "recipient", "number"),)

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    number: int
    reporter: str
    recipient: str
    recipient_board_id: int | None = Field(default=None, foreign_key="board.id")
    what: str
    by_on: date | None = Field(default=None, sa_type=DayType)
    by_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "by_precision"))
    by_text: str | None = None
    by_end: date | None = Field(default=None, sa_type=DayType)
    done_on: date | None = Field(default=None, sa_type=DayType)
