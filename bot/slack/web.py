"""Calls to Slack's Web API and to response URLs: one kept session, and Slack's own word on when to try again."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.slack.signs import MAY_HAVE_ARRIVED

Json = dict[str, Any]
_SECONDS = 10
_FOR_A_FILE = ClientTimeout(total=300)
_BLOCK = 262_144
_TRIES = 5
_PAUSE = 0.2
_LONGEST_WAIT = 120
_TOO_MANY = 429
_OK = 200
_FAILED = 500
_NEVER_CALLED = -1
_NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)
_FORM_ENCODED = frozenset(
    {
        "auth.test", "users.info", "users.lookupByEmail", "conversations.info", "conversations.history",
        "conversations.replies", "files.info", "files.getUploadURLExternal", "chat.getPermalink",
    }
)  # fmt: skip
_REPEATABLE = frozenset(
    {*_FORM_ENCODED, "conversations.open", "apps.connections.open", "views.publish", "views.update", "chat.update"}
)


class SlackRefused(Exception):
    """Slack answered, and the answer was no. `reason` is Slack's own word for it, as `expired_trigger_id`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SlackUnreachable(Exception):
    """Slack did not answer, or not with anything that can be read."""


class SlackNotTold(SlackUnreachable):
    """Nothing came of it: Slack could not be called at all, or would take no more."""


class SlackBusy(Exception):
    """Slack was not told: it asked to wait `after_s` seconds, or could not be called at all (None)."""

    def __init__(self, method: str, after_s: float | None = None) -> None:
        super().__init__(f"Slack did not take {method}")
        self.after_s = after_s


class Web:
    """One workspace's Web API. Plain posts: the SDK's client fails on what is not JSON, and knows no shared waiting."""

    def __init__(self, api_url: str, token: str) -> None:
        self._base = api_url
        self._bearer = {"Authorization": f"Bearer {token}"}
        self._session = ClientSession(timeout=ClientTimeout(total=_SECONDS))
        self._not_before: dict[str, float] = {}
        self.granted = ""  # the scopes, as Slack last named them

    async def call(self, method: str, **given: Any) -> Json:
        """What a method answers. Waits as long as Slack asks; repeats after a failure only what is safe to repeat.

        Raises SlackRefused, SlackNotTold where nothing came of it, and SlackUnreachable where it may have been done.
        """
        status = _NEVER_CALLED
        said: Json = {}
        for tried in range(_TRIES):
            await self._turn(method)
            status, said = await self._posted(method, given)
            if status == _OK and said.get("ok") is True:
                return said
            if status == _OK and isinstance(said.get("error"), str) and said["error"] != "ratelimited":
                raise SlackRefused(said["error"])
            if status != _TOO_MANY:
                if method not in _REPEATABLE:
                    break
                await asyncio.sleep(_PAUSE * 2**tried)
        if status in {_TOO_MANY, _NEVER_CALLED} or said.get("error") == "ratelimited":
            raise SlackNotTold(method)
        raise SlackUnreachable(method)

    async def once(self, method: str, **given: Any) -> Json:
        """What a method answers, tried once and without waiting: for work that has its own way to try again.

        Raises SlackBusy where nothing came of it, SlackRefused, and SlackUnreachable where it may have been done.
        """
        now = asyncio.get_running_loop().time()
        if (until := self._not_before.get(method, 0.0)) > now:
            raise SlackBusy(method, until - now)
        status, said = await self._posted(method, given)
        if status == _OK and said.get("ok") is True:
            return said
        if status == _TOO_MANY or said.get("error") == "ratelimited":
            raise SlackBusy(method, max(self._not_before.get(method, now + 1) - now, 0.0))
        if status == _OK and isinstance(said.get("error"), str):
            raise SlackRefused(said["error"])
        if status == _NEVER_CALLED:
            raise SlackBusy(method)
        raise SlackUnreachable(method)

    async def respond(self, url: str, body: Json) -> bool | None:
        """Tell something through a response URL, and say whether Slack took it; None where nobody knows."""
        for _ in range(_TRIES):
            await self._turn(url)
            try:
                async with self._session.post(url, json=body) as answer:
                    if not self._too_many(url, answer):
                        return _taken(answer.status, _json(await answer.text()))
            except ClientConnectorError:
                return False
            except _NO_ANSWER:
                return None
        return False

    async def blocks(self, url: str) -> AsyncIterator[bytes]:
        """A file that Slack holds, as it comes, from that address and no other. Raises SlackUnreachable."""
        try:
            async with self._session.get(
                url, headers=self._bearer, allow_redirects=False, timeout=_FOR_A_FILE
            ) as answer:
                if answer.status != _OK:
                    raise SlackUnreachable(url)
                async for block in answer.content.iter_chunked(_BLOCK):
                    yield block
        except _NO_ANSWER as error:
            raise SlackUnreachable(url) from error

    async def upload(self, url: str, content: bytes) -> None:
        """Send a file to the address Slack gave for it. Raises SlackUnreachable."""
        try:
            async with self._session.post(url, data=content, allow_redirects=False, timeout=_FOR_A_FILE) as answer:
                if answer.status != _OK:
                    raise SlackUnreachable(url)
        except _NO_ANSWER as error:
            raise SlackUnreachable(url) from error

    async def close(self) -> None:
        await self._session.close()

    async def _posted(self, method: str, given: Json) -> tuple[int, Json]:
        """The status and what was said; 0 where nothing was, and less where Slack could not be called at all."""
        sent: Json = {"data": given} if method in _FORM_ENCODED else {"json": given}
        try:
            async with self._session.post(f"{self._base}{method}", headers=self._bearer, **sent) as answer:
                self._too_many(method, answer)
                self.granted = answer.headers.get("x-oauth-scopes", self.granted)
                return answer.status, _json(await answer.text())
        except ClientConnectorError:
            return _NEVER_CALLED, {}
        except _NO_ANSWER:
            return 0, {}

    def _too_many(self, what: str, answer: ClientResponse) -> bool:
        """Whether Slack asked to wait; if so nobody asks for `what` before the time it said."""
        if answer.status != _TOO_MANY:
            return False
        said = answer.headers.get("Retry-After", "")
        seconds = int(said) if said.isascii() and said.isdigit() else 1
        self._not_before[what] = asyncio.get_running_loop().time() + min(seconds, _LONGEST_WAIT)
        return True

    async def _turn(self, what: str) -> None:
        loop = asyncio.get_running_loop()
        if (until := self._not_before.get(what, 0.0)) > loop.time():
            await asyncio.sleep(until - loop.time())
            await self._turn(what)
        self._not_before.pop(what, None)


def _taken(status: int, said: Json) -> bool | None:
    """Whether a response URL took something; None where Slack failed over it."""
    if status >= _FAILED or said.get("error") in MAY_HAVE_ARRIVED:
        return None
    return status == _OK and said.get("ok", True) is True


def _json(text: str) -> Json:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
