"""Streams, phases and programmes of work, and what lies in them."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, choice, json_dict
from models.rules.dates import Precision
from models.vocabulary import (
    WorkstreamKind,
)


class Workstream(Row, table=True):
    """A workstream, phase or programme; a workstream may sit in a phase."""

    __table_args__ = (UniqueConstraint("plan_id", "label_key"),)

    plan_id: int = Field(foreign_key="plan.id")
    parent_id: int | None = Field(default=None, foreign_key="workstream.id")
    kind: WorkstreamKind = Field(sa_type=choice(WorkstreamKind, "kind"))
    position: int
    label: str
    label_key: str
    number: int | None = None
    name: str
    scope: str | None = None
    state: str | None = None
    completion_test: str | None = None
    depends_text: str | None = None
    due_on: date | None = Field(default=None, sa_type=DayType)
    due_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "due_precision"))
    due_text: str | None = None
    due_end: date | None = Field(default=None, sa_type=DayType)
    source: dict[str, Any] = json_dict()


class WorkstreamDependency(SQLModel, table=True):
    """One stream of work that waits for another."""

    __tablename__ = "workstream_dependency"

    workstream_id: int = Field(foreign_key="workstream.id", primary_key=True)
    depends_on_id: int = Field(foreign_key="workstream.id", primary_key=True)


class WorkstreamItem(Row, table=True):
    """A recommendation or action in a stream of work; many to many."""

    __tablename__ = "workstream_item"
    __table_args__ = (
        UniqueConstraint("workstream_id", "recommendation_id", "action_id"),
        Index("ix_workstream_item_recommendation_id", "recommendation_id"),
        Index("ix_workstream_item_action_id", "action_id"),
    )

    workstream_id: int = Field(foreign_key="workstream.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
