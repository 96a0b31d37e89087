"""How a request is put down: its history, and who is chased about it."""

from collections.abc import Collection

from sqlmodel import select

from handlers.access import PlanView
from handlers.cards.changes import what
from handlers.changes import reading
from handlers.chasing import settle
from handlers.context import Context
from handlers.recording import record
from models.decisions import Change
from models.vocabulary import ChangeState, DueKind


def told(ctx: Context, view: PlanView, change: Change, summary: str, subject: str = "") -> None:
    """Put a step of a request into the item's history."""
    record(ctx, "change", subject or reading.subject(change), summary, plan_id=view.id)


def close(ctx: Context, view: PlanView, change: Change, state: ChangeState, reason: str, where: str = "") -> None:
    """End a request: agreed, refused or withdrawn; nobody is chased about it any more."""
    about = reading.subject(change)
    change.state, change.decided_at, change.decided_by = state, ctx.now, ctx.actor.name
    change.decided_by_id, change.version = ctx.actor.person_id, change.version + 1
    change.decided_where, change.decision_reason = where or None, reason
    ctx.change.add(change)
    ctx.change.flush()
    settle(ctx, f"change:{change.id}", DueKind.CHANGE_WAITING, done=True)
    at = f", decided at {where}" if where else ""
    why = f", “{reason}”" if reason else ""
    told(ctx, view, change, f"C{change.id} {state.value}: {what(change)}{at}{why}", about)


def close_those_on(ctx: Context, view: PlanView, subjects: Collection[str]) -> None:
    """End the open requests about items that a decision dropped: nothing is left for them to change."""
    still_open = select(Change).where(Change.plan_id == view.id, Change.state == ChangeState.OPEN)
    for each in ctx.change.exec(still_open).all():
        if reading.subject(each) in subjects:
            close(ctx, view, each, ChangeState.WITHDRAWN, "the item was dropped")
