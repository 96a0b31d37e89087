"""The plan: what was inspected, what it must answer, and the work that answers it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, Versioned, choice, json_dict, json_list
from models.rules.dates import Precision
from models.rules.deadlines import Basis
from models.vocabulary import (
    Delivery,
    EventStatus,
    Impact,
    InspectionKind,
    ItemKind,
    Money,
    NumberBasis,
    OpenTo,
    SignOff,
    TimeLimit,
    WorkstreamKind,
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

    `published_assumed` marks a publication date that the source does not print.
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


class Recommendation(Versioned, table=True):
    """Something the report says must get better, in its exact words, on its three axes.

    `due_*` is the original date and never changes; `agreed_*` is the current date a board agreed. `withdrawn_on`
    is when a decision dropped it; `review_on` is when a pause is looked at again. `carried_from_id` is the item of an
    earlier plan that this one carries on.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "label_key"),
        Index("ix_recommendation_plan_id_number", "plan_id", "number"),
        Index("ix_recommendation_plan_id_position", "plan_id", "position"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    inspection_id: int | None = Field(default=None, foreign_key="inspection.id")
    parent_id: int | None = Field(default=None, foreign_key="recommendation.id")
    carried_from_id: int | None = Field(default=None, foreign_key="recommendation.id")
    position: int
    label: str
    label_key: str
    number: int | None = None
    source_number: str | None = None
    number_basis: NumberBasis = Field(sa_type=choice(NumberBasis, "number_basis"))
    council_number: str | None = None
    kind: ItemKind = Field(sa_type=choice(ItemKind, "kind"))
    group_name: str | None = None
    source_text: str
    council_text: str | None = None
    published_text: str | None = None
    time_limit: TimeLimit = Field(sa_type=choice(TimeLimit, "time_limit"))
    limit_text: str | None = None
    due_on: date | None = Field(default=None, sa_type=DayType)
    due_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "due_precision"))
    due_text: str | None = None
    due_end: date | None = Field(default=None, sa_type=DayType)
    due_basis: Basis = Field(default=Basis.NONE, sa_type=choice(Basis, "due_basis"))
    agreed_on: date | None = Field(default=None, sa_type=DayType)
    agreed_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "agreed_precision"))
    agreed_text: str | None = None
    agreed_end: date | None = Field(default=None, sa_type=DayType)
    extensions: int = 0
    delivery: Delivery = Field(default=Delivery.NOT_STARTED, sa_type=choice(Delivery, "delivery"))
    impact: Impact = Field(default=Impact.NONE_STATED, sa_type=choice(Impact, "impact"))
    sign_off: SignOff = Field(default=SignOff.NOT_REQUESTED, sa_type=choice(SignOff, "sign_off"))
    restricted: bool = False
    withdrawn_on: date | None = Field(default=None, sa_type=DayType)
    review_on: date | None = Field(default=None, sa_type=DayType)
    latest_update_id: int | None = None
    latest_update_at: datetime | None = None
    source: dict[str, Any] = json_dict()


class RecommendationJudgement(SQLModel, table=True):
    """A link between a recommendation and a judgement, made by a person and never guessed."""

    __tablename__ = "recommendation_judgement"

    recommendation_id: int = Field(foreign_key="recommendation.id", primary_key=True)
    judgement_id: int = Field(foreign_key="judgement.id", primary_key=True)
    linked_by: str
    linked_on: date = Field(sa_type=DayType)


class Response(Row, table=True):
    """The council's first answer to a recommendation, shown until an update replaces it."""

    __table_args__ = (UniqueConstraint("recommendation_id", "position"),)

    recommendation_id: int = Field(foreign_key="recommendation.id")
    position: int
    text: str
    dated_on: date | None = Field(default=None, sa_type=DayType)


class Strength(Row, table=True):
    """Something the inspectors praised and the plan must not lose."""

    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: int = Field(foreign_key="plan.id")
    inspection_id: int | None = Field(default=None, foreign_key="inspection.id")
    position: int
    text: str


class PlanAction(Versioned, table=True):
    """A piece of work under zero or more recommendations. `due_*` is its original date."""

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("plan_id", "label_key"),
        Index("ix_action_plan_id_number", "plan_id", "number"),
        Index("ix_action_plan_id_position", "plan_id", "position"),
        Index("ix_action_plan_id_due_on", "plan_id", "due_on"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    inspection_id: int | None = Field(default=None, foreign_key="inspection.id")
    carried_from_id: int | None = Field(default=None, foreign_key="action.id")
    position: int
    label: str
    label_key: str
    number: int | None = None
    text: str
    measure: str | None = None
    due_on: date | None = Field(default=None, sa_type=DayType)
    due_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "due_precision"))
    due_text: str | None = None
    due_end: date | None = Field(default=None, sa_type=DayType)
    agreed_on: date | None = Field(default=None, sa_type=DayType)
    agreed_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "agreed_precision"))
    agreed_text: str | None = None
    agreed_end: date | None = Field(default=None, sa_type=DayType)
    extensions: int = 0
    delivery: Delivery = Field(default=Delivery.NOT_STARTED, sa_type=choice(Delivery, "delivery"))
    restricted: bool = False
    withdrawn_on: date | None = Field(default=None, sa_type=DayType)
    review_on: date | None = Field(default=None, sa_type=DayType)
    latest_update_id: int | None = None
    latest_update_at: datetime | None = None
    source: dict[str, Any] = json_dict()


class ActionRecommendation(SQLModel, table=True):
    """Which recommendations an action answers."""

    __tablename__ = "action_recommendation"
    __table_args__ = (Index("ix_action_recommendation_action_id", "action_id"),)

    recommendation_id: int = Field(foreign_key="recommendation.id", primary_key=True)
    action_id: int = Field(foreign_key="action.id", primary_key=True)


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
