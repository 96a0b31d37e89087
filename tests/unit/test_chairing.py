"""Who chairs one meeting, held or to come, and what somebody does where nobody else may speak for the board."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.council import OPERATOR
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

CENTRAL = Setting(
    ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay"),
    now=datetime(2012, 11, 12, 9, 0, tzinfo=LONDON),
    demonstration=True,
)
NURSING = "director.of.nursing@ccg.example"
KEEPER = "improvement.manager@centralbedfordshire.example"
DIRECTOR = "director@centralbedfordshire.example"
MEMBER = "lead.member@centralbedfordshire.example"
JUDGED = 'judge "Phase 2" delivery=on-track meeting="30 October 2012" reason="All of it was seen"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, CENTRAL) as world:
        yield world


def done(world: World, who: str, said: str) -> str:
    reply = world.ask(who, said)
    assert not reply.refused, reply
    return " ".join(reply_text(reply).split())


def refused(world: World, who: str, said: str) -> str:
    reply = world.ask(who, said)
    assert reply.refused, reply
    return " ".join(reply_text(reply).split())


def test_who_chaired_a_meeting_that_was_held_is_named_as_the_refusal_says_and_records_it(world: World) -> None:
    judged = JUDGED.replace("Phase 2", "Phase 1")  # in which the director has work of their own
    told = refused(world, DIRECTOR, judged)
    assert "The secretary names who chaired it, by their e-mail: “chair EMAIL for 30 October 2012”" in told
    done(world, OPERATOR, f'people add {MEMBER} viewer name="Lead Member"')
    named = done(world, KEEPER, f"chair {MEMBER} for 30 October 2012")
    assert "chaired the Programme Board for the meeting of 30 October 2012" in named
    assert "Until 26 November 2012 they may record what that meeting decided" in named
    done(world, MEMBER, judged)


def test_history_says_who_named_them_and_when(world: World) -> None:
    done(world, KEEPER, f"chair {NURSING} for 30 October 2012")
    (told,) = [
        row for row in world.rows("SELECT content, at, person_id FROM audit_content JOIN audit ON id = audit_id")
        if "chaired the Programme Board" in str(row[0])
    ]  # fmt: skip
    assert str(told[1]).startswith("2012-11-12")
    assert world.rows(f"SELECT id FROM person WHERE email = '{KEEPER}'") == [(told[2],)]


def test_their_office_ends_a_fortnight_after_they_are_named(world: World) -> None:
    done(world, KEEPER, f"chair {NURSING} for 30 October 2012")
    world.wait(days=14)
    assert refused(world, NURSING, JUDGED)


def test_they_record_what_that_meeting_decided_and_no_other(world: World) -> None:
    done(world, KEEPER, f"chair {NURSING} for 30 October 2012")
    for other in ("29 October 2012", "6 November 2012"):
        said = JUDGED.replace("30 October 2012", other) + " extraordinary=yes"
        assert "only what it decided is yours" in refused(world, NURSING, said)


def test_only_who_may_name_a_chair_names_one_for_the_past(world: World) -> None:
    assert "named by the chair, vice-chair or secretary" in refused(
        world, NURSING, f"chair {KEEPER} for 30 October 2012"
    )
    assert "Nobody names themselves" in refused(world, KEEPER, f"chair {KEEPER} for 30 October 2012")


def test_a_change_that_nobody_can_confirm_says_how_somebody_can_and_that_works(world: World) -> None:
    done(world, DIRECTOR, 'change date S1 day=2013-02-28 reason="The post is not filled"')
    for number in (1, 2):
        done(world, DIRECTOR, f'change consult C1 {number} who="the Executive Member" minute=3')
    add = 'people add EMAIL viewer board="Programme Board"'
    assert add in done(world, DIRECTOR, "change agree C1")
    assert add in refused(world, KEEPER, "change confirm C1")
    done(world, OPERATOR, add.replace("EMAIL", NURSING))
    assert "confirm it" in world.says(NURSING, "waiting")
    assert "can. It is under their “waiting”" in refused(world, KEEPER, "change confirm C1")
    assert "is agreed for" in done(world, NURSING, "change confirm C1")
