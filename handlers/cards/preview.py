"""How it reads what would be sent."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, listed
from models.card import Action, Card, Facts, Paragraph
from models.rules.dates import say_day_long

if TYPE_CHECKING:
    from handlers.reminding.preview import Coming

PAGE = 10
_NAMED = 6


def preview_card(view: PlanView, found: "Sequence[Coming]", days: int, today: date, *, page: int) -> Card:
    """Each message that would go, in order, ten a page."""
    title = f"{view.name}: {count(len(found), 'message')} in the next {count(days, 'day')}, if nobody answers"
    shown, turn = paged(page, len(found), PAGE, f"preview {days}")
    rows = tuple((each.to, (_said(each),)) for each in found[(page - 1) * PAGE : page * PAGE])
    more = (Paragraph((shown,), quiet=True),) if shown else ()
    blocks = (Facts(rows),) if rows else (Paragraph((f"Nothing would be sent from {say_day_long(today)}.",)),)
    return Card(title, (*blocks, *more, *foot(view)), (Action("Due", "due"), *turn))


def _said(each: "Coming") -> str:
    about = list(each.about)
    named = [*about[:_NAMED], f"{len(about) - _NAMED} more"] if len(about) > _NAMED else about
    return f"{say_day_long(each.at.date())}, {each.at:%H:%M}: {listed(named)}"
