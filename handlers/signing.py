"""What an item's own card says of its sign-off: the board's last step, and what this person may do next."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from handlers import access, succession
from handlers.access import Ability, PlanView
from handlers.context import Context
from models.database import Statement
from models.rules.signoff import Case, missing
from models.sql import Decision
from models.vocabulary import DecisionKind, Delivery, Relation, Role, SignOff

_STEP = {
    SignOff.REQUESTED: DecisionKind.REQUEST,
    SignOff.RETURNED: DecisionKind.RETURN,
    SignOff.SIGNED_OFF: DecisionKind.SIGN_OFF,
}
_LAST = Statement(
    lambda: (
        select(
            Decision.at, Decision.by_name, Decision.board_name, Decision.decided_at, Decision.minute,
            Decision.report_on, Decision.wanted, Decision.wanted_by,
        )
        .where(
            Decision.recommendation_id == bindparam("id"),
            Decision.kind == bindparam("kind"),
            Decision.board_id.is_not(None),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
)  # fmt: skip


def _latest(condition: Any, *columns: Any) -> Any:
    """The last such step on an item, or on one of an earlier plan that it carries on."""
    lines = succession.line(lambda of: of.id == bindparam("id"))
    of_it = select(Decision.kind, *columns).join(lines, lines.c.each == Decision.recommendation_id)
    return of_it.where(condition).order_by(Decision.id.desc()).limit(1)


_NEWEST = Statement(lambda: _latest(Decision.kind != DecisionKind.REPORTED, Decision.by_name))
_REPORTED = Statement(
    lambda: _latest(
        Decision.kind.in_([DecisionKind.REPORTED, DecisionKind.SIGN_OFF]), Decision.decided_at, Decision.minute
    )
)


class Next(StrEnum):
    """What the reader may do about the sign-off of an item."""

    NOTHING = "nothing"
    ASK = "ask"
    DECIDE = "decide"
    REOPEN = "reopen"


class Signing(NamedTuple):
    """The board's last step, where one was recorded, what the reader may do, and who says it no longer holds."""

    step: Any
    on: date | None
    next: Next
    doubted_by: str = ""
    report: Any = None


def signing(
    ctx: Context, view: PlanView, row: Any, delivery: Delivery, *, proof: bool, nothing_new: bool = False
) -> Signing:
    """How far the sign-off of a recommendation has come. `delivery` is as shown; `nothing_new` is as a case has it."""
    kind = _STEP.get(row.sign_off)
    step = _last(ctx, row.id, kind) if kind else None
    on = step.at.astimezone(ctx.now.tzinfo).date() if step else None
    doubted_by = _doubted_by(ctx, row.id) if row.sign_off is SignOff.SIGNED_OFF else ""
    report = report_on_action(ctx, row.id) if step is not None and step.report_on else None
    return Signing(
        step, on, _next(ctx, view, row, Case(delivery, row.impact, proof, nothing_new=nothing_new)), doubted_by, report
    )


def report_on_action(ctx: Context, item_id: int) -> Any:
    """Where the last chair's action on an item was reported (decided_at, minute); None while it has not been."""
    last = ctx.reader.one(_REPORTED, id=item_id)
    return last if last and last.kind is DecisionKind.REPORTED else None


def _doubted_by(ctx: Context, item_id: int) -> str:
    """Who has said that what was signed off no longer holds, where the board has not yet answered."""
    newest = ctx.reader.one(_NEWEST, id=item_id)
    return newest.by_name if newest and newest.kind is DecisionKind.NOT_HOLDING else ""


def _last(ctx: Context, item_id: int, kind: DecisionKind) -> Any:
    """The last such step on an item, or on the one of an earlier plan that it carries on."""
    step = ctx.reader.one(_LAST, id=item_id, kind=kind)
    earlier = () if step else succession.line_of(ctx, "recommendation", item_id)[1:]
    return step or next((found for each in earlier if (found := ctx.reader.one(_LAST, id=each, kind=kind))), None)


def _next(ctx: Context, view: PlanView, row: Any, case: Case) -> Next:
    decides = Ability.DECIDE in view.may
    if row.sign_off is SignOff.REQUESTED:
        return Next.DECIDE if decides else Next.NOTHING
    if row.sign_off is SignOff.SIGNED_OFF:
        return Next.REOPEN if decides else Next.NOTHING
    return Next.ASK if not missing(case) and may_ask(ctx, view, row.id) else Next.NOTHING


def may_ask(ctx: Context, view: PlanView, item_id: int) -> bool:
    """Whether this person may put an item to its board: a lead, its owner, deputy or link officer."""
    leads = ctx.actor.admin or any(role is Role.LEAD and plan in (None, view.id) for plan, role in ctx.actor.roles)
    return leads or access.tied_to(
        ctx, "recommendation", item_id, Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER
    )
