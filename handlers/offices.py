"""The boards of a plan and who holds office on them now: what every decision of a board asks first."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from handlers import access
from handlers.access import PlanView
from handlers.admitted import stands
from handlers.context import Context
from handlers.errors import UserError
from models.database import Statement
from models.rules.dates import Precision
from models.rules.signoff import OFFICER_BOARDS, RUNNING_BOARDS, Office
from models.sql import Board, Meeting, Person, Plan, RoleGrant
from models.vocabulary import Role

_STRONGEST = (Office.CHAIR, Office.VICE_CHAIR, Office.FOR_THE_MEETING, Office.MEMBER)


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board of a plan."""

    id: int
    key: str
    name: str
    kind: str

    @property
    def of_officers(self) -> bool:
        """Whether its chair may act between meetings."""
        return self.kind in OFFICER_BOARDS


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody is on a board now. A chair for the meeting has its day, as the first and the last."""

    office: Office
    since: date | None = None
    until: date | None = None


_BOARDS = Statement(
    lambda: (
        select(Board.id, Board.key, Board.name, Board.kind)
        .where(Board.plan_id == bindparam("plan"))
        .order_by(Board.position)
    )
)
_SETTINGS = Statement(lambda: select(Plan.settings).where(Plan.id == bindparam("plan")))
_HELD = Statement(
    lambda: (
        select(
            RoleGrant.role, RoleGrant.board_id, Board.key.label("board_key"), RoleGrant.since, RoleGrant.until,
            RoleGrant.admitted, RoleGrant.granted_by_id,
        )
        .join(Person, and_(Person.id == RoleGrant.person_id, Person.active))
        .outerjoin(Board, Board.id == RoleGrant.board_id)
        .where(
            RoleGrant.person_id == bindparam("person"),
            RoleGrant.plan_id == bindparam("plan"),
            or_(RoleGrant.until.is_(None), RoleGrant.since <= bindparam("now")),
            or_(RoleGrant.until.is_(None), RoleGrant.until > bindparam("now")),
        )
        .order_by(RoleGrant.id)
    )
)  # fmt: skip
_CHAIRS = Statement(
    lambda: (
        select(
            Person.id, Person.name, RoleGrant.plan_id, Board.key.label("board_key"), RoleGrant.role, RoleGrant.admitted
        )
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(Board, Board.id == RoleGrant.board_id)
        .where(
            RoleGrant.plan_id == bindparam("plan"),
            RoleGrant.role.in_([Role.CHAIR, Role.VICE_CHAIR]),
            stands(),
            Person.active,
        )
        .order_by(RoleGrant.role, RoleGrant.id)
    )
)
_ON_BOARDS = Statement(
    lambda: (
        select(Person.email, Board.key.label("board_key"))
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(Board, Board.id == RoleGrant.board_id)
        .where(
            RoleGrant.plan_id == bindparam("plan"),
            or_(RoleGrant.until.is_(None), RoleGrant.since <= bindparam("now")),
            or_(RoleGrant.until.is_(None), RoleGrant.until > bindparam("now")),
            or_(RoleGrant.board_id.is_not(None), RoleGrant.role.in_([Role.CHAIR, Role.VICE_CHAIR])),
            Person.active,
        )
        .order_by(RoleGrant.role, RoleGrant.id)
    )
)
_MEETINGS = Statement(
    lambda: (
        select(Meeting.date_on, Meeting.papers_due_on)
        .where(
            Meeting.board_id == bindparam("board"),
            Meeting.date_on.is_not(None),
            Meeting.date_precision == Precision.DAY,
        )
        .order_by(Meeting.date_on)
    )
)


def boards(ctx: Context, view: PlanView) -> tuple[BoardView, ...]:
    """Every board of the plan, in its order."""
    return tuple(BoardView(row.id, row.key, row.name, row.kind) for row in ctx.reader.all(_BOARDS, plan=view.id))


def signing_boards(ctx: Context, view: PlanView) -> tuple[BoardView, ...]:
    """The board that signs off: the one the plan sets, else those that run a plan, and of them those with a chair."""
    every = boards(ctx, view)
    set_to = ctx.reader.one(_SETTINGS, plan=view.id).settings.get("signing_board")
    if chosen := tuple(board for board in every if set_to in (board.key, board.name)):
        return chosen
    running = tuple(board for board in every if board.kind in RUNNING_BOARDS) or every
    chaired = {row.board_key for row in _chairs(ctx, view)}
    return tuple(board for board in running if board.key in chaired) or running


def named(found: tuple[BoardView, ...], said: str) -> BoardView:
    """The one of `found` that was named. Raises UserError with their names when it is none of them."""
    wanted = said.casefold()
    exact = [board for board in found if wanted in (board.key.casefold(), board.name.casefold())]
    close = exact or [board for board in found if wanted in board.name.casefold()]
    if len(close) == 1:
        return close[0]
    raise UserError(f"“{said}” is not one board here. Use one of: {', '.join(board.name for board in found)}.")


def seat(ctx: Context, view: PlanView, board: BoardView, *, not_by: Container[int | None] = ()) -> Seat:
    """What this person is on `board` at this moment: read again at every click, since office ends.

    Who holds office on the board of that name in a plan that succeeds this one holds it here too; but for a guest.
    What one of `not_by` gave them does not count.
    """
    if ctx.actor.person_id is None:
        return Seat(Office.NONE)
    rows = [row for row in _held(ctx, view.id) if row.admitted or not ctx.actor.guest]
    rows += [row for plan in view.later for row in _held(ctx, plan) if not (row.admitted or ctx.actor.guest)]
    given = (row for row in rows if row.granted_by_id is None or row.granted_by_id not in not_by)
    seats = {found.office: found for row in given if (found := _seat(ctx, row, board)).office is not Office.NONE}
    return next((seats[office] for office in _STRONGEST if office in seats), Seat(Office.NONE))


def _held(ctx: Context, plan_id: int) -> Sequence[Any]:
    return ctx.reader.all(_HELD, person=ctx.actor.person_id, plan=plan_id, now=ctx.now)


def _seat(ctx: Context, row: Any, board: BoardView) -> Seat:
    """A role without a board is held on every board of the plan, where it is a chair's or vice-chair's."""
    lasting = row.until is None or row.admitted
    plain = row.board_id is None and lasting
    if row.board_key != board.key and not (plain and row.role in (Role.CHAIR, Role.VICE_CHAIR)):
        return Seat(Office.NONE)
    if row.role is Role.CHAIR and not lasting:
        day = ctx.day_of(row.since)
        return Seat(Office.FOR_THE_MEETING, day, day)
    return Seat({Role.CHAIR: Office.CHAIR, Role.VICE_CHAIR: Office.VICE_CHAIR, Role.SECRETARY: Office.NONE,
                 Role.ADMIN: Office.NONE}.get(row.role, Office.MEMBER))  # fmt: skip


def is_secretary(ctx: Context, view: PlanView) -> bool:
    """Whether this person keeps the records of the plan's boards."""
    return any(plan == view.id and role is Role.SECRETARY for plan, role in ctx.actor.roles) or (
        bool(view.later) and Role.SECRETARY in access.roles_in(ctx.actor, view.id, view.later)
    )


def chair_of(ctx: Context, view: PlanView, board: BoardView) -> Any:
    """Who chairs `board` (id, name), else its vice-chair; None where nobody does.

    Of a plan that was succeeded, who chairs it in the latest plan that has it.
    """
    every = [row for row in _chairs(ctx, view) if row.board_key in (board.key, None)]
    for plan in (*reversed(view.later), view.id):
        rows = [row for row in every if row.plan_id == plan]
        for role in (Role.CHAIR, Role.VICE_CHAIR):
            if (found := next((row for row in rows if row.role is role), None)) is not None:
                return found
    return None


def _chairs(ctx: Context, view: PlanView) -> list[Any]:
    """Who chairs the boards of a plan, and those of plans that succeed it, where no guest does for as long."""
    here = ctx.reader.all(_CHAIRS, plan=view.id, now=ctx.now)
    later = [row for plan in view.later for row in ctx.reader.all(_CHAIRS, plan=plan, now=ctx.now)]
    return [*here, *(row for row in later if not row.admitted)]


def people_on(ctx: Context, view: PlanView, boards: Iterable[BoardView]) -> tuple[str, ...]:
    """The e-mails of those who may be on one of `boards`, here or in a later plan; `seat` says as what."""
    keys = {board.key for board in boards}
    rows = [row for plan in (view.id, *view.later) for row in ctx.reader.all(_ON_BOARDS, plan=plan, now=ctx.now)]
    return tuple(dict.fromkeys(row.email for row in rows if row.board_key in keys or row.board_key is None))


def others_of(ctx: Context, view: PlanView, board: BoardView) -> tuple[str, ...]:
    """The names of the chair and vice-chair of `board`, without this person."""
    return tuple(dict.fromkeys(
        row.name for row in _chairs(ctx, view) if row.board_key in (board.key, None) and row.id != ctx.actor.person_id
    ))  # fmt: skip


def meeting_days(ctx: Context, board: BoardView) -> tuple[date, ...]:
    """Every day on which the calendar has a meeting of `board`, the earliest first."""
    return tuple(row.date_on for row in ctx.reader.all(_MEETINGS, board=board.id))


def last_meeting(ctx: Context, board: BoardView) -> date | None:
    """The last meeting of `board` that has been held, today's included."""
    held = [row.date_on for row in ctx.reader.all(_MEETINGS, board=board.id) if row.date_on <= ctx.today]
    return held[-1] if held else None


def next_meeting(ctx: Context, board: BoardView, after: date | None = None) -> Any:
    """The next meeting of `board` (date_on, papers_due_on) after today, or after a day; None where none is known."""
    since = after or ctx.today
    return next((row for row in ctx.reader.all(_MEETINGS, board=board.id) if row.date_on > since), None)


def meeting_on(ctx: Context, board: BoardView, day: date) -> Any:
    """The meeting of `board` on a day; None where its calendar has none then."""
    return next((row for row in ctx.reader.all(_MEETINGS, board=board.id) if row.date_on == day), None)
