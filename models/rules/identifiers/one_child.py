"""One child spoken of without being counted: by age, by heritage, or by what happened."""

import re
from collections.abc import Callable, Iterator

from models.rules.identifiers.count_shapes import AGE_WORDS, NO_THING
from models.rules.identifiers.folding import Page
from models.rules.identifiers.words import CHILD, ETHNICITIES, EVENTS

_AGED = re.compile(
    rf"\b(?:{CHILD})[ ,(]{{1,3}}(?:(?:fe)?male,? )?(?:aged? ?)?(?:1\d|2[0-5]|\d)(?:[,)]| ?(?:years?|yrs?|yo|y/o"
    rf"|months?|mths?|weeks?|wks?)\b)|\b(?:{CHILD}) of (?:1\d|2[0-5]|[1-9])\b(?! ?[%\d]| (?:of|files|cases))|\b(?:she"
    r"|he) (?:is|was|turned|turns) (?:only |just |now )?(?:1\d|2[0-5]|\d)(?=[.,;)\n\t]|\s?$| (?:and|but|when|years)\b)"
)
_NO_RANGE = (
    r"(?! ?(?:to|-|and|or|&|\+|/|%) ?\d|[\d+%]|[.,:/]\d|, \d{1,2}(?:,| and| or)"
    r"| (?:and|or) (?:over|under|above|below|older|younger|up))"
)
_OF_AGE = re.compile(
    rf"\b(?:{CHILD}){NO_THING}(?:,? (?:who is |is |was )?|,? (?:in|at|from|of|near|with)(?: [a-z'-]{{2,20}}){{1,4}},? )"
    rf"\(?aged? (?:of )?(?:1\d|2[0-5]|\d|(?:{AGE_WORDS})\b){_NO_RANGE}"
)
_OF_HERITAGE = re.compile(
    rf"\b(?:{CHILD}){NO_THING},? (?:of|from|with)(?: an?| the)? (?:{ETHNICITIES}) (?:[a-z]+ )?(?:heritage|origin"
    rf"|background|descent|ethnicity|family|parents)\b|(?<!\w)(?:{ETHNICITIES}) (?:{CHILD}){NO_THING} (?:in|at|from"
    r"|was|is|has|had|who|placed|excluded|waiting|moved)\b"
)
_BARE = re.compile(
    rf"(?:^|(?<=[\n.;:!?\"=(-])|(?<=[.;:!?-] ))(?:(?:the|this|that|our) )?(?:(?:{CHILD}){NO_THING}"
    rf"(?: (?:has|was|is|been|went|[a-z]+ly)){{0,2}} (?:{EVENTS})\b|(?:boy|girl|young (?:man|woman|person)|baby"
    r"|newborn|toddler|teenager|yp|child)(?! in (?:need|care|mind)\b| at (?:risk|the (?:heart|centre))\b)"
    r"(?:,| (?:in|at|from|who|was|had|found|taken"
    r"|aged(?! \d{1,2} ?(?:to|-|and (?:und|ov))| under| over)|born)\b))"
)
_SUPPOSED_BEFORE = re.compile(
    r"\b(?:when|where|if|whenever|wherever|each|every|any|unless|whether|per|no|eg|e\.g\.|example|than)"
    r"(?: [a-z-]{1,15}){0,3} \Z"
)
_ARTICLE_BEFORE = re.compile(r"\ban?(?: [a-z-]{1,15}){0,2} \Z")
_LOOK_BACK = 60


def one_child(page: Page, single_out: Callable[[tuple[int, int]], bool]) -> Iterator[tuple[int, int]]:
    """Find where one child is spoken of; `single_out` tells whether its sentence has two cues and supposes nothing."""
    yield from (found.span() for found in page.near_children(_AGED, page.low))
    for found in page.near_children(_OF_AGE, page.low):
        if _is_told(page, found) and (not _has_article(page, found) or single_out(found.span())):
            yield found.span()
    for pattern in (_OF_HERITAGE, _BARE):
        yield from (found.span() for found in page.near_children(pattern, page.low) if single_out(found.span()))


def _is_told(page: Page, found: re.Match[str]) -> bool:
    """Tell "the child aged 3 has a plan" from "each child aged 3", of whom there need be none."""
    return _SUPPOSED_BEFORE.search(page.low, max(0, found.start() - _LOOK_BACK), found.start()) is None


def _has_article(page: Page, found: re.Match[str]) -> bool:
    return _ARTICLE_BEFORE.search(page.low, max(0, found.start() - _LOOK_BACK), found.start()) is not None
