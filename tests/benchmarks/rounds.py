"""Timing that a busy machine cannot tilt: ways to do one thing take turns, and only ratios within a turn count."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 7
_A_TURN = 0.05  # seconds of one way in one round


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds a call, by way and round."""

    seconds: Mapping[str, tuple[float, ...]]

    def usual(self, way: str) -> float:
        """The median of the rounds, in seconds."""
        return median(self.seconds[way])

    def ratio(self, way: str, floor: str) -> float:
        """How many times as long as its floor: the median of the ratios of each round."""
        pairs = zip(self.seconds[way], self.seconds[floor], strict=True)
        return median(mine / theirs for mine, theirs in pairs)


def alternate(ways: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> Timed:
    """Time every way in each round, in turn there and back, so that what drifts falls on all alike."""
    often = {name: _often(way) for name, way in ways.items()}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name in reversed([*ways]) if turn % 2 else ways:
            seconds[name].append(_a_call(ways[name], often[name]))
    return Timed({name: tuple(found) for name, found in seconds.items()})


def _often(way: Callable[[], object]) -> int:
    """How many calls fill a turn, once the first ones have filled every cache."""
    for _ in range(3):
        way()
    return max(1, int(_A_TURN / min(_a_call(way, 1) for _ in range(3))))


def _a_call(way: Callable[[], object], times: int) -> float:
    gc.collect()
    started = time.perf_counter()
    for _ in range(times):
        way()
    return (time.perf_counter() - started) / times
