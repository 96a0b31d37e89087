"""Whom a yes to "could the delay harm a child?" goes to: somebody of the safeguarding board, never who answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from handlers import offices
from handlers.access import PlanView
from handlers.admitted import stands
from handlers.context import Context
from handlers.offices import BoardView
from models.database import Statement
from models.sql import Organisation, Person, RoleGrant
from models.vocabulary import Role

SAFEGUARDING = ("lscb", "safeguarding_partners")
_OF_BOARD = Statement(
    lambda: (
        select(Person.id, Person.name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.board_id == bindparam("board"), stands(), Person.active)
        .order_by(RoleGrant.id)
    )
)
_OF_ORGANISATION = Statement(
    lambda: (
        select(Person.id, Person.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(
            Person.active,
            or_(Organisation.key == bindparam("key"), func.lower(Organisation.name) == func.lower(bindparam("name"))),
        )
        .order_by(Person.id)
    )
)
_ADMINS = Statement(
    lambda: (
        select(Person.id, Person.name)
        .join(RoleGrant, and_(RoleGrant.person_id == Person.id, RoleGrant.role == Role.ADMIN))
        .where(or_(RoleGrant.plan_id.is_(None), RoleGrant.plan_id == bindparam("plan")), stands(), Person.active)
        .order_by(RoleGrant.id)
    )
)


@dataclass(frozen=True, slots=True)
class Route:
    """The safeguarding board's name, and who is told; `named` is that they are of that board."""

    board: str
    person: Any = None
    named: bool = False


def route(ctx: Context, view: PlanView) -> Route:
    """Who of the plan's safeguarding board is told; where nobody is named there, an administrator, else a chair."""
    boards = [each for each in offices.boards(ctx, view) if each.kind in SAFEGUARDING]
    for board in boards:
        if (found := _other(ctx, _of(ctx, view, board))) is not None:
            return Route(board.name, found, named=True)
    chairs = (offices.chair_of(ctx, view, each) for each in offices.signing_boards(ctx, view))
    instead = _other(ctx, iter([*ctx.reader.all(_ADMINS, plan=view.id, now=ctx.now), *chairs]))
    return Route(boards[0].name if boards else "safeguarding board", instead)


def _of(ctx: Context, view: PlanView, board: BoardView) -> Iterator[Any]:
    yield offices.chair_of(ctx, view, board)
    yield from ctx.reader.all(_OF_BOARD, board=board.id, now=ctx.now)
    yield from ctx.reader.all(_OF_ORGANISATION, key=board.key, name=board.name)


def _other(ctx: Context, people: Iterator[Any]) -> Any:
    """The first who is not the one who answers."""
    return next((each for each in people if each is not None and each.id != ctx.actor.person_id), None)
