"""The door Slack knocks at: signatures are checked on the bytes that came, before anything is made of them."""

import hmac
import json
import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from urllib.parse import unquote_plus

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack.web import Json

log = logging.getLogger(__name__)
_OLDEST_SECONDS = 300
_MOST_FIELDS = 100
_REFUSED = 400
_SERVER_ERROR = 500


class Door:
    """Lets in what Slack signed in the last five minutes."""

    def __init__(self, app: AsyncApp, signing_secret: str, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._keyed = hmac.new(signing_secret.encode(), digestmod=sha256)
        self._clock = clock

    async def knock(self, request: web.Request) -> web.Response:
        """What Slack is answered. Nothing unsigned has any effect, and nothing signed makes it fall over."""
        body = await request.read()
        if not self._signed(request, body):
            return web.Response(status=401, text="not signed")
        parsed = parsed_body(body)
        if parsed is None:
            return web.Response(status=400, text="not understood")
        if parsed.get("ssl_check") == "1":
            return web.Response()
        said = await received(self._app, parsed)
        kind = "application/json" if said.body.startswith("{") else "text/plain"
        return web.Response(status=said.status, body=said.body.encode(), content_type=kind)

    def _signed(self, request: web.Request, body: bytes) -> bool:
        at = request.headers.get("X-Slack-Request-Timestamp", "")
        if not at.isascii() or not at.isdigit() or len(at) > len("9999999999"):
            return False
        if abs(self._clock().timestamp() - int(at)) > _OLDEST_SECONDS:
            return False
        expected = self._keyed.copy()
        expected.update(b"v0:%s:%s" % (at.encode(), body))
        given = request.headers.get("X-Slack-Signature", "")
        return hmac.compare_digest(f"v0={expected.hexdigest()}".encode(), given.encode("utf-8", "replace"))


async def received(app: AsyncApp, payload: Json) -> BoltResponse:
    """What Slack is answered to a payload that is surely Slack's, by whichever way it came. It never raises.

    What Bolt or we could not take in is refused, so that Slack sends an event again.
    """
    try:
        response = await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
    except Exception as error:  # noqa: BLE001  because this is Slack's door: what nobody foresaw ends here
        log.error("a payload was not understood: %s", type(error).__name__)  # noqa: TRY400  because a traceback holds what was said
        return BoltResponse(status=_REFUSED)
    if response.status >= _SERVER_ERROR:
        log.error("a payload could not be taken in")
        return BoltResponse(status=_REFUSED)
    return response


def parsed_body(body: bytes) -> Json | None:
    """The payload of a body: JSON, a form's `payload` field, or the form itself. None for what is none of these."""
    try:
        text = body.decode()
        if text.startswith("{"):
            return _object(text)
    except ValueError:
        return None
    if text.count("&") >= _MOST_FIELDS:
        return None
    fields: Json = dict(_field(pair) for pair in text.split("&") if pair)
    return _object(fields["payload"]) if "payload" in fields and "command" not in fields else fields


def _field(pair: str) -> tuple[str, str]:
    """A form's field and what stands in it, of which most need no decoding."""
    name, _, value = pair.partition("=")
    return (unquote_plus(name), unquote_plus(value)) if "%" in pair or "+" in pair else (name, value)


def _object(text: str) -> Json | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
