"""Sends what is due, several messages at once: one thread has the queue, and each message on its way one of its own."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from scheduler.relay.carrying import Flight, Outcome, Went, carriers, carry
from scheduler.relay.messages import Sender
from scheduler.relay.queue import Queue, fraction

_TOGETHER = 3
"""Of so many places one must be free before more messages are claimed."""


@dataclass
class Relay:
    """Sends what is due: each person's by one platform, and where that cannot reach them by another.

    No more than `at_once` are claimed and on their way at any moment, so a crash leaves no more in doubt; of one
    conversation it is one. `random` gives a fraction for the jitter of a retry.
    """

    engine: Engine
    sender: Sender
    zone: ZoneInfo
    clock: Callable[[], datetime]
    random: Callable[[], float] = fraction
    stopping: Callable[[], bool] = field(default=lambda: False)
    others: tuple[Sender, ...] = ()
    at_once: int = 1

    def __post_init__(self) -> None:
        self.queue = Queue(self.engine, (self.sender, *self.others), self.zone, self.clock, self.random)

    def run(self) -> int:
        """Send until nothing is left to send now, or until told to stop, and say how many went."""
        sent, flying = 0, dict[Future[Outcome], Flight]()
        with carriers(self.at_once) as threads:
            while True:
                claimed = self._launch(threads, flying)
                if flying:
                    sent += self._land(threads, flying)
                elif not claimed:
                    return sent

    def _launch(self, threads: Executor, flying: dict[Future[Outcome], Flight]) -> int:
        """Fill the free places, and say how many messages were claimed for them, sent or settled.

        A few free ones wait for more: what several messages rest on is read together.
        """
        free = self.at_once - len(flying)
        if self.stopping() or free < max(1, self.at_once // _TOGETHER):
            return 0
        claimed, flights = self.queue.take(free)
        _sent_off(threads, flying, flights)
        return claimed

    def _land(self, threads: Executor, flying: dict[Future[Outcome], Flight]) -> int:
        """Wait for the next to be told, mark all that are, and say how many went only now."""
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        faults = [error for each in done if (error := each.exception()) is not None]
        landed = [(flying.pop(each), each.result()) for each in done if each.exception() is None]
        _sent_off(threads, flying, self.queue.land(landed))
        if faults:
            raise faults[0]
        return sum(isinstance(outcome, Went) and outcome.fresh for _, outcome in landed)


def _sent_off(threads: Executor, flying: dict[Future[Outcome], Flight], flights: Iterable[Flight]) -> None:
    for flight in flights:
        flying[threads.submit(carry, flight)] = flight
