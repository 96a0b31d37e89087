"""The table of what can be said: every row is understood as itself, and every item can be reached by its button."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from handlers.access import ROLE_MAY, Item
from handlers.cards.words import item_ref
from handlers.commands import COMMANDS, Command
from handlers.grammar import MAX_COMMAND, parts
from handlers.understanding import understand
from models.card import plain
from models.vocabulary import Role
from tests.council import CHAIR, DIRECTOR
from tests.databases import Store
from tests.plans import PLANS
from tests.worlds import OPERATOR, Setting, World, opened

if TYPE_CHECKING:
    from handlers.access import PlanView

SAMPLES = {
    "n": "2",
    "who": "staff",
    "number": "SG4",
    "item": "SG4",
    "delivery": "at risk",
    "role": "vice-chair",
    "email": "head.of.access@council.example",
    "kind": "audit",
    "impact": "emerging",
}
"""What may fill a slot, where any words will not do."""


def said(usage: str, *, whole: bool) -> str:
    """A usage line as somebody would say it, with or without what may be left out."""
    words = []
    for part in parts(usage):
        if isinstance(part, str):
            words.append(part)
        elif whole or not part.optional:
            value = SAMPLES.get(part.kind.split()[-1], "words")
            words.append(f'{part.name}="{value}"' if part.named else _value(part.kind, part.name, value))
    return " ".join(words)


def _value(kind: str, name: str, value: str) -> str:
    word, _, slot = name.partition(" ")
    return f"{word} {SAMPLES[slot.strip('<>')]}" if kind == "after" else value


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_row_is_understood_as_itself(command: Command) -> None:
    for usage in command.usages:
        assert understand(said(usage, whole=True)).command is command
        # "evidence SG4" lists what there is, though it also begins to offer some.
        assert understand(said(usage, whole=False)).command.name.split()[0] == command.name.split()[0]
    if command.example:
        assert understand(command.example).command is command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_row_is_complete(command: Command) -> None:
    assert command.usages
    assert command.summary
    assert {usage.split()[0] for usage in command.usages} == {command.name.split()[0]}
    for alias in command.aliases:
        whole = said(command.usages[0], whole=False).split()[1:]
        assert understand(" ".join((alias, *whole))).command.name.split()[0] == command.name.split()[0]


def test_no_two_rows_share_a_name() -> None:
    names = [command.name for command in COMMANDS]
    aliases = [alias for command in COMMANDS for alias in command.aliases]
    assert len({*names, *aliases}) == len(names) + len(aliases)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_explains_every_row(command: Command, cambridgeshire: World) -> None:
    titles = {cambridgeshire.ask(who, f"help {command.name}").cards[0].title for who in (DIRECTOR, CHAIR)}
    assert f"{command.name}: {command.summary}" in titles


def test_help_lists_exactly_what_the_table_says_people_type(cambridgeshire: World) -> None:
    told = cambridgeshire.ask("director@cambridgeshire.example", "help")
    (rows,) = [block.rows for block in told.cards[0].blocks if hasattr(block, "rows")]
    typed = {command.name for command in COMMANDS if not command.pressed}
    names = [name for name in in_order(understood_by_the_director()) if name in typed]
    assert [word for word, _ in rows] == list(dict.fromkeys(name.split()[0] for name in names))
    shown = {word: plain(said) for word, said in rows}
    for name in names:
        word, _, rest = name.partition(" ")
        assert rest in shown[word] or next(c for c in COMMANDS if c.name == name).summary == shown[word]


def test_help_for_a_word_lists_what_begins_with_it(cambridgeshire: World) -> None:
    told = cambridgeshire.says(OPERATOR, "help change")
    assert "change date" in told
    assert "ask for a new date; the original stays" in told
    assert "help sign-off request" in " ".join(cambridgeshire.says(OPERATOR, "help sign-off").split())


A_BOARDS_OWN = {
    "judge", "judge lift", "sign-off confirm", "sign-off return", "sign-off reopen", "sign-off sign", "sign-off reported",
    "change reported", "change confirm",
}  # fmt: skip


def in_order(names: set[str]) -> list[str]:
    return [command.name for command in COMMANDS if command.name in names]


def understood_by_the_director() -> set[str]:
    """An administrator may do all but what is a board's own."""
    may = ROLE_MAY[Role.ADMIN] | ROLE_MAY[Role.LEAD]
    return {command.name for command in COMMANDS if command.ability in may} - A_BOARDS_OWN


@pytest.fixture
def cambridgeshire(sqlite_store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        yield world


@pytest.mark.parametrize("plan", PLANS)
def test_every_item_of_every_plan_can_be_reached_by_its_button(plan: str, sqlite_store: Store, tmp_path: Path) -> None:
    overlay = f"{plan}-overlay"
    plans = (plan, overlay) if plan in ("cambridgeshire-2009", "central-bedfordshire-2012") else (plan,)
    with opened(sqlite_store, tmp_path, Setting(plans)) as world:
        for kind, label, name in items(world):
            button = f"status {item_ref(cast('PlanView', SimpleNamespace(key=plan)), Item(kind, 0, label, ''))}"
            assert len(button) <= MAX_COMMAND
            reply = world.ask(OPERATOR, button)
            assert not reply.refused, button
            assert reply.cards[0].title.endswith(f" · {name}"), button


def items(world: World) -> list[tuple[str, str, str]]:
    """Kind, label and words of everything in the plan."""
    return [
        (kind, str(label), str(name))
        for kind, statement in (
            ("recommendation", "SELECT label, coalesce(council_text, source_text) FROM recommendation"),
            ("action", "SELECT label, text FROM action"),
            ("workstream", "SELECT label, name FROM workstream"),
        )
        for label, name in world.rows(statement)
    ]
