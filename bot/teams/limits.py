"""How often Teams lets a bot write, to one conversation and in one tenant, kept to before Teams has to say so."""

from collections import deque
from typing import Final

_CONVERSATION: Final = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
"""Calls and the seconds in which they may be made, per conversation."""
_MOST_CONVERSATIONS: Final = 2_000


class Window:
    """So many calls in so many seconds, for each of several such rules."""

    def __init__(self, rules: tuple[tuple[int, float], ...]) -> None:
        self._rules = rules
        self._made: deque[float] = deque(maxlen=max(count for count, _ in rules))

    def wait(self, now: float) -> float:
        """How many seconds until one more may be made."""
        return max(0.0, *(self._free(count, seconds) - now for count, seconds in self._rules))

    def make(self, now: float) -> None:
        self._made.append(now)

    @property
    def newest(self) -> float:
        """When the last was made."""
        return self._made[-1] if self._made else float("-inf")

    def _free(self, count: int, seconds: float) -> float:
        """When the oldest of the last `count` calls no longer counts."""
        return self._made[-count] + seconds if len(self._made) >= count else float("-inf")


class Limits:
    """What is left to a bot in a tenant where it may make `per_second` calls a second."""

    def __init__(self, per_second: int) -> None:
        self._tenant = Window(((per_second, 1.0),))
        self._conversations: dict[str, Window] = {}
        self._not_before: dict[str, float] = {}

    def wait(self, conversation: str, now: float) -> float:
        """How many seconds until a call may be made; the empty conversation has no limit of its own."""
        asked = self._not_before.get(conversation, now) - now
        own = self._conversations[conversation].wait(now) if conversation in self._conversations else 0.0
        return max(0.0, asked, own, self._tenant.wait(now))

    def make(self, conversation: str, now: float) -> None:
        """A call is made."""
        self._tenant.make(now)
        if conversation:
            self._conversations.setdefault(conversation, Window(_CONVERSATION)).make(now)
        if len(self._conversations) > _MOST_CONVERSATIONS:
            self._forget(now)

    def hold(self, conversation: str, until: float) -> None:
        """Teams asked to wait."""
        self._not_before[conversation] = until

    def _forget(self, now: float) -> None:
        longest = max(seconds for _, seconds in _CONVERSATION)
        idle = [name for name, made in self._conversations.items() if now - made.newest > longest]
        for name in idle or sorted(self._conversations, key=lambda name: self._conversations[name].newest)[:100]:
            del self._conversations[name]
        self._not_before = {name: until for name, until in self._not_before.items() if until > now}
