"""Counts of a few children beside what could tell which: a place, an age, a date, an ethnicity or an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.rules.identifiers.cues import Cue, cues_in
from models.rules.identifiers.findings import Finding, IdentifierKind, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.settings import GuardSettings
from models.rules.identifiers.words import CHILD, CHILDREN, ETHNICITIES, EVENTS, NOT_NAMES, THINGS

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ONE_OR_TWO = (
    r"the(?= (?:[a-z]+ )?(?:boy|girl|lad|lass|teenager|toddler)\b)|(?:the|our) (?:only|youngest|oldest|eldest|last)"
    r"|only one|just one|(?:a |one )?single|a couple of|a pair of|both(?! [a-z ]{1,30} and )"
)
_OF = rf"of (?:the|our|these|those|them|\d{{1,4}}|{'|'.join(_WORDS)})"
_KINDS = (
    r"looked[ -]after|unaccompanied|asylum[ -]seeking|young|younger|older|disabled|vulnerable|teenage|male|female|newly"
    r"|new|more|further|other|additional|local|primary|secondary|school[ -]aged?|pre-?school|unborn|foster|fostered"
    rf"|separate|different|our|the|these|{ETHNICITIES}|{EVENTS}|\d{{1,2}}[ -]?(?:(?:year|yr|month|week)s?[ -]old|yo"
    r"|y/o)|(?:year|yr) \d{1,2}|x"
)
_AGE_WORDS = f"{'|'.join(_WORDS)}|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_OLD = (
    rf"(?:1\d|2[0-5]|\d|{_AGE_WORDS})[ -]?(?:(?:years?|yrs?|months?|weeks?)[ -]olds?|yo\b|y/o\b"
    r"|yr[ -]?olds?)(?= (?:in|at|from|with|who|whose"
    r"|was|were|is|are|has|had|have|went|and|on|placed|moved|living|mum|dad)\b|[,.;)]|\s?$)"
)
_NOUN = rf"(?:(?:{CHILDREN}|{CHILD})(?!\w)|{_OLD})"
_NO_THING = (
    rf"(?!'|/|[ -](?:{THINGS})\b|,? (?:and|&) (?:famil(?:y|ies)|young people|schools|learning|adults?|youth|parents?"
    r"|carers?)"
    rf"(?:'|'s|s'| (?:{THINGS})\b))"
)
_NO_ADJECTIVE = re.compile(
    rf".*(?:s|ing|ly|ed)|{THINGS}|and|at|but|by|each|every|for|from|help|if|into|key|keep|per|than|that|the|then|where"
    r"|when|which|with|within|who|whom|want|what"
)
_NOT_A_COUNT = re.compile(
    r"(?:phase|priority|section|recommendation|step|tier|level|band|stage|grade|year|quarter|week|month|part|item|page"
    r"|table|figure|appendix|aged?|ages|group|team|version|chapter|paragraph|outcome|theme|objective|aim|goal|no\.?"
    r"|number"
    r"|category|standard|up to|maximum of|max|capacity (?:of|for)|(?:\d|one|two|three|four) in|per|every|than|under"
    r"|over"
    r"|(?:homes?|beds?|places?|units?|placements?|space|room) for) $"
)
_SUPPOSED = re.compile(
    r"\b(?:when|where|if|whenever|wherever|each|every|any|should|must|could|might|unless|whether|once|ensures?|example"
    r"|how|what)\b"
)
_HEADING, _CAPITAL_BEFORE = (
    re.compile(r"\d [A-Z][a-z]"),
    re.compile(r"\b[A-Z][a-z]+ $"),
)  # "Good 2 Looked after children"
_CHILDREN = re.compile(rf"\b{_NOUN}{_NO_THING}")
_ONE_AGED = re.compile(
    rf"\b(?:{CHILD})[ ,(]{{1,3}}(?:(?:fe)?male,? )?(?:aged? ?)?(?:1\d|2[0-5]|\d)(?:[,)]| ?(?:years?|yrs?|yo|y/o"
    r"|months?|mths?|weeks?|wks?)\b)"
    rf"|\b(?:{CHILD}) of (?:1\d|2[0-5]|[1-9])\b(?! ?[%\d]| (?:of|files|cases))"
    r"|\b(?:she|he) (?:is|was|turned|turns) (?:only |just |now )?(?:1\d|2[0-5]|\d)(?=[.,;)]|\s?$| (?:and|but|when"
    r"|years)\b)"
)
_ONE_BARE = re.compile(
    rf"(?:^|(?<=[\n.;:!?-])|(?<=[.;:!?-] ))(?:(?:{CHILD}){_NO_THING}(?: (?:has|was|is|been|went"
    rf"|[a-z]+ly)){{0,2}} (?:{EVENTS})\b"
    r"|(?:boy|girl|young (?:man|woman|person)|baby|newborn|toddler|teenager|yp|child)(?! in (?:need|care)\b)(?:,"
    r"| (?:in|at|from|who|was|had|found|taken|aged|born)\b))"
)
_HAPPENINGS = (
    r"deaths?|suicides?|stabbings?|rapes?|assaults?|injur(?:y|ies)|arrests?|pregnanc(?:y|ies)|exclusions?|restraints?"
    r"|(?:adoption|placement) breakdowns?|absconsions?|(?:missing|serious) (?:episodes?|incidents?)"
)
_EDGE = r"(?<![\w/£$€%+#@<>=])(?<!\d[.,])(?<!\d )(?<!\w-)"
_LOOK_BACK = 25


@dataclass(frozen=True)
class _Shapes:
    """The ways of writing a count up to the council's limit: three of children, and one of what befell them."""

    counted: re.Pattern[str]
    listed: re.Pattern[str]
    happened: re.Pattern[str]


@lru_cache(maxsize=16)
def _shapes(most: int) -> _Shapes:
    digits = f"[1-{most}]" if most < len(_WORDS) else "(?:10|[1-9])"
    one = f"(?:{digits}(?: ?/ ?\\d{{1,4}})?|{'|'.join(_WORDS[:most])})"
    number = rf"(?:(?:{one} ?(?:-|to|or) ?)?{one}|{_ONE_OR_TWO})"
    article = rf"(?P<article>an?|(?:the|this|that|our)(?= (?:[a-z]+ )?\d)|(?:the|that)(?= (?:{CHILD}) (?:who|whose)\b))"
    return _Shapes(
        counted=re.compile(
            rf"{_EDGE}(?:{article}|{number})(?: {_OF})? (?:(?:{_KINDS}),? (?:and )?){{0,4}}"
            rf"(?P<odd>[a-z-]{{3,20}} (?={_NOUN}))?{_NOUN}{_NO_THING}|\bsibling groups?(?: of)? \(?{one}\b"
            r"|\b(?:twins|triplets|twin (?:boys|girls|babies|brothers|sisters))\b"
        ),
        listed=re.compile(
            rf"\b{_NOUN}{_NO_THING}[^.;:\n\t|(=]{{0,50}}[:=\t|(] ?{digits}(?= ?(?:[,;)\t|\n]|$|\.\s|\.$))"
        ),
        happened=re.compile(
            rf"{_EDGE}{number}(?:(?: of (?:them|these|those|whom))? (?:was|were|is|are|had|has|have)(?: been)?"
            rf"(?: [a-z]{{1,12}}){{0,2}}? (?:{EVENTS}|{ETHNICITIES})\b| (?:[a-z]+ )?(?:{_HAPPENINGS})\b)"
        ),
    )


class _Sentences:
    """What each sentence of a page holds, read once however many counts are in it."""

    def __init__(self, page: Page, places: tuple[str, ...]) -> None:
        self.page = page
        self._places = tuple(place.lower() for place in places)
        self._cues: dict[tuple[int, int], frozenset[Cue]] = {}

    def cues(self, span: tuple[int, int]) -> frozenset[Cue]:
        sentence = self.page.sentence(span)
        if sentence not in self._cues:
            self._cues[sentence] = cues_in(self.page, sentence, self._places)
        return self._cues[sentence]

    def holds(self, pattern: re.Pattern[str], span: tuple[int, int]) -> bool:
        return pattern.search(self.page.low, *self.page.sentence(span)) is not None

    def single_out(self, span: tuple[int, int]) -> bool:
        """Tell whether "a child" is one there was: two cues, and nothing that makes it a supposition."""
        return len(self.cues(span)) > 1 and not self.holds(_SUPPOSED, span)


def small_counts(page: Page, settings: GuardSettings) -> Iterator[Finding]:
    """Find counts of a few children whose sentence holds something that could tell which children they are."""
    shapes, sentences = _shapes(settings.small_count), _Sentences(page, settings.places)
    for found in page.near_children(shapes.counted, page.low):
        if _is_count(page, found) and _tells(sentences, found):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    for found in page.near_children(shapes.listed, page.low):
        if sentences.cues(found.span()):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    for found in page.near_children(shapes.happened, page.low):
        if sentences.holds(_CHILDREN, found.span()):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    yield from (likely(IdentifierKind.SMALL_COUNT, found.span()) for found in page.near_children(_ONE_AGED, page.low))
    for found in page.near_children(_ONE_BARE, page.low):
        if sentences.single_out(found.span()):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())


def _is_count(page: Page, found: re.Match[str]) -> bool:
    reach = max(0, found.start() - _LOOK_BACK), found.start()
    if _NOT_A_COUNT.search(page.low, *reach) or (
        _HEADING.match(page.text, found.start()) and _CAPITAL_BEFORE.search(page.text, *reach)
    ):
        return False
    return found["odd"] is None or _is_proper(page, found) or not _NO_ADJECTIVE.fullmatch(found["odd"].strip())


def _is_proper(page: Page, found: re.Match[str]) -> bool:
    odd = page.text[slice(*found.span("odd"))].strip()
    return odd[:1].isupper() and not odd.isupper() and odd.lower() not in NOT_NAMES


def _tells(sentences: _Sentences, found: re.Match[str]) -> bool:
    if found["article"] and not re.search(r"\d", found[0]):
        return sentences.single_out(found.span())
    if found["article"] and sentences.holds(_SUPPOSED, found.span()):
        return False
    return bool(sentences.cues(found.span())) or (found["odd"] is not None and _is_proper(sentences.page, found))
