"""The table of things that can be said. A row is the help text, the parser and the permission."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.commands.days import DAYS
from handlers.commands.decisions import DECISIONS
from handlers.commands.holders import HOLDERS
from handlers.commands.members import MEMBERS
from handlers.commands.proof import PROOF
from handlers.commands.proposals import PROPOSALS
from handlers.commands.records import RECORDS
from handlers.commands.standing import STANDING
from handlers.context import Arguments, Context
from handlers.later import Later
from models.card import Reply

if TYPE_CHECKING:
    from handlers import help as helping
else:
    helping = Later("handlers.help")

__all__ = ["COMMANDS", "Command"]


def _help(ctx: Context, args: Arguments) -> Reply:
    return helping.show(ctx, args, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    *STANDING,
    *PROPOSALS,
    *HOLDERS,
    *PROOF,
    *DECISIONS,
    *RECORDS,
    *DAYS,
    *MEMBERS,
    Command("help", ("help [<topic>]",), "what can be said", _help, Ability.READ, aliases=("?", "hello", "hi")),
)
