"""A later file that names other owners, or another place for an item: taken over, unless chat said something since."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from handlers.importing import ImportResult
from models.audit import mark_demonstration
from tests.databases import Store
from tests.plans import START
from tests.worlds import KEY, Setting, World, opened

LEAD = "lead@borsetshire.example"
CHAIR = "chair@borsetshire.example"
AGREED = 'meeting="7 April 2010" extraordinary=yes minute=4'
PLAN = f"""{START}people:
- {{email: {LEAD}, name: Lee Lead, roles: [lead]}}
- {{email: {CHAIR}, name: Charlie Chair, roles: [{{role: chair, board: board}}]}}
- {{email: a@borsetshire.example, name: Ann Able}}
- {{email: b@borsetshire.example, name: Bo Bright}}
- {{email: c@borsetshire.example, name: Cy Clear}}
boards:
- {{id: board, name: Improvement Board, kind: improvement_board}}
workstreams:
- {{name: Practice}}
- {{name: Workforce}}
recommendations:
- {{number: 1, text: Improve assessments, owners: [{{person: a@borsetshire.example}}], workstreams: [Practice]}}
- {{number: 2, text: Listen to children}}
actions:
- {{number: "1.1", text: Write it down, under: [1]}}
"""
TO_B = PLAN.replace("owners: [{person: a@", "owners: [{person: b@")
TO_NOBODY = PLAN.replace("owners: [{person: a@borsetshire.example}], ", "")
UNDER_2 = PLAN.replace("under: [1]", "under: [2]")
IN_WORKFORCE = PLAN.replace("workstreams: [Practice]", "workstreams: [Workforce]")


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        mark_demonstration(world.engine, KEY)
        imported(world, PLAN)
        yield world


def imported(world: World, content: str) -> ImportResult:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        result = load(session, read_file(content), now=world.now)
        session.commit()
    return result


def status(world: World, item: str) -> str:
    return " ".join(world.says(LEAD, f"status {item}").split())


def history(world: World, item: str) -> str:
    return " ".join(world.says(LEAD, f"history {item}").split())


def test_an_owner_whom_the_file_no_longer_names_gives_way_to_whom_it_names(world: World) -> None:
    assert imported(world, TO_B).changes == ["changed 1: owner from Ann Able to Bo Bright"]
    assert "Bo Bright" in status(world, "1")
    assert "Ann Able" not in status(world, "1")
    assert "changed by importing a plan file: owner from Ann Able to Bo Bright" in history(world, "1")
    assert not imported(world, TO_B).changed
    assert world.audit_problems() == []


def test_an_owner_named_again_comes_back(world: World) -> None:
    imported(world, TO_B)
    assert imported(world, PLAN).changes == ["changed 1: owner from Bo Bright to Ann Able"]
    assert "Ann Able" in status(world, "1")
    assert "Bo Bright" not in status(world, "1")
    assert not imported(world, PLAN).changed


def test_an_owner_assigned_in_chat_is_never_undone_by_a_file(world: World) -> None:
    assert not world.ask(LEAD, "assign 1 c@borsetshire.example reason=Moved").refused
    assert not imported(world, PLAN).changed
    edited = imported(world, TO_B)
    assert not edited.changed
    assert (
        "1 has Cy Clear as owner, assigned in chat, and b@borsetshire.example in the file: kept; to change it: "
        "assign 1 EMAIL"
    ) in edited.notices
    assert "Cy Clear" in status(world, "1")
    assert not world.ask(LEAD, "assign 1 b@borsetshire.example reason=Moved").refused


def test_who_names_owners_is_not_asked_any_more_once_a_file_named_another(world: World) -> None:
    asked = "SELECT state FROM reminder WHERE kind = 'not_mine'"
    assert not world.ask("a@borsetshire.example", 'not mine 1 reason="I have moved to another team"').refused
    assert world.rows(asked) == [("pending",)]
    imported(world, PLAN)
    assert world.rows(asked) == [("pending",)]
    imported(world, TO_B)
    assert world.rows(asked) == [("done",)]


def test_an_item_is_never_left_without_an_owner_by_a_file(world: World) -> None:
    result = imported(world, TO_NOBODY)
    assert not result.changed
    assert result.notices == [
        (
            "1 has Ann Able as owner, whom this file no longer names: kept, because it names nobody else; to hand it "
            "over: assign 1 EMAIL"
        )
    ]
    assert "Ann Able" in status(world, "1")


def test_an_action_is_moved_from_under_one_recommendation_to_another(world: World) -> None:
    assert imported(world, UNDER_2).changes == [
        "changed 2: actions under it: 1.1 added",
        "changed 1: actions under it: 1.1 taken out",
        "changed action 1.1: what it is under from 1 to 2",
    ]
    under = (
        "SELECT recommendation.label FROM recommendation JOIN action_recommendation ON recommendation_id = "
        "recommendation.id JOIN action ON action_id = action.id WHERE action.label = '1.1'"
    )
    assert world.rows(under) == [("2",)]
    assert "under from 1 to 2" in history(world, "action 1.1")
    assert not imported(world, UNDER_2).changed
    assert world.audit_problems() == []


def test_an_action_that_the_file_puts_under_nothing_stays_where_it_is(world: World) -> None:
    result = imported(world, PLAN.replace(", under: [1]", ""))
    assert not result.changed
    assert result.notices == [
        (
            "action 1.1 is under 1 here and not in the file: that is kept; to move it, name in the file where it is to "
            "be instead"
        )
    ]


def test_an_item_is_moved_to_another_stream(world: World) -> None:
    assert imported(world, IN_WORKFORCE).changes == ["changed 1: workstream from Practice to Workforce"]
    assert not imported(world, IN_WORKFORCE).changed
    assert imported(world, PLAN).changes == ["changed 1: workstream from Workforce to Practice"]


def test_a_move_agreed_in_chat_is_never_undone_by_a_file(world: World) -> None:
    assert not world.ask(LEAD, 'change move 1 to=Workforce reason="It is about staff"').refused
    assert not world.ask(CHAIR, f"change agree C1 {AGREED}").refused
    result = imported(world, PLAN)
    assert not result.changed
    assert result.notices == [
        (
            "1 is in Workforce, agreed as C1, and in Practice in the file: it stays where it is; to move it needs a "
            "change request: change move 1"
        )
    ]
    assert not imported(world, IN_WORKFORCE).notices


def test_words_agreed_in_chat_are_never_undone_by_a_file(world: World) -> None:
    for item in ("1", "action 1.1"):
        assert not world.ask(LEAD, f'change reword {item} text="Plain words" reason="They were not plain"').refused
    for request in ("C1", "C2"):
        assert not world.ask(CHAIR, f"change agree {request} {AGREED}").refused
    result = imported(world, PLAN)
    assert not result.changed
    assert result.notices == [
        (
            "1 has the words “Plain words”, agreed as C1, and nothing in the file: the agreed words are kept; other words "
            "need a change request: change reword 1"
        ),
        (
            "action 1.1 has the words “Plain words”, agreed as C2, and “Write it down” in the file: the agreed words are "
            "kept; other words need a change request: change reword 1.1"
        ),
    ]
    assert "Plain words" in status(world, "1")


def test_limits_dates_and_judgements_that_a_file_changes_are_in_the_history(world: World) -> None:
    judged = ", published: 2010-01-31, judgements: [{area: Safety, grade: Good}]}"
    links = "limit: within_3_months, judgements: [{area: Safety, by: Lee Lead, on: 2010-03-01}]"
    listen = "{number: 2, text: Listen to children"
    later = PLAN.replace(", published: 2010-01-31}", judged).replace(listen, f"{listen}, {links}")
    said = "limit from none stated to within 3 months; date: 30 April 2010 added; judgements it answers: Safety added"
    assert imported(world, later).changes == [f"changed 2: {said}"]
    assert f"changed by importing a plan file: {said}. Local operator, on the console" in history(world, "2")
    assert not imported(world, later).changed
