"""Numbers given to one person: NHS, pupil, learner and National Insurance numbers."""

import re
from collections.abc import Callable, Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, clear, likely
from models.rules.identifiers.folding import Page

Judge = Callable[[Page, tuple[int, int]], Finding | None]

_GAP = r"[ ./-]{0,3}"
# Patterns begin with the character to look for and look back after it, which is many times faster than before it.
_AS_ISSUED = re.compile(rf"\d(?<!\d\d)(?=(\d\d{_GAP}\d{{3}}{_GAP}\d{{4}})(?!\d))")
_GROUPED_OTHERWISE = re.compile(rf"\d(?<!\d\d)(?<!\d[ ./-]\d)(?=((?:{_GAP}\d){{9}})(?!{_GAP}\d))")
_GROUP = re.compile(r"\d+")
_NHS_WORD = re.compile(r"nhs(?: ?(?:number|num|no|id|ref))?[ .:#=(-]{0,6}(?:is |was )?\Z")
_PHONE_OR_MONEY = re.compile(
    r"(?:[+£$€]|\b(?:00)?44 ?(?:\(0\) ?)?|\b(?:tel|phone|telephone|mobile|mob|call|ring|fax|text)\W{0,3}(?:on )?)\Z"
)
_THING = (
    r"purchase order|order|po|invoice|inv|quot(?:e|ation)|contract|requisition|ticket|helpdesk|incident|account"
    r"|acct|booking|vat|delivery note|delivery|grn|charity|company|asset|serial|isbn|tender|cost cent(?:re|er)"
    r"|meeting|webinar|conference|job|payment|receipt|remittance|licen[cs]e|policy|grant|vacancy|product|part"
)
_OF_A_THING = re.compile(
    rf"\b(?:{_THING})(?:s|'s)?(?: ?(?:number|num|nos?|ref|reference|id|code))?[ .:#=(-]{{1,6}}(?:is |was |for |of )?\Z"
)
_LINK = re.compile(r"(?:https?://|www\.)\S*\Z")
_BLOCK, _NEAR = 300, 30
_ONE_BY_ONE = (1,) * 10
_ISSUED = "3456789"  # England and Wales begin at 4; what begins below 3 is Scottish, a phone or a time
_MOST_GROUPS = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME_STAMP = re.compile(r"1\d{9}\.\d{6}(?!\d)")  # Slack's name for a message
_DIGITS_BEFORE = re.compile(rf"\d{_GAP}\Z")

_CUT_SHORT = re.compile(r"\bnhs ?(?:number|num|no)?[ .:#(]{0,4}(?!111|999)\d{3}[\d -]{0,8}\.\.")

_UPN = re.compile(r"[a-hj-np-rt-z](?=[ -]?\d)(?<![a-z0-9].)(?:[ -]?\d){11}[ -]?[0-9a-hj-np-rt-z](?![a-z0-9])")
_UPN_NAMED = re.compile(
    r"\b(?:upn|unique pupil (?:number|no))[ .:#=-]{0,5}(?:is |was )?(?=[a-z0-9]*\d{6})[a-z0-9]{8,14}"
)
_LEARNER = re.compile(r"\b(?:uln|unique learner (?:number|no))[ .:#=-]{0,5}(?:is |was )?\d(?: ?\d){9}(?!\d)")
_INSURANCE = re.compile(
    r"[a-ceghj-prtw-z](?<![a-z0-9].)[a-ceghj-nprtw-z](?<!bg|gb|kn|nk|nt|tn|zz)( ?)\d\d\1\d\d\1\d\d\1[a-d](?![a-z0-9])"
)


def numbers(page: Page) -> Iterator[Finding]:
    """Find the numbers that the state gives one person."""
    yield from _nhs_numbers(page)
    yield from _pupil_numbers(page)
    if "uln" in page.low or "learner" in page.low:
        yield from (clear(IdentifierKind.LEARNER_NUMBER, found.span()) for found in _LEARNER.finditer(page.low))
    for found in _INSURANCE.finditer(page.low):
        if not found[1] or page.text[found.start() : found.start() + 2].isupper():
            yield clear(IdentifierKind.NI_NUMBER, found.span())


def _nhs_numbers(page: Page) -> Iterator[Finding]:
    for judge, pattern in ((_as_issued, _AS_ISSUED), (_otherwise, _GROUPED_OTHERWISE)):
        for found in pattern.finditer(page.low):
            finding = _nhs_number(page, (found.start(), found.end(1)), judge)
            if finding:
                yield finding
    if "nhs" in page.low:
        yield from (likely(IdentifierKind.NHS_NUMBER, found.span()) for found in _CUT_SHORT.finditer(page.low))


def _nhs_number(page: Page, span: tuple[int, int], judge: Judge) -> Finding | None:
    before = page.low[max(0, span[0] - _NEAR) : span[0]]
    valid = _has_nhs_check_digit(page.low[slice(*span)])
    if _NHS_WORD.search(before):
        return (clear if valid else likely)(IdentifierKind.NHS_NUMBER, span)
    if not valid or _touches_letter(page.low, span) or _PHONE_OR_MONEY.search(before):
        return None
    finding = judge(page, span)
    return likely(finding.kind, span) if finding and _OF_A_THING.search(before) else finding


def _as_issued(page: Page, span: tuple[int, int]) -> Finding | None:
    """Judge a number written as the NHS writes it; without a right check digit it does not come this far."""
    if _TIME_STAMP.match(page.low, span[0]):
        return None
    in_link = _LINK.search(page.plain, max(0, span[0] - _BLOCK), span[0])
    sure = page.low[span[0]] in _ISSUED and not in_link
    return (clear if sure else likely)(IdentifierKind.NHS_NUMBER, span)


def _otherwise(page: Page, span: tuple[int, int]) -> Finding | None:
    """Judge ten digits in other groups: one in eleven has a right check digit by chance."""
    written = page.low[slice(*span)]
    sizes = tuple(len(group) for group in _GROUP.findall(written))
    alone = not _DIGITS_BEFORE.search(page.low, max(0, span[0] - _NEAR), span[0])
    if not alone or len(set(_GROUP.split(written)[1:-1])) > 1:
        return None
    if sizes == _ONE_BY_ONE:
        return clear(IdentifierKind.NHS_NUMBER, span)
    odd = len(sizes) > _MOST_GROUPS or written[0] not in _ISSUED or _YEAR.search(written)
    return None if odd else likely(IdentifierKind.NHS_NUMBER, span)


def _has_nhs_check_digit(written: str) -> bool:
    # Imported here because it costs three hundredths of a second, and most texts hold no ten digits.
    from stdnum.gb import nhs  # noqa: PLC0415  because start-up must not pay for it

    return nhs.is_valid("".join(_GROUP.findall(written)))


def _touches_letter(low: str, span: tuple[int, int]) -> bool:
    return low[span[0] - 1 : span[0]].isalpha() or low[span[1] : span[1] + 1].isalpha()


def _pupil_numbers(page: Page) -> Iterator[Finding]:
    for found in _UPN.finditer(page.low):
        if _has_upn_check_letter(re.sub(r"[ -]", "", found[0]).upper()):
            yield clear(IdentifierKind.UPN, found.span())
    if "upn" in page.low or "unique pupil" in page.low:
        yield from (likely(IdentifierKind.UPN, found.span()) for found in _UPN_NAMED.finditer(page.low))


def _has_upn_check_letter(upn: str) -> bool:
    """Check the letter alone: the library's list of authorities ends before the councils made since 2019."""
    from stdnum.gb.upn import calc_check_digit  # noqa: PLC0415  because start-up must not pay for it

    return calc_check_digit(upn[1:]) == upn[0]
