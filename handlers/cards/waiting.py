"""What waits for one person: to decide, to confirm, to answer, or to send in."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count
from models.card import Action, Card, Facts, Paragraph

PAGE = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what it is called, what is asked, and the button that shows it."""

    label: str
    what: str
    look: Action


def waiting_card(view: PlanView, found: Sequence[Waiting], *, page: int) -> Card:
    """Everything that waits for this person."""
    if not found:
        return Card(f"{view.name}: nothing waits for you.", foot(view), (Action("Status", "status"),))
    shown, turn = paged(page, len(found), PAGE, "waiting")
    here = found[(page - 1) * PAGE : page * PAGE]
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(
        f"{view.name}: {count(len(found), 'thing waits', 'things wait')} for you",
        (Facts(tuple((each.label, (each.what,)) for each in here)), *quiet, *foot(view)),
        (*(each.look for each in here[:5]), *turn),
    )
