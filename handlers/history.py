"""`history`: who said or decided what, when and where, the newest first, ten a page."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from handlers import access, status
from handlers.access import PlanView, scope
from handlers.cards import history as cards
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from models.card import Reply
from models.database import Statement
from models.sql import ActionRecommendation, AuditContent, AuditEntry, PlanAction, Update
from models.vocabulary import Delivery

PAGE = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, as history tells it. `item` is an action's label when it is not the item's own."""

    at: datetime
    who: str
    where: str
    what: str
    delivery: Delivery | None = None
    narrative: str = ""
    next_step: str = ""
    help_needed: str = ""
    item: str = ""


def _updates(*conditions: Any) -> Any:
    return (
        select(
            Update.at, Update.by_name, Update.reported_for, Update.platform, Update.delivery, Update.narrative,
            Update.next_step, Update.help_needed, PlanAction.label.label("action"),
        )
        .outerjoin(PlanAction, PlanAction.id == Update.action_id)
        .where(*conditions, or_(PlanAction.restricted.is_(None), PlanAction.restricted.is_(False),
                                bindparam("see_restricted") == 1))
        .order_by(Update.at.desc(), Update.id.desc())
        .limit(bindparam("most"))
    )  # fmt: skip


def _under() -> Any:
    return select(ActionRecommendation.action_id).where(ActionRecommendation.recommendation_id == bindparam("id"))


_TOLD = {
    "recommendation": Statement(lambda: _updates(Update.recommendation_id == bindparam("id"))),
    "actions": Statement(lambda: _updates(Update.action_id.in_(_under()))),
    "action": Statement(lambda: _updates(Update.action_id == bindparam("id"))),
    "plan": Statement(lambda: _updates(Update.plan_id == bindparam("id"))),
}


def _recorded(condition: Any) -> Any:
    return (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.platform, AuditEntry.event, AuditContent.content)
        .outerjoin(AuditContent, AuditContent.audit_id == AuditEntry.id)
        .where(condition, AuditEntry.event != "update")
        .order_by(AuditEntry.id.desc())
        .limit(bindparam("most"))
    )


_RECORDED_OF = Statement(lambda: _recorded(AuditEntry.subject == bindparam("subject")))
_RECORDED_IN = Statement(lambda: _recorded(AuditEntry.plan_id == bindparam("plan")))


def show(ctx: Context, args: Arguments) -> Reply:
    """The history of one item, or of the whole plan."""
    most = args.page * PAGE + 1
    if said := args.get("item"):
        view, item = status.one(ctx, said)
        moments = _of_item(ctx, view, item.kind, item.id, most)
        name, command = item.label, f"history {item_ref(view, item)}"
    else:
        view = access.plan(ctx)
        moments = _of_plan(ctx, view, most)
        name, command = view.name, "history"
    shown = moments[(args.page - 1) * PAGE : args.page * PAGE]
    more = len(moments) > args.page * PAGE
    return Reply((cards.history_card(view, name, shown, page=args.page, more=more, command=command),))


def _of_item(ctx: Context, view: PlanView, kind: str, item_id: int, most: int) -> list[Moment]:
    kinds = ("recommendation", "actions") if kind == "recommendation" else (kind,)
    asked = {"id": item_id, "most": most, "see_restricted": scope(ctx, view)["see_restricted"]}
    told = [_told(ctx, row) for each in kinds if each in _TOLD for row in ctx.reader.all(_TOLD[each], **asked)]
    recorded = ctx.reader.all(_RECORDED_OF, subject=f"{kind}:{item_id}", most=most)
    return _newest(ctx, told, recorded)


def _of_plan(ctx: Context, view: PlanView, most: int) -> list[Moment]:
    if not view.everything:
        return []
    asked = {"id": view.id, "most": most, "see_restricted": scope(ctx, view)["see_restricted"]}
    told = [_told(ctx, row) for row in ctx.reader.all(_TOLD["plan"], **asked)]
    return _newest(ctx, told, ctx.reader.all(_RECORDED_IN, plan=view.id, most=most))


def _newest(ctx: Context, told: list[Moment], recorded: list[Any]) -> list[Moment]:
    return sorted((*told, *(_recorded_moment(ctx, row) for row in recorded)), key=lambda each: each.at, reverse=True)


def _told(ctx: Context, row: Any) -> Moment:
    who = f"{row.by_name}, reported for {row.reported_for}" if row.reported_for else row.by_name
    at = row.at.astimezone(ctx.now.tzinfo)
    return Moment(
        at, who, row.platform.value, "", row.delivery, row.narrative, row.next_step, row.help_needed, row.action or ""
    )


def _recorded_moment(ctx: Context, row: Any) -> Moment:
    content = json.loads(row.content) if row.content else {}
    summary = content.get("summary") or row.event
    at = row.at.astimezone(ctx.now.tzinfo)
    return Moment(at, content.get("by") or row.actor, row.platform, str(summary) if content else "content removed")
