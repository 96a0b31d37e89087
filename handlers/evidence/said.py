"""What somebody typed after the kind of a piece of evidence: what it shows, and perhaps which way it speaks."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from handlers.grammar import Token, bearing, tokens
from models.vocabulary import Bearing


class Said(NamedTuple):
    """What a piece shows, and which way it speaks; `unsure` is whether that word may only be one of the others."""

    shows: str
    bearing: str = ""
    unsure: bool = False


def read(typed: str) -> Said:
    """`typed`, letter for letter as it was said, with the bearing that stands beside quoted words or alone."""
    words = tokens(typed)
    place = next((n for n in (len(words) - 1, 0) if words and _bearing(words[n])), None)
    if place is None:
        return Said(plain(typed), *_inside(words))
    rest = (*words[:place], *words[place + 1 :])
    if all(word.quoted for word in rest):
        return Said(" ".join(word.text for word in rest), words[place].text.casefold())
    unsure = words[place].text.casefold() != Bearing.FOR
    return Said(typed, words[place].text.casefold() if unsure else "", unsure)


def _bearing(word: Token) -> bool:
    return not word.quoted and bearing(word.text) is not None


def plain(typed: str) -> str:
    """What was typed, without quotation marks around the whole of it."""
    words = tokens(typed)
    return words[0].text if len(words) == 1 and not words[0].name else typed


def _inside(words: Sequence[Token]) -> tuple[str, bool]:
    """A word right after quoted ones, with more to follow, may be the bearing."""
    for before, word in pairwise(words):
        if before.quoted and _bearing(word):
            return word.text.casefold(), True
    return "", False
