"""What can be said, a line for each way, with what is drawn for it in braces, and who would say it."""

from dataclasses import dataclass

from tests.council import CHAIR, CONTRIBUTOR, DIRECTOR, PARTNER, SECRETARY, VICE_CHAIR
from tests.property.walk.setting import ADMIN, EVERYBODY, LEAD, MAY_BE_NAMED, OWNERS

BOARD = (CHAIR, VICE_CHAIR)
OFFICE = (CHAIR, VICE_CHAIR, SECRETARY, LEAD)
TEAM = (CONTRIBUTOR, DIRECTOR)
RUNS = (ADMIN, DIRECTOR)


@dataclass(frozen=True)
class Saying:
    """`by` are those likely to say it, besides whoever answers for the item, where one is drawn."""

    text: str
    by: tuple[str, ...]


SAYINGS: dict[str, tuple[Saying, ...]] = {
    "update": (
        Saying('update {item} {delivery} "Two areas of three"', TEAM),
        Saying('update {item} {delivery} next="Ask the third"', TEAM),
        Saying("update {item} {delivery}", TEAM),
    ),
    "evidence add": (
        Saying('evidence {rec} {kind} "{n} of 20 files showed it" bearing={bearing} period="{period}"', TEAM),
        Saying('evidence add {rec} audit "Seen in {n} files" bearing=for period="{period}" also={rec}', TEAM),
        Saying("evidence {rec} figure={measure}", TEAM),
        Saying('evidence {rec} {kind} "{n} of 20 files did not show it" bearing=against', EVERYBODY),
    ),
    "evidence accept": (Saying("evidence accept {evidence}", OFFICE),),
    "evidence return": (Saying('evidence return {evidence} reason="Say which teams"', OFFICE),),
    "evidence answer": (Saying('evidence answer {evidence} answer="Staff are met each month"', TEAM),),
    "measure add": (Saying('measure add "Measure {n}" for={rec} direction={way} target=95%', TEAM),),
    "figure": (
        Saying('figure {measure} numerator={n} denominator=50 period="{period}"', TEAM),
        Saying('figure {measure} value={n} period="{period}"', TEAM),
    ),
    "review add": (Saying('review add {rec} scope="Dip sample" reviewer="Peer team" sample=20 on="{ahead}"', OFFICE),),
    "review done": (
        Saying(
            'review done {review} shows="18 of 20 were in time" bearing={bearing} period="{period}" again=none', OFFICE
        ),
        Saying('review done {review} shows="9 of 20" bearing=mixed period="{period}" again="{ahead}"', OFFICE),
    ),
    "evidence file": (Saying("evidence {evidence} file", EVERYBODY), Saying("evidence E8 file", EVERYBODY)),
    "evidence save": (
        Saying(
            'evidence save number={rec} kind=process shows="Minutes of {n} teams" period="{period}" message="Seen"',
            TEAM,
        ),
    ),
    "review cancel": (Saying('review cancel {review} reason="The inspectors come first"', OFFICE),),
    "library add": (Saying('library add "Paper {n}" owner={person} until="{ahead}"', RUNS),),
    "library match": (Saying("library match {library} {expected}", RUNS),),
    "library not-needed": (Saying('library not-needed {expected} reason="None are inspected here"', RUNS),),
    "library confirm": (Saying("library confirm {library} link=https://x.example/{n}", RUNS),),
    "impact": (
        Saying('impact {rec} {impact} "Children say so in two areas"', TEAM),
        Saying('impact {rec} {impact} "Files show it" evidence={evidence}', TEAM),
    ),
    "sign-off request": (Saying("sign-off request {rec}", (LEAD, *TEAM)),),
    "sign-off withdraw": (Saying('sign-off withdraw {rec} reason="One more audit"', (LEAD, *TEAM)),),
    "sign-off sign": (
        Saying('sign-off {rec} meeting="{past}" minute=4.{n}', BOARD),
        Saying('sign-off sign {rec} chairs-action="{ahead}"', BOARD),
    ),
    "sign-off confirm": (Saying("sign-off confirm {rec}", BOARD),),
    "sign-off return": (Saying('sign-off return {rec} wanted="a re-audit" from={person} by="{ahead}"', BOARD),),
    "sign-off reopen": (Saying('sign-off reopen {rec} reason="two areas stopped"', BOARD),),
    "sign-off reported": (Saying('sign-off reported {rec} meeting="{past}" minute=2.{n}', (SECRETARY, *BOARD)),),
    "holding": (
        Saying("holding {rec} yes", (*BOARD, *TEAM)),
        Saying('holding {rec} no reason="two areas stopped"', (*BOARD, *TEAM)),
    ),
    "challenge": (
        Saying('challenge {rec} "Why have {n} areas not agreed?" to={person}', (*BOARD, SECRETARY)),
        Saying('challenge {rec} "What changed?" to={person} by="{ahead}"', (*BOARD, SECRETARY)),
    ),
    "challenge answer": (Saying('challenge answer {question} "Two areas agreed it on 6 April"', MAY_BE_NAMED),),
    "challenge accept": (Saying("challenge accept {question}", BOARD),),
    "challenge not-yet": (Saying('challenge not-yet {question} "And the third?"', BOARD),),
    "change date": (
        Saying('change date {item} "{ahead}" reason="The survey waits for IT"', TEAM),
        Saying('change date {item} "{ahead}" reason="The plan is written anew" rule=2', TEAM),
    ),
    "change reword": (Saying('change reword {item} text="Plain words {n}" reason="Plainer"', TEAM),),
    "change drop": (Saying('change drop {item} reason="Others do this"', TEAM),),
    "change move": (Saying('change move {item} to="{stream}" reason="One stream"', TEAM),),
    "change pause": (Saying('change pause {item} reason="IT is not ready" review="{ahead}"', TEAM),),
    "change resume": (Saying('change resume {item} reason="IT is ready"', TEAM),),
    "change add": (Saying('change add {rec} "Ask parents by post {n}" due="{ahead}" reason="It is late"', TEAM),),
    "change consult": (Saying('change consult {change} 1 who="The Executive Member" minute=3', BOARD),),
    "change agree": (
        Saying('change agree {change} meeting="{past}" minute=4', BOARD),
        Saying('change agree {change} chairs-action="{ahead}"', BOARD),
    ),
    "change confirm": (Saying("change confirm {change}", BOARD),),
    "change reported": (Saying('change reported {change} meeting="{today}" minute=5', (*BOARD, SECRETARY)),),
    "change refuse": (
        Saying('change refuse {change} "The date stands"', BOARD),
        Saying('change refuse {change} "The date stands" meeting="{past}" minute=4', BOARD),
    ),
    "change withdraw": (Saying("change withdraw {change}", (*MAY_BE_NAMED, *TEAM)),),
    "assign": (Saying('assign {item} {person} as={relation} reason="It moved"', (LEAD, DIRECTOR)),),
    "not mine": (Saying('not mine {item} reason="It moved"', OWNERS),),
    "away": (Saying('away from "{today}" to "{ahead}" cover {person}', MAY_BE_NAMED),),
    "away back": (Saying("away back", MAY_BE_NAMED),),
    "leaver": (Saying('leaver {leaver} to={person} reason="Retired"', RUNS),),
    "harm": (
        Saying("harm {item} {harm}", TEAM),
        Saying('harm {item} {harm} reason="Two teams have cover"', (*TEAM, PARTNER)),
    ),
    "chair": (Saying('chair {person} for "{ahead}"', (SECRETARY, CHAIR)),),
    "judge": (
        Saying('judge {item} delivery="{delivery}" meeting="{past}" reason="Seen in {n} areas"', BOARD),
        Saying('judge {item} impact="{impact}" meeting="{past}" reason="Seen in {n} areas"', BOARD),
    ),
    "judge lift": (Saying('judge lift {item} reason="Better since"', BOARD),),
    "settings": (Saying("settings", RUNS),),
    "settings set": (
        Saying("settings lado 01234 567{n}", RUNS),
        Saying("settings keep_updates {n} years", RUNS),
    ),
    "retention": (Saying("retention", RUNS),),
    "close": (Saying('close cambridgeshire-2009 reason="All is signed off"', RUNS),),
    "reopen": (Saying('reopen cambridgeshire-2009 reason="Two areas stopped"', RUNS),),
    "redact": (Saying("redact", RUNS),),
    "redact find": (Saying("redact find {item}", RUNS),),
    "redact ask": (Saying('redact {said} reason="a name slipped through"', (DIRECTOR, CONTRIBUTOR)),),
    "redact confirm": (Saying("redact confirm {removal}", (DIRECTOR, CONTRIBUTOR)),),
    "hold": (Saying("hold", RUNS),),
    "hold set": (Saying("hold set Inquiry {n}", RUNS),),
    "hold lift": (Saying("hold lift The inquiry has ended", RUNS),),
    "snooze": (Saying('snooze {item} until="{ahead}"', TEAM),),
    "preview": (Saying("preview", RUNS), Saying("preview 14", RUNS)),
    "inspection notified": (
        Saying("inspection notified {today}", OFFICE),
        Saying("inspection notified {past} --rehearsal", OFFICE),
    ),
    "inspection confirm": (Saying("inspection confirm {notice}", OFFICE),),
    "inspection have-it": (Saying("inspection have-it", MAY_BE_NAMED),),
    "inspection done": (Saying("inspection done {step}", MAY_BE_NAMED),),
    "inspection give": (Saying("inspection give {step} to {person}", OFFICE),),
    "dates": (Saying("dates", EVERYBODY),),
    "dates done": (Saying("dates done {papers}", OFFICE), Saying('dates done {papers} on="{past}"', OFFICE)),
    "dates not-done": (Saying("dates not-done {papers}", OFFICE),),
    "digest here": (Saying("digest here", OFFICE),),
    "digest stop": (Saying("digest stop", OFFICE),),
    "draft keep": (Saying('draft keep words="All {n} teams now meet"', TEAM),),
    "draft use": (Saying("draft use {n} {rec} on-track", TEAM), Saying("draft use {n} {rec}", TEAM)),
    "draft file": (Saying("draft file {n}", TEAM),),
    "draft drop": (Saying("draft drop {n}", TEAM),),
    "use": (Saying("use cambridgeshire-2009", EVERYBODY),),
    "publish": (Saying("publish cambridgeshire-2009 to {readers}", RUNS),),
    "people add": (Saying("people add {person} {role}", RUNS),),
    "people admit": (Saying('people admit guest{n}@elsewhere.example role={role} until="{ahead}"', RUNS),),
    "people change": (Saying("people change {person} {role}", RUNS),),
    "people remove": (Saying("people remove {person}", RUNS),),
}
"""Everything that changes something. `succeed` makes a second plan and `people link` a stranger of
somebody who walks: both are in the script only."""

ASKING = (
    "status", "status {item}", "status {rec} more", "status {rec} actions", "history", "history {item}", "mine", "due",
    "overdue", "overdue actions", "evidence", "evidence {rec}", "evidence {evidence}", "measures", "measures {rec}",
    "reviews", "library", "gaps", "gaps {rec}", "readiness", "assurance", "assurance {rec}", "waiting", "changes",
    "changes {change}", "challenges", "challenges {question}", "sign-off {rec}", "people", "plans", "help",
    "why {item}", "digest", "digest details", "inspection", "search children", "status all", "status more", "status timeline", "status judgements",
)  # fmt: skip
