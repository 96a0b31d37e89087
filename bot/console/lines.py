"""Fits styled words to lines of a given width, safely: no text can drive a terminal or forge a column.

Runs of space become one.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from bot.text import BREAK, clean, one_line

Piece = tuple[str, str]  # text, and its SGR codes ("" for none)
Word = tuple[Piece, ...]  # what is never broken; one word may change style, as "AMBER" and its colon do
Line = list[Piece]


def broken(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces as the lines they were typed in."""
    lines: list[Line] = [[]]
    for text, style in pieces:
        head, *rest = BREAK.split(text)
        lines[-1].append((head, style))
        lines += [[(line, style)] for line in rest]
    return lines


def split(pieces: Iterable[Piece]) -> list[Word]:
    """The words in the pieces, which may meet within a word."""
    words: list[Word] = []
    apart = True
    for piece, style in pieces:
        if text := clean(piece):
            found: list[Word] = [((part, style),) for part in text.split()]
            if found and not apart and not text[0].isspace():
                words[-1] += found.pop(0)
            words += found
            apart = text[-1].isspace()
    return words


def fill(pieces: Sequence[Piece], width: int, hang: int, start: int = 0) -> list[Line]:
    """The words in the pieces as lines, as `wrap` makes them; most text is in one style and quickly cut."""
    if len(pieces) != 1 or not _one_cell_each(text := one_line(pieces[0][0])):
        return wrap(split(pieces), width, hang, start)
    lines: list[Line] = []
    while text:
        indent = hang if lines else start
        end = len(text) if len(text) <= width - indent else text.rfind(" ", 0, width - indent + 1)
        if end < 0:  # one word is wider than the line
            end = text.find(" ") if " " in text else len(text)
        lines.append([(" " * indent, ""), (text[:end], pieces[0][1])])
        text = text[end + 1 :]
    return lines


def wrap(words: Iterable[Word], width: int, hang: int, start: int = 0) -> list[Line]:
    """Lines at most `width` wide unless one word is wider; the first indented by `start`, others `hang`."""
    lines: list[Line] = []
    line: Line = []
    room = 0
    for word in words:
        size = size_of(word)
        if line and size < room:
            line.append(_space(line, word))
            line += word
            room -= size + 1
        else:
            indent = hang if lines else start
            line = [(" " * indent, ""), *word]
            lines.append(line)
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
    size = 0
    for text, _ in pieces:
        size += len(text) if text.isascii() else sum(map(_cells, text))
    return size


def printed(lines: Iterable[Line], *, colour: bool) -> str:
    drawn = (_painted(line) if colour else "".join([text for text, _ in line]) for line in lines)
    return "\n".join(line.rstrip() for line in drawn)


def _space(before: Sequence[Piece], after: Word) -> Piece:
    style = before[-1][1]
    return " ", style if style == after[0][1] else ""


def _one_cell_each(text: str) -> bool:
    return text.isascii() or all(_cells(character) == 1 for character in set(text))


@lru_cache(1_024)
def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _painted(line: Line) -> str:
    runs = groupby(line, key=lambda piece: piece[1])
    joined = [(style, "".join(text for text, _ in run)) for style, run in runs]
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in joined)
