"""`evidence`: what waits to be accepted, what one item has, or one piece in full."""

from handlers import access, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import evidence as cards
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.evidence import pieces
from handlers.evidence.pieces import PieceView
from models.card import Action, Reply
from models.vocabulary import Bearing, EvidenceState


def show(ctx: Context, args: Arguments) -> Reply:
    """What was asked for: a piece by its number, an item's evidence, or what waits."""
    said = args.get("number")
    if not said:
        view = access.plan(ctx)
        found = pieces.waiting(ctx, view)
        judge = Ability.JUDGE_EVIDENCE in view.may
        return Reply((cards.waiting_card(view, found, page=args.page, may_judge=judge),))
    if pieces.number(said) is not None and (reply := _piece(ctx, said)):
        return reply
    view, item = recommendation(ctx, said)
    return _of_item(ctx, view, item, args.page)


def recommendation(ctx: Context, said: str) -> tuple[PlanView, Item]:
    """The recommendation that `said` means. Raises UserError where it is something else."""
    view, item = status.one(ctx, said)
    if item.kind != "recommendation":
        raise UserError(
            f"{item.label} is {'an action' if item.kind == 'action' else 'a stream of work'}. Evidence and impact are "
            "about a recommendation: say its label, such as SG4. Nothing was changed.",
            *status_button(view, item),
        )
    return view, item


def status_button(view: PlanView, item: Item) -> tuple[Action, ...]:
    """The button to an item."""
    return (Action("See it", f"status {item_ref(view, item)}"),)


def _of_item(ctx: Context, view: PlanView, item: Item, page: int) -> Reply:
    found = pieces.of_item(ctx, view, item.id)
    offer = access.may_update(ctx, view, "recommendation", item.id)
    judge = Ability.JUDGE_EVIDENCE in view.may
    return Reply((cards.listing_card(view, item, found, page=page, may_offer=offer, may_judge=judge),))


def _piece(ctx: Context, said: str) -> Reply | None:
    """One piece; None where an item of the plan bears that very label, or there is no such piece."""
    if access.find(ctx, access.plan(ctx), said):
        return None
    view, piece = pieces.one(ctx, said)
    judge = Ability.JUDGE_EVIDENCE in view.may
    answer = may_answer(ctx, view, piece) and open_against(piece)
    return Reply((cards.piece_card(view, piece, may_judge=judge, may_answer=answer),))


def may_answer(ctx: Context, view: PlanView, piece: PieceView) -> bool:
    """Whether this person may answer evidence against: whoever may report on the item, and the board's officers."""
    mine = any(access.may_update(ctx, view, "recommendation", each.id) for each in piece.serves)
    return mine or Ability.JUDGE_EVIDENCE in view.may


def open_against(piece: PieceView) -> bool:
    """Whether a piece speaks against and still waits for an answer."""
    row = piece.row
    return row.bearing is not Bearing.FOR and not row.answered and row.state is not EvidenceState.RETURNED
