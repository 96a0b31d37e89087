"""What a director reads the evening before an inspection is true, short and never "0 of 0", for every example plan."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.council import DIRECTOR
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, buttons, opened

PLANS = ("bathnes-2012", "central-bedfordshire-2012", "halton-2010", "worcestershire-2017")


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def said(world: World, who: str, words: str) -> str:
    return " ".join(world.says(who, words).split())


def test_readiness_counts_each_recommendation_once_and_says_of_how_many(world: World) -> None:
    world.run(
        "INSERT INTO recommendation_judgement (recommendation_id, judgement_id, linked_by, linked_on) "
        "SELECT recommendation.id, min(judgement.id), 'a test', '2010-04-01' FROM recommendation, judgement "
        "WHERE label = 'SG4' AND "
        "judgement.id NOT IN (SELECT judgement_id FROM recommendation_judgement) GROUP BY recommendation.id"
    )
    told = said(world, DIRECTOR, "readiness")
    assert "11 of 12 recommendations would not be signed off" in told
    assert told.count("of 1: still open SG4") == 2
    assert "of 1: signed off 1" in told
    (gaps,) = (button for button in buttons(world.ask(DIRECTOR, "readiness")) if button.label == "Gaps")
    assert gaps.command == "gaps"


def test_assurance_says_a_sentence_once_for_all_it_is_true_of(world: World) -> None:
    told = said(world, DIRECTOR, "assurance")
    assert "SG3, SG6 and LAC2 We cannot formally say this is met, because no impact is stated and the board" in told
    assert told.count("because no impact is stated and the board has not been asked to sign it off.") == 1
    for label in ("SG1", "SG2", "SG5", "SG7", "LAC1", "LAC3", "LAC4", "LAC5"):
        assert label in told


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("words", ["readiness", "assurance", "gaps", "overdue", "due", "waiting"])
def test_every_plan_is_read_without_empty_counts(plan: str, words: str, store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting((plan,), now=datetime(2018, 1, 8, 18, tzinfo=LONDON))) as world:
        told = said(world, OPERATOR, words)
        for empty in ("of 0", "0 recommendations", "0 actions", "none could be open"):
            assert empty not in told
        assert ("tendencies" in told) == ("Limiting judgements" in told)


def test_no_date_is_said_where_nothing_can_be_late(store: Store, tmp_path: Path) -> None:
    with opened(
        store, tmp_path, Setting(("worcestershire-2017",), now=datetime(2017, 6, 19, 18, tzinfo=LONDON))
    ) as world:
        assert "14 recommendations of 14 have no date." in said(world, OPERATOR, "overdue")
        assert "nothing unsigned is reported completed yet" in said(world, OPERATOR, "gaps")
