"""What a board wants before it looks at an item again, for as long as no evidence has been accepted since."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, or_, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.evidence.shown import evidence_shown, sight
from handlers.succession import line
from models import decisions
from models.database import Statement, table_of
from models.sql import Decision, Evidence, EvidenceRecommendation, Recommendation
from models.vocabulary import DecisionKind, EvidenceState, SignOff

_SENT_BACK = (SignOff.RETURNED, SignOff.REQUESTED)
"""How far the sign-off of an item may have come while its board wants more: it may have been asked for once more."""


class Wanted(NamedTuple):
    """What the board wants, by when, and the pieces offered since that nobody has accepted."""

    words: str
    by: date
    board: str
    offered: tuple[str, ...]


def _accepted_since(item: Any) -> Any:
    return exists().where(
        and_(
            EvidenceRecommendation.recommendation_id == item,
            Evidence.id == EvidenceRecommendation.evidence_id,
            Evidence.state == EvidenceState.ACCEPTED,
            Evidence.decided_at >= Decision.at,
        )
    )


def _decided_since(lines: Any, item: Any) -> Any:
    later, along = table_of(decisions.Decision).alias(), lines.alias()
    returned = and_(later.c.kind == DecisionKind.RETURN, later.c.wanted != "")
    signed = and_(later.c.kind == DecisionKind.SIGN_OFF, later.c.effective)
    return exists().where(
        and_(
            along.c.item == item,
            later.c.recommendation_id == along.c.each,
            later.c.id > Decision.id,
            or_(returned, signed, later.c.kind == DecisionKind.REOPEN),
        )
    )


def _wanted(condition: Callable[[Any], Any]) -> Any:
    """What boards want on items, asked of them here or in an earlier plan that theirs carries on."""
    lines = line(condition)
    item = lines.c.item.label("recommendation_id")
    return (
        select(item, Decision.wanted, Decision.wanted_by, Decision.wanted_from_id, Decision.board_name, Decision.at)
        .join(lines, lines.c.each == Decision.recommendation_id)
        .join(Recommendation, Recommendation.id == lines.c.item)
        .where(
            Recommendation.sign_off.in_(_SENT_BACK),
            Decision.kind == DecisionKind.RETURN,
            Decision.wanted != "",
            Decision.wanted_by.is_not(None),
            ~_decided_since(lines, lines.c.item),
            ~_accepted_since(lines.c.item),
        )
    )


_OF_ITEM = Statement(lambda: _wanted(lambda of: of.id == bindparam("id")))
_OF_PLAN = Statement(lambda: _wanted(lambda of: of.plan_id == bindparam("plan")))
_OFFERED = Statement(
    lambda: (
        select(Evidence.id)
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(
            and_(
                EvidenceRecommendation.recommendation_id == bindparam("id"),
                Evidence.state == EvidenceState.OFFERED,
                Evidence.at >= bindparam("since"),
                evidence_shown(),
            )
        )
        .order_by(Evidence.id)
    )
)


def wanted_by(ctx: Context, item: Any) -> date | None:
    """The day by which a board wants more evidence on a recommendation (id, sign_off); None where it wants none."""
    row = ctx.reader.one(_OF_ITEM, id=item.id) if item.sign_off in _SENT_BACK else None
    return row.wanted_by if row else None


def is_wanted_of(ctx: Context, item_id: int) -> bool:
    """Whether it is this person from whom a board wants evidence on an item."""
    row = ctx.reader.one(_OF_ITEM, id=item_id)
    return row is not None and row.wanted_from_id is not None and row.wanted_from_id == ctx.actor.person_id


def wanted_days(ctx: Context, view: PlanView) -> dict[int, date]:
    """The same of every recommendation of a plan, by its id."""
    return {row.recommendation_id: row.wanted_by for row in ctx.reader.all(_OF_PLAN, plan=view.id)}


def wanted_of(ctx: Context, view: PlanView, item_id: int) -> Wanted | None:
    """What the board wants on an item, and what of it this person may see has been offered."""
    row = ctx.reader.one(_OF_ITEM, id=item_id)
    if row is None:
        return None
    offered = ctx.reader.all(_OFFERED, id=item_id, since=row.at, **sight(ctx, view))
    return Wanted(row.wanted, row.wanted_by, row.board_name or "board", tuple(f"E{each.id}" for each in offered))
