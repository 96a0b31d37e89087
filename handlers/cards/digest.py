"""How the week reads."""

from datetime import date

from handlers.access import PlanView
from handlers.cards.common import foot
from models.card import Action, Card
from models.rules.dates import say_day_long


def digest_card(view: PlanView, today: date) -> Card:
    """The week to yesterday."""
    return Card(f"{view.name} · the week to {say_day_long(today)}", foot(view), (Action("Look", "status"),))
