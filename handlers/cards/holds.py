"""Legal holds, and how long records are kept."""

from collections.abc import Sequence
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count
from models.card import Action, Card, Facts, Paragraph
from models.rules.dates import say_day

LONGEST = 500


def holds_card(view: PlanView, holds: Sequence[Any]) -> Card:
    """The holds that stand, and what they do."""
    rows = tuple((say_day(hold.set_at.date()), (f"{hold.reason}, set by {hold.set_by}",)) for hold in holds)
    kept = "While a hold stands, nothing of the plan is erased. “retention” says what is kept how long without one."
    title = f"{view.name}: {count(len(holds), 'legal hold')}" if holds else f"{view.name}: no legal hold stands."
    return Card(title, (*((Facts(rows),) if rows else ()), Paragraph((kept,), quiet=True), *foot(view)), _KEPT)


def held_card(view: PlanView, reason: str) -> Card:
    """That a hold stands from now on."""
    return Card(f"A legal hold stands on {view.name} from now on: {reason}. Nothing is erased.", foot(view), _HOLDS)


def lifted_card(view: PlanView) -> Card:
    """That the hold is lifted."""
    return Card(f"The legal hold on {view.name} is lifted.", foot(view), _HOLDS)


_HOLDS = (Action("Holds", "hold"),)
_KEPT = (Action("What is kept how long", "retention"),)
