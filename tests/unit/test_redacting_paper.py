"""The plan's own paper can be removed by law, and the file it came from never brings it back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from handlers.importing import ImportResult
from tests.council import CONTRIBUTOR, DIRECTOR, VIEWER
from tests.databases import Store
from tests.plans import START, example
from tests.worlds import KEY, Setting, World, opened

FILE = example("cambridgeshire-2009")
MORE = b"""
workstreams:
- {kind: workstream, name: Helping Zara's family early}
statements:
- {as_at: 2010-03-16, scope: The whole plan of Zara, text: Zara said so}
..."""
WITH_MORE = FILE.removesuffix(b"...\n").removesuffix(b"...") + MORE


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        assert not world.ask(DIRECTOR, f"settings data_protection_officer {VIEWER}").refused
        yield world


def stored(world: World) -> str:
    return repr(world.everything())


def imported(world: World, content: bytes = FILE, *, dry: bool = False) -> ImportResult:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        result = load(session, read_file(content), now=world.now)
        session.rollback() if dry else session.commit()
    return result


def removed(world: World, name: str, number: int = 1) -> str:
    asked = world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"')
    assert not asked.refused, asked
    return " ".join(world.says(VIEWER, f"redact confirm R{number}").split())


def first(world: World, letter: str, table: str, column: str, where: str = "true") -> tuple[str, str]:
    [(number, text)] = world.rows(f"SELECT id, {column} FROM {table} WHERE {where} ORDER BY id LIMIT 1")
    return f"{letter}{number}", str(text)


PAPER: list[Any] = [
    ("N", "recommendation", "source_text", "label = 'SG4'"),
    ("A", "action", "text", "length(text) > 30"),
    ("T", "response", "text", "true"),
    ("S", "workstream", "name", "true"),
    ("P", "plan", "title", "true"),
    ("B", "board", "purpose", "purpose IS NOT NULL"),
    ("V", "event", "what", "true"),
    ("K", "risk", "text", "true"),
    ("O", "resource", "statement", "true"),
    ("Y", "reporting_duty", "what", "true"),
    ("M", "measure", "name", "true"),
    ("F", "figure", "value", "true"),
    ("J", "board_judgement", "text", "text IS NOT NULL"),
]


@pytest.mark.parametrize(("letter", "table", "column", "where"), PAPER)
def test_the_paper_goes_and_its_file_does_not_bring_it_back(
    world: World, letter: str, table: str, column: str, where: str
) -> None:
    content = example("cambridgeshire-2009-overlay") if letter == "A" else WITH_MORE
    imported(world, content)
    name, text = first(world, letter, table, column, where)
    number, count = name[1:], world.rows(f"SELECT count(*) FROM {table}")
    before = world.rows(f"SELECT {column} FROM {table} WHERE id <> {number} ORDER BY id")
    assert f"{name} is removed for good" in removed(world, name)
    gone = world.rows(f"SELECT {column} FROM {table} WHERE id = {number}")
    assert gone == [("[removed by law]",)]
    result = imported(world, content, dry=True)
    for dry in (True, False, False):
        result = imported(world, content, dry=dry)
        assert any("removed by law: the gap is kept" in each for each in result.notices), result.notices
        assert text not in "\n".join((*result.changes, *result.lines, *result.notices)) or letter == "F"
        assert world.rows(f"SELECT {column} FROM {table} WHERE id = {number}") == gone
        assert world.rows(f"SELECT count(*) FROM {table}") == count
    assert not result.changed, result.lines
    assert world.rows(f"SELECT {column} FROM {table} WHERE id <> {number} ORDER BY id") == before
    assert world.audit_problems() == []
    for said in ("status", "status SG4", "history", "digest", "people"):
        assert "Something went wrong" not in world.says(DIRECTOR, said)


def test_the_words_of_an_item_stand_nowhere_afterwards(world: World) -> None:
    name, text = first(world, "N", "recommendation", "source_text", "label = 'SG4'")
    assert text in stored(world)
    assert name in world.says(DIRECTOR, "redact find SG4")
    removed(world, name)
    imported(world)
    assert text[:60] not in stored(world)


def test_a_workstream_whose_name_is_gone_is_still_called_by_something(world: World) -> None:
    imported(world, WITH_MORE)
    name, _ = first(world, "S", "workstream", "name")
    removed(world, name)
    imported(world, WITH_MORE)
    assert world.rows("SELECT label, label_key FROM workstream") == [(f"removed{name[1:]}",) * 2]
    reply = world.ask(DIRECTOR, f"status removed{name[1:]}")
    assert not reply.refused, reply
    assert not world.ask(DIRECTOR, reply.cards[0].actions[0].command).refused


def test_words_that_were_long_enough_do_not_come_back_in_another_plan_either(world: World) -> None:
    name, text = first(world, "N", "recommendation", "source_text", "label = 'SG4'")
    removed(world, name)
    other = START + f"recommendations:\n- {{number: 1, text: {text}}}\n"
    assert any("removed by law" in each for each in imported(world, other.encode()).notices)
    assert text[:60] not in stored(world)


def test_a_file_without_the_words_fills_the_gap(world: World) -> None:
    name, text = first(world, "N", "recommendation", "source_text", "label = 'LAC4'")
    removed(world, name)
    line = text[:30].encode()
    assert FILE.count(line) == 1
    imported(world, FILE.replace(line, b"Put in better words: " + line))
    [(now,)] = world.rows(f"SELECT source_text FROM recommendation WHERE id = {name[1:]}")
    assert str(now).startswith("Put in better words")


def test_a_successor_loses_the_words_it_carried_over_and_one_under_a_hold_keeps_them(world: World) -> None:
    name, text = first(world, "N", "recommendation", "source_text", "label = 'SG4'")
    assert not world.ask(DIRECTOR, "succeed cambridgeshire-2009 with cambridgeshire-2010 title=Second").refused
    assert world.rows("SELECT count(*) FROM recommendation WHERE label = 'SG4'") == [(2,)]
    world.ask(DIRECTOR, "use cambridgeshire-2009")
    world.ask(VIEWER, "use cambridgeshire-2009")
    removed(world, name)
    assert text[:60] not in stored(world)


def test_what_the_plan_holds_beside_its_items_is_found(world: World) -> None:
    said = world.says(DIRECTOR, "redact find plan")
    name, _ = first(world, "P", "plan", "title")
    assert name in said
    assert "Older" in said
    assert world.ask(CONTRIBUTOR, "redact find plan").refused


def test_a_hold_set_after_somebody_asked_stops_it_too(world: World) -> None:
    name, _ = first(world, "N", "recommendation", "source_text", "label = 'SG4'")
    assert not world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"').refused
    assert not world.ask(DIRECTOR, "hold set Inquiry of 2010").refused
    refused = world.ask(VIEWER, "redact confirm R1")
    assert "A legal hold stands" in refused.cards[0].title
    assert "[removed by law]" not in str(world.rows("SELECT source_text FROM recommendation"))


def test_what_is_remembered_says_nothing_of_the_words(world: World) -> None:
    name, text = first(world, "N", "recommendation", "source_text", "label = 'SG4'")
    removed(world, name)
    rows = world.rows("SELECT * FROM removed_text")
    assert rows
    assert not [word for word in text.split() if len(word) > 6 and word in repr(rows)]
