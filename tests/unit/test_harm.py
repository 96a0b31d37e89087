"""Could the delay harm a child? Asked of every late item's lead, counted while unanswered, and yes has its own way."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LONDON, Setting, World, buttons, opened

AT = "@cambridgeshire.example"
OWNER, CHAIR, OTHER, COVER = f"head.of.area.teams{AT}", f"chair{AT}", f"head.of.quality{AT}", f"head.of.access{AT}"
QUESTION = "Could the delay harm a child?"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def chased(world: World) -> list[tuple[str, str, str]]:
    rows = world.rows(
        "SELECT subject, due_on, email FROM reminder LEFT JOIN person ON person.id = person_id "
        "WHERE state = 'pending' AND kind = 'harm'"
    )
    return [(row[0], str(row[1]), row[2]) for row in rows]


def flat(said: str) -> str:
    return " ".join(said.split())


def asked(world: World, who: str, what: str) -> list[str]:
    return [b.label for b in buttons(world.ask(who, what)) if b.label in ("No harm", "Could harm", "Not known")]


def test_a_late_item_asks_its_lead_and_nobody_else(world: World) -> None:
    assert f"{QUESTION} not answered" in world.says(CHAIR, "status SG2")
    assert asked(world, OWNER, "status SG2") == ["No harm", "Could harm", "Not known"]
    assert asked(world, OWNER, "status action 2.1") == ["No harm", "Could harm", "Not known"]
    assert asked(world, CHAIR, "status SG2") == []
    assert QUESTION not in world.says(CHAIR, "status LAC5")
    assert QUESTION not in world.says(CHAIR, "status LAC1")


def test_an_item_with_a_late_action_is_asked_too(world: World) -> None:
    assert f"{QUESTION} not answered" in world.says(CHAIR, "status SG4")


def test_what_is_unanswered_is_counted(world: World) -> None:
    for said in ("status", "overdue"):
        assert f"{QUESTION} not answered for 5 of 5 late items" in flat(world.says(CHAIR, said))
    world.ask(OWNER, "harm SG2 no")
    world.ask(OTHER, "harm SG3 not known")
    for said in ("status", "overdue"):
        told = flat(world.says(CHAIR, said))
        assert "not answered for 3 of 5 late items" in told
        assert "1 no; 1 not known" in told


def test_yes_goes_to_the_safeguarding_board_today_apart_from_lateness(world: World) -> None:
    before = world.says(CHAIR, "status SG2").splitlines()[2:5]
    told = flat(world.says(OWNER, "harm SG2 yes"))
    assert "This goes to the Local Safeguarding Children Board" in told
    assert chased(world) == [("recommendation:2", "2010-04-07", CHAIR)]
    after = world.says(CHAIR, "status SG2")
    assert "YES, says Head of Area Teams; for the Local Safeguarding Children Board" in flat(after)
    assert after.splitlines()[2:5] == before
    assert asked(world, OWNER, "status SG2") == []
    assert "could the delay harm a child: yes" in flat(world.says(CHAIR, "history SG2"))
    assert world.audit_problems() == []


def test_the_safeguarding_boards_own_chair_is_told_where_there_is_one(world: World) -> None:
    world.run(
        "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by) SELECT person.id, "
        "board.plan_id, board.id, 'chair', '2010-01-01 00:00:00.000000', 'test' FROM person, board "
        "WHERE email = 'business.manager@lscb.example' AND board.kind = 'lscb'"
    )
    assert "LSCB Business Manager is to be told today" in flat(world.says(OWNER, "harm SG2 yes"))
    assert chased(world) == [("recommendation:2", "2010-04-07", "business.manager@lscb.example")]


def test_not_known_is_asked_again_in_a_week_and_no_is_settled(world: World) -> None:
    world.ask(OWNER, "harm SG2 not-known")
    assert chased(world) == [("recommendation:2", "2010-04-14", OWNER)]
    assert asked(world, OWNER, "status SG2") == ["No harm", "Could harm", "Not known"]
    world.ask(OWNER, "harm SG2 no")
    assert chased(world) == []
    assert f"{QUESTION} no, says Head of Area Teams" in world.says(CHAIR, "status SG2")


def test_it_takes_no_words_so_that_no_case_can_be_told(world: World) -> None:
    reply = world.ask(OWNER, "harm SG2 yes because of what happened on Tuesday")
    assert reply.form is not None
    assert [field.name for field in reply.form.fields] == ["answer"]
    assert world.rows("SELECT count(*) FROM harm_answer") == [(0,)]


@pytest.mark.parametrize("who", [CHAIR, OTHER, "business.manager@lscb.example", f"scrutiny.officer{AT}"])
def test_only_its_own_people_answer(world: World, who: str) -> None:
    before = world.everything()
    assert world.ask(who, "harm SG2 no").refused
    assert world.everything() == before


def test_cover_answers_for_who_is_away(world: World) -> None:
    world.ask(OWNER, f"away from 2010-04-07 to 2010-04-09 cover {COVER}")
    assert not world.ask(COVER, "harm SG2 no").refused


def test_late_actions_are_the_items_where_a_plan_has_no_recommendations(store: Store, tmp_path: Path) -> None:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    with opened(store, tmp_path, Setting(plans, now=datetime(2013, 1, 7, 9, tzinfo=LONDON))) as world:
        director = "director@centralbedfordshire.example"
        assert "not answered for" in flat(world.says(director, "status"))
        assert "late item" in flat(world.says(director, "overdue"))
        world.ask(director, "harm S1 yes")
        assert "1 yes" in flat(world.says(director, "status"))
