"""A list of named children: headings with rows under them, and a name's own line in a form."""

import re
from collections.abc import Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, clear, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.naming import FULL_NAME, INITIALS, may_be_initials, may_be_name

_NAMES = re.compile(
    r"(?:the )?(?:full |first |last |fore|sur)?names?|(?:child|pupil|student|young person|yp|sibling|baby)(?:'?s)?"
    r"(?: (?:full |first |last |fore|sur)?name| initials)?|name of (?:the )?(?:child|pupil|young person)|initials"
)
_TELLS = re.compile(
    r"(?:current )?(?:age|school|placement|carers?|nursery|college|year(?: group)?|yr(?: group)?|class)"
    r"|(?:school|foster|placement|year|age|home|carer)s? (?:name|type|group|attended|address|placement|carers?|home)"
    r"|(?:age|school|placement)(?: at| on| since| \()[^,;\t|\n]{0,30}"
    r"|d\.?o\.?b\.?|date of birth|birth ?date|birthday|born"
)
_COULD_HEAD = re.compile(r"name|child|pupil|student|young person|yp|sibling|baby|initials")
_A_NAME = re.compile(rf"(?P<name>{FULL_NAME}|{INITIALS}|{FULL_NAME} [A-Z]\.?)")
_MOST_ROWS, _MOST_ROWS_ABOVE, _LONGEST_ROW = 20, 50, 400
_FIGURE = re.compile(r"\d")
_PARTED = re.compile(r"[,;\t|]")
_OF_STAFF = re.compile(
    r"\b(?:owners?|leads?|managers?|(?:social )?workers?|officers?|roles?|staff|teams?|caseloads?|cases|actions?|tasks?"
    r"|vacanc(?:y|ies)|posts?|grade|recommendations?|items?)\b"
)
_FIELD = re.compile(
    r"n(?<!\w.)ame ?[:=] ?"
    r"(?P<name>[^:=\n\t|;,]{2,40})[;,|\n\t. ]{1,4}(?:[^\n:=]{1,30}[:=][^\n:=]{1,30}[;,|\n\t]\s?)?"
    r"(?:age|d\.?o\.?b\.?|date of birth|year group|school|placement) ?[:=]"
)
_WHOSE = re.compile(
    r"(?:\A|[\n\t;|,.:(\"] {0,3}|\b(?:child|pupil|student|young person|yp|sibling|baby|full|first)(?:'?s)? )\Z"
)


def named_rows(page: Page) -> Iterator[Finding]:
    """Find a heading for names beside one for an age, a school, a placement or a birth, with a name under it."""
    if not _COULD_HEAD.search(page.low):
        return
    yield from _fields(page)
    end = 0
    while end < len(page.low):
        start, end = end, page.low.find("\n", end) + 1 or len(page.low)
        columns = _headed(page.low[start:end])
        if columns and (last := _last_named(page, end, columns)):
            yield clear(IdentifierKind.CHILD_LIST, (start, last))


def under_staff_headings(page: Page, place: int) -> bool:
    """Tell whether a row stands in a table whose first line heads a list of staff, as one of caseloads, or of items.

    A sentence with commas may stand right above the headings, which have no figures in them.
    """
    top = page.low.rfind("\n", max(0, place - _LONGEST_ROW), place) + 1
    for _ in range(_MOST_ROWS_ABOVE):
        above = page.low.rfind("\n", max(0, top - _LONGEST_ROW), max(0, top - 1)) + 1
        if above >= top or not _PARTED.search(page.low, above, top):
            break
        if _OF_STAFF.search(page.low, above, top) and not _FIGURE.search(page.low, above, top):
            return True
        top = above
    end = page.low.find("\n", top, top + _LONGEST_ROW)
    return _OF_STAFF.search(page.low, top, end if end >= 0 else min(len(page.low), top + _LONGEST_ROW)) is not None


def _fields(page: Page) -> Iterator[Finding]:
    for found in _FIELD.finditer(page.low):
        name = page.text[slice(*found.span("name"))].strip(" \"'.")
        before = page.low[max(0, found.start() - 20) : found.start()]
        if _is_name(name) and _WHOSE.search(before):
            yield likely(IdentifierKind.CHILD_NAME, found.span())


def _headed(line: str) -> tuple[int, ...]:
    """The places of the columns of names in a line of headings, where another of them tells of a child."""
    if not _COULD_HEAD.search(line):
        return ()
    cells = _cells(line)
    if not any(map(_TELLS.fullmatch, cells)):
        return ()
    return tuple(place for place, cell in enumerate(cells) if _NAMES.fullmatch(cell))


def _last_named(page: Page, start: int, columns: tuple[int, ...]) -> int:
    """Where the first row with a name in one of the columns ends; none once the table does."""
    for _ in range(_MOST_ROWS):
        end = page.low.find("\n", start) + 1 or len(page.low)
        cells = _cells(page.text[start:end])
        if len(cells) < len(columns) + 1:
            return 0
        if any(column < len(cells) and _is_name(cells[column]) for column in columns):
            return end
        start = end
    return 0


def _cells(line: str) -> list[str]:
    return [cell.strip(" \"'.:-()*") for cell in _PARTED.split(line.strip("\n"))]


def _is_name(written: str) -> bool:
    if _NAMES.fullmatch(written.lower()):
        return False
    found = _A_NAME.fullmatch(written)
    if found is None:
        return may_be_name(written, surely=True) if written.islower() else False
    return may_be_initials(written) if written.isupper() else may_be_name(written)
