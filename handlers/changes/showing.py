"""`changes`: the requests that wait, or one with what it still needs."""

from collections.abc import Iterator

from handlers import access
from handlers.access import PlanView
from handlers.cards import changes as cards
from handlers.cards.waiting import Waiting
from handlers.changes import reading
from handlers.changes.boards_now import held_back
from handlers.context import Arguments, Context
from models.card import Action, Reply
from models.rules.changes import Part, must_be_another
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
        return Reply((cards.decided_card(view, row, reading.called(row)),))
    rule = reading.rule_of(ctx, view, row.rule_id)
    part = reading.part_of(ctx, view, rule)
    needed = reading.conditions(ctx, row.id)
    mine = row.person_id is not None and row.person_id == ctx.actor.person_id
    if mine and part in (Part.DECIDES, Part.RECORDS) and must_be_another(rule):
        part = Part.KEEPS
    held = held_back(ctx, row.recommendation_id, row.action_id)
    waits = held.waits if held else ""
    card = cards.change_card(view, row, needed, ctx.day_of(row.asked_at), rule, part, mine=mine, waits=waits)
    return Reply((card,))


def to_decide(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """Every request that this person may decide, or whose record they keep while something of it is missing."""
    for row in reading.waiting(ctx, view):
        rule = reading.rule_of(ctx, view, row.rule_id)
        mine = row.person_id == ctx.actor.person_id and must_be_another(rule)
        if not mine and reading.part_of(ctx, view, rule) in (Part.DECIDES, Part.RECORDS):
            held = held_back(ctx, row.recommendation_id, row.action_id)
            what = f"asks for a change: {cards.what(row)}" + (f". {held.waits}" if held else "")
            yield Waiting(f"C{row.id} {reading.called(row)}", what, Action(f"Look at C{row.id}", f"changes C{row.id}"))
