"""How a Reply reaches whoever asked: in place, privately beside the question, or at last in a direct message."""

import json
import logging
from dataclasses import replace

from bot.inbox import Route
from bot.slack.render import message, modal
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from models.card import Reply

log = logging.getLogger(__name__)


class Answering:
    """Tells replies. Each call says whether somebody was told, by whatever way was left."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._direct: dict[str, str] = {}

    async def tell(self, route: Route, reply: Reply) -> bool:
        """Tell a reply to whoever asked. A form opens where Slack still lets it; else a button opens it afresh."""
        if not reply.cards and reply.form is None:
            return True
        if reply.form is not None and await self._opened(route, reply):
            reply = replace(reply, form=None)
            if not reply.cards:
                return True
        return await self._said(route, message(reply))

    async def _said(self, route: Route, shown: Json) -> bool:
        if url := route.get("url"):
            body = {**shown, "response_type": "ephemeral", "replace_original": False}
            if await self._web.respond(url, body):
                return True
            log.warning("a response URL did not take an answer; it goes by direct message")
        return await self._directly(route["user"], shown)

    async def _opened(self, route: Route, reply: Reply) -> bool:
        if reply.form is None or not route.get("trigger"):
            return False
        view = modal(reply.form, origin=origin_of(route))
        try:
            await self._web.call("views.open", trigger_id=route["trigger"], view=view)
        except (SlackRefused, SlackUnreachable) as error:
            log.info("a form did not open: %s", getattr(error, "reason", "no answer"))
            return False
        return True

    async def _directly(self, user: str, shown: Json) -> bool:
        try:
            await self._web.call("chat.postMessage", channel=await self._conversation(user), **shown)
        except (SlackRefused, SlackUnreachable) as error:
            log.warning("an answer reached nobody: %s", getattr(error, "reason", "no answer"))
            return False
        return True

    async def _conversation(self, user: str) -> str:
        """The direct message with somebody."""
        if user not in self._direct:
            opened = await self._web.call("conversations.open", users=user)
            channel = opened.get("channel")
            self._direct[user] = str(channel.get("id", user)) if isinstance(channel, dict) else user
        return self._direct[user]


def origin_of(route: Route) -> str:
    """What a form brings back, so that its answer reaches where it was asked for."""
    kept = {name: route[name] for name in ("user", "channel", "url", "ts", "thread") if route.get(name)}
    return json.dumps(kept)
