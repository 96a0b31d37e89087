"""What lawful removal does to proof: evidence nobody can read any more counts for nothing, and says so."""

from handlers import access
from handlers.access import PlanView
from handlers.cards.words import GONE
from handlers.context import Context
from handlers.evidence.bearing_out import weigh
from handlers.evidence.named import told_as
from handlers.evidence.stepping_down import Consequence
from models.plan import Recommendation
from models.progress import Evidence
from models.vocabulary import EvidenceState

Followed = list[tuple[PlanView, tuple[Consequence, ...]]]


def stop_counting(ctx: Context, view: PlanView, row: Evidence, served: list[Recommendation]) -> Followed:
    """Take a removed piece out of what counts, and weigh again what it served; what followed, plan by plan."""
    row.state, row.decided_at, row.decided_by = EvidenceState.RETURNED, ctx.now, ctx.actor.name
    row.decision_reason = GONE
    ctx.change.add(row)
    because = f"{told_as(row)} was removed by law"
    seen = {each.id: each for each, _ in access.plans(ctx)}
    return [
        (theirs, weigh(ctx, theirs, [each for each in served if each.plan_id == plan], because))
        for plan in sorted({each.plan_id for each in served})
        for theirs in (seen.get(plan, view),)
    ]
