"""The card of a sign-off: what there is to decide on, and what the person who reads it may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.cards.common import foot
from handlers.cards.evidence import KINDS, LIMITED
from handlers.cards.recommendation import figures
from handlers.cards.signing import judge_button
from handlers.cards.signoff.kept import kept_facts, signed_on
from handlers.cards.signoff.refusals import lacks_in_words
from handlers.cards.signoff.told import by_whom, decided_of, not_in, see
from handlers.cards.words import count, ended, listed, say, short
from handlers.grammar import compose
from models.card import Action, Card, Facts, Paragraph, Spans, Tone
from models.rules.dates import say_day
from models.rules.signoff import May, Office, may_sign
from models.vocabulary import DecisionKind, EvidenceState, SignOff

if TYPE_CHECKING:
    from handlers.measures import Falling
    from handlers.signoff.evidence import EvidenceLines
    from handlers.signoff.kept import Kept
    from handlers.signoff.matter import Matter
    from handlers.wanted import Wanted

_AS = {Office.CHAIR: "chair", Office.VICE_CHAIR: "vice-chair", Office.FOR_THE_MEETING: "chair for the meeting"}


@dataclass(frozen=True, slots=True)
class Brief:
    """What a board reads before it decides."""

    evidence: "EvidenceLines"
    figures: tuple[Any, ...]
    owners: Sequence[str]
    last_meeting: date | None
    next_meeting: date | None
    may_answer: bool = False
    wanted: "Wanted | None" = None
    kept: "Kept | None" = None
    falling: "Sequence[Falling]" = ()


def matter_card(matter: "Matter", brief: Brief) -> Card:
    """Where a sign-off stands, the evidence with what is against it first, and this person's next step."""
    return Card(
        _title(matter, brief),
        (Facts(_facts(matter, brief)), Paragraph((_step_in_words(matter),)), *foot(matter.view)),
        (
            *_buttons(matter, brief),
            Action("See the evidence", f"evidence {matter.ref}"),
            *judge_button(matter.ref, decides=matter.hand.decides),
            *see(matter),
        ),
        Tone.BLUE if matter.facts.sign_off is SignOff.SIGNED_OFF else Tone.NEUTRAL,
    )


def _title(matter: "Matter", brief: Brief) -> str:
    if brief.kept is not None:
        return f"{matter.item.label}: {signed_on(brief.kept)}. Sign-off: {say(matter.facts.sign_off)}."
    pieces = count(len(brief.evidence.accepted), "piece", "pieces")
    yours = " that you can see" if brief.evidence.limited else ""
    return f"{matter.item.label}: {pieces} of evidence accepted{yours}. Sign-off: {say(matter.facts.sign_off)}."


def _facts(matter: "Matter", brief: Brief) -> tuple[tuple[str, Spans], ...]:
    evidence, case = brief.evidence, matter.case
    rows: list[tuple[str, str]] = [
        ("Item", short(matter.item.text, 160)),
        *kept_facts(brief.kept),
        *(("Against", _piece(row)) for row in evidence.against),
        *((("Against", _nothing_against(matter)),) if not evidence.against else ()),
        *(("Answered", _piece(row)) for row in evidence.answered),
        *(("Evidence", _piece(row)) for row in evidence.accepted if brief.kept is None),
        *((("Limited", LIMITED),) if evidence.limited else ()),
        *(("Exception", f"{each.said}.") for each in brief.falling),
        *(("Measure", line) for line in figures(brief.figures)),
        ("States", f"delivery {say(case.delivery)}, impact {say(case.impact)}"),
        ("Owner", listed(brief.owners) or "nobody yet"),
        *((("Lacks", "; ".join(lacks_in_words(matter))),) if matter.lacks else ()),
        *_wanted(brief.wanted),
        *_so_far(matter),
    ]
    return tuple((label, (value,)) for label, value in rows)


def _nothing_against(matter: "Matter") -> str:
    """That this reader sees nothing against it: either there is none, or it is limited."""
    if matter.case.against:
        return "what is unanswered against it is limited to the board and its owners"
    return "nothing unanswered is recorded against it"


def _wanted(wanted: "Wanted | None") -> tuple[tuple[str, str], ...]:
    return (("Wanted", f"{wanted.words}, by {say_day(wanted.by)}: {not_in(wanted)}"),) if wanted else ()


def _piece(row: Any) -> str:
    """What a piece shows; what it is called first, where it has a name of its own."""
    answer = f" Answer: {row.answer}" if row.answer else ""
    unnamed = bool(row.shows) and row.shows.startswith(row.title.rstrip("…"))
    shows = f": {row.shows}" if row.shows and not unnamed else ""
    said = f"{row.shows if unnamed else row.title} ({KINDS[row.kind]}){shows}"
    looked = " It waits to be looked at." if row.by_reader and row.state is EvidenceState.OFFERED else ""
    return ended(said) + answer + looked


def _so_far(matter: "Matter") -> tuple[tuple[str, str], ...]:
    """The board's last word: returned with what is wanted, signed with where, doubted with why."""
    if matter.pending is not None:
        return (("Signed", f"{matter.pending.by_name}: {decided_of(matter.pending)}; not yet confirmed"),)
    signed = (("Signed off", by_whom(matter).removeprefix(", ")),) if matter.signed else ()
    second = [step for step in matter.steps if step.kind is DecisionKind.CONFIRM]
    confirmed = (("Confirmed", second[-1].by_name),) if signed and second else ()
    doubt = (("Doubted", f"{matter.doubted.by_name}: {matter.doubted.reason}"),) if matter.doubted else ()
    return (*signed, *confirmed, *doubt)


def _step_in_words(matter: "Matter") -> str:
    """What can be done now, and by whom."""
    label, board, state = matter.item.label, matter.board.name, matter.facts.sign_off
    if matter.pending is not None:
        mine = matter.confirms
        return f"A second member of the {board} has to confirm it{': that can be you' if mine else ''}."
    if state is SignOff.REQUESTED:
        return _to_decide(matter)
    if state is SignOff.SIGNED_OFF:
        fallen = f"Since it was signed off, {matter.fallen}. " if matter.fallen else ""
        against = f"Evidence against {label} is unanswered: it is answered, or {label} is reopened. "
        return f"{fallen}{against * matter.contradicted}Only the {board} reopens it."
    if matter.hand.owns:
        return f"You own {label}, so the board has to sign it off."
    return f"Nobody has asked the {board} to sign {label} off. Its owner, its deputy or a lead asks."


def _to_decide(matter: "Matter") -> str:
    label, board = matter.item.label, matter.board.name
    match may_sign(matter.hand):
        case May.OWNS_IT:
            return f"You own {label}, so the board has to sign it off. It is before the {board}."
        case May.NO_OFFICE:
            return f"It is before the {board}: its chair or vice-chair decides."
        case May.WITH_ANOTHER:
            return (
                f"Sign off as {_AS[matter.hand.office]} of the {board}. You answer for {label} or manage somebody who "
                "does, so a second member of the board confirms it."
            )
        case May.ALONE:
            return f"Sign off as {_AS[matter.hand.office]} of the {board}:"


def _buttons(matter: "Matter", brief: Brief) -> tuple[Action, ...]:
    state = matter.facts.sign_off
    if matter.pending is not None:
        mine = (_do(matter, "Confirm", "confirm"),) if matter.confirms else ()
        return (*mine, *_return(matter, allowed=bool(mine) or matter.hand.decides))
    if state is SignOff.REQUESTED:
        return _decisions(matter, brief)
    if state is SignOff.SIGNED_OFF:
        return _after(matter, brief)
    asks = matter.hand.owns and not matter.lacks
    return (_do(matter, "Ask the board", "request"),) if asks else ()


def _decisions(matter: "Matter", brief: Brief) -> tuple[Action, ...]:
    withdraw = (_do(matter, "Withdraw the request", "withdraw"),) if matter.hand.owns else ()
    if may_sign(matter.hand) in (May.OWNS_IT, May.NO_OFFICE):
        return withdraw
    signs = _signs(matter, brief) if not matter.lacks else ()
    return (*signs, *_return(matter, allowed=True), *withdraw)


def _signs(matter: "Matter", brief: Brief) -> tuple[Action, ...]:
    held, to_come = brief.last_meeting, brief.next_meeting
    put = matter.put.date() if matter.put else None
    at = (
        (_do(matter, f"Decided at the meeting of {say_day(held)}", "sign", f"meeting={held}"),)
        if held and (put is None or held >= put)
        else (_do(matter, "Decided at a meeting", "sign"),)
    )
    acts = matter.board.of_officers and to_come and matter.hand.office is not Office.FOR_THE_MEETING
    report = f"Chair's action, to be reported on {say_day(to_come)}" if to_come else ""
    return (*at, *((_do(matter, report, "sign", f"chairs-action={to_come}"),) if acts else ()))


def _return(matter: "Matter", *, allowed: bool) -> tuple[Action, ...]:
    return (_do(matter, "Return, saying what is wanted", "return"),) if allowed else ()


def _after(matter: "Matter", brief: Brief) -> tuple[Action, ...]:
    against = brief.evidence.against[:1] if brief.may_answer else ()
    answers = tuple(Action(f"Answer E{row.id}", f"evidence answer E{row.id}") for row in against)
    if not matter.hand.decides:
        return answers
    version = matter.facts.version
    keep = (
        (Action("It still holds", compose("holding", matter.ref, "yes", version=version)),)
        if matter.asked_again
        else ()
    )
    return (_do(matter, "Reopen", "reopen"), *answers, *keep)


def _do(matter: "Matter", label: str, word: str, *more: str) -> Action:
    return Action(label, compose(f"sign-off {word}", matter.ref, *more, version=matter.facts.version))
