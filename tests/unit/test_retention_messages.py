"""The words of what was sent are kept no longer than the records they quote; what takes a message from chat stays."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from bot.retention import expire
from bot.settings import Settings
from handlers.identities import Profile
from handlers.redacting.chat import put_down
from handlers.request import Request
from handlers.retention import Expired
from models.card import to_json
from models.rules.retention import RecordType
from models.vocabulary import MessageKind, Platform
from scheduler.tick import tick
from tests.council import CONTRIBUTOR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.ticks import Recorder, relay
from tests.worlds import KEY, LONDON, Setting, World, opened

WORDS = "Sixty-one parents answered the survey, as Zoë found"
CLOSED = datetime(2010, 4, 20, 9, 0, tzinfo=LONDON)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    """Somebody wrote an update and asked about it in a direct message, where the answer stands."""
    with opened(store, tmp_path, Setting(now=CLOSED, demonstration=True)) as world:
        for who in (PARTICIPATION, VIEWER):
            world.bot.meet(Profile(Platform.SLACK, f"slack-{who}", who, who, member=True))
        assert not world.ask(PARTICIPATION, f'update SG4 at risk "{WORDS}"').refused
        answered(world, PARTICIPATION, "17.1")
        yield world


def answered(world: World, who: str, message: str) -> None:
    reply = world.bot.ask(Request(Platform.SLACK, f"slack-{who}", "D1", "status SG4"))
    assert WORDS[:30] in reply_text(reply)
    card = {"cards": [to_json(each) for each in reply.cards]}
    put_down(world.engine, Platform.SLACK, f"slack-{who}", MessageKind.ANSWER, message, card, world.now)


def close(world: World) -> None:
    assert not world.ask(DIRECTOR, 'close reason="All of it is signed off or handed on"').refused


def run(world: World, years: int) -> Expired:
    done = expire(
        world.engine,
        Settings("", KEY, LONDON, "memory://nothing-is-kept-here"),
        CLOSED.replace(year=CLOSED.year + years),
    )
    assert world.audit_problems() == []
    return done


def answers(world: World) -> list[tuple[str, str, str]]:
    found = world.rows("SELECT platform, message_id, card FROM outbox WHERE kind = 'answer' ORDER BY id")
    return [(str(platform), str(message), str(card)) for platform, message, card in found]


def test_words_go_from_an_answer_when_their_record_goes_and_the_message_stays_known(world: World) -> None:
    assert not world.ask(DIRECTOR, "settings keep_updates 2 years").refused
    close(world)
    run(world, 1)
    assert WORDS[:30] in answers(world)[0][2]
    run(world, 2)
    [(platform, message, card)] = answers(world)
    assert (platform, message) == ("slack", "17.1")
    assert WORDS[:30] not in card
    assert "[no longer kept]" in card
    assert "SG4" in card, "the rest of the answer has its own time"


def test_the_whole_card_goes_in_its_own_time_and_what_erases_the_message_stays(world: World) -> None:
    assert not world.ask(DIRECTOR, "settings keep_messages 1 year").refused
    close(world)
    assert run(world, 1).erased[RecordType.MESSAGES] == 1
    assert answers(world) == [("slack", "17.1", "{}")]
    assert "erased 1 copy of a message: kept 1 year" in world.says(DIRECTOR, "history")
    assert run(world, 1).erased[RecordType.MESSAGES] == 0, "once is enough"


def test_nothing_goes_from_an_answer_while_the_plan_is_live(world: World) -> None:
    before = answers(world)
    run(world, 50)
    assert answers(world) == before


def test_a_legal_hold_keeps_answers_as_they_are(world: World) -> None:
    assert not world.ask(DIRECTOR, "hold set Inquiry of 2010").refused
    close(world)
    before = answers(world)
    assert run(world, 50).held[RecordType.MESSAGES] == 1
    assert answers(world) == before
    world.now = CLOSED.replace(year=2060)
    assert not world.ask(DIRECTOR, "hold lift The inquiry has ended").refused
    run(world, 50)
    assert answers(world) == [("slack", "17.1", "{}")]


def test_an_answer_to_somebody_in_no_plan_is_kept_for_its_years_but_not_under_any_hold(world: World) -> None:
    answered(world, VIEWER, "17.2")
    world.run(f"DELETE FROM role_grant WHERE person_id = (SELECT id FROM person WHERE email = '{VIEWER}')")
    run(world, 5)
    assert "{}" not in [card for *_, card in answers(world)]
    assert not world.ask(DIRECTOR, "hold set Inquiry of 2010").refused
    run(world, 7)
    assert "{}" not in [card for *_, card in answers(world)]
    assert not world.ask(DIRECTOR, "hold lift The inquiry has ended").refused
    run(world, 7)
    assert [(message, card == "{}") for _, message, card in answers(world)] == [("17.1", False), ("17.2", True)]


def test_a_reminder_whose_words_are_gone_is_still_taken_from_chat_by_law(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {CONTRIBUTOR}").refused
    assert not world.ask(DIRECTOR, f'library add "{WORDS}" owner={PARTICIPATION}').refused
    platform = Recorder()
    platform.platform = Platform.SLACK
    tick(world.engine, world.now, LONDON)
    relay(world.engine, platform, world.now).run()
    world.run("UPDATE outbox SET card = '{}' WHERE state = 'sent'")
    asked = world.ask(DIRECTOR, 'redact L1 reason="a name slipped through"')
    assert not asked.refused, asked
    assert "1 message of mine in chat goes as well" in " ".join(world.says(CONTRIBUTOR, "redact confirm R1").split())
