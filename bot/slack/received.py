"""Slack's payloads as deliveries: who said what, where, and how the answer is to be told. Pure."""

import hashlib
import json
import re
from typing import Any

from bot.inbox import Delivery, Route
from handlers.request import Request

Json = dict[str, Any]
SLACK = "slack"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_KEY = re.compile(r"[!-~]{1,200}\Z")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


class Malformed(ValueError):
    """A payload that Slack does not send: signed, and still not understood. Nothing is done."""


def command(body: Json) -> Delivery:
    """A slash command. Raises Malformed."""
    user, channel = _id(body.get("user_id")), _id(body.get("channel_id"))
    route = {"by": "command", "user": user, "channel": channel, "url": _text(body, "response_url"),
             "trigger": _text(body, "trigger_id")}  # fmt: skip
    return Delivery(_request(user, channel, unescaped(_text(body, "text")), _key("command", body)), route)


def team(body: Json) -> str:
    """The workspace of whoever did this."""
    said = body.get("team_id") or _text(_dict(body, "team"), "id")
    return said if isinstance(said, str) else ""


def unescaped(text: str) -> str:
    """What was typed: Slack writes three characters as entities, and no others."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _request(user: str, conversation: str, text: str, key: str, **more: Any) -> Request:
    return Request(SLACK, user, conversation, text, id=key, **more)


def _key(kind: str, body: Json) -> str:
    """The same for a delivery that is repeated, and for no other: Slack's trigger, else a digest of it all."""
    trigger = _text(body, "trigger_id")
    if _KEY.match(trigger):
        return f"{kind}:{trigger}"
    whole = json.dumps(body, sort_keys=True, default=str)
    return f"{kind}:{hashlib.sha256(whole.encode()).hexdigest()}"


def _id(value: object) -> str:
    if isinstance(value, str) and _ID.match(value):
        return value
    raise Malformed


def _text(body: Json, name: str) -> str:
    value = body.get(name, "")
    return value if isinstance(value, str) else ""


def _dict(body: Json, name: str) -> Json:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


__all__ = ["SLACK", "Delivery", "Json", "Malformed", "Route", "command", "team", "unescaped"]
