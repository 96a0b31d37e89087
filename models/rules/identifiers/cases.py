"""Ways into a record system: the council's own case numbers, labelled numbers, links and child-level lists."""

import re
from collections.abc import Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, clear, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.patterns import compiled
from models.rules.identifiers.settings import GuardSettings

_SYSTEMS = "liquid ?logic|frameworki|care ?director|care ?first|azeus|core ?logic|careworks|capita ?one"
_SYSTEMS_BY_OTHER_NAMES = "mosaic|protocol|eclipse|paris|synergy|impulse|lcs"  # which have other meanings too
_RECORD = "person|client|child|case|subject|pupil|service[ _-]?user|young[ _-]?person"

_LABEL = (
    rf"\b(?:(?:(?P<system>{_SYSTEMS})|mosaic|swift|lcs|ics|ll|cla|lac|{_RECORD})(?: in (?:need|care)| protection)?"
    r" ?(?:id|i\.d|no|number|num|ref|reference|record|file|unique id)|case)\b[ :#=(.-]{0,5}(?:is |was )?\Z"
)
_LABEL_BEFORE = re.compile(_LABEL.removesuffix(r"\Z") + r"(?:[a-z]{1,4}[/-]?)?\Z")
_SYSTEM_BEFORE = re.compile(rf"(?:\b(?P<system>{_SYSTEMS})|\b(?:mosaic|lcs|ics|ll|cin|cla|lac))[ :#/-]{{0,3}}\Z")
_BARE_ID_BEFORE = re.compile(
    r"(?:^|[\n.;:!?\"=(,-] ?|\b(?:for|of|with|see|check|checked|up|find|open|close"
    r"|re|the|chase|and|their|her|his|please) )"
    r"i\.?d\.?(?: no\.?| number)?[ :#=-]{0,3}\Z"
)
_NUMBER = re.compile(r"\d(?<!\d\d)[\d/-]{3,14}(?![\d%])")
_LONG_NUMBER = re.compile(r"\d{5,10}")
_REACH = 60
_YEARS_OR_DATE = re.compile(
    r"(?:19|20)\d\d(?:[/-](?:\d\d|(?:19|20)\d\d))?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d"
)

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>|\"]{4,400}")
_SYSTEM_LINK = re.compile(rf"(?:{_SYSTEMS.replace(' ?', '[-_]?')})")
_OTHER_SYSTEM_LINK = re.compile(rf"\b(?:{_SYSTEMS_BY_OTHER_NAMES})\b[^?#]{{0,200}}\d{{3}}")
_RECORD_KEY = re.compile(rf"[?&#;/](?:{_RECORD}|nhs|upn)s?[_-]?(?:id|no|ref|number|record)?[=/][a-z]{{0,4}}-?\d{{3}}")

_HEADING = (
    r"child unique id|child id|unique pupil number|upn|nhs number|nhs no|date of birth|dob|d\.o\.b\.?|ethnicity|gender"
    r"|sex|surname|forename|first name|last name|child(?:'s)? name|name of child|pupil name|legal status|postcode"
    r"|home address|age of child(?: \(years\))?|age|category of need|placement type|disability|case number"
)
_HEADINGS = re.compile(rf"(?:^|(?<=[\n,;\"])|(?<=[\t|]) {{0,3}})(?:{_HEADING})(?= {{0,3}}(?:[\n\t|,;\"]|$))")
_A_HEADING = (
    "unique id",
    "child id",
    "upn",
    "dob",
    "d.o.b",
    "of birth",
    "surname",
    "forename",
    "nhs n",
    "l name",
    "d name",
)
_TELLING = re.compile(r"child|upn|pupil|nhs|birth|d\.?o\.?b|name|address|case")
_FEWEST_HEADINGS, _WIDEST_GAP = 3, 120
_A_ROW = re.compile(r"[^\n]{0,400}\n[^\n]{0,400}?\d")


def case_numbers(page: Page, settings: GuardSettings) -> Iterator[Finding]:
    """Find the council's own numbers, and any number that is called a case's or a person's."""
    for pattern in map(compiled, settings.case_patterns):
        for found in pattern.regex.finditer(page.plain):
            sure = not pattern.bare or _LABEL_BEFORE.search(page.low, max(0, found.start() - _REACH), found.start())
            yield (clear if sure else likely)(IdentifierKind.CASE_NUMBER, found.span())
    for found in _NUMBER.finditer(page.low):
        label = _label(page.low, found)
        if label and not _YEARS_OR_DATE.fullmatch(found[0]):
            span = (label.start(), found.end())
            yield (clear if label["system"] else likely)(IdentifierKind.CASE_NUMBER, span)
        elif _is_bare_id(page.low, found):
            yield likely(IdentifierKind.CASE_NUMBER, found.span())


def _label(low: str, number: re.Match[str]) -> re.Match[str] | None:
    reach = max(0, number.start() - _REACH), number.start()
    named = _LABEL_BEFORE.search(low, *reach)
    if named is None and _LONG_NUMBER.fullmatch(number[0]):
        return _SYSTEM_BEFORE.search(low, *reach)
    return named


def _is_bare_id(low: str, number: re.Match[str]) -> bool:
    """Tell "ID 4471829", which nobody says what it is of, from "Invoice ID 4471829"."""
    long = _LONG_NUMBER.fullmatch(number[0])
    return long is not None and _BARE_ID_BEFORE.search(low, max(0, number.start() - 16), number.start()) is not None


def case_links(page: Page) -> Iterator[Finding]:
    """Find links to a record: clear where a number follows, likely where only the system is named."""
    for found in _LINK.finditer(page.plain.lower()) if "://" in page.plain or "ww." in page.low else ():
        link = found[0]
        if _RECORD_KEY.search(link) or (_SYSTEM_LINK.search(link) and re.search(r"\d{3}", link)):
            yield clear(IdentifierKind.CASE_LINK, found.span())
        elif _SYSTEM_LINK.search(link) or _OTHER_SYSTEM_LINK.search(link):
            yield likely(IdentifierKind.CASE_LINK, found.span())


def child_lists(page: Page) -> Iterator[Finding]:
    """Find the column headings of a list of children, such as inspectors' Annex A."""
    if not any(heading in page.low for heading in _A_HEADING):
        return
    for row in _rows(page.low):
        if len(row) >= _FEWEST_HEADINGS and any(_TELLING.search(heading[0]) for heading in row):
            sure = _A_ROW.match(page.low, row[-1].end())
            yield (clear if sure else likely)(IdentifierKind.CHILD_LIST, (row[0].start(), row[-1].end()))


def _rows(low: str) -> Iterator[list[re.Match[str]]]:
    row: list[re.Match[str]] = []
    for heading in _HEADINGS.finditer(low):
        if row and not _same_row(low[row[-1].end() : heading.start()]):
            yield row
            row = []
        row.append(heading)
    yield row


def _same_row(between: str) -> bool:
    return len(between) <= _WIDEST_GAP and "\n" not in between
