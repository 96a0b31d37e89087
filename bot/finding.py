"""What `ofsted-bot check` finds, one sentence each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `state` is Right, Wrong, or Note for what is neither."""

    state: str
    said: str


def right(said: str) -> Finding:
    return Finding("Right", said)


def wrong(said: str) -> Finding:
    return Finding("Wrong", said)


def note(said: str) -> Finding:
    return Finding("Note", said)
