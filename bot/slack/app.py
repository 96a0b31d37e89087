"""Bolt's listeners: the command people type before any other, then one for each kind of thing Slack sends."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from typing_extensions import override

from bot.slack.adapter import SlackAdapter
from bot.slack.manifest import (
    APP_HOME_OPENED,
    APP_MENTION,
    COMMAND,
    MESSAGE_IM,
    SAVE_AS_EVIDENCE,
    UPDATE_ACTION,
    USER_CHANGE,
    arrives_as,
)
from bot.slack.received import Malformed
from bot.slack.web import Json

Answer = Callable[[Json], Awaitable[Json]]
_ANYTHING = re.compile(".*", re.DOTALL)


def bolt_app(adapter: SlackAdapter, who: Json) -> AsyncApp:
    """The app, for the bot that Slack said it is when it was asked at the start; it is never asked again."""
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.CRITICAL)  # it would print what people say, and warn of a token it is not to use

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=who.get("enterprise_id"), team_id=who.get("team_id"),
            bot_user_id=who.get("user_id"), bot_id=who.get("bot_id"), bot_token="unused",  # noqa: S106  because listeners call nothing through Bolt
        )  # fmt: skip

    app = AsyncApp(
        name="ofsted-bot", logger=quiet, before_authorize=Commands(COMMAND, adapter.command),
        authorize=authorize, signing_secret="checked at the door",  # noqa: S106  because it is none
        process_before_response=True, ssl_check_enabled=False, attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )  # fmt: skip
    app.action(_ANYTHING)(_answered(adapter.press))
    app.view(_ANYTHING)(_answered(adapter.submission))
    for callback in (SAVE_AS_EVIDENCE, UPDATE_ACTION):
        app.shortcut(callback)(_answered(adapter.shortcut))
    events = {
        MESSAGE_IM: adapter.spoken, APP_MENTION: adapter.spoken, APP_HOME_OPENED: adapter.opened_home,
        USER_CHANGE: adapter.changed,
    }  # fmt: skip
    app.event(_ANYTHING)(_answered(_by_kind({arrives_as(name): listener for name, listener in events.items()})))
    return app


class Commands(AsyncMiddleware):
    """Answers a slash command ahead of Bolt's listeners, for each of which Bolt gathers all that one may ask for."""

    def __init__(self, name: str, answer: Answer) -> None:
        self._name = name
        self._answer = answer

    @override
    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        if req.body.get("command") != self._name:
            return await next()
        return BoltResponse(status=200, body=await _said(self._answer, req.body) or "")


def _by_kind(answers: Mapping[str, Answer]) -> Answer:
    """Events by their type. All others are taken in and nothing comes of them: an error would be sent again."""

    async def answer(body: Json) -> Json:
        listener = answers.get(str(body["event"].get("type", "")))
        return {} if listener is None else await listener(body)

    return answer


def _answered(answer: Answer) -> Any:
    async def listener(ack: AsyncAck, body: Json) -> None:
        said = await _said(answer, body)
        await (ack(said) if said else ack())

    return listener


async def _said(answer: Answer, body: Json) -> Json:
    try:
        return await answer(body)
    except Malformed:
        return {}
