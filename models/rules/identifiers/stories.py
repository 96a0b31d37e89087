"""What is said of children in care and hardly of colleagues: moved placement, back with mum, settled with carers."""

import re

from models.rules.identifiers.naming import MORE_NAMES, NAME
from models.rules.identifiers.words import THINGS

_NO_WORK = (
    rf"(?!-|'s? (?:[a-z]+ )?(?:team|group|forum|line|lead)| (?:{THINGS}|agency|recruit\w*|approv\w*|register|vacanc\w*"
    r"|data|codes?|roles?|line|commissioning|budgets?|costs?|numbers?|figures?|market|sufficiency|stability|offer|order"
    r"|commissioners?|brokerage|at the|for the)\b)"
)
_NO_VISIT = r"(?! (?:today|tomorrow|this|on|at|for|about|all)\b)"

_KIN = (
    r"(?:birth |step-?|great[ -]|half[ -])?(?:mum|mam|mother|dad|father|parents?|famil(?:y|ies)|nan|nana|gran(?:ny|dad"
    r"|dma|dparents?|dmother|dfather|s)?|aunt(?:ie|y|s)?|uncles?|sisters?|brothers?|siblings?|cousins?|twin)"
)
_WHOSE = (
    r"(?:an?|the|his|her|their|some|new|different|another|foster|kinship|respite|short[ -]term|long[ -]term|maternal"
    r"|paternal|emergency|temporary)"
)
_CARERS = rf"(?:foster )?carers?\b{_NO_WORK}"
_RESIDENTIAL = rf"residential(?! care (?:commission|market|work|team|strateg))\b{_NO_WORK}"
_KEPT_BY = (
    rf"(?:{_WHOSE} ){{0,3}}(?:(?:foster )?carers?|foster (?:mum|dad|famil(?:y|ies)|parents?|home|placement|care)"
    rf"|adopters?|placement|residential(?: care| home)?|children's home|{_KIN})\b{_NO_WORK}"
)
_OWN_KIN = rf"(?:his|her|their) (?:{_WHOSE} ){{0,2}}(?:(?:foster )?carers?|adopters?|{_KIN})\b{_NO_WORK}"
_PLACED_WITH = (
    rf"(?:mum|mam|dad|{_OWN_KIN}|(?:{_WHOSE} ){{1,3}}(?:carers?|placement|adopters?|residential|foster (?:care|home"
    rf"|family|placement)|{_KIN})\b{_NO_WORK}|{_CARERS}|(?:residential|foster) care\b)"
)
_DID = (
    r"(?:(?:has|have|had|is|are|was|were|been|be|being|now|just|recently|since|again|also|will|still|both|not|already"
    r"|then|who),? ){0,4}"
)
_STORIES_OF_ANYBODY = (
    (
        r"(?:moved placements|(?:moved?|moving|changed|changing|left|leaving) (?:his |her |their |the |another |"
        rf"from (?:his|her|their) )?placement)\b{_NO_WORK}"
    ),
    rf"lost (?:his|her|their) placement\b{_NO_WORK}",
    rf"in (?:{_WHOSE} ){{1,3}}placement\b{_NO_WORK}",
    rf"(?:taken|removed) (?:back )?(?:to|from) {_OWN_KIN}",
    rf"liv(?:es?|ed|ing) (?:back )?(?:with|at) {_KEPT_BY}",
    rf"(?:placed|staying|stays|stayed|remains?|accommodated) (?:back )?(?:with|in|at) {_KEPT_BY}",
    (
        r"(?:well )?(?:settled|settling|thriving|unsettled|unhappy|happy)(?: in| down)?(?: well)? (?:with|in|at) "
        rf"{_KEPT_BY}"
    ),
    (
        r"(?:back|home|back home|back living|moved in|gone to live|went to live|going to live|matched|reunited"
        rf"|reunified|returned home|returned) (?:with|to) (?:mum|mam|dad|{_OWN_KIN})\b"
    ),
    rf"moved? (?:back )?(?:to|in with|into) (?:{_OWN_KIN}|(?:{_WHOSE} ){{0,3}}{_CARERS}|{_RESIDENTIAL})",
)
_STORIES_OF_THE_KNOWN = (
    (
        r"(?:moved|moving) (?:to|into|from) (?:an? |the |his |her |their )?(?:(?:new|different|another|respite"
        rf"|emergency|secure|residential) ){{1,3}}(?:placement|home|unit)\b{_NO_WORK}"
    ),
    r"(?:returned|returning|returns|went|gone|going) home\b(?! (?:from|for|at|early|ill|sick|after|and (?:work|log)))",
    (
        r"(?:has|have|had|got|with|now has) (?:got )?(?:an? )?(?:new|different|another) (?:foster )?(?:carers?"
        rf"|social worker|placement|iro|personal adviser)\b{_NO_WORK}(?! (?:in|on|to|who|start))"
    ),
    rf"with (?:new |foster |kinship |respite |his |her |their ){{1,3}}carers?\b{_NO_WORK}{_NO_VISIT}",
    rf"changed social workers?\b{_NO_WORK}",
    r"been moved again\b",
    r"(?:split up|separated) from (?:his|her|their) (?:brothers?|sisters?|siblings?)\b",
)
_ANYBODY = "|".join(_STORIES_OF_ANYBODY)
_KNOWN = "|".join((*_STORIES_OF_ANYBODY, *_STORIES_OF_THE_KNOWN))
_ALSO = rf"(?:,? (?:and|&) (?:(?:his|her|their) {_KIN}|{NAME}{MORE_NAMES}|[A-Z]{{2}}|[A-Z]\.[A-Z]\.?))?"

STORY_OF_ANYBODY = re.compile(rf"{MORE_NAMES}{_ALSO},? {_DID}(?:{_ANYBODY})")
"""Said of any word that may be a name."""
STORY = re.compile(
    rf"{MORE_NAMES}{_ALSO}(?:'s new (?:foster )?carers?\b{_NO_WORK}|,? {_DID}(?:{_KNOWN})"
    rf"|,? (?:is |are |was )?now (?:with|in) {_KEPT_BY}{_NO_VISIT})"
)
"""Said of a known first name, or of initials."""
PLACED_BEFORE = re.compile(
    r"\b(?:re-?placed|placed|moved|returned|matched|removed|reunited|sent|took|taken|placing|moving|returning|taking"
    r"|removing|visited|saw)(?: both)? \Z"
)
PLACED = re.compile(rf"{MORE_NAMES}{_ALSO} (?:(?:back|home|over) )?(?:with|to|in|into|at|from) {_PLACED_WITH}")
TWO_INITIALS = re.compile(r"(?<![\w.&/'-])(?:[A-Z]\.[A-Z](?:\.[A-Z])?\.?|[A-Z]{2})(?=[ ,'])")
