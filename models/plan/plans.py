"""A plan as a whole: what it answers, what happens to it, and what it holds beside its items."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, Versioned, choice, json_dict, json_list
from models.rules.dates import Precision
from models.vocabulary import (
    EventStatus,
    Money,
    OpenTo,
)


class Plan(Versioned, table=True):
    """An improvement plan. It is a draft, seen by its team only, until `published_at`.

    `ended_on` is when it was closed or superseded: until then nothing of it is erased because its time is up.
    """

    key: str = Field(unique=True)
    council_id: int = Field(foreign_key="council.id")
    title: str
    state: str | None = None
    purpose: str | None = None
    approved_by: str | None = None
    approved_on: date | None = Field(default=None, sa_type=DayType)
    open_to: OpenTo = Field(default=OpenTo.MEMBERS, sa_type=choice(OpenTo, "open_to"))
    published_at: datetime | None = None
    illustration: str | None = None
    settings: dict[str, Any] = json_dict()
    source: dict[str, Any] = json_dict()
    succeeds_id: int | None = Field(default=None, foreign_key="plan.id")
    ended_on: date | None = Field(default=None, sa_type=DayType)


class PlanInspection(SQLModel, table=True):
    """Which inspections and reviews a plan answers."""

    __tablename__ = "plan_inspection"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id", primary_key=True)


class Event(Row, table=True):
    """Something that happened or is to happen, dated as exactly as the source dates it."""

    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    inspection_id: int | None = Field(default=None, foreign_key="inspection.id")
    position: int
    date_on: date | None = Field(default=None, sa_type=DayType)
    date_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "date_precision"))
    date_text: str | None = None
    date_end: date | None = Field(default=None, sa_type=DayType)
    kind: str
    what: str
    status: EventStatus = Field(sa_type=choice(EventStatus, "status"))
    note: str | None = None


class Strength(Row, table=True):
    """Something the inspectors praised and the plan must not lose."""

    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    inspection_id: int | None = Field(default=None, foreign_key="inspection.id")
    position: int
    text: str


class AmendmentRule(Row, table=True):
    """Who may change the plan, and on what conditions."""

    __tablename__ = "amendment_rule"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    change: str
    decided_by: str
    conditions: list[str] = json_list()


class Risk(Row, table=True):
    """A risk the plan names."""

    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    text: str
    mitigation: str | None = None
    owner: str | None = None
    assessed_by: list[str] = json_list()
    recorded_in: list[str] = json_list()
    note: str | None = None


class Resource(Row, table=True):
    """Money or people for the plan. `amount_pence` is None where the source gives no amount."""

    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    statement: str
    amount_pence: int | None = None
    years: str | None = None
    money: Money | None = Field(default=None, sa_type=choice(Money, "money"))
    decision: str | None = None
    note: str | None = None
    source: dict[str, Any] = json_dict()
