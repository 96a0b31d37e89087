"""`close` and `reopen`: the day from which a plan's records are kept for so long and no longer."""

from handlers import access
from handlers.access import Ability
from handlers.cards import retention as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.recording import record
from models.card import Action, Reply
from models.plan import Plan

LONGEST = 500


def close(ctx: Context, args: Arguments) -> Reply:
    """Say that a plan has ended, and why. Nothing is erased by it."""
    view = access.plan(ctx, args.get("plan"), Ability.PUBLISH)
    row = ctx.change.get_one(Plan, view.id, with_for_update=True)
    if row.ended_on is not None:
        raise UserError(f"{view.name} {cards.ended(row.ended_on)} already. Nothing was changed.", _KEPT)
    reason = _reason(args)
    if not reason:
        return Reply(form=cards.close_form(view))
    row.ended_on, row.version = ctx.today, row.version + 1
    ctx.change.add(row)
    ctx.change.flush()
    record(ctx, "close", f"plan:{view.id}", f"closed the plan: {reason}", plan_id=view.id)
    return Reply((cards.closed_card(view, ctx.today),))


def reopen(ctx: Context, args: Arguments) -> Reply:
    """Take that back: the plan is live again, and nothing of it is erased."""
    view = access.plan(ctx, args.get("plan"), Ability.PUBLISH)
    row = ctx.change.get_one(Plan, view.id, with_for_update=True)
    if row.ended_on is None:
        raise UserError(f"{view.name} is not closed. Nothing was changed.", _KEPT)
    if view.superseded:
        raise UserError(f"{view.name} was succeeded by a later plan. Nothing was changed.", _KEPT)
    reason = _reason(args)
    if not reason:
        return Reply(form=cards.reopen_form(view))
    row.ended_on, row.version = None, row.version + 1
    ctx.change.add(row)
    ctx.change.flush()
    record(ctx, "close", f"plan:{view.id}", f"reopened the plan: {reason}", plan_id=view.id)
    return Reply((cards.reopened_card(view),))


def _reason(args: Arguments) -> str:
    reason = args.get("reason")
    if len(reason) > LONGEST:
        raise UserError(f"Give the reason in at most {LONGEST} characters.", _KEPT)
    return reason


_KEPT = Action("What is kept how long", "retention")
