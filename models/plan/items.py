"""What a plan must answer, and the actions that answer it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, Versioned, choice, json_dict
from models.rules.dates import Precision
from models.rules.deadlines import Basis
from models.vocabulary import (
    Delivery,
    Impact,
    ItemKind,
    NumberBasis,
    SignOff,
    TimeLimit,
)


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
