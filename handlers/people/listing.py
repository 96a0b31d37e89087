"""Everybody with a role in the plan, or with something in it to answer for."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy import select as core_select

from handlers import access
from handlers.access import Ability
from handlers.admitted import stands
from handlers.cards import people as cards
from handlers.context import Arguments, Context
from models import sql
from models.card import Reply
from models.database import Statement

PAGE = 10


def _tied(*columns: Any) -> Any:
    """Ties of the plan that stand now, by whom they fall to: themselves, or for a post they hold."""
    holder = func.coalesce(sql.Tie.person_id, sql.PostHolder.person_id)
    holds = and_(sql.PostHolder.post_id == sql.Tie.post_id, sql.PostHolder.until_on.is_(None))
    standing = and_(sql.Tie.plan_id == bindparam("plan"), sql.Tie.until_on.is_(None), holder.is_not(None))
    return core_select(holder.label("person_id"), *columns).outerjoin(sql.PostHolder, holds).where(standing)


def _in_plan() -> Any:
    """Everybody with a role, a row each role; then those without one who are tied to something."""
    here = or_(sql.RoleGrant.plan_id == bindparam("plan"), sql.RoleGrant.plan_id.is_(None))
    grant = and_(sql.RoleGrant.person_id == sql.Person.id, stands(), here)
    return (
        core_select(
            sql.Person.id, sql.Person.name, sql.Person.email, sql.RoleGrant.role, sql.RoleGrant.plan_id,
            sql.RoleGrant.admitted, sql.RoleGrant.until,
            sql.Organisation.name.label("organisation"), sql.Organisation.kind.label("organisation_kind"),
        )
        .outerjoin(sql.RoleGrant, grant)
        .outerjoin(sql.Organisation, sql.Organisation.id == sql.Person.organisation_id)
        .where(sql.Person.active, or_(sql.RoleGrant.id.is_not(None), sql.Person.id.in_(_tied())))
        .order_by(sql.RoleGrant.id.is_(None), sql.Person.name, sql.RoleGrant.id)
    )  # fmt: skip


_IN_PLAN = Statement(_in_plan)
_HELD = Statement(
    lambda: (
        _tied(
            sql.Tie.relation, sql.Recommendation.label, sql.Recommendation.position,
            sql.PlanAction.id.label("action_id"),
        )
        .outerjoin(
            sql.Recommendation,
            and_(sql.Recommendation.id == sql.Tie.recommendation_id, sql.Recommendation.withdrawn_on.is_(None)),
        )
        .outerjoin(
            sql.PlanAction, and_(sql.PlanAction.id == sql.Tie.action_id, sql.PlanAction.withdrawn_on.is_(None))
        )
        .where(or_(sql.Recommendation.id.is_not(None), sql.PlanAction.id.is_not(None)))
        .distinct()
        .order_by(sql.Recommendation.position)
    )
)  # fmt: skip


def show(ctx: Context, args: Arguments) -> Reply:
    """Everybody with a role in the plan or something in it to answer for, ten a page."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    rows = ctx.reader.all(_IN_PLAN, plan=view.id, now=ctx.now)
    held = ctx.reader.all(_HELD, plan=view.id)
    last_days = {row.id: last_day(ctx, row.until) for row in rows if row.admitted}
    return Reply((cards.people_card(view, rows, held, last_days, page=args.page),))


def last_day(ctx: Context, until: datetime) -> date:
    """The last whole day before a role ends."""
    return ctx.day_of(until - timedelta(microseconds=1))
