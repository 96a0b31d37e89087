"""`evidence`: what waits to be accepted, what one item has, or one piece in full."""

from collections.abc import Callable

from handlers import access, overview, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import evidence as cards
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.evidence import pieces
from handlers.evidence.pieces import PieceView
from models.card import Action, Reply
from models.vocabulary import Bearing, EvidenceState, Relation


def show(ctx: Context, args: Arguments) -> Reply:
    """What was asked for: a piece by its number, an item's evidence, or what waits."""
    said = args.get("number")
    if not said:
        view = access.plan(ctx)
        found = pieces.waiting(ctx, view)
        such_as = "" if found else access.example(ctx, view)
        theirs = _judges(ctx, view)
        return Reply((cards.waiting_card(view, found, page=args.page, theirs=theirs, such_as=such_as),))
    if pieces.number(said) is not None and (reply := _piece(ctx, said)):
        return reply
    view, item = recommendation(ctx, said)
    return _of_item(ctx, view, item, args.page)


def recommendation(ctx: Context, said: str) -> tuple[PlanView, Item]:
    """The recommendation that `said` means. Raises UserError where it is something else."""
    view, item = status.one(ctx, said)
    if item.kind != "recommendation":
        raise UserError(
            f"{item.label} is {'an action' if item.kind == 'action' else 'a stream of work'}. {_on(ctx, view)} Nothing "
            "was changed.",
            *status_button(view, item),
        )
    return view, item


def _on(ctx: Context, view: PlanView) -> str:
    """What evidence is kept on, with an example that this plan has."""
    lines = overview.lines(ctx, view)
    if not lines:
        seen = "" if view.everything else " that you can see"
        return f"Evidence and impact are kept on recommendations, and {view.name} holds none{seen}."
    return f"Evidence and impact are about a recommendation: say its label, such as {lines[0].label}."


def status_button(view: PlanView, item: Item) -> tuple[Action, ...]:
    """The button to an item."""
    return (Action("See it", f"status {item_ref(view, item)}"),)


def _of_item(ctx: Context, view: PlanView, item: Item, page: int) -> Reply:
    found = pieces.of_item(ctx, view, item.id)
    offer = access.may_update(ctx, view, "recommendation", item.id)
    limited = len(pieces.held(ctx, item.id)) - len(found)
    card = cards.listing_card(
        view, item, found, page=page, may_offer=offer, theirs=_judges(ctx, view), limited=limited
    )  # fmt: skip
    return Reply((card,))


def _piece(ctx: Context, said: str) -> Reply | None:
    """One piece; None where an item of the plan bears that very label, or there is no such piece."""
    if access.find(ctx, access.plan(ctx), said):
        return None
    view, piece = pieces.one(ctx, said)
    answer = may_answer(ctx, view, piece) and open_against(piece)
    return Reply((cards.piece_card(view, piece, theirs=_judges(ctx, view), may_answer=answer),))


def _judges(ctx: Context, view: PlanView) -> Callable[[PieceView], bool]:
    """Whether this person may accept a piece or send it back: an officer with no part in it."""
    return lambda piece: Ability.JUDGE_EVIDENCE in view.may and not offered_it(ctx, piece) and not owned(ctx, piece)


def offered_it(ctx: Context, piece: PieceView) -> bool:
    """Whether a piece is this person's own."""
    return piece.row.person_id is not None and bool(piece.row.person_id == ctx.actor.person_id)


def owned(ctx: Context, piece: PieceView) -> list[str]:
    """The items a piece serves that this person owns or deputises for."""
    return [
        each.label for each in piece.serves
        if access.tied_to(ctx, "recommendation", each.id, Relation.OWNER, Relation.DEPUTY)
    ]  # fmt: skip


def may_answer(ctx: Context, view: PlanView, piece: PieceView) -> bool:
    """Whether this person may answer evidence against: whoever may report on the item, and the board's officers."""
    mine = any(access.may_update(ctx, view, "recommendation", each.id) for each in piece.serves)
    return mine or Ability.JUDGE_EVIDENCE in view.may


def open_against(piece: PieceView) -> bool:
    """Whether a piece speaks against and still waits for an answer."""
    row = piece.row
    return row.bearing is not Bearing.FOR and not row.answered and row.state is not EvidenceState.RETURNED
