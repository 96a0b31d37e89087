"""Who answers for an item now, who covers, and where a leaver's items went."""

from collections.abc import Sequence
from datetime import date

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import called, count, item_ref, listed, sentence, short, the
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import Action, Card, ChoiceField, DateField, Facts, Form, Paragraph, PersonField, TextField
from models.rules.dates import say_day
from models.vocabulary import Relation

_TIES = (
    ("owner", "owner"),
    ("deputy", "deputy"),
    ("link officer", "link officer, for a partner without chat"),
    ("overseer", "overseer"),
)


def assign_form(view: PlanView, item: Item, args: Arguments, *, unsaid: bool = False) -> Form:
    """Who is to answer for an item, and as what. `unsaid` is that only the reason is still to be said."""
    return Form(
        f"Who answers for {item.label}: {short(item.text, 60)}",
        compose("assign", item_ref(view, item)),
        (
            PersonField("email", "Work e-mail", required=True, value=args.get("email")),
            ChoiceField("as", "As", _TIES, value=args.get("as") or "owner"),
            TextField("reason", "Why", required=True, value=args.get("reason")),
        ),
        errors=(("reason", "In a few words: why? History keeps it. Nothing was changed yet."),) if unsaid else (),
    )


def assigned_card(view: PlanView, item: Item, name: str, relation: Relation) -> Card:
    """That somebody answers for an item, and that they were not messaged."""
    said = f"{name} is now the {relation.value.replace('_', ' ')} of {called(item)}. They have not been messaged."
    return Card(said, foot(view), (Action("Status", compose("status", item_ref(view, item))),))


def away_form(args: Arguments) -> Form:
    """When somebody is away and who covers."""
    return Form(
        "When are you away, and who covers?",
        "away",
        (
            DateField("from", "First day away", required=True, value=args.get("from")),
            DateField("to", "Last day away", required=True, value=args.get("to")),
            PersonField("cover", "Who covers (their work e-mail)", value=args.get("cover")),
        ),
        intro="Why you are away is not asked, and others only see that you are unavailable.",
    )


def away_card(first: date, last: date, cover: str | None) -> Card:
    """That an absence is set."""
    who = f"{cover} is asked in your place" if cover else "Nobody covers: your deputies are asked, else your manager"
    return Card(f"Away from {say_day(first)} to {say_day(last)}. {who}.", (), (Action("I am back", "away back"),))


def back_card() -> Card:
    """That an absence ended."""
    return Card("Welcome back. You are asked yourself again from now on.", (), (Action("Mine", "mine"),))


def leaver_form(name: str, email: str, held: Sequence[str]) -> Form:
    """To whom a leaver's items go; they cannot be left with nobody."""
    return Form(
        f"{name} leaves. Who takes on what they hold?",
        compose("leaver", email),
        (PersonField("to", "Work e-mail of who takes it on", required=True), TextField("reason", "Why")),
        intro=f"{count(len(held), 'item')}: {listed(held[:12])}{' and more' if len(held) > 12 else ''}.",  # noqa: PLR2004  because a list is read at a glance
    )


def left_card(name: str, heir: str | None, held: Sequence[str], headless: Sequence[tuple[str, str]] = ()) -> Card:
    """That somebody left, where their items went, and which boards nobody chairs now, with what waits for each."""
    went = (Facts(((f"To {heir}", (listed(held),)),)),) if heir and held else ()
    note = Paragraph(("Their history stays under their name. Nobody has been messaged.",), quiet=True)
    return Card(
        f"{name} has left: no role, no access, and nothing owned by nobody.",
        (*went, *(Paragraph((_headless(board, waits),)) for board, waits in headless), note),
        (Action("People", "people"),),
    )


def _headless(board: str, waits: str) -> str:
    waiting = f" {sentence(waits)}." if waits else ""
    name = f"{the(board)} now has no chair"
    return f'{sentence(name)}.{waiting} Name one: “people add EMAIL chair board="{board}"”.'
