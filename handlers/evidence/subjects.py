"""What the audit calls the evidence, figures, reviews and impact of a recommendation, for its history."""

from typing import Any

from sqlalchemy import String, and_, bindparam, cast, literal, not_, select, union_all

from handlers.access import theirs
from handlers.evidence.shown import evidence_shown
from models.sql import (
    Evidence,
    EvidenceRecommendation,
    Figure,
    ImpactStatement,
    Measure,
    MeasureRecommendation,
    PlanAction,
    PlannedReview,
    Recommendation,
    ReviewRecommendation,
)


def _subject(table: str, key: Any) -> Any:
    return literal(f"{table}:") + cast(key, String)


def of_recommendation() -> Any:
    """The subjects that belong to the recommendation `:id`."""
    served, measured, reviewed = EvidenceRecommendation, MeasureRecommendation, ReviewRecommendation
    mine: Any = bindparam("id")
    return union_all(
        select(_subject("evidence", served.evidence_id)).where(served.recommendation_id == mine),
        select(_subject("measure", measured.measure_id)).where(measured.recommendation_id == mine),
        select(_subject("figure", Figure.id))
        .join(measured, measured.measure_id == Figure.measure_id)
        .where(measured.recommendation_id == mine),
        select(_subject("planned_review", reviewed.review_id)).where(reviewed.recommendation_id == mine),
        select(_subject("impact_statement", ImpactStatement.id)).where(ImpactStatement.recommendation_id == mine),
    )


def hidden() -> Any:
    """The subjects of evidence that this person may not see; binds what `sight` gives."""
    return select(_subject("evidence", Evidence.id)).where(not_(evidence_shown()))


def out_of_sight() -> Any:
    """The subjects of what this person may not see in `:plan`, and of what belongs to nothing else than that.

    Binds what `reach` gives.
    """
    served, measured, reviewed = EvidenceRecommendation, MeasureRecommendation, ReviewRecommendation
    return union_all(
        select(_subject("recommendation", Recommendation.id)).where(_unseen(Recommendation, "recommendation")),
        select(_subject("action", PlanAction.id)).where(_unseen(PlanAction, "action")),
        select(_subject("impact_statement", ImpactStatement.id)).where(
            ImpactStatement.recommendation_id.in_(_recommendations(seen=False))
        ),
        select(_subject("evidence", Evidence.id)).where(Evidence.id.in_(_only_unseen(served, served.evidence_id))),
        select(_subject("measure", Measure.id)).where(Measure.id.in_(_only_unseen(measured, measured.measure_id))),
        select(_subject("figure", Figure.id)).where(Figure.measure_id.in_(_only_unseen(measured, measured.measure_id))),
        select(_subject("planned_review", PlannedReview.id)).where(
            PlannedReview.id.in_(_only_unseen(reviewed, reviewed.review_id))
        ),
    )


def _unseen(table: Any, kind: str) -> Any:
    return and_(table.plan_id == bindparam("plan"), not_(theirs(table, kind)))


def _recommendations(*, seen: bool) -> Any:
    here = Recommendation.plan_id == bindparam("plan")
    return select(Recommendation.id).where(
        and_(here, theirs(Recommendation, "recommendation")) if seen else _unseen(Recommendation, "recommendation")
    )


def _only_unseen(link: Any, of: Any) -> Any:
    """What is linked to something that may not be seen, and to nothing that may."""
    linked = select(of).where(link.recommendation_id.in_(_recommendations(seen=True))).correlate(None)
    return select(of).where(link.recommendation_id.in_(_recommendations(seen=False)), of.not_in(linked))
