"""Slack's payloads as deliveries: who said what, where, and how the answer is to be told. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.inbox import Delivery, Route
from bot.slack.manifest import SAVE_AS_EVIDENCE, UPDATE_ACTION
from bot.slack.mentions import without
from bot.slack.render import pressed, submitted
from handlers.cards.files import MOST_FILES
from handlers.request import Attachment, Request

Json = dict[str, Any]
ORIGIN = ("channel", "url", "ts", "thread", "hidden", "files", "button")
HELD_BY_SLACK = "slack:"
_SHORTCUTS = {SAVE_AS_EVIDENCE: "evidence save", UPDATE_ACTION: "mine"}
_LONGEST_BUTTON = 600
_SIGNS = re.compile(r"<(?P<sign>[^<>|\s][^<>|]*)(?:\|(?P<label>[^<>]*))?>")
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
    return Delivery(_request(user, channel, plainly(_text(body, "text")), _key("command", body), posted=False), route)


def press(body: Json) -> Delivery:
    """A button or a menu of ours, in a message, a view or the Home tab. Raises Malformed."""
    actions, box = body.get("actions"), _dict(body, "container")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    said = pressed(action)
    if not said:
        raise Malformed
    user, channel = _id(_dict(body, "user").get("id")), _text(_dict(body, "channel"), "id")
    route = {
        "by": "press", "user": user, "channel": channel, "url": _text(body, "response_url"),
        "trigger": _text(body, "trigger_id"), "ts": _text(box, "message_ts"), "thread": _text(box, "thread_ts"),
        "hidden": "yes" if box.get("is_ephemeral") is True else "", "view": _view_of(body, box),
        "view_id": _text(_dict(body, "view"), "id"),
    }  # fmt: skip
    return Delivery(_request(user, channel or user, said, _key("press", body)), route)


def button(body: Json) -> str:
    """The button that was pressed, as a form's origin carries it."""
    action = body["actions"][0]
    kept = {name: action[name] for name in ("action_id", "value", "text", "selected_option") if name in action}
    said = json.dumps(kept, separators=(",", ":"))
    return said if len(said) <= _LONGEST_BUTTON else json.dumps({"action_id": _text(action, "action_id")})


def submission(body: Json) -> Delivery:
    """A form that was filled in; where it was asked for is where its answer goes. Raises Malformed."""
    answers = submitted(_dict(body, "view"))
    if not answers.command:
        raise Malformed
    user, origin = _id(_dict(body, "user").get("id")), _origin(answers.origin)
    route = {**origin, "by": "form", "user": user, "view": _text(_dict(body, "view"), "id"),
             "trigger": _text(body, "trigger_id")}  # fmt: skip
    files = (*(_attachment(file) for file in answers.files), *_carried(origin))
    said = _request(
        user,
        _text(route, "channel") or user,
        answers.command,
        _key("form", body),
        values=answers.values,
        attachments=files,
        sent=True,
    )
    return Delivery(said, route)


def shortcut(body: Json) -> Delivery:
    """A shortcut: on a message, to save it as evidence; anywhere, to what its user answers for. Raises Malformed."""
    user = _id(_dict(body, "user").get("id"))
    channel, about = _text(_dict(body, "channel"), "id"), _dict(body, "message")
    said, route = _SHORTCUTS.get(_text(body, "callback_id"), ""), {
        "by": "shortcut", "user": user, "channel": channel, "url": _text(body, "response_url"),
        "trigger": _text(body, "trigger_id"), "view": "" if channel else "home",
        "said_at": _text(body, "message_ts") or _text(about, "ts"), "left": _left(about),
    }  # fmt: skip
    if not said:
        raise Malformed
    values = {"message": words} if (words := plainly(_text(about, "text"))) else {}
    request = _request(
        user, channel or user, said, _key("shortcut", body), values=values if about else {}, attachments=_files(about)
    )
    return Delivery(request, route)


def spoken(body: Json) -> Delivery:
    """What somebody wrote to the bot, in a direct message or naming it in a channel. Raises Malformed."""
    event = _dict(body, "event")
    user, channel = _id(event.get("user")), _id(event.get("channel"))
    route = {
        "by": "mention" if _text(event, "type") == "app_mention" else "message", "user": user, "channel": channel,
        "thread": _text(event, "thread_ts"), "shared": "yes" if body.get("is_ext_shared_channel") is True else "",
        "left": _left(event),
    }  # fmt: skip
    attachments = _files(event)
    key = _text(body, "event_id")
    said = without(plainly(_text(event, "text")), _ourselves(body))
    return Delivery(
        _request(
            user, channel, said, f"event:{key}" if _KEY.match(key) else _key("event", body),
            attachments=attachments, reply_to=_text(event, "thread_ts"),
        ),
        route,
    )  # fmt: skip


def person(event: Json) -> str:
    """Whose event it is. Raises Malformed."""
    return _id(event.get("user"))


def asked_at_home(user: str, said: str) -> Delivery:
    """What stands on somebody's Home tab, as if they asked for it; it needs no row, for they open it again."""
    return Delivery(_request(user, user, said, ""), {"by": "home", "user": user})


def draft_of(request: Request) -> Request:
    """Words that are no command, as what asks about them; their files stay with Slack until it is said what for."""
    values = {"words": request.text, "files": carried(request.attachments)}
    return replace(request, text="draft keep", values=values, attachments=())


def _ourselves(body: Json) -> str:
    """The bot's own account, for which Slack sends an event."""
    granted = body.get("authorizations")
    first = granted[0] if isinstance(granted, list) and granted else {}
    return _text(first, "user_id") if isinstance(first, dict) else ""


def is_for_us(event: Json) -> bool:
    """Whether a person wrote it just now: no bot, no edit, no deletion, no notice of who joined."""
    by_person = not event.get("bot_id") and not event.get("bot_profile") and isinstance(event.get("user"), str)
    return by_person and event.get("subtype") in (None, "file_share", "thread_broadcast")


def team(body: Json) -> str:
    """The workspace of whoever did this, which is another one in a channel shared with it."""
    event, user = _dict(body, "event"), _dict(body, "user")
    said = (
        *(event.get(name) for name in ("user_team", "source_team", "team")),
        user.get("team_id"), _dict(body, "team").get("id"), body.get("team_id"),
    )  # fmt: skip
    return next((each for each in said if isinstance(each, str) and each), "")


def plainly(text: str) -> str:
    """What was typed, where Slack has put links, addresses and names into its own signs."""
    return unescaped(_SIGNS.sub(_plain_sign, text))


def _plain_sign(found: re.Match[str]) -> str:
    sign, label = found["sign"], found["label"] or ""
    if sign.startswith("mailto:"):
        return label or sign.removeprefix("mailto:")
    if sign.startswith(("@", "#", "!")):
        return found[0] if sign.startswith("@") else f"#{label}" if sign.startswith("#") and label else label
    return label if label and sign.endswith(label) else f"{label} {sign}".strip()


def unescaped(text: str) -> str:
    """What was typed: Slack writes three characters as entities, and no others."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _request(user: str, conversation: str, text: str, key: str, **more: Any) -> Request:
    direct = conversation.startswith("D") or conversation == user
    return Request(SLACK, user, conversation, text, id=key, direct=direct, **more)


def _attachment(file: object) -> Attachment:
    """A file that Slack still holds: its id stands where our own handle will."""
    if not isinstance(file, dict):
        raise Malformed
    return Attachment(_text(file, "name") or "file", f"{HELD_BY_SLACK}{_id(file.get('id'))}")


def _files(message: Json) -> tuple[Attachment, ...]:
    return tuple(_attachment(file) for file in _sent(message)[:MOST_FILES])


def _left(message: Json) -> int:
    """How many of a message's files are not taken."""
    return max(0, len(_sent(message)) - MOST_FILES)


def _sent(message: Json) -> list[Any]:
    found = message.get("files")
    return found if isinstance(found, list) else []


def _carried(origin: Route) -> tuple[Attachment, ...]:
    """The files that came before a form was asked, which Slack still holds."""
    return held(_text(origin, "files"))


def held(files: str) -> tuple[Attachment, ...]:
    """Files that Slack holds, by their ids. Raises Malformed."""
    ids = [each for each in files.split(",") if each]
    return tuple(Attachment("file", f"{HELD_BY_SLACK}{_id(each)}") for each in ids[:MOST_FILES])


def carried(attachments: Iterable[Attachment]) -> str:
    """Files that Slack holds, as a form's origin carries them."""
    held = (each.handle for each in attachments if each.handle.startswith(HELD_BY_SLACK))
    return ",".join(handle.removeprefix(HELD_BY_SLACK) for handle in held)


def _view_of(body: Json, box: Json) -> str:
    """Either "home" or "modal", where the button stood in one; else nothing."""
    return _text(_dict(body, "view"), "type") if _text(box, "type") == "view" else ""


def _origin(kept: str) -> Route:
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return {name: found[name] for name in ORIGIN if isinstance(found.get(name), str)} if isinstance(found, dict) else {}


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
