"""Reading by compiled statements gives what SQLAlchemy gives, for whatever is stored."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Enum, Table, bindparam, insert, select
from sqlmodel import Session

from models.columns import DayType
from models.database import Reader, Statement, reader_of, table_of
from models.plan import Council, Plan
from models.tables import metadata
from models.vocabulary import OpenTo
from tests.plans import PLANS, everything, example, load

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PLAN = table_of(Plan)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
)
plans = st.fixed_dictionaries(
    {
        "title": words,
        "state": st.none() | words,
        "approved_on": st.none() | st.dates(min_value=date(301, 1, 1)),  # SQLite miscounts 1 March 300
        "open_to": st.sampled_from(OpenTo),
        "published_at": st.none() | st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  because hypothesis adds the zone
        "settings": st.dictionaries(words, values),
        "version": st.integers(-(2**31), 2**31 - 1),
    }
)


@Statement
def same() -> Any:
    """The plan that has every one of these values."""
    names = ("title", "open_to", "version")
    return select(*PLAN.columns).where(*(PLAN.c[name] == bindparam(name) for name in names))


@FEW
@given(plan=plans)
def test_what_is_stored_is_read_and_found(session: Session, plan: dict[str, Any]) -> None:
    session.rollback()
    council = insert(table_of(Council)).values(id=1, key="c", name="C", short_name="C")
    session.connection().execute(council)
    session.connection().execute(insert(PLAN).values(id=1, key="p", council_id=1, **plan))
    wanted = {name: plan[name] for name in ("title", "open_to", "version")}
    row = reader_of(session).one(same, **wanted)
    assert row == session.connection().execute(select(*PLAN.columns)).one()
    assert {name: row._asdict()[name] for name in plan} == plan


@pytest.mark.parametrize("name", PLANS)
def test_every_row_of_an_imported_plan_is_read_alike(name: str, session: Session) -> None:
    load(session, example(name))
    stored = everything(session)
    session.commit()
    reader = Reader(session.get_bind().engine)
    for table in metadata.sorted_tables:
        rows = reader.all(Statement(select(*table.columns)))
        assert sorted(map(tuple, rows), key=repr) == stored[table.name]
        assert all(_is_right(table, row) for row in rows)
    reader.close()


def _is_right(table: Table, row: Any) -> bool:
    """Whether days, moments and choices came back as days, moments in UTC and choices."""
    for column, value in zip(table.columns, row, strict=True):
        if isinstance(column.type, Enum) and value is not None:
            assert type(value) is column.type.enum_class
        if isinstance(column.type, DayType) and value is not None:
            assert type(value) is date
        if isinstance(value, datetime):
            assert value.tzinfo is UTC
    return True
