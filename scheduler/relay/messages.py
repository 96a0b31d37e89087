"""What goes to a platform, what a platform says of it, and how each is written to."""

from dataclasses import dataclass
from typing import Protocol

from models.card import Card
from models.vocabulary import Platform


@dataclass(frozen=True, slots=True)
class Message:
    """One message for a platform. `key` is the same however often it is tried.

    `place` is the conversation it goes to where that is a board's channel, as `platform` calls it; `person_id` is then
    0. `thread` is the platform's own id of the message in whose thread it goes. `account` is the platform's own id of
    the person; empty where none is linked.
    """

    key: str
    person_id: int
    name: str
    email: str
    card: Card
    may_repeat: bool
    place: str = ""
    platform: Platform | None = None
    thread: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A message of the bot's own, or a file it gave, that is to go from chat. `gap` is what may stand in its place."""

    key: str
    person_id: int
    email: str
    message_id: str
    is_file: bool
    gap: Card
    place: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The platform's id of a message that is there already; None when it is not, or the platform cannot say.

    `certain` is whether what was not found is certainly not there, so that sending it again repeats nothing.
    """

    message_id: str | None = None
    certain: bool = False


class TryLater(Exception):
    """The platform did not take it now; `after_s` is how many seconds it asked for, None when it did not say."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Unreachable(Exception):
    """The platform will never take it: the message says why, in words for an administrator."""


class Sender(Protocol):
    """One platform's way to write to a person or a channel, from several threads at once.

    No call is made inside a transaction.
    """

    platform: Platform

    def send(self, message: Message) -> str:
        """Send it and give the platform's own id. Raises TryLater or Unreachable; anything else may have arrived."""

    def find(self, message: Message) -> Found:
        """Whether a message is there already under its key. Raises TryLater or Unreachable."""

    def erase(self, erasure: Erasure) -> None:
        """Take it from chat; what is gone already is no fault. Raises TryLater or Unreachable; it may be repeated."""
