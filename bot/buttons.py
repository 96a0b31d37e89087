"""What every platform's buttons have in common, however it draws them."""

import re
from collections.abc import Sequence

from bot.text import one_line
from handlers.commands import COMMANDS
from models.card import Action

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_CHANGES = {command.name: command.changes for command in COMMANDS}
_NAMES = {
    first: sorted((name for name in _CHANGES if name.partition(" ")[0] == first), key=len, reverse=True)
    for first in {name.partition(" ")[0] for name in _CHANGES}
}


def readable(actions: Sequence[Action]) -> list[Action]:
    """The actions that say anything at all."""
    return [action for action in actions if one_line(action.label) or one_line(action.command)]


def fits(action: Action, most: int) -> bool:
    """Whether a platform can carry an action's command whole, where it takes `most` characters."""
    said = action.command
    return len(said) <= most and (said.isprintable() or not _UNREADABLE.search(said))


def leads(actions: Sequence[Action], place: int) -> bool:
    """Whether this is the one thing to do: the first, and the only one that changes anything."""
    if place or not _changes(actions[0].command):
        return False
    return not any(_changes(action.command) for action in actions[1:])


def _changes(command: str) -> bool:
    """Whether a composed command changes anything, by the longest name that it begins with."""
    for name in _NAMES.get(command.partition(" ")[0], ()):
        if command.startswith(name) and command[len(name) : len(name) + 1] in {"", " "}:
            return _CHANGES[name]
    return False
