"""The second member of a board is somebody of their own: no part in the item, in no line with who signed, not their pick."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.council import ACCESS, CHAIR, CONTRIBUTOR, DIRECTOR, OPERATOR, PARTICIPATION, PARTNER, QUALITY, VICE_CHAIR
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

BOARD_DAY = Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON), demonstration=True)
BOARD = 'board="Improvement Steering Group"'
SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4'
CONFIRM = "sign-off confirm SG1"
MANAGES = "UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{}') WHERE email = '{}'"
OWNS = (
    "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) "
    "SELECT 1, 1, '{}', id, 9 FROM person WHERE email = '{}'"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, BOARD_DAY) as world:
        yield world


def refused(world: World, who: str, said: str) -> str:
    reply = world.ask(who, said)
    assert reply.refused, reply
    return " ".join(reply_text(reply).split())


def done(world: World, who: str, said: str) -> str:
    reply = world.ask(who, said)
    assert not reply.refused, reply
    return " ".join(reply_text(reply).split())


def state(world: World) -> str:
    return str(world.rows("SELECT sign_off FROM recommendation WHERE label = 'SG1'")[0][0])


def director_signs(world: World, *, before: str = "") -> str:
    """The director, who manages the owner, signs as vice-chair."""
    done(world, OPERATOR, f"people add {DIRECTOR} vice-chair {BOARD}")
    if before:
        done(world, DIRECTOR, before)
    return done(world, DIRECTOR, SIGN)


def test_whom_the_signer_manages_and_put_on_the_board_is_no_second_member(world: World) -> None:
    director_signs(world, before=f"people add {PARTICIPATION} viewer {BOARD}")
    assert "one line of management with" in refused(world, PARTICIPATION, CONFIRM)
    assert "nothing waits" in world.says(PARTICIPATION, "waiting")
    assert "[Confirm]" not in world.says(PARTICIPATION, "sign-off SG1")
    assert refused(world, PARTICIPATION, 'sign-off return SG1 wanted="more" from=head.of.access@cambridgeshire.example')
    assert state(world) == "requested"
    done(world, CHAIR, CONFIRM)
    assert state(world) == "signed_off"


def test_whom_the_signer_alone_put_on_the_board_is_no_second_member_until_another_does(world: World) -> None:
    director_signs(world, before=f"people add {CONTRIBUTOR} viewer {BOARD}")
    told = refused(world, CONTRIBUTOR, CONFIRM)
    assert "Nobody but Director of Children's Services or yourself put you on the board" in told
    done(world, OPERATOR, f"people change {CONTRIBUTOR} viewer {BOARD}")
    done(world, CONTRIBUTOR, CONFIRM)
    assert state(world) == "signed_off"


def test_a_name_of_ones_own_choosing_hides_nobody(world: World) -> None:
    done(world, DIRECTOR, f"people add {CONTRIBUTOR} viewer {BOARD}")
    done(world, OPERATOR, f'people change {DIRECTOR} admin name="Somebody Else"')
    director_signs(world)
    assert "put you on the board" in refused(world, CONTRIBUTOR, CONFIRM)


def test_who_put_themselves_on_the_board_is_no_second_member(world: World) -> None:
    world.run(MANAGES.format(CHAIR, ACCESS), "UPDATE person SET line_manager_id = NULL WHERE line_manager_id = 1")
    done(world, DIRECTOR, f"people add {DIRECTOR} viewer {BOARD}")
    done(world, CHAIR, SIGN)
    assert "or yourself put you on the board" in refused(world, DIRECTOR, CONFIRM)


def test_whom_the_signer_names_to_chair_the_meeting_is_no_second_member(world: World) -> None:
    world.run(MANAGES.format(CHAIR, ACCESS))
    done(world, CHAIR, f"chair {PARTNER} for 20 April 2010")
    done(world, CHAIR, SIGN)
    assert "put you on the board" in refused(world, PARTNER, CONFIRM)


def test_whom_somebody_else_put_there_as_well_is_one(world: World) -> None:
    director_signs(world, before=f"people add {CONTRIBUTOR} viewer {BOARD}")
    done(world, CHAIR, f"chair {CONTRIBUTOR} for 20 April 2010")
    done(world, CONTRIBUTOR, CONFIRM)
    assert state(world) == "signed_off"


@pytest.mark.parametrize("below", [(CHAIR, PARTNER), (PARTNER, CHAIR), (QUALITY, PARTNER)])
def test_nobody_in_line_with_who_signed_or_below_who_owns_it_confirms(world: World, below: tuple[str, str]) -> None:
    world.run(OWNS.format("owner", CHAIR), OWNS.format("owner", QUALITY), MANAGES.format(*below))
    done(world, OPERATOR, f"people add {PARTNER} viewer {BOARD}")
    done(world, CHAIR, SIGN)
    assert refused(world, PARTNER, CONFIRM)
    world.run(f"UPDATE person SET line_manager_id = NULL WHERE email IN ('{PARTNER}', '{CHAIR}')")
    done(world, PARTNER, CONFIRM)


def test_where_the_chair_owns_it_and_the_vice_chair_is_its_deputy_the_way_out_is_named_and_works(world: World) -> None:
    world.run(OWNS.format("owner", CHAIR), OWNS.format("deputy", VICE_CHAIR))
    add = 'people add EMAIL viewer board="Improvement Steering Group"'
    assert add in done(world, CHAIR, SIGN)
    told = refused(world, VICE_CHAIR, CONFIRM)
    assert "You answer for it, or for somebody who owns it" in told
    assert add in told
    done(world, DIRECTOR, add.replace("EMAIL", PARTNER))
    assert "LSCB Business Manager can." in refused(world, VICE_CHAIR, CONFIRM)
    done(world, PARTNER, CONFIRM)
    assert state(world) == "signed_off"


def test_who_signed_is_told_who_can_confirm(world: World) -> None:
    told = director_signs(world, before=f"people add {PARTICIPATION} viewer {BOARD}")
    assert "Vice-chair of the Improvement Steering Group can. They find it under “waiting”." in told
    assert "Head of Participation" not in told


@pytest.mark.parametrize("who", [ACCESS, CHAIR])
def test_help_says_who_may_confirm(world: World, who: str) -> None:
    for said in ("help sign-off confirm", "help change confirm"):
        told = " ".join(world.says(who, said).split())
        assert "another member of the board that signs" in told
        assert "whom somebody other than who signed put on the board" in told


def test_a_change_takes_a_second_member_of_the_same_kind(world: World) -> None:
    done(world, OPERATOR, f"people add {DIRECTOR} vice-chair {BOARD}")
    done(world, DIRECTOR, f"people add {CONTRIBUTOR} viewer {BOARD}")
    done(world, QUALITY, 'change date SG3 2010-09-30 reason="The survey waits"')
    done(world, DIRECTOR, 'change agree C1 meeting="20 April 2010" minute=4')
    assert "put you on the board" in refused(world, CONTRIBUTOR, "change confirm C1")
    assert "nothing waits" in world.says(CONTRIBUTOR, "waiting")
    done(world, CHAIR, "change confirm C1")
