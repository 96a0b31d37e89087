"""Counts of a few children beside what could tell which: a place, an age, a date, an ethnicity or an event."""

import re
from collections.abc import Iterable, Iterator

from models.rules.identifiers.count_shapes import CHILDREN_WORD, shapes_up_to
from models.rules.identifiers.cues import Cue, cues_in
from models.rules.identifiers.findings import Finding, IdentifierKind, likely
from models.rules.identifiers.folding import Page, fold
from models.rules.identifiers.one_child import one_child
from models.rules.identifiers.settings import GuardSettings
from models.rules.identifiers.words import NOT_NAMES, THINGS

_NO_ADJECTIVE = re.compile(
    rf".*(?:s|ing|ly|ed)|{THINGS}|and|at|but|by|each|every|for|from|help|if|into|key|keep|per|than|that|the|then|where"
    r"|when|which|with|within|who|whom|want|what"
)
_NOT_A_COUNT = re.compile(
    r"(?:phase|priority|section|recommendation|step|tier|level|band|stage|grade|part|item|page|table|figure|appendix"
    r"|(?<!last )(?<!this )(?:year|quarter|week|month)|aged?|ages|group|team|version|chapter|paragraph|outcome|theme"
    r"|objective|aim|goal|no\.?|number|category|standard|up to|maximum of|max|capacity (?:of|for)|per|every|than|under"
    r"|over|(?:\d|one|two|three|four) in|(?:homes?|beds?|places?|units?|placements?|space|room) for) \Z"
)
_SUPPOSED = re.compile(
    r"\b(?:when|where|if|whenever|wherever|each|every|any|should|must|could|might|unless|whether|once|ensures?|example"
    r"|how|what)\b"
)
_HEADING = re.compile(r"\d [A-Z][a-z]")  # with a capital before it: "Good 2 Looked after children"
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][a-z]+ \Z")
_CARERS = re.compile(
    r"\b(?:foster(?:ing)?|adoptive|adopters?|host|kinship|respite|short[ -]breaks?|prospective|supported lodgings?)"
    r" (?:[a-z-]+ )?famil(?:y|ies)\b"
)
_LOOK_BACK = 25


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

    def single_out(self, span: tuple[int, int]) -> bool:
        """Tell whether "a child" is one there was: two cues, and nothing that makes it a supposition."""
        return len(self.cues(span)) > 1 and not self.page.says(_SUPPOSED, span)


def small_counts(page: Page, settings: GuardSettings) -> Iterator[Finding]:
    """Find counts of a few children whose sentence holds something that could tell which children they are."""
    shapes, sentences = shapes_up_to(settings.small_count), _Sentences(page, settings.places)
    for found in page.near_children(shapes.counted, page.low):
        if _is_count(page, found) and _tells(sentences, found):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    for found in page.near_children(shapes.listed, page.low):
        if sentences.cues(found.span()) and not _is_of_carers(page, found):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    for found in page.near_children(shapes.happened, page.low):
        if page.says(CHILDREN_WORD, found.span()):
            yield likely(IdentifierKind.SMALL_COUNT, found.span())
    yield from (likely(IdentifierKind.SMALL_COUNT, span) for span in one_child(page, sentences.single_out))


def small_figure(numbers: Iterable[int], about: str, settings: GuardSettings) -> tuple[Finding, ...]:
    """Find counts from one up to the council's limit where `about` speaks of children, and not of their things."""
    few = any(0 < number <= settings.small_count for number in numbers)
    return (likely(IdentifierKind.SMALL_COUNT, (0, 1)),) if few and CHILDREN_WORD.search(fold(about).low) else ()


def _is_count(page: Page, found: re.Match[str]) -> bool:
    if _CARERS.search(found[0].lower()):
        return False
    reach = max(0, found.start() - _LOOK_BACK), found.start()
    if _NOT_A_COUNT.search(page.low, *reach) or (
        _HEADING.match(page.text, found.start()) and _CAPITAL_BEFORE.search(page.text, *reach)
    ):
        return False
    return found["odd"] is None or _is_proper(page, found) or not _NO_ADJECTIVE.fullmatch(found["odd"].strip())


def _is_of_carers(page: Page, found: re.Match[str]) -> bool:
    return (
        _CARERS.match(page.low, page.low.rfind(" ", max(0, found.start() - 40), max(0, found.start() - 1)) + 1)
        is not None
    )


def _is_proper(page: Page, found: re.Match[str]) -> bool:
    odd = page.text[slice(*found.span("odd"))].strip()
    return odd[:1].isupper() and not odd.isupper() and odd.lower() not in NOT_NAMES


def _tells(sentences: _Sentences, found: re.Match[str]) -> bool:
    if found["article"] and not re.search(r"\d", found[0]):
        return sentences.single_out(found.span())
    if found["article"] and sentences.page.says(_SUPPOSED, found.span()):
        return False
    return bool(sentences.cues(found.span())) or (found["odd"] is not None and _is_proper(sentences.page, found))
