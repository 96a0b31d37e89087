"""A new action that a decision adds to the plan, with the next free number, and the owners of what it is under."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.grammar import label_key
from models.decisions import Change
from models.people import Tie
from models.plan import ActionRecommendation, PlanAction, Recommendation, Workstream, WorkstreamItem
from models.rules.dates import exactly
from models.vocabulary import Relation


def add_action(ctx: Context, view: PlanView, change: Change) -> int:
    """Add the action a request asks for, and return its id."""
    table: Any = Recommendation if change.recommendation_id else Workstream
    key = change.recommendation_id or int(change.wanted["workstream"])
    under: Recommendation | Workstream = ctx.change.get_one(table, key, with_for_update=True)
    label = _free_label(ctx.change, view, under)
    last = ctx.change.exec(select(func.max(PlanAction.position)).where(PlanAction.plan_id == view.id)).one()
    day = exactly(date.fromisoformat(change.wanted["due"])) if change.wanted.get("due") else None
    row = PlanAction(
        plan_id=view.id, inspection_id=under.inspection_id if isinstance(under, Recommendation) else None,
        position=(last or 0) + 1, label=label, label_key=label_key(label), text=change.wanted["text"],
        due_on=day.on if day else None, due_precision=day.precision if day else None,
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    if isinstance(under, Recommendation):
        ctx.change.add(ActionRecommendation(action_id=row.key_id, recommendation_id=under.key_id))
    else:
        ctx.change.add(WorkstreamItem(workstream_id=under.key_id, action_id=row.id))
    _same_owners(ctx, under, row)
    change.action_id = row.id
    ctx.change.flush()
    return row.key_id


def _same_owners(ctx: Context, under: Recommendation | Workstream, row: PlanAction) -> None:
    """Nothing is added to limbo: it is its recommendation's or stream's owner's until somebody is assigned."""
    column = Tie.recommendation_id if isinstance(under, Recommendation) else Tie.workstream_id
    held = select(Tie).where(column == under.id, Tie.relation != Relation.OVERSEER, col(Tie.until_on).is_(None))
    for tie in ctx.change.exec(held).all():
        copied = tie.model_dump(include={"relation", "person_id", "post_id", "organisation_id", "printed", "position"})
        ctx.change.add(Tie(plan_id=row.plan_id, action_id=row.id, from_on=ctx.today, **copied))


def _free_label(session: Session, view: PlanView, under: Recommendation | Workstream) -> str:
    taken = set(session.exec(select(PlanAction.label_key).where(PlanAction.plan_id == view.id)))
    stem = str(under.number or under.label) if isinstance(under, Recommendation) else str(under.number or "N")
    number = 1
    while label_key(f"{stem}.{number}") in taken:
        number += 1
    return f"{stem}.{number}"
