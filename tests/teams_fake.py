"""A Teams that records what it is told and answers as Teams does, its faults included; on a real port.

It is Microsoft's side of everything: the keys it signs with, the tokens it gives out, the connector that takes
messages, and the place where files are.
"""

import asyncio
import base64
import itertools
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tests.slack_fake import PATIENCE, running

Json = dict[str, Any]
APP, PASSWORD, TENANT = "app-of-the-council", "a-password", "tenant-of-the-council"
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
BOT = f"28:{APP}"


@dataclass(frozen=True)
class Told:
    """One thing Teams was told: how, where, and what. `done` is False where nothing came of it."""

    method: str
    conversation: str
    what: str
    given: Json
    token: str
    done: bool = True
    id: str = ""


@dataclass
class Fault:
    """What goes wrong with one call, which is `done` all the same where only its answer is lost.

    `seconds` pass before it is taken; with `drop` the line is cut instead of answered.
    """

    status: int = 500
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    body: str = ""
    done: bool = False
    drop: bool = False


@cache
def signing_key(name: str) -> RSAPrivateKey:  # noqa: ARG001  because a key is made once for each name
    """A key of the fake's own, made once."""
    return generate_private_key(public_exponent=65537, key_size=2048)


class FakeTeams:
    """One tenant. `people` are its members by Entra id; `faults` are used up, the first first."""

    def __init__(self) -> None:
        self.base = ""
        self.people: dict[str, Json] = {}
        self.not_installed: set[str] = set()
        self.kids: dict[str, list[str]] = {"key-1": [CHANNEL]}
        self.key_fetches = 0
        self.token_fetches = 0
        self.token_seconds = 3_600
        self.token_asked: Json = {}
        self.password = PASSWORD
        self.calls: list[Told] = []
        self.files: dict[str, bytes] = {}
        self.uploads: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()

    @property
    def service(self) -> str:
        """The address through which this tenant is reached."""
        return f"{self.base}/emea/"

    def add(self, user: str, email: str, more: Json | None = None) -> None:
        """Somebody in the tenant."""
        self.people[user] = {
            "id": f"29:{user}", "objectId": user, "aadObjectId": user, "email": email, "userPrincipalName": email,
            "tenantId": TENANT, "userRole": "user", "name": email.partition("@")[0].replace(".", " ").title(),
        } | (more or {})  # fmt: skip

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong: send, update, member, create, token or keys."""
        self.faults[method].extend(faults)

    def told(self, method: str = "send", conversation: str = "") -> list[Told]:
        """What was done in that way, the oldest first."""
        with self._changed:
            return [
                each for each in self.calls
                if each.method == method and each.done and each.conversation.startswith(conversation)
            ]  # fmt: skip

    def tried(self, method: str = "send") -> list[Told]:
        """What was asked in that way, whatever came of it."""
        with self._changed:
            return [each for each in self.calls if each.method == method]

    def expect(self, count: int = 1, method: str = "send", conversation: str = "") -> Json:
        """Wait until something was done so many times, and give what with, the last time."""
        with self._changed:
            come = self._changed.wait_for(lambda: len(self._done(method, conversation)) >= count, PATIENCE)
        assert come, f"{method} was not called {count} times, but: {[(each.method, each.given) for each in self.calls]}"
        return self.told(method, conversation)[count - 1].given

    def _done(self, method: str, conversation: str) -> list[Told]:
        return [
            each for each in self.calls
            if each.method == method and each.done and each.conversation.startswith(conversation)
        ]  # fmt: skip

    def token(self, now: datetime, *, kid: str = "key-1", key: str = "", **claims: Any) -> str:
        """A token as Teams signs it; a claim that is None is left out."""
        moment = int(now.timestamp())
        said = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": self.service,
            "nbf": moment - 60,
            "exp": moment + 3_600,
            **claims,
        }
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(kept, signing_key(key or kid), "RS256", {"kid": kid})

    def application(self) -> web.Application:
        application = web.Application(client_max_size=2**25)
        routes = application.router
        routes.add_get("/openid", self._openid)
        routes.add_get("/keys", self._keys)
        routes.add_post("/token", self._token)
        routes.add_get("/token", self._token)
        routes.add_post("/emea/v3/conversations", self._create)
        routes.add_post("/emea/v3/conversations/{conversation}/activities", self._send)
        routes.add_post("/emea/v3/conversations/{conversation}/activities/{activity}", self._reply)
        routes.add_put("/emea/v3/conversations/{conversation}/activities/{activity}", self._update)
        routes.add_delete("/emea/v3/conversations/{conversation}/activities/{activity}", self._delete)
        routes.add_get("/emea/v3/conversations/{conversation}/members/{member}", self._member)
        routes.add_get("/files/{name}", self._file)
        routes.add_put("/upload/{name}", self._upload)
        return application

    async def _openid(self, _: web.Request) -> web.StreamResponse:
        if self.faults["keys"]:
            return web.Response(status=self.faults["keys"].popleft().status)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.base}/keys"})

    async def _keys(self, _: web.Request) -> web.StreamResponse:
        self.key_fetches += 1
        return web.json_response({"keys": [_jwk(kid, channels) for kid, channels in self.kids.items()]})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        given = dict(request.query) or {name: str(value) for name, value in (await request.post()).items()}
        self.token_fetches += 1
        self.token_asked = given
        if self.faults["token"]:
            fault = self.faults["token"].popleft()
            await asyncio.sleep(fault.seconds)
            return web.Response(status=fault.status, text=fault.body)
        if given.get("client_secret", self.password) != self.password:
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": f"token-{self.token_fetches}", "expires_in": self.token_seconds})

    async def _create(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        user = str(given["members"][0]["id"]).removeprefix("29:")
        if user not in self.people or user in self.not_installed:
            return await self._recorded("create", request, given, status=403, code="ForbiddenOperationException")
        return await self._recorded("create", request, given, answer={"id": f"a:{user}"})

    async def _send(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        if request.match_info["conversation"].removeprefix("a:") in self.not_installed:
            return await self._recorded("send", request, given, status=403, code="BotNotInConversationRoster")
        return await self._recorded("send", request, given)

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        return await self._recorded("reply", request, await request.json())

    async def _update(self, request: web.Request) -> web.StreamResponse:
        return await self._recorded("update", request, await request.json())

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        return await self._recorded("delete", request, {})

    async def _member(self, request: web.Request) -> web.StreamResponse:
        found = self.people.get(request.match_info["member"].removeprefix("29:"))
        if found is None:
            return await self._recorded("member", request, {}, status=404, code="MemberNotFoundInConversation")
        return await self._recorded("member", request, {}, answer=found)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.fetched.append(name)
        assert "Authorization" not in request.headers, "a token went to where files are"
        return web.Response(body=self.files[name]) if name in self.files else web.Response(status=404)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        assert "Authorization" not in request.headers, "a token went to where files are"
        with self._changed:
            self.uploads[request.match_info["name"]] = await request.read()
            self._changed.notify_all()
        return web.json_response({}, status=201)

    async def _recorded(
        self, method: str, request: web.Request, given: Json, *, answer: Json | None = None, status: int = 200,
        code: str = "",
    ) -> web.StreamResponse:  # fmt: skip
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        done = (fault is None or fault.done) and status == 200
        about = request.match_info
        with self._changed:
            number = f"1:{next(self._numbers)}"
            where, what = about.get("conversation", ""), about.get("activity", about.get("member", ""))
            self.calls.append(Told(method, where, what, given, token, done, number))
            self._changed.notify_all()
        if fault is not None and fault.drop:
            assert request.transport is not None
            request.transport.close()
        if fault is not None and fault.body:
            return web.Response(status=fault.status, text=fault.body, headers=fault.headers, content_type="text/html")
        if fault is not None or status != 200:
            failed, why = (fault.status, fault.code) if fault else (status, code)
            error = {"error": {"code": why, "message": "no"}}
            return web.json_response(error, status=failed, headers=fault.headers if fault else {})
        return web.json_response(answer or {"id": number}, status=201 if method == "send" else 200)


def _jwk(kid: str, channels: list[str]) -> Json:
    numbers = signing_key(kid).public_key().public_numbers()
    return {
        "kty": "RSA", "use": "sig", "kid": kid, "n": _b64(numbers.n), "e": _b64(numbers.e), "endorsements": channels,
    }  # fmt: skip


def _b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


@contextmanager
def fake_teams() -> Iterator[FakeTeams]:
    """A fake on a port of this machine's own."""
    fake = FakeTeams()

    async def work(stop: asyncio.Event, ready: Callable[[int], None]) -> None:
        runner = web.AppRunner(fake.application(), handle_signals=False, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ready(runner.addresses[0][1])
        await stop.wait()
        await runner.cleanup()

    with running(work) as port:
        fake.base = f"http://127.0.0.1:{port}"
        yield fake
