"""The buttons of an item's own card."""

from functools import lru_cache

from handlers.grammar import compose
from models.card import Action


@lru_cache(maxsize=4_096)
def button(label: str, command: str, name: str, *more: str, version: int | None = None) -> Action:
    """What says `command` of the item called `name`. It is kept, as it holds no words but ours and the item's name."""
    return Action(label, compose(command, name, *more, version=version))
