"""How a step towards or away from sign-off is put down: the decision, the item's state, the audit and the history."""

from typing import Any

from handlers.context import Context
from handlers.recording import record
from handlers.signoff.matter import Matter
from models.decisions import Decision
from models.plan import Recommendation
from models.vocabulary import DecisionKind, SignOff


def step(ctx: Context, matter: Matter, row: Recommendation, kind: DecisionKind, to: SignOff, **more: Any) -> Decision:
    """Append a decision taken at the item's version, and move the item on. `to` is where its sign-off is then."""
    own: dict[str, Any] = {"board_id": matter.board.id, "board_name": matter.board.name}
    added = Decision(
        plan_id=matter.view.id, recommendation_id=row.key_id, kind=kind, version=row.version, at=ctx.now,
        person_id=ctx.actor.person_id, by_name=ctx.actor.name, **(own | more),
    )  # fmt: skip
    row.sign_off = to
    row.version += 1
    ctx.change.add_all([added, row])
    ctx.change.flush()
    return added


def told(ctx: Context, matter: Matter, decision: Decision, summary: str) -> None:
    """Put a step into the item's history, and its row into the chain. Call it after every other change."""
    record(ctx, "sign-off", f"recommendation:{decision.recommendation_id}", summary, plan_id=matter.view.id)
    record(ctx, "decision", f"decision:{decision.key_id}", summary, row=decision)
