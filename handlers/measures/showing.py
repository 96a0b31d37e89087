"""`measures`: those that move the wrong way first."""

from handlers import access
from handlers.access import Ability
from handlers.cards import measures as cards
from handlers.context import Arguments, Context
from handlers.evidence.listing import recommendation
from handlers.measures.reading import may_add_to, of_plan
from models.card import Reply
from models.rules.movement import Movement


def show(ctx: Context, args: Arguments) -> Reply:
    """The measures of the plan or of one recommendation, those that move the wrong way first."""
    if said := args.get("item"):
        view, item = recommendation(ctx, said)
        found = [each for each in of_plan(ctx, view) if item.id in each.serves_ids]
        name, command = item.label, f"measures {cards.item_ref(view, item)}"
    else:
        view = access.plan(ctx)
        found, name, command = list(of_plan(ctx, view)), view.name, "measures"
    found.sort(key=lambda each: each.moved is not Movement.WORSE)
    may = Ability.UPDATE_OWN in view.may
    return Reply(
        (
            cards.measures_card(
                view,
                name,
                found,
                page=args.page,
                command=command,
                may_add=may,
                theirs=lambda each: may_add_to(ctx, view, each),
            ),
        )
    )
