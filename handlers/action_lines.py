"""Actions in lists, a page at a time, so that cost does not grow with the plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from handlers.access import PlanView, held_by_person, scope, visible
from handlers.context import Context
from handlers.views import CLOSED
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate
from models.rules.standing import Facts, Verdict, judge
from models.sql import ActionRecommendation, Change, Inspection, Plan, PlanAction, Tie
from models.vocabulary import ChangeKind, Delivery

PAGE = 10


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action in a list, judged on its own date, delivery and silence."""

    id: int
    label: str
    text: str
    due_on: date | None
    due: PartialDate | None
    delivery: Delivery
    verdict: Verdict
    late: bool
    agreed: PartialDate | None = None
    extensions: int = 0
    review_on: date | None = None


def _select(*conditions: Any) -> Any:
    late = and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED))
    return (
        select(
            PlanAction.id, PlanAction.label, PlanAction.text, PlanAction.due_on, PlanAction.due_precision,
            PlanAction.due_text, PlanAction.due_end, PlanAction.delivery, PlanAction.latest_update_at,
            PlanAction.agreed_on, PlanAction.agreed_precision, PlanAction.agreed_text, PlanAction.agreed_end,
            PlanAction.extensions, PlanAction.review_on,
            PlanAction.inspection_id, PlanAction.plan_id, func.count().over().label("total"),
        )
        .where(PlanAction.plan_id == bindparam("plan"), visible(PlanAction, "action"), *conditions)
        .order_by(case((late, 0), else_=1), PlanAction.due_on.is_(None), PlanAction.due_on, PlanAction.position)
        .limit(bindparam("size"))
        .offset(bindparam("skip"))
    )  # fmt: skip


_UNDER = Statement(
    lambda: _select(
        PlanAction.id.in_(
            select(ActionRecommendation.action_id).where(
                ActionRecommendation.recommendation_id == bindparam("recommendation")
            )
        )
    )
)
_BETWEEN = Statement(
    lambda: _select(
        PlanAction.due_on.between(bindparam("first"), bindparam("last")), PlanAction.delivery.not_in(CLOSED)
    )
)
_LATE = Statement(lambda: _select(PlanAction.due_on < bindparam("before"), PlanAction.delivery.not_in(CLOSED)))
_MINE = Statement(
    lambda: _select(
        PlanAction.id.in_(select(Tie.action_id).where(Tie.action_id.is_not(None), held_by_person())),
        or_(PlanAction.delivery != Delivery.COMPLETED, bindparam("all") == 1),
    )
)  # fmt: skip
_ALL = Statement(_select)
_PUBLISHED = Statement(lambda: select(Inspection.published_on).where(Inspection.id == bindparam("id")))
_OPENED = Statement(lambda: select(Plan.published_at).where(Plan.id == bindparam("plan")))
_ADDED = Statement(
    lambda: select(func.max(Change.decided_at).label("at")).where(
        Change.action_id == bindparam("id"), Change.kind == ChangeKind.ADD
    )
)


def under(ctx: Context, view: PlanView, recommendation_id: int, page: int) -> tuple[tuple[ActionLine, ...], int]:
    """A page of a recommendation's actions, the late ones first, and how many there are, past the last page too."""
    return _page(ctx, view, _UNDER, page, recommendation=recommendation_id)


def between(ctx: Context, view: PlanView, first: date, last: date, page: int) -> tuple[tuple[ActionLine, ...], int]:
    """A page of open actions due from `first` to `last`, both included."""
    return _page(ctx, view, _BETWEEN, page, first=first, last=last)


def late(ctx: Context, view: PlanView, page: int) -> tuple[tuple[ActionLine, ...], int]:
    """A page of open actions past their own original date."""
    return _page(ctx, view, _LATE, page, before=ctx.today)


def mine(ctx: Context, view: PlanView, page: int) -> tuple[tuple[ActionLine, ...], int]:
    """A page of the open actions tied to this person or a post they hold."""
    return _page(ctx, view, _MINE, page, all=0)


def whole(ctx: Context, view: PlanView, page: int) -> tuple[tuple[ActionLine, ...], int]:
    """A page of every action of the plan."""
    return _page(ctx, view, _ALL, page)


def _page(
    ctx: Context, view: PlanView, statement: Statement, page: int, **asked: Any
) -> tuple[tuple[ActionLine, ...], int]:
    asked |= {**scope(ctx, view), "today": ctx.today}
    rows = ctx.reader.all(statement, size=PAGE, skip=(page - 1) * PAGE, **asked)
    first = rows or (ctx.reader.all(statement, size=1, skip=0, **asked) if page > 1 else [])
    return tuple(action_line(ctx, view, row) for row in rows), first[0].total if first else 0


def action_line(ctx: Context, view: PlanView, row: Any) -> ActionLine:
    """An action read from the store, judged."""
    facts = Facts(row.delivery, due_on=row.due_on, silent_since=_silent_since(ctx, row), needs_proof=False)
    overdue = row.due_on is not None and row.due_on < ctx.today and row.delivery not in CLOSED
    return ActionLine(
        row.id, row.label, row.text, row.due_on, partial(row, "due"), row.delivery,
        judge(facts, ctx.today, view.colours), overdue, partial(row, "agreed"), row.extensions, row.review_on,
    )  # fmt: skip


def _silent_since(ctx: Context, row: Any) -> date | None:
    """The day of the last word, or the first on which one could have come, never after today."""
    if row.latest_update_at is not None:
        return _day(ctx, row.latest_update_at)
    if row.delivery in CLOSED:
        return None
    published = ctx.reader.one(_PUBLISHED, id=row.inspection_id) if row.inspection_id else None
    began = published.published_on if published else None
    if began is None:
        began = _day(ctx, ctx.reader.one(_OPENED, plan=row.plan_id).published_at)
    added = _day(ctx, ctx.reader.one(_ADDED, id=row.id).at)
    days = [day for day in (began, added) if day is not None and day <= ctx.today]
    return max(days, default=None)


def _day(ctx: Context, moment: datetime | None) -> date | None:
    return moment.astimezone(ctx.now.tzinfo).date() if moment else None
