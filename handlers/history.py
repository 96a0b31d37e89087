"""`history`: who said or decided what, when and where, the newest first, ten a page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, literal, or_, select

from handlers import access, dropped, status, succession
from handlers.access import Ability, Item, PlanView, reach, theirs, true_when
from handlers.cards import history as cards
from handlers.cards.words import called, item_ref
from handlers.context import Arguments, Context
from handlers.evidence import named, subjects
from handlers.evidence.shown import sight
from handlers.grammar import reference, sense
from models.audit import REMOVED
from models.card import Reply
from models.database import Statement
from models.sql import ActionRecommendation, AuditContent, AuditEntry, Person, PlanAction, Recommendation, Update
from models.vocabulary import Delivery

PAGE = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, as history tells it. `item` is what it was about, where that is not plain.

    `name` is what an update is called, as in "redact U12", by whoever may read it. `after` is what it comes after of
    the same instant: its place in the audit, then among the updates.
    """

    at: datetime
    who: str
    where: str
    what: str
    delivery: Delivery | None = None
    narrative: str = ""
    next_step: str = ""
    help_needed: str = ""
    item: str = ""
    name: str = ""
    after: tuple[int, int] = (0, 0)


def _place() -> Any:
    """An update's place in the audit; none for one that a plan file brought in."""
    said = literal("update:") + cast(Update.id, String)
    return select(func.max(AuditEntry.id)).where(AuditEntry.subject == said, AuditEntry.event == "update")


def _updates(*conditions: Any) -> Any:
    return (
        select(
            Update.id,
            Update.at,
            Update.by_name,
            Update.reported_for,
            Update.platform,
            Update.delivery,
            Update.narrative,
            Update.next_step,
            Update.help_needed,
            PlanAction.label.label("action"),
            Recommendation.label.label("recommendation"),
            _place().scalar_subquery().label("place"),
        )
        .outerjoin(PlanAction, PlanAction.id == Update.action_id)
        .outerjoin(Recommendation, Recommendation.id == Update.recommendation_id)
        .where(
            *conditions,
            or_(PlanAction.id.is_(None), theirs(PlanAction, "action")),
            or_(Recommendation.id.is_(None), theirs(Recommendation, "recommendation")),
        )
        .order_by(Update.at.desc(), Update.id.desc())
        .limit(bindparam("most"))
    )


def _under() -> Any:
    return select(ActionRecommendation.action_id).where(ActionRecommendation.recommendation_id == bindparam("id"))


_TOLD = {
    "recommendation": Statement(lambda: _updates(Update.recommendation_id == bindparam("id"))),
    "actions": Statement(lambda: _updates(Update.action_id.in_(_under()))),
    "action": Statement(lambda: _updates(Update.action_id == bindparam("id"))),
    "plan": Statement(lambda: _updates(Update.plan_id == bindparam("id"))),
}


def _recorded(condition: Any, *order: Any) -> Any:
    return (
        select(
            AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.platform, AuditEntry.event, AuditContent.content,
            AuditContent.removed_reason, Person.name.label("person"),
        )
        .outerjoin(AuditContent, AuditContent.audit_id == AuditEntry.id)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(condition, AuditEntry.event != "update")
        .order_by(*order)
        .limit(bindparam("most"))
    )  # fmt: skip


_NEWEST = (AuditEntry.at.desc(), AuditEntry.id.desc())
_RECORDED_OF = {
    "recommendation": Statement(
        lambda: _recorded(
            and_(
                or_(AuditEntry.subject == bindparam("subject"), AuditEntry.subject.in_(subjects.of_recommendation())),
                AuditEntry.subject.not_in(subjects.hidden()),
            ),
            *_NEWEST,
        )
    ),
    "other": Statement(lambda: _recorded(AuditEntry.subject == bindparam("subject"), *_NEWEST)),
}


def _in_plan(*conditions: Any) -> Any:
    return _recorded(
        and_(
            AuditEntry.plan_id == bindparam("plan"),
            or_(AuditEntry.event != "people", true_when("see_people")),
            AuditEntry.subject.not_in(subjects.hidden()),
            *conditions,
        ),
        AuditEntry.id.desc(),
    )


_RECORDED_IN = Statement(_in_plan)
_RECORDED_OF_THEIRS = Statement(lambda: _in_plan(AuditEntry.subject.not_in(subjects.out_of_sight())))


def show(ctx: Context, args: Arguments) -> Reply:
    """The history of one item, or of the whole plan."""
    most = args.page * PAGE + 1
    if said := args.get("item"):
        view, item = _item(ctx, said)
        moments = _of_item(ctx, view, item.kind, item.id, most)
        name, command = called(item), f"history {item_ref(view, item)}"
    else:
        view = access.plan(ctx)
        moments = _of_plan(ctx, view, most)
        name, command = view.name, "history"
    shown = _as_read(ctx, view, moments[(args.page - 1) * PAGE : args.page * PAGE])
    more = len(moments) > args.page * PAGE
    return Reply((cards.history_card(view, name, shown, page=args.page, more=more, command=command),))


def _as_read(ctx: Context, view: PlanView, moments: Sequence[Moment]) -> list[Moment]:
    """Moments without the numbers of evidence that this person may not see, whoever wrote them there."""
    hidden = named.unseen(ctx, view, (text for each in moments for text in _words(each)))
    return [
        replace(
            each, what=named.without(each.what, hidden), narrative=named.without(each.narrative, hidden),
            next_step=named.without(each.next_step, hidden), help_needed=named.without(each.help_needed, hidden),
        )
        for each in moments
    ]  # fmt: skip


def _words(moment: Moment) -> tuple[str, ...]:
    return moment.what, moment.narrative, moment.next_step, moment.help_needed


def _item(ctx: Context, said: str) -> tuple[PlanView, Item]:
    """The item meant, one that was dropped included: its history stays."""
    ref = reference(sense(said))
    view = access.plan(ctx, ref.plan if ref else "")
    gone = None if access.find(ctx, view, sense(said)) else dropped.find(ctx, view, sense(said))
    return (view, gone[0]) if gone else status.one(ctx, said)


def _of_item(ctx: Context, view: PlanView, kind: str, item_id: int, most: int) -> list[Moment]:
    kinds = ("recommendation", "actions") if kind == "recommendation" else (kind,)
    line = succession.line_of(ctx, kind, item_id)
    asked = {"most": most, **reach(ctx, view)}
    told = [
        _told(ctx, row, "")
        for each in kinds
        if each in _TOLD
        for one in line
        for row in ctx.reader.all(_TOLD[each], id=one, **asked)
    ]
    return _newest(ctx, told, [row for one in line for row in _recorded_of(ctx, view, kind, one, most)])


def _recorded_of(ctx: Context, view: PlanView, kind: str, item_id: int, most: int) -> list[Any]:
    subject = f"{kind}:{item_id}"
    if kind == "recommendation":
        asked = {"id": item_id, **sight(ctx, view)}
        return ctx.reader.all(_RECORDED_OF[kind], subject=subject, most=most, **asked)
    return ctx.reader.all(_RECORDED_OF["other"], subject=subject, most=most)


def _of_plan(ctx: Context, view: PlanView, most: int) -> list[Moment]:
    asked = {"id": view.id, "most": most, **reach(ctx, view)}
    told = [_told(ctx, row, row.recommendation) for row in ctx.reader.all(_TOLD["plan"], **asked)]
    if not view.everything:
        return _newest(ctx, told, [])
    see_people = int(Ability.SEE_PEOPLE in view.may)
    within = {"plan": view.id, "see_people": see_people, "most": most, **sight(ctx, view)}
    if view.restricted:
        return _newest(ctx, told, ctx.reader.all(_RECORDED_IN, **within))
    return _newest(ctx, told, ctx.reader.all(_RECORDED_OF_THEIRS, **(within | reach(ctx, view))))


def _newest(ctx: Context, told: list[Moment], recorded: list[Any]) -> list[Moment]:
    moments = (*told, *(_recorded_moment(ctx, row) for row in recorded))
    return sorted(moments, key=lambda each: (each.at, each.after), reverse=True)


def _told(ctx: Context, row: Any, about: str) -> Moment:
    who = f"{row.by_name}, reported for {row.reported_for}" if row.reported_for else row.by_name
    at = row.at.astimezone(ctx.now.tzinfo)
    item = f"action {row.action}" if row.action else about
    return Moment(
        at, who, row.platform.value, "", row.delivery, row.narrative, row.next_step, row.help_needed, item or "",
        f"U{row.id}", (row.place or 0, row.id),
    )  # fmt: skip


def _recorded_moment(ctx: Context, row: Any) -> Moment:
    content = json.loads(row.content) if row.content else {}
    who = content.get("by") or row.person or row.actor
    return Moment(row.at.astimezone(ctx.now.tzinfo), who, row.platform, _summary(row, content), after=(row.id, 0))


def _summary(row: Any, content: dict[str, Any]) -> str:
    """What an entry says; of one that was lawfully removed, by whom and why."""
    if not content:
        return f"removed for good ({row.removed_reason})" if row.removed_reason else REMOVED
    told = content.get("reason") if row.event == REMOVED else None
    return f"removed an entry for good ({told})" if told else str(content.get("summary") or row.event)
