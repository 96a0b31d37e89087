"""The ways people write a count of a few children."""

import re
from dataclasses import dataclass
from functools import lru_cache

from models.rules.identifiers.words import CHILD, CHILDREN, ETHNICITIES, EVENTS, THINGS

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ONE_OR_TWO = (
    r"the(?= (?:[a-z]+ )?(?:boy|girl|lad|lass|teenager|toddler)\b)|(?:the|our) (?:only|youngest|oldest|eldest|last)"
    r"|only one|just one|(?:a |one )?single|(?:a )?couple of|a pair of|both(?! [a-z ]{1,30} and )"
)
_SO_MANY = rf"\d{{1,4}}|{'|'.join(_WORDS)}"
_OF = rf"of (?:(?:the|our|these|those|them)(?: (?:{_SO_MANY}))?|{_SO_MANY})"
_KINDS = (
    r"looked[ -]after|unaccompanied|asylum[ -]seeking|young|younger|older|disabled|vulnerable|teenage|male|female|newly"
    r"|new|more|further|other|additional|local|primary|secondary|school[ -]aged?|pre-?school|unborn|foster|fostered"
    rf"|separate|different|our|the|these|{ETHNICITIES}|{EVENTS}|\d{{1,2}}[ -]?(?:(?:year|yr|month|week)s?[ -]old|yo"
    r"|y/o)|(?:year|yr) \d{1,2}|x"
)
_MORE_KINDS = r"(?:(?:looked[ -]after|unaccompanied|asylum[ -]seeking|disabled|foster(?:ed)?) ){0,2}"
AGE_WORDS = f"{'|'.join(_WORDS)}|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_OLD = (
    rf"(?:1\d|2[0-5]|\d|{AGE_WORDS})[ -]?(?:(?:years?|yrs?|months?|weeks?)[ -]olds?|yo\b|y/o\b"
    r"|yr[ -]?olds?)(?= (?:in|at|from|with|who|whose"
    r"|was|were|is|are|has|had|have|went|and|on|placed|moved|living|mum|dad)\b|[,.;)\n\t]|\s?$)"
)
_NOUN = rf"(?:(?:{CHILDREN}|{CHILD})(?!\w)|{_OLD})"
NO_THING = (
    rf"(?!'|/|[ -](?:{THINGS})\b|,? (?:and|&) (?:famil(?:y|ies)|young people|schools|learning|adults?|youth|parents?"
    rf"|carers?)(?:'|'s|s'| (?:{THINGS})\b))"
)
CHILDREN_WORD = re.compile(rf"\b{_NOUN}{NO_THING}")
_HAPPENINGS = (
    r"deaths?|suicides?|stabbings?|rapes?|assaults?|injur(?:y|ies)|arrests?|pregnanc(?:y|ies)|exclusions?|restraints?"
    r"|(?:adoption|placement) breakdowns?|absconsions?|(?:missing|serious) (?:episodes?|incidents?)"
)
_EDGE = r"(?<![\w/£$€%+#@<>=])(?<!\d[.,])(?<!\d )(?<!\w-)"


@dataclass(frozen=True)
class Shapes:
    """The ways of writing a count up to the council's limit: three of children, and one of what befell them."""

    counted: re.Pattern[str]
    listed: re.Pattern[str]
    happened: re.Pattern[str]


@lru_cache(maxsize=16)
def shapes_up_to(most: int) -> Shapes:
    """Give the ways of writing a count of up to so many."""
    digits = f"[1-{most}]" if most < len(_WORDS) else "(?:10|[1-9])"
    one = f"(?:{digits}(?: ?/ ?\\d{{1,4}})?|{'|'.join(_WORDS[:most])})"
    number = rf"(?:(?:{one} ?(?:-|to|or) ?)?{one}|{_ONE_OR_TWO})"
    article = rf"(?P<article>an?|(?:the|this|that|our)(?= (?:[a-z]+ )?\d)|(?:the|that)(?= (?:{CHILD}) (?:who|whose)\b))"
    return Shapes(
        counted=re.compile(
            rf"{_EDGE}(?:{article}|{number})(?: {_OF})? (?:(?:{_KINDS}),? (?:and )?){{0,4}}"
            rf"(?P<odd>[a-z-]{{3,20}} (?={_MORE_KINDS}{_NOUN}))?{_MORE_KINDS}{_NOUN}{NO_THING}"
            rf"|\bsibling groups?(?: of)? \(?{one}\b"
            r"|\b(?:twins|triplets|twin (?:boys|girls|babies|brothers|sisters))\b"
        ),
        listed=re.compile(
            rf"\b{_NOUN}{NO_THING}[^.;:\n\t|(=]{{0,50}}[:=\t|(] ?{digits}(?= ?(?:[,;)\t|\n]|$|\.\s|\.$))"
        ),
        happened=re.compile(
            rf"{_EDGE}{number}(?:(?: of (?:them|these|those|whom))? (?:was|were|is|are|had|has|have)(?: been)?"
            rf"(?: [a-z]{{1,12}}){{0,2}}? (?:{EVENTS}|{ETHNICITIES})\b| (?:[a-z]+ )?(?:{_HAPPENINGS})\b)"
        ),
    )
