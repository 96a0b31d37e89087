"""Whether a text stands in something the bot wrote, whole or shortened as cards shorten it, and taking it out."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from handlers.cards.words import GONE

SHORTEST = 4
"""Letters that a text must have to be looked for in other texts: "17 of 20" and "4.2" stand in many."""
_OPENING = 12
"""Characters that a text must have to be known wherever it stands, and by its beginning; a shorter one is quoted."""
_LETTER = re.compile(r"[^\W\d_]")


def looked_for(words: Collection[str]) -> tuple[str, ...]:
    """Those of some texts that are told apart by their letters, so that finding them elsewhere means something."""
    return tuple(text for text in dict.fromkeys(words) if len(_LETTER.findall(text)) >= SHORTEST and text != GONE)


def quotes(value: Any, words: Collection[str]) -> bool:
    """Whether any text in a JSON value has one of these words in it."""
    match value:
        case dict():
            return any(quotes(inner, words) for inner in value.values())
        case list():
            return any(quotes(inner, words) for inner in value)
        case str():
            return any(True for text in words for _ in _forms(text, value))
        case _:
            return False


def without(value: Any, words: Collection[str], gone: str = GONE) -> Any:
    """A JSON value with a marked gap, which says `gone`, wherever one of these words stood."""
    match value:
        case dict():
            return {name: without(inner, words, gone) for name, inner in value.items()}
        case list():
            return [without(inner, words, gone) for inner in value]
        case str():
            for text in words:
                for form in sorted(set(_forms(text, value)), key=len, reverse=True):
                    value = value.replace(form, gone)
            return value
        case _:
            return value


def _forms(text: str, value: str) -> Iterator[str]:
    """The text as it stands in `value`: whole, or its beginning and "…"; a short one alone, or between “ and ”."""
    if len(text) < _OPENING:
        yield from (form for form in (f"“{text}”",) if form in value)
        yield from (text,) * (text == value)
        return
    if text in value:
        yield text
    at = value.find(text[:_OPENING])
    while at >= 0:
        end = value.find("…", at)
        if end > at and text.startswith(value[at:end]):
            yield value[at : end + 1]
        at = value.find(text[:_OPENING], at + 1)
