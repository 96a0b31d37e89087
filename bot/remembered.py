"""What a platform was asked, and need not be asked again for a while."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class Remembered:
    """What was found out, for some seconds, and asked once however many want it at the same time."""

    def __init__(self, find: Callable[[str], Awaitable[Any]], seconds: float) -> None:
        self._find = find
        self._seconds = seconds
        self._found: dict[str, tuple[float, Any]] = {}
        self._asked: dict[str, asyncio.Future[Any]] = {}

    def get(self, key: str) -> Any:
        """What is known of `key`, or None."""
        until, found = self._found.get(key, (0.0, None))
        return found if until > asyncio.get_running_loop().time() else None

    async def ask(self, key: str) -> Any:
        """What is known of `key`, found out if need be. Raises what finding out raises."""
        if (known := self.get(key)) is not None:
            return known
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._find(key))
            self._asked[key].add_done_callback(lambda _: self._asked.pop(key, None))
        found = await asyncio.shield(self._asked[key])
        self.keep(key, found)
        return found

    def keep(self, key: str, found: Any) -> None:
        """Know this of `key`, for as long as what is found out is known."""
        self._found[key] = (asyncio.get_running_loop().time() + self._seconds, found)

    def forget(self, key: str) -> None:
        """Ask again next time."""
        self._found.pop(key, None)
