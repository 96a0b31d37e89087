"""How it reads that an item is not somebody's: with whom it stays, and who is asked."""

from collections.abc import Sequence

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import item_ref, name_of, person, ref, sentence, short
from handlers.grammar import compose
from models.card import Action, Card, Form, Paragraph, TextField

MOST = 10
_STAYS = "It stays with you until somebody else is named."


def why_form(view: PlanView, item: Item) -> Form:
    """Why an item is not somebody's, which whoever names owners needs and history keeps."""
    why = TextField("reason", "Why is it not yours, and whose may it be?", required=True, multiline=True)
    title = f"Not yours: {name_of(item)}, {short(item.text, 60)}"
    return Form(title, compose("not mine", item_ref(view, item)), (why,), intro=_STAYS)


def said_card(view: PlanView, item: Item, asked: str) -> Card:
    """Who is asked, and that it is nobody else's until they have named somebody."""
    title = f"I am asking {person(asked)} to say who answers for {name_of(item)}. Until then it stays with you."
    see = Action("See it", compose("status", item_ref(view, item)))
    return Card(title, foot(view), (see, Action("What is mine", "mine")))


def yours_card(view: PlanView, item: Item, *, may_assign: bool) -> Card:
    """That it is for whoever asks to name somebody, or that nobody can."""
    called, here = name_of(item), item_ref(view, item)
    if may_assign:
        title = f"You may name owners yourself. Who answers for {called}?"
        return Card(title, foot(view), (Action("Name an owner", compose("assign", here)),))
    title = f"{sentence(called)} stays with you: nobody else runs this plan yet. Ask the council's administrator."
    return Card(title, foot(view), (Action("See it", compose("status", here)),))


def which_card(view: PlanView, held: Sequence[tuple[str, str]]) -> Card:
    """The items one answers for, to say which is not one's own."""
    if not held:
        return Card("Nothing in the plan is down as yours.", foot(view), (Action("Whole plan", "status"),))
    buttons = tuple(Action(label, compose("not mine", ref(view, label, kind))) for kind, label in held)
    quiet = Paragraph((_STAYS,), quiet=True)
    return Card("Which of these is not yours?", (quiet, *foot(view)), buttons)
