"""A board's channel in Teams: the week is told there once somebody who runs the board named it, and nothing else is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.request import Request
from tests.contract.test_slack_redacting import OPENING, SLIPPED, removed
from tests.contract.test_teams_reminders import Posts, council
from tests.council import CHAIR, DIRECTOR, PARTICIPATION
from tests.databases import SqliteStore
from tests.teams_fake import Fault, Told, fake_teams
from tests.teams_worlds import OWNER, PEOPLE, TEAM, THE_CHAIR, commands_in
from tests.ticks import Reminded, at
from tests.worlds import opened


@pytest.fixture
def posts(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Posts]:
    """The chair said on Friday that the week comes to the board's channel; it is Monday morning."""
    with opened(sqlite_store, tmp_path, Reminded(demonstration=True)) as world, fake_teams() as fake:
        world.now = at("2010-04-16T12:00")
        for user, email in PEOPLE.items():
            fake.add(user, email)
        with council(fake, world) as made:
            made.adds(THE_CHAIR)
            made.adds(OWNER)
            said = world.bot.ask(Request("teams", THE_CHAIR, TEAM, "digest here"))
            assert not said.refused, said
            made.passes()
            world.now = at("2010-04-19T09:05")
            yield made


def posted(posts: Posts, where: str = TEAM) -> list[Told]:
    return posts.fake.told("send", where)


def notes(posts: Posts) -> str:
    return str(posts.world.rows("SELECT note FROM reminder WHERE kind = 'unreached'"))


def test_the_week_is_posted_in_the_boards_channel_and_its_details_in_the_thread(posts: Posts) -> None:
    posts.passes()
    posts.passes(minutes=2)
    head, details = posted(posts)
    assert head.conversation == TEAM
    assert commands_in(head.given) == ["digest cambridgeshire-2009"]
    assert details.conversation == f"{TEAM};messageid={head.id}"
    assert "what stands behind the week" in details.given["summary"]
    posts.passes(minutes=2)
    assert len(posted(posts)) == 2


def test_the_chair_has_a_copy_of_their_own(posts: Posts) -> None:
    posts.passes()
    assert any("digest" in str(each.given) for each in posted(posts, f"a:{THE_CHAIR}"))


def test_in_a_chat_of_several_the_details_come_below(posts: Posts) -> None:
    chat = "19:several@thread.v2"
    posts.world.run(f"UPDATE board_place SET conversation = '{chat}'")
    posts.passes()
    posts.passes(minutes=2)
    assert [each.conversation for each in posted(posts, chat)] == [chat, chat]


@pytest.mark.parametrize("fault", [Fault(403, "BotNotInConversationRoster"), Fault(404, "ConversationNotFound")])
def test_who_runs_the_plan_is_told_of_a_channel_that_cannot_be_written_to(posts: Posts, fault: Fault) -> None:
    posts.world.run("UPDATE outbox SET state = 'suppressed' WHERE state = 'queued'")
    posts.fake.fail("send", *[fault] * 20)
    posts.passes()
    assert "in the channel of the Improvement Steering Group: I am not in it; add the app there in Teams" in notes(
        posts
    )


def test_a_channel_of_slack_is_not_written_to(posts: Posts) -> None:
    posts.world.run("UPDATE board_place SET platform = 'slack'")
    posts.passes()
    assert posted(posts) == []
    assert "it is not in Teams" in notes(posts)


def test_what_was_removed_by_law_goes_from_the_channel(posts: Posts) -> None:
    posts.passes()
    [head, *_] = posted(posts)
    [(row,)] = rows(posts, f"SELECT id FROM outbox WHERE message_id = '{head.id}'")
    assert not posts.world.ask(DIRECTOR, f'library add "{SLIPPED}" owner={PARTICIPATION}').refused
    posts.world.run(f"""UPDATE outbox SET card = '{{"kind": "Card", "title": "{SLIPPED}"}}' WHERE id = {row}""")
    document = f"L{rows(posts, 'SELECT max(id) FROM library_item')[0][0]}"
    removed(posts.world, document)
    posts.passes(minutes=1)
    changed = [each for each in posts.fake.told("update", TEAM) if each.what == head.id]
    assert ["removed on 19 April 2010" in str(each.given) for each in changed] == [True]
    assert OPENING not in str(changed)


def rows(posts: Posts, wanted: str) -> list[Any]:
    return list(posts.world.rows(wanted))


def test_nothing_else_goes_where_others_read(posts: Posts) -> None:
    posts.passes()
    posts.passes(minutes=2)
    posts.passes(days=1)
    assert len(posted(posts)) == 2
    assert CHAIR not in str([each.given for each in posted(posts)])
