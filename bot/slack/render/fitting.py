"""Fits the blocks of a reply into one message or view; what is left out is said, and its buttons kept."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from bot.slack.render.markup import Json, context, section

NOTICE = (
    "There is more than one Slack message can hold, so this stops short. Ask for one item, or add “page 2”, to see "
    "the rest."
)


class Room(NamedTuple):
    """How much there is room for: blocks, and characters of them all as JSON."""

    blocks: int
    size: int


class Part(NamedTuple):
    """A card's blocks, and those of its buttons, which are the way on and so are cut last."""

    body: list[Json]
    buttons: list[Json]


# Slack refuses a message whose blocks pass some 13,200 characters in all, which no page of its own says
# (github.com/slackapi/bolt-js/issues/2509), and a view of more than 250 kB, in which a character may take 4 bytes.
MESSAGE = Room(50, 10_000)
VIEW = Room(100, 60_000)

_DIVIDER: Json = {"type": "divider"}
_AS_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_SECTION = len(_AS_JSON([section("")]))
_ESCAPED = ('"', "\\", "\n")
"""What is two characters in JSON. No other control character is ever drawn."""


def fitted(parts: Sequence[Part], room: Room) -> list[Json]:
    """The parts with a line between each; cut at the end of a block, with a notice, where there is no room for all."""
    whole: list[Json] = []
    for part in parts:
        whole += [_DIVIDER, *part.body, *part.buttons] if whole else [*part.body, *part.buttons]
    if _fit(whole, room):
        return whole
    notice = [context(NOTICE)]
    kept: list[Json] = []
    left = _less(room, notice)
    for part in parts:
        between = [_DIVIDER] if kept else []
        taken = _taken(part, _less(left, between))
        if taken:
            kept += [*between, *taken]
            left = _less(left, [*between, *taken])
        if len(taken) < len(part.body) + len(part.buttons):
            break
    return kept + notice


def _taken(part: Part, room: Room) -> list[Json]:
    """As much of a part as there is room for, from its beginning, with its buttons if they go in as well."""
    buttons = part.buttons if _fit([*part.body[:1], *part.buttons], room) else []
    body: list[Json] = []
    for block in part.body:
        if not _fit([*body, block, *buttons], room):
            break
        body.append(block)
    return [*body, *buttons]


def _fit(blocks: Sequence[Json], room: Room) -> bool:
    return len(blocks) <= room.blocks and size(blocks) <= room.size


def _less(room: Room, blocks: Sequence[Json]) -> Room:
    return Room(room.blocks - len(blocks), room.size - size(blocks))


def size(blocks: Sequence[Json]) -> int:
    """How many characters the blocks take as JSON, or a few more; sections are alike but for their text."""
    said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    others = [block for block in blocks if block["type"] != "section"] if len(said) < len(blocks) else []
    text = "".join(said)
    escapes = sum([text.count(sign) for sign in _ESCAPED if sign in text])
    return _SECTION * len(said) + 2 + len(text) + escapes + (len(_AS_JSON(others)) if others else 0)
