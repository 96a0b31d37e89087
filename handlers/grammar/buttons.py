"""Commands as buttons and forms carry them."""

from collections.abc import Mapping

MAX_COMMAND = 150


def compose(command: str, *words: str, version: int | None = None) -> str:
    """A command as a button carries it, at most 150 characters."""
    said = " ".join(filter(None, (command, *words)))
    return f"{said} @v{version}" if version is not None else said[:MAX_COMMAND]


def quoted(text: str) -> str:
    """`text` as one quoted value in a command."""
    return '"' + text.replace('"', "”") + '"'


def fill_in(values: Mapping[str, str]) -> str:
    """A form's answers as they would be said in one line."""
    return " ".join(f"{name}={quoted(value)}" for name, value in values.items() if value)
