"""What the audit calls the evidence, figures, reviews and impact of a recommendation, for its history."""

from typing import Any

from sqlalchemy import String, bindparam, cast, literal, not_, select, union_all

from handlers.evidence.shown import evidence_shown
from models.sql import (
    Evidence,
    EvidenceRecommendation,
    Figure,
    ImpactStatement,
    MeasureRecommendation,
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
