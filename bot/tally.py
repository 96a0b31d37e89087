"""What became of answers of which nobody knows whether they arrived: counted for whoever watches the server."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.measuring import Measure


class Doubt(StrEnum):
    """How far a doubt came: found out at the second try, told once more and saying so, left open, or given up."""

    RETRIED = "retried"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    ABANDONED = "abandoned"


_NAMED = (
    "ofsted_bot_answers_uncertain_total",
    "Answers that may or may not have arrived, and those that were given up, since this process began.",
)


class Tally:
    """The counts of one process, from nought when it begins."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Doubt, 0)

    def add(self, doubt: Doubt) -> None:
        """One more. It is called on one thread, the loop's."""
        self._counts[doubt] += 1

    def measured(self) -> "Iterator[Measure]":
        """Each count, those of nought too."""
        from scheduler.measuring import Measure  # noqa: PLC0415  because whoever asks can wait for it to load

        for doubt, count in self._counts.items():
            yield Measure(*_NAMED, count, doubt.value)
