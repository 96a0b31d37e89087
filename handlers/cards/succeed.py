"""The plan that succeeds another: what it carries, and what stays behind."""

from collections.abc import Sequence

from handlers.access import PlanView
from handlers.cards.words import count, listed
from models.card import Action, Card, Facts, Form, Paragraph, TextField
from models.plan import Plan

_WITH_IT = (
    "Original dates, extensions, owners and history go with each item, and so do requests, questions and what is to be "
    "chased. Nobody has been messaged."
)


def carried(labels: Sequence[str], actions: int) -> str:
    """What is carried over, in words: "SG1 and SG2 (2 recommendations) and 7 actions"."""
    named = f"{listed(labels)} ({count(len(labels), 'recommendation')})" if labels else "no recommendation"
    return f"{named} and {count(actions, 'action')}"


def succeed_form(view: PlanView, key: str, labels: Sequence[str], actions: int, stays: Sequence[str]) -> Form:
    """What would be carried, before anything is."""
    behind = f" Signed off, and left where it is: {listed(stays)}." if stays else ""
    return Form(
        f"A plan that succeeds {view.name}",
        f"succeed {view.key} with {key}",
        (TextField("title", "Title of the new plan", required=True),),
        intro=f"It carries {carried(labels, actions)}, with original dates, extensions, owners and history.{behind}",
    )


def succeeded_card(view: PlanView, plan: Plan, labels: Sequence[str], actions: int, stays: Sequence[str]) -> Card:
    """That a plan has a successor, and what went into it."""
    open_now = "published, as this one was" if plan.published_at else "a draft, as this one is"
    return Card(
        f"{plan.title} succeeds {view.name}. It is {open_now}; {view.name} is superseded.",
        (
            Facts((
                ("Carried", (carried(labels, actions),)),
                ("Stays", (listed(stays) or "nothing was signed off",)),
            )),
            Paragraph((_WITH_IT,), quiet=True),
        ),
        (Action("See it", f"use {plan.key}"), Action("Plans", "plans")),
    )  # fmt: skip
