"""What every platform's buttons have in common, however it draws them."""

import re
from collections.abc import Sequence

from bot.text import one_line
from handlers.commands import COMMANDS
from models.card import Action

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_CHANGING = frozenset(command.name.split()[0] for command in COMMANDS if command.changes)


def readable(actions: Sequence[Action]) -> list[Action]:
    """The actions that say anything at all."""
    return [action for action in actions if one_line(action.label) or one_line(action.command)]


def fits(action: Action, most: int) -> bool:
    """Whether a platform can carry an action's command whole, where it takes `most` characters."""
    return len(action.command) <= most and not _UNREADABLE.search(action.command)


def leads(actions: Sequence[Action], place: int) -> bool:
    """Whether this is the one thing to do: the first, and the only one that changes anything."""
    changing = [index for index, action in enumerate(actions) if action.command.split(" ")[0] in _CHANGING]
    return place == 0 and changing == [0]
