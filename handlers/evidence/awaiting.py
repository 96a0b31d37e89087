"""The evidence that waits for this person to accept it or send it back, as one thing to do."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, bindparam, exists, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards.waiting import Waiting
from handlers.cards.words import listed
from handlers.context import Context
from handlers.evidence.shown import evidence_shown, sight
from models.card import Action
from models.database import Statement
from models.sql import Evidence, EvidenceRecommendation, Recommendation, Tie
from models.vocabulary import Bearing, EvidenceState, Relation, SignOff

_NAMED = 3


def _offered() -> Any:
    owned = exists().where(
        and_(
            Tie.recommendation_id == Recommendation.id,
            Tie.relation.in_((Relation.OWNER, Relation.DEPUTY)),
            access.held_by_person(),
        )
    )
    return (
        select(
            Evidence.id, Evidence.bearing, Evidence.person_id, Recommendation.label, Recommendation.sign_off,
            owned.label("owned"),
        )
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .join(Recommendation, Recommendation.id == EvidenceRecommendation.recommendation_id)
        .where(
            Recommendation.plan_id == bindparam("plan"),
            Evidence.state == EvidenceState.OFFERED,
            evidence_shown(),
            access.visible(Recommendation, "recommendation"),
        )
        .order_by(Evidence.at, Evidence.id, Recommendation.position)
    )  # fmt: skip


_OFFERED = Statement(_offered)


def to_accept(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The pieces that this person may judge now, in one line however many they are."""
    if Ability.JUDGE_EVIDENCE not in view.may or view.superseded:
        return
    pieces: dict[int, list[Any]] = {}
    for row in ctx.reader.all(_OFFERED, **{**access.scope(ctx, view), **sight(ctx, view)}):
        pieces.setdefault(row.id, []).append(row)
    found = {number: rows for number, rows in pieces.items() if _theirs(ctx, rows)}
    if len(found) == 1:
        ((number, rows),) = found.items()
        what = f"E{number} for {listed(row.label for row in rows)} waits to be accepted or sent back"
        yield Waiting("Evidence", what, Action(f"Look at E{number}", f"evidence E{number}"))
    elif found:
        names = [f"E{number}" for number in found]
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        what = f"{listed(names[:_NAMED] + more)} wait to be accepted or sent back"
        yield Waiting("Evidence", what, Action("Look at the evidence", "evidence"))


def _theirs(ctx: Context, rows: list[Any]) -> bool:
    """Whether this person has no part in a piece; and no board is deciding on what it serves, unless it is against."""
    if any(row.owned for row in rows) or (rows[0].person_id is not None and rows[0].person_id == ctx.actor.person_id):
        return False
    return rows[0].bearing is Bearing.AGAINST or all(row.sign_off is not SignOff.REQUESTED for row in rows)
