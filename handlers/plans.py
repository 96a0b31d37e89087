"""`plans`, `use` and `publish`: which plans there are, which one is meant, and who may read it."""

from datetime import date, datetime

from sqlmodel import Session, select

from handlers import access
from handlers.access import Ability
from handlers.cards import plans as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.recording import record
from models.card import Action, Reply
from models.people import PlanChoice
from models.plan import Plan
from models.vocabulary import OpenTo, Platform


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The plans this person may see."""
    seen = access.plans(ctx)
    if not seen:
        raise access.stranger(ctx)
    return Reply((cards.plans_card([(view, chosen) for view, chosen in seen]),))


def use(ctx: Context, args: Arguments) -> Reply:
    """Talk about this plan from now on, in this conversation."""
    view = access.plan(ctx, args.get("plan"))
    platform, conversation = Platform(ctx.request.platform), ctx.request.conversation
    wanted = select(PlanChoice).filter_by(actor=ctx.actor.key, platform=platform, conversation=conversation)
    kept = ctx.change.exec(wanted.with_for_update()).first() or PlanChoice(
        actor=ctx.actor.key, platform=platform, conversation=conversation, plan_id=view.id
    )
    kept.plan_id = view.id
    ctx.change.add(kept)
    return Reply((cards.used_card(view),))


def publish(ctx: Context, args: Arguments) -> Reply:
    """Open a draft to its members, or to all staff. It tells nobody."""
    view = access.plan(ctx, args.get("plan"), Ability.PUBLISH)
    row = ctx.change.get_one(Plan, view.id, with_for_update=True)
    open_to = OpenTo(args.get("to").casefold()) if args.get("to") else row.open_to
    if row.published_at is not None and open_to is row.open_to:
        raise UserError(
            f"{view.name} is published already and open to its {open_to.value}.", Action("Status", "status")
        )
    publish_plan(row, open_to, ctx.now)
    end_earlier(ctx.change, row, ctx.today)
    expect(ctx.change, view.id, ctx.now)
    record(ctx, "publish", f"plan:{view.id}", f"published, open to {open_to.value}", plan_id=view.id)
    return Reply((cards.published_card(view, open_to),))


def publish_plan(row: Plan, open_to: OpenTo, now: datetime) -> None:
    """Mark a plan as published; the first moment is kept when only its readers change."""
    row.published_at = row.published_at or now
    row.open_to = open_to
    row.version += 1


def end_earlier(session: Session, row: Plan, today: date) -> None:
    """The plan that a published one takes over from has ended: from then on its records' time counts."""
    earlier = session.get(Plan, row.succeeds_id) if row.succeeds_id else None
    if earlier is not None and earlier.ended_on is None:
        earlier.ended_on, earlier.version = today, earlier.version + 1
        session.add(earlier)
        session.flush()
