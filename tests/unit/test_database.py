"""How the database is opened, and read on a kept connection, on SQLite and on PostgreSQL."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, bindparam, delete, func, insert, select, text, update
from sqlmodel import Session

from models.database import Reader, Statement, Writer, engine_for, is_busy, reader_of, table_of
from models.plan import Council, Plan, Recommendation
from models.progress import Update
from models.rules.dates import Precision
from models.rules.deadlines import Basis
from models.vocabulary import Delivery, Impact, ItemKind, NumberBasis, Platform, SignOff, TimeLimit

NOON = datetime(2026, 3, 29, 13, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))  # noon in UTC
SETTINGS = {"words": ["é", None, 1.5, {"a": True}], "empty": {}}

PLANS = table_of(Plan)
ITEMS = table_of(Recommendation)

TITLE = Statement(select(PLANS.c.title).where(PLANS.c.key == bindparam("key")))
PLAN_COUNT = Statement(lambda: select(func.count().label("plans")).select_from(PLANS))
RETITLE = Statement(lambda: update(PLANS).where(PLANS.c.key == bindparam("which")).values(title=bindparam("to")))


@Statement
def matching() -> Any:
    """Every kind of parameter and constant at once."""
    days = ITEMS.c.due_on == bindparam("due"), ITEMS.c.agreed_on.is_(None), ITEMS.c.due_on > date(2010, 1, 1)
    moments = ITEMS.c.latest_update_at <= bindparam("at"), ITEMS.c.latest_update_at > datetime(2026, 1, 1, tzinfo=UTC)
    choices = ITEMS.c.delivery == bindparam("delivery"), ITEMS.c.sign_off != SignOff.SIGNED_OFF
    chosen = ITEMS.c.impact.in_([Impact.EMERGING, Impact.EVIDENCED]), ITEMS.c.label.like("SG%")
    others = ITEMS.c.restricted == bindparam("restricted"), ITEMS.c.number > 3
    found = select(ITEMS.c.label).where(*days, *moments, *choices, *chosen, *others)
    return found.limit(bindparam("most")).offset(0)


WANTED = {"due": date(2010, 4, 30), "at": NOON, "delivery": Delivery.AT_RISK, "restricted": True, "most": 5}


@pytest.fixture
def reader(engine: Engine) -> Iterator[Reader]:
    reader = Reader(engine)
    yield reader
    reader.close()


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan and an item with something in every kind of column, committed."""
    session.add(Council(key="c", name="Council", short_name="C"))
    session.flush()
    plan = Plan(key="p", council_id=1, title="Plan", published_at=NOON, approved_on=date(2024, 2, 29))
    plan.settings = SETTINGS
    session.add(plan)
    session.flush()
    item = Recommendation(
        plan_id=1, position=1, label="SG4", label_key="sg4", number=4, number_basis=NumberBasis.DOCUMENT,
        kind=ItemKind.RECOMMENDATION, source_text="Improve – now; 100 %s :x ?", time_limit=TimeLimit.IMMEDIATELY,
        due_on=date(2010, 4, 30), due_precision=Precision.DAY, due_basis=Basis.STATED, delivery=Delivery.AT_RISK,
        impact=Impact.EMERGING, latest_update_at=NOON, restricted=True, source={"nested": [1, {"x": None}]},
    )  # fmt: skip
    session.add(item)
    session.flush()
    session.add(Update(plan_id=1, recommendation_id=1, at=NOON, by_name="A", platform=Platform.CONSOLE))
    session.commit()
    return plan


@pytest.mark.parametrize("model", [Council, Plan, Recommendation, Update])
@pytest.mark.usefixtures("plan")
def test_a_reader_gives_what_the_models_give(model: Any, reader: Reader, session: Session) -> None:
    row = reader.one(Statement(select(*table_of(model).columns)))
    same = session.get(model, 1)
    assert same is not None
    read = row._asdict()
    assert read == {name: getattr(same, name) for name in read}
    assert {name: type(value) for name, value in read.items()} == {name: type(getattr(same, name)) for name in read}
    assert all(value.tzinfo is UTC for value in read.values() if isinstance(value, datetime))


@pytest.mark.usefixtures("plan")
def test_parameters_and_constants_are_bound_as_their_columns_want(reader: Reader) -> None:
    assert reader.all(matching, **WANTED) == [("SG4",)]
    assert reader.all(matching, **WANTED | {"due": date(2010, 5, 1)}) == []
    assert reader.all(matching, **WANTED | {"at": NOON - timedelta(microseconds=1)}) == []
    assert reader.all(matching, **WANTED | {"delivery": Delivery.ON_TRACK}) == []
    assert reader.all(matching, **WANTED | {"restricted": False}) == []
    assert reader.one(matching, **WANTED).label == "SG4"


@pytest.mark.parametrize(
    ("name", "value"),
    [("due", NOON), ("due", "2010-04-30"), ("at", NOON.replace(tzinfo=None)), ("delivery", "soon")],
)
def test_parameters_of_a_wrong_kind_are_refused(name: str, value: object, reader: Reader) -> None:
    with pytest.raises((TypeError, ValueError, LookupError)):
        reader.one(matching, **WANTED | {name: value})


@pytest.mark.parametrize("given", [{}, {"kye": "p"}, {"key": "p", "more": 1}])
def test_parameters_of_a_wrong_name_are_refused(given: dict[str, Any], reader: Reader) -> None:
    with pytest.raises(TypeError, match=r"the statement wants \['key'\]"):
        reader.one(TITLE, **given)


def test_a_statement_is_built_on_first_use_and_compiled_once(reader: Reader) -> None:
    built = []

    def build() -> Any:
        built.append(1)
        return select(PLANS.c.id, PLANS.c.title.label("name"))

    statement = Statement(build)
    assert not built
    assert reader.all(statement) == []
    assert reader.one(statement) is None
    assert built == [1]


def test_a_reader_sees_each_commit_and_nothing_before_it(plan: Plan, session: Session, reader: Reader) -> None:
    plan.title = "Not yet"
    session.flush()
    assert reader.one(TITLE, key="p").title == "Plan"
    assert reader_of(session).one(TITLE, key="p").title == "Not yet"
    session.commit()
    assert reader.one(TITLE, key="p").title == "Not yet"


def test_a_snapshot_stays_as_it_was(plan: Plan, session: Session, reader: Reader) -> None:
    with reader.snapshot():
        assert reader.one(TITLE, key="p").title == "Plan"
        plan.title = "Later"
        session.commit()
        with reader.snapshot():
            assert reader.one(TITLE, key="p").title == "Plan"
        assert reader.one(TITLE, key="p").title == "Plan"
    assert reader.one(TITLE, key="p").title == "Later"


def test_what_was_read_is_read_again_once_anybody_commits(plan: Plan, session: Session, reader: Reader) -> None:
    assert reader.unchanged(TITLE, key="p")[0].title == "Plan"
    for title in ("Once", "Twice"):
        plan.title = title
        session.flush()
        assert reader.unchanged(TITLE, key="p")[0].title != title
        session.commit()
        assert reader.unchanged(TITLE, key="p")[0].title == title
    assert reader.unchanged(TITLE, key="other") == []


def test_what_was_made_of_rows_is_made_again_once_anybody_commits(plan: Plan, session: Session, reader: Reader) -> None:
    made: list[str] = []

    def title() -> str:
        made.append(reader.one(TITLE, key="p").title)
        return made[-1]

    assert [reader.derived("title", title) for _ in range(3)] == ["Plan"] * 3
    assert len(made) == (1 if _is_sqlite(session) else 3)
    plan.title = "Later"
    session.commit()
    assert reader.derived("title", title) == "Later"
    assert reader.derived(("title", "other"), lambda: "another") == "another"


def test_what_was_read_stays_in_a_snapshot_and_no_longer(plan: Plan, session: Session, reader: Reader) -> None:
    reader.unchanged(TITLE, key="p")
    with reader.snapshot():
        assert reader.unchanged(TITLE, key="p")[0].title == "Plan"
        plan.title = "Later"
        session.commit()
        assert reader.unchanged(TITLE, key="p")[0].title == "Plan"
    assert reader.together(lambda: reader.unchanged(TITLE, key="p"))[0].title == "Later"


def test_what_is_read_together_is_one_moments_on_sqlite(plan: Plan, session: Session, reader: Reader) -> None:
    def twice() -> tuple[str, str]:
        first = reader.one(TITLE, key="p").title
        plan.title = "Later"
        session.commit()
        return first, reader.together(lambda: reader.one(TITLE, key="p").title)

    assert reader.together(twice) == ("Plan", "Plan" if _is_sqlite(session) else "Later")
    assert reader.one(TITLE, key="p").title == "Later"


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


@pytest.mark.usefixtures("plan")
def test_another_program_that_commits_is_noticed(engine: Engine, reader: Reader) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL is asked each time")
    assert reader.unchanged(TITLE, key="p") is reader.unchanged(TITLE, key="p")
    other = sqlite3.connect(str(engine.url.database))
    other.execute("UPDATE plan SET title = 'Theirs'")
    other.commit()
    other.close()
    assert reader.unchanged(TITLE, key="p")[0].title == "Theirs"


def test_a_transaction_that_changes_takes_nothing_for_unchanged(plan: Plan, session: Session) -> None:
    writer = Writer(session)
    assert writer.unchanged(TITLE, key="p")[0].title == "Plan"
    plan.title = "Unflushed"
    assert writer.together(lambda: writer.unchanged(TITLE, key="p"))[0].title == "Unflushed"
    assert writer.derived("title", lambda: writer.one(TITLE, key="p").title) == "Unflushed"
    plan.title = "Again"
    assert writer.derived("title", lambda: writer.one(TITLE, key="p").title) == "Again"


def test_a_reader_of_a_session_sees_what_was_not_even_flushed(plan: Plan, session: Session) -> None:
    plan.title = "Unflushed"
    assert reader_of(session).one(TITLE, key="p").title == "Unflushed"
    session.rollback()
    assert reader_of(session).one(TITLE, key="p").title == "Plan"


@pytest.mark.usefixtures("plan")
def test_a_reader_can_change_nothing(reader: Reader) -> None:
    assert reader.one(PLAN_COUNT).plans == 1
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.ReadOnlySqlTransaction)):
        reader.all(RETITLE, which="p", to="Changed")
    assert reader.one(TITLE, key="p").title == "Plan"


@pytest.mark.usefixtures("plan")
def test_a_writer_changes_within_its_session(session: Session, reader: Reader) -> None:
    writer = Writer(session)
    council = Statement(insert(table_of(Council)))
    columns = {"key": "d", "name": "D", "short_name": "D", "email_domains": ["d.gov.uk"], "settings": {}, "source": {}}
    writer.run_each(council, [{"id": 7, **columns}, {"id": 8, **columns, "key": "e"}])
    assert writer.run(RETITLE, which="p", to="Changed") == 1
    assert writer.run(RETITLE, which="q", to="Changed") == 0
    assert writer.run(Statement(delete(table_of(Council)).where(table_of(Council).c.id == 8))) == 1
    gone = Statement(delete(ITEMS).where(ITEMS.c.id == bindparam("item")).returning(ITEMS.c.delivery))
    assert writer.run(Statement(delete(table_of(Update)))) == 1
    assert writer.one(gone, item=1).delivery is Delivery.AT_RISK
    assert reader.one(TITLE, key="p").title == "Plan"
    session.commit()
    assert reader.one(TITLE, key="p").title == "Changed"
    assert writer.run(Statement(update(PLANS).values(title="Twice").returning(PLANS.c.id))) == 1
    assert writer.one(TITLE, key="p").title == "Twice"
    session.rollback()
    assert writer.one(TITLE, key="p").title == "Changed"
    assert reader_of(session).one(Statement(select(table_of(Council).c.email_domains).where(text("id = 7")))) == (
        ["d.gov.uk"],
    )


def test_an_insert_that_leaves_a_default_to_python_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="name every column that has a default"):
        Writer(session).run(Statement(insert(PLANS).values(key=bindparam("key"))), key="x")


@pytest.mark.usefixtures("plan")
def test_each_thread_reads_on_a_connection_of_its_own(reader: Reader) -> None:
    seen: list[object] = []

    def read() -> None:
        seen.extend(reader.one(TITLE, key="p").title for _ in range(200))
        seen.append(reader._kept())

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.count("Plan") == 800
    assert len({id(kept) for kept in seen if kept != "Plan"}) == 4


@pytest.mark.usefixtures("plan")
def test_a_closed_reader_opens_again_when_it_is_asked(reader: Reader) -> None:
    assert reader.one(PLAN_COUNT).plans == 1
    reader.close()
    assert reader.one(PLAN_COUNT).plans == 1


@pytest.mark.usefixtures("plan")
def test_a_reader_connects_again_when_the_server_dropped_it(reader: Reader, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no server")
    drop = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert reader.one(PLAN_COUNT).plans == 1
    with engine.begin() as connection:
        connection.execute(drop)
    assert reader.one(PLAN_COUNT).plans == 1
    with reader.snapshot():
        assert reader.one(PLAN_COUNT).plans == 1
        with engine.begin() as connection:
            connection.execute(drop)
        with pytest.raises(psycopg.OperationalError):
            reader.one(PLAN_COUNT)
    assert reader.one(PLAN_COUNT).plans == 1


def test_sqlite_is_opened_for_many_writers_that_lose_nothing(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("pragmas are SQLite's")
    with engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    assert values == ["wal", 1, 1500, 1]
    with engine_for(str(engine.url), synchronous="FULL").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


@pytest.mark.parametrize(
    "url", ["postgres://u:p%40x@h/d", "postgresql://u:p%40x@h/d", "postgresql+psycopg://u:p%40x@h/d"]
)
def test_every_way_to_write_postgresql_means_psycopg(url: str) -> None:
    assert engine_for(url).url.render_as_string(hide_password=False) == "postgresql+psycopg://u:p%40x@h/d"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///x.db?mode=ro", "mysql://h/d", "plan.db"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="database"):
        engine_for(url)


def test_synchronous_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="NORMAL or FULL"):
        engine_for("sqlite:///x.db", synchronous="OFF")


def test_other_errors_are_not_called_busy() -> None:
    assert not is_busy(ValueError())
    assert not is_busy(sqlite3.OperationalError("no such table"))
    assert is_busy(psycopg.errors.LockNotAvailable())
