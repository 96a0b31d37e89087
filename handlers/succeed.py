"""`succeed`: a new plan that carries over what is open, with its original dates, extensions and history."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from handlers import access
from handlers.access import Ability, Item, PlanView
from handlers.cards import succeed as cards
from handlers.carrying import Carrying
from handlers.chasing import is_chased
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.recording import record
from handlers.signoff import matter as signoff
from models.card import Action, Reply
from models.database.reading import table_of
from models.plan import ActionRecommendation, Plan, PlanAction, Recommendation
from models.vocabulary import Delivery, DueKind, SignOff


def succeed(ctx: Context, args: Arguments) -> Reply:
    """Make the plan that succeeds another. Says first what it would carry, and what stays behind."""
    view = access.plan(ctx, args.get("plan"), Ability.PUBLISH)
    old = ctx.change.get_one(Plan, view.id, with_for_update=True)
    key = _key(ctx.change, view, args.get("key"))
    carried = _open_recommendations(ctx, view)
    stays = _settled(ctx.change, old, carried)
    actions = _open_actions(ctx.change, old, carried)
    if not args.get("title"):
        return Reply(form=cards.succeed_form(view, key, [each.label for each in carried], len(actions), stays))
    carrying = Carrying(ctx, old, _new_plan(ctx, old, key, args.get("title")))
    carrying.everything(carried, actions)
    expect(ctx.change, carrying.plan.key_id, ctx.now)
    _told(ctx, view, carrying, carried, actions)
    return Reply((cards.succeeded_card(view, carrying.plan, [each.label for each in carried], len(actions), stays),))


def _key(session: Session, view: PlanView, said: str) -> str:
    key = said.casefold()
    if not key or not all(char.isalnum() or char == "-" for char in key):
        raise UserError("Give the new plan a key of letters, figures and hyphens, such as borsetshire-2026.")
    if view.superseded:
        raise UserError(f"{view.name} has been succeeded already. Nothing was changed.", Action("Plans", "plans"))
    if session.exec(select(Plan).where(Plan.key == key)).first() is not None:
        raise UserError(f"There is a plan {key} already. Give the new one another key.", Action("Plans", "plans"))
    return key


def _open_recommendations(ctx: Context, view: PlanView) -> list[Recommendation]:
    """What is not signed off, and what is but is in doubt until the board answers."""
    wanted = select(Recommendation).where(
        Recommendation.plan_id == view.id, col(Recommendation.withdrawn_on).is_(None)
    )  # fmt: skip
    rows = ctx.change.exec(wanted.order_by(col(Recommendation.position)))
    return [row for row in rows if row.sign_off is not SignOff.SIGNED_OFF or _in_doubt(ctx, view, row)]


def _in_doubt(ctx: Context, view: PlanView, row: Recommendation) -> bool:
    matter = signoff.load(ctx, view, Item("recommendation", row.key_id, row.label, row.source_text))
    return matter.asked_again or is_chased(ctx, f"recommendation:{row.key_id}", DueKind.SIGN_OFF_DOUBTED)


def _settled(session: Session, old: Plan, carried: Iterable[Recommendation]) -> list[str]:
    wanted = select(Recommendation.label).where(
        Recommendation.plan_id == old.id, col(Recommendation.withdrawn_on).is_(None),
        col(Recommendation.id).not_in([each.key_id for each in carried]),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Recommendation.position))))


def _open_actions(session: Session, old: Plan, carried: Iterable[Recommendation]) -> list[PlanAction]:
    """The actions of what is carried, done or not, and those under nothing that are not done."""
    under: dict[int, set[int]] = {}
    for link in session.exec(select(ActionRecommendation)):
        under.setdefault(link.action_id, set()).add(link.recommendation_id)
    kept = {each.key_id for each in carried}
    wanted = select(PlanAction).where(PlanAction.plan_id == old.id, col(PlanAction.withdrawn_on).is_(None))
    return [
        each
        for each in session.exec(wanted.order_by(col(PlanAction.position)))
        if (under[each.key_id] & kept if each.key_id in under else each.delivery is not Delivery.COMPLETED)
    ]


def _new_plan(ctx: Context, old: Plan, key: str, title: str) -> Plan:
    plan = Plan(
        key=key, council_id=old.council_id, title=title, purpose=old.purpose, open_to=old.open_to,
        published_at=ctx.now if old.published_at else None, illustration=old.illustration, settings=old.settings,
        succeeds_id=old.id,
    )  # fmt: skip
    old.state, old.version = f"superseded by {title}", old.version + 1
    old.ended_on = old.ended_on or ctx.today
    ctx.change.add_all([plan, old])
    ctx.change.flush()
    return plan


def _told(
    ctx: Context, view: PlanView, carrying: Carrying, recommendations: list[Recommendation], actions: list[PlanAction]
) -> None:
    plan = carrying.plan
    for row in (*recommendations, *actions):
        kind = table_of(type(row)).name
        new = carrying.new[kind, row.key_id]
        record(ctx, "succeed", f"{kind}:{new}", f"carried over from {view.name}: {view.title}", plan_id=plan.id)
    what = cards.carried([each.label for each in recommendations], len(actions))
    record(ctx, "succeed", f"plan:{view.id}", f"succeeded by {plan.title}, which carries {what}", plan_id=view.id)
    record(ctx, "succeed", f"plan:{plan.id}", f"succeeds {view.title} and carries {what}", plan_id=plan.id)
