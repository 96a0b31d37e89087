"""The council, and what was inspected and judged of it."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.columns import DayType, Row, choice, json_dict, json_list
from models.vocabulary import (
    InspectionKind,
)


class Council(Row, table=True):
    """The council whose plans these are, and the settings its admin keeps."""

    key: str = Field(unique=True)
    name: str
    short_name: str
    email_domains: list[str] = json_list()
    settings: dict[str, Any] = json_dict()
    source: dict[str, Any] = json_dict()


class Inspection(Row, table=True):
    """One inspection or review, with the dates that start clocks.

    `published_assumed` marks a publication date that the source does not print. `draft_sent_on` and
    `statement_sent_on` are when the council sent inspectors what a statutory clock asks for.
    """

    __table_args__ = (UniqueConstraint("council_id", "key"),)

    council_id: int = Field(foreign_key="council.id")
    key: str
    kind: InspectionKind = Field(sa_type=choice(InspectionKind, "kind"))
    framework: str | None = None
    name: str
    inspectorates: list[str] = json_list()
    announced: str | None = None
    notified_on: date | None = Field(default=None, sa_type=DayType)
    fieldwork_start: date | None = Field(default=None, sa_type=DayType)
    fieldwork_end: date | None = Field(default=None, sa_type=DayType)
    feedback_on: date | None = Field(default=None, sa_type=DayType)
    received_on: date | None = Field(default=None, sa_type=DayType)
    published_on: date | None = Field(default=None, sa_type=DayType)
    published_assumed: bool = False
    statement_due_on: date | None = Field(default=None, sa_type=DayType)
    draft_sent_on: date | None = Field(default=None, sa_type=DayType)
    statement_sent_on: date | None = Field(default=None, sa_type=DayType)
    source: dict[str, Any] = json_dict()


class Grade(Row, table=True):
    """One grade on an inspection's own scale; grades are never converted between scales."""

    __table_args__ = (UniqueConstraint("inspection_id", "name"),)

    inspection_id: int = Field(foreign_key="inspection.id")
    position: int
    name: str
    number: int | None = None
    meaning: str | None = None


class Judgement(Row, table=True):
    """One row of an inspection's table of judgements; `grade` is None where none is printed."""

    __table_args__ = (UniqueConstraint("inspection_id", "position"),)

    inspection_id: int = Field(foreign_key="inspection.id")
    position: int
    group_name: str | None = None
    area: str
    grade: str | None = None
    grade_number: int | None = None
    parent: str | None = None
    note: str | None = None


class LimitingRule(Row, table=True):
    """A tendency of a framework: how one judgement is likely to bear on another, never a prediction."""

    __tablename__ = "limiting_rule"
    __table_args__ = (UniqueConstraint("inspection_id", "key"),)

    inspection_id: int = Field(foreign_key="inspection.id")
    position: int
    key: str
    element: str
    strength: str
    text: str
    condition: dict[str, Any] = json_dict()
    outcome: dict[str, Any] = json_dict()
