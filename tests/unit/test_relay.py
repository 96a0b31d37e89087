"""Delivery: claimed with a lease, tried again as the platform asks, never lost, never counted as sent when it was not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from handlers.reminding.delivering import failed
from models.database import is_busy
from models.outbox import Outbox
from models.plan import Plan
from models.vocabulary import MessageKind
from scheduler.relay import CAP_S, LEASE, LONGEST, Message, TryLater, Unreachable
from scheduler.relay.carrying import Went
from scheduler.tick import tick
from tests.council import PARTICIPATION
from tests.databases import Store
from tests.ticks import Recorder, at, pass_over, relay, step
from tests.worlds import LONDON, Setting, World, opened

MORNING = at("2010-04-16T09:00")


class Crash(BaseException):
    """The process ends here, as far as anything in it can tell."""


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(now=MORNING)) as world:
        yield world


def states(world: World) -> dict[str, int]:
    return dict(world.rows("SELECT state, count(*) FROM outbox GROUP BY state"))  # type: ignore[arg-type]


def test_what_is_sent_is_marked_with_the_platforms_id_and_kept(world: World) -> None:
    sent = pass_over(world).sent
    assert len(sent) > 3
    rows = world.rows("SELECT dedupe_key, message_id, sent_at IS NOT NULL, attempts FROM outbox WHERE state = 'sent'")
    assert {row[0]: tuple(row[1:]) for row in rows} == {
        message.key: (f"id of {message.key}", 1, 1) for message in sent
    }  # fmt: skip
    assert pass_over(world).sent == []


@pytest.mark.parametrize("can_find", [True, False])
def test_a_crash_after_sending_is_looked_up_or_sent_once_more_and_marked(world: World, can_find: bool) -> None:  # noqa: FBT001  because it is a case
    platform = Recorder(after=[None, Crash()], can_find=can_find)
    with pytest.raises(Crash):
        pass_over(world, platform)
    crashed = platform.keys[1]
    world.wait(minutes=3)
    pass_over(world, platform)
    assert platform.keys.count(crashed) == (1 if can_find else 2)
    assert [message.may_repeat for message in platform.sent if message.key == crashed][1:] == (
        [] if can_find else [True]
    )
    assert all(platform.keys.count(key) == 1 for key in platform.keys if key != crashed)
    assert states(world) == {"sent": len(set(platform.keys))}


def test_a_crash_before_sending_loses_nothing(world: World) -> None:
    platform = Recorder(faults=[None, Crash()])
    with pytest.raises(Crash):
        pass_over(world, platform)
    world.wait(minutes=3)
    pass_over(world, platform)
    assert len(platform.keys) == len(set(platform.keys)) == states(world)["sent"]
    assert list(states(world)) == ["sent"]


def test_it_waits_as_long_as_the_platform_asks(world: World) -> None:
    platform = Recorder(faults=[TryLater("too many", 90)])
    pass_over(world, platform)
    late = world.rows("SELECT dedupe_key FROM outbox WHERE state = 'queued' AND follows_id IS NULL")
    assert len(late) == 1
    world.wait(seconds=89)
    assert pass_over(world, platform).keys.count(str(late[0][0])) == 0
    world.wait(seconds=2)
    assert pass_over(world, platform).keys.count(str(late[0][0])) == 1
    assert not platform.sent[-1].may_repeat


def test_without_a_word_from_the_platform_it_waits_ever_longer_and_in_the_end_gives_up_and_says_so(
    world: World,
) -> None:
    platform, waits = Recorder(faults=[TryLater("busy")]), []
    pass_over(world, platform)
    [(key,)] = world.rows("SELECT dedupe_key FROM outbox WHERE state = 'queued' AND follows_id IS NULL")
    for _ in range(11):
        waits.append(_due(world, str(key)) - world.now)
        world.wait(minutes=6)
        platform.faults = [TryLater("busy")]
        relay(world.engine, platform, world.now).run()
    assert waits == sorted(waits)
    assert timedelta(seconds=1) <= waits[0] < waits[-1] <= timedelta(seconds=CAP_S)
    world.wait(hours=24)
    platform.faults = [TryLater("busy")]
    relay(world.engine, platform, world.now).run()
    assert world.rows(f"SELECT state FROM outbox WHERE dedupe_key = '{key}'") == [("queued",)]
    world.wait(seconds=int(LONGEST.total_seconds()))
    platform.faults = [TryLater("busy")]
    relay(world.engine, platform, world.now).run()
    assert world.rows(f"SELECT state FROM outbox WHERE dedupe_key = '{key}'") == [("failed",)]
    assert world.rows("SELECT DISTINCT reason FROM ledger WHERE state = 'failed'") == [("busy",)]
    assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'unreached'") != [(0,)]


def _due(world: World, key: str) -> datetime:
    with Session(world.engine) as session:
        return session.exec(select(Outbox).where(Outbox.dedupe_key == key)).one().next_at


def test_a_refusal_for_good_is_never_sent_and_who_runs_the_plan_is_told(world: World) -> None:
    pass_over(world, Recorder(faults=[Unreachable("they left on 3 March")]))
    assert states(world)["failed"] == 1
    assert world.rows("SELECT DISTINCT reason FROM ledger WHERE state = 'failed'") == [("they left on 3 March",)]
    told = step(world, "2010-04-19T10:00").sent
    assert any("they left on 3 March" in f"{message.card}" for message in told)


def test_what_may_have_arrived_is_sent_once_more_and_then_given_up(world: World) -> None:
    platform = Recorder(faults=[TimeoutError(), None], can_find=False)
    pass_over(world, platform)
    key = str(world.rows("SELECT dedupe_key FROM outbox WHERE state = 'queued' AND follows_id IS NULL")[0][0])
    world.wait(minutes=6)
    platform.faults = [TimeoutError()]
    pass_over(world, platform)
    assert key not in platform.keys
    assert world.rows(f"SELECT state FROM outbox WHERE dedupe_key = '{key}'") == [("failed",)]


def test_a_lease_is_nobody_elses_until_it_ends(world: World) -> None:
    tick(world.engine, MORNING, LONDON)
    mine, theirs = Recorder(), Recorder()
    first, second = (relay(world.engine, each, MORNING) for each in (mine, theirs))
    _, held = first.queue.take(50)
    ids = {flight.outbox_id for flight in held}
    assert ids
    assert ids.isdisjoint({flight.outbox_id for flight in second.queue.take(50)[1]})
    late = relay(world.engine, theirs, MORNING + LEASE + timedelta(seconds=1))
    again = {flight.outbox_id: flight.message for flight in late.queue.take(50)[1]}
    assert ids <= set(again)
    retried = [message for each, message in again.items() if each in ids and isinstance(message, Message)]
    assert [message.may_repeat for message in retried] == [True] * len(ids)
    first.queue.land([(flight, Went("late", fresh=True)) for flight in held])
    assert states(world)["sending"] == len(again)
    assert "sent" not in states(world)
    assert mine.sent == []


def test_two_ticks_and_two_deliveries_at_once_send_everything_once(world: World, tmp_path: Path, store: Store) -> None:
    with opened(store, tmp_path, Setting(now=MORNING)) as alone:
        wanted = sorted(pass_over(alone).keys)
    together, platforms = Barrier(2), [Recorder(), Recorder()]
    lost: list[Exception] = []

    def run(platform: Recorder) -> None:
        together.wait()
        for _ in range(3):
            try:
                tick(world.engine, MORNING, LONDON)
                relay(world.engine, platform, MORNING).run()
            except (DBAPIError, StaleDataError) as error:  # only the loser of a race may fail, and it tries again
                lost.append(error)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, platforms))
    assert sorted(key for platform in platforms for key in platform.keys) == wanted
    assert all(is_busy(error) for error in lost)


def test_it_says_what_is_so_when_it_goes_and_not_what_was_so_when_it_was_queued(world: World) -> None:
    tick(world.engine, MORNING, LONDON)
    assert "Recorded" in world.says(PARTICIPATION, 'update LAC4 on track "All three areas"')
    platform = Recorder()
    relay(world.engine, platform, MORNING).run()
    [mine] = [message for message in platform.sent if message.email == PARTICIPATION]
    assert "LAC4" not in f"{mine.card}"
    assert "SG4" in f"{mine.card}"
    left = world.rows("SELECT state, reason FROM ledger WHERE state = 'suppressed' AND outbox_id IS NOT NULL")
    assert left == [("suppressed", "no longer needed when it was to be sent")]


def test_two_notices_of_one_day_about_somebody_who_is_not_reached_both_reach_who_runs_the_plan(world: World) -> None:
    pass_over(world, Recorder(faults=[Unreachable("they left on 3 March")]))
    ((_, subject),) = world.rows("SELECT id, subject FROM reminder WHERE kind = 'unreached'")
    failed_again(world, int(str(subject).partition(":")[2]), "their account was closed")
    (note,) = world.rows("SELECT note FROM reminder WHERE kind = 'unreached'")
    assert "they left on 3 March" in str(note)
    assert "their account was closed" in str(note)
    sent = " ".join(f"{message.card}" for message in step(world, "2010-04-19T10:00").sent)
    assert "they left on 3 March" in sent
    assert "their account was closed" in sent
    failed_again(world, int(str(subject).partition(":")[2]), "their mailbox is full")
    sent = " ".join(f"{message.card}" for message in step(world, "2010-04-21T10:00").sent)
    assert "their mailbox is full" in sent


def failed_again(world: World, person: int, reason: str) -> None:
    """Another message to somebody that does not go, on the same day."""
    with Session(world.engine) as session:
        plan = session.exec(select(Plan.id)).first()
        row = Outbox(
            dedupe_key=f"daily:{person}:{reason}", kind=MessageKind.DIGEST, person_id=person, plan_id=plan,
            written_at=world.now, next_at=world.now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        failed(session, row, reason, world.now)
        session.commit()
