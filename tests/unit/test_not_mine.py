"""[Not mine]: who names owners is asked, says who, and until then it stays where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.render import card_text
from models.card import Card
from tests.council import ACCESS, DIRECTOR, PARENTING, PARTICIPATION, VIEWER
from tests.databases import SqliteStore
from tests.ticks import Reminded, at, step
from tests.worlds import World, buttons, opened

NOT_MINE = 'not mine LAC4 reason="It moved with the service"'


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        yield world


def words(card: Card) -> str:
    return " ".join(card_text(card).split())


def to(who: str, world: World, until: str) -> list[Card]:
    return [each.card for each in step(world, until).sent if each.email == who and each.key.startswith("daily")]


def owner_of(world: World, label: str) -> list[str]:
    found = world.rows(
        "SELECT p.email FROM tie t JOIN person p ON p.id = t.person_id JOIN recommendation r ON "
        f"r.id = t.recommendation_id WHERE r.label = '{label}' AND t.relation = 'owner' AND t.until_on IS NULL"
    )
    return [str(row[0]) for row in found]


def test_who_names_owners_is_asked_and_until_then_it_stays(world: World) -> None:
    form = world.ask(PARTICIPATION, "not mine LAC4").form
    assert form is not None
    assert [(field.name, field.required) for field in form.fields] == [("reason", True)]
    said = words(world.ask(PARTICIPATION, form.command, {"reason": "It moved with the service"}).cards[0])
    assert said.startswith(
        "I am asking the Director of Children's Services to say who answers for LAC4. Until then it stays"
    )
    assert owner_of(world, "LAC4") == [PARTICIPATION]
    sent = step(world, "2010-04-16T18:00").sent
    assert any("LAC4" in words(each.card) for each in sent if each.email == PARTICIPATION), "it is still asked of them"
    asked = world.rows(
        "SELECT l.state FROM ledger l JOIN person p ON p.id = l.recipient_id "
        f"WHERE l.kind = 'not_mine' AND p.email = '{DIRECTOR}'"
    )
    assert asked == [("sent",)]
    assert "says that LAC4 is not theirs" in world.says(DIRECTOR, "waiting")
    assert "says that it is not theirs, “It moved with the service”" in " ".join(
        world.says(DIRECTOR, "history LAC4").split()
    )


def test_naming_somebody_ends_it(world: World) -> None:
    world.says(PARTICIPATION, NOT_MINE)
    assert not world.ask(DIRECTOR, f"assign LAC4 {ACCESS} reason=Moved").refused
    assert world.rows("SELECT state FROM reminder WHERE kind = 'not_mine'") == [("done",)]
    assert not any("is not theirs" in words(card) for card in to(DIRECTOR, world, "2010-05-14T18:00"))


def test_unanswered_it_is_asked_again_and_never_lost(world: World) -> None:
    world.says(PARTICIPATION, NOT_MINE)
    asked = [card for card in to(DIRECTOR, world, "2010-04-30T18:00") if "is not theirs" in words(card)]
    assert len(asked) >= 2, "the next morning, and each week"
    labels = {action.label for card in asked for action in card.actions}
    assert labels & {"Name an owner", "LAC4: name an owner", "See LAC4"}


def test_said_twice_it_is_asked_once(world: World) -> None:
    for _ in range(2):
        assert not world.ask(PARTICIPATION, NOT_MINE).refused
    assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'not_mine'") == [(1,)]


def test_only_who_answers_for_it_says_so(world: World) -> None:
    assert world.ask(ACCESS, NOT_MINE).refused
    assert world.ask(VIEWER, NOT_MINE).refused
    assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'not_mine'") == [(0,)]


def test_without_a_number_it_asks_which_and_every_button_works(world: World) -> None:
    offered = buttons(world.ask(PARTICIPATION, "not mine"))
    assert {each.label for each in offered} >= {"SG4", "LAC4"}
    for each in offered:
        assert not world.rehearse(PARTICIPATION, each.command).refused, each
    assert "not mine" in {each.command for each in buttons(world.ask(PARTICIPATION, "mine"))}


def test_a_reminder_about_one_item_has_the_button_and_still_at_most_six(world: World) -> None:
    sent = step(world, "2010-05-21T18:00").sent
    single = [each.card for each in sent if any(action.label == "Not mine" for action in each.card.actions)]
    assert single
    assert all(len(card.actions) <= 6 for card in single)
    assert any(action.command.startswith("not mine cambridgeshire-2009/") for action in single[0].actions)


def test_a_lead_who_owns_it_names_somebody_at_once(world: World) -> None:
    world.says(DIRECTOR, f"assign LAC4 {DIRECTOR} reason=Moved")
    reply = world.ask(DIRECTOR, NOT_MINE)
    assert [each.command for each in buttons(reply)] == ["assign cambridgeshire-2009/LAC4"]
    assert PARENTING not in owner_of(world, "LAC4")
