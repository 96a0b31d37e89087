"""One message on its way to one platform, on a thread of its own, and what came of it."""

import logging
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from typing_extensions import override

from scheduler.relay.messages import Erasure, Found, Message, Sender, TryLater, Unreachable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Flight:
    """What was claimed and composed for the first of `ways`; `refused` is what others said that will never take it."""

    outbox_id: int
    message: Message | Erasure
    ways: Sequence[Sender]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Went:
    """It is there, under the platform's own id. `fresh` is that it was sent only now."""

    message_id: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class NotNow:
    """It is to be tried again, after so many seconds if the platform said so.

    `may_be_there` is that it may have arrived all the same, and `certain` that the platform could say so.
    """

    reason: str
    after_s: float | None = None
    may_be_there: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Never:
    """The platform will never take it."""

    reason: str


Outcome = Went | NotNow | Never


def carry(flight: Flight) -> Outcome:
    """Take it to the platform, and say what came of it."""
    found = Found(certain=True)
    sender, message = flight.ways[0], flight.message
    try:
        if isinstance(message, Erasure):
            sender.erase(message)
            return Went(message.message_id, fresh=False)
        if message.may_repeat:
            found = sender.find(message)
        if found.message_id:
            return Went(found.message_id, fresh=False)
        return Went(sender.send(replace(message, may_repeat=not found.certain)), fresh=True)
    except Unreachable as error:
        return Never(str(error))
    except TryLater as error:
        return NotNow(str(error), error.after_s)
    except Exception as error:  # noqa: BLE001  because whatever went wrong, it may have arrived
        log.warning("message %s: %s", message.key, type(error).__name__)
        there = isinstance(message, Message)
        return NotNow(f"{type(error).__name__} while sending", None, there, found.certain)


class _Here(Executor):
    """Does at once, on the caller's own thread, what it is given."""

    @override
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001  because whoever asks for the result meets it there
            done.set_exception(error)
        return done


def carriers(at_once: int) -> Executor:
    """What carries so many at once; one at a time needs no thread."""
    return _Here() if at_once == 1 else ThreadPoolExecutor(at_once, thread_name_prefix="sending")
