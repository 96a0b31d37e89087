"""How it reads that the reminders ran."""

from dataclasses import dataclass
from datetime import datetime

from handlers.cards.words import count
from models.card import Card, Paragraph
from models.rules.dates import say_day_long


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of what was due `since` (local): requests due, messages sent and failed, and requests of nobody.

    `tampered` is how often the record was found changed, and not by this program.
    """

    since: datetime
    due: int
    sent: int
    failed: int
    unasked: int
    waiting: datetime | None
    tampered: int = 0


def heartbeat_card(ran: Ran) -> Card:
    """One line, and why it comes."""
    nobody = f", {count(ran.unasked, 'request')} with nobody to ask" if ran.unasked else ""
    waits = f"the oldest waits since {_moment(ran.waiting)}" if ran.waiting else "none waits"
    title = f"Reminders ran since {_moment(ran.since)}: {ran.due} due, {ran.sent} sent, {ran.failed} failed{nobody}"
    title = f"{title}; {waits}."
    why = "This comes each working day. A day without it means that nobody is reminded: tell whoever runs the server."
    found = (Paragraph((_TAMPERED,)),) if ran.tampered else ()
    return Card(title, (*found, Paragraph((why,), quiet=True)))


_TAMPERED = (
    "The record was changed, and not by this program. Ask whoever runs the server to type: ofsted-bot audit verify"
)


def _moment(at: datetime) -> str:
    return f"{say_day_long(at.date())}, {at:%H:%M}"
