"""What the threads that send ask of the database, which one other thread writes to all the while."""

import threading
from collections.abc import Callable
from typing import TypeVar

from models.database import is_busy, patiently
from scheduler.relay import TryLater

Found = TypeVar("Found")


class Storing:
    """One of them at a time, and patiently."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def __call__(self, work: Callable[[], Found]) -> Found:
        """What `work`, one whole transaction, gives. Raises TryLater where others kept it from the database."""
        with self._turn:
            try:
                return patiently(work)
            except Exception as error:
                if is_busy(error):
                    raise TryLater("the database was busy") from error
                raise
