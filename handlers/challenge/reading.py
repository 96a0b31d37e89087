"""The questions of boards as they are stored, and whose part it is to settle them."""

from collections.abc import Callable, Container
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from handlers import access, offices
from handlers.access import Ability, PlanView
from handlers.admitted import stands
from handlers.cards.words import the
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from models.card import Action
from models.database import Statement
from models.sql import Board, PlanAction, Recommendation, RoleGrant, Workstream
from models.sql import Challenge as ChallengeColumns
from models.vocabulary import ChallengeState, Relation, Role

_WAITING = (ChallengeState.OPEN, ChallengeState.ANSWERED, ChallengeState.NOT_YET)
LIST = Action("Open questions", "challenges")


def _questions(*conditions: Any) -> Any:
    """Questions of a plan that this person may see, those on items that were dropped since included."""
    return (
        select(
            ChallengeColumns.id, ChallengeColumns.state, ChallengeColumns.question, ChallengeColumns.to_name,
            ChallengeColumns.board_name, ChallengeColumns.asked_at, ChallengeColumns.due_on, ChallengeColumns.answer,
            ChallengeColumns.to_id, ChallengeColumns.version, ChallengeColumns.board_id,
            func.coalesce(Recommendation.label, PlanAction.label, Workstream.label).label("label"),
            ChallengeColumns.recommendation_id, ChallengeColumns.action_id, ChallengeColumns.workstream_id,
            Workstream.name.label("stream"), ChallengeColumns.answered_by, ChallengeColumns.judged_by,
            ChallengeColumns.judged_reason, ChallengeColumns.asked_by,
        )
        .outerjoin(Recommendation, Recommendation.id == ChallengeColumns.recommendation_id)
        .outerjoin(PlanAction, PlanAction.id == ChallengeColumns.action_id)
        .outerjoin(Workstream, Workstream.id == ChallengeColumns.workstream_id)
        .where(ChallengeColumns.plan_id == bindparam("plan"), *conditions)
        .order_by(ChallengeColumns.due_on, ChallengeColumns.id)
    )  # fmt: skip


def _seen(may_see: Callable[[Any, str], Any]) -> Any:
    """The condition that a question is to this person, or the item it is about may be seen, whatever kind it is."""
    about = (
        ("recommendation", ChallengeColumns.recommendation_id, Recommendation),
        ("action", ChallengeColumns.action_id, PlanAction),
        ("workstream", ChallengeColumns.workstream_id, Workstream),
    )
    theirs = (and_(column.is_not(None), may_see(table, kind)) for kind, column, table in about)
    return or_(ChallengeColumns.to_id == bindparam("person"), *theirs)


def _open() -> Any:
    there = func.coalesce(Recommendation.withdrawn_on, PlanAction.withdrawn_on).is_(None)
    return _questions(ChallengeColumns.state.in_(list(_WAITING)), there, _seen(access.visible))


_OPEN = Statement(_open)
_ONE = Statement(lambda: _questions(ChallengeColumns.id == bindparam("id"), _seen(access.theirs)))
_BOARDS = Statement(
    lambda: select(Board.id, Board.name).where(Board.plan_id == bindparam("plan")).order_by(Board.position)
)
_SITS_ON = Statement(
    lambda: select(RoleGrant.board_id, RoleGrant.role, RoleGrant.admitted).where(
        RoleGrant.person_id == bindparam("person"),
        stands(),
        RoleGrant.plan_id == bindparam("plan"),
    )
)
_CHAIRS = (Role.CHAIR, Role.VICE_CHAIR)
_OTHERS = "What another board asks or says is recorded by the plan's secretary or an administrator."


def waiting(ctx: Context, view: PlanView) -> list[Any]:
    """The questions of a plan that are not settled, of those this person may see."""
    return list(ctx.reader.all(_OPEN, **access.scope(ctx, view)))


def one(ctx: Context, args: Arguments) -> tuple[PlanView, Any]:
    """The question that was named, settled or not. Raises UserError where there is none this person may see."""
    said = args.get("id").casefold().removeprefix("q")
    if said.isdecimal() and len(said) < 10:  # noqa: PLR2004  because ids are shorter
        for view, _ in access.plans(ctx):
            if row := ctx.reader.one(_ONE, id=int(said), **access.scope(ctx, view)):
                return view, row
    raise UserError(f"There is no question {args.get('id').upper()} here. “challenges” lists the open ones.", LIST)


def boards_of(ctx: Context, view: PlanView) -> list[tuple[int, str]]:
    """The boards this person may speak for: those they sit on, which for a chair of no one board are all.

    The secretary of a board that runs the plan, and administrators, record what boards outside the system ask, so for
    them it is every board. Who serves another, such as the officer of a scrutiny committee, speaks for that one.
    """
    grants = _grants(ctx, view)
    running = {board.id for board in offices.signing_boards(ctx, view)} if grants else set()
    every = ctx.actor.admin or any(_for_every_board(grant, running) for grant in grants)
    seats = {grant.board_id for grant in grants if grant.board_id is not None}
    rows = ctx.reader.all(_BOARDS, plan=view.id) if every or seats else []
    boards: list[tuple[int, str]] = [(row.id, row.name) for row in rows]
    if every:
        return boards
    mine = [board for board in boards if board[0] in seats]
    if not mine:
        raise access.not_theirs(Ability.CHALLENGE)
    return mine


def _for_every_board(grant: Any, running: Container[int]) -> bool:
    if grant.role is Role.SECRETARY:
        return grant.board_id is None or grant.board_id in running
    return grant.role in _CHAIRS and grant.board_id is None


def recorded_by(ctx: Context, view: PlanView, board_id: int | None) -> str:
    """That this person only records for a board on which they do not sit, for the history; empty where they do."""
    seats = {grant.board_id for grant in _grants(ctx, view)}
    return "" if board_id is None or board_id in seats else f"; recorded for it by {ctx.actor.name}"


def _grants(ctx: Context, view: PlanView) -> list[Any]:
    """What this person is on a board by; a guest by what they were admitted to alone."""
    rows = ctx.reader.all(_SITS_ON, person=ctx.actor.person_id or -1, plan=view.id, now=ctx.now)
    return [row for row in rows if row.admitted or not ctx.actor.guest]


def board(ctx: Context, view: PlanView, boards: list[tuple[int, str]], said: str) -> tuple[int | None, str] | None:
    """The board that asks: named, else the one this person sits on, else the only one; None where there are several."""
    if said:
        exact = [board for board in boards if said.casefold() == board[1].casefold()]
        named = exact or [board for board in boards if said.casefold() in board[1].casefold()]
        if len(named) != 1:
            known = ", ".join(name for _, name in boards) or "none, since the plan names no board"
            raise UserError(f"“{said}” is not one board you speak for. Use one of: {known}. {_OTHERS}")
        return named[0]
    seats = {row.board_id for row in _grants(ctx, view)}
    own = [board for board in boards if board[0] in seats] or boards
    if not own:
        return None, "The board"
    return own[0] if len(own) == 1 else None


def not_theirs_to_settle(row: Any) -> Refused:
    """The refusal of somebody who neither sits on the board that asked nor records for it."""
    return Refused(f"{name(row)} was asked by {the(row.board_name)}, so it is theirs to settle. {_OTHERS}", see(row))


def speaks_for(ctx: Context, view: PlanView, board_id: int | None) -> bool:
    try:
        boards = boards_of(ctx, view)
    except Refused:
        return False
    return board_id is None or board_id in {each for each, _ in boards}


def has_a_part(ctx: Context, row: Any) -> bool:
    """Whether the answer is in any way this person's: asked of them, given by them, or about what they answer for."""
    mine = ctx.actor.person_id is not None and ctx.actor.person_id == row.to_id
    own = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)
    return mine or ctx.actor.name == row.answered_by or access.tied_to(ctx, *about(row), *own)


def about(row: Any) -> tuple[str, int]:
    """The kind and id of the item a question is about."""
    kinds = ("recommendation", "action", "workstream")
    return next((kind, key) for kind in kinds if (key := getattr(row, f"{kind}_id")) is not None)


def see(row: Any) -> Action:
    return Action(f"See {name(row)}", f"challenges {name(row)}")


def name(row: Any) -> str:
    return f"Q{row.id}"
