"""Dates of birth: clear beside a name, likely without one."""

import re
from collections.abc import Iterator

from models.rules.identifiers.dates import FULL_DATE, NUMERIC, NUMERIC_AFTER_FIRST
from models.rules.identifiers.findings import Finding, IdentifierKind, clear, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.names import FIRST_NAMES
from models.rules.identifiers.rows import under_staff_headings
from models.rules.identifiers.words import MONTHS, NOT_NAMES

# A letter, then what may not stand before it: many times faster than the other way round.
_DOB = r"(?:d(?<![a-z].)(?: ?\. ?o ?\. ?b|/o/b|ob| o b|ate of birth)|b(?<![a-z].)irth ?da(?:te|y))(?![a-z])"
_ANY_WORD = ("born", "birth", "dob", "o.b", "o. b", "o .b", "o b", "/o/b")
_BETWEEN = r"[\])\"' :=,.(-]{0,4}(?:is |was |on |the |given as |recorded as ){0,2}"
_DATE_NEXT = rf"(?:{FULL_DATE}|(?<=[ :])\d{{6}}(?!\d)|\d{{8}}(?!\d))"
_BORN = r"b(?<![a-z].)orn"
_BIRTH = re.compile(rf"(?:{_DOB}|{_BORN})(?: ?\([a-z ]{{1,20}}\))?{_BETWEEN}{_DATE_NEXT}")
_BIRTH_AFTER = re.compile(rf"\d(?<!\d\d){NUMERIC_AFTER_FIRST} ?[(\[,-]{{0,2}} ?{_DOB}")
_BIRTH_NEAR = re.compile(rf"{_DOB}[^.;\n\d]{{4,60}}(?<!from )(?<!by )(?<!since )(?<!until )(?<!on )(?<!\d){NUMERIC}")
_BORN_ABOUT = re.compile(rf"{_BORN} (?:in )?(?:(?:{MONTHS}) )?(?:19|20)\d\d(?!\d)")
_COLUMN = re.compile(rf"{_DOB} {{0,3}}(?:[\t|,;][^\n]{{0,300}})?\n[^\n]{{0,300}}?{NUMERIC}")
_BRACKETED = re.compile(rf" ?[(\[] ?{NUMERIC} ?[)\]]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{1,24}")
_BEGINNING = re.compile(
    rf"\d(?<!\w\d){NUMERIC_AFTER_FIRST}[ ,;\t|-]{{1,3}}"
    rf"(?P<name>[A-Z][a-z]{{1,19}}(?:[ -][A-Z][a-z]{{1,19}}){{1,2}}) {{0,2}}(?=[,.;)\t|\n\"]|\Z)"
)
_DATE_AT_AN_END = re.compile(rf"\d(?<!\w\d){NUMERIC_AFTER_FIRST}(?<=\d\d)(?= {{0,2}}(?:[,;)\t|\n\"]|\.(?!\d)|\Z))")
_NAME_BEFORE_DATE = re.compile(
    r"(?:\A|[\n;\t|(\"]|[;|] ) {0,3}(?P<name>[A-Z][a-z]{1,19}(?:[ -][A-Z][a-z]{1,19}){0,2})(?: ?[,:;\t|-] ?| )\Z"
)
_LONGEST_NAME = 70
_AT_A_BEGINNING = re.compile(r"(?:\A|[\n;\t|(\"]|[;|,] ) {0,3}\Z")
_BEFORE, _AFTER = 60, 40


def birth_dates(page: Page) -> Iterator[Finding]:
    """Find dates of birth, and years of birth beside a name."""
    yield from _dates_before_names(page)
    yield from _names_before_dates(page)
    if not any(word in page.low for word in _ANY_WORD):
        return
    for pattern in (_BIRTH, _BIRTH_AFTER, _BIRTH_NEAR, _COLUMN):
        for found in pattern.finditer(page.low):
            sure = _has_name(page, found.span())
            yield (clear if sure else likely)(IdentifierKind.BIRTH_DATE, found.span())
    for found in _BORN_ABOUT.finditer(page.low):
        if _has_first_name(page, found.span()):
            yield likely(IdentifierKind.BIRTH_DATE, found.span())


def _dates_before_names(page: Page) -> Iterator[Finding]:
    """Find a date and then a full name, alone on their line or in their cells: "03/04/2009 Ali Khan"."""
    for found in _BEGINNING.finditer(page.text):
        first = _AT_A_BEGINNING.search(page.text, max(0, found.start() - 4), found.start())
        if first and any(_plain(word) in FIRST_NAMES for word in _WORD.findall(found["name"])):
            yield likely(IdentifierKind.BIRTH_DATE, found.span())


def _names_before_dates(page: Page) -> Iterator[Finding]:
    """Find a known first name, or it and a surname, and then a date, alone on their line or in their cells."""
    for found in _DATE_AT_AN_END.finditer(page.text):
        before = _NAME_BEFORE_DATE.search(page.text, max(0, found.start() - _LONGEST_NAME), found.start())
        if before is None or _plain(_WORD.findall(before["name"])[0]) not in FIRST_NAMES:
            continue
        if not under_staff_headings(page, before.start("name")):
            yield likely(IdentifierKind.BIRTH_DATE, (before.start("name"), found.end()))


def date_after_name(page: Page, name: tuple[int, int], *, surely: bool) -> Finding | None:
    """Find a bracketed date right after a name; `surely` where it can be no date of a visit or a meeting."""
    found = _BRACKETED.match(page.low, name[1])
    sure = clear if surely else likely
    return sure(IdentifierKind.BIRTH_DATE, (name[0], found.end())) if found else None


def _has_name(page: Page, span: tuple[int, int]) -> bool:
    words = list(_words_beside(page, span))
    return any(word[0].isupper() and not word.isupper() and _plain(word) not in NOT_NAMES for word in words) or any(
        _plain(word) in FIRST_NAMES for word in words
    )


def _has_first_name(page: Page, span: tuple[int, int]) -> bool:
    return any(word[0].isupper() and _plain(word) in FIRST_NAMES for word in _words_beside(page, span))


def _words_beside(page: Page, span: tuple[int, int]) -> Iterator[str]:
    before = page.text[max(0, span[0] - _BEFORE) : span[0]].rpartition("\n")[2]
    after = page.text[span[1] : span[1] + _AFTER].partition("\n")[0]
    for beside in (before, page.text[slice(*span)], after):
        yield from _WORD.findall(beside)


def _plain(word: str) -> str:
    return word.lower().removesuffix("'s").strip("'-")
