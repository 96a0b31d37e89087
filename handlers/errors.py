"""What a handler raises to say no: in plain words, with what to do next."""

from models.card import Action


class UserError(Exception):
    """Something a person can put right. Nothing was saved. `actions` are what they could do instead."""

    def __init__(self, message: str, *actions: Action, title: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.actions = actions
        self.title = title


class Refused(UserError):
    """What was asked for is not theirs to do or see."""


class Stale(UserError):
    """The item changed after the card was drawn; nothing was done. `command` shows it as it is now."""

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self.command = command
