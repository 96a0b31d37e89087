"""A plain reply under one of the bot's messages: about what that message was about, which is known and never guessed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.contract.test_slack_drafts import MESSAGE, SAID, commands
from tests.contract.test_slack_reminders import OWNER, council, pressable
from tests.databases import SqliteStore, Store
from tests.slack_fake import Json, fake_slack
from tests.slack_worlds import PEOPLE, SlackWorld, serving, slack_world
from tests.ticks import Reminded, at
from tests.worlds import opened

ITEMS = {"SG4", "LAC4"}


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world.met("U0OWNER", "U0CHAIR", "U0ADMIN")


@contextmanager
def reminded(store: SqliteStore, folder: Path, *settled: str) -> Iterator[tuple[SlackWorld, Json]]:
    """The owner of SG4 and LAC4 has been asked about both, or about those that are not `settled`."""
    with opened(store, folder, Reminded()) as world, fake_slack() as fake:
        world.now = at("2010-04-16T09:05")
        for user, email in PEOPLE.items():
            fake.add(user, email)
        for item in settled:
            world.run(f"UPDATE reminder SET state = 'cancelled' WHERE subject IN ({_subject(item)})")
        with council(fake, world) as posts:
            posts.passes()
            [posted] = posts.arrived(OWNER)
        with serving(world, fake) as port:
            yield SlackWorld(world, fake, port), posted


def _subject(label: str) -> str:
    return f"SELECT 'recommendation:' || id FROM recommendation WHERE label = '{label}'"


def replied(slack: SlackWorld, under: str, text: str = SAID, user: str = "U0OWNER", **more: object) -> Json:
    """What the bot says to a reply in the thread of a message."""
    told = len(slack.fake.told("chat.postMessage"))
    slack.event(slack.message(user, text, thread_ts=under, **more))
    return slack.fake.expect("chat.postMessage", told + 1)


def shown(slack: SlackWorld, text: str, user: str = "U0OWNER") -> str:
    """The id of the message in which the bot answers a direct message."""
    told = len(slack.fake.told("chat.postMessage"))
    slack.event(slack.message(user, text))
    slack.fake.expect("chat.postMessage", told + 1)
    slack.settled()
    return str(slack.fake.posted(f"D{user}")[0]["ts"])


def items(asked: Json) -> set[str]:
    """The items that the buttons of a message are about."""
    return {item for item in ("SG1", *ITEMS) if any(f"/{item}" in said for said in pressable(asked).values())}


def test_under_a_reminder_of_several_it_asks_which_of_those(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path) as (slack, posted):
        assert items(posted) == ITEMS
        asked = replied(slack, posted["ts"])
        assert asked["thread_ts"] == posted["ts"]
        assert "Record this as your update?" in asked["text"]
        assert {label for label in commands(asked) if label in ITEMS} == ITEMS


def test_under_a_reminder_of_one_it_is_that_one(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path, "SG4") as (slack, posted):
        assert items(posted) == {"LAC4"}
        asked = replied(slack, posted["ts"])
        assert "Record this as your update of LAC4?" in asked["text"]
        slack.press("U0OWNER", commands(asked)["At risk"], message=MESSAGE, channel_id=OWNER)
        assert "Recorded for LAC4: at risk" in slack.fake.expect("respond")["text"]


def test_it_is_still_known_after_an_answer_has_changed_the_message(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with reminded(sqlite_store, tmp_path, "SG4") as (slack, posted):
        seen = {"type": "message", "ts": posted["ts"], "blocks": posted["blocks"], "text": posted["text"]}
        slack.press("U0OWNER", "update cambridgeshire-2009/LAC4 on track", message=seen, channel_id=OWNER)
        slack.settled()
        assert "your update of LAC4?" in replied(slack, posted["ts"])["text"]


def test_under_an_answer_about_one_item_it_is_that_one(slack: SlackWorld) -> None:
    under = shown(slack, "status SG4")
    asked = replied(slack, under)
    assert "Record this as your update of SG4?" in asked["text"]
    assert items(asked) == {"SG4"}


def test_a_message_about_an_action_is_about_the_action(slack: SlackWorld) -> None:
    asked = replied(slack, shown(slack, "status action 4.1"))
    assert "Record this as your update of action 4.1?" in asked["text"]
    slack.press("U0OWNER", commands(asked)["On track"], message=MESSAGE)
    assert "4.1" in slack.fake.expect("respond", 4)["text"]


def test_a_reply_under_what_is_not_theirs_is_no_update_of_something_else(slack: SlackWorld) -> None:
    told = replied(slack, shown(slack, "status SG1"))
    assert "That message is about SG1, which others report on. Nothing was kept." in told["text"]
    assert slack.world.rows("SELECT id FROM draft") == []


def test_under_a_message_nothing_is_known_of_it_asks_which_of_theirs(slack: SlackWorld) -> None:
    asked = replied(slack, "1270000000.999999")
    assert {label for label in commands(asked) if label in ITEMS} == ITEMS


def test_a_message_in_another_conversation_with_that_id_is_another(slack: SlackWorld) -> None:
    under = shown(slack, "status SG1", user="U0CHAIR")
    assert {label for label in commands(replied(slack, under)) if label in ITEMS} == ITEMS


def test_files_under_a_message_about_one_item_are_offered_for_that_one(slack: SlackWorld) -> None:
    under = shown(slack, "status SG4")
    slack.fake.files["F1"], slack.fake.names["F1"] = b"Minutes of three teams.\n", "minutes.txt"
    files = [{"id": "F1", "name": "minutes.txt"}]
    asked = replied(slack, under, "", subtype="file_share", files=files)
    slack.press("U0OWNER", commands(asked)["Save the file as evidence"], message=MESSAGE)
    view = slack.fake.expect("views.open")["view"]
    [number] = [block for block in view["blocks"] if block.get("block_id") == "field:number"]
    assert number["element"]["initial_value"].endswith("/SG4")


def test_nothing_that_was_said_is_kept_with_what_a_message_was_about(slack: SlackWorld) -> None:
    shown(slack, 'update SG4 at risk "IT/networks is late"')
    assert slack.world.rows("SELECT about FROM shown") == [("cambridgeshire-2009/SG4",)]
    slack.world.wait(days=61)
    slack.world.bot.tidy()
    assert slack.world.rows("SELECT about FROM shown") == []
