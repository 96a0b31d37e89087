"""`chair … for …`: who takes the chair for one meeting, or took it, when the chair and vice-chair cannot."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from handlers import access, offices
from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import listed
from handlers.context import Arguments, Context
from handlers.days import any_day
from handlers.errors import Refused, UserError
from handlers.offices import BoardView
from handlers.people import person_here
from handlers.recording import record
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Card, Paragraph, Reply
from models.people import Person, RoleGrant
from models.rules.dates import say_day
from models.vocabulary import Role

DAYS_TO_RECORD = 14
"""How long after a meeting, or after they are named for one that was held, its chair may record what it decided."""


def for_meeting(ctx: Context, args: Arguments) -> Reply:
    """Name the chair for a meeting, held or to come; they may record what it decides for a fortnight.

    That begins on the day of the meeting, or on the day they are named for one that was held.
    """
    view = access.plan(ctx)
    board = _board(ctx, view, args.get("board"))
    _may_name(ctx, view)
    refuse_borrowed_voice(ctx)
    person = person_here(ctx.change, args.get("email").casefold())
    if person.id == ctx.actor.person_id:
        raise Refused(
            "Nobody names themselves. Ask the chair, the secretary or an administrator. Nothing was recorded."
        )
    day = any_day(args.get("day"), ctx.today)
    since, ends = _midnight(ctx, day), max(day, ctx.today) + timedelta(days=DAYS_TO_RECORD)
    before = _replaced(ctx, view, board, since, person.key_id)
    added = RoleGrant(
        person_id=person.key_id, plan_id=view.id, board_id=board.id, role=Role.CHAIR, since=since,
        until=_midnight(ctx, ends), granted_by=ctx.actor.name,
        granted_by_id=ctx.actor.person_id,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()
    held = day < ctx.today
    said = f"{person.name} {'chaired' if held else 'chairs'} the {board.name} for the meeting of {say_day(day)}"
    said += f", in the place of {listed(before)}" if before else ""
    record(ctx, "people", f"person:{person.key_id}", said, plan_id=view.id)
    more = f"Until {say_day(ends)} they may record what that meeting {'decided' if held else 'decides'}."
    return Reply((Card(f"{said}.", (Paragraph((more,)), *foot(view)), (Action("People", "people"),)),))


def _midnight(ctx: Context, day: date) -> datetime:
    """When a day begins in the council's time zone."""
    return datetime.combine(day, time(), ctx.now.tzinfo).astimezone(UTC)


def _replaced(ctx: Context, view: PlanView, board: BoardView, since: datetime, person_id: int) -> tuple[str, ...]:
    """End what was named for the same meeting before: one person chairs it. The names of the others."""
    named = select(RoleGrant).where(
        RoleGrant.plan_id == view.id, RoleGrant.board_id == board.id, RoleGrant.role == Role.CHAIR,
        RoleGrant.since == since, col(RoleGrant.until) > since, col(RoleGrant.admitted).is_(False),
    )  # fmt: skip
    others = []
    for grant in ctx.change.exec(named.with_for_update()).all():
        grant.until = max(since, min(ctx.now, grant.until or ctx.now))
        ctx.change.add(grant)
        if grant.person_id != person_id:
            others.append(ctx.change.get_one(Person, grant.person_id).name)
    ctx.change.flush()
    return tuple(dict.fromkeys(others))


def _board(ctx: Context, view: PlanView, said: str) -> BoardView:
    found = offices.signing_boards(ctx, view)
    if said:
        return offices.named(offices.boards(ctx, view), said)
    if len(found) == 1:
        return found[0]
    names = ", ".join(board.name for board in found) or "none is in the plan file yet"
    raise UserError(f'Say which board, as in board="…": {names}. Nothing was recorded.')


def _may_name(ctx: Context, view: PlanView) -> None:
    naming = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
    if not ctx.actor.admin and not any(role in naming and plan == view.id for plan, role in ctx.actor.roles):
        raise Refused(
            "The chair for a meeting is named by the chair, vice-chair or secretary, or by an administrator. Nothing "
            "was recorded.", Action("Help", "help"),
        )  # fmt: skip
