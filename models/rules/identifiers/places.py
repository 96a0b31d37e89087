"""Where a child may live: full postcodes and lines of an address."""

import re
from collections.abc import Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, clear, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.settings import GuardSettings, plain_postcode
from models.rules.identifiers.words import CHILD, MONTHS, THINGS

_AREA_CODES = """
ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g
gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw
ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd
wf wn wr ws wv yo ze
"""
_AREAS = frozenset(_AREA_CODES.split())
_DISTRICT_AND_UNIT = re.compile(r"\d(?<=[a-z].)[0-9a-z]?[ -]{0,3}(\d[abd-hjlnp-uw-z]{2})(?![a-z0-9])")
_AREA = re.compile(r"(?<![a-z0-9])[a-z]{1,2}\Z")
_ORDINAL = re.compile(r"1st|2nd|3rd|[4-9]th")
_LIVED_IN = re.compile(
    rf"\b(?:{CHILD}|child's|children|young people|family|famil(?:y|ies) home|mother|father|mum|dad|foster carers?"
    rf"|parents?)\b(?!'|s'| (?:{THINGS})\b)|\b(?:lives?|lived|living|resid(?:es?|ing)|home address|moved to|placed "
    r"(?:at|in|with)|staying (?:at|with))\b"
)

_STREETS = (
    "road|rd|street|st|avenue|ave|lane|ln|close|drive|dr|crescent|cres|gardens|gdns|grove|terrace|mews|square|court|ct"
    "|way|place|walk|hill|row|rise|parade"
)
_ADDRESS = re.compile(
    rf"\d(?<![a-z0-9.,/£$%-].)\d{{0,3}}[a-z]?,? (?!(?:{MONTHS})\b)"
    rf"(?:[a-z][a-z'-]{{1,20}} ){{1,3}}(?:{_STREETS})\b(?! map| show| works)",
)
_NO_STREET = re.compile(
    r"(?:crown|county|family|high|magistrates'?|youth|supreme|appeal) (?:court|ct)\Z|(?:safe|one|same) (?:place|way"
    r"|row)\Z"
)
_AT_HOME = re.compile(
    r"(?:lives?|lived|living|home|address|moved|staying|stays|resides?|residing)(?: [a-z]{1,8}){0,2}[ :,]{1,3}\Z"
)
_LABELS = re.compile(r"\b(?:phase|section|priority|recommendation|action|item|step|page|table|appendix|paragraph) \Z")


def postcodes(page: Page, settings: GuardSettings) -> Iterator[Finding]:
    """Find full postcodes but the council's own: clear where the sentence speaks of a child or of living there."""
    offices = {plain_postcode(postcode).lower() for postcode in settings.office_postcodes}
    for found in _DISTRICT_AND_UNIT.finditer(page.low):
        area = _AREA.search(page.low, max(0, found.start() - 3), found.start())
        if area is None or area[0] not in _AREAS or _is_ordinal(page, found):
            continue
        span = (area.start(), found.end())
        if plain_postcode(page.low[slice(*span)]).lower() not in offices:
            sure = page.says(_LIVED_IN, span)
            yield (clear if sure else likely)(IdentifierKind.POSTCODE, span)


def _is_ordinal(page: Page, found: re.Match[str]) -> bool:
    """Tell "SG4 1st draft", which is a recommendation, from the postcode SG4 1ST."""
    return bool(_ORDINAL.fullmatch(found[1])) and not page.text[slice(*found.span(1))].isupper()


def addresses(page: Page) -> Iterator[Finding]:
    """Find a number, a name and a kind of street, in capitals or after words for living there."""
    for found in _ADDRESS.finditer(page.low):
        before = page.low[max(0, found.start() - 30) : found.start()]
        named = all(word[0].isupper() for word in page.text[slice(*found.span())].split()[-2:])
        if (named or _AT_HOME.search(before)) and not (_NO_STREET.search(found[0]) or _LABELS.search(before)):
            yield likely(IdentifierKind.ADDRESS, found.span())
