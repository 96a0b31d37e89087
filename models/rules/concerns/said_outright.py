"""A concern that is named as one, or a question whether a child is safe, in messages as short as people type them."""

import re

from models.rules.concerns.words import KIND_OF_CHILD, MANY_CHILDREN
from models.rules.identifiers.words import THINGS

_NO_THING = rf"(?!'|s'| (?:{THINGS})\b)\b"
_KIND = r"(?:safeguarding|child protection|child safety|child welfare|cp|child abuse)"
_MATTER = r"(?:concerns?|issues?|matter|problem|incident|worry|worries|emergency|alert|disclosure|allegation)"
_HURT = r"(?:abuse|neglect|cruelty|exploitation|grooming|trafficking|fgm)"
_FAMILY = r"(?:famil(?:y|ies)|household|parents?|mother|father|mum|dad|house|home|carers?|neighbours?|sibling group)"
_ONE = r"(?:an?|the|this|that|one of (?:the|our|my)|some|my|our|her|his|their|two|three)"
_WHOM = rf"(?:{_ONE}(?: [a-z0-9'-]+){{0,3}} (?:{KIND_OF_CHILD}|{MANY_CHILDREN}|{_FAMILY}){_NO_THING}|him|her|them)\b"
_START = r"(?:\A|(?<=[.!?\n\"=]))\W{0,4}"
_END = r"(?=\W{0,4}(?:\Z|[.!?\n]))"
_ASKS = (
    r"(?:please |pls |hi |hello |help |urgent |just |also )?"
    r"(?:(?:i|we)(?:'d| would)? )?(?:(?:need|want|like|wish|have|trying|how (?:do|can) (?:i|we)"
    r"|where (?:do|can) (?:i|we)|who (?:do|can) (?:i|we)|can (?:i|we)|got) )?(?:to )?"
)

SAID_OUTRIGHT = (
    # child protection concern; urgent safeguarding issue tonight; I have got a CP concern
    re.compile(
        rf"{_START}(?:(?:i|we|we've|i've|i'm|have|got|has|had|there is|there's|an?|my|new|another|urgent|serious"
        rf"|possible|raising|to raise|raise|reporting|report|re|big"
        rf"|need|advice|help|on|with|about),? ){{0,5}}{_KIND} {_MATTER}"
        r"(?: (?:here|today|tonight|now|urgent|please|help|this morning|at home|at school|in [a-z]+)){0,2}"
        rf"{_END}"
    ),
    # report child abuse; reporting abuse of a child
    re.compile(
        rf"{_START}{_ASKS}(?:report|reporting|disclose|raise|whistle-?blow(?: about| on)?)"
        rf" (?:(?:an?|some|suspected|possible|serious|child|sexual"
        rf"|physical|emotional|domestic) ){{0,3}}(?:{_HURT}|{_KIND} {_MATTER})(?: (?:of|to|by|against|about|in|at)"
        rf" (?:{_WHOM}|children|kids))?{_END}"
    ),
    # there is abuse in this house
    re.compile(
        rf"\bthere(?:'s| is) (?:[a-z]+ )?{_HURT} (?:going on )?(?:in|at) (?:an?|the|this|that|my|our|his|her|their)"
        r" (?:[a-z]+ )?(?:house|home|flat|family|unit|placement|nursery)\b"
    ),
    # is this child safe; are the kids ok
    re.compile(
        rf"{_START}(?:is|are|was) (?:s?he|{_ONE}(?: [a-z0-9'-]+){{0,2}} (?:{KIND_OF_CHILD}|{MANY_CHILDREN}))"
        r" (?:safe|(?:ok|okay|all right|alright)(?! (?:with|to|for)\b)|in danger|at risk|being (?:fed|hurt|abused))\b"
    ),
)
"""Enough alone."""

NAMED_AS_ONE = (
    # safeguarding concern about a family
    re.compile(
        rf"\b{_KIND} {_MATTER}(?: (?:today|now|tonight|here|i have|we have))? (?:about|re|regarding|for|over|with"
        rf"|involving|around|concerning) {_WHOM}"
    ),
    # how do I make a safeguarding referral
    re.compile(
        r"\b(?:(?:i|we)(?:'d| would)? (?:need|want|like|wish|have|ought) to|how (?:do|can|should) (?:i|we)"
        r"|(?:can|could|should) (?:i|we)|help me(?: to)?) (?:make|do|send|raise|put in|submit|start) an? (?:[a-z]+ )?"
        r"(?:safeguarding|child protection|mash|cp) (?:referral|alert|concern|report)\b"
    ),
)
"""Enough where the sentence does not tell how such things are handled."""

HANDLED = re.compile(
    r"\b(?:audit\w*|train\w*|procedures?|polic(?:y|ies)|thresholds?|guid(?:e|ance)|templates?|forms?|per ?cent|timel\w*"
    r"|lessons?|surveys?|figures|process(?:es)?|(?:when|whenever|if) (?:an?|any|staff|someone|you have"
    r"|there is)|are now|is now|screened|recorded|answered|closed|reviewed|logged|reg 44|reduced|rose|fell|number of"
    r"|numbers|each|every(?! day| night| time)|how to|posters?|leaflets?|workshops?|board|ofsted"
    r"|inspectors?|handled|protocol)\b|%"
)

OF_SOMEBODY = (
    # can someone check on the Smith children; please look in on the boy next door
    re.compile(
        r"\b(?:(?:can|could|would|will|should) (?:you|some(?:one|body)|any(?:one|body))|some(?:one|body)|please|pls|who"
        r" can)(?: please| should| must| needs to| go and)? (?:check (?:up )?on|look in on|call"
        rf" in on|go (?:and |to )see|go round to) (?:{_ONE} )?(?:[a-z'-]+ ){{0,2}}(?:{KIND_OF_CHILD}|{MANY_CHILDREN}"
        rf"|kids){_NO_THING}"
    ),
    # my neighbour's children are being neglected; two little ones left on their own
    re.compile(
        rf"\b(?:my|our|those|these|his|her|their|next door's)(?: [a-z]+'s)? (?:{MANY_CHILDREN}|kids)(?: next door"
        r"| upstairs)? (?:are|were|is)(?: always| often| not)? (?:being |getting )?(?:neglected|abused|beaten|hit|hurt"
        r"|starved|starving|looked after|fed|in danger|unsafe|left alone)\b"
    ),
    re.compile(
        r"\b(?:kids?|baby|babies|toddlers?|little ones?) (?:is |are |been |was |were )?(?:left )?(?:all )?"
        r"(?:alone|on (?:their|his|her) own)\b"
    ),
    re.compile(rf"\b{_KIND} referral (?:is )?(?:needed|required|please) (?:for|re|about|on) {_WHOM}"),
    # they look hungry; he seems frightened
    re.compile(
        r"\b(?:s?he|they(?! (?:[a-z]+ ){1,2}thin)|the (?:kids|children|baby|boy|girl|child))"
        r"(?: always| often| both| all)? (?:looks?|looked"
        r"|seems?|seemed|appears?) (?:(?:so|very|really|quite|a bit) )?(?:hungry|thin|frightened|scared|starving"
        r"|starved|neglected|filthy|dirty|terrified|hurt|underfed|malnourished|bruised)\b"
    ),
)
"""Enough where the sentence does not speak of plans."""
