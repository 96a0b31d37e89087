"""The lines and buttons of what stands beside an item: requests, questions, and whether the delay could harm."""

from collections.abc import Sequence
from datetime import date

from handlers.beside import Beside
from handlers.cards.buttons import button
from handlers.cards.changes import what
from handlers.cards.harm import QUESTION, said
from handlers.cards.words import count, lateness, short
from models.card import Action, Spans
from models.vocabulary import ChallengeState, Harm

Fact = tuple[str, Spans]

LINES = 9
"""Facts on a card, so that with its title, its colour and its date it is at most twelve lines before "more"."""
_ALSO_TIED = ("Deputy", "Link officer", "Overseen by")


def beside_facts(beside: Beside, today: date) -> tuple[Fact, ...]:
    """What waits for somebody's word."""
    return (*_measures(beside), *_requests(beside), *_questions(beside, today))


def harm_fact(beside: Beside) -> tuple[Fact, ...]:
    """Its own line, apart from lateness: asked of every late item, and a yes is never left out."""
    if not beside.late and (beside.harm is None or beside.harm.answer is not Harm.YES):
        return ()
    return (("Harm", (f"{QUESTION} {said(beside.harm)}",)),)


def _measures(beside: Beside) -> tuple[Fact, ...]:
    if not beside.wrong_way:
        return ()
    first, more = beside.wrong_way[0], len(beside.wrong_way) - 1
    others = f"; and {count(more, 'more measure')}" if more else ""
    return (("Wrong way", (f"{first}{others}",)),)


def _requests(beside: Beside) -> tuple[Fact, ...]:
    if not beside.requests:
        return ()
    first, more = beside.requests[0], len(beside.requests) - 1
    others = f"; and {count(more, 'more request')}" if more else ""
    waits = "not decided"
    if first.decided_at is not None:
        waits = f"agreed by {first.decided_by}, and waits for a second member"
    return (("Request", (f"C{first.id} asks for a change: {what(first)}; {waits}{others}",)),)


def _questions(beside: Beside, today: date) -> tuple[Fact, ...]:
    if not beside.questions:
        return ()
    first, more = beside.questions[0], len(beside.questions) - 1
    others = f"; and {count(more, 'more question')}" if more else ""
    due = f", {lateness(first.due_on, today)}" if first.due_on else ""
    state = "answered, not settled" if first.state is ChallengeState.ANSWERED else f"{first.to_name} to answer{due}"
    asks = f"Q{first.id}, {first.board_name}: “{short(first.question, 60)}”; {state}{others}"
    return (("Question", (asks,)),)


def beside_buttons(beside: Beside, name: str, *, may_answer: bool) -> tuple[Action, ...]:
    """The three answers for those who may give one, and the way to what waits."""
    given = beside.harm
    unanswered = given is None or given.answer is Harm.NOT_KNOWN or given.asked_again
    asked = beside.late and may_answer and unanswered
    answers = (("No harm", "no"), ("Could harm", "yes"), ("Not known", "not-known"))
    return (
        *((button(label, "harm", name, word) for label, word in answers) if asked else ()),
        *(Action(f"See C{row.id}", f"changes C{row.id}") for row in beside.requests[:2]),
        *(Action(f"See Q{row.id}", f"challenges Q{row.id}") for row in beside.questions[:2]),
    )


def on_one_screen(facts: Sequence[Fact], limit: int = LINES) -> tuple[Fact, ...]:
    """As many lines as fit: who is tied to an item shares the owner's line; past the limit the next meeting goes."""
    ties = [f"; {name.lower()} {''.join(map(str, spans))}" for name, spans in facts if name in _ALSO_TIED]
    tied = "".join(ties)
    joined = [
        (name, (*spans, tied)) if name == "Owner" and tied else (name, spans)
        for name, spans in facts
        if name not in _ALSO_TIED
    ]
    return tuple(fact for fact in joined if fact[0] != "Next" or len(joined) <= limit)
