"""What Teams is told about the app: where it can be used, what it offers there, and what it asks for, each with why."""

from typing import Any, Final
from urllib.parse import urlsplit

from handlers.commands import COMMANDS

SAVE_AS_EVIDENCE: Final = "saveAsEvidence"
FIND: Final = "findRecommendation"

PERMISSIONS = {
    "identity": "to match a person, once, by their work e-mail",
    "messageTeamMembers": "to remind somebody in their own chat with the bot",
}
"""What Teams says the app asks of people, and in plain words what each is for."""

SCHEMA_VERSION: Final = "1.23"
"""The newest in which an app need not promise to work in channels shared with other organisations (`tier1`)."""

COLOUR: Final = "#1D3557"
_NAME: Final = "Improvement plan"
_VERSION: Final = "1.0.0"
_ALONE = ("mine", "waiting", "status", "due", "overdue", "evidence", "history", "gaps", "readiness", "help")
_TOGETHER = ("status", "due", "overdue", "digest", "history", "readiness", "assurance", "challenges", "changes", "help")
_ABOUT = (
    "Keeps the council's improvement plan after an inspection: says where each recommendation stands and why, reminds "
    "owners before a date passes, and keeps completion, impact and sign-off apart.\n\n"
    "People are let in by the plan's own list. People of other organisations learn nothing; nor do guests, unless an "
    "administrator admits one by name. It sees what is said to it, and the one message somebody chooses to save as "
    "evidence.\n\n"
    "It is not Ofsted's, and it is not a safeguarding channel: never write anything that identifies a child."
)


def manifest(app_id: str, public_url: str, privacy_url: str = "", terms_url: str = "") -> dict[str, Any]:
    """The app with the council's own bot, whose Microsoft App ID is `app_id`, reached at `public_url`."""
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA_VERSION,
        "version": _VERSION,
        "id": app_id,
        "developer": {
            "name": "The council",
            "websiteUrl": public_url,
            "privacyUrl": privacy_url or public_url,
            "termsOfUseUrl": terms_url or public_url,
        },
        "name": {"short": _NAME, "full": "Improvement plan after an Ofsted inspection"},
        "description": {"short": "Where the improvement plan stands, and what is due", "full": _ABOUT},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": COLOUR,
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(app_id)],
        "composeExtensions": [{"botId": app_id, "commands": [_FIND, _SAVE]}],
        "permissions": list(PERMISSIONS),
        "validDomains": [urlsplit(public_url).hostname or ""],
    }


def _bot(app_id: str) -> dict[str, Any]:
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [
            {"scopes": ["personal"], "commands": _commands(_ALONE)},
            {"scopes": ["team", "groupChat"], "commands": _commands(_TOGETHER)},
        ],
    }


def _commands(names: tuple[str, ...]) -> list[dict[str, str]]:
    """What Teams offers as somebody begins to type, from the table that understands it."""
    summaries = {command.name: command.summary for command in COMMANDS}
    return [{"title": name, "description": summaries[name]} for name in names]


_FIND: Final = {
    "id": FIND,
    "type": "query",
    "title": "Find a recommendation",
    "description": "Look for an item of the plan, and put its card into your message",
    "context": ["compose", "commandBox"],
    "initialRun": True,
    "parameters": [
        {
            "name": "words",
            "title": "Number or words",
            "description": "Such as SG4, or care leavers",
            "inputType": "text",
        }
    ],
}
_SAVE: Final = {
    "id": SAVE_AS_EVIDENCE,
    "type": "action",
    "title": "Save as evidence",
    "description": "Keep this message as evidence for an item",
    "context": ["message"],
    "fetchTask": True,
}
