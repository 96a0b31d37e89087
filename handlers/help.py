"""`help`: what can be said, drawn from the same table that understands it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers import access
from handlers.cards import help as cards
from handlers.context import Arguments, Context
from models.card import Reply

if TYPE_CHECKING:
    from handlers.commands import Command


def show(ctx: Context, args: Arguments, table: "Sequence[Command]") -> Reply:
    """Every command this person may use, those that begin with one word, or one in full."""
    seen = access.plans(ctx)
    if not seen and not ctx.actor.admin:
        raise access.stranger(ctx)
    may = frozenset(access.Ability) if ctx.actor.admin else frozenset().union(*(view.may for view, _ in seen))
    known = [command for command in table if command.ability in may]
    topic = args.get("topic").casefold()
    about = [command for command in known if topic and topic in (command.name, *command.aliases)]
    typed = [command for command in known if not command.pressed]
    family = [command for command in typed if command.name.split()[0] == topic]
    if about:
        return Reply((cards.topic_card(about[0], [command for command in family if command is not about[0]]),))
    return Reply((cards.family_card(family) if family else cards.help_card(typed, mine=not ctx.actor.operator),))
