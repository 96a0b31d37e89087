"""Which plans there are, which one is meant, and that one is now published."""

from collections.abc import Sequence

from handlers.access import Ability, PlanView
from handlers.cards.words import count
from models.card import Action, Card, Facts, Paragraph
from models.vocabulary import OpenTo

_READERS = {OpenTo.MEMBERS: "the people the council has added to it", OpenTo.STAFF: "all the council's staff"}


def plans_card(seen: Sequence[tuple[PlanView, bool]]) -> Card:
    """The plans a person may see."""
    rows = tuple((view.name, (f"{view.title}{_state(view, chosen)}",)) for view, chosen in seen)
    buttons = tuple(Action(f"Use {view.name}", f"use {view.key}") for view, _ in seen[:10]) if len(seen) > 1 else ()
    return Card(f"You can see {count(len(seen), 'plan')}", (Facts(rows),), (*buttons, Action("Status", "status")))


def _state(view: PlanView, chosen: bool) -> str:  # noqa: FBT001  because it is one of a pair
    said = ["your items only"] if not view.everything else []
    said += ["draft, seen by its team only"] if not view.published else []
    said += ["illustration"] if view.illustration else []
    said += ["the one you are talking about"] if chosen else []
    return f" ({'; '.join(said)})" if said else ""


def used_card(view: PlanView) -> Card:
    """Which plan is meant from now on."""
    draft = () if view.published else (Paragraph(("It is a draft: only its team can see it.",)),)
    publish = (Action("Publish", f"publish {view.key}"),) if not view.published and Ability.PUBLISH in view.may else ()
    return Card(
        f"From now on this conversation is about {view.name}: {view.title}.",
        draft,
        (Action("Status", "status"), *publish),
    )


def published_card(view: PlanView, open_to: OpenTo) -> Card:
    """That a plan is published, who can read it, and that nobody was told."""
    return Card(
        f"{view.name} is published. It can be read by {_READERS[open_to]}.",
        (Paragraph(("Nobody has been messaged. Restricted items stay with its members.",)),),
        (Action("Status", "status"), Action("People", "people")),
    )
