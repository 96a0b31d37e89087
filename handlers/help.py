"""`help`: what can be said, drawn from the same table that understands it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers import access, speakers
from handlers.access import PlanView
from handlers.cards import help as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from models.card import Reply

if TYPE_CHECKING:
    from handlers.commands import Command


def show(ctx: Context, args: Arguments, table: "Sequence[Command]") -> Reply:
    """Every command this person may use in the plan in use, those that begin with one word, or one in full."""
    known = _known(ctx, table)
    topic = args.get("topic").casefold()
    about = [command for command in table if topic and topic in (command.name, *command.aliases)]
    typed = [command for command in known if not command.pressed]
    family = [command for command in typed if command.name.split()[0] == topic]
    if about and about[0] in known:
        who = speakers.who(about[0]) if about[0].name in speakers.SECONDS else ""
        return Reply((cards.topic_card(about[0], [command for command in family if command is not about[0]], who),))
    if family:
        return Reply((cards.family_card(family),))
    others = about or [command for command in table if command.name.split()[0] == topic]
    if others:
        return Reply((cards.not_yours_card(topic, [(command, speakers.who(command)) for command in others]),))
    return Reply((cards.help_card(typed, mine=not ctx.actor.operator),))


def _known(ctx: Context, table: "Sequence[Command]") -> "list[Command]":
    """What this person may say in the plan they talk about; where that is not clear, in any they see."""
    views = _in_use(ctx)
    if not views:
        if not ctx.actor.admin:
            raise access.stranger(ctx)
        return list(table)
    return [command for command in table if any(speakers.may_say(ctx, view, command) for view in views)]


def _in_use(ctx: Context) -> tuple[PlanView, ...]:
    seen = tuple(view for view, _ in access.plans(ctx))
    try:
        return (access.plan(ctx),) if seen else ()
    except UserError:
        return seen
