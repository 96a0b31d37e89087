"""Buttons: commands somebody has already typed. Each message's are numbered, so that no two share an id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.buttons import fits, leads, readable
from bot.slack.render.markup import LONGEST_TEXT, Json, clip, context, inert, part, plain_text
from bot.text import one_line
from models.card import Action

BUTTON = re.compile(r"\Asay:\d+\Z")

_SHOWN = 6
_MOST = 20
_MENU = 5
_LIST = 100
_LONGEST_LABEL = 75
_LONGEST_COMMAND = 2_000
_LONGEST_CHOICE = 150


def buttons(actions: Sequence[Action], numbers: Iterator[int]) -> list[Json]:
    """A card's buttons in one row, the rest under "More", and a line for what no button can carry."""
    if not actions:
        return []
    said = readable(actions)
    able = [action for action in said if fits(action, _LONGEST_COMMAND)]
    unable = [action for action in said if not fits(action, _LONGEST_COMMAND)] if len(able) < len(said) else []
    row, rest = _shared(able)
    elements = [_button(action, next(numbers), primary=leads(able, place)) for place, action in enumerate(row[:_MOST])]
    elements += [_more(rest[:_LIST], next(numbers))] if rest else []
    blocks = [{"type": "actions", "block_id": f"buttons:{next(numbers)}", "elements": elements}] if elements else []
    left = unable + row[_MOST:] + rest[_LIST:]
    return [*blocks, *([_typed(left)] if left else [])]


def pressed(action: Mapping[str, Any]) -> str:
    """The command of a button or of what was chosen under "More", from Slack's own account of it; "" if not ours."""
    if not BUTTON.match(str(part(action, "action_id"))):
        return ""
    chosen = part(action, "selected_option")
    value = part(action if chosen is None else chosen, "value")
    return value if isinstance(value, str) else ""


def _shared(actions: Sequence[Action]) -> tuple[list[Action], list[Action]]:
    """Which are buttons, and which go under "More": none whose command a menu cannot carry."""
    if len(actions) <= _SHOWN:
        return list(actions), []
    row, rest = list(actions[: _SHOWN - 1]), list(actions[_SHOWN - 1 :])
    menu = [action for action in rest if action.command and fits(action, _LONGEST_CHOICE)]
    return row + [action for action in rest if action not in menu], menu


def _button(action: Action, number: int, *, primary: bool) -> Json:
    label = one_line(action.label) or action.command
    button = {"type": "button", "action_id": f"say:{number}", "text": plain_text(label, _LONGEST_LABEL)}
    if action.command:
        button["value"] = action.command
    return {**button, "style": "primary"} if primary else button


def _more(actions: Sequence[Action], number: int) -> Json:
    options = [
        {"text": plain_text(action.label or action.command, _LONGEST_LABEL), "value": action.command}
        for action in actions
    ]
    if len(options) <= _MENU:
        return {"type": "overflow", "action_id": f"say:{number}", "options": options}
    menu = {"type": "static_select", "action_id": f"say:{number}", "options": options}
    return {**menu, "placeholder": plain_text("More", _LONGEST_LABEL)}


def _typed(actions: Sequence[Action]) -> Json:
    labels = ", ".join(f"“{inert(one_line(action.label or action.command))}”" for action in actions)
    return context(clip(f"To be typed, since no button can carry it: {labels}", LONGEST_TEXT))
