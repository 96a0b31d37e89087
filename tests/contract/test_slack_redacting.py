"""What was removed by law goes from Slack too: reminders, digests, answers in direct messages, and files given back."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.test_slack_giving import AUDIT, OFFER, wanted
from tests.contract.test_slack_reminders import OWNER, Posts, council
from tests.council import CONTRIBUTOR, DIRECTOR, PARTICIPATION
from tests.databases import SqliteStore
from tests.slack_fake import PATIENCE, Fault, Json, fake_slack
from tests.slack_worlds import CHANNEL, PEOPLE, SlackWorld, serving
from tests.ticks import Reminded, at
from tests.worlds import Setting, World, opened

SLIPPED = "What slipped through of Zoë & her school, in words long enough that a card cuts them short for its reader"
OPENING = "What slipped through of"


def removed(world: World, name: str, said: str = "R1") -> str:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {CONTRIBUTOR}").refused
    asked = world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"')
    assert not asked.refused, asked
    return " ".join(world.says(CONTRIBUTOR, f"redact confirm {said}").split())


@pytest.fixture
def posts(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Posts]:
    """The morning of Friday 16 April 2010, when the owner of a document is reminded of it by its name."""
    with opened(sqlite_store, tmp_path, Reminded(demonstration=True)) as world, fake_slack() as fake:
        world.now = at("2010-04-15T12:00")
        assert not world.ask(DIRECTOR, f'library add "{SLIPPED}" owner={PARTICIPATION}').refused
        world.now = at("2010-04-16T09:05")
        for number, (email,) in enumerate(world.rows("SELECT email FROM person")):
            fake.add(f"U{number}", email)
        for user, email in PEOPLE.items():
            fake.users = {key: each for key, each in fake.users.items() if each["profile"]["email"] != email}
            fake.add(user, email)
        with council(fake, world) as posts:
            yield posts


def document(posts: Posts) -> str:
    return f"L{posts.world.rows('SELECT max(id) FROM library_item')[0][0]}"


def reminder(posts: Posts) -> Json:
    [found] = posts.arrived(OWNER)
    assert OPENING in str(found["blocks"])
    return found


def test_a_reminder_that_quotes_what_was_removed_becomes_a_marked_gap(posts: Posts) -> None:
    posts.passes()
    shown = reminder(posts)
    assert "1 message of mine in chat goes as well" in removed(posts.world, document(posts))
    assert posts.fake.told("chat.update") == []
    posts.passes(minutes=1)
    [changed] = posts.fake.told("chat.update")
    assert (changed["channel"], changed["ts"]) == (OWNER, shown["ts"])
    assert "[removed on 16 April 2010]" in changed["text"]
    assert OPENING not in str(changed)
    posts.passes(minutes=1)
    assert len(posts.fake.told("chat.update")) == 1
    assert OPENING not in repr(posts.world.everything())
    assert posts.world.audit_problems() == []


def test_messages_that_say_nothing_of_it_stay(posts: Posts) -> None:
    posts.passes()
    reminder(posts)
    others = posts.world.rows("SELECT count(*) FROM outbox WHERE platform = 'slack' AND state = 'sent'")[0][0]
    removed(posts.world, document(posts))
    posts.passes(minutes=1)
    assert others > 1
    assert len(posts.fake.told("chat.update")) == 1


def test_taking_it_away_is_tried_again_until_slack_takes_it(posts: Posts) -> None:
    posts.passes()
    reminder(posts)
    removed(posts.world, document(posts))
    posts.fake.fail("chat.update", Fault(status=502), Fault(error="internal_error"), Fault(error="service_unavailable"))
    for _ in range(4):
        posts.passes(minutes=6)
    assert len(posts.fake.told("chat.update")) == 4
    assert posts.world.rows("SELECT state FROM outbox WHERE kind = 'erasure'") == [("sent",)]


def test_what_nobody_may_edit_is_deleted_and_what_is_gone_is_no_fault(posts: Posts) -> None:
    posts.passes()
    shown = reminder(posts)
    removed(posts.world, document(posts))
    posts.fake.fail("chat.update", Fault(error="edit_window_closed"))
    posts.fake.fail("chat.delete", Fault(error="message_not_found"))
    posts.passes(minutes=1)
    assert posts.fake.told("chat.delete") == [{"channel": OWNER, "ts": shown["ts"]}]
    assert posts.world.rows("SELECT state FROM outbox WHERE kind = 'erasure'") == [("sent",)]


def test_who_runs_the_plan_is_told_what_slack_will_not_let_go(posts: Posts) -> None:
    posts.passes()
    reminder(posts)
    removed(posts.world, document(posts))
    posts.fake.fail("chat.update", Fault(error="cant_update_message"))
    posts.fake.fail("chat.delete", Fault(error="compliance_exports_prevent_deletion"))
    posts.passes(minutes=1)
    assert posts.world.rows("SELECT state FROM outbox WHERE kind = 'erasure'") == [("failed",)]
    posts.passes(days=3)
    told = [str(each["blocks"]) for each in posts.arrived("DU0ADMIN")]
    said = "my messages to Head of Participation: Slack does not let me change or delete it. Ask them to delete it."
    assert any(said in text for text in told), told


@pytest.fixture
def slack(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[SlackWorld]:
    with opened(sqlite_store, tmp_path, Setting(demonstration=True)) as world, fake_slack() as fake:
        for user, email in PEOPLE.items():
            fake.add(user, email)
        fake.channels[CHANNEL] = {"id": CHANNEL, "is_ext_shared": False}
        with serving(world, fake, {"EVIDENCE_DIR": str(tmp_path / "evidence")}) as port:
            yield SlackWorld(world, fake, port).met("U0OWNER", "U0VIEWER")
        assert world.audit_problems() == []


def test_an_answer_in_a_direct_message_goes_too_and_the_others_stay(slack: SlackWorld) -> None:
    slack.event(slack.message("U0OWNER", f'update SG4 at risk "{SLIPPED}"'))
    slack.fake.expect("chat.postMessage")
    slack.event(slack.message("U0OWNER", "history SG4"))
    slack.fake.expect("chat.postMessage", 2)
    slack.event(slack.message("U0OWNER", "status SG1"))
    slack.fake.expect("chat.postMessage", 3)
    slack.settled()
    quoting = [each["ts"] for each in slack.fake.posted(OWNER) if OPENING in str(each["blocks"])]
    assert quoting
    name = "U" + str(slack.world.rows('SELECT max(id) FROM "update"')[0][0])
    removed(slack.world, name)
    assert OPENING not in repr(slack.world.everything())
    with council(slack.fake, slack.world) as posts:
        posts.passes(minutes=1)
    gaps = [each for each in slack.fake.told("chat.update") if "[removed on" in each["text"]]
    assert sorted(each["ts"] for each in gaps) == sorted(quoting)


def test_a_kept_file_that_was_given_back_is_deleted(slack: SlackWorld) -> None:
    slack.fake.files["F1"], slack.fake.names["F1"] = AUDIT, "audit.pdf"
    files = [{"id": "F1", "name": "audit.pdf"}]
    slack.event(slack.message("U0OWNER", OFFER, subtype="file_share", files=files))
    slack.fake.expect("chat.postMessage")
    slack.command("U0OWNER", wanted(slack))
    given = slack.fake.expect("files.completeUploadExternal")["files"][0]["id"]
    slack.settled()
    _put_down(slack.world, "file")
    removed(slack.world, wanted(slack).split()[1])
    with council(slack.fake, slack.world) as posts:
        posts.passes(minutes=1)
    assert slack.fake.told("files.delete") == [{"file": given}]


def _put_down(world: World, kind: str) -> None:
    """Wait until it is known to stand there."""
    for _ in range(int(PATIENCE * 20)):
        if world.rows(f"SELECT 1 FROM outbox WHERE kind = '{kind}'"):
            return
        threading.Event().wait(0.05)
    raise AssertionError(world.rows("SELECT kind, state FROM outbox"))
