"""Writers at the same time, in real threads and real programs: nothing is lost, and a lock is waited for."""

import threading
import time
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from models.audit import Fault, Problem, head, is_demonstration, verify
from models.database import Reader, engine_for, is_busy, reader_of, schema_state
from models.plan import Council, Plan
from tests.audit_chains import KEY, add, faults
from tests.writers import bump, bump_unlocked, in_programs, in_threads, make, note

WAYS = [in_threads, in_programs]
Task = Callable[[str, int], None]
Way = Callable[[Task, str, int, int], None]


@pytest.fixture
def plan(session: Session) -> Plan:
    session.add(Council(key="c", name="Council", short_name="C"))
    session.flush()
    plan = Plan(key="p", council_id=1, title="Plan", settings={"count": 0})
    session.add(plan)
    session.commit()
    return plan


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("task", [bump, bump_unlocked])
def test_no_change_is_lost(way: Way, task: Task, plan: Plan, session: Session, database_url: str) -> None:
    way(task, database_url, 25, 4)
    session.refresh(plan)
    assert (plan.settings, plan.version) == ({"count": 100}, 101)


@pytest.mark.parametrize("way", WAYS)
def test_the_audit_chain_stays_one_chain(way: Way, database_url: str, session: Session, engine: Engine) -> None:
    way(note, database_url, 20, 4)
    assert head(reader_of(session)).count == 160
    session.rollback()
    assert faults(engine) == []


def test_programs_that_migrate_at_once_make_one_database(empty_database_url: str) -> None:
    in_programs(make, empty_database_url, 1, 4)
    engine = engine_for(empty_database_url)
    reader = Reader(engine)
    state, demonstration = schema_state(engine), is_demonstration(reader, KEY)
    reader.close()
    engine.dispose()
    assert (state, demonstration) == ("current", False)


@pytest.mark.usefixtures("plan")
def test_a_change_worked_out_from_an_older_version_is_refused(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        seen = session.get_one(Plan, 1)
        session.commit()
        with Session(engine) as other:
            other.get_one(Plan, 1).version += 1
            other.commit()
        seen.title = "From an older version"
        with pytest.raises(StaleDataError) as refused:
            session.commit()
        assert is_busy(refused.value)


LOCK = "UPDATE plan SET title = 'Held' WHERE id = 1"


@pytest.mark.usefixtures("plan")
def test_a_writer_that_meets_a_lock_waits_and_then_says_so(database_url: str, engine: Engine) -> None:
    impatient = engine_for(database_url, busy_ms=300)
    with engine.begin() as holder:
        holder.execute(text(LOCK))
        started = time.monotonic()
        with pytest.raises(DBAPIError) as refused, impatient.begin() as connection:
            connection.execute(text(LOCK))
        assert time.monotonic() - started > 0.25
        assert is_busy(refused.value)
    with impatient.begin() as connection:
        connection.execute(text(LOCK))
    impatient.dispose()


@pytest.mark.usefixtures("plan")
def test_a_writer_goes_on_when_the_lock_is_let_go(engine: Engine) -> None:
    done = threading.Event()

    def write() -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE plan SET title = title || ' twice' WHERE id = 1"))
        done.set()

    with engine.begin() as holder:
        holder.execute(text(LOCK))
        waiting = threading.Thread(target=write)
        waiting.start()
        assert not done.wait(0.2)
    waiting.join()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM plan")).scalar() == "Held twice"


@pytest.mark.usefixtures("plan")
def test_a_reader_never_waits_for_a_writer(engine: Engine) -> None:
    reader = Reader(engine)
    with engine.begin() as holder:
        holder.execute(text(LOCK))
        assert head(reader).count == 0
        assert verify(reader, KEY) == [Problem(None, Fault.EMPTY)]
    reader.close()


@pytest.mark.usefixtures("plan")
def test_two_changes_that_wait_for_each_other_are_told_apart(engine: Engine) -> None:
    """Recording before changing breaks the rule; PostgreSQL then refuses one of the two, and loses nothing."""
    if engine.dialect.name == "sqlite":
        pytest.skip("on SQLite no two changes are under way at once")
    with Session(engine, info={"audit_key": KEY}) as first, Session(engine, info={"audit_key": KEY}) as second:
        add(first, 1)
        second.connection().execute(text(LOCK))
        outcomes: list[BaseException] = []

        def record_last() -> None:
            try:
                add(second, 2)
                second.commit()
            except (psycopg.Error, DBAPIError) as error:
                outcomes.append(error)
                second.rollback()

        waiting = threading.Thread(target=record_last)
        waiting.start()
        try:
            first.connection().execute(text(LOCK))
            first.commit()
        except DBAPIError as error:
            outcomes.append(error)
            first.rollback()
        waiting.join()
    assert [is_busy(error) for error in outcomes] == [True]
    assert faults(engine) == []
