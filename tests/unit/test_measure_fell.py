"""A measure that falls after sign-off: the board is told and asked, and its word stands until it lifts it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.council import ACCESS, CHAIR, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, buttons, opened

FELL = "“Referrals allocated on the day of the decision” has fallen from 86% to 80% in April 2010"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    now = datetime(2010, 4, 20, 17, 0, tzinfo=LONDON)
    with opened(store, tmp_path, Setting(now=now, demonstration=True)) as world:
        assert not world.ask(CHAIR, 'sign-off SG1 meeting="20 April 2010" minute=4.2').refused
        world.wait(days=1)
        yield world
        assert world.audit_problems() == []


def said(world: World, who: str, text: str) -> str:
    return " ".join(world.says(who, text).split())


def figure(world: World, of_fifty: int, period: str = "April 2010") -> str:
    return said(world, ACCESS, f'figure referrals numerator={of_fifty} denominator=50 period="{period}"')


def state(world: World) -> str:
    return str(world.rows("SELECT sign_off FROM recommendation WHERE label = 'SG1'")[0][0])


def asked(world: World) -> list[str]:
    rows = world.rows(
        "SELECT kind FROM reminder WHERE subject = 'recommendation:1' AND state = 'pending' ORDER BY kind"
    )
    return [str(kind) for (kind,) in rows]


def test_status_says_that_it_was_signed_off_and_what_fell_since(world: World) -> None:
    assert "but since then" not in said(world, VIEWER, "status SG1")
    told = figure(world, 40)
    assert f"Chair of the Improvement Steering Group is asked whether it still holds: {FELL}." in told
    shown = said(world, VIEWER, "status SG1")
    assert f"the board has signed it off (but since then {FELL})" in shown
    assert "decided at the meeting of 20 April 2010" in shown
    assert state(world) == "signed_off"
    assured = said(world, VIEWER, "assurance SG1")
    assert "We cannot formally say this is met now: the board signed it off at the meeting of 20 April 2010" in assured
    assert f"20 April 2010, but since then {FELL}." in assured
    assert "Exception" not in assured


def test_the_owner_is_asked_the_chair_is_asked_and_the_digest_tells_the_board(world: World) -> None:
    figure(world, 40)
    assert asked(world) == ["sign_off_doubted", "still_holding", "still_holding", "still_holding"]
    assert f"it is signed off, and since then {FELL}; reopen it, or keep it" in said(world, CHAIR, "waiting")
    assert "does it still hold?" in said(world, ACCESS, "waiting")
    assert f"Signed off, in doubt SG1, but since then {FELL}" in said(world, SECRETARY, "digest")


def test_only_the_boards_word_ends_it_and_a_further_fall_asks_again(world: World) -> None:
    figure(world, 40)
    assert not world.ask(ACCESS, "holding SG1 yes").refused
    assert "but since then" in said(world, VIEWER, "status SG1")
    assert "It still holds" in [button.label for button in buttons(world.ask(CHAIR, "sign-off SG1"))]
    assert not world.ask(CHAIR, "holding SG1 yes").refused
    assert "but since then" not in said(world, VIEWER, "status SG1")
    assert "nothing waits" in said(world, CHAIR, "waiting")
    assert "sign_off_doubted" not in asked(world)
    world.wait(days=30)
    assert "has fallen from 80% to 70% in May 2010" in figure(world, 35, "May 2010")
    assert "sign_off_doubted" in asked(world)
    world.wait(days=1)
    assert not world.ask(CHAIR, 'sign-off reopen SG1 reason="it fell twice"').refused
    assert "but since then" not in said(world, VIEWER, "status SG1")
    assert "sign_off_doubted" not in asked(world)


def test_a_figure_as_good_as_the_board_knew_ends_the_question_and_half_of_the_way_does_not(world: World) -> None:
    figure(world, 40)
    world.wait(days=30)
    assert "has fallen from 86% to 82% in May 2010" in figure(world, 41, "May 2010") + said(world, CHAIR, "status SG1")
    world.wait(days=30)
    figure(world, 45, "June 2010")
    assert "but since then" not in said(world, VIEWER, "status SG1")
    assert "sign_off_doubted" not in asked(world)
    assert "since then" not in said(world, CHAIR, "waiting")


def test_a_figure_that_does_not_fall_asks_nobody(world: World) -> None:
    figure(world, 44)
    figure(world, 20, "January 2010")
    assert "but since then" not in said(world, VIEWER, "status SG1")
    assert "sign_off_doubted" not in asked(world)


def test_evidence_that_is_answered_meanwhile_does_not_end_it(world: World) -> None:
    figure(world, 40)
    world.ask(ACCESS, 'evidence SG1 audit "22 of 50 in the west" bearing=against')
    world.ask(ACCESS, 'evidence answer E8 answer="It was one week"')
    assert "but since then" in said(world, VIEWER, "status SG1")
    assert "sign_off_doubted" in asked(world)


def test_what_was_signed_off_before_it_came_here_falls_too(world: World) -> None:
    world.ask(SECRETARY, "status")
    parenting = "head.of.corporate.parenting@cambridgeshire.example"
    world.ask(parenting, "measure add Timely plans for=LAC1 direction=up")
    world.ask(parenting, 'figure Timely numerator=45 denominator=50 period="March 2010"')
    assert "but since then" not in said(world, VIEWER, "status LAC1")
    world.ask(parenting, 'figure Timely numerator=40 denominator=50 period="April 2010"')
    assert "but since then “Timely plans” has fallen from 90% to 80% in April 2010" in said(
        world, VIEWER, "status LAC1"
    )
