"""A child by name: with an age, a school, or something that happens to children."""

import re
from collections.abc import Iterator

from models.rules.identifiers.births import date_after_name
from models.rules.identifiers.findings import Finding, IdentifierKind, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.names import FIRST_NAMES
from models.rules.identifiers.naming import FULL_NAME, INITIALS, MORE_NAMES, NAME, may_be_initials, may_be_name
from models.rules.identifiers.rows import under_staff_headings
from models.rules.identifiers.stories import PLACED, PLACED_BEFORE, STORY, STORY_OF_ANYBODY, TWO_INITIALS
from models.rules.identifiers.words import CHILD, MONTHS, NOT_NAMES, THINGS, WEEKDAYS

_AGE = r"(?:1\d|2[0-5]|\d)(?!\d)"
_YEARS = r"(?:year|yr|month|week)s?"

_AGED = re.compile(
    rf"[Aa](?<!\w.)(?:ged?|GED?) {_AGE}(?! ?(?:to|-|and|or|\+|/) ?\d|\+| (?:and|or) (?:over|under|above|below))"
)
_NAME_BEFORE_AGE = re.compile(
    rf"(?P<name>{FULL_NAME}|{INITIALS})(?:'s)?[ ,(]{{1,3}}(?:who is |is |was |now |just |only |a boy |a girl ){{0,2}}\Z"
)
_SMALL_BEFORE_AGE = re.compile(
    r"(?P<first>\b[a-z]{2,20})(?P<last> [a-z'-]{2,20})?(?:'s)?[ ,(]{1,3}"
    r"(?:who is |is |was |now |just |only |a boy |a girl ){0,2}\Z"
)
_INITIALS_AGED = re.compile(rf"[A-Z](?<!\w.)(?:\.[A-Z]){{1,2}}\.? ?[(,] ?{_AGE} ?[),]")
_AGE_BETWEEN = re.compile(r"\d(?<!\d\d)(?<=, .)(?:(?<=[12])\d)?, (?=(?:from|at|who|was|is|has|no|not)\b)")
_BOTH_AGED = re.compile(
    rf"(?:{INITIALS}|{NAME}),? (?:and|&) (?:{INITIALS}|{NAME}),? (?:who are |are )?both (?:aged )?{_AGE}"
)
_YEARS_OLD = re.compile(
    rf"\d(?<!\d\d)(?:(?<=[12])\d)?[ -]?{_YEARS}[ -]old,? {{0,2}}(?P<child>(?:{CHILD}|son|daughter|twin)s?,? )?"
)
_NAME_AFTER_AGE = re.compile(rf"(?:called |named )?(?P<name>{FULL_NAME})(?!\w)")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|of|for|near|the) \Z")

_NEXT = r'(?:, |"?(?:[,;\t]| ?\| ?|; )"?)'  # to the next word, or to the next cell of a list
_IN_A_CELL = re.compile(r"[;\t|]|,(?! )")
_WORD = re.compile(r"[A-Z][a-z]{1,19}(?![A-Za-z])")
_MORE = re.compile(MORE_NAMES)
_MONTH_NEXT = re.compile(rf",? ?\(?\d{{1,2}}(?:st|nd|rd|th)? ?(?:{MONTHS})\b", re.IGNORECASE)
_WITH_AGE = re.compile(
    rf"{MORE_NAMES}(?: ?[(\[] ?{_AGE}(?: ?(?:yrs?|years?|yo|y/o)(?: old)?)? ?[)\]]"
    rf"|{_NEXT}{_AGE}(?=[,.;)\n\t|\"]|$| (?:at|from|in|was|is|who|has|had|and)\b)(?!,? \d)"
    rf"|,? (?:who )?(?:is|was|turned|turns|will be|is now|has turned|is only|is just|\() ?{_AGE}(?=[ ,.;)\n\t]|$)"
    r"(?! ?(?:%|per|of|days?|weeks?|months?|hours?|minutes?|out|percent|on the|:|\.\d|st\b|nd\b|rd\b|th\b|am\b|pm\b))"
    rf"|,? (?:who )?(?:is |was )?(?:a |an )?{_AGE}[ -]?{_YEARS}[ -]old"
    r"|(?:,? ?|\"?[;\t|] ?\"?)\(?(?:in )?(?:[Yy]ear|[Yy]r|Y) ?(?:1[0-3]|[1-9])\b(?! of))"
)
_BEFALLEN = re.compile(
    rf"{MORE_NAMES}(?: ?\((?:cp|cin|CP|CIN)(?: plan|,)|,? (?:has been |was |has |is |went |became )?(?:missing from"
    r"|missing since|went missing|placed (?:with|in|at)|moved to (?:an? )?(?:[a-z]+ )?(?:placement|home|carers?"
    rf"|foster)\b(?!'| (?:{THINGS})\b)|taken into care|looked after by|adopted|in foster care|excluded from|disclosed"
    r"|absconded|self-? ?harm\w{0,3}|made an allegation|subject to a|ran away|run away|accommodated|remanded|restrained"
    r"|arrested|stabbed|assaulted|attacked|sectioned|raped|groomed|exploited|trafficked|detained|charged with|died"
    rf"|bullied|pregnant|homeless|admitted to|tagged)|(?: and {NAME}{MORE_NAMES})?,? (?:who )?(?:both|is|are|was|were"
    r"|remains?) (?:still )?on (?:a )?(?:cp|cin|CP|CIN|child protection|child in need) plans?\b)"
)
_BEFALLEN_FROM = re.compile(
    rf"{MORE_NAMES},? (?:from|in|of) [A-Z][a-z]{{1,19}}(?: [A-Z][a-z]{{1,19}})?,? (?:has been |was |has |is |went )?"
    r"(?:missing since|missing from (?:home|care|placement|school)|went missing|missing again|taken into care"
    r"|in foster care|absconded|self-? ?harm\w{0,3}|ran away|run away|remanded|stabbed|raped|groomed|trafficked"
    r"|sectioned|pregnant)\b(?! from (?:the|this|our|that) )"
)
_TALK_ABOUT_CARE = re.compile(
    r" [A-Z]\b\.?,? (?:[a-z]+ ){0,2}about (?:his|her|their) (?:new |foster )?(?:placement|carers?"
    r"|care plan|pathway plan|school place|mum|mother|dad|father|family|contact|siblings?|brothers?|sisters?|school"
    r"|behaviour|return home)\b"
)
_AT_SCHOOL = re.compile(
    rf"{MORE_NAMES},? (?:who )?(?:attends|attending|goes to|is at|at|from|of|started at|joined|left|moved to)"
    r" (?:the )?(?!Virtual )(?:[A-Z][\w'.]{1,20} ){1,4}(?:School|Academy|Primary|Nursery|High|College|Infants"
    r"|Juniors)\b"
)
_ABOUT = re.compile(
    r"\b(?:lac review|looked after review|conference|icpc|ehcp?|pep|placement|care plan|pathway plan|school place"
    r"|strategy (?:meeting|discussion)|iha|rha|return interview|life story(?: work)?|child|son|daughter|mother|mum"
    r"|father|dad|grandmother|grandfather|gran|carers?|parents?|siblings?|brothers?|sisters?|case|sw|social worker"
    rf"|visits?) (?:for|of|re|about|to) \Z|\b(?:{CHILD}|son|daughter):?,? \Z"
)
_TOLD = (_BEFALLEN, _BEFALLEN_FROM, _TALK_ABOUT_CARE, STORY)
_NO_SURNAME = ("ing", "ed", "ion")
_STAFF = re.compile(
    r"\b(?:head(?:teacher)?|teachers?|governors?|senco|leads?|chairs?|officers?|managers?|workers?|inspectors?"
    r"|advis[eo]rs?|coordinators?|councillors?|directors?|trainers?|training|visit(?:ed|s)?|met|meets|presented"
    rf"|nurses?|staff|minutes|principal|{WEEKDAYS})\b"
)
_REACH = 60


def child_names(page: Page) -> Iterator[Finding]:
    """Find a name where it can hardly be a colleague's."""
    yield from (likely(IdentifierKind.CHILD_NAME, found.span()) for found in _INITIALS_AGED.finditer(page.text))
    if "both " in page.low:
        yield from (likely(IdentifierKind.CHILD_NAME, found.span()) for found in _BOTH_AGED.finditer(page.text))
    yield from _with_age(page.text)
    for found in _WORD.finditer(page.text):
        if found[0].lower() in FIRST_NAMES:
            yield from _with_more(page, found)
        elif (story := STORY_OF_ANYBODY.match(page.text, found.end()) or _placed(page, found)) and may_be_name(
            found[0]
        ):
            yield likely(IdentifierKind.CHILD_NAME, (found.start(), story.end()))
    yield from _by_initials(page.text)


def _by_initials(text: str) -> Iterator[Finding]:
    for found in TWO_INITIALS.finditer(text):
        story = next(filter(None, (told.match(text, found.end()) for told in (STORY, _BEFALLEN))), None)
        if story and may_be_initials(found[0]):
            yield likely(IdentifierKind.CHILD_NAME, (found.start(), story.end()))


def _with_age(text: str) -> Iterator[Finding]:
    for age in (*_AGED.finditer(text), *_AGE_BETWEEN.finditer(text)):
        before = _NAME_BEFORE_AGE.search(text, max(0, age.start() - _REACH), age.start())
        if before and _is_person(text, before):
            yield likely(IdentifierKind.CHILD_NAME, (before.start(), age.end()))
        small = _SMALL_BEFORE_AGE.search(text, _word_start(text, age.start() - _REACH), age.start())
        if small and (start := _small_name(small)) is not None:
            yield likely(IdentifierKind.CHILD_NAME, (start, age.end()))
    for age in _YEARS_OLD.finditer(text):
        after = _NAME_AFTER_AGE.match(text, age.end())
        if after and may_be_name(after["name"], surely=age["child"] is None):
            yield likely(IdentifierKind.CHILD_NAME, (age.start(), after.end()))


def _word_start(text: str, place: int) -> int:
    """Where a word begins at or after a place, so that the end of a longer word is no name."""
    return text.find(" ", place) + 1 if place > 0 else 0


def _small_name(found: re.Match[str]) -> int | None:
    """Where a known first name in small letters begins, by itself or before what may be a surname."""
    last = (found["last"] or "").strip()
    if found["first"] in FIRST_NAMES and (not last or (last not in NOT_NAMES and not last.endswith(_NO_SURNAME))):
        return found.start()
    return found.start("last") + 1 if last in FIRST_NAMES else None


def _is_person(text: str, found: re.Match[str]) -> bool:
    if found["name"].isupper():
        return may_be_initials(found["name"])
    in_a_place = _PLACE_BEFORE.search(text, max(0, found.start() - 6), found.start())
    return may_be_name(found["name"], surely=in_a_place is not None)


def _with_more(page: Page, name: re.Match[str]) -> Iterator[Finding]:
    """Find what stands beside a first name and makes it a child's."""
    more = _MORE.match(page.text, name.end())
    full_name = (name.start(), more.end() if more else name.end())
    whole = " " in page.text[slice(*full_name)]
    dated = date_after_name(page, full_name, surely=whole and not page.says(_STAFF, full_name))
    if dated:
        yield dated
    about = _ABOUT.search(page.low, max(0, name.start() - _REACH), name.start())
    end = full_name[1] if about else _end_of_story(page, name, full_name[1])
    if end:
        yield likely(IdentifierKind.CHILD_NAME, (about.start() if about else name.start(), end))


def _placed(page: Page, name: re.Match[str]) -> re.Match[str] | None:
    to = PLACED.match(page.text, name.end())
    return to if to and PLACED_BEFORE.search(page.low, max(0, name.start() - _REACH), name.start()) else None


def _end_of_story(page: Page, name: re.Match[str], name_end: int) -> int | None:
    aged = None if _MONTH_NEXT.match(page.text, name_end) else _WITH_AGE.match(page.text, name.end())
    if aged and _IN_A_CELL.search(aged[0]) and under_staff_headings(page, name.start()):
        aged = None
    told = aged or next(filter(None, (told.match(page.text, name.end()) for told in _TOLD)), None)
    if told := told or _placed(page, name):
        return told.end()
    school = _AT_SCHOOL.match(page.text, name.end())
    staff = school and page.says(_STAFF, name.span())
    return school.end() if school and not staff else None
