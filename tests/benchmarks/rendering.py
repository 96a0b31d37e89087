"""What drawing a reply of forty blocks for Slack and for Teams costs, against the same JSON of plain dictionaries."""

import json
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from bot.slack.render import message
from bot.teams.render import Written
from bot.teams.shown import message as activity
from models.card import Card, Paragraph, Reply
from tests.benchmarks.made_plan import NOW
from tests.benchmarks.rounds import Timed, alternate

PLAIN, DRAWN = "plain dictionaries", "drawn"
BLOCKS = 40
_TITLE = "Where the plan stands"
_WORDS = "R{n} is on track: two of three actions are completed, and the next meeting is on 20 April 2010"


def drawn() -> Mapping[str, Timed]:
    """Both ways on each platform, as JSON. Raises ValueError where they say different things."""
    lines = [_WORDS.format(n=number) for number in range(1, BLOCKS)]
    reply = Reply((Card(_TITLE, tuple(Paragraph((line,)) for line in lines)),))
    return {
        "Slack": _both(lambda: json.dumps(_plainly(lines)), lambda: json.dumps(message(reply))),
        "Teams": _both(lambda: json.dumps(_activity(lines)), lambda: _written(reply)),
    }


def _both(plainly: Callable[[], str], drawing: Callable[[], str]) -> Timed:
    if plainly() != drawing():
        raise ValueError("the two ways draw different messages")
    return alternate({PLAIN: plainly, DRAWN: drawing})


def _written(reply: Reply) -> str:
    """The activity as it is sent. Raises ValueError where it is so large that it would be written again."""
    said = activity(reply, NOW)
    if not isinstance(said, Written):
        raise ValueError("the message is no small one")  # noqa: TRY004  because it is about its size
    return said.text


def _activity(lines: list[str]) -> Mapping[str, Any]:
    said = [_TITLE, *lines]
    first = " ".join(said)[:299].rpartition(" ")[0]
    head = {
        "type": "TextBlock", "style": "heading", "size": "Medium", "text": _TITLE, "wrap": True, "weight": "Bolder",
    }  # fmt: skip
    rest = [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]} for line in lines]
    card = {
        "type": "AdaptiveCard", "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "version": "1.5",
        "fallbackText": f"{first}…", "msteams": {"width": "Full"}, "body": [head, *rest],
    }  # fmt: skip
    shown = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "summary": "\n".join(said)[:400], "attachments": [shown]}


def _plainly(lines: list[str]) -> Mapping[str, Any]:
    words = chain([f"*{_TITLE}*"], lines)
    blocks = [
        {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": line, "verbatim": True}}
        for line in words
    ]
    return {"text": "\n".join([_TITLE, *lines]), "blocks": blocks}
