"""`status judgements` and `status timeline`: what the inspectors judged, and what happened when."""

from typing import Any

from sqlalchemy import bindparam, select

from handlers import access
from handlers.cards import inspections as cards
from handlers.context import Arguments, Context
from handlers.errors import Refused
from models.card import Action, Reply
from models.database import Statement
from models.sql import Event, Inspection, Judgement, LimitingRule, PlanInspection

_JUDGEMENTS = Statement(
    lambda: (
        select(
            Inspection.name.label("inspection"), Judgement.group_name, Judgement.area, Judgement.grade,
            Judgement.parent, Judgement.note,
        )
        .join(Inspection, Inspection.id == Judgement.inspection_id)
        .join(PlanInspection, PlanInspection.inspection_id == Inspection.id)
        .where(PlanInspection.plan_id == bindparam("plan"))
        .order_by(Inspection.id, Judgement.position)
    )
)  # fmt: skip
_RULES = Statement(
    lambda: (
        select(LimitingRule.key, LimitingRule.element, LimitingRule.text)
        .join(PlanInspection, PlanInspection.inspection_id == LimitingRule.inspection_id)
        .where(PlanInspection.plan_id == bindparam("plan"))
        .order_by(LimitingRule.position)
    )
)
_EVENTS = Statement(
    lambda: (
        select(Event.what, Event.date_on, Event.date_precision, Event.date_text, Event.date_end, Event.status)
        .where(Event.plan_id == bindparam("plan"))
        .order_by(Event.date_on.is_(None), Event.date_on, Event.position)
    )
)


def judgements(ctx: Context, args: Arguments) -> Reply:
    """Every judgement on its inspection's own scale, and the framework's limiting rules."""
    view = _whole(ctx)
    rows: list[Any] = ctx.reader.all(_JUDGEMENTS, plan=view.id)
    rules = ctx.reader.all(_RULES, plan=view.id)
    return Reply((cards.judgements_card(view, rows, rules, page=args.page),))


def timeline(ctx: Context, args: Arguments) -> Reply:
    """What happened and what is to happen, dated as exactly as the source dates it."""
    view = _whole(ctx)
    return Reply((cards.timeline_card(view, ctx.reader.all(_EVENTS, plan=view.id), ctx.today, page=args.page),))


def _whole(ctx: Context) -> access.PlanView:
    view = access.plan(ctx)
    if not view.everything:
        raise Refused("In this plan you see the items of your own organisation only.", Action("Mine", "mine"))
    return view
