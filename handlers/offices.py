"""The boards of a plan and who holds office on them now: what every decision of a board asks first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from handlers.access import PlanView
from handlers.admitted import stands
from handlers.context import Context
from handlers.errors import UserError
from models.database import Statement
from models.rules.dates import Precision
from models.rules.signoff import OFFICER_BOARDS, Office
from models.sql import Board, Meeting, Person, Plan, RoleGrant
from models.vocabulary import Role

_SIGNING = frozenset(["steering_group", "programme_board", "improvement_board", "multi_agency_improvement_group"])
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
    """What somebody is on a board now. A chair for the meeting has the days it is for."""

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
        select(RoleGrant.role, RoleGrant.board_id, RoleGrant.since, RoleGrant.until, RoleGrant.admitted)
        .join(Person, and_(Person.id == RoleGrant.person_id, Person.active))
        .where(
            RoleGrant.person_id == bindparam("person"),
            RoleGrant.plan_id == bindparam("plan"),
            or_(RoleGrant.until.is_(None), RoleGrant.since <= bindparam("now")),
            or_(RoleGrant.until.is_(None), RoleGrant.until > bindparam("now")),
        )
        .order_by(RoleGrant.id)
    )
)
_CHAIRS = Statement(
    lambda: (
        select(Person.id, Person.name, RoleGrant.board_id, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.plan_id == bindparam("plan"),
            RoleGrant.role.in_([Role.CHAIR, Role.VICE_CHAIR]),
            stands(),
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
    running = tuple(board for board in every if board.kind in _SIGNING) or every
    chaired = {row.board_id for row in ctx.reader.all(_CHAIRS, plan=view.id, now=ctx.now)}
    return tuple(board for board in running if board.id in chaired) or running


def named(found: tuple[BoardView, ...], said: str) -> BoardView:
    """The one of `found` that was named. Raises UserError with their names when it is none of them."""
    wanted = said.casefold()
    exact = [board for board in found if wanted in (board.key.casefold(), board.name.casefold())]
    close = exact or [board for board in found if wanted in board.name.casefold()]
    if len(close) == 1:
        return close[0]
    raise UserError(f"“{said}” is not one board here. Use one of: {', '.join(board.name for board in found)}.")


def seat(ctx: Context, view: PlanView, board: BoardView) -> Seat:
    """What this person is on `board` at this moment: read again at every click, since office ends."""
    if ctx.actor.person_id is None:
        return Seat(Office.NONE)
    rows = ctx.reader.all(_HELD, person=ctx.actor.person_id, plan=view.id, now=ctx.now)
    theirs = [row for row in rows if row.admitted or not ctx.actor.guest]
    seats = {found.office: found for row in theirs if (found := _seat(ctx, row, board)).office is not Office.NONE}
    return next((seats[office] for office in _STRONGEST if office in seats), Seat(Office.NONE))


def _seat(ctx: Context, row: Any, board: BoardView) -> Seat:
    """A role without a board is held on every board of the plan, where it is a chair's or vice-chair's."""
    lasting = row.until is None or row.admitted
    plain = row.board_id is None and lasting
    if row.board_id != board.id and not (plain and row.role in (Role.CHAIR, Role.VICE_CHAIR)):
        return Seat(Office.NONE)
    if row.role is Role.CHAIR and not lasting:
        since, until = (moment.astimezone(ctx.now.tzinfo).date() for moment in (row.since, row.until))
        return Seat(Office.FOR_THE_MEETING, since, until)
    return Seat({Role.CHAIR: Office.CHAIR, Role.VICE_CHAIR: Office.VICE_CHAIR, Role.SECRETARY: Office.NONE,
                 Role.ADMIN: Office.NONE}.get(row.role, Office.MEMBER))  # fmt: skip


def is_secretary(ctx: Context, view: PlanView) -> bool:
    """Whether this person keeps the records of the plan's boards."""
    return any(plan == view.id and role is Role.SECRETARY for plan, role in ctx.actor.roles)


def chair_of(ctx: Context, view: PlanView, board: BoardView) -> Any:
    """Who chairs `board` (id, name), else its vice-chair; None where nobody does."""
    rows = [row for row in ctx.reader.all(_CHAIRS, plan=view.id, now=ctx.now) if row.board_id in (board.id, None)]
    return next((row for role in (Role.CHAIR, Role.VICE_CHAIR) for row in rows if row.role is role), None)


def others_of(ctx: Context, view: PlanView, board: BoardView) -> tuple[str, ...]:
    """The names of the chair and vice-chair of `board`, without this person."""
    rows = ctx.reader.all(_CHAIRS, plan=view.id, now=ctx.now)
    return tuple(dict.fromkeys(
        row.name for row in rows if row.board_id in (board.id, None) and row.id != ctx.actor.person_id
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
