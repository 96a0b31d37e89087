"""What a handler raises to say no: in plain words, with what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.card import Action


class UserError(Exception):
    """Something a person can put right. Nothing was saved. `actions` are what they could do instead.

    `field` is the answer that is wrong, by its name in the command's form, where it is one of them. `rows` are what
    it asks about, by name, each in a line.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __init__(self, message: str, *actions: Action, title: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.actions = actions
        self.title = title
        self.field = field


class Refused(UserError):
    """What was asked for is not theirs to do or see."""


class Locked(UserError):
    """It cannot be taken now, whatever is answered: asking the same form again would only be refused again."""


class Stale(UserError):
    """The item changed after the card was drawn; nothing was done. `command` shows it as it is now.

    `version` is the one it has now, where the same may be said of it again.
    """

    def __init__(self, message: str, command: str, version: int | None = None) -> None:
        super().__init__(message)
        self.command = command
        self.version = version


@contextmanager
def about(field: str) -> Iterator[None]:
    """Whatever is refused in here is about this answer, unless it says which itself."""
    try:
        yield
    except UserError as error:
        error.field = error.field or field
        raise
