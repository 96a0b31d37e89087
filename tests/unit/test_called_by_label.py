"""Items whose own labels are made of what may also be short for their kind: the label is what was meant."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

LEAD = "lead@halton.example"
MORNING = datetime(2024, 9, 2, 9, 0, tzinfo=LONDON)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(("halton-2024",), now=MORNING)) as world:
        yield world


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("status A1", "A1 · The quality"), ("A1", "A1 · The quality"), ("status A 1", "A1 · The quality"),
        ("status a2", "A2 · The timeliness"), ("status R1", "Action R1 ·"), ("status action A1", "Action 1 ·"),
        ("status action R1", "Action R1 ·"), ("status rec A1", "A1 · The quality"), ("status R2", "A2 · The time"),
        ("status action 1", "Action 1 ·"), ("status rec 1", "A1 · The quality"), ("status rec1", "A1 · The quality"),
        ("status W1", "Workstream · Workforce"), ("status A", "Workstream · Practice"),
        ("status Area 3", "Area 3 · How many"), ("status area4", "Area 4 · What supervision"),
    ],
)  # fmt: skip
def test_a_label_is_heard_before_what_its_letters_are_short_for(world: World, text: str, title: str) -> None:
    assert world.says(LEAD, text).startswith(title)


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [("A1", "A1", "recommendation"), ("A 1", "A1", "recommendation"), ("R1", "R1", "action"),
     ("action 1", "1", "action"), ("Area 3", "Area 3", "recommendation")],
)  # fmt: skip
def test_an_update_lands_on_what_bears_the_label(world: World, text: str, label: str, kind: str) -> None:
    assert not world.ask(LEAD, f'update {text} on track "the guidance is written"').refused
    assert world.rows(f"SELECT label FROM {kind} WHERE latest_update_id IS NOT NULL") == [(label,)]


@pytest.mark.parametrize(
    "text",
    ["status workstream Workforce for visits", "status workstream workforce", "workstream workforce visits",
     "status stream “Workforce for visits”"],
)  # fmt: skip
def test_a_workstream_is_found_by_its_name_after_the_word_for_it(world: World, text: str) -> None:
    assert world.says(LEAD, text).startswith("Workstream · Workforce for visits")


def test_a_kind_before_words_narrows_them_to_it(world: World) -> None:
    assert world.says(LEAD, "status action visit").startswith("Action 2 · Visit more often")


@pytest.mark.parametrize("text", ["rec A4", "recommendation a4", "action R2", "action A2x"])
def test_a_label_that_nothing_bears_is_no_number_of_another_kind(world: World, text: str) -> None:
    assert world.ask(LEAD, f'update {text} on track "meant something else"').refused
    assert world.rows('SELECT id FROM "update"') == []


@pytest.mark.parametrize(
    ("text", "offered"),
    [("rec A4", "status Area 4"), ("A9", "status A1"), ("A4", "status Area 4"), ("rec B2", "status A2")],
)
def test_labels_that_are_near_are_offered(world: World, text: str, offered: str) -> None:
    assert f"[{offered}]" in world.says(LEAD, f"status {text}")
