"""Fits styled words to lines of a given width, safely: no text can drive a terminal or forge a column.

Control characters become U+FFFD, invisible ones (bidirectional overrides among them) go, and runs of space
become one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

Piece = tuple[str, str]  # text, and its SGR codes ("" for none)
Word = tuple[Piece, ...]  # what is never broken; one word may change style, as "AMBER" and its colon do
Line = list[Piece]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Text without what could drive a terminal; white space is left for `split` to take out."""
    return _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Untrusted text as one line that cannot drive a terminal."""
    return " ".join(clean(text).split())


def broken(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces as the lines they were typed in."""
    lines: list[Line] = [[]]
    for text, style in pieces:
        head, *rest = _BREAK.split(text)
        lines[-1].append((head, style))
        lines += [[(line, style)] for line in rest]
    return lines


def split(pieces: Iterable[Piece]) -> list[Word]:
    """The words in the pieces, which may meet within a word."""
    words: list[list[Piece]] = [[]]
    for text, style in pieces:
        head, *rest = re.split(r"\s+", clean(text))
        words[-1] += [(head, style)] if head else []
        words += [[(part, style)] if part else [] for part in rest]
    return [tuple(word) for word in words if word]


def wrap(words: Iterable[Word], width: int, hang: int, start: int = 0) -> list[Line]:
    """Lines at most `width` wide unless one word is wider; the first indented by `start`, others `hang`."""
    lines: list[Line] = []
    room = 0
    for word in words:
        size = size_of(word)
        if lines and size < room:
            lines[-1] += [_space(lines[-1], word), *word]
            room -= size + 1
        else:
            indent = hang if lines else start
            lines.append([(" " * indent, ""), *word])
            room = width - indent - size
    return lines


def spaced(words: Sequence[Word]) -> Line:
    """The words on one line, however long."""
    apart = [[*word, _space(word, after)] for word, after in pairwise(words)]
    return [piece for word in [*apart, *words[-1:]] for piece in word]


def padded(line: Line, width: int) -> Line:
    return [*line, (" " * (width - size_of(line)), "")]


def length(words: Sequence[Word]) -> int:
    """How many cells the words take with a space between each."""
    return sum(map(size_of, words)) + max(len(words) - 1, 0)


def size_of(pieces: Iterable[Piece]) -> int:
    """How many cells of a terminal the pieces take."""
    return sum(len(text) if text.isascii() else sum(map(_cells, text)) for text, _ in pieces)


def printed(lines: Iterable[Line], *, colour: bool) -> str:
    drawn = (_painted(line) if colour else "".join(text for text, _ in line) for line in lines)
    return "\n".join(line.rstrip() for line in drawn)


def _space(before: Sequence[Piece], after: Word) -> Piece:
    style = before[-1][1]
    return " ", style if style == after[0][1] else ""


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _painted(line: Line) -> str:
    runs = groupby(line, key=lambda piece: piece[1])
    joined = [(style, "".join(text for text, _ in run)) for style, run in runs]
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in joined)
