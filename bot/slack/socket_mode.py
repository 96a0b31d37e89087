"""Socket Mode: this server calls Slack, and Slack's payloads come down that line, so no way in need be opened.

The SDK's client closes the old line before it opens the next, and what Slack still sends on it is lost; here the
next is opened first, and the old one read until Slack closes it.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType
from slack_bolt.response import BoltResponse

from bot.settings import SettingsError
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from bot.tasks import Tasks

log = logging.getLogger(__name__)
_HEARTBEAT = 10.0
_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_OK = 200


class SocketMode:
    """The lines to Slack: one, or for a moment two."""

    def __init__(self, web: Web, receive: Callable[[Json], Awaitable[BoltResponse]], tasks: Tasks) -> None:
        self._web = web
        self._receive = receive
        self._tasks = tasks
        self._session = ClientSession()
        self._lines: set[asyncio.Task[None]] = set()
        self._taking = True

    async def start(self) -> None:
        """Open the first line. Raises SettingsError where Slack does not know the token, or does not answer."""
        try:
            url = await self._address()
        except SlackRefused as error:
            raise SettingsError(
                f"Slack does not accept SLACK_APP_TOKEN ({error.reason}). It needs the scope connections:write."
            ) from error
        except SlackUnreachable as error:
            raise SettingsError(
                "Slack does not answer about Socket Mode. Check the network, and start again."
            ) from error
        self._open(url)

    def stop(self) -> None:
        """Take nothing more; what is not acknowledged, Slack sends elsewhere or says it could not."""
        self._taking = False

    async def close(self) -> None:
        """Hang up."""
        self._taking = False
        for line in tuple(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        await self._session.close()
        await self._web.close()

    def _open(self, url: str = "") -> None:
        line = asyncio.get_running_loop().create_task(self._line(url))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)

    async def _line(self, url: str) -> None:
        """One line from its opening to its end, and another after it unless that is open already."""
        pause = _PAUSE
        while self._taking:
            try:
                async with self._session.ws_connect(url or await self._address(), heartbeat=_HEARTBEAT) as line:
                    pause = _PAUSE
                    if await self._read(line):
                        return
            except (ClientError, OSError, TimeoutError, SlackRefused, SlackUnreachable) as error:
                log.warning("the line to Slack is down (%s); trying again", type(error).__name__)
            url = ""
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _read(self, line: ClientWebSocketResponse) -> bool:
        """Take in what comes down a line until it ends, and say whether another was opened in its place."""
        replaced = False
        async for message in line:
            said = _object(message.data) if message.type is WSMsgType.TEXT else {}
            if said.get("type") == "disconnect" and not replaced:
                replaced = True
                self._open()
            elif isinstance(said.get("payload"), dict) and said.get("envelope_id"):
                self._take(line, said)
        return replaced

    def _take(self, line: ClientWebSocketResponse, envelope: Json) -> None:
        if self._taking:
            self._tasks.start(self._answered(line, envelope))

    async def _answered(self, line: ClientWebSocketResponse, envelope: Json) -> None:
        response = await self._receive(envelope["payload"])
        if response.status != _OK:
            return
        said: Json = {"envelope_id": envelope["envelope_id"]}
        payload = _object(response.body) if response.body else {}
        await line.send_str(json.dumps(said | ({"payload": payload} if payload else {})))

    async def _address(self) -> str:
        return str((await self._web.call("apps.connections.open")).get("url", ""))


def _object(text: Any) -> Json:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
