"""Whether a reason gives away the words it asks to remove: a name, a number, or a run of them."""

import re
from collections.abc import Collection, Iterator

from models.rules.identifiers.folding import fold
from models.rules.identifiers.names import FIRST_NAMES
from models.rules.identifiers.words import NOT_INITIALS, NOT_NAMES

_RUN = 3
"""Words in a row that quote a text. A text of fewer is quoted by all of it."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_OF_A_REASON = """
 asked be because been being by can cannot childs contains could data detail details discloses disclosed error event
 file found gave given gives guessed had has have holds identified identifiable identifies identify identifying if in
 into is known law lawful left likely lived lives made may mentions might mistake mistakenly name named names not nobody
 one or parent parents party person personal private privacy read reason recognised remove removed request requested
 retention right rights s safe school should shows slip slipped somebody someone stands still stood tells text their
 them there they third this through time together traced unlawful update us was we were which while who whom whose will
 with without word words would written wrong wrongly
"""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "master"})
_OF_A_FAMILY = """
 baby boy boys brothers children family girl girls lad lads lass sibling siblings sisters twins
"""
_KIN = frozenset(_OF_A_FAMILY.split())
_NO_SURNAME = ("ing", "ed", "ion")
_ORDINARY = NOT_NAMES | frozenset(_OF_A_REASON.split())


def repeats(reason: str, texts: Collection[str]) -> bool:
    """Whether a reason has a telling word or a number of these texts in it, or three of their words in a row."""
    said = _words(reason)
    return any(_telling(said, words) or _quoted(said, words) for words in map(_words, texts))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).text)


def _telling(said: list[str], words: list[str]) -> bool:
    """A word of both that either writes as a name or a number; an initial only where both write it as one."""
    ours, theirs = set(said), set(words)
    if any(len(word) == 1 and word.isupper() and word not in "AI" for word in ours & theirs):
        return True
    common = {word.casefold() for word in ours} & {word.casefold() for word in theirs}
    return not common.isdisjoint((*_distinctive((*said, *words)), *_surnames(words)))


def _distinctive(words: Collection[str]) -> Iterator[str]:
    for word in words:
        low = word.casefold()
        named = len(word) > 1 and word[0].isupper() and word not in NOT_INITIALS and low not in _ORDINARY
        if word.isdigit() or named or low in FIRST_NAMES:
            yield low


def _surnames(words: list[str]) -> Iterator[str]:
    """What stands where a surname does, in small letters too: after a first name or a title, or before "family"."""
    low = [word.casefold() for word in words]
    for before, word, after in zip(["", *low], low, [*low[1:], ""], strict=False):
        stands = before in FIRST_NAMES or before in _TITLES or after in _KIN
        if stands and len(word) > 1 and word not in _ORDINARY and not word.endswith(_NO_SURNAME):
            yield word


def _quoted(said: list[str], words: list[str]) -> bool:
    size = min(_RUN, len(words))
    runs = set(_runs(words, size)) if size else set()
    return any(run in runs and not _ORDINARY.issuperset(run) for run in _runs(said, size))


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    low = [word.casefold() for word in words]
    yield from (tuple(low[place : place + size]) for place in range(len(low) - size + 1))
