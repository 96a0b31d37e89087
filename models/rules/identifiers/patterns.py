r"""A council's own case-number patterns: a small language with no way to be slow, refused when it would catch too much.

A pattern is written from the left: letters and digits that stand for themselves, `\d` or `[0-9]` for a digit,
`[A-Z]` for a letter, `- / . _` or a space for a separator; `{6}` or `{5,7}` after one says how many, `?` that it may
be missing. Capitals and separators are forgiven when text is checked. There is no `*`, no `|` and no bracketed group,
so a pattern can never match more than a few characters or try more than a few ways of doing it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST_PATTERNS = 20

_LONGEST_PATTERN, _LONGEST_MATCH, _MOST_WAYS, _FEWEST_DIGITS, _FEWEST_BARE_DIGITS = 60, 40, 64, 3, 5
_TOKEN = re.compile(
    r"(?P<digit>\\d|\[0-9\]|[0-9])|(?P<letter>\[A-Za-z\]|\[[A-Za-z](?:-?[A-Za-z]){0,25}\]|[A-Za-z])"
    r"|(?P<either>\[[A-Za-z0-9-]{1,20}\])|(?P<separator>\\?[-/._ ]|\[[-/._ ]{1,5}\])"
)
_TIMES = re.compile(r"\{(\d{1,2})(?:,(\d{1,2}))?\}|(\?)")
_EDGES = re.compile(r"^(?:\^|\\b)+|(?:\$|\\b)+$")
_WHOLE = "(?<![a-z0-9])(?:{})(?![a-z0-9])"
_BARE = r"(?<![a-z0-9£$€.,/+])(?<!\d[ -])(?:{})(?![a-z0-9]|[ ,./-]\d)"  # neither money nor part of a telephone number
_ANY_SEPARATOR = "[ ./_-]{0,2}"
_WORD_BEFORE = re.compile(r"[A-Za-z]{2}$")
_ORDINARY_TEXT = (
    "2010; in 2010; by 2012; of 1500; 2008/09; 2009-10-30; 30/10/2009; 30.10.2009; 3/4/09; 12:30; 24 November 2009"
    "; Q1 2010; 01223 699200; 0300 123 4567; 020 7946 0958; 07700 900123; 700,000; SG4; LAC4; R10; 4.2; 65.9%"
    "; 43 of 50; audit; children; Section 20; month 6; v7; SEND 2014"
)
_ORDINARY = tuple(_ORDINARY_TEXT.split("; "))


@dataclass(frozen=True, slots=True)
class CasePattern:
    """A pattern ready to use; `bare` if it is digits alone, which other things are as well."""

    regex: re.Pattern[str]
    bare: bool


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    source: str
    fewest: int
    most: int


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that is unreadable, slow or too broad: ValueError, in a plain sentence."""
    compiled(pattern)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> CasePattern:
    """Make a pattern ready to use, or raise ValueError."""
    if not 0 < len(pattern.strip()) <= _LONGEST_PATTERN:
        raise ValueError(f"A case-number pattern has between 1 and {_LONGEST_PATTERN} characters.")
    parts = tuple(_parts(_EDGES.sub("", pattern.strip())))
    _refuse_slow(parts)
    _refuse_broad(parts)
    bare = all(part.kind in ("digit", "separator") for part in parts)
    regex = re.compile((_BARE if bare else _WHOLE).format(_source(parts)), re.IGNORECASE | re.ASCII)
    _refuse_ordinary(regex, _ORDINARY if bare else (*_ORDINARY, "of 100000"))
    return CasePattern(regex, bare)


def _parts(pattern: str) -> Iterator[_Part]:
    place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:
            raise ValueError(_unreadable(pattern[place:]))
        times = _TIMES.match(pattern, token.end())
        yield _part(str(token.lastgroup), token[0], times)
        place = times.end() if times else token.end()


def _part(kind: str, source: str, times: re.Match[str] | None) -> _Part:
    if times is None or times[3]:
        return _Part(kind, source, 0 if times else 1, 1)
    fewest, most = int(times[1]), int(times[2] or times[1])
    if fewest > most:
        raise ValueError(f"In {times[0]} the smaller number comes first.")
    return _Part(kind, source, fewest, most)


def _unreadable(rest: str) -> str:
    if rest[0] in "*+":
        return f"{rest[0]} has no end. Say how many instead: \\d{{6}}, or \\d{{5,7}}."
    if rest[0] in "(|)":
        return "Write one pattern for each form of the number: brackets ( ) and | are not understood."
    return (
        f"The pattern cannot be read from {rest[:10]!r} on. Write letters and digits as they are, \\d for any digit,"
        " [A-Z] for any letter, and {6} for how many: LCS-\\d{6}."
    )


def _refuse_slow(parts: tuple[_Part, ...]) -> None:
    if sum(part.most for part in parts) > _LONGEST_MATCH:
        raise ValueError(f"The pattern may match {_LONGEST_MATCH} characters at most.")
    ways = 1
    for part in parts:
        ways *= part.most - part.fewest + 1
    if ways > _MOST_WAYS:
        raise ValueError("The pattern leaves too many lengths open. Write one pattern for each length.")


def _refuse_broad(parts: tuple[_Part, ...]) -> None:
    digits = sum(part.fewest for part in parts if part.kind == "digit")
    letters = sum(part.fewest for part in parts if part.kind in ("letter", "either"))
    if digits < _FEWEST_DIGITS or (letters == 0 and digits < _FEWEST_BARE_DIGITS):
        raise ValueError(
            "The pattern would match ordinary words and numbers. It needs at least"
            f" {_FEWEST_DIGITS} digits beside letters, or {_FEWEST_BARE_DIGITS} digits alone."
        )


def _refuse_ordinary(regex: re.Pattern[str], texts: tuple[str, ...]) -> None:
    for ordinary in texts:
        if regex.search(ordinary):
            raise ValueError(f"The pattern also matches “{ordinary}”, so ordinary messages would be refused.")


def _source(parts: tuple[_Part, ...]) -> str:
    made = written = ""
    for part in parts:
        if part.kind == "separator":
            made, written = made + _ANY_SEPARATOR, ""
            continue
        if part.kind == "digit" and written:
            made += "[ -]?" if _WORD_BEFORE.search(written) else "-?"
        made += f"{part.source}{{{part.fewest},{part.most}}}"
        written = "" if part.kind == "digit" else written + part.source
    return made
