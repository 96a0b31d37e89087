"""What is asked about words that were no command: whether they are an update, of what, and how it is going."""

from collections.abc import Sequence
from typing import Any

from handlers.cards.words import BUTTON_COMMAND, count, say, short
from models.card import Action, Block, Card, Paragraph
from models.vocabulary import Delivery

_OFFERED = (Delivery.ON_TRACK, Delivery.AT_RISK, Delivery.OFF_TRACK, Delivery.COMPLETED)
WORDS_ALONE = "words"


def draft_card(draft_id: int, words: str, files: int, mine: Sequence[tuple[str, str]]) -> Card:
    """Asks whether it is an update; of the only item, with the words for how it is going.

    `mine` are the items of whoever wrote it, each by its label and by its name in a button.
    """
    said = f"“{short(words, 300)}”" if words else ""
    with_files = count(files, "file") if files else ""
    body: tuple[Block, ...] = (Paragraph((" · ".join(filter(None, (said, with_files))),)),)
    ways = (
        (*(_how(draft_id, mine[0][1]) if words else ()), *_as_evidence(draft_id, files, mine[0][1]))
        if len(mine) == 1
        else (*(_which(draft_id, mine) if words else ()), *_as_evidence(draft_id, files))
    )
    of = f" of {_called(mine[0])}" if len(mine) == 1 else ""
    title = f"Record this as your update{of}?" if words else "Keep this as evidence?"
    return Card(title, body, (*ways, _no(draft_id)))


def _called(item: tuple[str, str]) -> str:
    label, name = item
    return f"action {label}" if name.startswith("action ") else label


def how_card(draft_id: int, label: str, name: str, words: str) -> Card:
    """Asks, of one item, how it is going."""
    body = (Paragraph((f"“{short(words, 300)}”",)),)
    return Card(f"{label}: how is it going?", body, (*_how(draft_id, name), _no(draft_id)))


def dropped_card() -> Card:
    """That what was written is forgotten."""
    return Card("Forgotten: that was not recorded.", (), (Action("Help", "help"),))


def with_its_files(card: Card, draft_id: int, files: int) -> Card:
    """What was recorded, and what may still become of the files that came with it."""
    return Card(card.title, card.blocks, (*_as_evidence(draft_id, files), *card.actions), card.tone)


def _how(draft_id: int, name: str) -> tuple[Action, ...]:
    words = tuple((say(state).capitalize(), state.value) for state in _OFFERED)
    return tuple(
        Action(label, f"draft use {draft_id} {name} {word}") for label, word in (*words, ("Words alone", WORDS_ALONE))
    )


def _which(draft_id: int, mine: Sequence[tuple[str, str]]) -> tuple[Action, ...]:
    pressed = ((label, f"draft use {draft_id} {name}") for label, name in mine)
    return tuple(Action(label, command) for label, command in pressed if len(command) <= BUTTON_COMMAND)


def _as_evidence(draft_id: int, files: int, name: str = "") -> tuple[Action, ...]:
    what = "the file" if files == 1 else "the files"
    return (Action(f"Save {what} as evidence", f"draft file {draft_id} {name}".strip()),) if files else ()


def _no(draft_id: int) -> Action:
    return Action("Not an update", f"draft drop {draft_id}")


def named(rows: Sequence[Any]) -> list[tuple[str, str]]:
    """Items by their labels, and by what a button calls them."""
    return [(row.label, f"{'' if row.kind == 'recommendation' else 'action '}{row.key}/{row.label}") for row in rows]
