"""How fast messages go to Slack: in a loop whose clock is moved on by whoever sleeps in it."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.slack.pace import Pace


class Clockwork(asyncio.SelectorEventLoop):
    """A loop in which nothing is waited for: its clock jumps to the next moment for which something is planned."""

    now = 0.0

    def time(self) -> float:  # type: ignore[explicit-override]  # because the loop's own is declared elsewhere
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]  # because typeshed does not tell
            self.now = max(self.now, self._scheduled[0].when())  # type: ignore[attr-defined]  # as above
        super()._run_once()  # type: ignore[misc]  # as above


@pytest.fixture
def loop() -> Iterator[Clockwork]:
    loop = Clockwork()
    yield loop
    loop.close()


def sent(loop: Clockwork, pace: Pace, channels: list[list[str]]) -> list[tuple[float, str]]:
    """When each went, by those who send at once, each their own in turn."""
    went = []

    async def sender(mine: list[str]) -> None:
        for channel in mine:
            await pace.turn(channel)
            went.append((loop.time(), channel))
            pace.told(channel)

    async def together() -> None:
        await asyncio.gather(*(sender(mine) for mine in channels))

    loop.run_until_complete(together())
    return sorted(went)


def test_no_channel_has_two_in_a_second_and_the_workspace_no_more_than_its_number_in_a_minute(loop: Clockwork) -> None:
    went = sent(loop, Pace(120), [["board"] * 20, *([f"person {n}.{m}" for m in range(30)] for n in range(6))])
    board = [at for at, channel in went if channel == "board"]
    assert all(later - earlier >= 1 for earlier, later in pairwise(board))
    moments = [at for at, _ in went]
    assert len(moments) == 200
    assert all(sum(at <= each < at + 60 - 1e-6 for each in moments) <= 120 for at in moments)
    assert moments[-1] <= 199 * 0.5 * 1.05


def test_without_a_number_nothing_waits(loop: Clockwork) -> None:
    assert [at for at, _ in sent(loop, Pace(0), [["board"] * 5, ["board"] * 5])] == [0.0] * 10
