"""Cuts text that is too long for a platform: never through what is seen as one character, nor through its markup."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile

_FLAG = range(0x1F1E6, 0x1F200)
_JOINED = frozenset("\u200d\ufe0e\ufe0f") | {chr(code) for code in range(0x1F3FB, 0x1F400)}


def cut_between(text: str, most: int, token: re.Pattern[str] | None = None) -> tuple[str, str] | None:
    """The beginning that fits `most` characters, and the rest; between words if that keeps half of it.

    `token` matches what must stay whole, which else is one character. None where the first is longer than that already.
    """
    back = range(min(most, len(text)), 0, -1) if token is None else _ends(text, most, token)
    if not back:
        return None
    spaced = (end for end in back if text[end - 1].isspace() and end > most // 2 and not _within(text, end))
    whole = (end for end in back if not _within(text, end))
    end = next(spaced, 0) or next(whole, 0) or back[0]
    return text[:end], text[end:]


def _ends(text: str, most: int, token: re.Pattern[str]) -> Sequence[int]:
    """Where a token ends within the first `most` characters, the last first."""
    return [each.end() for each in takewhile(lambda found: found.end() <= most, token.finditer(text))][::-1]


def _within(text: str, end: int) -> bool:
    """Whether cutting here would part what is seen as one character."""
    if end >= len(text):
        return False
    before, after = text[end - 1], text[end]
    if after in _JOINED or before == "\u200d" or unicodedata.category(after) in {"Mn", "Mc", "Me"}:
        return True
    if ord(after) not in _FLAG:
        return False
    run = 0
    while run < end and ord(text[end - 1 - run]) in _FLAG:
        run += 1
    return run % 2 == 1
