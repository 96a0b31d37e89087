"""A Slack that records what it is told and answers as Slack does, its faults included; on a real port."""

import asyncio
import itertools
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.slack.manifest import SCOPES

Json = dict[str, Any]
TEAM, BOT = "T0COUNCIL", "U0BOT"
PATIENCE = 60.0
"""Seconds until what is waited for counts as never coming: spent on a failure only, so it may be long."""
_NEVER = 3_600.0


@dataclass(frozen=True)
class Call:
    """One thing Slack was told: a method's name, or `respond` for a response URL, and what with."""

    method: str
    given: Json
    done: bool = True
    ts: str = ""


@dataclass
class Fault:
    """What goes wrong with one call, which is `done` all the same where only its answer is lost.

    `seconds` pass before it is taken, and `holds` between that and its answer; with `pass_on` nothing goes wrong.
    """

    status: int = 200
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    body: str = ""
    done: bool = False
    pass_on: bool = False
    holds: float = 0.0


class FakeSlack:
    """One workspace. `users` and `channels` are what Slack knows; `faults` are used up, the first first."""

    def __init__(self) -> None:
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.elsewhere: dict[str, str] = {}
        self.fetched: list[str] = []
        self.uploads: dict[str, bytes] = {}
        self.upload_base = ""
        self.granted = ",".join(SCOPES)
        self.tokens = {"xoxb-test", "xapp-test"}
        self.calls: list[Call] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.used_triggers: set[str] = set()
        self.base = ""
        self.lines: list[tuple[asyncio.AbstractEventLoop, web.WebSocketResponse]] = []
        self.acknowledged: dict[str, Json | None] = {}
        self._unanswered: set[str] = set()
        self._envelopes = itertools.count(1)
        self._changed = threading.Condition()

    def add(self, user: str, email: str, **flags: Any) -> None:
        """Somebody in the workspace; `flags` are Slack's own, as is_restricted=True."""
        profile = {"email": email, "real_name": email.partition("@")[0].replace(".", " ").title()}
        self.users[user] = {
            "id": user, "team_id": TEAM, "name": user.lower(), "deleted": False, "is_bot": False,
            "is_restricted": False, "is_ultra_restricted": False, "is_email_confirmed": True, "profile": profile,
            **flags,
        }  # fmt: skip

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong."""
        self.faults[method].extend(faults)

    @contextmanager
    def silent(self, method: str) -> Iterator[None]:
        """Meanwhile no call of a method is ever taken or answered; whoever calls it afterwards meets nothing of that."""
        self._unanswered.discard(method)
        self.fail(method, *[Fault(seconds=_NEVER)] * 40)
        yield
        self.faults[method].clear()

    def unanswered(self, method: str) -> None:
        """Wait until a call of a method that is silent has come."""
        with self._changed:
            assert self._changed.wait_for(lambda: method in self._unanswered, PATIENCE), f"{method} was never called"

    def told(self, method: str) -> list[Json]:
        """What a method was called with, each time."""
        with self._changed:
            return [call.given for call in self.calls if call.method == method]

    def expect(self, method: str, count: int = 1) -> Json:
        """Wait until a method was called so many times, and give what with, the last time."""
        with self._changed:
            come = self._changed.wait_for(lambda: self._count(method) >= count, PATIENCE)
        assert come, f"{method} was not called {count} times, but: {[call.method for call in self.calls]}"
        return self.told(method)[count - 1]

    def _count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    def send(self, payload: Json, kind: str = "interactive") -> Json | None:
        """Send a payload down the newest line, and wait for what it is acknowledged with."""
        envelope = f"e{next(self._envelopes)}"
        self._lines_wanted()
        loop, line = self.lines[-1]
        said = json.dumps({"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True})
        asyncio.run_coroutine_threadsafe(line.send_str(said), loop).result(PATIENCE)
        with self._changed:
            assert self._changed.wait_for(lambda: envelope in self.acknowledged, PATIENCE), "not acknowledged"
        return self.acknowledged[envelope]

    def refresh(self) -> None:
        """Ask for another line, as Slack does every few hours."""
        self._lines_wanted()
        lines = len(self.lines)
        loop, line = self.lines[-1]
        said = json.dumps({"type": "disconnect", "reason": "refresh_requested"})
        asyncio.run_coroutine_threadsafe(line.send_str(said), loop).result(PATIENCE)
        self._lines_wanted(lines + 1)

    def _lines_wanted(self, count: int = 1) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.lines) >= count, PATIENCE), "nobody called"

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        with self._changed:
            self.lines.append((asyncio.get_running_loop(), line))
            self._changed.notify_all()
        async for message in line:
            said = json.loads(message.data)
            with self._changed:
                self.acknowledged[said["envelope_id"]] = said.get("payload")
                self._changed.notify_all()
        return line

    def application(self) -> web.Application:
        application = web.Application(client_max_size=2**25)
        application.router.add_post("/api/{method}", self._method)
        application.router.add_post("/respond/{token}", self._respond)
        application.router.add_get("/files/{name}", self._file)
        application.router.add_post("/upload/{id}", self._upload)
        application.router.add_get("/socket", self._socket)
        return application

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await (request.json() if request.content_type == "application/json" else request.post())
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return await self._recorded(method, dict(given), self._answer)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        given = {"token": request.match_info["token"], **await request.json()}
        return await self._recorded("respond", given, lambda _, __: {"ok": True})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if request.headers.get("Authorization") != "Bearer xoxb-test":
            return web.Response(status=403)
        self.fetched.append(name)
        return web.Response(body=self.files[name]) if name in self.files else web.Response(status=404)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await request.read()

        def taken(_: str, given: Json) -> Json:
            self.uploads[given["id"]] = content
            return {"ok": True}

        return await self._recorded("upload", {"id": request.match_info["id"]}, taken)

    async def _recorded(self, method: str, given: Json, answer: Callable[[str, Json], Json]) -> web.StreamResponse:
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is not None and fault.seconds:
            self._held(method)
            await asyncio.sleep(fault.seconds)
        with self._changed:
            ts = f"1270000000.{len(self.calls) + 1:06}"
            self.calls.append(Call(method, given, fault is None or fault.done, ts))
            self._changed.notify_all()
        if fault is not None and fault.holds:
            await asyncio.sleep(fault.holds)
        if fault is None or fault.pass_on:
            return web.json_response(answer(method, given), headers={"x-oauth-scopes": self.granted})
        if fault.error:
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=fault.headers)
        return web.Response(status=fault.status, text=fault.body, headers=fault.headers)

    def _held(self, method: str) -> None:
        with self._changed:
            self._unanswered.add(method)
            self._changed.notify_all()

    def _answer(self, method: str, given: Json) -> Json:  # noqa: C901, PLR0912  because it is a row for each method
        match method:
            case "auth.test":
                return {"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://council.slack"}
            case "users.info":
                found = self.users.get(given["user"])
                return {"ok": True, "user": found} if found else {"ok": False, "error": "user_not_found"}
            case "conversations.info":
                found = self.channels.get(given["channel"])
                return {"ok": True, "channel": found} if found else {"ok": False, "error": "channel_not_found"}
            case "files.info":
                return self._file_info(given["file"])
            case "files.getUploadURLExternal":
                file = f"F{len(self.calls)}"
                return {"ok": True, "upload_url": f"{self.upload_base or self.base}/upload/{file}", "file_id": file}
            case "files.completeUploadExternal":
                whole = all(each["id"] in self.uploads for each in given["files"])
                return {"ok": True, "files": given["files"]} if whole else {"ok": False, "error": "file_not_found"}
            case "users.lookupByEmail":
                held = (each for each in self.users.values() if each["profile"]["email"] == given["email"])
                found = next(held, None)
                return {"ok": True, "user": found} if found else {"ok": False, "error": "users_not_found"}
            case "chat.getPermalink":
                here = f"{given['channel']}/p{given['message_ts'].replace('.', '')}"
                return {"ok": True, "permalink": f"https://council.slack.com/archives/{here}"}
            case "conversations.history":
                there = [each for each in self.posted(given["channel"]) if self._within(given, each["ts"])]
                return {"ok": True, "messages": there[: int(given["limit"])]}
            case "conversations.replies":
                return {"ok": True, "messages": self.posted(given["channel"], given["ts"])[: int(given["limit"])]}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{given['users']}"}}
            case "apps.connections.open":
                return {"ok": True, "url": self.base.replace("http", "ws", 1) + "/socket"}
            case "views.open" | "views.push":
                return self._opened(given)
        return {"ok": True, "ts": f"1270000000.{len(self.calls):06}", "channel": given.get("channel", "")}

    @staticmethod
    def _within(given: Json, ts: str) -> bool:
        return str(given.get("oldest", "0")) <= ts <= str(given.get("latest", "9"))

    def posted(self, channel: str, thread: str = "") -> list[Json]:
        """What stands in a channel, or in a thread of it, the newest first."""
        found = [call for call in self.calls if call.method == "chat.postMessage" and call.done]
        here = [call for call in reversed(found) if call.given.get("channel") == channel]
        return [call.given | {"ts": call.ts} for call in here if call.given.get("thread_ts", "") == thread]

    def _file_info(self, file: str) -> Json:
        if file not in self.files:
            return {"ok": False, "error": "file_not_found"}
        url = self.elsewhere.get(file) or f"{self.base}/files/{file}"
        return {"ok": True, "file": {"id": file, "name": self.names.get(file, file), "url_private_download": url}}

    def _opened(self, given: Json) -> Json:
        if given["trigger_id"] in self.used_triggers:
            return {"ok": False, "error": "exchanged_trigger_id"}
        self.used_triggers.add(given["trigger_id"])
        return {"ok": True, "view": {**given["view"], "id": f"V{len(self.used_triggers)}", "hash": "1.a"}}


@contextmanager
def running(work: Callable[[asyncio.Event, Callable[[int], None]], Any]) -> Iterator[int]:
    """Run `work`, given what tells it to stop and whom to tell its port, in a loop of its own on a thread."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    came: list[int] = []
    failed: list[BaseException] = []
    ready = threading.Event()

    def arrived(port: int) -> None:
        came.append(port)
        ready.set()

    def run() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:  # which ends what it still has to do
                runner.run(work(stop, arrived))
        except BaseException as error:  # noqa: BLE001  because the test's own thread raises it again
            failed.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(PATIENCE)
    try:
        if failed:
            raise failed[0]
        yield came[0]
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE * 2)
    if failed:
        raise failed[0]


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """A fake on a port of this machine's own."""
    fake = FakeSlack()

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
