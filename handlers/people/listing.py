"""Everybody with a role in the plan, or with something in it to answer for."""

from datetime import date, datetime, timedelta

from handlers import access
from handlers.access import Ability
from handlers.cards import people as cards
from handlers.context import Arguments, Context
from handlers.in_plan import AWAY, HELD, IN_PLAN
from models.card import Reply

PAGE = 10


def show(ctx: Context, args: Arguments) -> Reply:
    """Everybody with a role in the plan or something in it to answer for, ten a page, and who covers for whom now."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    rows = ctx.reader.all(IN_PLAN, plan=view.id, now=ctx.now, on_day=ctx.today)
    held = ctx.reader.all(HELD, plan=view.id, now=ctx.now, on_day=ctx.today)
    covers = {row.person_id: row.cover for row in ctx.reader.all(AWAY, on_day=ctx.today)}
    last_days = {row.id: last_day(ctx, row.until) for row in rows if row.admitted}
    return Reply((cards.people_card(view, rows, held, last_days, covers, page=args.page),))


def last_day(ctx: Context, until: datetime) -> date:
    """The last whole day before a role ends."""
    return ctx.day_of(until - timedelta(microseconds=1))
