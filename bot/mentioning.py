"""Whether somebody who is mentioned is wanted by their address, or only named in words that are told. Pure."""

import re

SOMEBODY = "somebody"
"""Who is mentioned in what is told, and not known."""
_TELLING = re.compile(r"\s*(?:please\s+)?(?:update|evidence|draft)\b", re.IGNORECASE)
_VALUE = re.compile(r"\w=\"?\Z")


def only_told(text: str, start: int, end: int) -> bool:
    """Whether the mention between `start` and `end` stands in words to keep: an update's, or others between quotes."""
    before = text[:start]
    if _VALUE.search(before):
        return False
    alone = before.endswith('"') and text[end : end + 1] == '"'
    return bool(_TELLING.match(text)) or (before.count('"') % 2 == 1 and not alone)


def as_told(name: str) -> str:
    """A name as it stands in words that are told, which may stand between quotes."""
    return name.replace('"', "'") or SOMEBODY
