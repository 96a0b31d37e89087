"""What a card of a plan that was succeeded still offers: nothing that is to be said of the item in the new plan."""

from dataclasses import replace

from handlers import access, succession
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import reference
from models.card import Action, Card, Reply


def offered(ctx: Context, reply: Reply) -> Reply:
    """`reply` without buttons that change an item where it was carried over from, and with the way to where it is."""
    if not any(view.superseded for view, _ in access.plans(ctx)):
        return reply
    return replace(reply, cards=tuple(_of_card(ctx, card) for card in reply.cards))


def _of_card(ctx: Context, card: Card) -> Card:
    moved = {action: there for action in card.actions if (there := _moved_to(ctx, action)) is not None}
    if not moved:
        return card
    kept = [action for action in card.actions if action not in moved]
    return replace(card, actions=tuple(dict.fromkeys((*moved.values(), *kept))))


def _moved_to(ctx: Context, action: Action) -> Action | None:
    """Where the item of a button that changes something is now; None where it is still where the button says."""
    from handlers.understanding import understand  # noqa: PLC0415  because what it knows draws cards itself

    meant = understand(action.command)
    said = meant.arguments.get("number") or meant.arguments.get("item")
    ref = reference(said)
    if not meant.command.changes or ref is None:
        return None
    try:
        view = access.plan(ctx, ref.plan)
    except UserError:
        return None
    items = access.find(ctx, view, said) if view.superseded else ()
    return succession.where_now(ctx, items[0]) if len(items) == 1 else None
