"""Lists of a plan of 60 recommendations and 400 actions: what is counted is true on every page, and past the last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from typing_extensions import override

from bot.importing import load
from handlers.documents.plan_reader import read_file
from models.database import engine_for
from tests.databases import Store
from tests.worlds import KEY, OPERATOR, Setting, World, buttons, opened

LEAD = "lead@big.example"
PLAN = "\n".join([
    "format: 1", "plan: {id: big-2010, title: Big plan}", "council: {name: Big Council, short_name: Big}",
    f"people: [{{name: Team Lead, email: {LEAD}, roles: [lead]}}]",
    "recommendations:",
    *(f"- {{number: R{n}, text: Improve care planning in area {n}, due: 2010-04-20, owners: [{{person: {LEAD}}}]}}"
      for n in range(1, 61)),
    "actions:",
    *(f"- {{number: A{n}, text: Review care planning of team {n}, under: [R{1 + n % 60}], due: 2010-04-20, "
      f"owners: [{{person: {LEAD}}}]}}" for n in range(1, 401)),
])  # fmt: skip


class Big(Setting):
    """The plan, imported once and copied for each test."""

    @override
    def fill(self, url: str) -> None:
        engine = engine_for(url)
        with Session(engine, info={"audit_key": KEY}) as session:
            load(session, read_file(PLAN.encode()), now=self.now, publish=True)
            session.commit()
        engine.dispose()


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Big(("big-2010",))) as world:
        yield world


def test_a_search_counts_all_that_it_finds_and_shows_recommendations_first(world: World) -> None:
    reply = world.ask(OPERATOR, "search care")
    assert reply.cards[0].title.startswith("Big 2010: 460 matches for “care”.")
    assert [each.label for each in buttons(reply)][:5] == ["R1", "R2", "R3", "R4", "R5"]
    assert "1 to 10 of 460." in world.says(OPERATOR, "search care")
    seven = world.says(OPERATOR, "search care page 7")
    assert "61 to 70 of 460." in seven
    assert "A1 " in seven
    assert "R60" not in seven


def test_every_page_of_a_search_can_be_turned_to(world: World) -> None:
    first = next(each for each in buttons(world.ask(OPERATOR, "search care planning team")) if each.label == "Next")
    assert first.command == "search care planning team page 2"
    assert "11 to 20 of 400." in world.says(OPERATOR, first.command)


def test_a_sentence_of_many_words_is_searched_for_whole(world: World) -> None:
    said = "improve care planning in area 1 area in planning care improve improve"
    assert " 15 matches" in world.says(OPERATOR, f"search {said}")  # 1, 10 to 19, 21, 31, 41 and 51


def test_what_status_may_mean_is_counted(world: World) -> None:
    reply = world.ask(OPERATOR, "status care planning")
    assert reply.cards[0].title == "460 items match “care planning”. Which do you mean?"
    *_, every = buttons(reply)
    assert "1 to 10 of 460." in world.says(OPERATOR, every.command)


@pytest.mark.parametrize(
    ("said", "told", "last"),
    [
        ("search care page 47", "There is no page 47; there are 46 pages, 460 in all.", "search care page 46"),
        ("status actions page 41", "There is no page 41; there are 40 pages, 400 in all.", "status actions page 40"),
        ("status R1 actions page 9", "There is no page 9; there is 1 page, 6 in all.", "page 1"),
        ("due page 99", "There is no page 99; there are 40 pages, 400 in all.", "due page 40"),
        ("status all page 8", "There is no page 8; there are 6 pages, 60 in all.", "status all page 6"),
    ],
)
def test_past_the_last_page_the_counts_stay_true(said: str, told: str, last: str, world: World) -> None:
    assert told in world.says(OPERATOR, said)
    pressed = buttons(world.ask(OPERATOR, said))[-1]
    assert pressed.command.endswith(last)
    assert " in all." not in world.says(OPERATOR, pressed.command)


def test_what_is_mine_keeps_its_count_past_the_end(world: World) -> None:
    said = world.says(LEAD, "mine page 99")
    assert "60 recommendations and 400 open actions" in said
    assert "there are 40 pages, 400 in all." in said


def test_late_actions_past_the_end_are_not_called_none(world: World) -> None:
    world.wait(days=20)
    assert "400 actions past their own date" in world.says(OPERATOR, "overdue actions page 99")
