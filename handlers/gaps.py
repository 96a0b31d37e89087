"""`gaps`: what is complete but unproved, why, and what would prove it; and measures that move the wrong way."""

from dataclasses import dataclass

from handlers import access, board_words, dropped, measures, overview
from handlers.access import PlanView
from handlers.cards import gaps as cards
from handlers.context import Arguments, Context
from handlers.evidence.listing import recommendation
from handlers.measures import MeasureView
from handlers.overview import Line
from models.card import Reply
from models.rules.movement import Movement
from models.rules.proof import Lack, Piece, lacking
from models.vocabulary import Delivery, Impact, SignOff


@dataclass(frozen=True, slots=True)
class Gap:
    """A completed recommendation whose impact is unproved; `lack` None when it is shown, and nobody has stated it."""

    line: Line
    lack: Lack | None


def show(ctx: Context, args: Arguments) -> Reply:
    """The gaps of the plan, or what one recommendation lacks."""
    if said := args.get("item"):
        view, item = recommendation(ctx, said)
        line = next(each for each in overview.lines(ctx, view) if each.id == item.id)
        missing = lacking(overview.held(ctx, view).get(item.id, ()))
        may = access.may_update(ctx, view, "recommendation", item.id)
        return Reply((cards.item_card(view, item, line, missing, may_offer=may),))
    view = access.plan(ctx)
    lines = overview.lines(ctx, view)
    completed = sum(map(_is_completed, lines))
    gaps, wrong = of_plan(ctx, view), wrong_way(ctx, view)
    unproved = board_words.unproved(board_words.parts(ctx, view))
    actions = () if lines else board_words.loose_actions(ctx, view)
    card = cards.gaps_card(view, gaps, wrong, unproved, actions, completed=completed, page=args.page)
    return Reply((dropped.beside(ctx, view, card),))


def of_plan(ctx: Context, view: PlanView) -> tuple[Gap, ...]:
    """Every completed recommendation that is not signed off and not proved, or proved and its impact not stated."""
    held = overview.held(ctx, view)
    found = (_gap(line, held.get(line.id, [])) for line in overview.lines(ctx, view))
    return tuple(gap for gap in found if gap is not None)


def wrong_way(ctx: Context, view: PlanView) -> tuple[MeasureView, ...]:
    """Measures whose latest figure moved the wrong way."""
    return tuple(each for each in measures.of_plan(ctx, view) if each.moved is Movement.WORSE)


def _is_completed(line: Line) -> bool:
    return line.delivery is Delivery.COMPLETED and line.sign_off is not SignOff.SIGNED_OFF


def _gap(line: Line, held: list[Piece]) -> Gap | None:
    if not _is_completed(line):
        return None
    missing = lacking(held)
    stated = line.impact in (Impact.EVIDENCED, Impact.SUSTAINED)
    return None if missing is None and stated else Gap(line, missing)
