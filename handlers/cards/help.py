"""What can be said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.card import Action, Card, Facts, Paragraph

if TYPE_CHECKING:
    from handlers.commands import Command


_HINT = (
    "Say “help update” for one command in full. Numbers and labels work alone: “SG4”, “#4”, “rec 4”. "
    "This is not a safeguarding channel: for a concern about a child, call the council's front door."
)


def help_card(commands: "Sequence[Command]", *, mine: bool) -> Card:
    """Every command a person may use, one line each; `mine` when they are somebody who may own something."""
    rows = tuple((command.name, (command.summary,)) for command in commands)
    return Card(
        "Ask about the plan in your own words, for example “status rec 4”.",
        (
            Facts(rows),
            Paragraph((_HINT,), quiet=True),
        ),
        (Action("Status", "status"), *((Action("Mine", "mine"),) if mine else ()), Action("Due", "due")),
    )  # fmt: skip


def topic_card(command: "Command") -> Card:
    """One command in full: how it is said, and an example to copy."""
    rows = [("Say", (usage,)) for usage in command.usages]
    rows += [("For example", (command.example,))] if command.example else []
    rows += [("Also", (", ".join(command.aliases),))] if command.aliases else []
    quiet = Paragraph(("<…> is for you to fill in, […] may be left out.",), quiet=True)
    return Card(f"{command.name}: {command.summary}", (Facts(tuple(rows)), quiet), (Action("All commands", "help"),))
