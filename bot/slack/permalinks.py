"""Where a message stands that somebody keeps as evidence: Slack's own address of it, kept and never opened."""

import asyncio
from dataclasses import replace
from typing import Final

from bot.inbox import Route
from bot.slack.web import SlackBusy, SlackRefused, SlackUnreachable, Web
from handlers.request import Request

_SECONDS: Final = 1.0  # of the three in which a form can be opened
_NONE = (SlackBusy, SlackRefused, SlackUnreachable, TimeoutError)


class Permalinks:
    """Asks Slack for the address of a message, and goes on without where there is none, as where the bot is not in."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def linked(self, route: Route, request: Request) -> Request:
        """The request with the address of the message it was said of, if it was said of one."""
        ts = route.get("said_at", "")
        if not ts:
            return request
        asked = self._web.once("chat.getPermalink", channel=request.conversation, message_ts=ts)
        try:
            found = (await asyncio.wait_for(asked, _SECONDS)).get("permalink")
        except _NONE:
            return request
        if not isinstance(found, str) or not found.startswith("https://"):
            return request
        return replace(request, values={**request.values, "link": found})
