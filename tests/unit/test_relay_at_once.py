"""Several messages on their way at once: never two of one conversation, and no more in doubt than were on their way."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typing_extensions import override

from scheduler.relay import Message, Unreachable
from scheduler.tick import tick
from tests.council import CHAIR
from tests.databases import Store
from tests.ticks import Recorder, at, relay
from tests.worlds import LONDON, Setting, World, opened

MORNING = at("2010-04-12T09:05")
AT_ONCE = 4
PATIENCE = 60.0


class Crash(BaseException):
    """The process ends here, as far as anything in it can tell."""


def conversation(message: Message) -> str:
    return message.place or message.email


@dataclass
class Slow(Recorder):
    """A platform that takes what it is told once so many are being told to it, or once nobody else comes."""

    together: int = 1
    here: list[str] = field(default_factory=list)
    most: int = 0
    clashes: int = 0
    then: Callable[[Message], None] = lambda _: None
    changed: threading.Condition = field(default_factory=threading.Condition)

    @override
    def send(self, message: Message) -> str:
        with self.changed:
            self.clashes += self.here.count(conversation(message))
            self.here.append(conversation(message))
            self.most = max(self.most, len(self.here))
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.most >= self.together, PATIENCE)
        try:
            return super().send(message)
        finally:
            with self.changed:
                self.here.remove(conversation(message))
            self.then(message)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    """A Monday on which there is a week's digest, with its details, for the chair and for the board's channel."""
    with opened(store, tmp_path, Setting(now=at("2010-04-09T16:00"))) as world:
        world.in_chat(CHAIR, "digest here")
        world.now = MORNING
        tick(world.engine, MORNING, LONDON)
        world.run(
            "INSERT INTO outbox (dedupe_key, kind, person_id, state, written_at, next_at, attempts, may_repeat, card) "
            "SELECT 'more:' || dedupe_key, 'heartbeat', person_id, 'queued', written_at, next_at, 0, false, '{}' "
            "FROM outbox WHERE kind = 'daily'"
        )
        yield world


def states(world: World) -> dict[str, int]:
    return dict(world.rows("SELECT state, count(*) FROM outbox GROUP BY state"))  # type: ignore[arg-type]


def test_several_are_on_their_way_and_of_one_conversation_one(world: World) -> None:
    platform = Slow(together=AT_ONCE)
    waiting = sum(states(world).values())
    assert relay(world.engine, platform, MORNING, AT_ONCE).run() == waiting
    assert (platform.most, platform.clashes) == (AT_ONCE, 0)
    assert sorted(platform.keys) == sorted(set(platform.keys))
    assert states(world) == {"sent": waiting}
    assert world.rows("SELECT count(*) FROM outbox WHERE may_repeat OR lease_until IS NOT NULL") == [(0,)]


def test_what_follows_another_goes_after_it_in_its_thread(world: World) -> None:
    platform = Slow(together=AT_ONCE)
    relay(world.engine, platform, MORNING, AT_ONCE).run()
    following = world.rows("SELECT f.dedupe_key, l.dedupe_key FROM outbox f JOIN outbox l ON l.id = f.follows_id")
    assert len(following) > 1
    for follower, leader in following:
        assert platform.keys.index(str(leader)) < platform.keys.index(str(follower))
        assert next(each.thread for each in platform.sent if each.key == follower) == f"id of {leader}"


@pytest.mark.parametrize("can_find", [True, False])
def test_a_crash_leaves_in_doubt_only_what_was_on_its_way(world: World, can_find: bool) -> None:  # noqa: FBT001  because it is a case
    def crash(_: Message) -> None:
        raise Crash

    waiting = sum(states(world).values())
    platform = Slow(together=AT_ONCE, can_find=can_find, then=crash)
    with pytest.raises(Crash):
        relay(world.engine, platform, MORNING, AT_ONCE).run()
    told = set(platform.keys)
    assert len(told) == AT_ONCE
    assert world.rows("SELECT count(*) FROM outbox WHERE state = 'sending' OR may_repeat") == [(AT_ONCE,)]
    platform.then = lambda _: None
    relay(world.engine, platform, at("2010-04-12T09:08"), AT_ONCE).run()
    twice = {key for key in platform.keys if platform.keys.count(key) > 1}
    assert twice == (set() if can_find else told)
    assert {message.key for message in platform.sent if message.may_repeat} == twice
    assert states(world) == {"sent": waiting}


def test_told_to_stop_it_tells_what_became_of_those_on_their_way_and_begins_no_other(world: World) -> None:
    stop, platform = threading.Event(), Slow(together=AT_ONCE, then=lambda _: stop.set())
    waiting = sum(states(world).values())
    sending = relay(world.engine, platform, MORNING, AT_ONCE)
    sending.stopping = stop.is_set
    assert sending.run() == AT_ONCE
    assert states(world) == {"sent": AT_ONCE, "queued": waiting - AT_ONCE}


def test_one_that_is_refused_holds_up_no_other(world: World) -> None:
    waiting = sum(states(world).values())
    platform = Slow(together=AT_ONCE, faults=[None, Unreachable("they left"), None, ValueError()])
    relay(world.engine, platform, MORNING, AT_ONCE).run()
    found = states(world)
    assert found["failed"] == 1
    assert found["queued"] >= 1
    assert sum(found.values()) == waiting
