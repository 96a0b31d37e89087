"""History as it is read: when, who, where, and what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import ended, say
from models.card import Action, Card, Facts, Paragraph
from models.rules.dates import say_day

if TYPE_CHECKING:
    from handlers.history import Moment


_EVENTS = {"plan.imported": "the plan file was imported"}
_LASTING = "Nothing here can be edited; a correction is a new entry."


def history_card(
    plan: PlanView, name: str, moments: Sequence["Moment"], *, page: int, more: bool, command: str
) -> Card:
    """A page of history, the newest first."""
    if not moments:
        said = f"Nothing has been reported or decided for {name} yet." if page == 1 else f"{name}: no more history."
        return Card(said, foot(plan), (Action("Status", "status"),))
    turn = (
        *((Action("Newer", f"{command} page {page - 1}"),) if page > 1 else ()),
        *((Action("Older", f"{command} page {page + 1}"),) if more else ()),
    )
    rows = tuple((say_day(moment.at.date()), (_line(moment),)) for moment in moments)
    return Card(
        f"{name}: history, the newest first" + (f", page {page}" if page > 1 else ""),
        (
            Facts(rows),
            Paragraph((_LASTING,), quiet=True),
            *foot(plan),
        ),
        turn,
    )


def _line(moment: "Moment") -> str:
    parts = [
        moment.item,
        say(moment.delivery) if moment.delivery else "",
        _EVENTS.get(moment.what, moment.what),
    ]
    parts += [f"“{moment.narrative}”" if moment.narrative else "" if moment.what else "no words given"]
    parts += [f"next: {moment.next_step}" if moment.next_step else ""]
    parts += [f"help needed: {moment.help_needed}" if moment.help_needed else ""]
    said, called = ended(", ".join(part for part in parts if part)), f" ({moment.name})" if moment.name else ""
    return f"{said} {moment.who}, on the {moment.where}, {moment.at:%H:%M}{called}"
