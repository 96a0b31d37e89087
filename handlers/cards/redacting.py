"""Lawful removal: what is asked, who must confirm, and what was erased. It never says the words back."""

from collections.abc import Sequence

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count, ended
from models.assurance import Redaction
from models.card import Action, Card, Facts, Form, Paragraph, TextField
from models.rules.dates import say_day

_CHAT = "Messages already in chat are not the bot's to erase: delete them there as well."


def ask_form(name: str) -> Form:
    """Why something is to be removed, without repeating it."""
    field = TextField("reason", "The lawful reason, without the words themselves", required=True, max_length=500)
    return Form(
        f"Remove {name} for good", f"redact {name}", (field,), intro="A second officer confirms before anything goes."
    )


def asked_card(view: PlanView, asked: Redaction, officer: str) -> Card:
    """That a removal waits for the second officer."""
    said = f"R{asked.id}: the removal of {asked.subject} waits for a second officer; one of the two is {officer}."
    return Card(said, (Paragraph(("Nothing is removed yet.",)), *foot(view)), (Action("Removals", "redact"),))


def waiting_card(view: PlanView, rows: Sequence[Redaction]) -> Card:
    """The removals that wait."""
    if not rows:
        return Card(f"{view.name}: no removal waits to be confirmed.", foot(view), (Action("Status", "status"),))
    facts = tuple(
        (f"R{row.id}", (f"{row.subject}, asked by {row.asked_by}, {say_day(row.asked_at.date())}",)) for row in rows
    )
    buttons = tuple(Action(f"Confirm R{row.id}", f"redact confirm R{row.id}") for row in rows[:5])
    return Card(f"{view.name}: {count(len(rows), 'removal')} to confirm", (Facts(facts), *foot(view)), buttons)


def erased_card(view: PlanView, asked: Redaction, entries: int, followed: Sequence[str]) -> Card:
    """What was erased and what followed; a marked gap stays, and the audit still verifies."""
    said = f"{asked.subject} is removed for good: {asked.erased}, and {count(entries, 'audit text')}."
    gap = "A marked gap stays in the history, and “audit verify” still holds."
    told = (Paragraph((ended(f"{each[:1].upper()}{each[1:]}"),)) for each in followed)
    return Card(said, (*told, Paragraph((f"{gap} {_CHAT}",)), *foot(view)), (Action("History", "history"),))
