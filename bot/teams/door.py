"""The door Teams knocks at: who signed it is settled before anything of what came is believed."""

import json
import logging
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.inbox import Busy
from bot.settings import TeamsSettings
from bot.teams.connector import Json
from bot.teams.keys import Guard, NoKeys, NotSigned, Signed
from bot.teams.received import Malformed, tenant
from bot.teams.render import Written
from bot.teams.turns import Turns

log = logging.getLogger(__name__)
CHANNEL: Final = "msteams"
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


class Door:
    """Lets in what Teams signed for this bot and this tenant. Without a `guard` it stands open, on loopback."""

    def __init__(self, turns: Turns, settings: TeamsSettings, guard: Guard | None) -> None:
        self._turns = turns
        self._settings = settings
        self._guard = guard

    async def knock(self, request: web.Request) -> web.Response:
        """What Teams is answered. Nothing unsigned has any effect, and nothing signed makes it fall over."""
        try:
            signed = await self._signed(request.headers.get("Authorization", ""))
        except NotSigned:
            return web.Response(status=401, text="not signed")
        except NoKeys:
            return web.Response(status=503, text="not now")
        body = _object(await request.read())
        if body is None:
            return web.Response(status=400, text="not understood")
        if not self._vouched(signed, body):
            return web.Response(status=401, text="not signed")
        if not self._ours(body):
            return web.Response(status=403, text="not from here")
        return await self._answered(body)

    async def _answered(self, body: Json) -> web.Response:
        try:
            answer = await self._turns.turn(body)
        except Malformed:
            return web.Response(status=400, text="not understood")
        except Busy:
            return web.Response(status=503, text="not now")
        except Exception as error:  # noqa: BLE001  because this is Teams' door: what nobody foresaw ends here
            log.error("an activity was not understood: %s", type(error).__name__)  # noqa: TRY400  because a traceback holds what was said
            return web.Response(status=500, text="not now")
        if answer is None:
            return web.Response(status=200)
        if answer.body is None:
            return web.Response(status=answer.status)
        text = answer.body.text if isinstance(answer.body, Written) else json.dumps(answer.body)
        return web.Response(text=text, status=answer.status, content_type="application/json")

    async def _signed(self, authorization: str) -> Signed | None:
        return None if self._guard is None else await self._guard.checked(authorization)

    def _vouched(self, signed: Signed | None, body: Json) -> bool:
        """Whether the address to answer to is the one that was signed, and the key may speak for the channel."""
        service, channel = body.get("serviceUrl"), body.get("channelId")
        if not isinstance(service, str) or not service:
            return False
        if signed is None:
            return _local(service)
        return signed.service_url == service and isinstance(channel, str) and channel in signed.channels

    def _ours(self, body: Json) -> bool:
        """Whether it comes from Teams, and from the council's own tenant."""
        if self._guard is None and not self._settings.tenant:
            return True
        return body.get("channelId") == CHANNEL and tenant(body).casefold() == self._settings.tenant.casefold()


def _local(service: str) -> bool:
    try:
        return urlsplit(service).hostname in _HERE
    except ValueError:
        return False


def _object(body: bytes) -> Json | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
