"""The manifest asks Slack for what the code uses, and for nothing else: both are read, neither is believed."""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from slack_sdk.web.client import WebClient

from bot.slack import manifest, received
from bot.slack.app import bolt_app

SLACK = Path(__file__).parents[2] / "bot/slack"
APP_LEVEL = {"apps.connections.open"}
NEEDS: dict[str, set[str]] = {
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"im:history"},
    "conversations.replies": {"im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "users.info": {"users:read", "users:read.email"},
    "users.lookupByEmail": {"users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "user_change": {"users:read"},
}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def known_to_slack() -> set[str]:
    """Every Web API method, as Slack's own client names them."""
    tree = ast.parse(inspect.getsource(WebClient))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "api_call"
        and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }  # fmt: skip


def used() -> set[str]:
    """The Web API methods that the adapter names anywhere but in web.py, which only says how each is sent."""
    files = (path for path in SLACK.rglob("*.py") if path.name != "web.py")
    return {text for path in files for text in strings(ast.parse(path.read_text()))} & known_to_slack()


def names_in(function: Callable[..., object]) -> set[str]:
    tree = ast.parse(inspect.getsource(function))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def constants(*values: str) -> set[str]:
    return {name for name, value in vars(manifest).items() if name.isupper() and value in values}


def test_every_method_the_code_calls_is_known_here() -> None:
    assert used() - APP_LEVEL == set(NEEDS)


def test_the_scopes_are_those_the_code_needs_and_no_more() -> None:
    needed = set().union(*NEEDS.values(), *EVENTS.values(), {"commands"})
    assert set(manifest.SCOPES) == needed


def test_the_events_are_those_that_are_listened_to() -> None:
    assert set(manifest.EVENTS) == set(EVENTS)
    assert constants(*EVENTS) <= names_in(bolt_app)


def test_the_command_and_the_shortcuts_are_those_that_are_listened_to() -> None:
    features = manifest.manifest()["features"]
    callbacks = {each["callback_id"] for each in features["shortcuts"]}
    assert callbacks == set(received._SHORTCUTS) == {"save_as_evidence", "update_action"}
    commands = {each["command"] for each in features["slash_commands"]}
    assert constants(*callbacks, *commands) <= names_in(bolt_app)
