"""`update` with words where its delivery word stands: understood where they are plain, asked about where they are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import ChoiceField, TextField
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

LEAD = "head.of.participation@cambridgeshire.example"


@pytest.fixture
def world(sqlite_store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        yield world


def last(world: World) -> tuple[object, ...]:
    (found,) = world.rows('SELECT delivery, narrative FROM "update" ORDER BY id DESC LIMIT 1')
    return tuple(found)


@pytest.mark.parametrize(
    ("said", "delivery", "narrative"),
    [
        ("update SG4: at risk, waiting for IT", "at_risk", "waiting for IT"),
        ("update SG4 at risk: waiting for IT", "at_risk", "waiting for IT"),
        ("update SG4, off track; no hall", "off_track", "no hall"),
        ("update SG4 completed: surveyed it", "completed", "surveyed it"),
        ("update SG4 completed. Surveyed it", "completed", "Surveyed it"),
        ('update SG4 "Delayed by the frost, and mended"', None, "Delayed by the frost, and mended"),
        ('update SG4 narrative="Red tape was cut"', None, "Red tape was cut"),
        ("update SG4 Thirty answers so far", None, "Thirty answers so far"),
    ],
)
def test_what_is_plain_is_recorded(said: str, delivery: str | None, narrative: str, world: World) -> None:
    assert not world.ask(LEAD, said).refused
    assert last(world) == (delivery, narrative)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('update SG4 complted "surveyed it"', ["completed"]),
        ('update SG4 on trak "surveyed it"', ["on track"]),
        ("update SG4 at rsik, surveyed it", ["at risk"]),
        ("update SG4 is at risk: surveyed it", ["at risk"]),
        ("update SG4 - at risk - surveyed it", ["at risk"]),
        ("update SG4 at risk,surveyed it", ["at risk"]),
        ('update SG4 delayed "surveyed it"', ["at risk", "off track"]),
        ('update SG4 amber "surveyed it"', ["at risk", "off track", "on track"]),
        ('update SG4 Red: "surveyed it"', ["off track", "at risk"]),
        ('update SG4 RAG: green "surveyed it"', ["on track", "completed"]),
        ('update SG4 done "surveyed it"', ["completed", "on track"]),
        ('update SG4 finished: "surveyed it"', ["completed", "on track"]),
        ('update SG4 late "surveyed it"', ["at risk", "off track"]),
        ('update SG4 stuck "surveyed it"', ["at risk", "off track"]),
        ('update SG4 slipping "surveyed it"', ["at risk", "off track"]),
        ('update SG4 not finished "surveyed it"', ["not started", "on track", "at risk", "off track"]),
    ],
)
def test_what_is_in_doubt_is_asked_and_pressed(said: str, words: list[str], world: World) -> None:
    before = world.everything()
    reply = world.ask(LEAD, said)
    assert reply.refused
    assert world.everything() == before
    title = reply.cards[0].title
    assert "Did you mean" in title
    assert "Nothing was recorded" in title
    pressed = buttons(reply)
    assert [each.label for each in pressed] == [*words, "Delivery unchanged"]
    recorded = world.ask(LEAD, pressed[0].command)
    assert not recorded.refused
    assert last(world) == (words[0].replace(" ", "_"), "surveyed it")


def test_words_that_only_begin_like_that_are_kept_whole(world: World) -> None:
    reply = world.ask(LEAD, 'update SG4 late answers came in from thirty homes next="Read them"')
    *_, unchanged = buttons(reply)
    assert not world.ask(LEAD, unchanged.command).refused
    assert last(world) == (None, "late answers came in from thirty homes")
    assert not world.ask(LEAD, buttons(reply)[0].command).refused
    assert last(world) == ("at_risk", "late answers came in from thirty homes")


def test_words_too_long_for_a_button_are_kept_in_the_form(world: World) -> None:
    long = "waiting for IT, " * 20
    before = world.everything()
    reply = world.ask(LEAD, f"update SG4 at rsik: {long}")
    assert reply.form is not None
    assert reply.refused
    assert world.everything() == before
    assert "Did you mean at risk?" in reply.form.errors[0][1]
    given = {each.name: each.value for each in reply.form.fields if isinstance(each, TextField | ChoiceField)}
    assert given["delivery"] == "at risk"
    assert given["narrative"] == long.strip(" ,")
    assert not world.ask(LEAD, reply.form.command, {name: value for name, value in given.items() if value}).refused
    assert last(world) == ("at_risk", long.strip(" ,"))


def test_who_may_not_report_is_not_asked(world: World) -> None:
    reply = world.ask("viewer@cambridgeshire.example", 'update SG4 delayed "x"')
    assert reply.refused
    assert "Did you mean" not in reply.cards[0].title
