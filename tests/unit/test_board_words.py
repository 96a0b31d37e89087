"""A plan without recommendations: what its board said of workstreams and phases is in gaps, readiness and assurance."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.rules.board_words import is_done
from models.vocabulary import Delivery
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

AT = "@centralbedfordshire.example"
DIRECTOR, NURSE = f"director{AT}", "director.of.nursing@ccg.example"
PLANS = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
HEALTH = "delivery: majority completed; impact: not demonstrated nor evidenced; sign-off: not possible"


_THEIRS = "SELECT id FROM person WHERE email = 'director@centralbedfordshire.example'"
OF_ANOTHER = (
    f"UPDATE tie SET until_on = '2012-01-01' WHERE person_id = ({_THEIRS}) "
    f"OR post_id IN (SELECT post_id FROM post_holder WHERE person_id = ({_THEIRS}))"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    setting = Setting(PLANS, now=datetime(2012, 11, 5, 9, tzinfo=LONDON), demonstration=True)
    with opened(store, tmp_path, setting) as world:
        yield world


def flat(said: str) -> str:
    return " ".join(said.split())


def test_gaps_list_what_the_board_calls_completed_and_unproved(world: World) -> None:
    said = flat(world.says(DIRECTOR, "gaps"))
    assert "no gap to close" not in said
    assert f"Safeguarding - Health The Programme Board said on 30 October 2012: “{HEALTH}”" in said
    assert "Safeguarding - Children's Services" not in said
    assert "Evidence is kept on recommendations and this plan holds none" in said


def test_readiness_counts_what_would_be_open_unproved_or_unsigned(world: World) -> None:
    said = flat(world.says(DIRECTOR, "readiness"))
    assert "2 of 2 actions would still be open" in said
    assert "unproved 2 (Safeguarding - Health and Looked After Children - Health)" in said
    assert "Phases of 2: still open 2 (Phase 1 and Phase 2)" in said


def test_assurance_gives_a_sentence_for_each(world: World) -> None:
    said = flat(world.says(DIRECTOR, "assurance"))
    because = f"because the Programme Board said on 30 October 2012: “{HEALTH}”"
    assert f"We cannot formally say this is met, {because}." in said
    assert "because no board has judged it yet" in said
    assert HEALTH in flat(world.says(DIRECTOR, "assurance Safeguarding - Health"))


def test_the_boards_latest_word_on_a_phase_is_what_counts(world: World) -> None:
    world.run(OF_ANOTHER)
    judged = 'judge Phase 1 delivery=completed impact=emerging meeting="5 November 2012" reason="All done"'
    assert not world.ask(DIRECTOR, judged).refused
    assert "Phase 1 The Programme Board said on 5 November 2012" in flat(world.says(DIRECTOR, "gaps"))
    signed = (
        'judge Phase 1 impact=evidenced sign-off="signed off" minute=4 meeting="5 November 2012" reason="All shown"'
    )
    assert not world.ask(DIRECTOR, signed).refused
    assert "Phase 1" not in flat(world.says(DIRECTOR, "gaps"))
    assert "We can formally say this is met, because the Programme Board" in flat(world.says(DIRECTOR, "assurance"))


def test_a_partner_sees_the_word_on_its_own_streams_alone(world: World) -> None:
    for command in ("gaps", "readiness", "assurance"):
        said = flat(world.says(NURSE, command))
        assert "Safeguarding - Health" in said
        assert "Children's Services" not in said
        assert "whole council" not in said


def test_evidence_names_an_example_of_this_plan(world: World) -> None:
    said = flat(world.says(DIRECTOR, "evidence H1"))
    assert "SG4" not in said
    assert "kept on recommendations, and Central Bedfordshire 2012 holds none" in said


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("majority completed", True),
        ("done", True),
        ("all delivered", True),
        ("largely off track; majority not completed", False),
        ("not yet delivered", False),
        ("started", False),
        ("incomplete", False),
    ],
)
def test_what_a_boards_words_of_delivery_come_to(words: str, *, done: bool) -> None:
    assert is_done(None, words) is done
    assert is_done(Delivery.OFF_TRACK, words) is False
