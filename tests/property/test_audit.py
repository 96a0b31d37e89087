"""Whatever the chain and wherever it is touched, `verify` sees it; and it sees nothing where nothing was."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from models.audit import REMOVED, head, remove_content
from models.database import reader_of
from tests.audit_chains import KEY, NOON, add, faults, tamper, tampering

Chain = list[dict[str, Any]]

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = {
    "audit": "id at actor person_id platform event subject plan_id digest mac",
    "audit_content": "audit_id salt content removed_at removed_reason",
    "audit_head": "count mac seal",
}
KEPT_BY = {"audit": "id", "audit_content": "audit_id", "audit_head": "id"}
TABLES = [["audit"], ["audit_content"], ["audit", "audit_content"]]

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
sides = st.fixed_dictionaries(
    {
        "actor": words,
        "platform": words,
        "event": words.filter(lambda event: event != REMOVED),
        "subject": words,
        "content": st.dictionaries(words, words, max_size=2),
    },
    optional={
        "person_id": st.integers(1, 9),
        "plan_id": st.integers(1, 9),
        "at": st.integers(-(2**33), 2**33).map(lambda seconds: NOON + timedelta(seconds=seconds, microseconds=1)),
    },
)
chains = st.lists(sides, min_size=3, max_size=6)
removals = st.sets(st.integers(1, 3)).map(sorted)
places = st.sampled_from([(table, column) for table, columns in COLUMNS.items() for column in columns.split()])
small = st.integers(0, 99)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, info={"audit_key": KEY}) as session:
        yield session


@FEW
@given(chain=chains, removed=removals)
def test_a_chain_that_nobody_touched_is_whole(
    session: Session, engine: Engine, chain: Chain, removed: list[int]
) -> None:
    count = made(session, engine, chain, removed)
    end = head(reader_of(session))
    session.rollback()
    assert end.count == count
    assert faults(engine, end) == []


@settings(FEW, max_examples=60)
@given(chain=chains, removed=removals, place=places, at=small, by=small)
def test_any_value_that_was_changed_is_seen(
    session: Session, engine: Engine, chain: Chain, removed: list[int], place: tuple[str, str], at: int, by: int
) -> None:
    made(session, engine, chain, removed)
    with tampering(engine) as connection:
        assume(touched(connection, *place, at, by))
    assert faults(engine) != []


@FEW
@given(chain=chains, removed=removals, table=st.sampled_from([*COLUMNS]), at=small)
def test_any_row_that_was_removed_is_seen(
    session: Session, engine: Engine, chain: Chain, removed: list[int], table: str, at: int
) -> None:
    count = made(session, engine, chain, removed)
    row = 1 if table == "audit_head" else at % count + 1
    tamper(engine, f"DELETE FROM {table} WHERE {KEPT_BY[table]} = {row}")
    assert faults(engine) != []


@FEW
@given(chain=chains, one=small, two=small, tables=st.sampled_from(TABLES))
def test_any_two_rows_that_changed_places_are_seen(
    session: Session, engine: Engine, chain: Chain, one: int, two: int, tables: list[str]
) -> None:
    count = made(session, engine, chain)
    first, second = one % count + 1, two % count + 1
    assume(first != second)
    moves = ((first, 999), (second, first), (999, second))
    keys = [(table, KEPT_BY[table]) for table in tables]
    tamper(engine, *(f"UPDATE {table} SET {key} = {to} WHERE {key} = {at}" for table, key in keys for at, to in moves))
    assert faults(engine) != []


@FEW
@given(chain=chains, copied=small, place=st.integers(-5, 20), tables=st.sampled_from(TABLES))
def test_any_row_that_was_inserted_is_seen(
    session: Session, engine: Engine, chain: Chain, copied: int, place: int, tables: list[str]
) -> None:
    count = made(session, engine, chain)
    assume(not 1 <= place <= count)
    for table in tables:
        key, *others = COLUMNS[table].split()
        names, source = ", ".join(others), copied % count + 1
        row = f"SELECT {place}, {names} FROM {table} WHERE {key} = {source}"
        tamper(engine, f"INSERT INTO {table} ({key}, {names}) {row}")
    assert faults(engine) != []


@FEW
@given(chain=chains, cut=st.integers(1, 6))
def test_any_tail_that_was_cut_is_seen(session: Session, engine: Engine, chain: Chain, cut: int) -> None:
    last = max(made(session, engine, chain) - cut, 0)
    mac = f"coalesce((SELECT mac FROM audit WHERE id = {last}), '{'0' * 64}')"
    tamper(
        engine,
        f"DELETE FROM audit_content WHERE audit_id > {last}",
        f"DELETE FROM audit WHERE id > {last}",
        f"UPDATE audit_head SET count = {last}, mac = {mac}",
    )
    assert faults(engine) != []


def made(session: Session, engine: Engine, chain: Chain, removed: Sequence[int] = ()) -> int:
    """Record `chain` in an empty audit, remove what some entries say, and give its length."""
    tamper(engine, *(f"DELETE FROM {table}" for table in (*COLUMNS, "rows_head")))
    for entry in chain:
        add(session, **entry)
    for entry_id in removed:
        remove_content(session, entry_id, "asked", at=NOON, actor="a", platform="console")
    session.commit()
    return len(chain) + len(removed)


def touched(connection: Connection, table: str, column: str, at: int, by: int) -> bool:
    """Change the value of `column` a little in one row. False where there is none to change."""
    key = KEPT_BY[table]
    rows = connection.execute(text(f"SELECT {key} AS row_key, {column} AS value FROM {table} ORDER BY {key}")).all()
    row = rows[at % len(rows)]
    change = text(f"UPDATE {table} SET {column} = :new WHERE {key} = :key")
    connection.execute(change, {"new": other(row.value, by), "key": row.row_key})
    return row.value is not None


def other(value: Any, by: int) -> Any:
    """A value like `value` and not the same; `by` says which."""
    match value:
        case int():
            return value + 1_000 + by
        case datetime():
            return value + timedelta(microseconds=1 + by)
        case str():
            place = by % len(value) if value else 0
            return value[:place] + ("1" if value[place : place + 1] == "0" else "0") + value[place + 1 :]
        case _:
            return None
