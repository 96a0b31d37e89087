"""What stands behind "evidenced": impact statements, planned reviews, the library, and children's safety."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import DayType, Row, choice
from models.vocabulary import Harm, Impact, Platform, ReviewState


class ImpactStatement(Row, table=True):
    """What somebody says changed for children, and with which evidence; appended, never edited."""

    __tablename__ = "impact_statement"
    __table_args__ = (Index("ix_impact_statement_recommendation_id_id", "recommendation_id", "id"),)

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int = Field(foreign_key="recommendation.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    impact: Impact = Field(sa_type=choice(Impact, "impact"))
    narrative: str = Field(sa_type=Text)
    period: str | None = None


class ImpactEvidence(SQLModel, table=True):
    """Which evidence supports an impact statement."""

    __tablename__ = "impact_evidence"

    impact_statement_id: int = Field(foreign_key="impact_statement.id", primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", primary_key=True, index=True)


class PlannedReview(Row, table=True):
    """A review or audit to come: its scope, its reviewer outside the line, its sample, its date."""

    __tablename__ = "planned_review"
    __table_args__ = (Index("ix_planned_review_plan_id_state", "plan_id", "state"),)

    plan_id: int = Field(foreign_key="plan.id")
    label: str
    scope: str = Field(sa_type=Text)
    reviewer: str
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    sample_size: int | None = None
    due_on: date = Field(sa_type=DayType)
    state: ReviewState = Field(default=ReviewState.PLANNED, sa_type=choice(ReviewState, "state"))
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
    re_audit_of_id: int | None = Field(default=None, foreign_key="planned_review.id")
    asked_at: datetime
    by_name: str
    version: int = 1


class ReviewRecommendation(SQLModel, table=True):
    """Which recommendations a planned review looks at."""

    __tablename__ = "review_recommendation"

    review_id: int = Field(foreign_key="planned_review.id", primary_key=True)
    recommendation_id: int = Field(foreign_key="recommendation.id", primary_key=True, index=True)


class LibraryItem(Row, table=True):
    """A document inspectors ask for on the day: its owner, how long it is good, when it was last confirmed.

    `expected` is the key of the expected document it is, where somebody said so; `not_needed` is why the council needs
    no such document, in a row that stands for no document at all.
    """

    __tablename__ = "library_item"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: int = Field(foreign_key="plan.id")
    key: str
    document: str
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    owner_name: str | None = None
    link: str | None = None
    good_until: date | None = Field(default=None, sa_type=DayType)
    confirmed_on: date | None = Field(default=None, sa_type=DayType)
    confirmed_by: str | None = None
    expected: str | None = None
    not_needed: str | None = None
    version: int = 1


class HarmAnswer(Row, table=True):
    """A lead's answer to "could the delay harm a child?", without any case detail; appended, never edited.

    `late_from` is the first day the item would be late, or was, as it stood when it was answered.
    """

    __tablename__ = "harm_answer"
    __table_args__ = (
        Index("ix_harm_answer_recommendation_id_id", "recommendation_id", "id"),
        Index("ix_harm_answer_action_id_id", "action_id", "id"),
        Index("ix_harm_answer_plan_id", "plan_id"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    answer: Harm = Field(sa_type=choice(Harm, "answer"))
    routed_to: str | None = None
    late_from: date | None = Field(default=None, sa_type=DayType)


class Redaction(Row, table=True):
    """A lawful removal: asked for by one officer, confirmed by another, with the reason and what it took."""

    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    subject: str
    reason: str = Field(sa_type=Text)
    asked_at: datetime
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    asked_by: str
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_by: str | None = None
    erased: str = ""


class RemovedText(Row, table=True):
    """A salted digest of a text that was removed by law, so that no plan file brings it back.

    `subject` is the row it stood in, as "action:12", and `field` its column. One that stands `anywhere` is known
    wherever a file has it; any other only in its own row.
    """

    __tablename__ = "removed_text"

    redaction_id: int = Field(foreign_key="redaction.id")
    subject: str
    field: str
    anywhere: bool = False
    salt: str
    digest: str


class InspectionNotice(Row, table=True):
    """That inspectors have told the council they are coming, on which day: asked by one officer, confirmed by another.

    The newest of a plan counts. A `rehearsal` says so in everything that is sent of it.
    """

    __tablename__ = "inspection_notice"
    __table_args__ = (Index("ix_inspection_notice_plan_id", "plan_id"),)

    plan_id: int = Field(foreign_key="plan.id")
    notified_on: date = Field(sa_type=DayType)
    rehearsal: bool = False
    asked_at: datetime
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    asked_by: str
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_by: str | None = None


class NoticeReceipt(Row, table=True):
    """Somebody who was told of a notice, why them, and when they said that they have it."""

    __tablename__ = "notice_receipt"
    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    notice_id: int = Field(foreign_key="inspection_notice.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    because: str
    acknowledged_at: datetime | None = None


class PreparationStep(Row, table=True):
    """Something to be done before inspectors arrive, on which day, who sees to it, and when they said it was done."""

    __tablename__ = "preparation_step"
    __table_args__ = (UniqueConstraint("notice_id", "position"),)

    notice_id: int = Field(foreign_key="inspection_notice.id")
    position: int
    on_day: date = Field(sa_type=DayType)
    what: str
    holder_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    done_on: date | None = Field(default=None, sa_type=DayType)
    done_by: str | None = None


class LegalHold(Row, table=True):
    """While it stands, nothing of its plan (or of any, when None) is erased because its time is up."""

    __tablename__ = "legal_hold"

    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    reason: str = Field(sa_type=Text)
    set_at: datetime
    set_by: str
    lifted_at: datetime | None = None
    lifted_by: str | None = None
