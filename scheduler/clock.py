"""The clock of a server: one pass each minute, on a thread of its own, never two at once."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler


class Clock:
    """Calls `work` at `first` (aware) and then each minute. What was missed while one ran long is one pass."""

    def __init__(self, work: Callable[[], object], first: datetime) -> None:
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            work, "interval", minutes=1, max_instances=1, coalesce=True, misfire_grace_time=None, next_run_time=first
        )

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    @property
    def stopping(self) -> bool:
        """Whether a pass under way is to end as soon as the message in hand is told."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Begin no other pass, and wait for the one under way."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
