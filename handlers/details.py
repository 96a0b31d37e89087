"""What stands behind a recommendation's first card: exact words, response, judgements, measures, streams."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from handlers import views
from handlers.access import PlanView, reach_of_streams, visible
from handlers.context import Context
from models.database import Statement
from models.rules.periods import read_period
from models.sql import (
    Figure,
    Judgement,
    Measure,
    MeasureRecommendation,
    Recommendation,
    RecommendationJudgement,
    Workstream,
    WorkstreamItem,
)


@dataclass(frozen=True, slots=True)
class Details:
    """The rest of a recommendation."""

    words: Any
    responses: tuple[Any, ...]
    judgements: tuple[Any, ...]
    figures: tuple[Any, ...]
    streams: tuple[Any, ...]


_WORDS = Statement(
    lambda: select(
        Recommendation.source_text, Recommendation.council_text, Recommendation.published_text,
        Recommendation.source_number, Recommendation.number_basis, Recommendation.council_number,
        Recommendation.kind, Recommendation.group_name, Recommendation.limit_text,
    ).where(Recommendation.id == bindparam("id"))
)  # fmt: skip
_JUDGEMENTS = Statement(
    lambda: (
        select(
            Judgement.group_name, Judgement.area, Judgement.grade,
            RecommendationJudgement.linked_by, RecommendationJudgement.linked_on,
        )
        .join(RecommendationJudgement, RecommendationJudgement.judgement_id == Judgement.id)
        .where(RecommendationJudgement.recommendation_id == bindparam("id"))
        .order_by(Judgement.position)
    )
)  # fmt: skip
_FIGURES = Statement(
    lambda: (
        select(
            Measure.name, Measure.unit, Measure.target, Measure.baseline, Figure.id, Figure.whose, Figure.period,
            Figure.value, Figure.numerator, Figure.denominator,
        )
        .join(MeasureRecommendation, MeasureRecommendation.measure_id == Measure.id)
        .outerjoin(Figure, Figure.measure_id == Measure.id)
        .where(MeasureRecommendation.recommendation_id == bindparam("id"))
        .order_by(Measure.id, Figure.position)
        .limit(24)
    )
)  # fmt: skip
_STREAMS = Statement(
    lambda: (
        select(Workstream.name, Workstream.kind)
        .join(WorkstreamItem, WorkstreamItem.workstream_id == Workstream.id)
        .where(WorkstreamItem.recommendation_id == bindparam("id"), visible(Workstream, "workstream"))
        .order_by(Workstream.position)
    )
)


def details(ctx: Context, view: PlanView, row: Any) -> Details:
    """What stands behind the card of a recommendation already read."""
    return Details(
        ctx.reader.one(_WORDS, id=row.id),
        tuple(views.responses(ctx, row.id)),
        tuple(ctx.reader.all(_JUDGEMENTS, id=row.id)),
        _as_corrected(ctx.reader.all(_FIGURES, id=row.id)),
        tuple(ctx.reader.all(_STREAMS, id=row.id, **reach_of_streams(ctx, view))),
    )


def _as_corrected(rows: Iterable[Any]) -> tuple[Any, ...]:
    """Figures of several measures, where a later one for the same period and place replaces the earlier."""
    return tuple({(row.name, row.whose, read_period(row.period) or row.period or row.id): row for row in rows}.values())
