"""The evidence a board reads before it signs, of what this person may see: what is against first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.evidence.shown import SeenEvidence
from models import sql
from models.vocabulary import Bearing, EvidenceState


@dataclass(frozen=True, slots=True)
class EvidenceLines:
    """Pieces (title, kind, shows, period): unanswered against, answered against, and for; and how many only wait.

    `limited` is how many more there are that were not sent back and that this person may not see.
    """

    against: tuple[Any, ...]
    answered: tuple[Any, ...]
    accepted: tuple[Any, ...]
    offered: int
    limited: int


_PIECES = SeenEvidence(
    lambda shown: (
        select(
            sql.Evidence.id, sql.Evidence.title, sql.Evidence.kind, sql.Evidence.shows, sql.Evidence.period,
            sql.Evidence.bearing, sql.Evidence.state, sql.Evidence.answered, sql.Evidence.answer,
            sql.Evidence.by_reader,
            case((shown, 1), else_=0).label("shown"),
        )
        .join(sql.EvidenceRecommendation, sql.EvidenceRecommendation.evidence_id == sql.Evidence.id)
        .where(sql.EvidenceRecommendation.recommendation_id == bindparam("id"))
        .order_by(sql.Evidence.id)
    )
)  # fmt: skip


def evidence_lines(ctx: Context, view: PlanView, recommendation_id: int) -> EvidenceLines:
    """What there is, sorted as a board should read it."""
    every = [row for row in _PIECES.all(ctx, view, id=recommendation_id) if row.state is not EvidenceState.RETURNED]
    rows = [row for row in every if row.shown]
    against = [row for row in rows if row.bearing is not Bearing.FOR]
    return EvidenceLines(
        tuple(row for row in against if not row.answered),
        tuple(row for row in against if row.answered),
        tuple(row for row in rows if row.bearing is Bearing.FOR and row.state is EvidenceState.ACCEPTED),
        sum(row.bearing is Bearing.FOR and row.state is EvidenceState.OFFERED for row in rows),
        len(every) - len(rows),
    )
