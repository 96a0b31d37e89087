"""What is read and written together comes to what is done one by one, and one fault among many holds up no other."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, select, text, update
from sqlmodel import Session, col
from sqlmodel import select as entities

from handlers.reminding import matters
from models.database import Statement, among, reader_of, table_of
from models.plan import Plan
from scheduler.tick import tick
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, Reminded, at, relay
from tests.worlds import LONDON, World, opened

MOMENT = at("2010-04-16T09:05")
DUE = (
    "SELECT subject FROM reminder WHERE state = 'pending' AND due_on <= '2010-04-16' AND kind = 'deadline'"
    " AND subject LIKE 'recommendation:%' ORDER BY id"
)
ASKED = "SELECT subject, kind, due_on, recipient, state, reason, moment, because FROM ledger ORDER BY 1, 2, 3, 4"
WAITING = "SELECT subject, kind, due_on, level FROM reminder WHERE state = 'pending' ORDER BY 1, 2, 3"
PLANS = table_of(Plan)
TITLES = Statement(lambda: select(PLANS.c.title).where(among(PLANS.c.key, "keys")).order_by(PLANS.c.id))
BY_ID = Statement(lambda: select(PLANS.c.key).where(among(PLANS.c.id, "ids"), among(PLANS.c.key, "keys")))
TITLE = Statement(lambda: select(PLANS.c.title).where(PLANS.c.key == bindparam("key")))
RETITLE = Statement(lambda: update(PLANS).where(PLANS.c.key == bindparam("which")).values(title=bindparam("to")))
KEY = "cambridgeshire-2009"


@pytest.fixture
def files(tmp_path: Path) -> SqliteStore:
    """Only an SQLite database can be damaged in this way: PostgreSQL takes no day that is none."""
    return SqliteStore(tmp_path)


def damaged(world: World, subject: str) -> None:
    """Put a day into an item's row that is none, as no program of ours would."""
    with world.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        number = {"id": subject.partition(":")[2]}
        connection.execute(text("UPDATE recommendation SET agreed_on = 'soon' WHERE id = :id"), number)
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")


def others(rows: list[Any], subject: str) -> list[Any]:
    return [row for row in rows if row[0] != subject]


@contextmanager
def writing(world: World) -> Iterator[Session]:
    with Session(world.engine) as session, session.begin():
        yield session


def test_one_ladder_that_cannot_be_climbed_waits_and_the_others_come_to_the_same(
    files: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(files, tmp_path, Reminded()) as world:
        subjects = [row[0] for row in world.rows(DUE)]
        tick(world.engine, MOMENT, LONDON)
        asked, waiting = world.rows(ASKED), world.rows(WAITING)
    bad = subjects[0]
    assert len(subjects) > 1

    with opened(files, tmp_path, Reminded()) as world:
        damaged(world, bad)
        with caplog.at_level(logging.ERROR):
            tick(world.engine, MOMENT, LONDON)

        assert f"deadline of {bad} could not be decided" in caplog.text
        assert others(world.rows(ASKED), bad) == others(asked, bad)
        assert others(world.rows(WAITING), bad) == others(waiting, bad)
        assert bad in {row[0] for row in world.rows(DUE)}


def test_one_message_that_cannot_be_composed_waits_and_the_others_go(
    files: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(files, tmp_path, Reminded()) as world:
        tick(world.engine, MOMENT, LONDON)
        whole = Recorder()
        relay(world.engine, whole, MOMENT, at_once=8).run()
        ((bad, key),) = world.rows(
            "SELECT ledger.subject, outbox.dedupe_key FROM ledger JOIN outbox ON outbox.id = ledger.outbox_id"
            " WHERE outbox.sent_at = (SELECT max(sent_at) FROM outbox) AND ledger.subject LIKE 'recommendation:%'"
            " AND outbox.kind = 'daily' ORDER BY ledger.id LIMIT 1"
        )
    with opened(files, tmp_path, Reminded()) as world:
        tick(world.engine, MOMENT, LONDON)
        damaged(world, bad)
        sent = Recorder()
        with caplog.at_level(logging.ERROR):
            relay(world.engine, sent, MOMENT, at_once=8).run()

        assert "cannot be composed" in caplog.text
        assert len(whole.keys) > 1
        assert sorted(sent.keys) == sorted(set(whole.keys) - {key})
        assert {message.key: message.card for message in sent.sent} == {
            message.key: message.card for message in whole.sent if message.key != key
        }
        assert world.rows(f"SELECT state FROM outbox WHERE dedupe_key = '{key}'") == [("queued",)]


@pytest.mark.parametrize("moment", [MOMENT, at("2010-03-01T10:00")])
def test_items_read_together_are_those_read_one_by_one(store: Store, tmp_path: Path, moment: datetime) -> None:
    with opened(store, tmp_path, Reminded()) as world:
        assert not world.ask("", 'update SG4 at risk "Rooms were not free"').refused
        with writing(world) as session:
            plans = session.exec(entities(Plan.id)).all()
            subjects = [each for plan in plans for each in matters.subjects_of(session, int(plan or 0))]
            one_by_one = {each: matters.load(session, each, moment, LONDON) for each in subjects}

            assert len(subjects) > 1
            said = [each.word.text for each in one_by_one.values() if each and each.word]
            assert ("Rooms were not free" in said) == (moment > world.now)
            assert any(each and each.asked.first_asked_on for each in one_by_one.values())
            assert matters.load_all(session, [*subjects, "plan:1", "action:999999"], moment, LONDON) == one_by_one


def test_a_condition_on_many_values_finds_each_of_them_and_none_where_there_are_none(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, Reminded()) as world, writing(world) as session:
        reader = reader_of(session)
        ((key, title),) = session.exec(entities(Plan.key, Plan.title).where(col(Plan.key) == KEY)).all()
        ids = list(session.exec(entities(Plan.id)).all())

        assert [row.title for row in reader.all(TITLES, keys=[key, "no such plan"])] == [title]
        assert reader.all(TITLES, keys=[]) == []
        assert [row.key for row in reader.all(BY_ID, ids=ids, keys=[key])] == [key]
        assert reader.all(BY_ID, ids=[], keys=[key]) == []


def test_what_was_read_ahead_holds_until_anything_is_written(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world, writing(world) as session:
        reader = reader_of(session)
        stored = reader.one(TITLE, key=KEY).title
        ahead = reader.all(TITLES, keys=["no such plan"])
        with reader.ahead() as put:
            put(TITLE, ahead, key=KEY)
            assert reader.all(TITLE, key=KEY) == []
            assert reader.all(TITLE, key="other") == []
            reader.run(RETITLE, which=KEY, to="As written")
            assert reader.one(TITLE, key=KEY).title == "As written"

        with reader.ahead() as put:
            put(TITLE, ahead, key=KEY)
            session.exec(entities(Plan).where(col(Plan.key) == KEY)).one().title = stored
            assert reader.one(TITLE, key=KEY).title == stored

        with reader.ahead() as put:
            put(TITLE, ahead, key=KEY)
        assert reader.one(TITLE, key=KEY).title == stored
