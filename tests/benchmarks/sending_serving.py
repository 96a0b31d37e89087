"""A Slack, as a process of its own, that takes messages and may hold to limits; it tells what it took at /told."""

import asyncio
import json
import sys
import time
from collections import defaultdict, deque
from typing import Any

from aiohttp import web

_READ = frozenset({"auth.test", "conversations.open", "conversations.info"})


class Taking:
    """What it takes: with `per_minute` no more in a minute of `minute_s` seconds, nor two to a channel in `channel_s`."""

    def __init__(self, per_minute: int, minute_s: float, channel_s: float) -> None:
        self._per_minute, self._minute_s, self._channel_s = per_minute, minute_s, channel_s
        self._taken: deque[float] = deque()
        self._last: dict[str, float] = defaultdict(lambda: float("-inf"))
        self.reset()

    def reset(self) -> None:
        self.bodies: list[str] = []
        self.refused = 0
        self.connections: set[Any] = set()

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/told":
            return self._told()
        method = request.path.rpartition("/")[2]
        if method in _READ:
            given = await (request.json() if request.content_type == "application/json" else request.post())
            return _said(team_id="T0COUNCIL", user_id="U0BOT", channel={"id": f"D{given.get('users', '')}"})
        body = await request.text()
        self.connections.add(request.transport.get_extra_info("peername") if request.transport else None)
        if self._per_minute and not self._may(json.loads(body)["channel"]):
            self.refused += 1
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        self.bodies.append(body)
        return _said(ts=f"1270000000.{len(self.bodies):06}")

    def _may(self, channel: str) -> bool:
        now = time.monotonic()
        while self._taken and now - self._taken[0] >= self._minute_s:
            self._taken.popleft()
        if len(self._taken) >= self._per_minute or now - self._last[channel] < self._channel_s:
            return False
        self._taken.append(now)
        self._last[channel] = now
        return True

    def _told(self) -> web.Response:
        said = {"bodies": self.bodies, "refused": self.refused, "connections": len(self.connections)}
        self.reset()
        return web.json_response(said)


def _said(**more: Any) -> web.Response:
    return web.json_response({"ok": True, **more})


async def _serve(taking: Taking) -> None:
    runner = web.ServerRunner(web.Server(taking.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    _, most, minute, channel = sys.argv
    asyncio.run(_serve(Taking(int(most), float(minute), float(channel))))
