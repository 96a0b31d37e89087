"""The token with which the bot speaks to Teams: asked for once, kept, and renewed before it ends."""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.settings import MANAGED_IDENTITY, TEAMS_LOGIN, TeamsSettings

log = logging.getLogger(__name__)
Json = dict[str, Any]

_SCOPE: Final = "https://api.botframework.com"
_MACHINE: Final = "http://169.254.169.254/metadata/identity/oauth2/token"
_TIMEOUT = ClientTimeout(total=10)
_EARLY_S: Final = 300.0
_PAUSE_S: Final = 5.0
_OK: Final = 200
_REFUSED = frozenset({400, 401, 403})
_NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)


class CredentialRefused(Exception):
    """Microsoft does not take the bot for what it says it is. The message is Microsoft's own word for why."""


class CredentialUnreachable(Exception):
    """Nobody answers for tokens just now."""


class Credentials:
    """The bot's own token. `clock` gives the moment, aware; `environ` is where a machine says how it is asked."""

    def __init__(
        self, settings: TeamsSettings, clock: Callable[[], datetime], environ: Mapping[str, str] = os.environ
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._environ = environ
        self._session = ClientSession(timeout=_TIMEOUT)
        self._token = ""
        self._renew_at = self._ends_at = self._not_before = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    async def token(self) -> str:
        """A token that holds. Raises CredentialRefused and CredentialUnreachable; a local bot has none."""
        if self._settings.local:
            return ""
        now = self._clock().timestamp()
        if not self._token or now >= self._ends_at:
            await asyncio.shield(self._ask())
        elif now >= max(self._renew_at, self._not_before):
            self._ask().add_done_callback(_noted)
        return self._token

    def forget(self, token: str) -> None:
        """Teams did not take this one: the next is a new one."""
        if token == self._token:
            self._token = ""

    async def close(self) -> None:
        if self._asking is not None:
            await asyncio.gather(self._asking, return_exceptions=True)
        await self._session.close()

    def _ask(self) -> "asyncio.Task[None]":
        if self._asking is None or self._asking.done():
            self._not_before = self._clock().timestamp() + _PAUSE_S
            self._asking = asyncio.get_running_loop().create_task(self._asked())
        return self._asking

    async def _asked(self) -> None:
        try:
            status, said = await self._said()
        except _NO_ANSWER as error:
            raise CredentialUnreachable(type(error).__name__) from error
        token, seconds = said.get("access_token"), _seconds(said.get("expires_in"))
        if status == _OK and isinstance(token, str) and token:
            now = self._clock().timestamp()
            self._token, self._ends_at = token, now + seconds
            self._renew_at = self._ends_at - min(_EARLY_S, seconds / 2)
        elif status in _REFUSED:
            raise CredentialRefused(str(said.get("error") or status))
        else:
            raise CredentialUnreachable(str(status))

    async def _said(self) -> tuple[int, Json]:
        if self._settings.app_type == MANAGED_IDENTITY:
            address, how = self._machine()
            asked = self._session.get(address, **how)
        else:
            asked = self._session.post(self._login(), data=self._secret())
        async with asked as answer:
            said = await answer.json(content_type=None)
        return answer.status, said if isinstance(said, dict) else {}

    def _login(self) -> str:
        return self._settings.token_url or TEAMS_LOGIN.format(tenant=self._settings.tenant)

    def _secret(self) -> dict[str, str]:
        return {
            "grant_type": "client_credentials", "client_id": self._settings.app_id,
            "client_secret": self._settings.password, "scope": f"{_SCOPE}/.default",
        }  # fmt: skip

    def _machine(self) -> tuple[str, Json]:
        """How the machine a managed identity runs on is asked: App Service names its own address, others share one."""
        asked = {"resource": _SCOPE, "client_id": self._settings.msi_client}
        if address := self._environ.get("IDENTITY_ENDPOINT"):
            headers = {"X-IDENTITY-HEADER": self._environ.get("IDENTITY_HEADER", "")}
            return self._settings.token_url or address, {
                "params": {**asked, "api-version": "2019-08-01"}, "headers": headers,
            }  # fmt: skip
        return self._settings.token_url or _MACHINE, {
            "params": {**asked, "api-version": "2018-02-01"}, "headers": {"Metadata": "true"},
        }  # fmt: skip


def _seconds(said: object) -> float:
    try:
        return max(float(said), 0.0)  # type: ignore[arg-type]  # because what is no number is caught
    except (TypeError, ValueError):
        return 0.0


def _noted(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("the bot's token could not be renewed yet (%s)", type(error).__name__)
