"""Could the delay harm a child? The question, what was answered, and what follows from each answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import called, count, item_ref, person, sentence, short
from handlers.grammar import compose
from models.card import Action, Card, ChoiceField, Form, Paragraph, Spans, TextField
from models.vocabulary import Harm

if TYPE_CHECKING:
    from handlers.harm_route import Route

QUESTION = "Could the delay harm a child?"
_NO_CASES = "Say no name and no case here. For a concern about a child, call the front door now."
_AFTER = {
    Harm.NO: "That is recorded as the lead's word. It can be changed at any time.",
    Harm.NOT_KNOWN: "It is shown as not known, and asked again in a week.",
}


def harm_form(view: PlanView, item: Item) -> Form:
    """The question, with three answers and no room for words."""
    options = (("no", "No"), ("yes", "Yes"), ("not-known", "Not known"))
    field = ChoiceField("answer", QUESTION, options, required=True)
    return Form(
        f"{item.label}: {short(item.text, 70)}", compose("harm", item_ref(view, item)), (field,), intro=_NO_CASES
    )


def down_form(view: PlanView, item: Item, given: Harm) -> Form:
    """Why a yes is to be one no more; whoever was told of it is told this too."""
    word = given.value.replace("_", " ")
    reason = TextField("reason", "What changed, without any case?", multiline=True, required=True)
    return Form(
        f"{item.label}: it was answered yes. Why {word} now?",
        compose("harm", item_ref(view, item), given.value.replace("_", "-")), (reason,),
        intro=f"A yes is stepped down only with a reason, and whoever it went to is told. {_NO_CASES}",
    )  # fmt: skip


def came_form(view: PlanView, item: Item, reason: str) -> Form:
    """What came of a yes, asked of whom it went to; the item is named by its label alone, for it may not be theirs."""
    options = (("yes", "Yes, still"), ("no", "No, not any more"), ("not-known", "Not known"))
    return Form(
        f"{item.label}: what came of the yes?",
        compose("harm", item_ref(view, item)),
        (
            ChoiceField("answer", QUESTION, options, value="yes", required=True),
            TextField("reason", "What came of it, without any case?", multiline=True, required=True, value=reason),
        ),
        intro=f"It stands in the item's history with your name. {_NO_CASES}",
    )


def came_card(view: PlanView, item: Item) -> Card:
    """That what came of a yes is kept."""
    said = "It stays yes, and you are asked again in a week. The item's history shows what you said."
    return Card(
        f"Recorded for {called(item)}: what came of the yes.", (Paragraph((said,)), *foot(view)),
        (Action("What waits for you", "waiting"),),
    )  # fmt: skip


def stepped_down_card(view: PlanView, item: Item, given: Harm, chair: str | None) -> Card:
    """That a yes stands no more, and who is told."""
    tell = f"{sentence(person(chair))} is to be told today" if chair else "Tell whom it went to yourself today"
    again = " It is asked again in a week." if given is Harm.NOT_KNOWN else ""
    return Card(
        f"Recorded for {called(item)}. {QUESTION} It was yes, and is {given.value.replace('_', ' ')} now.",
        (Paragraph((f"{tell}, as of the yes before it. History keeps both, with the reason.{again}",)), *foot(view)),
        (Action("Status", compose("status", item_ref(view, item))),) if item.text else (),
    )


def answered_card(view: PlanView, item: Item, given: Harm, route: "Route | None") -> Card:
    """What was recorded and what follows."""
    word = given.value.replace("_", " ")
    board = route.board if route else ""
    after = _AFTER.get(given) or f"This goes to the {board}, apart from lateness. {_told(route)} {_NO_CASES}"
    return Card(
        f"Recorded for {called(item)}. {QUESTION} {word.capitalize()}.",
        (Paragraph((after,)), *foot(view)),
        (Action("Status", compose("status", item_ref(view, item))),),
    )


def _told(route: "Route | None") -> str:
    """Who is told of a yes, without any case; that nobody of the board is named where that is so."""
    who = person(route.person.name) if route and route.person else ""
    if route and route.named:
        return f"{sentence(who)} is to be told today."
    told = f"{who} is to be told that today" if who else "its chair has to be told"
    return f"Nobody else is named here for it: {told}, and you tell it yourself."


def said(given: Any) -> str:
    """The latest answer on a card; that there is none is said."""
    if given is None:
        return "not answered"
    word = given.answer.value.replace("_", " ")
    route = f"; for the {given.routed_to}" if given.routed_to else ""
    told = f"{word.upper() if given.answer is Harm.YES else word}, says {given.by_name}{route}"
    return f"{told}, of the delay before; asked again, not answered" if given.asked_again else told


def counted(late: int, answers: Mapping[Harm, int]) -> tuple[tuple[str, Spans], ...]:
    """How many late items have which answer: what is unanswered first, yes never left out."""
    if not late:
        return ()
    missing = late - sum(answers.values())
    among, whose = ("", "its") if late == 1 else (f"{missing} of ", "their")
    parts = [f"not answered for {among}{count(late, 'late item')} (by {whose} own date or an action's)"]
    parts = parts if missing else [f"answered for {'' if late == 1 else 'all '}{count(late, 'late item')}"]
    parts += [f"{answers[each]} {each.value.replace('_', ' ')}" for each in Harm if answers.get(each)]
    return (("Harm", (f"{QUESTION} {'; '.join(parts)}",)),)
