"""Writes words as the text of Adaptive Cards, safely: nobody's text can become markup.

A text run is shown as it is, so words go into runs. Headings and choices are read as Markdown, which each client
reads in its own way: there, what means something becomes a character that looks the same. Every text reads
`{{DATE(…)}}` and `{{TIME(…)}}`, which are parted.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, assert_never

from bot.cutting import cut_between
from bot.links import host_of, in_words
from bot.text import BREAK, clean, is_tidy, one_line
from models.card import Bold, Day, Link, Mention, Paragraph, Span, Spans, Tinted, Tone, plain

Json = dict[str, Any]
Run = tuple[str, Json]

COLOURS: dict[Tone, Json] = {
    Tone.NEUTRAL: {},
    Tone.BLUE: {"color": "Accent"},
    Tone.GREEN: {"color": "Good"},
    Tone.AMBER: {"color": "Warning"},
    Tone.RED: {"color": "Attention"},
    Tone.GREY: {"isSubtle": True},
}
"""How a word in a tone is set. The word says it as well: a client may show no colours."""

QUIET: Json = {"isSubtle": True, "size": "Small"}
STRONG: Json = {"weight": "Bolder"}
LONGEST_TEXT = 1_500

_JOINER = "\N{WORD JOINER}"
_INERT = str.maketrans({
    "*": "\N{ASTERISK OPERATOR}",
    "~": "\N{TILDE OPERATOR}",
    "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
    "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
    ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
})  # fmt: skip
_LOW_LINE = "\N{MODIFIER LETTER LOW MACRON}"
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_PARTED = re.compile(r"(?<=\])(?=[(\[:])|(?<=\\)(?=[^\w\s])|(?<=&)(?=[#\w]+;)|\A(?=[#+=|-]|\d+[.)])")
_SIGNS = "*~`<>_]\\&{"
_BRACES = re.compile(r"(?<=\{)(?=\{)")
_SPACES = re.compile(r"\s+")
_HANG = "\N{EM SPACE}"
_LONGEST_URL = 2_000


def rich(spans: Spans, *, lines: bool = False, **style: Any) -> list[Json]:
    """The spans as blocks of text runs, one for each line that was typed; all but the first are indented."""
    if len(spans) == 1 and type(only := spans[0]) is str and only and _is_tidy(only):
        return [_block([(only, style)])]
    runs = [run for span in spans for run in _runs(span, style) if run[0]]
    if not runs:
        return []
    if _is_tidy("".join([text for text, _ in runs])):
        return [_block(runs)]
    typed = [_tidied(line) for line in _lines(runs)] if lines else [_tidied(runs)]
    kept = [line for line in typed if line]
    hung = [line if not place else [(_HANG, style), *line] for place, line in enumerate(kept)]
    blocks = [_block(part) for line in hung for part in _parts(line)]
    return [block if not place else {**block, "spacing": "None"} for place, block in enumerate(blocks)]


def _is_tidy(said: str) -> bool:
    """Whether this is one line as it is, as most is: nothing to clean, to strip or to part."""
    return len(said) <= LONGEST_TEXT and is_tidy(said)


def paragraph(tidy: Paragraph) -> Json | None:
    """A tidy paragraph in which nothing means anything, where it is no more than one short text; else None."""
    spans = tidy.spans
    if len(spans) != 1 or type(only := spans[0]) is not str or not 0 < len(only) <= LONGEST_TEXT:
        return None
    if tidy.quiet:
        return _block([(only, QUIET)])
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": only}]}


def inert(text: str) -> str:
    """Text as one line of Markdown in which nothing means anything."""
    said = one_line(text)
    if not _means(said):
        return said
    said = _UNDERSCORE.sub(_LOW_LINE, said.translate(_INERT))
    return literal(_PARTED.sub(_JOINER, said))


def _means(text: str) -> bool:
    """Whether anything in a line could mean something, as where it begins with no letter; in most nothing does."""
    return not text[:1].isalpha() or any(map(text.__contains__, _SIGNS))


def literal(text: str) -> str:
    """Clean text in which no date or time is worked out."""
    return _BRACES.sub(_JOINER, text) if "{{" in text else text


def clip(text: str, most: int) -> str:
    """Text of at most `most` characters; what is cut ends in "…"."""
    return text if len(text) <= most else _cut(text, most - 1)[0].rstrip() + "…"


def split(text: str, most: int) -> Iterator[str]:
    """Text in parts of at most `most` characters."""
    while len(text) > most:
        head, text = _cut(text, most)
        yield head
    yield text


def _cut(text: str, most: int) -> tuple[str, str]:
    return cut_between(text, most) or (text[:most], text[most:])


def _runs(span: Span, style: Json) -> list[Run]:
    match span:
        case str():
            return [(span, style)]
        case Bold(text):
            return [(text, {**style, **STRONG})]
        case Tinted(text, tone):
            return [(text, {**style, **STRONG, **COLOURS[tone]})]
        case Mention() | Day():
            return [(plain((span,)), style)]
        case Link(url=url):
            linked = {"selectAction": {"type": "Action.OpenUrl", "url": url}} if _may_link(url) else {}
            return [(in_words(span), {**style, **linked})]
        case _:
            assert_never(span)


def _may_link(url: str) -> bool:
    return len(url) <= _LONGEST_URL and bool(host_of(url))


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for text, style in runs:
        head, *rest = BREAK.split(text)
        line.append((head, style))
        for each in rest:
            yield line
            line = [(each, style)]
    yield line


def _tidied(line: list[Run]) -> list[Run]:
    """A line without the white space around it, each run of white space one space."""
    said = [(_SPACES.sub(" ", clean(text)), style) for text, style in line]
    while said and not said[0][0].strip():
        said.pop(0)
    while said and not said[-1][0].strip():
        said.pop()
    if said:
        said[0] = (said[0][0].lstrip(), said[0][1])
        said[-1] = (said[-1][0].rstrip(), said[-1][1])
    return [(text, style) for text, style in said if text]


def _parts(line: list[Run]) -> Iterator[list[Run]]:
    """A line in parts that are each no longer than a text may be."""
    pieces = [(part, style) for text, style in line for part in split(text, LONGEST_TEXT)]
    ends, total = [], 0
    for text, _ in pieces:
        total += len(text)
        ends.append((total - 1) // LONGEST_TEXT)
    for _, part in groupby(zip(ends, pieces, strict=True), key=lambda each: each[0]):
        yield [piece for _, piece in part]


def _block(line: list[Run]) -> Json:
    inlines = [{"type": "TextRun", "text": literal(text) if "{" in text else text, **style} for text, style in line]
    return {"type": "RichTextBlock", "inlines": inlines}
