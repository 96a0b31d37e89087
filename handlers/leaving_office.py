"""The boards that nobody chairs once somebody has left, and what is before them."""

from typing import Any

from sqlmodel import Session, col, func, select

from handlers.admitted import stands
from handlers.context import Context
from models.decisions import Change
from models.governance import Board
from models.people import Person, RoleGrant
from models.plan import Recommendation
from models.vocabulary import ChangeState, Role, SignOff

_WAITS = (("sign-off", "sign-offs"), ("request to change the plan", "requests to change the plan"))


def chaired(ctx: Context, person: Person) -> list[Board]:
    """The boards somebody chairs; a chair of no board in particular is not among them."""
    held = _chairs(ctx).where(RoleGrant.person_id == person.id)
    ids = [grant.board_id for grant in ctx.change.exec(held) if grant.board_id is not None]
    return [ctx.change.get_one(Board, each) for each in dict.fromkeys(ids)]


def without_chair(ctx: Context, boards: list[Board]) -> list[tuple[str, str]]:
    """Of `boards`, those that nobody chairs now: the name, and what waits in the plan for a decision, in words."""
    found = []
    for board in boards:
        others = _chairs(ctx).where(RoleGrant.plan_id == board.plan_id, col(RoleGrant.board_id).in_([board.id]))
        if ctx.change.exec(others).first() is None:
            found.append((board.name, _waits(ctx.change, board.plan_id)))
    return found


def _chairs(ctx: Context) -> Any:
    return (
        select(RoleGrant)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(RoleGrant.role == Role.CHAIR, stands(ctx.now), Person.active)
        .order_by(col(RoleGrant.id))
    )


def _waits(session: Session, plan_id: int) -> str:
    asked = select(func.count()).select_from(Recommendation).where(
        Recommendation.plan_id == plan_id, Recommendation.sign_off == SignOff.REQUESTED,
        col(Recommendation.withdrawn_on).is_(None),
    )  # fmt: skip
    wanted = select(func.count()).select_from(Change).where(
        Change.plan_id == plan_id, Change.state == ChangeState.OPEN
    )  # fmt: skip
    counts = [session.exec(each).one() for each in (asked, wanted)]
    said = [f"{n} {one if n == 1 else many}" for n, (one, many) in zip(counts, _WAITS, strict=True) if n]
    return f"{' and '.join(said)} {'waits' if sum(counts) == 1 else 'wait'} to be decided" if said else ""
