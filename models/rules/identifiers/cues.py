"""What in a sentence could tell which few children are meant."""

import re
from enum import StrEnum

from models.rules.identifiers.dates import FULL_DATE
from models.rules.identifiers.folding import Page
from models.rules.identifiers.words import ETHNICITIES, EVENTS, MONTHS, NOT_NAMES, WEEKDAYS


class Cue(StrEnum):
    """The five things the issue names."""

    PLACE = "place"
    AGE = "age"
    DATE = "date"
    ETHNICITY = "ethnicity"
    EVENT = "event"


_PLACE = re.compile(
    r"\b(?:in|at|from|near|outside|around|into|to|via|of|across) (?:the )?((?:St\.? |Mc|O')?[A-Z][a-z]{2,20})(?!\w)"
)
_SAME_PLACE = re.compile(
    r"\b(?:same|one|local|nearby) (?:school|home|unit|street|village|estate|placement|class|family|town)\b"
    r"|\bout[ -]of[ -](?:county|area|borough)\b"
)
_AGE = re.compile(
    r"\baged? ?(?:of )?\d|\b(?:under|over|below|above)[ -](?:the age of )?(?:\d|fives?\b|ones?\b|twos?\b|threes?\b"
    r"|tens?\b)|\b\d{1,2}[ -]?(?:year|yr|month|week)s?[ -]?olds?\b|\b\d{1,2} ?(?:yo|y/o)\b|\b(?:year|yr|y) ?"
    r"(?:1[0-3]|[1-9])\b(?! of)|\bnewborns?\b"
)
_DATE = re.compile(
    rf"\b(?:{FULL_DATE}|(?:{MONTHS}) '?\d{{2,4}}|(?:in|on|since|by|during|last|this|until|before|after|from|over"
    rf"|for) (?:(?:early|late|mid)[ -])?(?:{MONTHS}|{WEEKDAYS})|(?:in|since|during) (?:19|20)\d\d|yesterday"
    r"|last night|tonight|(?:this|last) (?:morning|afternoon|evening|week|weekend|month|night)|over the weekend)"
    r"(?!\w)"
)
_ETHNICITY = re.compile(rf"\b(?:{ETHNICITIES})\b")
_EVENT = re.compile(rf"\b(?:{EVENTS})\b")
_BY_WORDS = {Cue.AGE: _AGE, Cue.DATE: _DATE, Cue.ETHNICITY: _ETHNICITY, Cue.EVENT: _EVENT}


def cues_in(page: Page, sentence: tuple[int, int], places: tuple[str, ...] = ()) -> frozenset[Cue]:
    """List the kinds of cue in a sentence; `places` are the council's own, in small letters."""
    low = page.low[slice(*sentence)]
    found = {cue for cue, pattern in _BY_WORDS.items() if pattern.search(low)}
    if _names_place(page.text[slice(*sentence)]) or _SAME_PLACE.search(low) or _has_place(low, places):
        found.add(Cue.PLACE)
    return frozenset(found)


def _names_place(sentence: str) -> bool:
    return any(found[1].lower() not in NOT_NAMES for found in _PLACE.finditer(sentence))


def _has_place(low: str, places: tuple[str, ...]) -> bool:
    return any(place in low and re.search(rf"\b{re.escape(place)}\b", low) for place in places)
