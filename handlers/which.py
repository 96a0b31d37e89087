"""Which of several items a command means: asked by buttons that say the same command again of each."""

import re
from collections.abc import Sequence

from handlers import access
from handlers.access import Item, PlanView
from handlers.cards.words import BUTTON_COMMAND, called, item_ref, short
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import quoted, sense
from models.card import Action

_SHOWN = 8
_BUTTONS = 5


def asked(ctx: Context, view: PlanView, words: str, items: Sequence[Item], lines: Sequence[str]) -> UserError:
    """The question which of `items` the `words` of a command mean; `lines` answer each, where they are few.

    What was said with it is in the buttons or, where it is too long for them, is said back.
    """
    again = [(item, _of(ctx.request.text, words, item_ref(view, item))) for item in items[:_BUTTONS]]
    said = f"{access.how_many(ctx, view, sense(words), items):,} items here may be “{short(sense(words))}”"
    named = ", ".join(f"{item.label} ({item.kind})" for item in items[:_SHOWN])
    if lines:
        told = UserError(f"{said}. Say which for more:")
        told.rows = tuple((called(item), (line,)) for item, line in zip(items, lines, strict=True))
    elif any(len(command) > BUTTON_COMMAND for _, command in again):
        send = f"Send it again with its own number in place of “{short(words)}”. Nothing was recorded."
        return UserError(f"You typed: {ctx.request.text}", *_to_see(view, items), title=f"{said}: {named}. {send}")
    else:
        told = UserError(f"{said}. Say which by its own number: {named}")
    told.actions = tuple(Action(called(item), command) for item, command in again if len(command) <= BUTTON_COMMAND)
    return told


def _of(text: str, words: str, name: str) -> str:
    """A command said of the item `name` instead of what `words` called it; its status where they do not stand in it."""
    wanted = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<![\w./-]){wanted}(?![\w./-])", text)
    if found is None:
        return f"status {name}"
    given = quoted(name) if text[: found.start()].endswith("=") and " " in name else name
    return f"{text[: found.start()]}{given}{text[found.end() :]}"


def _to_see(view: PlanView, items: Sequence[Item]) -> tuple[Action, ...]:
    return tuple(Action(called(item), f"status {item_ref(view, item)}") for item in items[:_BUTTONS])
