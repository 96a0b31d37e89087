"""What boards are asked and decide: sign-off, changes to the plan, challenge, and what was signed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from models.columns import DayType, Row, choice, json_dict
from models.vocabulary import ChallengeState, ChangeKind, ChangeState, DecisionKind


class Decision(Row, table=True):
    """One step towards or away from sign-off; appended, never edited.

    `version` is the recommendation's when the step was taken, so that a step is taken once however often it is
    pressed. `confirms_id` is the sign-off that a second board member confirms. A sign-off that waits for that
    confirmation has `effective` False. `snapshot` is what was signed; its links are marked as not frozen.
    """

    __table_args__ = (
        UniqueConstraint("recommendation_id", "kind", "version"),
        Index("ix_decision_plan_id_at", "plan_id", "at"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int = Field(foreign_key="recommendation.id")
    kind: DecisionKind = Field(sa_type=choice(DecisionKind, "kind"))
    version: int
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    board_id: int | None = Field(default=None, foreign_key="board.id")
    board_name: str | None = None
    decided_at: str | None = None
    minute: str | None = None
    report_on: date | None = Field(default=None, sa_type=DayType)
    reason: str = Field(default="", sa_type=Text)
    wanted: str = Field(default="", sa_type=Text)
    wanted_from_id: int | None = Field(default=None, foreign_key="person.id")
    wanted_by: date | None = Field(default=None, sa_type=DayType)
    confirms_id: int | None = Field(default=None, foreign_key="decision.id")
    effective: bool = True
    snapshot: dict[str, Any] = json_dict()


class Change(Row, table=True):
    """A request to change the plan, with its reason. It takes effect only when decided as the rules say.

    `was` and `wanted` hold the fields before and after as JSON; `review_on` is when a pause is looked at again. One
    that is open and decided waits for a second member of the board; `report_on` is when a chair's action is reported.
    """

    __tablename__ = "plan_change"
    __table_args__ = (
        Index("ix_plan_change_plan_id_state", "plan_id", "state"),
        Index("ix_plan_change_recommendation_id", "recommendation_id"),
        Index("ix_plan_change_action_id", "action_id"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    kind: ChangeKind = Field(sa_type=choice(ChangeKind, "kind"))
    state: ChangeState = Field(default=ChangeState.OPEN, sa_type=choice(ChangeState, "state"))
    reason: str = Field(sa_type=Text)
    was: dict[str, Any] = json_dict()
    wanted: dict[str, Any] = json_dict()
    review_on: date | None = Field(default=None, sa_type=DayType)
    rule_id: int | None = Field(default=None, foreign_key="amendment_rule.id")
    asked_at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    by_name: str
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_by: str | None = None
    decided_where: str | None = None
    decision_reason: str = Field(default="", sa_type=Text)
    report_on: date | None = Field(default=None, sa_type=DayType)
    reported_where: str | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_by: str | None = None
    version: int = 1


class ChangeCondition(Row, table=True):
    """One consultation or agreement that a change needs before it takes effect: who, when, which minute."""

    __tablename__ = "change_condition"
    __table_args__ = (UniqueConstraint("change_id", "position"),)

    change_id: int = Field(foreign_key="plan_change.id")
    position: int
    text: str
    met_on: date | None = Field(default=None, sa_type=DayType)
    met_by: str | None = None
    minute: str | None = None
    recorded_by: str | None = None
    recorded_at: datetime | None = None


class Challenge(Row, table=True):
    """A board's question on one recommendation, action or stream of work, to a named person, until it is settled."""

    __table_args__ = (
        Index("ix_challenge_plan_id_state", "plan_id", "state"),
        Index("ix_challenge_recommendation_id", "recommendation_id"),
        Index("ix_challenge_action_id", "action_id"),
        Index("ix_challenge_workstream_id", "workstream_id"),
        Index("ix_challenge_to_id", "to_id"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    board_name: str
    state: ChallengeState = Field(default=ChallengeState.OPEN, sa_type=choice(ChallengeState, "state"))
    question: str = Field(sa_type=Text)
    asked_at: datetime
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    asked_by: str
    to_id: int = Field(foreign_key="person.id")
    to_name: str
    due_on: date | None = Field(default=None, sa_type=DayType)
    answer: str = Field(default="", sa_type=Text)
    answered_at: datetime | None = None
    answered_by: str | None = None
    judged_at: datetime | None = None
    judged_by: str | None = None
    judged_reason: str = Field(default="", sa_type=Text)
    version: int = 1
