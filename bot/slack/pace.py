"""How fast messages go to Slack: one a second to a channel, and so many a minute in all, before Slack has to say so."""

import asyncio
from dataclasses import dataclass

_A_MINUTE, _A_CHANNEL_S = 60.0, 1.0
_MARGIN = 1.02  # what is late on its way must not come too soon after what was not
_OVERTAKEN_S = 10.0
_MOST_CHANNELS = 2_000


@dataclass(eq=False, slots=True)
class _Waiting:
    since: float
    channel: str


class Pace:
    """`per_minute` messages in a workspace, evenly spread; with 0 nothing is held back. Used by one event loop.

    Slack publishes one a second to a channel, and of a workspace only that there is a limit ("several hundred"). Of
    those that wait the channel that was told last goes first, since more wait for it than for others; but nobody is
    overtaken for long.
    """

    def __init__(self, per_minute: int, minute_s: float = _A_MINUTE, channel_s: float = _A_CHANNEL_S) -> None:
        self._apart = _MARGIN * minute_s / per_minute if per_minute else 0.0
        self._channel_s = channel_s
        self._next = 0.0
        self._told: dict[str, float] = {}
        self._line: list[_Waiting] = []

    async def turn(self, channel: str) -> None:
        """Wait until a message may go to this channel."""
        if not self._apart:
            return
        now = asyncio.get_running_loop().time
        mine = _Waiting(now(), channel)
        self._line.append(mine)
        try:
            while (wait := self._wait(mine, now())) > 0:  # noqa: ASYNC110  because what is waited for is the time
                await asyncio.sleep(wait)
        finally:
            self._line.remove(mine)
        self._next = max(self._next, now() - self._apart) + self._apart

    def told(self, channel: str) -> None:
        """One has gone to this channel."""
        now = asyncio.get_running_loop().time()
        if len(self._told) > _MOST_CHANNELS:
            self._told = {name: at for name, at in self._told.items() if now - at < self._channel_s}
        self._told[channel] = now

    def _wait(self, mine: _Waiting, now: float) -> float:
        """Seconds until it may be its turn; 0 where it is."""
        if (own := max(self._next, self._free(mine.channel)) - now) > 0:
            return own
        ready = [each for each in self._line if self._free(each.channel) <= now]
        first = max(ready, key=lambda each: self._free(each.channel))
        if now - ready[0].since > _OVERTAKEN_S:
            first = ready[0]
        return 0.0 if first is mine else self._apart / 8

    def _free(self, channel: str) -> float:
        return self._told.get(channel, float("-inf")) + self._channel_s
