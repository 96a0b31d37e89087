"""The keys with which Teams signs what it sends, fetched beside the loop and kept; and what a token must say."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import jwt
from aiohttp import ClientError, ClientSession, ClientTimeout
from jwt.types import Options

log = logging.getLogger(__name__)
Json = dict[str, Any]

SKEW_S: Final = 300
_DAY_S: Final = 86_400.0
_ASKED_AGAIN_AFTER_S: Final = 60.0
_SOON_S: Final = 5.0
_TIMEOUT = ClientTimeout(total=10)
_OK: Final = 200
_NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)
_MOST_READ: Final = 1_000
_OURS: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "require": ["exp", "iss", "aud"]}


class NotSigned(Exception):
    """What came is not signed as it must be. Nothing of it is believed."""


class NoKeys(Exception):
    """It cannot be told whether what came is signed, since nobody answers for the keys."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a token vouches for: the address it was sent from, and the channels its key may speak for."""

    service_url: str
    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Key:
    key: Any
    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Read:
    """A token that was read: who signed it, by which name of theirs, and what it says."""

    issuer: str
    name: str
    key: _Key
    claims: Json


class Keys:
    """The keys that `openid_url` names. They are asked for once a day, and for a strange key at most once a minute.

    `clock` gives the moment, aware.
    """

    def __init__(self, openid_url: str, clock: Callable[[], datetime]) -> None:
        self._url = openid_url
        self._clock = clock
        self._session = ClientSession(timeout=_TIMEOUT)
        self._keys: dict[str, _Key] = {}
        self._fetched_at = self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self.issuer = ""

    async def key(self, name: str) -> _Key | None:
        """The key of that name, or None. Raises NoKeys where none were ever fetched."""
        now = self._clock().timestamp()
        again = abs(now - self._asked_at) >= (_ASKED_AGAIN_AFTER_S if self._keys else _SOON_S)
        if name not in self._keys and again:
            await self.fetch()
        elif again and abs(now - self._fetched_at) >= _DAY_S:
            self._fetch()
        elif name not in self._keys and self._asking is not None:
            await asyncio.shield(self._asking)
        if not self._keys:
            raise NoKeys
        return self._keys.get(name)

    async def fetch(self) -> None:
        """Ask for the keys, once however many want them. Those there were stay where nobody answers."""
        await asyncio.shield(self._fetch())

    async def close(self) -> None:
        if self._asking is not None:
            await self._asking
        await self._session.close()

    def _fetch(self) -> "asyncio.Task[None]":
        if self._asking is None or self._asking.done():
            self._asked_at = self._clock().timestamp()
            self._asking = asyncio.get_running_loop().create_task(self._fetched_anew())
        return self._asking

    async def _fetched_anew(self) -> None:
        try:
            about = await self._json(self._url)
            keys = _keys(await self._json(str(about.get("jwks_uri", ""))))
        except _NO_ANSWER as error:
            log.warning("the keys of Teams could not be fetched (%s)", type(error).__name__)
            return
        if keys:
            self._keys, self.issuer = keys, str(about.get("issuer", ""))
            self._fetched_at = self._clock().timestamp()

    async def _json(self, url: str) -> Json:
        async with self._session.get(url, allow_redirects=False) as answer:
            said = await answer.json(content_type=None) if answer.status == _OK else None
        if isinstance(said, dict):
            return said
        raise ValueError(url)


class Guard:
    """Tells what Teams signed for the app `app_id` from what it did not. `clock` gives the moment, aware.

    Teams sends the same token for as long as it holds. One that was read is known by its digest, until the key that
    signed it, or who answers for the keys, is another; whether it still holds is asked each time.
    """

    def __init__(self, keys: Keys, app_id: str, clock: Callable[[], datetime]) -> None:
        self._keys = keys
        self._app_id = app_id
        self._clock = clock
        self._known: dict[bytes, _Read] = {}

    async def checked(self, authorization: str) -> Signed:
        """What an Authorization header vouches for. Raises NotSigned, and NoKeys."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotSigned
        read = await self._read(token.strip())
        if not self._in_time(read.claims) or not self._keys.issuer:
            raise NotSigned
        return Signed(str(read.claims.get("serviceurl", "")), read.key.channels)

    async def _read(self, token: str) -> _Read:
        digest = hashlib.sha256(token.encode(errors="surrogatepass")).digest()
        known = self._known.get(digest)
        name = known.name if known is not None else _named(token)
        key = await self._keys.key(name)
        if key is None:
            raise NotSigned
        if known is not None and known.key is key and known.issuer == self._keys.issuer:
            return known
        read = self._known[digest] = _Read(self._keys.issuer, name, key, self._claims(token, key))
        while len(self._known) > _MOST_READ:
            self._known.pop(next(iter(self._known)))
        return read

    def _claims(self, token: str, key: _Key) -> Json:
        try:
            return dict(
                jwt.decode(token, key.key, ["RS256"], options=_OURS, audience=self._app_id, issuer=self._keys.issuer)
            )
        except Exception as error:
            raise NotSigned from error

    def _in_time(self, claims: Json) -> bool:
        now, ends, begins = self._clock().timestamp(), claims.get("exp"), claims.get("nbf", 0)
        if not isinstance(ends, int | float) or not isinstance(begins, int | float):
            return False
        return begins - SKEW_S <= now < ends + SKEW_S


def _named(token: str) -> str:
    """The key a token says it was signed with. Raises NotSigned."""
    try:
        return str(jwt.get_unverified_header(token).get("kid", ""))
    except Exception as error:
        raise NotSigned from error


def _keys(said: Json) -> dict[str, _Key]:
    """RSA keys by name; what cannot be read is left out."""
    found = {}
    for each in said.get("keys", []) if isinstance(said.get("keys"), list) else []:
        if not isinstance(each, dict) or each.get("kty") != "RSA" or not isinstance(each.get("kid"), str):
            continue
        try:
            key = jwt.PyJWK(each, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError, KeyError, TypeError):
            continue
        endorsed = each.get("endorsements")
        channels = frozenset(map(str, endorsed)) if isinstance(endorsed, list) else frozenset()
        found[each["kid"]] = _Key(key, channels)
    return found
