"""An impact that its evidence no longer bears out steps down: with a statement of its own, and the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.access import PlanView
from handlers.cards.words import listed, say
from handlers.context import Context
from handlers.evidence import pieces
from handlers.evidence.named import LIMITED, MANY_LIMITED, told_as
from handlers.evidence.shown import piece_of
from handlers.recording import record
from models.assurance import ImpactStatement
from models.plan import Recommendation
from models.rules.proof import borne_out, unlooked
from models.vocabulary import Impact, Platform


@dataclass(frozen=True, slots=True)
class Consequence:
    """What followed for one recommendation, as history and the reply say it; `statement` is the impact it now has."""

    recommendation_id: int
    said: str
    statement: ImpactStatement | None = None


def step_down(ctx: Context, view: PlanView, row: Recommendation, after: Impact, because: str) -> Consequence:
    """Move an impact down, and say from what and because of what."""
    said = f"impact of {row.label} stepped down from {say(row.impact)} to {say(after)}: {because}"
    added = ImpactStatement(
        plan_id=view.id, recommendation_id=row.key_id, at=ctx.now, person_id=ctx.actor.person_id,
        by_name=ctx.actor.name, platform=Platform(ctx.request.platform), impact=after, narrative=because,
    )  # fmt: skip
    row.impact = after
    ctx.change.add(added)
    return Consequence(row.key_id, said, added)


def unlocked(ctx: Context, view: PlanView, row: Recommendation) -> str:
    """Weigh the evidence once the board's lock has lifted; what stepped down, and why, or nothing."""
    after = borne_out(row.impact, list(pieces.held(ctx, row.key_id).values()))
    if after is row.impact:
        return ""
    against = [each for each in pieces.against(ctx, row.key_id) if not unlooked(piece_of(each))]
    followed = step_down(ctx, view, row, after, _reason(against))
    ctx.change.flush()
    record_all(ctx, view, (followed,))
    return followed.said


def _reason(against: Sequence[Any]) -> str:
    if not against:
        return "nothing that is accepted shows it any more"
    one, limited = len(against) == 1, [row for row in against if row.restricted]
    names = [told_as(row) for row in against if not row.restricted]
    names += [LIMITED if len(limited) == 1 else MANY_LIMITED] if limited else []
    return f"{listed(names)} {'speaks' if one else 'speak'} against it and {'is' if one else 'are'} not answered"


def record_all(ctx: Context, view: PlanView, followed: Sequence[Consequence]) -> None:
    """Put what followed into the history of each recommendation."""
    for each in followed:
        statement = each.statement
        subject = f"impact_statement:{statement.key_id}" if statement else f"recommendation:{each.recommendation_id}"
        record(ctx, "impact", subject, each.said, plan_id=view.id, row=statement)
