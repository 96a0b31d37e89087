"""A member of a board, of whatever organisation, sees what it decides on and acts in their office while they hold it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.council import CHAIR, DIRECTOR, OPERATOR, PARTNER, SECRETARY
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

BOARD_DAY = Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON), demonstration=True)
CENTRAL = Setting(
    ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay"),
    now=datetime(2012, 10, 30, 17, 0, tzinfo=LONDON),
    demonstration=True,
)
FOR_THE_DAY = f"chair {PARTNER} for 20 April 2010"
SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4'
ON_THE_BOARD = f'people add {PARTNER} viewer board="Improvement Steering Group"'
HIDDEN = "UPDATE recommendation SET restricted = true WHERE label = 'SG1'"
LIMITED = "UPDATE evidence SET restricted = true WHERE id = 3"
NURSING = "director.of.nursing@ccg.example"
KEEPER = "improvement.manager@centralbedfordshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, BOARD_DAY) as world:
        yield world


@pytest.fixture
def central(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, CENTRAL) as world:
        yield world


def done(world: World, who: str, said: str) -> str:
    reply = world.ask(who, said)
    assert not reply.refused, reply
    return " ".join(reply_text(reply).split())


def state(world: World) -> str:
    return str(world.rows("SELECT sign_off FROM recommendation WHERE label = 'SG1'")[0][0])


def test_a_partner_who_chairs_the_meeting_finds_and_signs_what_it_decided(world: World) -> None:
    world.run(HIDDEN, LIMITED)
    assert "nothing waits" in world.says(PARTNER, "waiting")
    done(world, SECRETARY, FOR_THE_DAY)
    assert "SG1" in world.says(PARTNER, "waiting")
    assert "E3" in world.says(PARTNER, "evidence SG1")
    assert "43 of 50 referrals" in " ".join(world.says(PARTNER, "sign-off SG1").split())
    done(world, PARTNER, SIGN)
    assert state(world) == "signed_off"


def test_before_their_meeting_and_after_their_fortnight_they_see_their_own_items_alone(world: World) -> None:
    before = world.says(PARTNER, "status")
    done(world, SECRETARY, f"chair {PARTNER} for 21 April 2010")
    assert world.says(PARTNER, "status") == before
    assert world.ask(PARTNER, SIGN).refused
    world.wait(days=1)
    assert "SG1" in world.says(PARTNER, "status SG1")
    world.wait(days=14)
    assert world.says(PARTNER, "waiting").count("SG1") == 0
    assert world.ask(PARTNER, "status SG1").refused
    assert state(world) == "requested"


def test_whose_office_was_ended_sees_no_more_from_that_moment(world: World) -> None:
    done(world, SECRETARY, FOR_THE_DAY)
    assert not world.ask(PARTNER, "sign-off SG1").refused
    done(world, SECRETARY, f"chair {DIRECTOR} for 20 April 2010")
    assert world.ask(PARTNER, SIGN).refused
    assert world.ask(PARTNER, "status SG1").refused


def test_the_chair_for_a_meeting_has_no_more_than_that(world: World) -> None:
    done(world, SECRETARY, FOR_THE_DAY)
    for said in ("people", "evidence accept E3", f"chair {CHAIR} for 18 May 2010", "sign-off request SG3"):
        assert world.ask(PARTNER, said).refused, said


def test_a_partner_on_the_board_confirms_what_its_chair_may_not_sign_alone(world: World) -> None:
    world.run(
        HIDDEN, LIMITED, "UPDATE person SET line_manager_id = 2 WHERE email = 'head.of.access@cambridgeshire.example'"
    )  # fmt: skip
    done(world, OPERATOR, ON_THE_BOARD)
    done(world, CHAIR, SIGN)
    assert "confirm it" in world.says(PARTNER, "waiting")
    assert "E3" in world.says(PARTNER, "evidence SG1")
    done(world, PARTNER, "sign-off confirm SG1")
    assert state(world) == "signed_off"


@pytest.mark.parametrize("board", ["Local Safeguarding Children Board", "Cabinet"])
def test_a_partner_on_a_board_that_does_not_run_the_plan_sees_their_own_items_alone(world: World, board: str) -> None:
    before = world.says(PARTNER, "status")
    done(world, OPERATOR, f'people add {PARTNER} viewer board="{board}"')
    assert world.says(PARTNER, "status") == before
    assert world.ask(PARTNER, "status SG1").refused


def test_a_member_who_leaves_the_board_sees_their_own_items_alone(world: World) -> None:
    done(world, OPERATOR, ON_THE_BOARD)
    assert not world.ask(PARTNER, "status SG1").refused
    done(world, OPERATOR, f"people remove {PARTNER}")
    assert world.ask(PARTNER, "status SG1").refused


def test_the_board_that_the_plan_sets_runs_it(world: World) -> None:
    world.run('UPDATE plan SET settings = \'{"signing_board": "lscb"}\'')
    done(world, OPERATOR, ON_THE_BOARD)
    assert world.ask(PARTNER, "status SG1").refused
    done(world, OPERATOR, f'people add {PARTNER} viewer board="Local Safeguarding Children Board"')
    assert not world.ask(PARTNER, "status SG1").refused


def test_a_partner_who_chairs_judges_every_phase(central: World) -> None:
    judged = 'judge "Phase 2" delivery=at-risk meeting="30 October 2012" reason="Not yet under way"'
    assert central.ask(NURSING, judged).refused
    done(central, KEEPER, f"chair {NURSING} for 30 October 2012")
    done(central, NURSING, judged)
