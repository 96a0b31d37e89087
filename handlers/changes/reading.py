"""Requests to change the plan as they are stored, and whose part it is to decide them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import Session
from sqlmodel import select as rows_of

from handlers import access, offices
from handlers.access import PlanView
from handlers.admitted import stands
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.offices import BoardView, Seat
from models import sql
from models.card import Action
from models.database import Statement
from models.decisions import Change, ChangeCondition
from models.rules.changes import Part, Rule, holds_office, part_in
from models.rules.signoff import Office
from models.vocabulary import ChangeState, Role

_Officer = tuple[int, str, tuple[str, ...]]
LIST = Action("Requests", "changes")
_CHAIRS = (Office.CHAIR, Office.VICE_CHAIR, Office.FOR_THE_MEETING)
_RULES = Statement(
    lambda: (
        select(
            sql.AmendmentRule.id, sql.AmendmentRule.change, sql.AmendmentRule.decided_by, sql.AmendmentRule.conditions
        )
        .where(sql.AmendmentRule.plan_id == bindparam("plan"))
        .order_by(sql.AmendmentRule.position)
    )
)  # fmt: skip


def _requests(*conditions: Any) -> Any:
    """Requests of a plan that this person may see, those on items that were dropped since included."""
    change = sql.Change
    seen = or_(
        and_(change.recommendation_id.is_not(None), access.theirs(sql.Recommendation, "recommendation")),
        and_(change.action_id.is_not(None), access.theirs(sql.PlanAction, "action")),
        and_(change.recommendation_id.is_(None), change.action_id.is_(None), access.true_when("everything")),
    )
    return (
        select(
            change.id, change.kind, change.state, change.reason, change.was, change.wanted, change.by_name,
            change.person_id, change.asked_at, change.version, change.rule_id, change.recommendation_id,
            change.action_id, change.review_on, change.decided_by, change.decided_at, change.decided_where,
            change.decision_reason, change.decided_by_id, change.report_on, change.reported_where, change.confirmed_by,
            sql.Recommendation.label.label("recommendation"),
            sql.PlanAction.label.label("action"),
        )
        .outerjoin(sql.Recommendation, sql.Recommendation.id == change.recommendation_id)
        .outerjoin(sql.PlanAction, sql.PlanAction.id == change.action_id)
        .where(change.plan_id == bindparam("plan"), seen, *conditions)
        .order_by(change.id)
    )  # fmt: skip


_OPEN = Statement(lambda: _requests(sql.Change.state == ChangeState.OPEN))
_TO_REPORT = Statement(
    lambda: _requests(
        sql.Change.state == ChangeState.AGREED, sql.Change.report_on.is_not(None), sql.Change.reported_where.is_(None)
    )
)
_ONE = Statement(lambda: _requests(sql.Change.id == bindparam("id")))
_POSTS = Statement(
    lambda: (
        select(sql.Person.id, sql.Person.name, sql.Post.title)
        .join(sql.PostHolder, sql.PostHolder.person_id == sql.Person.id)
        .join(sql.Post, sql.Post.id == sql.PostHolder.post_id)
        .where(sql.PostHolder.until_on.is_(None), sql.Person.active)
        .order_by(sql.Person.id)
    )
)
_HEADS = Statement(
    lambda: (
        select(sql.Person.id, sql.Person.name, sql.Board.name.label("board"), sql.Board.chair_role,
               sql.RoleGrant.admitted)
        .join(sql.RoleGrant, sql.RoleGrant.person_id == sql.Person.id)
        .join(sql.Board, sql.Board.id == sql.RoleGrant.board_id)
        .where(
            sql.RoleGrant.plan_id == bindparam("plan"), stands(), sql.Person.active,
            sql.RoleGrant.role.in_([Role.CHAIR, Role.VICE_CHAIR]),
        )
        .order_by(sql.RoleGrant.role, sql.RoleGrant.id)
    )
)  # fmt: skip


def rules_of(ctx: Context, view: PlanView) -> list[Rule]:
    """The plan's amendment rules, in its order."""
    rows = ctx.reader.all(_RULES, plan=view.id)
    return [Rule(row.id, row.change, row.decided_by, tuple(row.conditions)) for row in rows]


def rule_of(ctx: Context, view: PlanView, rule_id: int | None) -> Rule | None:
    """The rule a request is decided by; None where the board's chair decides."""
    return next((rule for rule in rules_of(ctx, view) if rule.id == rule_id), None)


def waiting(ctx: Context, view: PlanView) -> list[Any]:
    """The requests of a plan that nobody has decided; a partner's people see those on their own items."""
    return list(ctx.reader.all(_OPEN, **access.scope(ctx, view)))


def to_report(ctx: Context, view: PlanView) -> list[Any]:
    """The requests that were agreed by chair's action and are to be reported to the board."""
    return list(ctx.reader.all(_TO_REPORT, **access.scope(ctx, view)))


def one(ctx: Context, args: Arguments) -> tuple[PlanView, Any]:
    """The request that was named, decided or not. Raises UserError where there is none this person may see."""
    said = args.get("id").casefold().removeprefix("c")
    if said.isdecimal() and len(said) < 10:  # noqa: PLR2004  because ids are shorter
        for view, _ in access.plans(ctx):
            if row := ctx.reader.one(_ONE, id=int(said), **access.scope(ctx, view)):
                return view, row
    raise UserError(f"There is no request {args.get('id').upper()} here. Say “changes” for those that wait.", LIST)


def by_id(ctx: Context, change_id: int) -> Any:
    """A request as it is now, whoever asks; None where there is none they may see."""
    found = (ctx.reader.one(_ONE, id=change_id, **access.scope(ctx, view)) for view, _ in access.plans(ctx))
    return next((row for row in found if row), None)


def conditions_of(session: Session, change_id: int) -> list[ChangeCondition]:
    """What a change needs before it takes effect, in order, to be changed."""
    wanted = rows_of(ChangeCondition).where(ChangeCondition.change_id == change_id)
    return sorted(session.exec(wanted), key=lambda each: each.position)


_CONDITIONS = Statement(
    lambda: (
        select(
            sql.ChangeCondition.position, sql.ChangeCondition.text, sql.ChangeCondition.met_on,
            sql.ChangeCondition.met_by, sql.ChangeCondition.minute,
        )
        .where(sql.ChangeCondition.change_id == bindparam("change"))
        .order_by(sql.ChangeCondition.position)
    )
)  # fmt: skip


def conditions(ctx: Context, change_id: int) -> list[Any]:
    """What a change needs before it takes effect, in order, to be read."""
    return list(ctx.reader.all(_CONDITIONS, change=change_id))


def part_of(ctx: Context, view: PlanView, rule: Rule | None) -> Part:
    """What this person may do about a request under `rule`, read again at every click, since office ends."""
    if ctx.actor.person_id is None:
        return Part.NONE
    chairs = any(offices.seat(ctx, view, board).office in _CHAIRS for board in offices.signing_boards(ctx, view))
    keeps = chairs or offices.is_secretary(ctx, view)
    held = holders(ctx, view, rule)
    holds = ctx.actor.person_id in {person for person, _ in held}
    return part_in(rule, chairs=chairs, keeps=keeps, holds=holds, held=bool(held))


def holders(ctx: Context, view: PlanView, rule: Rule | None) -> list[tuple[int, str]]:
    """Who has the office a rule names (id, name): in a post of that title, or at the head of the board it means."""
    if rule is None:
        return []
    guest = ctx.actor.person_id if ctx.actor.guest else None
    heads = ctx.reader.all(_HEADS, plan=view.id, now=ctx.now)
    rows: list[_Officer] = [(row.id, row.name, (row.title,)) for row in ctx.reader.all(_POSTS) if row.id != guest]
    rows += [(row.id, row.name, (row.board, row.chair_role or "")) for row in heads if row.admitted or row.id != guest]
    return list(dict.fromkeys(_of_office(rows, rule.decided_by)))


def _of_office(rows: Iterable[_Officer], office: str) -> Iterable[tuple[int, str]]:
    return ((person, name) for person, name, titles in rows if holds_office(titles, office))


def board_of(ctx: Context, view: PlanView, rule: Rule | None) -> tuple[BoardView, Seat] | None:
    """The board this person decides for; None where the decision is an officer's own, or another body's.

    A rule may name a board or its chair, who then decides for it, or an officer, who decides by delegation.
    SOURCE: domain.md section 7: an amendment is the director's, though the director chairs the board.
    """
    person = ctx.actor.person_id
    among = offices.signing_boards(ctx, view)
    if rule is not None:
        heads = [
            row for row in ctx.reader.all(_HEADS, plan=view.id, now=ctx.now)
            if row.id == person and (row.admitted or not ctx.actor.guest)
        ]  # fmt: skip
        named = {row.board for row in heads if _means(rule, row)}
        among = tuple(board for board in offices.boards(ctx, view) if board.name in named)
    held = ((board, offices.seat(ctx, view, board)) for board in among)
    return next(((board, seat) for board, seat in held if seat.office in _CHAIRS), None)


def board_told(ctx: Context, view: PlanView, rule_id: int | None) -> BoardView:
    """The board to which a chair's action is reported: the one a rule means, else the one that runs the plan."""
    rule = rule_of(ctx, view, rule_id)
    every = offices.boards(ctx, view)
    heads = ctx.reader.all(_HEADS, plan=view.id, now=ctx.now) if rule else ()
    meant = {row.board for row in heads if rule and _means(rule, row)}
    return next((board for board in every if board.name in meant), offices.signing_boards(ctx, view)[0])


def _means(rule: Rule, head: Any) -> bool:
    """Whether a rule names the board of somebody at its head, or the chair of it."""
    chair = "chair" in rule.decided_by.casefold()
    return holds_office((head.board, *((head.chair_role or "",) if chair else ())), rule.decided_by)


def decider(ctx: Context, view: PlanView, rule: Rule | None) -> int | None:
    """Who is to be asked to decide: the office the rule names, else the chair of the board that runs the plan."""
    if held := holders(ctx, view, rule):
        return held[0][0]
    chairs = (offices.chair_of(ctx, view, board) for board in offices.signing_boards(ctx, view))
    return next((chair.id for chair in chairs if chair), None)


def board_name(ctx: Context, view: PlanView) -> str:
    """The board that runs the plan, whose members confirm what one of them may not decide alone."""
    return next((board.name for board in offices.signing_boards(ctx, view)), "board")


def called(row: Any) -> str:
    """What a request is about, as people call it: "SG4", "action 4.2", the name of a stream of work."""
    if row.recommendation:
        return str(row.recommendation)
    return f"action {row.action}" if row.action else str(row.wanted.get("under", "the plan"))


def subject(change: Change) -> str:
    """The item a request is about, as the audit names it."""
    if change.recommendation_id:
        return f"recommendation:{change.recommendation_id}"
    return f"action:{change.action_id}" if change.action_id else f"workstream:{change.wanted['workstream']}"
