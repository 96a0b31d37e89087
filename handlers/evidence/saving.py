"""`evidence save`: a message somebody pointed at, or a file they shared, offered once they say what it is about."""

from handlers import access
from handlers.access import Ability
from handlers.cards import evidence as cards
from handlers.context import Arguments, Context
from handlers.evidence import offering
from models.card import Reply


def save(ctx: Context, args: Arguments) -> Reply:
    """Ask which recommendation it is for; offered to one, it is evidence as any other."""
    if args.get("number"):
        return offering.offer(ctx, args)
    access.require(ctx, Ability.READ)
    return Reply(form=cards.saving_form(args.get("message"), files=len(ctx.attached), link=args.get("link")))
