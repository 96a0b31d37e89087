"""The one door: it never raises, saves all or nothing, and loses nothing when two come at once."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dispatch import Dispatcher
from handlers.identities import Profile
from handlers.request import Request
from models.card import Paragraph, Reply, plain
from models.database import engine_for
from models.vocabulary import Platform
from tests.databases import Store
from tests.worlds import KEY, LONDON, OPERATOR, Setting, World, buttons, opened, request

OWNER = "head.of.participation@cambridgeshire.example"
DEPUTY = "participation.officer@cambridgeshire.example"
DIRECTOR = "director@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def words(reply: Reply) -> str:
    """What the last card says below its title."""
    return " ".join(plain(block.spans) for block in reply.cards[-1].blocks if isinstance(block, Paragraph))


def test_what_goes_wrong_while_reading_is_said_with_a_reference_and_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.run("DROP TABLE plan_choice")
    with caplog.at_level(logging.ERROR):
        reply = world.ask(OPERATOR, "status SG4")
    (reference,) = re.findall(r"quote ([2-9A-Z]{4}) to the administrator", reply.cards[0].title)
    assert reply.refused
    assert "not saved" not in reply.cards[0].title
    assert [action.command for action in buttons(reply)] == ["status SG4"]
    assert reference in caplog.text


def test_what_goes_wrong_while_saving_gives_the_words_back_and_saves_nothing(world: World) -> None:
    world.run("DROP TABLE audit_head")
    before = world.rows('SELECT * FROM "update"'), world.rows("SELECT * FROM recommendation")
    said = 'update SG4 off track "No printer."'
    reply = world.ask(OWNER, said)
    assert "your update was not saved" in reply.cards[0].title
    assert words(reply) == f"“{said}”"
    assert (world.rows('SELECT * FROM "update"'), world.rows("SELECT * FROM recommendation")) == before


def test_a_long_message_is_given_back_whole_without_a_button_too_long_to_press(world: World) -> None:
    world.run("DROP TABLE audit_head")
    said = f'update SG4 off track "{"No printer. " * 40}"'
    reply = world.ask(OWNER, said)
    assert words(reply) == f"“{said}”"
    assert [action.command for action in buttons(reply)] == ["help"]


def test_somebody_elses_lock_is_not_an_error(world: World, caplog: pytest.LogCaptureFixture) -> None:
    hurried = engine_for(world.engine.url.render_as_string(hide_password=False), busy_ms=50)
    bot = Dispatcher(hurried, KEY, LONDON, lambda: world.now)
    locks = {
        "sqlite": "BEGIN IMMEDIATE",
        "postgresql": "SELECT * FROM recommendation FOR UPDATE",
    }
    with closing(world.engine.raw_connection()) as held:
        cursor = held.cursor()
        cursor.execute(locks[world.engine.dialect.name])
        reply = bot.ask(request(OWNER, 'update SG4 off track "No printer."'))
        assert reply.cards[0].title.startswith("Somebody else was saving at the same moment. Nothing was saved")
        assert [action.label for action in buttons(reply)] == ["Try again"]
        assert not bot.ask(request(OWNER, "status SG4")).refused, "whoever only reads waits for nobody"
        cursor.execute("ROLLBACK")
        cursor.close()
    assert not bot.ask(request(OWNER, buttons(reply)[0].command)).refused
    bot.close()
    hurried.dispose()
    assert not caplog.records


@pytest.mark.parametrize("count", [2, 6])
def test_people_who_update_the_same_item_at_once_are_all_heard(count: int, world: World) -> None:
    ((version,),) = world.rows("SELECT version FROM recommendation WHERE label = 'SG4'")
    start = threading.Barrier(count)
    replies: list[Reply] = []

    def speak(number: int) -> None:
        start.wait()
        who = (OWNER, DEPUTY)[number % 2]
        replies.append(world.ask(who, f'update SG4 at risk "Word {number}."'))

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = world.rows("SELECT id, narrative FROM \"update\" WHERE substr(narrative, 1, 5) = 'Word '")
    assert [reply.refused for reply in replies] == [False] * count
    assert sorted(narrative for _, narrative in kept) == [f"Word {number}." for number in range(count)]
    ((shown, now),) = world.rows("SELECT latest_update_id, version FROM recommendation WHERE label = 'SG4'")
    assert shown == max(row[0] for row in kept)
    assert now == version + count
    assert world.audit_problems() == []


def test_of_two_buttons_on_one_card_pressed_at_once_one_is_told_that_it_came_late(world: World) -> None:
    ((version,),) = world.rows("SELECT version FROM recommendation WHERE label = 'SG4'")
    start = threading.Barrier(2)
    replies: list[Reply] = []

    def press(who: str) -> None:
        start.wait()
        replies.append(world.ask(who, f'update SG4 at risk "Pressed." @v{version}'))

    threads = [threading.Thread(target=press, args=(who,)) for who in (OWNER, DEPUTY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.replaces for reply in replies) == [False, True]
    assert len(world.rows("SELECT id FROM \"update\" WHERE narrative = 'Pressed.'")) == 1
    assert world.audit_problems() == []


def test_an_action_and_its_recommendation_updated_at_once_do_not_wait_for_each_other(world: World) -> None:
    start = threading.Barrier(3)
    replies: list[Reply] = []

    def speak(label: str) -> None:
        start.wait()
        replies.extend(world.ask(OPERATOR, f'update {label} at risk "{label}, {number}."') for number in range(4))

    threads = [threading.Thread(target=speak, args=(label,)) for label in ("SG4", "action 4.2", "action 4.1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply.refused for reply in replies] == [False] * 12
    assert world.audit_problems() == []


def test_a_refusal_in_the_middle_of_a_change_leaves_nothing_behind(world: World) -> None:
    before = world.everything()
    # The organisation and the person are made before it is seen that there is no such board or role to give.
    assert world.ask(OPERATOR, 'people add x@nhs.example lead organisation="NHS" name=""').refused is False
    world.run("UPDATE role_grant SET until = since WHERE role = 'lead'")
    assert world.ask(OPERATOR, "people add y@elsewhere.example lead").refused
    assert [row for row in world.rows("SELECT email FROM person") if "elsewhere" in row[0]] == []
    assert before["plan"] == world.everything()["plan"]


def test_today_is_the_councils_day_and_not_the_machines(world: World) -> None:
    late = datetime(2010, 4, 29, 23, 30, tzinfo=UTC)  # half past midnight in London
    world.now = late
    assert "Due Friday 30 April 2010 (6 months from an assumed publication date), today" in world.says(
        OPERATOR, "status SG4"
    )
    world.ask(OWNER, 'update SG4 at risk "At night."')
    assert "00:30" in world.says(OPERATOR, "history SG4")


@pytest.mark.parametrize("said", ["status \x00SG4", "search \ud800", "\x00"])
def test_what_no_database_can_hold_is_refused_in_a_sentence(said: str, world: World) -> None:
    before = world.everything()
    assert "not readable text" in world.ask(OWNER, said).cards[0].title
    assert "not readable text" in world.ask(
        OWNER, "update SG4", {"delivery": "at risk", "narrative": f"Words. {said}"}
    ).cards[0].title  # fmt: skip
    assert world.everything() == before


def test_a_plan_that_is_meant_here_is_not_meant_elsewhere(store: Store, tmp_path: Path) -> None:
    setting = Setting(("cambridgeshire-2009", "cambridgeshire-2009-overlay", "halton-2010"))
    with opened(store, tmp_path, setting) as world:
        here = Request("console", OPERATOR, "here", "use halton-2010")
        assert not world.bot.ask(here).refused
        assert "Halton 2010" in str(world.bot.ask(Request("console", OPERATOR, "here", "status")).cards[0])
        world.bot.meet(Profile(Platform.SLACK, "U1", DIRECTOR, "The Director", member=True))
        for conversation, platform in (("there", "console"), ("here", "slack")):
            asked = Request(platform, "U1" if platform == "slack" else OPERATOR, conversation, "status")
            assert "Which plan do you mean?" in world.bot.ask(asked).cards[0].title
        assert not world.bot.ask(Request("console", OPERATOR, "here", "use cambridgeshire-2009")).refused
        assert "Cambridgeshire" in world.bot.ask(Request("console", OPERATOR, "here", "status")).cards[0].title


def test_nobody_but_the_console_is_the_local_operator(world: World) -> None:
    for platform in ("slack", "teams"):
        assert world.bot.ask(Request(platform, "", "here", "status")).refused
