"""`changes`: the requests that wait, or one with what it still needs."""

from collections.abc import Iterator
from typing import Any

from handlers import access, offices
from handlers.access import PlanView
from handlers.cards import changes as cards
from handlers.cards.waiting import Waiting
from handlers.changes import reading
from handlers.changes.boards_now import held_back
from handlers.changes.hands import DECIDING, standing
from handlers.context import Arguments, Context
from models.card import Action, Reply
from models.rules.changes import Part
from models.vocabulary import ChangeState


def show(ctx: Context, args: Arguments) -> Reply:
    """Every request that waits to be decided; or one, decided or not."""
    if args.get("id"):
        return _one(ctx, args)
    view = access.plan(ctx)
    rows = [(row, ctx.day_of(row.asked_at)) for row in reading.waiting(ctx, view)]
    return Reply((cards.list_card(view, rows, ctx.today, page=args.page),))


def _one(ctx: Context, args: Arguments) -> Reply:
    view, row = reading.one(ctx, args)
    if row.state is not ChangeState.OPEN:
        return Reply((cards.decided_card(view, row, reading.called(row), reports=reports(ctx, view, row)),))
    needed = reading.conditions(ctx, row.id)
    held = held_back(ctx, row.recommendation_id, row.action_id)
    waits = held.waits if held else ""
    card = cards.change_card(view, row, needed, ctx.day_of(row.asked_at), standing(ctx, view, row), waits=waits)
    return Reply((card,))


def to_decide(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """Every request that this person may decide or confirm, or whose record they keep while something is missing."""
    for row in reading.waiting(ctx, view):
        mine = standing(ctx, view, row)
        if not (mine.confirms if mine.pending else mine.may in DECIDING):
            continue
        held = held_back(ctx, row.recommendation_id, row.action_id)
        what = f"asks for a change: {cards.what(row)}"
        if mine.pending:
            what = f"{row.decided_by} agreed it{cards.where(row)}: {cards.what(row)}; confirm it"
        yield Waiting(_label(row), what + (f". {held.waits}" if held else ""), _look(row))


def to_report(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The chair's actions on requests that are to be reported: to the secretary always, to the chair on the day."""
    for row in reading.to_report(ctx, view):
        if reports(ctx, view, row) and (row.report_on <= ctx.today or offices.is_secretary(ctx, view)):
            yield Waiting(_label(row), cards.to_report(row), _look(row))


def reports(ctx: Context, view: PlanView, row: Any) -> bool:
    """Whether a request was agreed by chair's action that this person may record as reported."""
    unreported = row.report_on is not None and row.reported_where is None and row.state is ChangeState.AGREED
    return unreported and reading.part_of(ctx, view, None) in (Part.DECIDES, Part.KEEPS)


def _label(row: Any) -> str:
    return f"C{row.id} {reading.called(row)}"


def _look(row: Any) -> Action:
    return Action(f"Look at C{row.id}", f"changes C{row.id}")
