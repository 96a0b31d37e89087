"""What is asked or typed nearly right: numbers alone, names that a command has not, and the same thing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.council import CHAIR, DIRECTOR, PARTICIPATION, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

AUDIT = 'evidence LAC4 audit shows="17 of 20 files had views recorded" period="March 2010" bearing=for'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def flat(said: str) -> str:
    return " ".join(said.split())


def test_a_number_alone_is_the_change_the_evidence_or_the_question_of_that_number(world: World) -> None:
    world.ask(PARTICIPATION, 'change date SG4 day="28 May 2010" reason="IT is late"')
    world.ask(PARTICIPATION, AUDIT)
    world.ask(CHAIR, f'challenge SG4 "Who was asked?" to={PARTICIPATION}')
    assert world.says(VIEWER, "C1").startswith("C1")
    assert world.says(VIEWER, "E8").startswith("E8")
    assert world.says(VIEWER, "Q1").startswith("Q1")
    assert "There is no evidence" in world.says(VIEWER, "E99")


def test_a_short_name_that_a_command_has_not_is_named(world: World) -> None:
    said = flat(world.says(PARTICIPATION, 'change date SG4 to="28 May 2010"'))
    assert "“change date” has no to=. What it has: day=, reason= and rule=." in said


def test_only_a_meeting_that_could_have_decided_is_filled_in(world: World) -> None:
    world.ask(PARTICIPATION, 'change date SG4 day="28 May 2010" reason="IT is late"')
    form = world.ask(CHAIR, "change agree C1").form
    assert form is not None
    assert {field.name: getattr(field, "value", "") for field in form.fields}["meeting"] == ""


def test_the_reason_of_a_hold_may_be_named(world: World) -> None:
    assert not world.ask(DIRECTOR, 'hold set reason="Inquiry"').refused
    assert world.rows("SELECT reason FROM legal_hold") == [("Inquiry",)]
    assert world.ask(DIRECTOR, "hold lift").refused
    assert not world.ask(DIRECTOR, "hold lift It is over").refused


def test_the_same_evidence_twice_within_the_hour_is_one_piece(world: World) -> None:
    world.ask(PARTICIPATION, AUDIT)
    again = world.ask(PARTICIPATION, AUDIT)
    assert again.refused
    assert again.cards[0].title.startswith("You have already offered this as E8.")
    assert world.rows("SELECT count(*) FROM evidence") == [(8,)]
    world.wait(hours=1)
    assert not world.ask(PARTICIPATION, AUDIT).refused


def test_what_can_be_removed_is_turned_page_by_page(world: World) -> None:
    for number in range(22):
        world.ask(PARTICIPATION, f'update SG4 at risk "waiting for the survey, week {number}"')
    first = world.ask(DIRECTOR, "redact find SG4")
    older = next(action.command for action in buttons(first) if action.label == "Older")
    second = world.says(DIRECTOR, older)
    assert "page 2" in second
    assert "Newer" in second


def test_a_measure_of_what_is_restricted_is_not_shown_to_staff(world: World) -> None:
    world.run("UPDATE recommendation SET restricted = true WHERE label = 'SG1'")
    staff = "somebody@cambridgeshire.example"
    assert "Referrals allocated" in world.says(SECRETARY, "measures")
    assert "Referrals allocated" not in world.says(staff, "measures")


def test_evidence_that_was_sent_back_was_offered(world: World) -> None:
    world.ask(PARTICIPATION, AUDIT)
    assert not world.ask(CHAIR, 'evidence return E8 reason="No counts"').refused
    assert "what was offered as evidence of it was sent back" in flat(world.says(VIEWER, "gaps LAC4"))
