"""How it reads that a channel gets the week, or gets it no more."""

from datetime import date

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import the
from models.card import Action, Card, Paragraph
from models.rules.dates import say_day_long

_WHO = (
    "Everybody here will read its counts and what is late; nothing restricted is in it, and nobody is named. What "
    "waits for a decision is in the chair's own copy. If I am not in this channel yet, invite me."
)


def here_card(view: PlanView, board: str, on: date) -> Card:
    """From when, and who will read what."""
    title = f"The week of {view.name} comes here for {the(board)}, first on {say_day_long(on)} at 09:00."
    return Card(title, (Paragraph((_WHO,)), *foot(view)), (Action("Stop it", "digest stop"), Action("Now", "digest")))


def stopped_card(view: PlanView) -> Card:
    """It has ended; the chair still gets theirs."""
    again = Action("Have it here again", "digest here")
    return Card(f"The week of {view.name} comes here no more. The chair still gets it.", foot(view), (again,))
