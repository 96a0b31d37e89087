"""Reminders in Slack: each arrives once, with its buttons, whatever Slack or the machine does meanwhile."""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.slack.lending import lent_sender
from bot.slack.sending import SlackSender
from bot.slack.signs import EVENT_TYPE
from handlers.identities import Profile
from handlers.request import Request
from models.vocabulary import Platform
from scheduler.relay import Relay
from scheduler.stepping import one_pass
from tests.council import CHAIR, PARTICIPATION
from tests.databases import SqliteStore, Store
from tests.slack_fake import PATIENCE, FakeSlack, Fault, Json, fake_slack
from tests.slack_worlds import CHANNEL, PEOPLE, SlackWorld, environ, serving
from tests.ticks import Reminded, at
from tests.unit.test_command_line import Shell
from tests.worlds import KEY, LONDON, Setting, World, opened

MORNING = "2010-04-16T09:05"
OWNER = "DU0OWNER"


@dataclass
class Posts:
    """A world, the fake Slack before it, and what delivers."""

    world: World
    fake: FakeSlack
    sender: SlackSender
    at_once: int = 8

    def passes(self, **later: int) -> int:
        """One pass over what is due, after some time."""
        self.world.wait(**later)
        relay = Relay(self.world.engine, self.sender, LONDON, lambda: self.world.now, lambda: 0.5, at_once=self.at_once)
        return one_pass(self.world.engine, relay, lambda: self.world.now, LONDON)

    def arrived(self, channel: str = OWNER) -> list[Json]:
        """The messages with a key that stand in somebody's direct message, the oldest first."""
        return [each for each in reversed(self.fake.posted(channel)) if "metadata" in each]

    def outbox(self, who: str = PARTICIPATION) -> list[tuple[Any, ...]]:
        found = self.world.rows(
            "SELECT o.state, o.reason FROM outbox o JOIN person p ON p.id = o.person_id "
            f"WHERE p.email = '{who}' AND o.platform IS NULL OR o.platform = 'slack' AND p.email = '{who}' ORDER BY o.id"
        )
        return [tuple(row) for row in found]


def key(posted: Json) -> str:
    assert posted["metadata"]["event_type"] == EVENT_TYPE
    return str(posted["metadata"]["event_payload"]["key"])


def pressable(posted: Json) -> dict[str, str]:
    """The buttons of a message: their words, and what they say."""
    rows = [block for block in posted["blocks"] if block["type"] == "actions"]
    return {each["text"]["text"]: each.get("value", "") for row in rows for each in row["elements"]}


@contextmanager
def council(fake: FakeSlack, world: World) -> Iterator[Posts]:
    if not fake.users:
        for user, email in PEOPLE.items():
            fake.add(user, email)
    slack = Settings.read(environ(fake, world.engine.url.render_as_string(hide_password=False))).slack()
    assert slack is not None
    with lent_sender(slack, world.engine, world.bot.meet) as sender:
        yield Posts(world, fake, sender)


def everybody(fake: FakeSlack, world: World) -> None:
    """Everybody in the plan has an account."""
    for number, (email,) in enumerate(world.rows("SELECT email FROM person ORDER BY id")):
        fake.add(f"U{number}", str(email))


@pytest.fixture
def posts(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Posts]:
    """The morning of Friday 16 April 2010, when the owner of SG4 and LAC4 is asked about both."""
    with opened(sqlite_store, tmp_path, Reminded()) as world, fake_slack() as fake:
        world.now = at(MORNING)
        with council(fake, world) as posts:
            yield posts


def test_a_reminder_is_sent_once_with_its_buttons_and_its_key(posts: Posts) -> None:
    posts.passes()
    posts.passes(minutes=1)
    [posted] = posts.arrived()
    assert re.fullmatch(r"daily:\d+:2010-04-16", key(posted))
    assert "Two items you own are due on Friday 30 April 2010" in posted["text"]
    assert "update cambridgeshire-2009/LAC4 on track" in pressable(posted).values()
    assert posts.outbox()[-1] == ("sent", None)
    ids = posts.world.rows("SELECT message_id FROM outbox WHERE platform = 'slack' AND message_id IS NULL")
    assert ids == []


def test_somebody_who_never_wrote_to_the_bot_is_found_by_their_work_e_mail_once(posts: Posts) -> None:
    posts.passes()
    wanted = [call for call in posts.fake.told("users.lookupByEmail") if call["email"] == PARTICIPATION]
    assert len(wanted) == 1
    assert posts.world.rows("SELECT count(*) FROM identity WHERE external_id = 'U0OWNER'") == [(1,)]


def test_who_has_no_account_is_put_down_as_not_reached_and_who_leads_is_told(posts: Posts) -> None:
    del posts.fake.users["U0OWNER"]
    posts.passes()
    assert posts.outbox()[-1] == ("failed", "they have no account in Slack")
    assert posts.arrived() == []
    posts.passes(days=3)
    [told] = [each for each in posts.arrived("DU0ADMIN") if "could not reach" in str(each["blocks"])]
    assert "I could not reach Head of Participation: they have no account in Slack" in str(told["blocks"])


def test_slack_is_asked_again_after_as_long_as_it_said_and_not_before(posts: Posts) -> None:
    posts.fake.fail("chat.postMessage", Fault(status=429, headers={"Retry-After": "1"}))
    posts.passes()
    waiting = posts.world.rows("SELECT next_at FROM outbox WHERE state = 'queued'")
    assert waiting
    told = len(posts.fake.told("chat.postMessage"))
    posts.passes()
    assert len(posts.fake.told("chat.postMessage")) == told
    threading.Event().wait(1.1)
    posts.passes(minutes=1)
    keys = [key(each) for each in posts.arrived()]
    assert len(keys) == 1
    assert posts.world.rows("SELECT count(*) FROM outbox WHERE state = 'queued'") == [(0,)]


def test_what_arrived_though_its_answer_was_lost_is_looked_up_and_not_sent_again(posts: Posts) -> None:
    posts.fake.fail("chat.postMessage", *[Fault(status=502, done=True)] * 40)
    posts.passes()
    assert len(posts.arrived()) == 1
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    assert len(posts.arrived()) == 1
    assert posts.outbox()[-1] == ("sent", None)
    assert posts.fake.told("conversations.history")[0]["include_all_metadata"] == "true"


def test_what_did_not_arrive_is_sent_again_and_is_no_repeat(posts: Posts) -> None:
    posts.fake.fail("chat.postMessage", *[Fault(status=502)] * 40)
    posts.passes()
    posts.passes(minutes=6)
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    [posted] = posts.arrived()
    assert "may be a repeat" not in str(posted["blocks"])


def test_where_it_cannot_be_looked_up_it_is_sent_once_more_and_says_so(posts: Posts) -> None:
    posts.fake.fail("chat.postMessage", *[Fault(status=502, done=True)] * 40)
    posts.passes()
    posts.fake.faults.clear()
    posts.fake.fail("conversations.history", *[Fault(error="missing_scope")] * 40)
    posts.passes(minutes=6)
    first, second = posts.arrived()
    assert key(first) == key(second)
    assert "may be a repeat" in str(second["blocks"])
    posts.passes(minutes=6)
    assert len(posts.arrived()) == 2


@pytest.mark.parametrize(
    ("method", "refused", "said"),
    [
        ("conversations.open", "account_inactive", "their Slack account is closed"),
        ("conversations.open", "user_not_found", "Slack does not know their account"),
        ("chat.postMessage", "channel_not_found", "their direct message with me is gone"),
        ("chat.postMessage", "is_archived", "their direct message with me is archived"),
    ],
)
def test_what_slack_will_never_take_is_given_up_and_somebody_is_told(
    posts: Posts, method: str, refused: str, said: str
) -> None:
    posts.at_once = 1  # whom it names, of many, are the first three that were not reached
    posts.fake.fail(method, *[Fault(error=refused)] * 40)
    posts.passes()
    assert ("failed", said) in posts.outbox()
    posts.fake.faults.clear()
    posts.passes(days=3)
    told = [str(each["blocks"]) for each in posts.arrived("DU0ADMIN")]
    assert any("I could not reach" in text and said in text for text in told)


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.open", "chat.postMessage"])
@pytest.mark.parametrize("ours", ["account_inactive", "token_revoked", "invalid_auth"])
def test_when_it_is_the_bots_own_account_that_is_closed_nobody_elses_is_taken_for_closed(
    posts: Posts, method: str, ours: str
) -> None:
    posts.fake.fail(method, *[Fault(error="account_inactive")] * 40)
    posts.fake.fail("auth.test", *[Fault(error=ours)] * 40)
    posts.passes()
    refused = f"Slack does not accept the bot's own token: {ours}"
    assert {(state, reason) for state, reason in posts.outbox() if state != "sent"} == {("queued", refused)}
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    assert len(posts.arrived()) == 1
    assert posts.world.rows("SELECT count(*) FROM outbox WHERE reason LIKE '%closed%'") == [(0,)]
    assert posts.world.rows("SELECT count(*) FROM person WHERE NOT active") == [(0,)]


def test_what_slack_refuses_for_now_is_tried_again(posts: Posts) -> None:
    posts.fake.fail("chat.postMessage", *[Fault(error="service_unavailable")] * 40)
    posts.passes()
    assert ("queued", "Slack refused it: service_unavailable") in posts.outbox()
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    assert len(posts.arrived()) == 1


def test_the_week_goes_to_the_chair_by_direct_message(posts: Posts) -> None:
    posts.world.now = at("2010-04-19T09:05")
    posts.passes()
    digests = [each for each in posts.arrived("DU0CHAIR") if key(each).startswith("digest:")]
    assert len(digests) == 1
    assert "Cambridgeshire 2009" in digests[0]["text"]


def test_a_button_of_a_reminder_brings_it_up_to_date_and_stops_the_ladder(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded(until="2010-05-03T18:00")) as world, fake_slack() as fake:
        world.now = at("2010-05-04T09:05")
        world.says(PARTICIPATION, "harm LAC4 no")
        world.says(PARTICIPATION, "harm SG4 no")
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with serving(world, fake, reminding=True) as port:
            slack = SlackWorld(world, fake, port)
            posted = _wanted(fake, OWNER)
            command = next(said for said in pressable(posted).values() if said.endswith("on track"))
            shown = {"type": "message", "ts": posted["ts"], "blocks": posted["blocks"], "text": posted["text"]}
            before = len(fake.told("respond"))
            slack.press("U0OWNER", command, message=shown, channel_id=OWNER, message_ts=posted["ts"])
            answers = [fake.expect("respond", before + 1), fake.expect("respond", before + 2)]
            slack.settled()
            [changed] = [each for each in answers if each["replace_original"]]
            item, other = ("LAC4", "SG4") if "LAC4" in command else ("SG4", "LAC4")
            assert item in changed["text"]
            assert any(f"/{other}" in said for said in pressable(changed).values()), "the other still waits"
            assert command not in pressable(changed).values(), "nobody answers twice"
        world.now = at("2010-05-06T09:05")
        with council(fake, world) as posts:
            posts.passes()
            [manager] = [each["text"] for each in posts.arrived("DU0ADMIN") if "Can you help?" in str(each["blocks"])]
            assert other in manager
            assert item not in manager


def test_the_form_a_reminder_opens_brings_only_its_own_items_part_up_to_date(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world, fake_slack() as fake:
        world.now = at(MORNING)
        with council(fake, world) as posts:
            posts.passes()
            [posted] = posts.arrived()
        with serving(world, fake) as port:
            slack = SlackWorld(world, fake, port)
            [asking] = [each for each in _buttons(posted) if each["text"]["text"] == "Update SG4"]
            others = {each["value"] for each in _buttons(posted) if "/LAC4" in each["value"]}
            shown = {"type": "message", "ts": posted["ts"], "blocks": posted["blocks"], "text": posted["text"]}
            box = {"type": "message", "message_ts": posted["ts"], "channel_id": OWNER}
            slack.interact(slack.interaction(
                "U0OWNER", "block_actions", container=box, channel={"id": OWNER}, message=shown, actions=[asking],
                response_url=f"{fake.base}/respond/reminder",
            ))  # fmt: skip
            view = fake.expect("views.open")["view"]
            slack.submit("U0OWNER", view, delivery="at risk", narrative="IT is late.")
            slack.settled()
            [changed] = [told for told in fake.told("respond") if told["replace_original"]]
            assert "Done: Update SG4. Recorded for SG4" in str(changed["blocks"])
            for said in (str(changed["blocks"]), changed["text"]):
                assert "last word 12 March 2010" in said, "of LAC4"
                assert "last word 30 March 2010" not in said, "of SG4"
            left = {each["value"] for each in _buttons(changed)}
            assert len(others) > 1
            assert others <= left
            assert not [said for said in left if "/SG4" in said], "nobody answers twice"


@pytest.mark.parametrize("refused", ["missing_scope", "channel_not_found"])
def test_where_the_reminder_cannot_be_looked_up_the_answer_stands_beside_it(
    sqlite_store: SqliteStore, tmp_path: Path, refused: str
) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world, fake_slack() as fake:
        world.now = at(MORNING)
        with council(fake, world) as posts:
            posts.passes()
            [posted] = posts.arrived()
        with serving(world, fake) as port:
            slack = SlackWorld(world, fake, port)
            shown = {"type": "message", "ts": posted["ts"], "blocks": posted["blocks"], "text": posted["text"]}
            command = "update cambridgeshire-2009/LAC4"
            slack.press("U0OWNER", command, message=shown, channel_id=OWNER, message_ts=posted["ts"])
            view = fake.expect("views.open")["view"]
            fake.fail("conversations.history", Fault(error=refused))
            slack.submit("U0OWNER", view, delivery="at risk", narrative="IT is late.")
            slack.settled()
            told = fake.expect("respond")
            assert "Recorded for LAC4" in told["text"]
            assert told["replace_original"] is False
            assert [each for each in fake.told("chat.update") if each["ts"] == posted["ts"]] == []


def _buttons(posted: Json) -> list[Json]:
    rows = [block["elements"] for block in posted["blocks"] if block["type"] == "actions"]
    return [each for row in rows for each in row]


def test_two_replicas_at_once_send_everything_once(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world, fake_slack() as fake:
        world.now = at(MORNING)
        everybody(fake, world)
        with council(fake, world) as one, council(fake, world) as other:
            threads = [threading.Thread(target=each.passes) for each in (one, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            one.passes(minutes=3)
        keys = [key(each.given) for each in fake.calls if "metadata" in each.given]
        assert len(keys) == len(set(keys))
        assert len(keys) > 5
        assert world.rows("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')") == [(0,)]


@pytest.mark.parametrize("taken", [1, 3])
def test_killed_while_slack_takes_a_message_and_started_again_everything_comes_and_nothing_twice(
    sqlite_store: SqliteStore, tmp_path: Path, taken: int
) -> None:
    with opened(sqlite_store, tmp_path, Setting(demonstration=True)) as world, fake_slack() as fake:
        everybody(fake, world)
        url = world.engine.url.render_as_string(hide_password=False)
        shell = Shell(tmp_path)
        shell.environ = environ(fake, url, SEND_AT_ONCE="1") | {"SECRET_KEY": KEY.decode()}
        fake.fail("chat.postMessage", *[Fault(done=True, pass_on=True)] * (taken - 1), Fault(done=True, holds=60.0))
        with shell.started("tick", "--now", "2010-04-07T09:00") as process:
            fake.expect("chat.postMessage", taken)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        assert world.rows("SELECT count(*) FROM outbox WHERE state = 'sent'") == [(taken - 1,)]
        done = shell.program("tick", "--now", "2010-04-07T09:05")
        assert (done.returncode, done.stderr) == (0, "")
        keys = [key(each.given) for each in fake.calls if "metadata" in each.given]
        assert len(keys) == len(set(keys)) > taken
        sent = world.rows("SELECT dedupe_key FROM outbox WHERE state = 'sent'")
        assert {row[0] for row in sent} == set(keys)
        assert world.rows("SELECT count(*) FROM outbox WHERE state <> 'sent'") == [(0,)]


def test_killed_with_several_on_their_way_everything_comes_and_nothing_twice(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting(demonstration=True)) as world, fake_slack() as fake:
        everybody(fake, world)
        url = world.engine.url.render_as_string(hide_password=False)
        shell = Shell(tmp_path)
        shell.environ = environ(fake, url, SEND_AT_ONCE="4") | {"SECRET_KEY": KEY.decode()}
        fake.fail("chat.postMessage", Fault(done=True, pass_on=True), *[Fault(done=True, holds=60.0)] * 4)
        with shell.started("tick", "--now", "2010-04-07T09:00") as process:
            fake.expect("chat.postMessage", 5)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        assert world.rows("SELECT count(*) FROM outbox WHERE may_repeat") == [(4,)]
        done = shell.program("tick", "--now", "2010-04-07T09:05")
        assert (done.returncode, done.stderr) == (0, "")
        keys = [key(each.given) for each in fake.calls if "metadata" in each.given]
        assert len(keys) == len(set(keys)) > 5
        sent = world.rows("SELECT dedupe_key FROM outbox WHERE state = 'sent'")
        assert {row[0] for row in sent} == set(keys)
        assert world.rows("SELECT count(*) FROM outbox WHERE state <> 'sent' OR may_repeat AND state = 'queued'") == [
            (0,)
        ]


def _wanted(fake: FakeSlack, channel: str) -> Json:
    """The reminder in a direct message, once it is there."""
    for _ in range(int(PATIENCE * 20)):
        for posted in fake.posted(channel):
            if "metadata" in posted:
                return posted
        threading.Event().wait(0.05)
    raise AssertionError(fake.calls)


def named_in_the_channel(posts: Posts) -> None:
    """The chair says in the board's channel that the week comes there."""
    posts.world.now = at("2010-04-16T12:00")
    profile = Profile(Platform.SLACK, "U0CHAIR", CHAIR, "The chair", member=True)
    posts.world.bot.meet(profile)
    said = posts.world.bot.ask(Request("slack", "U0CHAIR", CHANNEL, "digest here"))
    assert not said.refused, said
    posts.passes()
    posts.world.now = at("2010-04-19T09:05")


def test_the_week_is_posted_in_the_boards_channel_and_its_details_in_the_thread(posts: Posts) -> None:
    posts.fake.channels[CHANNEL] = {"id": CHANNEL}
    named_in_the_channel(posts)
    posts.passes()
    posts.passes(minutes=2)
    [head] = posts.arrived(CHANNEL)
    assert list(pressable(head).values()) == ["digest cambridgeshire-2009"]
    [details] = posts.fake.posted(CHANNEL, head["ts"])
    assert "what stands behind the week" in details["text"]
    [own] = [each for each in posts.arrived("DU0CHAIR") if key(each).startswith("digest:1:2:2010-04-19")]
    assert len(posts.fake.posted("DU0CHAIR", own["ts"])) == 1


def test_details_whose_answer_was_lost_are_looked_up_in_their_thread(posts: Posts) -> None:
    posts.fake.channels[CHANNEL] = {"id": CHANNEL}
    named_in_the_channel(posts)
    posts.fake.fail("chat.postMessage", *[Fault(status=502, done=True)] * 40)
    for _ in range(4):
        posts.passes(minutes=6)
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    [head] = posts.arrived(CHANNEL)
    assert len(posts.fake.posted(CHANNEL, head["ts"])) == 1
    assert posts.fake.told("conversations.replies")


@pytest.mark.parametrize(
    ("about", "said"),
    [(None, "I cannot see it; invite me to it"), ({"is_ext_shared": True}, "it is shared with another organisation")],
)
def test_a_channel_that_is_not_the_councils_own_is_never_written_to(
    posts: Posts, about: Json | None, said: str
) -> None:
    if about is not None:
        posts.fake.channels[CHANNEL] = {"id": CHANNEL, **about}
    named_in_the_channel(posts)
    posts.passes()
    assert posts.fake.posted(CHANNEL) == []
    notes = posts.world.rows("SELECT note FROM reminder WHERE kind = 'unreached'")
    assert f"I could not post the week's digest in the channel of the Improvement Steering Group: {said}" in str(notes)
