"""What a board decided is said as it stands now: its evidence, its axes, its meetings and who may speak for it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

COUNCIL = "cambridgeshire.example"
OWNER, CHAIR, DIRECTOR = f"head.of.access@{COUNCIL}", f"chair@{COUNCIL}", f"director@{COUNCIL}"
SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4.2'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(now=datetime(2010, 4, 22, 9, 0, tzinfo=LONDON))) as world:
        yield world
        assert world.audit_problems() == []


def say(world: World, who: str, text: str) -> str:
    return " ".join(reply_text(world.in_chat(who, text)).split())


def test_assurance_says_no_longer_where_the_evidence_of_a_sign_off_is_sent_back(world: World) -> None:
    say(world, CHAIR, SIGN)
    assert "We can formally say this is met" in say(world, DIRECTOR, "assurance SG1")
    say(world, DIRECTOR, 'evidence return E3 reason="Sample was wrong"')
    said = say(world, DIRECTOR, "assurance SG1")
    assert "We cannot formally say this is met now: the board signed it off at the meeting of 20 April 2010" in said
    assert "but its evidence no longer bears that out" in said
    assert "its evidence no longer bears that out" in say(world, DIRECTOR, "status SG1")
    assert "SG1" in say(world, CHAIR, "waiting")


def test_the_board_settles_that_doubt_by_keeping_its_word(world: World) -> None:
    say(world, CHAIR, SIGN)
    say(world, DIRECTOR, 'evidence return E3 reason="Sample was wrong"')
    assert "It still holds" in say(world, CHAIR, "sign-off SG1")
    say(world, CHAIR, "holding SG1 yes")
    assert "We can formally say this is met" in say(world, DIRECTOR, "assurance SG1")
