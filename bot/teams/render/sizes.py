"""How much there is room for. Teams takes a message of 100 kB as UTF-16, and a card of 28 kB.

A character takes at most twice as many bytes in UTF-16 as in UTF-8, which is what is counted here.
"""

import json
from collections.abc import Mapping
from typing import Any

CARD = 25_000
MESSAGE = 36_000
"""All the cards of one message, which leaves the fifth part of it to the words that go with them."""

MOST_CARDS = 10


_written = json.JSONEncoder(check_circular=False).encode  # nothing drawn holds itself
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Written(dict[str, Any]):
    """What is sent, with its JSON: written once, to be measured and to be sent as it is."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        super().__init__(value)
        self.text: str = _written(self)

    @property
    def fits(self) -> bool:
        """Whether it is so small that no card in it can be too large: its JSON is ASCII, of which no byte is saved."""
        return len(self.text) <= CARD


def size(value: Any) -> int:
    """How many bytes JSON takes."""
    return len(_as_json(value).encode())
