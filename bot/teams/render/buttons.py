"""Buttons: commands somebody has already typed. A client that cannot execute one is given it to submit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.buttons import fits, leads, readable
from bot.teams.render.markup import LONGEST_TEXT, QUIET, Json, clip, literal, rich
from bot.teams.render.sizes import size
from bot.text import one_line
from models.card import Action

SHOWN = 6
_LONGEST_LABEL = 75
_LONGEST_COMMAND = 2_000


class Buttons(NamedTuple):
    """A card's actions, and a line for what no button can carry."""

    actions: list[Json]
    typed: list[Json]


def buttons(actions: Sequence[Action], room: int | None) -> Buttons:
    """At most six in sight, the rest under "More choices"; none is cut, and together they take at most `room` bytes."""
    if not actions:
        return Buttons([], [])
    said = readable(actions)
    able = [action for action in said if fits(action, _LONGEST_COMMAND)]
    drawn = [(action, _say(action, primary=leads(able, place))) for place, action in enumerate(able)]
    kept = [button for _, button in drawn]
    left = [action for action in said if not fits(action, _LONGEST_COMMAND)] if len(able) < len(said) else []
    if room is None or size(kept) + len(kept) * _AROUND < room:
        return Buttons(_in_sight(kept), _typed(left))
    kept = []
    for action, button in drawn:
        room -= size(button) + _AROUND
        if room > 0:
            kept.append(button)
        else:
            left.append(action)
    return Buttons(_in_sight(kept), _typed(left))


_AROUND = 100  # what an action under "More choices" may add to the sets that hold it


def executed(title: str, verb: str, data: Json, **more: Any) -> Json:
    """An action that answers in place, and submits the same data where a client knows no such action."""
    shown = {"title": title, "data": data, **more}
    return {"type": "Action.Execute", "verb": verb, **shown, "fallback": {"type": "Action.Submit", **shown}}


def label(text: str, otherwise: str) -> str:
    """The words of a button, in one line."""
    return literal(clip(one_line(text) or one_line(otherwise), _LONGEST_LABEL))


def _say(action: Action, *, primary: bool) -> Json:
    style = {"style": "positive"} if primary else {}
    return executed(label(action.label, action.command), "say", {"say": action.command}, **style)


def _in_sight(actions: list[Json]) -> list[Json]:
    if len(actions) <= SHOWN:
        return actions
    shown, rest = actions[: SHOWN - 1], actions[SHOWN - 1 :]
    sets = [{"type": "ActionSet", "actions": rest[first : first + SHOWN]} for first in range(0, len(rest), SHOWN)]
    more = {"type": "AdaptiveCard", "version": "1.5", "body": sets}
    return [*shown, {"type": "Action.ShowCard", "title": "More choices", "card": more}]


def _typed(actions: Sequence[Action]) -> list[Json]:
    """What a person has to type, in words that name it."""
    if not actions:
        return []
    labels = ", ".join(f"“{one_line(action.label or action.command)}”" for action in actions)
    said = clip(f"To be typed, since no button can carry it: {labels}", LONGEST_TEXT // 2)
    return rich((said,), **QUIET)
