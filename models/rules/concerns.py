"""Telling a worry about one child, now, from talk about a plan. The bot is no safeguarding channel, and says so.

Wide on purpose: to show somebody the front door who did not need it costs one tap, "it was an update". Two ways in:
words that only a worry uses; or somebody's child, or a child's family, in one sentence with a word for harm, where
nothing in the sentence speaks of plans.
"""

import re
from collections.abc import Callable

from models.rules.identifiers.folding import Page, fold
from models.rules.identifiers.words import THINGS

_KIND_OF_CHILD = (
    "child|baby|infant|toddler|girl|boy|young person|young man|young woman|teenager|teen|pupil|student|kid|lad|lass"
    "|youngster|son|daughter|niece|nephew|grandson|granddaughter|grandchild|stepson|stepdaughter|care leaver"
    "|resident|little one"
)
_MANY = (
    "children|young people|girls|boys|kids|lads|pupils|students|care leavers|siblings|twins|babies|teenagers|residents"
)
_NO_THING = rf"(?!'|s'| (?:{THINGS})\b| and (?:famil|young people|adult))\b"
_A_CHILD = (
    rf"(?:(?:a|an|the|this|that|my|our|her|his|their|another|one|some|someone's|\d+ ?(?:yo|y/o|(?:year|yr)s?[ -]old))"
    rf"(?: (?!of\b)[a-z0-9'-]+){{0,3}} (?:{_KIND_OF_CHILD})|one of (?:the|our|my|these|her|his"
    r"|their)(?: [a-z0-9-]+){0,2}"
    rf" (?:{_MANY})|(?:little|wee) (?:girl|boy)|(?:the|her|his|their|my|those|these) (?:two |three |four )?(?:{_MANY}))"
)
_CHILD = rf"{_A_CHILD}{_NO_THING}"
_FAMILY = (
    r"(?:(?:a|the|my|her|his|their|'s) )?(?:mum|mam|mummy|mother|dad|daddy|father|step-?dad|stepfather|step-?mum"
    r"|boyfriend|girlfriend"
    r"|uncle|grandad|nan|older brother|brother|sister|parents?|famil(?:y|ies)(?: member)?|neighbours?"
    r"|foster (?:carers?|mum|dad))"
)
_INFORMAL = rf"(?:kids?|lads?|lass|baby|toddler)(?: (?!{THINGS}))?"
_STAFF = (
    r"(?:members? of staff|staff member|foster carer|foster (?:mum|dad)|carer|teacher|teaching assistant|social worker"
    r"|key ?worker|support worker|youth worker|worker|colleague|manager|volunteer|coach|taxi driver|driver|escort|tutor"
    r"|childminder)s?"
)
_HIM = (
    r"(?:him|her|them)(?=[.,;!?]|\s?$| (?:at|being|going|because|and|as|when|living|with|since|not|now|tonight|today"
    r"|who)\b)"
)
_ME = r"\b(?:i|i'm|i've|i'd|i'll|im|ive|we|we're|we've|we'd|my|me|us)\b"

_GRAVE = (
    r"hit by (?:him|her|his|a man|dad|mum)|hits (?:him|her|me)|hitting|beaten|beating|slap(?:s|ped|ping)|smack(?:s"
    r"|ed|ing)?"
    r"|punch(?:es|ed|ing)?|kick(?:s|ed|ing) (?:him|her|me)|touch(?:es|ed|ing) (?:him|her|me|them)|abus(?:es|ed|ing)"
    r"|rap(?:ed|ing)"
    r"|assault(?:s|ed|ing)|groom(?:ed|ing)|exploited|threaten(?:s|ed|ing)?|strangl\w{1,4}|choking|shaken|bruis(?:e"
    r"|es|ed|ing)"
    r"|black eye|marks? on (?:him|her|his)|bleeding|stabb(?:ed|ing)|shot|(?:scared|frightened|afraid"
    r"|terrified) (?:of (?:him|her|his|my"
    r"|their|someone|what|going (?:home|back)|[a-z]+'s|the (?:man|men|dad|staff|carers?))|to (?:go|be|sleep))"
    r"|(?:not|n't|never)(?: feel| feeling| being)? safe (?:at|in|there|with|now|here|tonight)|(?:is|are|'s"
    r"|am) (?:not|n't) safe"
    r"|in (?:immediate |real |serious )?danger|(?:run|ran|running) (?:away|off)(?: (?:from|with)|\b(?! with))"
    r"|(?:gone|went|is still|been|is) missing(?: (?:last|since|again|tonight|today|from (?:home|placement|care"
    r"|school)|with)|\W*$|,)"
    r"|missing since|not (?:come|been|returned) home|suicid\w{1,3}|kill (?:him|her|them|my|his|me)\w{0,4}|want(?:s"
    r"|ed)? to die|(?:not|n't) want to (?:live|be here|be alive)|taken to [a-z]+ by"
    r"|self-? ?harm\w{0,3}|overdosed?|cut(?:s|ting)? (?:him|her|them|my)sel\w{1,3}|no food|left alone|home alone"
    r"|pimp\w{0,3}"
    r"|locked (?:in|out|up|him|her|me)|older (?:man|men|boyfriend)|forced (?:marriage|to marry)|taken abroad"
    r"|carrying a knife|had a knife"
    r"|sleeping rough|nowhere to (?:go|sleep|stay)|inappropriate(?:ly)?|kiss(?:ed|ing)|being followed|can't go on"
    r"|cannot go on"
    r"|not breathing|unconscious|into (?:her|his|my) (?:room|bed)|(?:her|him)self cutting|cutting (?:her|him)self"
    r"|being (?:hit|hurt|abused|bullied|starved|neglected|groomed|touched)"
    r"|gang (?:is|are|members)|drag(?:s|ged|ging)? (?:a|the|him|her)|(?:is|'s|was) hurting"
)
_TELLING = (
    rf"{_GRAVE}|hits?|hurts?|hurting|kicked|punched|touch(?:es|ed|ing)|neglect(?:s|ed|ing)|starv(?:es|ed|ing)"
    r"|burn(?:s|t|ed)|injur(?:y|ies|ed)"
    r"|unsafe|at (?:real |serious |immediate )?risk (?:now|tonight|today|right|from)|at risk\W{0,3}$|gone missing"
    r"|went missing|hungry|filthy|dirty"
    r"|starving|(?:not|n't|nobody) (?:been )?(?:fed|eating|eaten)|drunk|drugs|high on|screaming|crying|thrown (?:me "
    r"|him |her )?out"
    r"|kicked (?:me |him |her )?out|left (?:her|his|the|a|their) (?:baby|kids?|child)|leav(?:es|ing) (?:her|his|the"
    r"|their) (?:baby|kids?|child(?:ren)?)"
    r"|alone (?:at|in|all)|shout(?:s|ed|ing) at|swear(?:s|ing) at|scream(?:s|ed|ing) at|pregnant|naked|nudes?"
    r"|photos of|violen(?:t|ce)"
    r"|treat(?:s|ed|ing)? (?:her|him|the (?:little|child|kids|baby|girl|boy))|no coat|same clothes|losing weight"
    r"|so thin|flinch\w{0,3}|withdrawn"
    r"|drinking|prison|tak(?:es?|en|ing) the (?:kids|children|baby)|drove off|arrested|older (?:people|lads)"
    r"|rough with|grab(?:s|bed|bing)|tablets|pills|using (?:again|drugs)|wandering|fractur\w{1,3}"
    r"|broken (?:arm|leg|bone|nose|rib)|explanation|cope|coping|refus(?:es|ed|ing) to let|picked up by"
    r"|physical abuse|abuse|sleeping in"
    r"|fight(?:s|ing)|being fed|near children|out of the country|midnight|pictures of|cutting|check on|covered in"
    r"|alone with|passed out"
    r"|hasn't been (?:home|seen)|hiding|begging|stealing|attack(?:s|ed|ing)|choked|swollen|limping|terrified"
    r"|trafficked|chained|tied"
    r"|push(?:es|ed|ing) (?:him|her|the)|throw(?:s|ing|n)? (?:him|her|things)|dealing|smoking|sectioned|collapsed"
    r"|died|dead|dying|evicted|weed|cocaine|vap(?:es|ing)|sexual\w{0,3}|sex|fgm|knife|weapon|county lines|smell(?:s"
    r"|ing) of"
)
_PLANNING = re.compile(
    r"\b(?:(?:when|where|whenever|if) (?:a|an|any|children|young people|staff|concerns|families|someone|parents)"
    r"|each|every(?! time| day| night| single)|any|ensures?|audit(?:s|ed)?|train(?:ing|ed)|procedures?|protocol"
    r"|polic(?:y|ies)|guidance"
    r"|timeliness|timely|thresholds?|pathway|workshops?|inspectors?|ofsted|per ?cent|survey|lessons|learning|leaflet"
    r"|posters?"
    r"|how to|quarter|annual|recording|standards?|figures|numbers|campaign|toolkit|scr|serious case|boards?|actions?"
    r"|sg\d|lac\d"
    r"|strategy|strategic|plans?|service|services|process|template|data|deadline|target|budget|report (?:went|is|on)"
    r"|feedback|imply)\b|%"
)

_BENIGN = re.compile(
    r"\b(?:forum|panel|conference|chair(?:s|ed)?|present(?:s|ed|ation)|steering|group|apprentice\w{0,5}"
    r"|recruit\w{0,5}|logo|newsletter"
    r"|film|video|events?|launch\w{0,3}|awards?|celebrat\w{1,4}|interview\w{0,3}|design\w{0,3}|consult\w{1,6}"
    r"|participat\w{1,4}"
    r"|version|council|committee|meetings?|agenda|minutes|papers?|evidence|tracker|workbook|updates?"
    r"|recommendations?|sign-?off"
    r"|owner|projects?|pilot|scheme|grant|fund(?:s|ed|ing)?|contract|commission\w{1,4}|posts?|vacanc\w{1,3}|joined"
    r"|appointed|average"
    r"|agreed|approved|invited|attended|wait(?:s|ing) for|asked for|told us|said the|guide|voice of|delay|definition"
    r"|household|retention|checks|mileage|led by|months?|sits on|is now|clinic|cabinet)\b"
)
_PERCEIVES = re.compile(
    r"\b(?:i've (?:just )?(?:seen|heard|got|had|noticed|been)|i (?:just )?(?:saw|heard|think|believe|suspect|know"
    r"|noticed|can hear|can see|found)"
    r"|i (?:do not|don't) (?:think|know|believe|trust|like)|i'm (?:not|sure|so|really)|i am (?:not|sure|so|really"
    r"|a young)|we(?:'ve| have)? (?:just )?(?:found"
    r"|seen|saw|heard)|just (?:seen|saw|heard|had|been|to let)|urgent(?:ly)?|emergency|(?:can|could"
    r"|would) (?:some(?:one|body)|any(?:one|body)|you)"
    r"|some(?:one|body) (?:should|needs?|has|is|must)|what (?:do|should|can) i do|need help|there(?:'s| is) (?:a"
    r"|some|something))\b"
)
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{_ME}[^.\n]{{0,40}}\b(?:worried|worries|worrying|concerned|anxious|scared|frightened|terrified|uneasy"
            r"|afraid|fear|unhappy)\b"
            rf"[^.\n]{{0,15}}\b(?:about|for|that|of|by)\b (?:the (?:welfare|safety) of |[a-z]+ ){{0,3}}?(?:{_CHILD}"
            rf"|{_HIM})"
        ),
        (
            r"(?:^\W*|\b(?:so|very|really|extremely|urgently|seriously) )(?:worried|concerned|scared) (?:about"
            rf"|for) (?:{_CHILD}|{_HIM}|{_INFORMAL})"
        ),
        (
            rf"{_ME}[^.\n]{{0,30}}\b(?:concerns?|worry|worries|referral|disclosure)\b[^.\n]{{0,15}}\b(?:about|for"
            r"|regarding|re|over|from|on)\b"
            rf" (?:{_CHILD}|{_HIM})"
        ),
        (
            rf"{_ME}[^.\n]{{0,30}}\b(?:safeguarding|child protection) (?:concern|issue|incident|matter|problem|worry"
            r"|emergency)\b"
        ),
        (
            rf"\b(?:{_CHILD}|s?he) (?:has |have |had )?(?:just |now |today |also )?(?:told|disclosed to|confided in"
            r"|messaged|texted|rang) me\b"
            r"(?=\W{0,6}$|\W{1,3}\n| (?:something|things|that s?he|s?he|what|about (?:her|his"
            r"|their)))(?![^.\n]{0,60}\b(?:guide|audit|paper|form)\b)"
        ),
        (
            rf"\b(?:{_CHILD}|s?he) (?:has |have )?(?:just |today )?(?:disclosed|made an? (?:disclosure|allegation)"
            r"|is disclosing)\b"
        ),
        (
            rf"{_ME}[^.\n]{{0,40}}\b(?:report|whistle-?blow\w{{0,4}})\b(?: (?:on|about))? (?:(?:a|an|my|one of|the|his"
            r"|her|our)(?: [a-z]+){0,2}"
            rf" {_STAFF}(?! (?:recruit|vacanc|post|delay|number))|(?:child )?(?:abuse|neglect|cruelty)|a safeguarding)\b"
        ),
        (
            r"\b(?:who|what number|where|how|should) (?:do |should |can |would )?(?:i|we) (?:call|ring|tell|contact"
            r"|speak to|talk to|report|phone)"
            r"\b[^.\n]{0,40}\b(?:child|young person|baby|pupil|boy|girl|kid|abuse|abused|hurt|him|her|safeguarding)\b(?!')"
        ),
        (
            r"\bplease (?:somebody |someone )?help (?:(?:her|him|this child|this baby|the (?:child|baby|girl|boy))\b"
            r"|me(?=\W{0,4}$|[,.!] (?:s?he|my|i)\b))"
        ),
        (
            r"\b(?:some(?:one|body)|he|she|they|dad|mum|stepdad|my [a-z]+)(?:'s| is| are| keeps?)? (?:been )?(?:hitting"
            r"|hurting|abusing"
            r"|touching|beating|hits|hurts|beats|touches|hit|hurt|beat|threatens|threatening) (?:me|him|her|them|my"
            r"|the (?:child|baby|kids|"
            r"children)|a child|his|a baby)\b"
        ),
        (
            r"\bi(?:'m| am|m| was| keep)? (?:being |getting )?(?:not safe|unsafe|hit|hurt|abused|beaten|bullied|raped"
            r"|groomed)\b"
        ),
        rf"\bwhat (?:do|should|can) (?:i|we) do\b[^.\n]{{0,60}}(?:{_CHILD}|the children|{_HIM})",
        (
            r"\bi (?:do not|don't|dont|never) feel safe\b|\bi want to (?:die|kill)|\bi(?:'m| am) going to (?:kill"
            r"|hurt) (?:my|him|her)"
        ),
        r"\bi(?:'m| am) (?:scared|afraid|frightened) (?:of (?:him|her|my|someone|going home)|to go home)\b",
        (
            rf"\b{_STAFF} (?:has |have |is |was |keeps |just )?(?:[a-z]+ ){{0,2}}?(?:hit|hits|hitting|hurt|hurting"
            r"|slapp(?:ed|ing)|smacked"
            r"|punch(?:ed|ing)|kick(?:ed|ing)|touch(?:ed|ing)|kiss(?:ed|ing)|abus(?:ed|ing)|groom(?:ed|ing)|assault(?:ed"
            r"|ing)|lock(?:ed|ing)"
            r"|threaten(?:ed|ing)|texting|messaging|shout(?:s|ed|ing) at|sleeping with|in a relationship with)"
            r" (?:a|an|the|him|her|one|my|his|them|this|young|children|kids)\b"
        ),
        r"\b(?:baby|child|girl|boy|toddler|kid|he|she)(?: is|'s| was)? (?:not breathing|unconscious|bleeding)\b",
    )
)
_SOMEBODY = re.compile(
    rf"\b(?:{_CHILD}|{_FAMILY}{_NO_THING}|(?:a|the|our|my|one of our)(?: [a-z]+){{0,2}} {_STAFF}{_NO_THING}"
    rf"|{_INFORMAL}\b|(?:s?he|i)(?:'s|'m| is| am|m) (?:only )?(?:\d|1[0-7])\b"
    r"|\d{1,2} ?(?:yo|y/o|(?:year|yr)s?[ -]old)\b|i(?:'m| am) a (?:child|kid|teenager|young carer|girl|boy))"
)
_ONE_OF_THEM = re.compile(
    rf"\b(?:(?:a|the|this|that|my|our|another|one|some|someone's)(?: (?!of\b)[a-z0-9'-]+){{0,2}} (?:{_KIND_OF_CHILD})"
    rf"|(?:her|his|their) (?:{_KIND_OF_CHILD})|one of (?:the|our|my|these)(?: [a-z0-9-]+){{0,2}} (?:{_MANY}))\b"
    rf"(?!s'|(?:'s)? (?:(?!i |we |you |they |who )[a-z]+ )?(?:{THINGS})\b| and (?:famil|young people|adult))"
    r"|(?:^|(?<=[.!?] ))\W*(?:(?:urgent|emergency)\W*)?(?:(?:baby|toddler|little (?:one|girl|boy)|boy|girl"
    rf"|lad)\b(?!'|s'| (?:{THINGS})\b)"
    r"|(?:child|young person) (?:on|is|was|has|had|with|at|who|says|said|left|not|being|keeps|in the)\b)"
    r"|\b\d{1,2} ?(?:yo|y/o|(?:year|yr)s?[ -]old)\b"
    r"|\b(?:my|her|his|a|the|our) (?:mum|mam|dad|stepdad|stepmum|step-dad|step-mum|uncle|boyfriend|girlfriend|carer"
    r"|foster mum|foster dad)\b"
    r"|\bmy (?:[a-z]+ )?(?:foster carer|social worker|brother|sister|mother|father|ex)\b|\bi(?:'m"
    r"| am) a (?:foster carer|mum|dad|parent|neighbour|child)\b"
    r"|\b(?:s?he|i)(?:'s|'m| is| am|m) (?:only )?(?:\d|1[0-7])\b(?! (?:of|out|per|%))"
)
_HE_OR_SHE = re.compile(r"\b(?:s?he|him|her)(?:'s|'ll)?\b")
_GRAVE_WORD, _TELLING_WORD = re.compile(rf"(?<!\w)(?:{_GRAVE})(?!\w)"), re.compile(rf"(?<!\w)(?:{_TELLING})(?!\w)")
_ALLEGATION = re.compile(
    r"\ballegations?\b[^.\n]{0,25}\b(?:against|about|involving) (?:a|an|one|the|my|our|this|that|another|his"
    rf"|her)(?: [a-z]+){{0,3}} {_STAFF}\b"
    rf"|\b(?:{_CHILD}|s?he) (?:may|might|could) be (?:at risk|in danger|being)\b"
)


def reads_as_concern(text: str) -> bool:
    """Tell whether a message reads like a concern about a child, to be met with the front door and not kept."""
    page = fold(text)
    if any(pattern.search(page.low) for pattern in _SURE):
        return True
    return any(_tells(page, pattern, sure) for pattern, sure in _SIGNS)


def _tells(page: Page, sign: re.Pattern[str], sure: Callable[[str], bool]) -> bool:
    """Tell whether some sentence with the sign in it is about somebody and not about plans."""
    seen = {page.sentence(found.span()) for found in sign.finditer(page.low)}
    return any(sure(page.low[slice(*sentence)]) for sentence in seen)


def _befalls(sentence: str) -> bool:
    somebody = _SOMEBODY.search(sentence) or _HE_OR_SHE.search(sentence)
    return somebody is not None and not _PLANNING.search(sentence)


def _is_seen(sentence: str) -> bool:
    plans = _PLANNING.search(sentence) or _BENIGN.search(sentence)
    return _SOMEBODY.search(sentence) is not None and not plans


def _is_one_of_them(sentence: str) -> bool:
    return _PLANNING.search(sentence) is None and _BENIGN.search(sentence) is None


def _is_alleged(sentence: str) -> bool:
    return _PLANNING.search(sentence) is None


_SIGNS = (
    (_GRAVE_WORD, _befalls),
    (_TELLING_WORD, _is_seen),
    (_PERCEIVES, _is_seen),
    (_ONE_OF_THEM, _is_one_of_them),
    (_ALLEGATION, _is_alleged),
)
