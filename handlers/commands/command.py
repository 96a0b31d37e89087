"""One thing that can be said: the help text, the parser and the permission."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.access import Ability
from handlers.context import Arguments, Context
from models.card import Reply

Handler = Callable[[Context, Arguments], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be said. `ability` is what its speaker must be able to do in some plan.

    `pressed` is for what only buttons say, which `help` need not list.
    """

    name: str
    usages: tuple[str, ...]
    summary: str
    run: Handler
    ability: Ability
    changes: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    pressed: bool = False
