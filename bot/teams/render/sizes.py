"""How much there is room for. Teams takes a message of 100 kB as UTF-16, and a card of 28 kB.

A character takes at most twice as many bytes in UTF-16 as in UTF-8, which is what is counted here.
"""

import json
from typing import Any

CARD = 25_000
MESSAGE = 36_000
"""All the cards of one message, which leaves the fifth part of it to the words that go with them."""

MOST_CARDS = 10


_written = json.JSONEncoder(ensure_ascii=False).encode


def size(value: Any) -> int:
    """How many bytes JSON takes."""
    return len(_written(value).encode())
