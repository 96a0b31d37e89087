"""What can be said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.card import Action, Card, Facts, Paragraph
from models.vocabulary import Role

if TYPE_CHECKING:
    from handlers.commands import Command


_ABOUT = {"change": "ask for a change to the plan, or decide one", "review": "reviews by somebody outside the line"}
"""What a first word is about that is no command by itself."""
_HINT = (
    "Say “help {one}” for one command in full, “help {family}” for all that begin so. "
    "Numbers and labels work alone: “SG4”, “#4”, “rec 4”. "
    "This is not a safeguarding channel: for a concern about a child, call the council's front door."
)


def help_card(commands: "Sequence[Command]", *, mine: bool) -> Card:
    """Every command a person may use, a line for each first word; `mine` when they may own something."""
    families: dict[str, list[Command]] = {}
    for command in commands:
        families.setdefault(command.name.split()[0], []).append(command)
    rows = tuple((word, (_family(word, found),)) for word, found in families.items())
    example = ("update", "change") if {"update", "change"} <= families.keys() else ("due", "status")
    hint = _HINT.format(one=example[0], family=example[1])
    return Card(
        "Ask about the plan in your own words, for example “status rec 4”.",
        (
            Facts(rows),
            Paragraph((hint,), quiet=True),
        ),
        (Action("Status", "status"), *((Action("Mine", "mine"),) if mine else ()), Action("Due", "due")),
    )  # fmt: skip


def _family(word: str, found: "Sequence[Command]") -> str:
    """What a first word does, and the words that may follow it: "requests that wait; and: add, agree"."""
    own = next((command.summary for command in found if command.name == word), _ABOUT.get(word, ""))
    more = ", ".join(command.name.removeprefix(f"{word} ") for command in found if command.name != word)
    if not own:
        return found[0].summary if len(found) == 1 else more
    return f"{own}; and: {more}" if more else own


def family_card(commands: "Sequence[Command]") -> Card:
    """The commands that begin with one word, a line each."""
    word = commands[0].name.split()[0]
    rows = tuple((command.name, (command.summary,)) for command in commands)
    quiet = Paragraph((f"Say “help {commands[0].name}” for one in full.",), quiet=True)
    return Card(f"{word}: what can be said", (Facts(rows), quiet), _ALL)


def topic_card(command: "Command", also: "Sequence[Command]", who: str = "") -> Card:
    """One command in full: how it is said, by `who`, an example to copy, and the others that begin like it."""
    rows = [("Say", (usage,)) for usage in command.usages]
    if any("<role>" in usage for usage in command.usages):
        rows += [("Roles", (", ".join(each.replace("_", "-") for each in Role),))]
    rows += [("For", (who,))] if who else []
    rows += [("For example", (command.example,))] if command.example else []
    rows += [("Also", (", ".join(command.aliases),))] if command.aliases else []
    rows += [("See also", (", ".join(f"help {each.name}" for each in also),))] if also else []
    quiet = Paragraph(("<…> is for you to fill in, […] may be left out.",), quiet=True)
    return Card(f"{command.name}: {command.summary}", (Facts(tuple(rows)), quiet), _ALL)


def not_yours_card(topic: str, commands: "Sequence[tuple[Command, str]]") -> Card:
    """For whom words are that somebody else may say: one, or all that begin so."""
    if len(commands) == 1:
        ((command, who),) = commands
        return Card(f"“{command.name}” is for {who}.", (Paragraph((f"{_sentence(command.summary)}.",)),), _ALL)
    rows = tuple((command.name, (f"for {who}",)) for command, who in commands)
    return Card(f"What begins with “{topic}” is for others", (Facts(rows),), _ALL)


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}"


_ALL = (Action("All commands", "help"),)
