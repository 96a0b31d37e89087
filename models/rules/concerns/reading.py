"""Reading a message for a worry about a child.

Wide on purpose: to show somebody the front door who did not need it costs one tap, "it was an update". There are two
ways in: words that only a worry uses; or, in one sentence that does not speak of plans, one child or a child's family
together with harm, with a call for help or with nothing else at all.
"""

import re
from collections.abc import Callable

from models.rules.concerns.said_outright import HANDLED, NAMED_AS_ONE, OF_SOMEBODY, SAID_OUTRIGHT
from models.rules.concerns.words import (
    BENIGN,
    GRAVE,
    HURTING,
    KIND_OF_CHILD,
    MANY_CHILDREN,
    MY_RELATIVE,
    PERCEIVING,
    PLANNING,
    RELATIVE,
    STAFF,
    TELLING,
)
from models.rules.identifiers.folding import Page, fold
from models.rules.identifiers.words import THINGS

_NO_THING = rf"(?!'|s'| (?:{THINGS})\b| and (?:famil|young people|adult))\b"
_OLD = r"\d{1,2} ?(?:yo|y/o|(?:year|yr)s?[ -]old)"
_SOME = rf"(?:a|an|the|this|that|my|our|her|his|their|another|one|some|someone's|{_OLD})"
_ANY_WORDS = r"(?: (?!of\b)[a-z0-9'-]+)"
_ONE_OF = rf"one of (?:the|our|my|these|her|his|their)(?: [a-z0-9-]+){{0,2}} {MANY_CHILDREN}"
_CHILD = (
    rf"(?:{_SOME}{_ANY_WORDS}{{0,3}} {KIND_OF_CHILD}|{_ONE_OF}|(?:little|wee) (?:girl|boy)"
    rf"|(?:the|her|his|their|my|those|these) (?:two |three |four )?{MANY_CHILDREN}){_NO_THING}"
)
_KID = rf"(?:kids?|lads?|lass|baby|toddler)(?! (?:{THINGS})\b)"
_FOLLOWS_HIM = r"at|being|going|because|and|as|when|living|with|since|not|now|tonight|today|who"
_HIM = rf"(?:him|her|them)(?=[.,;!?]|\s?$| (?:{_FOLLOWS_HIM})\b)"
_ABOUT_ONE = rf"(?:{_CHILD}|{_HIM})"
_ME = r"\b(?:i|i'm|i've|i'd|i'll|im|ive|we|we're|we've|we'd|my|me|us)\b"
_WORRIED = r"(?:worried|worries|worrying|concerned|anxious|scared|frightened|terrified|uneasy|afraid|fear|unhappy)"
_HE = rf"(?:{_CHILD}|s?he)"
_AGED = r"(?:s?he|i)(?:'s|'m| is| am|m) (?:only )?(?:1[0-7]|\d)\b(?! (?:of|out|per|%))"

_SURE = (
    # I'm worried about a child; so worried for him; worried about a baby
    re.compile(
        rf"{_ME}[^.\n]{{0,40}}\b{_WORRIED}\b[^.\n]{{0,15}}\b(?:about|for|that|of|by)\b (?:the (?:welfare|safety) of )?"
        rf"(?:[a-z]+ ){{0,3}}?{_ABOUT_ONE}"
    ),
    re.compile(
        rf"(?:^\W*|\b(?:so|very|really|extremely|urgently|seriously) ){_WORRIED} (?:about|for) (?:{_ABOUT_ONE}"
        rf"|{_KID}\b)"
    ),
    # I have a concern about a child; we have a safeguarding issue
    re.compile(
        rf"{_ME}[^.\n]{{0,30}}\b(?:concerns?|worry|worries|referral|disclosure)\b[^.\n]{{0,15}}"
        rf"\b(?:about|for|regarding|re|over|from|on)\b {_ABOUT_ONE}"
    ),
    re.compile(
        rf"{_ME}[^.\n]{{0,30}}\b(?:safeguarding|child protection)"
        r" (?:concern|issue|incident|matter|problem|worry|emergency)\b"
    ),
    # I suspect abuse in the home; we fear neglect
    re.compile(
        r"\b(?:i|we) (?:[a-z]+ )?(?:suspect|fear|think|believe)(?: that)? (?:there(?:'s| is| may be| might be) )?"
        r"(?:[a-z]+ )?(?:abuse|neglect|grooming|cruelty)(?=\W{0,6}$| (?:going on )?(?:in|at) (?:a|an|the|this|that|one"
        r"|my|our|his|her|their) (?:of (?:the|our) )?(?:[a-z]+ ){0,2}(?:homes?|house|flat|famil(?:y|ies)|placements?"
        r"|unit|nursery)\b| by (?:a|an|the|his|her|their|my) )"
    ),
    # a child has told me…; she told me that he…; a pupil disclosed
    re.compile(
        rf"\b{_HE} (?:has |have |had )?(?:just |now |today |also )?(?:told|disclosed to|confided in|messaged|texted"
        r"|rang) me\b(?=\W{0,6}$|\W{1,3}\n| (?:something|things|that s?he|s?he|what|about (?:her|his|their)))"
        r"(?![^.\n]{0,60}\b(?:guide|audit|paper|form)\b)"
    ),
    re.compile(
        rf"\b{_HE} (?:has |have )?(?:just |today )?(?:disclosed|made an? (?:disclosure|allegation)|is disclosing)\b"
    ),
    # I want to report a foster carer; who do I call about a child?; what do I do about him?
    re.compile(
        rf"{_ME}[^.\n]{{0,40}}\b(?:report|whistle-?blow[a-z]{{0,4}})\b(?: on| about)? (?:(?:a|an|my|one of|the|his"
        rf"|her|our)(?: [a-z]+){{0,2}} {STAFF}(?! (?:recruit|vacanc|post|delay|number))|(?:child )?(?:abuse|neglect"
        r"|cruelty)|a safeguarding)\b"
    ),
    re.compile(
        r"\b(?:who|what number|where|how|should) (?:do |should |can |would )?(?:i|we) (?:call|ring|tell|contact"
        r"|speak to|talk to|report|phone)\b[^.\n]{0,40}\b(?:child|young person|baby|pupil|boy|girl|kid|abused?"
        r"|hurt|him|her|safeguarding)\b(?!')"
    ),
    re.compile(rf"\bwhat (?:do|should|can) (?:i|we) do\b[^.\n]{{0,60}}(?:{_CHILD}|the children|{_HIM})"),
    # please help her; my neighbour is hitting her kids; a member of staff slapped a boy
    re.compile(
        r"\bplease (?:somebody |someone )?help (?:(?:her|him|this (?:child|baby)|the (?:child|baby|girl|boy))\b"
        r"|me(?=\W{0,4}$|[,.!] (?:s?he|my|i)\b))"
    ),
    re.compile(
        rf"\b(?:some(?:one|body)|s?he|they|dad|mum|stepdad|my [a-z]+)(?:'s| is| are| keeps?)? (?:been )?{HURTING}"
        r" (?:me|him|her|them|my|the (?:child|baby|kids|children)|a (?:child|baby)|his)\b"
    ),
    re.compile(
        rf"\b{STAFF} (?:has |have |is |was |keeps |just )?(?:[a-z]+ ){{0,2}}?{HURTING}"
        r" (?:an?|the|him|her|one|my|his|them|this|young|children|kids)\b"
    ),
    # I'm not safe; I don't feel safe; I am scared of him; he is bleeding
    re.compile(
        r"\bi(?:'m| am|m| was| keep)? (?:being |getting )?"
        r"(?:not safe|unsafe|hit|hurt|abused|beaten|bullied|raped|groomed)\b"
    ),
    re.compile(
        r"\bi (?:do not|don't|dont|never) feel safe\b|\bi want to (?:die|kill)|\bi(?:'m| am) going to (?:kill"
        r"|hurt) (?:my|h)"
    ),
    re.compile(r"\bi(?:'m| am) (?:scared|afraid|frightened) (?:of (?:him|her|my|someone|going home)|to go home)\b"),
    re.compile(r"\b(?:baby|child|girl|boy|toddler|kid|s?he)(?: is|'s| was)? (?:not breathing|unconscious|bleeding)\b"),
)

_SOMEBODY = re.compile(
    rf"\b(?:{_CHILD}|(?:(?:a|the|my|her|his|their|'s) )?{RELATIVE}{_NO_THING}"
    rf"|(?:an?|the|our|my|one of our)(?: [a-z]+){{0,2}} {STAFF}{_NO_THING}|{_KID}\b|{_AGED}|{_OLD}\b|i(?:'m"
    r"| am) a (?:child|kid|teenager|young carer|girl|boy))"
)
_ONE_CHILD = re.compile(
    rf"\b(?:(?:a|the|this|that|my|our|another|one|some|someone's){_ANY_WORDS}{{0,2}} {KIND_OF_CHILD}|(?:her|his"
    rf"|their) {KIND_OF_CHILD}|{_ONE_OF})\b(?!s'|(?:'s)? (?:(?!i |we |you |they |who )[a-z]+ )?(?:{THINGS})\b| and "
    r"(?:famil|young people|adult))|(?:^|(?<=[.!?] ))\W*(?:(?:urgent|emergency)\W*)?(?:(?:baby|toddler|little (?:one"
    rf"|girl|boy)|boy|girl|lad)\b(?!'|s'| (?:{THINGS})\b)|(?:child|young person) (?:on|is|was|has|had|with|at|who"
    rf"|says|said|left|not|being|keeps|in the)\b)|\b{_OLD}\b|\b(?:my|her|his|an?|the|our) {MY_RELATIVE}\b|\b{_AGED}"
    r"|\bmy (?:[a-z]+ )?(?:foster carer|social worker|brother|sister|mother|father|ex)\b|\bi(?:'m| am) a "
    r"(?:foster carer|mum|dad|parent|neighbour|child)\b"
)
_ALLEGED = re.compile(
    r"\ballegations?\b[^.\n]{0,25}\b(?:against|about|involving) (?:an?|one|the|my|our|this|that|another|his|her)"
    rf"(?: [a-z]+){{0,3}} {STAFF}\b|\b{_HE} (?:may|might|could) be (?:at risk|in danger|being)\b"
)
_THREATENS_ITSELF = re.compile(
    rf"\b{KIND_OF_CHILD}{_NO_THING}(?: who)?(?: (?:is|was|has been|been|keeps|now))? (?:threaten(?:ing|s|ed)|trying"
    r"|tries|tried|wanting|wants|wanted|planning|plans|going) to (?:kill|hurt|harm|hang|cut|drown|end)"
    r" (?:him|her|them|it|my)sel"
)
_HE_OR_SHE = re.compile(r"\b(?:s?he|him|her)(?:'s|'ll)?\b")
_GRAVE = re.compile(rf"(?<!\w){GRAVE}(?!\w)")
_TELLING = re.compile(rf"(?<!\w){TELLING}(?!\w)")
_PERCEIVING = re.compile(rf"\b{PERCEIVING}\b")
_PLANNING = re.compile(rf"\b{PLANNING}\b|%")
_BENIGN = re.compile(rf"\b{BENIGN}\b")


_THE_CHILD = r"(?:a|an|the|this|that|one|some|our|any) (?:child|young person|pupil|family)"
_DATUM = r"(?:name|initials|date of birth|address|postcode|nhs number|case number|upn)"
_KNOWN = re.compile(
    rf"\b(?:{_THE_CHILD} (?:could|can|may|might|would) (?:still )?be (?:known|identified|recogni[sz]ed|traced|named)\b"
    r"|(?:it|this|words?|text|file|figures|together|could|may|might|can|would|never)"
    rf" (?:names?|identif(?:y|ies)|points? to) {_THE_CHILD}(?=\W*$)"
    rf"|{_THE_CHILD}'s (?:full |first )?{_DATUM} (?:is|was|were|slipped|stands)\b(?: left| still)?(?: in| through)?"
    r"(?=\W*$| (?:it|the (?:text|words|file|file name|update|title))\W*$)"
    rf"|{_THE_CHILD} (?:is|was) (?:named|identifiable|recogni[sz]able)(?=\W*$| (?:in|by mistake|from)\b)"
    rf"|(?:tell|work out|know|see) (?:which|who) (?:the|that) child (?:is|was)\b|totals, never a child\b)"
)
"""That words could tell which child it is: the reason of a removal, and the guard's own words, and no worry."""


def _of_one_child(sentence: str) -> bool:
    """One child, and nothing of how things are done; nor only that words identify one, with nothing else of anybody."""
    if not _is_no_plan(sentence):
        return False
    rest = _KNOWN.sub(" ", sentence)
    signs = (_ONE_CHILD, _HE_OR_SHE, _GRAVE, _PERCEIVING, _TELLING)
    return rest == sentence or any(sign.search(rest) for sign in signs)


def reads_as_concern(text: str) -> bool:
    """Tell whether a message reads like a concern about a child, to be met with the front door and not kept."""
    page = fold(text)
    if any(pattern.search(page.low) for pattern in (*_SURE, *SAID_OUTRIGHT)):
        return True
    return any(_tells(page, sign, surely) for sign, surely in _SIGNS)


def _tells(page: Page, sign: re.Pattern[str], surely: Callable[[str], bool]) -> bool:
    """Tell whether one of the sentences with the sign in it is about somebody, and not about plans."""
    sentences = {page.sentence(found.span()) for found in sign.finditer(page.low)}
    return any(surely(page.low[slice(*sentence)]) for sentence in sentences)


def _of_anybody(sentence: str) -> bool:
    about = _SOMEBODY.search(sentence) or _HE_OR_SHE.search(sentence)
    return about is not None and not _PLANNING.search(sentence)


def _of_somebody(sentence: str) -> bool:
    return _SOMEBODY.search(sentence) is not None and _is_no_plan(sentence)


def _is_no_plan(sentence: str) -> bool:
    return not (_PLANNING.search(sentence) or _BENIGN.search(sentence))


def _is_no_rule(sentence: str) -> bool:
    return not _PLANNING.search(sentence)


def _is_not_handled(sentence: str) -> bool:
    return not HANDLED.search(sentence)


_SIGNS = (
    (_GRAVE, _of_anybody),
    (_TELLING, _of_somebody),
    (_PERCEIVING, _of_somebody),
    (_ONE_CHILD, _of_one_child),
    (_ALLEGED, _is_no_rule),
    (_THREATENS_ITSELF, _is_no_rule),
    *((sign, _is_no_rule) for sign in OF_SOMEBODY),
    *((sign, _is_not_handled) for sign in NAMED_AS_ONE),
)
