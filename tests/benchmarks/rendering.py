"""What drawing a reply of forty blocks for Slack costs, against the same JSON made of plain dictionaries."""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any

from bot.slack.render import message
from models.card import Card, Paragraph, Reply
from tests.benchmarks.rounds import Timed, alternate

PLAIN, DRAWN = "plain dictionaries", "drawn"
BLOCKS = 40
_WORDS = "R{n} is on track: two of three actions are completed, and the next meeting is on 20 April 2010"


def drawn() -> Timed:
    """Both, as JSON. Raises ValueError where they say different things."""
    lines = [_WORDS.format(n=number) for number in range(1, BLOCKS)]
    reply = Reply((Card("Where the plan stands", tuple(Paragraph((line,)) for line in lines)),))
    ways = {PLAIN: lambda: json.dumps(_plainly(lines)), DRAWN: lambda: json.dumps(message(reply))}
    if ways[PLAIN]() != ways[DRAWN]():
        raise ValueError("the two ways draw different messages")
    return alternate(ways)


def _plainly(lines: list[str]) -> Mapping[str, Any]:
    words = chain(["*Where the plan stands*"], lines)
    blocks = [
        {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": line, "verbatim": True}}
        for line in words
    ]
    return {"text": "\n".join(["Where the plan stands", *lines]), "blocks": blocks}
