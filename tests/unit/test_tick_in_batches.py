"""What is due is put down in short transactions: a crash between two repeats nothing and loses nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from handlers.reminding.queueing import batches
from scheduler.holding import holding
from scheduler.tick import tick
from tests.databases import Store
from tests.ticks import Reminded, at
from tests.worlds import LONDON, World, opened

MOMENT = at("2010-04-16T09:05")
ASKED = "SELECT subject, kind, due_on, recipient, state, moment FROM ledger ORDER BY 1, 2, 3, 4"
MESSAGES = "SELECT dedupe_key, state FROM outbox ORDER BY 1"
WAITING = "SELECT subject, kind, due_on, level FROM reminder WHERE state = 'pending' ORDER BY 1, 2, 3"
TOGETHER = (
    "SELECT outbox.dedupe_key, ledger.subject FROM ledger JOIN outbox ON outbox.id = ledger.outbox_id ORDER BY 1, 2"
)


class Crash(Exception):
    """What ends a program between two of its transactions."""


def told(world: World) -> list[Any]:
    return [world.rows(each) for each in (ASKED, MESSAGES, WAITING, TOGETHER)]


def due(world: World, most: int) -> list[list[int]]:
    with holding(world.engine) as session:
        return batches(session, MOMENT, most)


def ticked_until(world: World, commits: int) -> None:
    """Tick in the smallest batches, and break off when one more than so many are kept."""
    kept = 0

    def committing(_: object) -> None:
        nonlocal kept
        kept += 1
        if kept > commits:
            raise Crash

    event.listen(world.engine, "commit", committing)
    try:
        tick(world.engine, MOMENT, LONDON, most=1)
    finally:
        event.remove(world.engine, "commit", committing)


def test_small_batches_come_to_what_one_does(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world:
        assert len(due(world, 1_000)) == 1
        found = tick(world.engine, MOMENT, LONDON)
        whole = told(world)
    with opened(store, tmp_path, Reminded()) as world:
        assert len(due(world, 1)) > 2
        assert tick(world.engine, MOMENT, LONDON, most=1) == found
        assert told(world) == whole


def test_a_crash_between_batches_repeats_nothing_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world:
        before = told(world)
        tick(world.engine, MOMENT, LONDON)
        whole = told(world)
        assert whole != before
    for commits in range(3):
        with opened(store, tmp_path, Reminded()) as world:
            with pytest.raises(Crash):
                ticked_until(world, commits)
            assert (told(world) == before) is (commits == 0)
            assert told(world) != whole
            tick(world.engine, MOMENT, LONDON, most=1)
            assert told(world) == whole


def test_what_one_owner_is_asked_stands_in_one_batch(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world:
        found = due(world, 1)
        assert sorted(each for ids in found for each in ids) == sorted(due(world, 1_000)[0])
        owned = world.rows(
            "SELECT reminder.id, min(tie.person_id) FROM reminder JOIN tie ON tie.relation = 'owner' AND tie.until_on IS NULL "
            "AND reminder.subject IN ('action:' || tie.action_id, 'recommendation:' || tie.recommendation_id) "
            "WHERE tie.person_id IS NOT NULL GROUP BY reminder.id HAVING count(*) = 1"
        )
        batch_of = {row: number for number, ids in enumerate(found) for row in ids}
        places = {(person, batch_of[row]) for row, person in owned if row in batch_of}
        assert len(places) == len({person for person, _ in places}) > 1
