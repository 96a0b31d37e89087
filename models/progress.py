"""What has been reported of the plan: updates, evidence, measures and boards' judgements, all appended."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, choice
from models.rules.dates import Precision
from models.vocabulary import Bearing, Delivery, EvidenceKind, EvidenceState, Impact, Platform, SignOff


class Update(Row, table=True):
    """What somebody reported of a recommendation or an action; a correction is a new update."""

    __table_args__ = (
        Index("ix_update_recommendation_id_at_id", "recommendation_id", "at", "id"),
        Index("ix_update_action_id_at_id", "action_id", "at", "id"),
        Index("ix_update_plan_id_at", "plan_id", "at"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    reported_for: str | None = None
    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    delivery: Delivery | None = Field(default=None, sa_type=choice(Delivery, "delivery"))
    narrative: str = Field(default="", sa_type=Text)
    next_step: str = Field(default="", sa_type=Text)
    help_needed: str = Field(default="", sa_type=Text)
    corrects_id: int | None = Field(default=None, foreign_key="update.id")


class Evidence(Row, table=True):
    """Something that shows what changed, or did not; it may serve several recommendations.

    `declared` is that somebody said a file the guard cannot read identifies no child. `answer` is how evidence
    against was answered; until then it blocks "evidenced".
    `by_reader` is that whoever offered it neither answered for the item nor is an officer of the board: until one of
    those has accepted it, it takes nothing away that was found before.
    """

    plan_id: int = Field(foreign_key="plan.id", index=True)
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    kind: EvidenceKind = Field(sa_type=choice(EvidenceKind, "kind"))
    title: str
    shows: str = Field(default="", sa_type=Text)
    period: str | None = None
    bearing: Bearing = Field(sa_type=choice(Bearing, "bearing"))
    answered: bool = False
    state: EvidenceState = Field(sa_type=choice(EvidenceState, "state"))
    link: str | None = None
    restricted: bool = False
    file_sha256: str | None = Field(default=None, index=True)
    file_name: str | None = None
    file_kind: str | None = None
    file_size: int | None = None
    declared: bool = False
    by_reader: bool = False
    message: str | None = Field(default=None, sa_type=Text)
    figure_id: int | None = Field(default=None, foreign_key="figure.id")
    decided_at: datetime | None = None
    decided_by: str | None = None
    decision_reason: str | None = Field(default=None, sa_type=Text)
    answer: str | None = Field(default=None, sa_type=Text)
    answered_by: str | None = None


class EvidenceRecommendation(SQLModel, table=True):
    """Which recommendations a piece of evidence serves."""

    __tablename__ = "evidence_recommendation"

    recommendation_id: int = Field(foreign_key="recommendation.id", primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", primary_key=True, index=True)


class Measure(Row, table=True):
    """A figure watched over time. `direction` is "up" or "down": which way is better."""

    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: int = Field(foreign_key="plan.id")
    key: str
    name: str
    unit: str | None = None
    direction: str | None = None
    baseline: str | None = None
    target: str | None = None
    frequency: str | None = None
    note: str | None = None


class MeasureRecommendation(SQLModel, table=True):
    """Which recommendations a measure belongs to."""

    __tablename__ = "measure_recommendation"

    recommendation_id: int = Field(foreign_key="recommendation.id", primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", primary_key=True, index=True)


class Figure(Row, table=True):
    """One value of a measure, as printed; `whose` is the council's own ("own") or a comparator's."""

    __table_args__ = (Index("ix_figure_measure_id_position", "measure_id", "position"),)

    measure_id: int = Field(foreign_key="measure.id")
    position: int
    whose: str = "own"
    period: str | None = None
    value: str
    numerator: int | None = None
    denominator: int | None = None
    at: datetime | None = None
    by_name: str | None = None
    note: str | None = None


class BoardJudgement(Row, table=True):
    """A board's word on an item or workstream, on each axis it spoke of, in its own words.

    The enumerated values are how `read_by` read those words; None where they do not map. A statement about
    several items is a row for each, with one `position`.
    """

    __tablename__ = "board_judgement"
    __table_args__ = (
        Index("ix_board_judgement_recommendation_id", "recommendation_id"),
        Index("ix_board_judgement_action_id", "action_id"),
        Index("ix_board_judgement_workstream_id", "workstream_id"),
        Index("ix_board_judgement_plan_id_position", "plan_id", "position"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    position: int
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    scope: str
    as_at_on: date | None = Field(default=None, sa_type=DayType)
    as_at_precision: Precision | None = Field(default=None, sa_type=choice(Precision, "as_at_precision"))
    as_at_text: str | None = None
    as_at_end: date | None = Field(default=None, sa_type=DayType)
    delivery: Delivery | None = Field(default=None, sa_type=choice(Delivery, "delivery"))
    delivery_words: str | None = None
    impact: Impact | None = Field(default=None, sa_type=choice(Impact, "impact"))
    impact_words: str | None = None
    sign_off: SignOff | None = Field(default=None, sa_type=choice(SignOff, "sign_off"))
    sign_off_words: str | None = None
    text: str | None = None
    read_by: str | None = None
    lifted_at: datetime | None = None
