"""What Slack is told about the app: its command, shortcuts and events, and the scopes they need, each with why."""

from typing import Any

COMMAND = "/ofsted"
SAVE_AS_EVIDENCE = "save_as_evidence"
UPDATE_ACTION = "update_action"
APP_HOME_OPENED = "app_home_opened"
APP_MENTION = "app_mention"
MESSAGE_IM = "message.im"
USER_CHANGE = "user_change"

SCOPES = {
    "app_mentions:read": "to be asked something by name in a channel",
    "channels:read": "to see whether a channel is shared with another organisation, where the bot says nothing",
    "chat:write": "to answer, to remind, to bring a card up to date, and to take away what must be removed by law",
    "commands": f"for `{COMMAND}` and the two shortcuts",
    "files:read": "to fetch a file somebody gives as evidence, and no other",
    "files:write": "to give a kept file back to whoever asks and may see it, or take it away again",
    "groups:read": "the same look at private channels it was invited to",
    "im:history": "to read what people write to the bot itself, in its own direct messages",
    "im:write": "to open the direct message in which it reminds somebody",
    "users:read": "to tell a colleague from a guest, a bot or somebody who has left",
    "users:read.email": "to match a person, once, by their work e-mail",
}
"""The bot's scopes, and in plain words what each is for."""

EVENTS = {
    APP_HOME_OPENED: "somebody opens the bot's own page",
    APP_MENTION: "somebody asks it by name in a channel",
    MESSAGE_IM: "somebody writes to it directly",
    USER_CHANGE: "somebody's account changes: who has left, or became a guest, is let in no longer",
}
"""The events Slack sends the bot, and when."""


def arrives_as(event: str) -> str:
    """The type an event bears when it comes: `message.im` is subscribed to, and `message` is sent."""
    return event.partition(".")[0]


_NAME = "Improvement plan"
_HINT = "status rec 4 | mine | due | overdue | update SG4 | help"
_ABOUT = (
    "Keeps the council's improvement plan after an inspection: says where each recommendation stands and why, "
    "reminds owners before a date passes, and keeps completion, impact and sign-off apart. Answers are private. "
    "It is not Ofsted's, and it is not a safeguarding channel: never write anything that identifies a child."
)


def manifest(public_url: str = "") -> dict[str, Any]:
    """The app as Slack's manifest, version 2: over HTTP at `public_url`, or in Socket Mode without one."""
    address = f"{public_url.rstrip('/')}/slack/events" if public_url else ""
    at = {"request_url": address} if address else {}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": _NAME,
            "description": "Where the improvement plan stands, and what is due",
            "long_description": _ABOUT,
            "background_color": "#1d3557",
        },
        "features": _features(address),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**at, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _features(address: str) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": "Ask about the improvement plan, or report on it",
        "usage_hint": _HINT,
        "should_escape": True,
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": _NAME, "always_online": True},
        "shortcuts": [
            _shortcut("Save as evidence", "message", SAVE_AS_EVIDENCE, "Keep this message as evidence for an item"),
            _shortcut("Update an action", "global", UPDATE_ACTION, "Report on a recommendation or action you own"),
        ],
        "slash_commands": [command | ({"url": address} if address else {})],
    }


def _shortcut(name: str, kind: str, callback: str, about: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback, "description": about}
