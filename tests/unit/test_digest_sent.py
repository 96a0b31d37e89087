"""The week, sent: to the chair with what waits for them, to a board's channel with nothing to decide; details in the thread."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.console.render import card_text
from handlers.request import Request
from models.card import Card
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, Reminded, at, pass_over, printed, step
from tests.worlds import Setting, World, opened

MONDAY = "2010-04-12T09:05"


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Setting(now=at("2010-04-09T12:00"))) as world:
        yield world


def words(card: Card) -> str:
    return " ".join(card_text(card).split())


def text_of(card: Card) -> str:
    """What is read of it, without its buttons and the line that only an illustration has."""
    return words(replace(card, actions=())).replace("Illustration: not this council's real progress.", "")


def in_channel(sent: Recorder, begins: str = "digest") -> list[Card]:
    return [message.card for message in sent.sent if message.key.startswith(begins) and message.place]


def test_a_channel_gets_the_week_once_with_only_look_and_its_details_in_the_thread(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, Setting(now=at("2010-04-09T12:00"))) as world:
        assert not world.ask(CHAIR, "digest here").refused
        world.now = at(MONDAY)
        sent = pass_over(world)
        assert pass_over(world).sent == []
        [card] = in_channel(sent)
        [details] = [each for each in sent.sent if each.key.startswith("details") and each.place]
    assert [(each.label, each.command) for each in card.actions] == [("Look", "digest cambridgeshire-2009")]
    assert "For you" not in words(card)
    assert words(card).startswith("Cambridgeshire 2009 · week to Sunday 11 April 2010")
    assert len(text_of(card).split()) <= 120
    head = next(each for each in sent.sent if each.place and each.key.startswith("digest"))
    assert details.thread == f"id of {head.key}"
    assert details.place == head.place == f"with {CHAIR}"
    assert sent.keys.index(head.key) < sent.keys.index(details.key)


def test_the_chair_has_a_copy_of_their_own_with_what_waits_for_them(world: World) -> None:
    world.says(CHAIR, "digest here")
    world.now = at(MONDAY)
    sent = pass_over(world)
    [own] = [message.card for message in sent.sent if message.key.startswith("digest") and message.email == CHAIR]
    assert "For you (1) SG1" in words(own)
    assert len(text_of(own).split()) <= 120
    assert any(each.command.startswith("sign-off") for each in own.actions)


def test_details_name_items_and_nobody(world: World) -> None:
    world.says(CHAIR, "digest here")
    world.says(PARTICIPATION, 'update LAC4 at risk "The provider has left."')
    world.now = at(MONDAY)
    said = words(in_channel(pass_over(world), "details")[0])
    assert "LAC4 from on track to at risk" in said
    assert "Late: 4 SG1 " in said
    assert "72 days late, delivered, not signed off" in said
    assert "Completed, not proved: " in said
    for (name,) in world.rows("SELECT name FROM person"):
        assert str(name) not in said


def test_after_weeks_without_the_bot_one_week_is_told_and_the_next_on_its_day(world: World) -> None:
    world.says(CHAIR, "digest here")
    world.now = at("2010-04-28T10:00")
    assert "Due next Friday 30 April 2010, in 2 days (7): SG4 to SG7 and LAC3 to LAC5" in words(
        world.ask(CHAIR, "digest").cards[0]
    )
    first = in_channel(pass_over(world))
    assert [card.title for card in first] == ["Cambridgeshire 2009 · week to Sunday 25 April 2010"]
    again = in_channel(step(world, "2010-05-04T18:00"))
    assert [card.title for card in again] == ["Cambridgeshire 2009 · week to Sunday 2 May 2010"], "Monday was a holiday"
    keys = world.rows("SELECT dedupe_key FROM outbox WHERE dedupe_key LIKE 'digest%place%' ORDER BY id")
    assert [str(key).rpartition(":")[2].rstrip("',)") for key in keys] == ["2010-04-26", "2010-05-04"]


def test_nothing_new_is_still_a_report(world: World) -> None:
    world.says(CHAIR, "digest here")
    cards = in_channel(step(world, "2010-06-14T18:00"))
    assert len(cards) == 10
    assert "Nothing changed this week." in words(cards[-1])


def test_what_is_restricted_stays_out_of_the_channel_and_in_the_chairs_copy(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting(now=at("2010-04-09T12:00"))) as world:
        world.run("UPDATE recommendation SET restricted = true WHERE label = 'SG2'")
        world.says(CHAIR, "digest here")
        world.now = at(MONDAY)
        sent = pass_over(world)
        shared = [words(message.card) for message in sent.sent if message.place]
        own = [words(message.card) for message in sent.sent if message.email == CHAIR and "details" in message.key]
        look = world.says(VIEWER, "digest")
    assert len(shared) == 2
    assert not any("SG2" in text for text in shared)
    assert "of 11:" in shared[0]
    assert any("SG2" in text for text in own)
    assert "of 12:" in look


def test_it_can_be_stopped_and_begun_again_and_history_tells(world: World) -> None:
    world.says(CHAIR, "digest here")
    assert "comes here no more" in world.says(CHAIR, "digest stop")
    assert world.ask(CHAIR, "digest stop").refused
    world.now = at(MONDAY)
    assert in_channel(pass_over(world)) == []
    world.says(CHAIR, "digest here")
    assert "first on Monday 19 April 2010 at 09:00" in " ".join(world.says(CHAIR, "digest here").split())
    assert len(in_channel(step(world, "2010-04-19T18:00"))) == 1
    assert "ended the week's digest in a channel" in world.says(CHAIR, "history")


def test_only_who_runs_the_board_says_where_and_never_in_a_direct_message(world: World) -> None:
    assert world.ask(PARTICIPATION, "digest here").refused
    direct = world.bot.ask(Request("console", CHAIR, "D1", "digest here", direct=True))
    assert direct.refused
    assert "Say “digest here” in the board's channel" in direct.cards[0].title
    assert world.rows("SELECT count(*) FROM board_place") == [(0,)]
    assert world.ask(DIRECTOR, 'digest here board="no such board"').refused


def test_a_channel_that_cannot_be_written_to_is_told_to_who_leads(world: World) -> None:
    from scheduler.relay import Unreachable  # noqa: PLC0415  because only this test needs it

    world.says(CHAIR, "digest here")
    world.now = at("2010-04-12T09:05")
    world.run("UPDATE reminder SET state = 'done' WHERE kind <> 'digest'")
    sent = Recorder(faults=[None, None, Unreachable("I am not in it; invite me to it")])  # after her own two
    pass_over(world, sent)
    lost = world.rows("SELECT dedupe_key FROM outbox WHERE state = 'failed'")
    assert len(lost) == 1
    notes = world.rows("SELECT note FROM reminder WHERE kind = 'unreached'")
    assert "I am not in it; invite me to it" in str(notes)
    states = world.rows("SELECT count(*) FROM outbox WHERE state = 'suppressed'")
    assert states == [(1,)], "its details go nowhere either"


def test_on_the_console_a_channel_and_a_thread_are_said(world: World) -> None:
    world.says(CHAIR, "digest here")
    said = printed(world, "2010-04-12T09:05")
    assert "09:00 · to the channel of the Improvement Steering Group\n" in said
    assert "09:00 · to the channel of the Improvement Steering Group, in the thread of what went before\n" in said


def test_a_preview_counts_the_channel(world: World) -> None:
    world.says(CHAIR, "digest here")
    said = " ".join(world.says(CHAIR, "preview 5 page 2").split())
    assert "the channel of the Improvement Steering Group Monday 12 April 2010, 09:00: the week's digest" in said


def test_a_plan_that_is_closed_tells_its_week_to_nobody(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        world.says(CHAIR, "digest here")
        world.says("", 'close Cambridgeshire 2009 reason="All of it is signed off."')
        assert in_channel(step(world, "2010-04-26T18:00")) == []


def test_the_details_are_there_for_whoever_asks(world: World) -> None:
    assert "what stands behind the week to Sunday 4 April 2010" in world.says(ACCESS, "digest details")
