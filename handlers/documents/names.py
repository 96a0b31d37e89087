"""How the parts of a plan file are named and found again: labels, numbers, short names."""

import re

from handlers.documents.plan_format.governance import Board
from handlers.documents.plan_format.items import Recommendation, Workstream
from handlers.grammar import label_key

__all__ = ["board_keys", "label_key", "label_of", "number_of", "short_name", "stream_keys", "stream_label"]

_LAST_DIGITS = re.compile(r"(?:\A|[^\d.])(\d{1,9})\Z", re.ASCII)
_LONGEST = 60


def label_of(item: Recommendation) -> str:
    """What people call a recommendation: the council's own number where it has one."""
    return item.council_number or item.number


def number_of(label: str) -> int | None:
    """The number at the end of a label: 4 of SG4 and 10 of 10, but none of 4.2."""
    found = _LAST_DIGITS.search(label.strip())
    return int(found[1]) if found else None


def short_name(text: str) -> str:
    """A name as an id: "Bath & NES" is bath-nes."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", ""))
    return "-".join(words)[:_LONGEST].strip("-")


def stream_label(stream: Workstream) -> str:
    """What people call a workstream: its number, else its name."""
    return stream.number or stream.name


def stream_keys(stream: Workstream) -> set[str]:
    """Everything a workstream may be called in its file."""
    return {label_key(stream_label(stream)), label_key(stream.name)}


def board_keys(board: Board) -> set[str]:
    """Everything a board may be called in its file."""
    return {label_key(name) for name in (board.id, board.name, *board.also_called)}
