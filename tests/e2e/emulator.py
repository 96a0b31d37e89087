"""A Slack that others wrote, started on a port of this machine's own: `npm ci` in this folder brings it and its Node."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from bot.slack.manifest import SCOPES
from tests.slack_fake import BOT, PATIENCE, Json

HERE = Path(__file__).parent
WANTED = "OFSTED_TEST_EMULATORS"
"""Set where a test that cannot run for want of an emulator must fail, as in continuous integration."""
TOKEN = "xoxb-test"  # noqa: S105  because it opens nothing
_PROGRAM = HERE / "node_modules" / "emulate" / "dist" / "index.js"
_OLDEST_NODE = 24


@dataclass(frozen=True)
class Emulator:
    """One workspace, asked as the bot unless another token is given."""

    base: str

    def call(self, method: str, token: str = TOKEN, **given: str) -> Json:
        """What a method of the Web API answers."""
        return dict(json.loads(self.send(f"{self.base}/api/{method}", urlencode(given).encode(), token)))

    def send(self, url: str, body: bytes | None = None, token: str = TOKEN) -> bytes:
        """What an address of it gives for a body, or without one."""
        where = urlsplit(url)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if "/api/" in url else {}
        with closing(HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)) as connection:
            path = f"{where.path}?{where.query}" if where.query else where.path
            how = "GET" if body is None else "POST"
            connection.request(how, path, body, {"Authorization": f"Bearer {token}", **form})
            return connection.getresponse().read()

    def account(self, email: str) -> str:
        """The id of whoever has this e-mail."""
        return str(self.call("users.lookupByEmail", "xoxp-all", email=email)["user"]["id"])


@contextmanager
def emulated(folder: Path, people: Sequence[str], scopes: Sequence[str]) -> Iterator[Emulator]:
    """A workspace with these people in it, whose bot was granted `scopes` and is held to them."""
    node = _node()
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    seed = folder / "seed.json"
    seed.write_text(json.dumps(_seed(people, scopes)))
    started = [node, str(_PROGRAM), "start", "-s", "slack", "-p", str(port), "--base-url", base, "--seed", str(seed)]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder) as process:
        try:
            yield _ready(Emulator(base), process)
        finally:
            process.kill()


def _ready(emulator: Emulator, process: "subprocess.Popen[str]") -> Emulator:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            assert emulator.call("auth.test")["user_id"] == BOT
        except OSError:
            time.sleep(0.05)
        else:
            return emulator
    process.kill()
    raise AssertionError(process.stdout.read() if process.stdout else "the emulator did not start")


def _node() -> str:
    """A Node that runs the emulator. Skips the test where there is none, or fails it where one is wanted."""
    own = next(iter(HERE.glob("node_modules/node-*/bin/node")), None)
    node = str(own) if own else _of_this_machine()
    if node and _PROGRAM.exists():
        return node
    reason = f"needs Node {_OLDEST_NODE} and the emulator: npm ci --ignore-scripts --prefix {HERE.relative_to(HERE.parents[1])}"
    if os.environ.get(WANTED):
        pytest.fail(reason)
    pytest.skip(reason)


def _of_this_machine() -> str | None:
    node = shutil.which("node")
    if node is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return node if int(said.removeprefix("v").partition(".")[0]) >= _OLDEST_NODE else None


def _seed(people: Sequence[str], scopes: Sequence[str]) -> dict[str, Any]:
    app = {
        "client_id": "1.1", "client_secret": "x", "app_id": "A1", "name": "Improvement plan", "redirect_uris": [],
        "scopes": list(scopes), "bot_id": "B0BOT", "bot_user_id": BOT, "bot_name": "plan",
    }  # fmt: skip
    token = {
        "token": TOKEN, "type": "bot", "user_id": BOT, "bot_id": "B0BOT", "bot_user_id": BOT, "app_id": "A1",
        "scopes": list(scopes),
    }  # fmt: skip
    users = [{"name": email.partition("@")[0], "email": email} for email in people]
    every = {"token": "xoxp-all", "user": users[0]["name"], "scopes": [*SCOPES, "im:read"]}
    return {"slack": {"strict_scopes": True, "users": users, "oauth_apps": [app], "tokens": [token, every]}}
