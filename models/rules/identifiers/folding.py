"""One plain spelling of a text, so that wide digits, odd spaces, hidden characters and markup hide nothing.

Every place in the folded text leads back to its place in the text as it was written.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = dict.fromkeys((*range(32), 127), " ") | {ord(c): "\n" for c in "\n\r\x0b\x0c"} | {ord("\t"): "\t"}
_MARKUP = str.maketrans("_*~`", "    ")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s)|\n+(?!\s{0,8}[a-z])")
_WORDS_OF_CHILDREN = (
    "child|young|baby|babies|infant|toddler|newborn|teen|adolesc|youth|girl|boy|sibling|pupil|student|lass"
    "|minors|famil|twin|triplet|uasc|care leaver|sister|brother|runaway|asylum|mother|father|parent|carer|he is"
    "|he was|he turn|-old|s old|r old|h old|k old"
)
_OF_CHILDREN = tuple(_WORDS_OF_CHILDREN.split("|"))
_OF_CHILDREN_IN_SHORT = re.compile(r"[ckly](?<!\w.)(?:ids?|ic|las?|ac|ads?|ps?\d?|o|/o)\b|\dy/?o\b")
_BLOCK = 300  # a sentence longer than two of these is read in blocks, each with its neighbours
_LONGEST = 4  # what one character may become, so that no text folds into a far longer one
_KEPT_AS = (
    dict.fromkeys("\u2018\u2019\u201b\u02bc", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | dict.fromkeys("\u2022\u00b7\u2219\u2027", ".")
    | dict.fromkeys("\u2212\u2043", "-")
    | {"\u2044": "/", "\u2215": "/", "\x85": "\n"}
)
_BY_CATEGORY = {"Cf": "", "Mn": "", "Mc": "", "Me": "", "Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-", "Cc": " "}


@dataclass(frozen=True)
class Page:
    """A folded text: `plain` as folded, `text` without markup, `low` in small letters, all of one length."""

    plain: str
    shifts: tuple[tuple[int, int], ...] = ()

    @cached_property
    def text(self) -> str:
        """The text without the underscores and stars of markup and of file names."""
        return self.plain.translate(_MARKUP)

    @cached_property
    def low(self) -> str:
        """The text without markup, in small letters."""
        return self.text.lower()

    @cached_property
    def _said(self) -> dict[tuple[re.Pattern[str], tuple[int, int]], bool]:
        return {}

    @cached_property
    def _ends(self) -> list[int]:
        return [0, *(found.end() for found in _SENTENCE_END.finditer(self.text)), len(self.text)]

    def original(self, place: int) -> int:
        """Give the place in the text as it was written."""
        index = bisect_right(self.shifts, place, key=itemgetter(0))
        here = place + (self.shifts[index - 1][1] if index else 0)
        return here if index == len(self.shifts) else min(here, sum(self.shifts[index]))

    @cached_property
    def about_children(self) -> tuple[tuple[int, int], ...]:
        """The sentences, run together where they touch, that have a word for a child or a family in them."""
        found: list[tuple[int, int]] = []
        for word in sorted(_words_for_children(self.low)):
            if not found or word[1] > found[-1][1]:
                first, last = self.sentence(word)
                if found and first <= found[-1][1]:
                    first = found.pop()[0]
                found.append((first, max(last, word[1])))
        return tuple(found)

    def near_children(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Find a pattern in those sentences of `text` or `low`, which is far quicker than in all of them."""
        for window in self.about_children:
            yield from pattern.finditer(text, *window)

    def says(self, pattern: re.Pattern[str], span: tuple[int, int]) -> bool:
        """Tell whether a pattern is in the sentence around a span, reading each sentence once."""
        sentence = self.sentence(span)
        known = self._said.get((pattern, sentence))
        if known is None:
            known = self._said[pattern, sentence] = pattern.search(self.low, *sentence) is not None
        return known

    def sentence(self, span: tuple[int, int]) -> tuple[int, int]:
        """Give where the sentence around a span begins and ends."""
        start, end = span
        first = self._ends[bisect_right(self._ends, start, hi=len(self._ends) - 1) - 1]
        last = self._ends[min(bisect_right(self._ends, end - 1), len(self._ends) - 1)]
        block = start // _BLOCK * _BLOCK
        return max(first, block - _BLOCK), min(last, block + 2 * _BLOCK)


def fold(text: str) -> Page:
    """Fold a text."""
    if text.isascii():
        return Page(text.translate(_CONTROL))
    plain = _NOT_ASCII.sub(lambda run: "".join(map(_folded, run[0])), text)
    return Page(plain.translate(_CONTROL), tuple(_shifts(text)))


def _words_for_children(low: str) -> Iterator[tuple[int, int]]:
    for word in _OF_CHILDREN:
        place = low.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = low.find(word, place + 1)
    yield from (found.span() for found in _OF_CHILDREN_IN_SHORT.finditer(low))


def _shifts(text: str) -> Iterator[tuple[int, int]]:
    """Where the folded text gets longer or shorter, and how far it is then from the original."""
    shift = 0
    for run in _NOT_ASCII.finditer(text):
        for place, char in enumerate(run[0], run.start()):
            if (size := len(_folded(char))) != 1:
                shift += 1 - size
                yield place + 1 - shift, shift


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _KEPT_AS.get(char, char))
    return "".join(map(_simple, decomposed))[:_LONGEST]


def _simple(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.decimal(char, None)
    kept = _KEPT_AS.get(char) or _BY_CATEGORY.get(unicodedata.category(char), char)
    return kept if digit is None else str(digit)
