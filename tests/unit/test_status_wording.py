"""What a card says is true word by word, and what is nearly typed is offered, never done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.render import form_text
from models.audit import mark_demonstration
from models.card import Card, ChoiceField, Facts, Form, plain
from tests.council import ACCESS, CHAIR, DEPUTY, DIRECTOR, PARENTING, PARTICIPATION, PARTNER, VIEWER
from tests.databases import Store
from tests.worlds import KEY, OPERATOR, Setting, World, buttons, opened


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def facts(shown: Card) -> dict[str, str]:
    return {label: plain(value) for block in shown.blocks if isinstance(block, Facts) for label, value in block.rows}


def status(world: World, who: str, label: str) -> dict[str, str]:
    return facts(world.ask(who, f"status {label}").cards[0])


@pytest.mark.parametrize("said", ["status rec -1", "status -1", "status SG -4"])
def test_a_number_below_zero_is_nobodys(world: World, said: str) -> None:
    reply = world.ask(VIEWER, said)
    assert reply.refused
    assert "isn't one of them" in reply.cards[0].title


def test_a_dash_in_a_label_is_no_minus(world: World) -> None:
    assert world.ask(VIEWER, "status SG-4").cards[0].title.startswith("SG4 ·")


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("actionn 4", ["status Action 4.1", "status Action 4.2", "status Action 4.3"]),
        ("action 4", ["status Action 4.1", "status Action 4.2", "status Action 4.3"]),
        ("actoin 4.2", ["status Action 4.2"]),
        ('update actionn 4.2 at risk "waiting"', ["status Action 4.2"]),
    ],
)
def test_a_misspelt_kind_of_item_is_offered_and_nothing_is_changed(world: World, said: str, offered: list[str]) -> None:
    before = world.everything()
    reply = world.ask(PARTICIPATION, said)
    assert reply.refused
    assert [button.label for button in buttons(reply)][: len(offered)] == offered
    for button in buttons(reply)[: len(offered)]:
        assert button.command.startswith("status ")
        assert not world.ask(PARTICIPATION, button.command).refused
    assert world.everything() == before


def test_completed_is_the_owners_word_while_an_action_is_open(world: World) -> None:
    world.ask(PARTICIPATION, 'update action 4.2 completed "Survey done."')
    world.ask(PARTICIPATION, 'update SG4 completed "All done."')
    assert status(world, VIEWER, "SG4")["Delivery"] == "its owner says completed; 1 action under it is still open"
    world.ask(DEPUTY, 'update action 4.3 completed "Reported."')
    assert status(world, VIEWER, "SG4")["Delivery"].startswith("completed · ")


def test_a_card_with_a_request_and_a_question_keeps_its_next_line_on_one_screen(world: World) -> None:
    world.ask(PARTICIPATION, 'change date SG4 "28 May 2010" reason="IT"')
    world.ask(CHAIR, f'challenge SG4 "Why wait for IT?" to={PARTICIPATION}')
    shown = status(world, VIEWER, "SG4")
    assert {"Request", "Question", "Next"} <= set(shown)
    assert len(shown) <= 9
    assert shown["Owner"] == "Head of Participation; deputy Participation Officer"


def test_the_plans_meetings_are_not_for_a_partners_people(world: World) -> None:
    assert "Next" in status(world, DIRECTOR, "SG7")
    assert "Next" not in status(world, PARTNER, "SG7")
    assert "Next" not in facts(world.ask(PARTNER, "status").cards[0])
    for said in ("status SG7", "status", "due", "mine"):
        assert "20 April" not in world.says(PARTNER, said)


def test_a_choice_that_says_itself_is_printed_once() -> None:
    field = ChoiceField("how", "How?", (("not started", "Not started"), ("on_track", "On track"), ("x", "Other")))
    said = form_text(Form("Form", "update", (field,)))
    assert "one of not started, on_track, x (Other)" in said


def test_thanks_name_no_body_that_the_plan_has_not(world: World) -> None:
    said = world.says(PARTICIPATION, 'update SG4 at risk "IT cannot host it."')
    assert "Everybody who can see it sees this from now on." in said


def test_what_a_board_wants_back_waits_for_whom_it_was_asked_of(world: World) -> None:
    mark_demonstration(world.engine, KEY)
    world.ask(CHAIR, f'sign-off return SG1 wanted="a re-audit" from={ACCESS} by="18 May 2010"')
    assert "SG1 the Improvement Steering Group wants from you by 18 May 2010: “a re-audit”" in " ".join(
        world.says(ACCESS, "waiting").split()
    )
    for who in (PARTICIPATION, DEPUTY, CHAIR, OPERATOR):
        assert "nothing waits for you" in world.says(who, "waiting")
    world.ask(ACCESS, "sign-off request SG1")
    assert "nothing waits for you" in world.says(ACCESS, "waiting")


def test_a_card_says_who_doubts_what_was_signed_off_until_the_board_answers(world: World) -> None:
    said = "Head of Corporate Parenting reports that it no longer holds"
    world.ask(PARENTING, 'holding LAC1 no reason="One area has stopped."')
    assert said in " ".join(world.says(VIEWER, "status LAC1").split())
    mark_demonstration(world.engine, KEY)
    world.ask(CHAIR, "holding LAC1 yes")
    assert said not in " ".join(world.says(VIEWER, "status LAC1").split())


def test_papers_are_due_only_while_they_still_are(world: World) -> None:
    assert status(world, VIEWER, "SG4")["Next"].startswith("papers due 12 April 2010 for ")
    world.wait(days=6)
    assert status(world, VIEWER, "SG4")["Next"] == "Improvement Steering Group, Tuesday 20 April 2010"


def test_a_returned_item_says_what_its_board_wants(world: World) -> None:
    mark_demonstration(world.engine, KEY)
    world.ask(CHAIR, f'sign-off return SG1 wanted="a re-audit" from={ACCESS} by="18 May 2010"')
    assert "AMBER: the board returned it and wants more evidence by 18 May 2010" in world.says(VIEWER, "status SG1")


def test_what_a_piece_is_called_and_shows_is_said_once_before_a_board(world: World) -> None:
    mark_demonstration(world.engine, KEY)
    shows = "17 of 20 files had views recorded"
    mark_demonstration(world.engine, KEY)
    world.ask(
        PARTICIPATION, f'evidence SG4 audit shows="{shows}" period="March 2010" bearing=for link=https://x.example'
    )
    world.ask(CHAIR, "evidence accept E8")
    assert f"Evidence  {shows} (audit)." in world.says(CHAIR, "sign-off SG4")
