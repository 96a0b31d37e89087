"""Cuts text that is too long for a platform: never through what is seen as one character, nor through its markup."""

import re
import unicodedata
from itertools import takewhile

_FLAG = range(0x1F1E6, 0x1F200)
_JOINED = frozenset("\u200d\ufe0e\ufe0f") | {chr(code) for code in range(0x1F3FB, 0x1F400)}


def cut_between(text: str, most: int, token: re.Pattern[str]) -> tuple[str, str] | None:
    """The beginning that fits `most` characters, and the rest; between words if that keeps half of it.

    `token` matches what must stay whole. None where the first of them is longer than that already.
    """
    ends = [each.end() for each in takewhile(lambda found: found.end() <= most, token.finditer(text))]
    if not ends:
        return None
    back = [*reversed(ends)]
    spaced = (end for end in back if text[end - 1].isspace() and end > most // 2 and not _within(text, end))
    whole = (end for end in back if not _within(text, end))
    end = next(spaced, 0) or next(whole, 0) or back[0]
    return text[:end], text[end:]


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
