"""Measures: defined once, figures with their raw counts, and the wrong way said at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit import mark_demonstration
from tests.council import ACCESS, CHAIR, CONTRIBUTOR, PARTICIPATION, PARTNER, VIEWER
from tests.databases import Store
from tests.worlds import KEY, Setting, World, buttons, opened

BETTER = 'figure M3 numerator=45 denominator=50 period="April 2010"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def test_a_measure_is_defined_once(world: World) -> None:
    said = 'measure add "Views recorded in plans" for=SG4 direction=up target=95%'
    assert "Defined: M4, “Views recorded in plans” for SG4" in world.says(PARTICIPATION, said)
    assert "already" in world.says(PARTICIPATION, said)
    assert world.ask(PARTICIPATION, 'measure add "Anything" direction=up').refused
    assert not world.ask(CONTRIBUTOR, 'measure add "Anything" direction=up').refused
    assert world.ask(VIEWER, said).refused
    assert world.ask(PARTICIPATION, "measure add").form is not None


def test_a_figure_keeps_its_counts(world: World) -> None:
    world.ask(ACCESS, "sign-off withdraw SG1")
    said = 'figure M3 numerator=45 denominator=50 period="April 2010"'
    assert "90% (45 of 50), April 2010" in world.says(ACCESS, said)
    assert world.rows("SELECT value, numerator, denominator, by_name FROM figure ORDER BY id DESC LIMIT 1") == [
        ("90%", 45, 50, "Head of Access")
    ]
    assert "SG1: Referrals" in world.says(VIEWER, "measures SG1")
    assert "M3" in world.says(VIEWER, "history SG1")
    assert world.audit_problems() == []


@pytest.mark.parametrize(
    "said",
    [
        'figure M3 value=90% period="April 2010"',
        'figure M3 value=90% numerator=43 denominator=50 period="April 2010"',
        'figure M3 numerator=51 denominator=50 period="April 2010"',
        "figure M3 numerator=43 denominator=50",
        'figure M3 numerator=lots denominator=50 period="April 2010"',
        'figure M3 numerator=43 denominator=0 period="April 2010"',
        'figure M99 value=3 period="April 2010"',
        'figure nothing value=3 period="April 2010"',
    ],
)
def test_a_figure_that_does_not_add_up_is_refused(world: World, said: str) -> None:
    before = world.everything()
    reply = world.ask(ACCESS, said)
    assert reply.refused
    assert reply.form or buttons(reply)
    assert world.everything() == before


def test_the_wrong_way_is_an_exception_until_it_turns(world: World) -> None:
    world.ask(ACCESS, "sign-off withdraw SG1")
    reply = world.says(ACCESS, 'figure M3 numerator=30 denominator=50 period="April 2010"')
    assert "WRONG WAY" in reply
    assert world.says(VIEWER, "measures").index("WRONG WAY") < world.says(VIEWER, "measures").index("M1")
    assert "Moving the wrong way: 1" in world.says(VIEWER, "gaps")
    world.wait(days=30)
    world.ask(ACCESS, 'figure M3 numerator=46 denominator=50 period="May 2010"')
    assert "wrong way" not in world.says(VIEWER, "gaps")


def test_a_later_figure_for_a_period_corrects_the_earlier(world: World) -> None:
    world.ask(ACCESS, "sign-off withdraw SG1")
    world.ask(ACCESS, 'figure M3 numerator=30 denominator=50 period="April 2010"')
    world.ask(ACCESS, 'figure M3 numerator=45 denominator=50 period="April 2010"')
    assert "wrong way" not in world.says(VIEWER, "gaps")
    assert len(world.rows("SELECT 1 FROM figure WHERE measure_id = 3")) == 4


def test_a_second_figure_for_one_period_says_what_it_corrects(world: World) -> None:
    world.ask(ACCESS, "sign-off withdraw SG1")
    said = world.says(ACCESS, 'figure M3 numerator=2 denominator=3 period="march 2010"')
    assert "67% (2 of 3), march 2010; corrects 86% (43 of 50)" in " ".join(said.split())
    assert "corrects 86% (43 of 50)" in " ".join(world.says(VIEWER, "measures SG1").split())
    assert "corrects 86% (43 of 50)" in " ".join(world.says(VIEWER, "history SG1").split())
    assert world.rows("SELECT value FROM figure WHERE measure_id = 3 ORDER BY position") == [
        ("61%",),
        ("86%",),
        ("67%",),
    ]
    assert world.audit_problems() == []


def test_a_figure_moves_its_item_on_and_waits_while_the_board_decides(world: World) -> None:
    version = "SELECT version FROM recommendation WHERE label = 'SG1'"
    (before,) = world.rows(version)[0]
    everything = world.everything()
    assert "waits until the board has decided" in " ".join(world.says(ACCESS, BETTER).split())
    assert world.everything() == everything
    assert not world.ask(ACCESS, 'figure M3 numerator=2 denominator=3 period="March 2010"').refused
    assert world.rows(version) == [(before + 1,)]
    mark_demonstration(world.engine, KEY)
    stale = world.ask(CHAIR, f'sign-off SG1 chairs-action="20 April 2010" @v{before}')
    assert stale.replaces
    assert world.rows("SELECT sign_off FROM recommendation WHERE label = 'SG1'") == [("requested",)]


def test_a_figure_becomes_evidence_as_it_moved(world: World) -> None:
    world.ask(ACCESS, 'figure M3 numerator=30 denominator=50 period="April 2010"')
    assert world.ask(ACCESS, "evidence SG1 figure=M3 bearing=for").refused
    assert "outcome data, against" in world.says(ACCESS, "evidence SG1 figure=M3")
    assert world.rows("SELECT period, figure_id IS NOT NULL FROM evidence WHERE id = 8")[0][0] == "April 2010"


def test_figures_come_from_those_who_answer_for_them(world: World) -> None:
    for who in (VIEWER, PARTICIPATION, PARTNER):
        assert world.ask(who, 'figure M3 numerator=45 denominator=50 period="April 2010"').refused
    assert "M3" not in world.says(PARTNER, "measures")
