"""Calls to Teams: one kept session, its limits kept to, and its own word on when to try again."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, ConnectionTimeoutError
from yarl import URL

from bot.teams.credentials import CredentialRefused, Credentials, CredentialUnreachable
from bot.teams.limits import Limits
from bot.teams.render import Written

Json = dict[str, Any]
LARGEST_MESSAGE: Final = 100 * 1024
"""In bytes of UTF-16, which is how Teams counts a message."""

_TIMEOUT = ClientTimeout(total=15)
_FOR_A_FILE = ClientTimeout(total=300)
_BLOCK: Final = 262_144
_TRIES: Final = 5
_PAUSE_S: Final = 0.2
_LONGEST_WAIT_S: Final = 120.0
_SHORT_WAIT_S: Final = 2.0
_OK, _NOT_LET_IN, _TOO_EARLY, _TOO_MANY, _BROKEN = 200, 401, 412, 429, 500
_NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)
_NEVER_CALLED = (ClientConnectorError, ConnectionTimeoutError)


class Refused(Exception):
    """Teams answered, and the answer was no: its status, and its own word for why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status = status
        self.code = code


class Busy(Exception):
    """Nothing came of it: Teams asked to wait `after_s` seconds, or could not be called at all (None)."""

    def __init__(self, why: str, after_s: float | None = None) -> None:
        super().__init__(why)
        self.after_s = after_s


class Unreachable(Exception):
    """Teams did not answer, or not with anything that can be read. It may have been done all the same."""


class Place(NamedTuple):
    """A conversation, and the address through which it is reached."""

    service: str
    conversation: str


class Connector:
    """What a bot may ask of Teams. Plain calls: the SDK's own block the loop, and never try again."""

    def __init__(self, credentials: Credentials, limits: Limits) -> None:
        self._credentials = credentials
        self._limits = limits
        self._session = ClientSession(timeout=_TIMEOUT)

    async def send(self, place: Place, activity: Json, *, tries: int = _TRIES) -> str:
        """Write something into a conversation, and give Teams' own id of it.

        Raises Refused, Busy, and Unreachable where it may have arrived: that is never tried again here.
        """
        said = await self._called("POST", place, "activities", activity, tries=tries)
        return str(said.get("id", ""))

    async def reply(self, place: Place, to: str, activity: Json) -> str:
        """The same below another message."""
        said = await self._called("POST", place, f"activities/{quote(to, safe='')}", {**activity, "replyToId": to})
        return str(said.get("id", ""))

    async def update(self, place: Place, activity_id: str, activity: Json) -> None:
        """Put something in the place of what was written. Raises as `send` does; it can always be tried again."""
        body = {**activity, "id": activity_id}
        await self._called("PUT", place, f"activities/{quote(activity_id, safe='')}", body, again=True)

    async def delete(self, place: Place, activity_id: str) -> None:
        """Take back what was written."""
        await self._called("DELETE", place, f"activities/{quote(activity_id, safe='')}", None, again=True)

    async def member(self, place: Place, member: str) -> Json:
        """Somebody in a conversation, as Teams describes them. Raises Refused, Busy and Unreachable."""
        return await self._called("GET", place, f"members/{quote(member, safe='')}", None, again=True)

    async def create(self, service: str, wanted: Json) -> str:
        """Somebody's own conversation with the bot, which is the same each time. Raises as `member` does."""
        said = await self._called("POST", Place(service, ""), "", wanted, again=True)
        return str(said.get("id", ""))

    async def blocks(self, url: str) -> AsyncIterator[bytes]:
        """A file, as it comes, from an address that carries its own leave, and from no other. Raises Unreachable."""
        try:
            async with self._session.get(url, allow_redirects=False, timeout=_FOR_A_FILE) as answer:
                if answer.status != _OK:
                    raise Unreachable(str(answer.status))
                async for block in answer.content.iter_chunked(_BLOCK):
                    yield block
        except _NO_ANSWER as error:
            raise Unreachable(type(error).__name__) from error

    async def upload(self, url: str, content: bytes) -> None:
        """Send a whole file to the address Teams gave for it. Raises Unreachable."""
        last = max(len(content) - 1, 0)
        headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
        try:
            async with self._session.put(
                url, data=content, headers=headers, allow_redirects=False, timeout=_FOR_A_FILE
            ) as answer:
                if answer.status >= 300:  # noqa: PLR2004  because a store answers 200, 201 or 202
                    raise Unreachable(str(answer.status))
        except _NO_ANSWER as error:
            raise Unreachable(type(error).__name__) from error

    async def close(self) -> None:
        await self._session.close()

    async def _called(
        self, method: str, place: Place, what: str, body: Json | None, *, again: bool = False, tries: int = _TRIES
    ) -> Json:
        """What Teams answers. What it certainly did not do is tried again, and with `again` what it may have done."""
        failed: Exception = Unreachable(method)
        for tried in range(tries):
            await self._turn(place.conversation, _LONGEST_WAIT_S if tries > 1 else _SHORT_WAIT_S)
            try:
                return await self._once(method, place, what, body)
            except Busy as busy:
                failed = busy
                if tried + 1 < tries and busy.after_s is None:
                    await asyncio.sleep(_PAUSE_S * 2**tried)
            except Unreachable as unreachable:
                failed = unreachable
                if not again:
                    break
                await asyncio.sleep(_PAUSE_S * 2**tried)
        raise failed

    async def _turn(self, conversation: str, longest: float) -> None:
        """Wait until a call may be made, and count it. Raises Busy where that is too long."""
        now = asyncio.get_running_loop().time
        while (wait := self._limits.wait(conversation, now())) > 0:
            if wait > longest:
                raise Busy("Teams asks to wait", wait)
            await asyncio.sleep(wait)
        self._limits.make(conversation, now())

    async def _once(self, method: str, place: Place, what: str, body: Json | None) -> Json:
        token = await self._token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        data = None if body is None else body.text if isinstance(body, Written) else json.dumps(body)
        try:
            async with self._session.request(
                method, _address(place, what), data=data, headers=headers, allow_redirects=False
            ) as answer:
                said, asked = _json(await answer.text()), answer.headers.get("Retry-After", "")
        except _NEVER_CALLED as error:
            raise Busy("Teams could not be called") from error
        except _NO_ANSWER as error:
            raise Unreachable(type(error).__name__) from error
        if _OK <= answer.status < 300:  # noqa: PLR2004  because every 2xx is a yes
            return said
        if answer.status == _NOT_LET_IN:
            self._credentials.forget(token)
            raise Busy("Teams did not take the bot's token")
        if answer.status in {_TOO_MANY, _TOO_EARLY}:
            raise Busy("Teams asks to wait", self._held(place.conversation, asked))
        if answer.status >= _BROKEN:
            raise Unreachable(str(answer.status))
        raise Refused(answer.status, _code(said))

    async def _token(self) -> str:
        try:
            return await self._credentials.token()
        except CredentialRefused as error:
            raise Busy(f"Microsoft does not accept the bot's credential: {error}") from error
        except CredentialUnreachable as error:
            raise Busy("nobody answers for the bot's token") from error

    def _held(self, conversation: str, asked: str) -> float:
        """The seconds that Teams asked to wait, in which nobody writes to that conversation."""
        seconds = min(float(asked), _LONGEST_WAIT_S) if asked.isascii() and asked.isdigit() else 1.0
        self._limits.hold(conversation, asyncio.get_running_loop().time() + seconds)
        return seconds


def size(activity: Json) -> int:
    """How large Teams takes a message to be, in bytes."""
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def _address(place: Place, what: str) -> URL:
    path = "/".join(part for part in ("v3/conversations", quote(place.conversation, safe=""), what) if part)
    return URL(f"{place.service.rstrip('/')}/{path}", encoded=True)


def _json(text: str) -> Json:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code(said: Json) -> str:
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else said.get("code")
    return code if isinstance(code, str) else ""
