"""The evidence a board reads before it signs, of what this person may see: what is against first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.evidence.shown import evidence_shown, sight
from models import sql
from models.database import Statement
from models.vocabulary import Bearing, EvidenceState


@dataclass(frozen=True, slots=True)
class EvidenceLines:
    """Pieces (title, kind, shows, period): unanswered against, answered against, and for; and how many only wait."""

    against: tuple[Any, ...]
    answered: tuple[Any, ...]
    accepted: tuple[Any, ...]
    offered: int


_PIECES = Statement(
    lambda: (
        select(
            sql.Evidence.id, sql.Evidence.title, sql.Evidence.kind, sql.Evidence.shows, sql.Evidence.period,
            sql.Evidence.bearing, sql.Evidence.state, sql.Evidence.answered, sql.Evidence.answer,
        )
        .join(sql.EvidenceRecommendation, sql.EvidenceRecommendation.evidence_id == sql.Evidence.id)
        .where(and_(sql.EvidenceRecommendation.recommendation_id == bindparam("id"), evidence_shown()))
        .order_by(sql.Evidence.id)
    )
)  # fmt: skip


def evidence_lines(ctx: Context, view: PlanView, recommendation_id: int) -> EvidenceLines:
    """What there is, sorted as a board should read it."""
    rows = [
        row
        for row in ctx.reader.all(_PIECES, id=recommendation_id, **sight(ctx, view))
        if row.state is not EvidenceState.RETURNED
    ]
    against = [row for row in rows if row.bearing is not Bearing.FOR]
    return EvidenceLines(
        tuple(row for row in against if not row.answered),
        tuple(row for row in against if row.answered),
        tuple(row for row in rows if row.bearing is Bearing.FOR and row.state is EvidenceState.ACCEPTED),
        sum(row.bearing is Bearing.FOR and row.state is EvidenceState.OFFERED for row in rows),
    )
