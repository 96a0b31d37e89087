"""What an update may not change: an item while its board decides, and the delivery of one it has signed off."""

from handlers.access import Item, PlanView
from handlers.cards.words import item_ref
from handlers.context import Context
from handlers.errors import Locked, UserError
from handlers.signing import may_ask
from models.card import Action
from models.plan import PlanAction, Recommendation
from models.vocabulary import Delivery, SignOff


def is_before_its_board(row: Recommendation | PlanAction) -> bool:
    """Whether a board is deciding on it."""
    return isinstance(row, Recommendation) and row.sign_off is SignOff.REQUESTED


def refuse_update(
    ctx: Context, view: PlanView, item: Item, row: Recommendation | PlanAction, said: Delivery | None
) -> None:
    """Raises UserError for an update that must wait for the board, with the way round it."""
    if not isinstance(row, Recommendation):
        return
    name = item_ref(view, item)
    see = Action("See it", f"status {name}")
    if row.sign_off is SignOff.REQUESTED:
        raise Locked(
            f"{item.label} is before its board for sign-off, so it is locked until that is decided. To report on it, "
            "withdraw the request first. Evidence against can always be recorded. Nothing was recorded.",
            *((Action("Withdraw the request", f"sign-off withdraw {name}"),) if may_ask(ctx, view, item.id) else ()),
            Action("Its evidence", f"evidence {name}"), see,
        )  # fmt: skip
    if row.sign_off is SignOff.SIGNED_OFF and said not in (None, Delivery.COMPLETED):
        raise UserError(
            f"{item.label} is signed off as completed. If that no longer holds, say so and why: the board is then "
            "asked to reopen it. Nothing was recorded.", Action("It no longer holds", f"holding {name} no"), see,
        )  # fmt: skip
