"""Lawful removal: what is asked, who must confirm, and what was erased. It never says the words back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count, ended, sentence, short
from models.assurance import Redaction
from models.card import Action, Card, Facts, Form, Paragraph, TextField
from models.rules.dates import say_day

if TYPE_CHECKING:
    from handlers.redacting.finding import Found

_ELSEWHERE = (
    "What people wrote in chat themselves, or copied, is theirs to delete: ask them to. An answer that Slack showed to "
    "one person only is gone when they reload Slack. A backup keeps what was removed until it is destroyed."
)


def ask_form(name: str) -> Form:
    """Why something is to be removed, without repeating it."""
    field = TextField("reason", "The lawful reason, without the words themselves", required=True, max_length=500)
    return Form(
        f"Remove {name} for good", f"redact {name}", (field,), intro="A second officer confirms before anything goes."
    )


def asked_card(view: PlanView, asked: Redaction, second: str) -> Card:
    """That a removal waits for somebody else, who that is, and what they say."""
    said = f"R{asked.id}: the removal of {asked.subject} is asked for. Nothing is removed yet."
    how = f"{sentence(second)} confirms it with: redact confirm R{asked.id}"
    return Card(said, (Paragraph((how,)), *foot(view)), (Action("Removals", "redact"),))


def waiting_card(view: PlanView, rows: Sequence[Redaction], mine: Collection[int | None]) -> Card:
    """The removals that wait, with a button for each that its reader may confirm."""
    if not rows:
        return Card(f"{view.name}: no removal waits to be confirmed.", foot(view), (Action("Status", "status"),))
    facts = tuple(
        (f"R{row.id}", (f"{row.subject}, asked by {row.asked_by}, {say_day(row.asked_at.date())}",)) for row in rows
    )
    buttons = tuple(Action(f"Confirm R{row.id}", f"redact confirm R{row.id}") for row in rows if row.id in mine)[:5]
    return Card(f"{view.name}: {count(len(rows), 'removal')} to confirm", (Facts(facts), *foot(view)), buttons)


def found_card(view: PlanView, about: str, ref: str, rows: "Sequence[Found]", *, page: int, more: bool) -> Card:
    """What can be removed of an item or of the plan, the newest first, each under its name."""
    if not rows:
        text = f"Nothing {'more ' * (page > 1)}that people wrote of {about} is left to remove."
        return Card(text, foot(view), (Action("History", "history" if ref == "plan" else f"history {ref}"),))
    facts = tuple((row.name, (_line(row),)) for row in rows)
    how = f"To have one removed for good: redact {rows[0].name} reason=“…”. Somebody else confirms it."
    find = f"redact find {ref}"
    left_out = (f"These are the newest; for older ones: {find} page {page + 1}.",) if more else ()
    turn = (
        *((Action("Newer", f"{find} page {page - 1}"),) if page > 1 else ()),
        *((Action("Older", f"{find} page {page + 1}"),) if more else ()),
    )
    return Card(
        f"{about}: what can be removed by law" + (f", page {page}" if page > 1 else ""),
        (Facts(facts), Paragraph((" ".join((how, *left_out)),)), *foot(view)),
        tuple(Action(f"Remove {row.name}", f"redact {row.name}") for row in rows[:5]) + turn,
    )


def _line(row: "Found") -> str:
    when = f", {say_day(row.at)}" if row.at else ""
    return f"{row.kind.said}{when}: {'; '.join(f'“{short(text, 60)}”' for text in dict.fromkeys(row.words))}"


def gap_card(on: date) -> Card:
    """What stands in chat in the place of a message that quoted what was removed."""
    text = "What stood here was removed by law. There is nothing to do about that; what waits for you still does."
    return Card(f"[removed on {say_day(on)}]", (Paragraph((text,)),), (Action("What waits for me", "waiting"),))


def erased_card(view: PlanView, asked: Redaction, entries: int, taken: int, followed: Sequence[str]) -> Card:
    """What was erased and what followed; a marked gap stays, and the audit still verifies."""
    said = f"{asked.subject} is removed for good: {asked.erased}, and {count(entries, 'line')} of the history."
    gap = "A marked gap stays in the history, and “audit verify” still holds."
    told = (Paragraph((ended(f"{each[:1].upper()}{each[1:]}"),)) for each in followed)
    mine = (
        f"{count(taken, 'message')} of mine in chat {'goes' if taken == 1 else 'go'} as well, within minutes."
        * bool(taken)
    )
    about = (Paragraph((" ".join(filter(None, (gap, mine))),)), Paragraph((_ELSEWHERE,), quiet=True))
    return Card(said, (*told, *about, *foot(view)), (Action("History", "history"),))
