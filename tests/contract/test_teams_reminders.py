"""Reminders in Teams: each goes to its person's own chat once, whatever Teams does meanwhile, or somebody is told."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.settings import Settings
from bot.slack.lending import lent_sender as lent_by_slack
from bot.teams.connector import LARGEST_MESSAGE, size
from bot.teams.lending import lent_sender
from handlers.cards.redacting import gap_card
from handlers.identities import Profile
from models.card import Action, Card, Paragraph
from models.chats import Chat
from models.database import Reader
from models.vocabulary import Platform
from scheduler.measuring import measured
from scheduler.relay import Erasure, Message, Relay, Sender, Unreachable
from scheduler.stepping import one_pass
from tests.council import PARTICIPATION
from tests.databases import SqliteStore
from tests.slack_fake import FakeSlack, fake_slack
from tests.slack_worlds import environ as environ_of_slack
from tests.teams_fake import BOT, TENANT, FakeTeams, Fault, Json, fake_teams
from tests.teams_worlds import ADMIN, OWNER, PEOPLE, TeamsWorld, commands_in, environ, serving
from tests.ticks import Reminded, at
from tests.worlds import LONDON, World, opened

MORNING = "2010-04-16T09:05"


@dataclass
class Posts:
    """A world, the fake Teams before it, and what delivers."""

    world: World
    fake: FakeTeams
    senders: list[Sender]
    at_once: int = 8

    def passes(self, **later: int) -> int:
        """One pass over what is due, after some time."""
        self.world.wait(**later)
        first, *others = self.senders
        relay = Relay(
            self.world.engine, first, LONDON, lambda: self.world.now, lambda: 0.5, others=tuple(others),
            at_once=self.at_once,
        )  # fmt: skip
        return one_pass(self.world.engine, relay, lambda: self.world.now, LONDON)

    def arrived(self, user: str = OWNER) -> list[Json]:
        return [each.given for each in self.fake.told("send", f"a:{user}")]

    def outbox(self, who: str = PARTICIPATION) -> list[tuple[Any, ...]]:
        found = self.world.rows(
            "SELECT o.state, o.reason FROM outbox o JOIN person p ON p.id = o.person_id "
            f"WHERE p.email = '{who}' ORDER BY o.id"
        )
        return [tuple(row) for row in found]

    def last(self, what: str) -> Any:
        """Something of the newest message to the owner."""
        owner = f"(SELECT id FROM person WHERE email = '{PARTICIPATION}')"
        [(found,)] = self.world.rows(f"SELECT {what} FROM outbox WHERE person_id = {owner} ORDER BY id DESC LIMIT 1")
        return found

    def adds(self, user: str, *, chat: bool = True) -> None:
        """Somebody added the app: their account is linked, and perhaps their own chat is known."""
        self.world.bot.meet(Profile(Platform.TEAMS, user, PEOPLE[user], "", member=True))
        about = {
            "serviceUrl": self.fake.service, "tenantId": TENANT, "bot": {"id": BOT},
            "user": {"id": f"29:{user}", "aadObjectId": user},
        }  # fmt: skip
        known = {**about, "conversation": {"id": f"a:{user}"}} if chat else about
        with Session(self.world.engine) as session, session.begin():
            session.add(Chat(platform=Platform.TEAMS, external_id=user, reference=known, learnt_at=self.world.now))


@contextmanager
def council(fake: FakeTeams, world: World) -> Iterator[Posts]:
    teams = Settings.read(environ(fake, world.engine.url.render_as_string(hide_password=False))).teams()
    assert teams is not None
    with lent_sender(teams, world.engine, world.bot) as sender:
        yield Posts(world, fake, [sender])


@pytest.fixture
def posts(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Posts]:
    """The morning of Friday 16 April 2010, when the owner of SG4 and LAC4 is asked about both."""
    with opened(sqlite_store, tmp_path, Reminded()) as world, fake_teams() as fake:
        world.now = at(MORNING)
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with council(fake, world) as made:
            made.adds(ADMIN)
            yield made


def test_a_reminder_is_sent_once_with_its_buttons(posts: Posts) -> None:
    posts.adds(OWNER)
    posts.passes()
    posts.passes(minutes=1)
    [sent] = posts.arrived()
    assert "Two items you own are due on Friday 30 April 2010" in sent["summary"]
    assert "update cambridgeshire-2009/LAC4 on track" in commands_in(sent)
    assert posts.outbox()[-1] == ("sent", None)
    assert posts.last("platform") == "teams"
    assert posts.last("message_id") == posts.fake.told("send", f"a:{OWNER}")[0].id


def test_a_chat_is_opened_for_a_known_account_that_has_none_yet(posts: Posts) -> None:
    posts.adds(OWNER, chat=False)
    posts.passes()
    assert len(posts.arrived()) == 1
    [opened_for] = [
        each.given for each in posts.fake.told("create") if each.given["members"] == [{"id": f"29:{OWNER}"}]
    ]
    assert opened_for["tenantId"] == TENANT
    assert opened_for["bot"] == {"id": BOT}
    assert opened_for["isGroup"] is False


def test_an_account_that_an_administrator_linked_is_reached_by_its_entra_id(posts: Posts) -> None:
    posts.world.bot.meet(Profile(Platform.TEAMS, OWNER, PARTICIPATION, "", member=True))
    posts.passes()
    assert len(posts.arrived()) == 1
    assert {"id": OWNER} in [each.given["members"][0] for each in posts.fake.told("create")]


def test_who_has_not_added_the_app_is_put_down_as_not_reached_and_who_leads_is_told(posts: Posts) -> None:
    posts.at_once = 1  # so that it is always the same people whom the message has room to name
    posts.passes()
    assert posts.outbox()[-1] == ("failed", "they have not added the app in Teams")
    posts.passes(days=3)
    [told] = [each for each in posts.arrived(ADMIN) if "could not reach" in str(each)]
    assert "I could not reach Head of Participation: they have not added the app in Teams" in str(told)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "MessageWritesBlocked", "they have blocked the app in Teams, or removed it"),
        (403, "ConversationBlockedByUser", "they have blocked the app in Teams"),
        (403, "BotNotInConversationRoster", "they have not added the app in Teams"),
        (403, "SomethingNew", "Teams does not let me write to them"),
        (404, "ConversationNotFound", "their chat with me in Teams is gone"),
        (404, "", "their chat with me in Teams is gone"),
    ],
)
def test_what_teams_will_never_take_is_given_up_and_somebody_is_told(
    posts: Posts, status: int, code: str, said: str
) -> None:
    posts.adds(OWNER)
    posts.at_once = 1  # whom it names, of many, are the first three that were not reached
    posts.fake.fail("send", *[Fault(status=status, code=code)] * 40)
    posts.passes()
    assert ("failed", said) in posts.outbox()
    assert (said,) in posts.world.rows(f"SELECT closed FROM chat WHERE external_id = '{OWNER}'")
    posts.fake.faults.clear()
    posts.world.run("UPDATE chat SET closed = NULL, reference = "
                    f"'{{\"serviceUrl\": \"{posts.fake.service}\", \"conversation\": {{\"id\": \"a:{ADMIN}\"}}}}' "
                    f"WHERE external_id = '{ADMIN}'")  # fmt: skip
    posts.passes(days=3)
    told = [" ".join(str(each).replace("\\n", " ").split()) for each in posts.arrived(ADMIN)]
    assert any("I could not reach" in each and said in each for each in told)


def test_who_removed_the_app_is_not_tried_again_until_they_add_it(posts: Posts) -> None:
    posts.adds(OWNER)
    posts.world.run(f"UPDATE chat SET closed = 'they have removed the app in Teams', reference = '{{}}' "
                    f"WHERE external_id = '{OWNER}'")  # fmt: skip
    posts.passes()
    assert posts.outbox()[-1] == ("failed", "they have removed the app in Teams")
    assert posts.fake.tried("create") == []


@pytest.mark.parametrize("status", [429, 412])
def test_teams_is_asked_again_after_as_long_as_it_said_and_not_before(posts: Posts, status: int) -> None:
    posts.adds(OWNER)
    posts.fake.fail("send", *[Fault(status=status, headers={"Retry-After": "40"})] * 2)
    posts.passes()
    assert ("queued", "Teams asks to wait") in posts.outbox()
    tried = len(posts.fake.tried())
    posts.passes(seconds=30)
    assert len(posts.fake.tried()) == tried
    assert posts.outbox()[-1][0] == "queued"
    assert not posts.last("may_repeat")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=502, done=True),
        Fault(status=504, done=True, body="<html>gateway</html>"),
        Fault(status=500, done=True),
        Fault(done=True, drop=True),
    ],
)
def test_what_may_have_arrived_is_sent_once_more_and_says_so_and_is_counted(posts: Posts, fault: Fault) -> None:
    posts.adds(OWNER)
    posts.fake.fail("send", *[fault] * 2)
    posts.passes()
    posts.fake.faults.clear()
    posts.passes(minutes=6)
    posts.passes(minutes=6)
    first, second = posts.arrived()
    assert "may be a repeat" not in str(first)
    assert "may be a repeat" in str(second)
    assert posts.last("may_repeat")
    with closing(Reader(posts.world.engine)) as reader:
        found = {each.name: each.value for each in measured(reader, posts.world.now)}
    assert found["ofsted_bot_outbox_may_repeat"] == 2, "theirs, and an administrator's"


def test_what_may_have_arrived_twice_is_not_sent_a_third_time(posts: Posts) -> None:
    posts.adds(OWNER)
    posts.fake.fail("send", *[Fault(status=504, done=True)] * 40)
    for minutes in (0, 6, 12, 30):
        posts.passes(minutes=minutes)
    assert len(posts.arrived()) == 2
    assert posts.outbox()[-1][0] == "failed"


def test_a_message_that_is_too_large_for_teams_is_told_in_plain_words(posts: Posts) -> None:
    posts.adds(OWNER)
    [(person,)] = posts.world.rows(f"SELECT id FROM person WHERE email = '{PARTICIPATION}'")
    card = Card("Papers", (Paragraph(("An audit of 20 files. " * 4_000,)),), (Action("Status", "status SG4"),))
    posts.senders[0].send(Message("large:1", int(person), "", PARTICIPATION, card, may_repeat=False))
    [sent] = posts.arrived()
    assert size(sent) <= LARGEST_MESSAGE
    told = str(sent.get("attachments") or sent["text"])
    assert "Papers" in told
    assert "stops short" in told or told.endswith("…")


@contextmanager
def slack_too(posts: Posts) -> Iterator[FakeSlack]:
    """Slack beside Teams, where the owner has an account."""
    with fake_slack() as slack:
        slack.add("U0OWNER", PARTICIPATION)
        configured = Settings.read(environ_of_slack(slack, str(posts.world.engine.url))).slack()
        assert configured is not None
        with lent_by_slack(configured, posts.world.engine, posts.world.bot.meet) as sender:
            posts.senders.insert(0, sender)
            yield slack


def to_owner(slack: FakeSlack) -> int:
    return sum(each["channel"] == "DU0OWNER" for each in slack.told("chat.postMessage"))


@pytest.mark.parametrize(("preferred", "platform"), [("NULL", "teams"), ("'teams'", "teams"), ("'slack'", "slack")])
def test_a_person_in_both_platforms_is_written_to_once_where_they_prefer_or_are_known(
    posts: Posts, preferred: str, platform: str
) -> None:
    posts.adds(OWNER)
    posts.world.run(f"UPDATE person SET preferred_platform = {preferred} WHERE email = '{PARTICIPATION}'")
    with slack_too(posts) as slack:
        posts.passes()
        assert (len(posts.arrived()), to_owner(slack)) == ((1, 0) if platform == "teams" else (0, 1))
    assert posts.last("platform") == platform


def test_where_one_platform_cannot_reach_somebody_the_other_does(posts: Posts) -> None:
    posts.world.run(f"UPDATE person SET preferred_platform = 'teams' WHERE email = '{PARTICIPATION}'")
    with slack_too(posts) as slack:
        posts.passes()
        assert to_owner(slack) == 1
    assert posts.last("platform") == "slack"


def test_where_none_can_both_reasons_are_said(posts: Posts) -> None:
    with slack_too(posts) as slack:
        del slack.users["U0OWNER"]
        posts.passes()
    assert posts.outbox()[-1] == ("failed", "they have no account in Slack, and they have not added the app in Teams")


def test_a_button_of_a_reminder_records_it_and_leaves_the_others_standing(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world, fake_teams() as fake:
        world.now = at(MORNING)
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with council(fake, world) as made:
            made.adds(OWNER)
            made.passes()
        [sent] = fake.told("send", f"a:{OWNER}")
        with serving(world, fake) as port:
            teams = TeamsWorld(world, fake, port)
            command = next(each for each in commands_in(sent.given) if each.endswith("LAC4 on track"))
            answer = teams.press(OWNER, command, card=sent.id).json
            assert command not in commands_in(answer)
            assert any("SG4" in each for each in commands_in(answer))
            kept = fake.expect(method="update")
            assert kept["attachments"][0]["content"] == answer["value"]
            assert "Recorded" in str(fake.expect(2, conversation=f"a:{OWNER}"))
            assert "mine" in commands_in(answer), "[More] is about neither"
            last = next(each for each in commands_in(answer) if "/SG4" in each)
            teams.press(OWNER, last, card=sent.id)
            sends = {"form": last, "delivery": "at risk", "narrative": "IT is late."}
            answer = teams.signed(teams.press_body(OWNER, sends, card=sent.id)).json
            assert commands_in(answer) == ["mine"]
            assert "Done: Recorded for LAC4" in str(answer)
            assert "Done: Recorded for SG4" in str(answer)


def erasure(posts: Posts, message_id: str, **more: Any) -> Erasure:
    [(person,)] = posts.world.rows(f"SELECT id FROM person WHERE email = '{PARTICIPATION}'")
    given: dict[str, Any] = {"is_file": False, "gap": gap_card(date(2010, 7, 10)), **more}
    return Erasure("erase:1", int(person), PARTICIPATION, message_id, **given)


def test_what_was_removed_by_law_goes_from_the_message_that_quoted_it(posts: Posts) -> None:
    posts.adds(OWNER)
    [(person,)] = posts.world.rows(f"SELECT id FROM person WHERE email = '{PARTICIPATION}'")
    card = Card("Zoë said so", (), (Action("Status", "status SG4"),))
    sent = posts.senders[0].send(Message("one:1", int(person), "", PARTICIPATION, card, may_repeat=False))
    posts.senders[0].erase(erasure(posts, sent))
    [changed] = posts.fake.told("update", f"a:{OWNER}")
    assert "removed on 10 July 2010" in str(changed.given)
    assert "Zoë" not in str(changed.given)


def test_what_is_gone_already_is_no_fault_and_what_teams_never_lets_go_is_told(posts: Posts) -> None:
    posts.adds(OWNER)
    posts.fake.fail("update", Fault(404, "ActivityNotFoundInConversation"))
    posts.senders[0].erase(erasure(posts, "1:gone"))
    posts.fake.fail("update", Fault(403, "MessageWritesBlocked"))
    with pytest.raises(Unreachable, match="blocked the app"):
        posts.senders[0].erase(erasure(posts, "1:there"))
    with pytest.raises(Unreachable, match="cannot delete it"):
        posts.senders[0].erase(erasure(posts, "1:file", is_file=True))
