"""How many actions and pieces of evidence a recommendation has, as one person may see them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from handlers.access import PlanView, Seen
from handlers.context import Context
from handlers.evidence.shown import SeenEvidence
from handlers.views.facts import CLOSED, ActionTally, EvidenceTally
from models.rules.proof import stands_against, unlooked, weighed, weighing
from models.sql import ActionRecommendation, Evidence, EvidenceRecommendation, PlanAction
from models.vocabulary import EvidenceState

_LATE = and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED))


def _tally(shown: Any) -> Any:
    return (
        select(PlanAction.delivery, func.count().label("count"), func.sum(case((_LATE, 1), else_=0)).label("late"))
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), shown(PlanAction, "action"))
        .group_by(PlanAction.delivery)
    )


def _late(shown: Any) -> Any:
    return (
        select(
            PlanAction.label, PlanAction.text, PlanAction.due_on, PlanAction.due_precision, PlanAction.due_text,
            PlanAction.due_end,
        )
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), _LATE, shown(PlanAction, "action"))
        .order_by(PlanAction.due_on, PlanAction.position)
        .limit(2)
    )  # fmt: skip


_ACTION_TALLY, _LATE_ACTIONS = Seen(_tally), Seen(_late)
_EVIDENCE = SeenEvidence(
    lambda shown: (
        select(
            Evidence.kind, Evidence.bearing, Evidence.state, Evidence.answered, Evidence.period, Evidence.by_reader,
            case((shown, 1), else_=0).label("shown"),
        )
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(EvidenceRecommendation.recommendation_id == bindparam("id"))
    )
)  # fmt: skip


def action_tally(ctx: Context, view: PlanView, recommendation_id: int) -> ActionTally:
    rows = _ACTION_TALLY.all(ctx, view, id=recommendation_id, today=ctx.today)
    late = sum([row.late for row in rows])
    return ActionTally(
        {row.delivery: row.count for row in rows},
        late,
        tuple(_LATE_ACTIONS.all(ctx, view, id=recommendation_id, today=ctx.today)) if late else (),
    )


def evidence_tally(ctx: Context, view: PlanView, row: Any) -> EvidenceTally:
    """The evidence of a recommendation (id, impact, sign_off) as one person may see it."""
    rows: Sequence[Any] = _EVIDENCE.all(ctx, view, id=row.id)
    proved, stands = weighed(weighing(rows, row.impact, row.sign_off))
    seen = [row for row in rows if row.shown]
    accepted = [(row.kind, row.bearing) for row in seen if row.state is EvidenceState.ACCEPTED]
    against = [row for row in seen if stands_against(row)]
    return EvidenceTally(
        {each: accepted.count(each) for each in accepted},
        sum([row.state is EvidenceState.OFFERED for row in seen]),
        len(against),
        proved,
        stands,
        hidden=len(seen) < len(rows),
        unlooked=sum(map(unlooked, against)) if against else 0,
    )
