"""`hold`: while a legal hold stands, nothing is erased; `retention` says what is kept how long."""

from typing import Any

from sqlmodel import col, select

from handlers import access
from handlers.access import Ability
from handlers.cards import holds as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.recording import record
from models.assurance import LegalHold
from models.card import Action, Reply
from models.plan import Plan


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The holds that stand."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    return Reply((cards.holds_card(view, _standing(ctx, view.id)),))


def put(ctx: Context, args: Arguments) -> Reply:
    """Set a legal hold on the plan, with its reason."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    reason = _reason(args, "set")
    if len(reason) > cards.LONGEST:
        raise UserError(f"Give the reason in at most {cards.LONGEST} characters.", _HOLDS)
    if _standing(ctx, view.id):
        raise UserError("A legal hold stands already.", _HOLDS)
    ctx.change.get_one(Plan, view.id, with_for_update=True)  # erasing what has had its time holds it too
    ctx.change.add(LegalHold(plan_id=view.id, reason=reason, set_at=ctx.now, set_by=ctx.actor.name))
    ctx.change.flush()
    record(ctx, "hold", f"plan:{view.id}", f"set a legal hold: {reason}", plan_id=view.id)
    return Reply((cards.held_card(view, reason),))


def lift(ctx: Context, args: Arguments) -> Reply:
    """Lift the hold, with the reason."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    reason, standing = _reason(args, "lift"), _standing(ctx, view.id)
    if not standing:
        raise UserError("No legal hold stands.", _HOLDS)
    for hold in standing:
        hold.lifted_at, hold.lifted_by = ctx.now, ctx.actor.name
        ctx.change.add(hold)
    ctx.change.flush()
    record(ctx, "hold", f"plan:{view.id}", f"lifted the legal hold: {reason}", plan_id=view.id)
    return Reply((cards.lifted_card(view),))


def _reason(args: Arguments, word: str) -> str:
    """Why, which is never left out."""
    if not args.get("reason"):
        raise UserError(f"Say why, as in: hold {word} Inquiry by the ombudsman. Nothing was changed.", _HOLDS)
    return args.get("reason")


def _standing(ctx: Context, plan_id: int) -> list[Any]:
    wanted = select(LegalHold).where(
        (col(LegalHold.plan_id) == plan_id) | col(LegalHold.plan_id).is_(None), col(LegalHold.lifted_at).is_(None)
    )
    return list(ctx.change.exec(wanted))


_HOLDS = Action("Holds", "hold")
