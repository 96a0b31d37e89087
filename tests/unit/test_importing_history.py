"""What an import changes of an item stands in its history, with the words before and after, until they are removed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from handlers.importing import ImportResult
from tests.council import DIRECTOR, VIEWER
from tests.databases import Store
from tests.plans import example
from tests.worlds import KEY, Setting, World, opened

FILE = example("cambridgeshire-2009").decode()
OLD = (
    "Improve the contribution of children and young people and their parents/carers to service development and "
    "evaluation"
)
NEW = "Ask children, young people and their parents and carers what should change, and show them what did"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def imported(world: World, content: str, *, dry: bool = False) -> ImportResult:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        result = load(session, read_file(content), now=world.now)
        session.rollback() if dry else session.commit()
    return result


def reworded(new: str) -> str:
    before, words, after = FILE.partition(OLD.replace("and evaluation", "and\n    evaluation"))
    assert words
    return f"{before}{new}{after}"


def test_changed_words_are_in_the_history_old_and_new(world: World) -> None:
    assert imported(world, reworded(NEW)).changes == [f"changed SG4: words from “{OLD}” to “{NEW}”"]
    told = " ".join(world.says(DIRECTOR, "history SG4").split())
    assert f"changed by importing a plan file: words from “{OLD}” to “{NEW}”. Local operator, on the console" in told
    assert OLD not in world.says(DIRECTOR, "history SG5")
    assert world.audit_problems() == []


def test_a_dry_run_tells_the_same_and_keeps_nothing(world: World) -> None:
    before = world.everything()
    dry = imported(world, reworded(NEW), dry=True)
    assert world.everything() == before
    assert imported(world, reworded(NEW)).changes == dry.changes


def test_long_words_are_shortened_to_be_read_and_kept_whole(world: World) -> None:
    long = " ".join([NEW] * 9)
    imported(world, reworded(long))
    [(content,)] = world.rows("SELECT content FROM audit_content WHERE content LIKE '%changed by importing%'")
    assert json.loads(content)["parts"] == [{"what": "words", "was": OLD, "now": long, "words": True}]
    told = " ".join(world.says(DIRECTOR, "history SG4").split())
    assert f"to “{NEW}" in told
    assert long not in told


def test_nothing_is_in_the_history_of_what_an_import_leaves_as_it_is(world: World) -> None:
    before = world.rows("SELECT count(*) FROM audit")
    assert imported(world, FILE).changes == []
    assert world.rows("SELECT count(*) FROM audit") == before


def test_the_old_words_can_be_removed_by_law(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {VIEWER}").refused
    imported(world, reworded(NEW))
    [(entry,)] = world.rows("SELECT audit_id FROM audit_content WHERE content LIKE '%changed by importing%'")
    assert f"H{entry}" in world.says(DIRECTOR, "redact find SG4")
    assert not world.ask(DIRECTOR, f'redact H{entry} reason="a name slipped through"').refused
    assert f"H{entry} is removed for good" in " ".join(world.says(VIEWER, "redact confirm R1").split())
    assert OLD not in repr(world.everything())
    assert world.rows("SELECT source_text FROM recommendation WHERE label = 'SG4'") == [(NEW,)]
    assert world.audit_problems() == []


def test_to_remove_an_items_own_words_removes_them_from_what_an_import_said(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {VIEWER}").refused
    imported(world, reworded(NEW))
    [(number,)] = world.rows("SELECT id FROM recommendation WHERE label = 'SG4'")
    assert not world.ask(DIRECTOR, f'redact N{number} reason="a name slipped through"').refused
    world.says(VIEWER, "redact confirm R1")
    assert NEW not in repr(world.everything())
    assert OLD not in repr(world.everything())


def test_what_is_restricted_follows_the_file_and_is_never_opened_by_saying_nothing(world: World) -> None:
    item = "- number: SG4\n"
    before, found, after = FILE.partition(item)
    assert found
    hidden = f"{before}{item}  restricted: yes\n{after}"
    assert imported(world, hidden).changes == ["changed SG4: restricted from no to yes"]
    stored = "SELECT restricted FROM recommendation WHERE label = 'SG4'"
    assert [bool(row[0]) for row in world.rows(stored)] == [True]
    kept = imported(world, FILE)
    assert not kept.changed
    assert "SG4 stays restricted, of which the file says nothing: “restricted: no” under it opens it" in kept.notices
    assert imported(world, hidden.replace("restricted: yes", "restricted: no")).changes == [
        "changed SG4: restricted from yes to no"
    ]
    assert [bool(row[0]) for row in world.rows(stored)] == [False]
