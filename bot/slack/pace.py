"""How fast messages go to Slack: one a second to a channel, and so many a minute in all, before Slack has to say so."""

import asyncio

_A_MINUTE, _A_CHANNEL_S = 60.0, 1.0
_MOST_CHANNELS = 2_000


class Pace:
    """`per_minute` messages in a workspace, evenly spread; with 0 nothing is held back. Used by one event loop.

    Slack publishes one a second to a channel, and of a workspace only that there is a limit ("several hundred").
    """

    def __init__(self, per_minute: int, minute_s: float = _A_MINUTE, channel_s: float = _A_CHANNEL_S) -> None:
        self._apart = minute_s / per_minute if per_minute else 0.0
        self._channel_s = channel_s if per_minute else 0.0
        self._next = 0.0
        self._told: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Wait until a message may go to this channel."""
        now = asyncio.get_running_loop().time
        if (wait := self._told.get(channel, -self._channel_s) + self._channel_s - now()) > 0:
            await asyncio.sleep(wait)
        mine = max(now(), self._next)
        self._next = mine + self._apart
        if (wait := mine - now()) > 0:
            await asyncio.sleep(wait)

    def told(self, channel: str) -> None:
        """One has gone to this channel."""
        now = asyncio.get_running_loop().time()
        if len(self._told) > _MOST_CHANNELS:
            self._told = {name: at for name, at in self._told.items() if now - at < self._channel_s}
        self._told[channel] = now
