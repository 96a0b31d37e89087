"""How a request is put down: its history, and who is chased about it."""

from collections.abc import Collection
from datetime import date

from sqlmodel import select

from handlers.access import PlanView
from handlers.cards.changes import what, where
from handlers.changes import reading
from handlers.chasing import chase, settle
from handlers.context import Context
from handlers.recording import record
from models.decisions import Change
from models.vocabulary import ChangeState, DueKind


def told(ctx: Context, view: PlanView, change: Change, summary: str, subject: str = "") -> None:
    """Put a step of a request into the item's history."""
    record(ctx, "change", subject or reading.subject(change), summary, plan_id=view.id)


def decide(ctx: Context, change: Change, reason: str, where: str = "", report_on: date | None = None) -> None:
    """Put down who decided a request, when and where; whether that takes effect is another thing."""
    change.decided_at, change.decided_by, change.decided_by_id = ctx.now, ctx.actor.name, ctx.actor.person_id
    change.decided_where, change.report_on, change.decision_reason = where or None, report_on, reason
    change.version += 1
    ctx.change.add(change)
    ctx.change.flush()


def close(ctx: Context, view: PlanView, change: Change, state: ChangeState, reason: str, where: str = "") -> None:
    """End a request by this person's word: refused or withdrawn."""
    decide(ctx, change, reason, where)
    end(ctx, view, change, state)


def end(ctx: Context, view: PlanView, change: Change, state: ChangeState) -> None:
    """End a request that was decided; nobody is chased about it any more, except to report a chair's action."""
    about = reading.subject(change)
    change.state = state
    ctx.change.add(change)
    ctx.change.flush()
    settle(ctx, f"change:{change.id}", DueKind.CHANGE_WAITING, done=True)
    if change.report_on is not None:
        _report(ctx, view, change, change.report_on)
    second = f", confirmed by a second member after {change.decided_by} agreed it" if change.confirmed_by else ""
    why = f", “{change.decision_reason}”" if change.decision_reason else ""
    told(ctx, view, change, f"C{change.id} {state.value}: {what(change)}{where(change)}{second}{why}", about)


def _report(ctx: Context, view: PlanView, change: Change, on: date) -> None:
    note = f"chair's action on C{change.id} to be reported to the {reading.board_name(ctx, view)}"
    chair = reading.decider(ctx, view, None)
    chase(ctx, view.id, f"change:{change.id}", DueKind.CHAIR_REPORT, on, person_id=chair, note=note)


def close_those_on(ctx: Context, view: PlanView, subjects: Collection[str]) -> None:
    """End the open requests about items that a decision dropped: nothing is left for them to change."""
    still_open = select(Change).where(Change.plan_id == view.id, Change.state == ChangeState.OPEN)
    for each in ctx.change.exec(still_open).all():
        if reading.subject(each) in subjects:
            close(ctx, view, each, ChangeState.WITHDRAWN, "the item was dropped")
