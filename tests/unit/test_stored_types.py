"""Enumerations, days and moments cannot be stored wrong: by the models, by Core, or by anybody's SQL."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Date, DateTime, Engine, Enum, insert, text
from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from models.columns import DayType
from models.database import Statement, Writer, table_of
from models.plan import Council, Plan
from models.tables import metadata
from models.vocabulary import OpenTo

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
RIGHT: dict[str, Any] = {"key": "p", "council_id": 1, "title": "Plan", "open_to": OpenTo.STAFF}
WRONG = [
    ("open_to", "everybody"),
    ("open_to", "STAFF"),
    ("approved_on", NOON),
    ("approved_on", "2026-11-20"),
    ("approved_on", 20261120),
    ("published_at", datetime(2026, 11, 20, 12, 0)),  # noqa: DTZ001  because the missing zone is the point
    ("published_at", date(2026, 11, 20)),
    ("published_at", "2026-11-20 12:00:00"),
]
REFUSED = (StatementError, TypeError, ValueError, LookupError, AttributeError)


@pytest.fixture
def council(session: Session) -> Session:
    session.add(Council(key="c", name="Council", short_name="C"))
    session.commit()
    return session


@pytest.mark.parametrize(("column", "value"), WRONG)
def test_the_models_refuse_what_is_wrong(column: str, value: object, council: Session) -> None:
    plan = Plan(**RIGHT)
    setattr(plan, column, value)
    council.add(plan)
    with pytest.raises(REFUSED):
        council.commit()


@pytest.mark.parametrize(("column", "value"), WRONG)
def test_core_refuses_what_is_wrong(column: str, value: object, council: Session) -> None:
    with pytest.raises(REFUSED):
        council.connection().execute(insert(table_of(Plan)).values(**RIGHT | {column: value}))


@pytest.mark.parametrize(("column", "value"), WRONG)
def test_compiled_statements_refuse_what_is_wrong(column: str, value: object, council: Session) -> None:
    nothing = dict.fromkeys(table_of(Plan).columns.keys())
    row = nothing | {"id": 1, "settings": {}, "source": {}, "version": 1} | RIGHT | {column: value}
    with pytest.raises(REFUSED):
        Writer(council).run(Statement(insert(table_of(Plan))), **row)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("open_to", "everybody"),
        ("open_to", "STAFF"),
        ("open_to", ""),
        ("approved_on", "soon"),
        ("approved_on", ""),
        ("approved_on", "2026-02-30"),
        ("approved_on", "2026-13-01"),
        ("published_at", "soon"),
        ("published_at", "2026-02-30 12:00:00.000000"),
        ("published_at", "2026-11-20 25:00:00.000000"),
    ],
)
def test_raw_sql_is_refused_what_is_wrong(column: str, value: str, council: Session) -> None:
    council.add(Plan(**RIGHT))
    council.commit()
    with pytest.raises((IntegrityError, DataError)):
        council.connection().execute(text(f"UPDATE plan SET {column} = '{value}'"))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("approved_on", "2026-11-20 00:00:00"),  # PostgreSQL makes a day of it
        ("approved_on", "20/11/2026"),
        ("approved_on", 20261120),
        ("approved_on", 2461000.5),
        ("approved_on", b"2026-11-20"),
        ("approved_on", "now"),
        ("published_at", "2026-11-20"),
        ("published_at", "2026-11-20 12:00:00"),
        ("published_at", "2026-11-20T12:00:00.000000"),
        ("published_at", "2026-11-20 12:00:00.000000+00:00"),
        ("published_at", "2026-11-20 12:00:00.00000x"),
        ("published_at", "2026-11-20 12:00:00.0000000"),
        ("published_at", 1795176000),
        ("published_at", "now"),
    ],
)
def test_sqlite_is_refused_what_only_looks_right(column: str, value: object, council: Session, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has types of its own for days and moments")
    council.add(Plan(**RIGHT))
    council.commit()
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
        council.connection().connection.cursor().execute(f"UPDATE plan SET {column} = ?", (value,))


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(2024, 2, 29), date.max, None])
def test_every_day_is_stored_and_read_back(day: date | None, council: Session) -> None:
    council.add(Plan(**RIGHT, approved_on=day))
    council.commit()
    assert council.get_one(Plan, 1, populate_existing=True).approved_on == day


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        datetime(2026, 11, 20, 23, 59, 59, 999_999, UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=1))),
        datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=0))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, 999_999, UTC),
    ],
)
def test_every_moment_is_stored_and_read_back_in_utc(moment: datetime, council: Session) -> None:
    council.add(Plan(**RIGHT, published_at=moment))
    council.commit()
    stored = council.get_one(Plan, 1, populate_existing=True).published_at
    assert stored == moment
    assert stored is not None
    assert stored.utcoffset() == timedelta(0)


@pytest.mark.parametrize("column", [column for table in metadata.sorted_tables for column in table.columns], ids=str)
def test_every_column_has_a_type_that_refuses(column: Column[Any]) -> None:
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.create_constraint
        assert kind.validate_strings
        assert not kind.native_enum
    impl = kind.impl if isinstance(kind, TypeDecorator) else kind
    if isinstance(impl, Date | DateTime):
        assert isinstance(kind, DayType | UTCDateTime)


def test_sqlite_checks_every_day_and_moment_and_choice(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has types of its own for days and moments")
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {row.name: row.sql for row in tables}
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, DayType | UTCDateTime):
                assert f"CONSTRAINT ck_{table.name}_{column.name}_form CHECK" in made[table.name]
            if isinstance(column.type, Enum):
                assert f"CONSTRAINT ck_{table.name}_{column.name} CHECK" in made[table.name]
