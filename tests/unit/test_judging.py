"""A board's own word on items, workstreams and phases: recorded with meeting and reason, lifted by that board only."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.card import Reply
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, buttons, opened, request

BEDS = Setting(
    plans=("central-bedfordshire-2012", "central-bedfordshire-2012-overlay"),
    now=datetime(2012, 12, 3, 10, 0, tzinfo=LONDON),
)
CHAIR, MANAGER = "director@centralbedfordshire.example", "improvement.manager@centralbedfordshire.example"
CCG = "director.of.nursing@ccg.example"
PHASE = (
    'judge Phase 1 delivery=off-track impact="not enough evidence" meeting="30 November 2012" '
    'reason="largely off track"'
)

_THEIRS = "SELECT id FROM person WHERE email = 'director@centralbedfordshire.example'"
OF_ANOTHER = (
    f"UPDATE tie SET until_on = '2012-01-01' WHERE person_id = ({_THEIRS}) "
    f"OR post_id IN (SELECT post_id FROM post_holder WHERE person_id = ({_THEIRS}))"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, BEDS) as world:
        yield world
        assert world.audit_problems() == []


def ask(world: World, who: str, text: str, **values: str) -> Reply:
    return world.in_chat(who, text, values)


def words(reply: Reply) -> str:
    return " ".join(card.title for card in reply.cards)


def standing(world: World) -> int:
    return len(world.rows("SELECT id FROM board_judgement WHERE lifted_at IS NULL"))


def test_a_phase_is_judged_on_each_axis_and_its_card_says_so(world: World) -> None:
    before = standing(world)
    reply = ask(world, CHAIR, PHASE)
    assert "the Programme Board, 30 November 2012: delivery off track; impact not enough evidence" in words(reply)
    assert standing(world) == before + 1
    assert "Programme Board, 30 November 2012: delivery off track" in str(ask(world, CHAIR, "status Phase 1"))
    assert "largely off track" in str(ask(world, CHAIR, "history Phase 1"))


def test_the_same_word_twice_is_recorded_once(world: World) -> None:
    ask(world, CHAIR, PHASE)
    count = standing(world)
    assert "already" in words(ask(world, CHAIR, PHASE))
    assert standing(world) == count


def test_the_card_has_a_button_and_the_button_a_form(world: World) -> None:
    world.run(OF_ANOTHER)
    shown = ask(world, CHAIR, "status Phase 1")
    command = next(action.command for action in buttons(shown) if action.label == "Judge it")
    form = ask(world, CHAIR, command).form
    assert form is not None
    assert [field.name for field in form.fields] == [
        "delivery",
        "impact",
        "sign-off",
        "meeting",
        "extraordinary",
        "minute",
        "reason",
    ]
    done = ask(world, CHAIR, form.command, delivery="on track", meeting="2012-11-30", reason="evidence seen")
    assert not done.refused


@pytest.mark.parametrize("who", [MANAGER, CCG])
def test_only_the_boards_office_holders_judge(world: World, who: str) -> None:
    ask(world, who, "help")
    before = world.everything()
    assert ask(world, who, PHASE).refused
    assert world.everything() == before


def test_a_meeting_to_come_has_judged_nothing(world: World) -> None:
    assert "not come yet" in words(ask(world, CHAIR, PHASE.replace("30 November", "30 December")))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('sign-off="signed off"', ""),
        ('sign-off="well done"', "is no word for sign-off"),
    ],
)
def test_words_on_sign_off_are_the_boards_own(world: World, said: str, why: str) -> None:
    world.run(OF_ANOTHER)
    reply = ask(world, CHAIR, f'judge Phase 1 {said} minute=4 meeting=2012-11-30 reason="evidence seen"')
    assert why in words(reply)
    assert reply.refused is bool(why)


def test_the_chair_does_not_sign_off_a_stream_of_their_own(world: World) -> None:
    own = "judge Safeguarding - Children's Services"
    reply = ask(world, CHAIR, f'{own} sign-off="signed off" minute=4 meeting=2012-11-30 reason="done"')
    assert reply.refused
    assert "You answer for" in words(reply)
    assert not ask(world, CHAIR, f'{own} delivery=off-track meeting=2012-11-30 reason="late"').refused


def test_only_the_board_lifts_its_word(world: World) -> None:
    ask(world, CHAIR, PHASE)
    count = standing(world)
    assert ask(world, MANAGER, 'judge lift Phase 1 reason="better"').refused
    assert "You answer for" in words(ask(world, CHAIR, 'judge lift Phase 1 reason="better"'))
    world.run(OF_ANOTHER)
    assert ask(world, CHAIR, "judge lift Phase 1").form
    assert not ask(world, CHAIR, 'judge lift Phase 1 reason="evidence seen"').refused
    assert standing(world) == count - 1
    assert "lifted its word" in str(ask(world, CHAIR, "history Phase 1"))
    assert "nothing to lift" in words(ask(world, CHAIR, 'judge lift Phase 1 reason="again"'))


def test_a_word_of_another_board_is_not_lifted(world: World) -> None:
    ask(world, CHAIR, PHASE)
    world.run("UPDATE role_grant SET board_id = (SELECT id FROM board WHERE key = 'lscb') WHERE role = 'chair'")
    reply = ask(world, CHAIR, 'judge lift Phase 1 reason="better"')
    assert "word of the Programme Board" in words(reply)


def test_the_console_judges_for_nobody(world: World) -> None:
    assert world.bot.ask(request(CHAIR, PHASE)).refused


def test_an_action_is_judged_too(world: World) -> None:
    world.run(OF_ANOTHER)
    assert not ask(world, CHAIR, 'judge S1 delivery=at-risk meeting=2012-11-30 reason="two of six"').refused
    assert "delivery at risk" in str(ask(world, CHAIR, "status S1"))


@pytest.mark.parametrize(("item", "way"), [("S1", "change pause S1"), ("Phase 1", "change pause")])
def test_a_board_pauses_by_a_change_decision_alone(world: World, item: str, way: str) -> None:
    ask(world, CHAIR, "help")
    before = world.everything()
    reply = ask(world, CHAIR, f'judge {item} delivery=paused meeting="30 November 2012" reason="Not yet"')
    assert reply.refused
    assert way in words(reply)
    assert world.everything() == before
    form = ask(world, CHAIR, f"judge {item}").form
    assert form is not None
    assert "paused" not in str(form.fields[0])


@pytest.mark.parametrize("said", ["none", "none yet", "None-yet"])
def test_no_impact_yet_is_a_word_and_any_other_is_answered_with_those_there_are(world: World, said: str) -> None:
    meant = f'judge Phase 1 impact="{said}" meeting="30 November 2012" reason="Nothing shown"'
    assert "impact none stated" in words(ask(world, CHAIR, meant))
    for axis in ("impact", "delivery"):
        told = words(ask(world, CHAIR, f'judge Phase 1 {axis}="some day" meeting="30 November 2012" reason="No"'))
        assert f"“some day” is no word for {axis}. Use one of: " in told
