"""A child by whose it is, or by what it is called: "Mrs Smith's son", "the Smith family", "a boy called Xan"."""

import re
from collections.abc import Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.naming import FULL_NAME, INITIALS, NAME, may_be_initials, may_be_name
from models.rules.identifiers.words import CHILD, THINGS

_RELATION = (
    "son|daughter|twins?|siblings?|brothers?|sisters?|mother|mum|mam|father|dad|stepfather|step-?dad|stepmother"
    "|step-?mum|grandmother|gran|nan|uncle|aunt|auntie|nephew|niece|cousin|grandson|granddaughter|boyfriend"
    "|girlfriend|eldest|youngest|oldest"
)
_WIDE_RELATION = "sons|daughters|child|children|kids?|baby|babies|parents|grandparents"  # Luton has children as well
_ANY_RELATION = rf"(?:{_RELATION}|(?P<wide>{_WIDE_RELATION}))\b(?!'|s'| and baby)"
_CARE = (
    "foster carers?|social worker|placement|pathway plan|care plan|child protection plan|ehcp|pep|birth parents"
    "|adopters|personal advis[eo]r|lac review|disclosure|injur(?:y|ies)|school(?: place)?|review(?! of)|chronology"
    "|iro|core group|iha|rha|medical|bedroom|behaviour"
)

_BELONGS = re.compile(rf"'s? (?:(?:[a-z]{{1,12}} )?{_ANY_RELATION}|(?:[a-z]{{1,12}} )?(?P<care>(?i:{_CARE}))\b)")
_OWNER = re.compile(
    rf"(?P<title>\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|Mx)\.? )?\b(?P<name>(?:{NAME} )?{NAME}|{INITIALS}|[a-z]{{3,20}})\Z"
)
_PLACE_NAMED_AFTER = re.compile(r"(?:St|Saint) [A-Z]")
_WORK = re.compile(
    r" (?:[a-z]+ )?(?:audits?|groups?|roles?|training|teams?|improvement|polic(?:y|ies)|strateg(?:y|ies)|projects?"
    r"|panels?|trackers?|templates?|reports?|papers?|leads?|workshops?|programmes?|sessions?|forum|vacancy|posts?)\b"
)
_SAINT = re.compile(r"\b(?:St|Saint|SS)\.?(?: [A-Z][a-z]+ (?:and|&))?\Z")
_SCHOOL_NAMED_AFTER = re.compile(
    r"(?:King|Queen|Prince|Princess|Bishop|Archbishop|Lord|Lady|Sir|Dame|Father|Canon) [A-Z]"
)
_RELATIVE = re.compile(
    rf"[HhTtMm'](?:er|is|heir|y|s) (?:[a-z]{{1,12}} )?{_ANY_RELATION},? (?:called |named )?(?P<name>{NAME})\b"
)
_FAMILY = re.compile(
    rf"[Tt]he (?P<name>{NAME}) (?:family|siblings|twins|brothers|sisters|household|baby|children|kids|boys"
    rf"|girls)\b(?!'| (?:{THINGS})\b)"
)
_FAMILY_OF_PARENT = re.compile(
    rf"(?:Mrs?|Ms|Miss) {NAME}[^.\n]{{1,40}}\b(?:her|his|their) (?:{_RELATION}|sons|daughters|child|children|kids?"
    r"|baby)\b"
)
_CALLED = re.compile(
    rf"(?:called|named|known as|name(?: is| was|:)?)[ :]{{1,3}}(?P<name>{FULL_NAME})\b"
    rf"|name of (?:the )?child[ :]{{1,3}}(?:is )?(?P<other>{FULL_NAME})\b"
)
_CHILD_BEFORE = re.compile(
    rf"\b(?:(?:{CHILD}|son|daughter)(?:'s|,? who is|,? is)?,?|(?:s?he|who)(?:'s| is| was)|his|her) \Z"
)
_REACH = 45


def relations(page: Page) -> Iterator[Finding]:
    """Find whose child it is, and what a child is called."""
    for found in _BELONGS.finditer(page.text):
        owner = _OWNER.search(page.text, max(0, found.start() - _REACH), found.start())
        if (
            owner
            and _is_family(owner, found)
            and not (_is_place(page.text, owner, found) or _is_staff_work(page.text, owner, found))
        ):
            yield likely(IdentifierKind.CHILD_NAME, (owner.start(), found.end()))
    for found in _RELATIVE.finditer(page.text):
        if may_be_name(found["name"], surely=found["wide"] is not None):
            yield likely(IdentifierKind.CHILD_NAME, found.span())
    for found in _FAMILY.finditer(page.text):
        if may_be_name(found["name"]):
            yield likely(IdentifierKind.CHILD_NAME, found.span())
    yield from (likely(IdentifierKind.CHILD_NAME, found.span()) for found in _FAMILY_OF_PARENT.finditer(page.text))
    yield from _called(page)


def _is_staff_work(text: str, owner: re.Match[str], found: re.Match[str]) -> bool:
    """Tell a colleague's "placement review group" and "social worker team", under a full name, from a child's."""
    return found["care"] is not None and " " in owner["name"] and _WORK.match(text, found.end()) is not None


def _is_family(owner: re.Match[str], found: re.Match[str]) -> bool:
    if owner["title"]:
        return True
    if owner["name"].isupper():
        return (
            may_be_initials(owner["name"]) and found["wide"] is None and (found["care"] is None or "." in owner["name"])
        )
    surely = found["wide"] is not None or found["care"] is not None or owner["name"].islower()
    return may_be_name(owner["name"], surely=surely)


def _is_place(text: str, owner: re.Match[str], found: re.Match[str]) -> bool:
    """Tell "St Mary's school" and "Queen Elizabeth's School" from what is a child's."""
    before = text[max(0, owner.start("name") - 10) : owner.start("name")].rstrip()
    if _PLACE_NAMED_AFTER.match(owner["name"]) or _SAINT.search(before):
        return True
    named = f"{before[-10:]} {owner['name']}"
    return (found["care"] or "").lower().startswith("school") and _SCHOOL_NAMED_AFTER.search(named) is not None


def _called(page: Page) -> Iterator[Finding]:
    for found in _CALLED.finditer(page.text):
        before = _CHILD_BEFORE.search(page.low, max(0, found.start() - _REACH), found.start())
        if (found["other"] or before) and may_be_name(found["name"] or found["other"]):
            yield likely(IdentifierKind.CHILD_NAME, (before.start() if before else found.start(), found.end()))
