"""The audit chain: what may happen to it, and that everything else is seen."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.audit import (
    AuditBroken,
    AuditContent,
    AuditEntry,
    Fault,
    Head,
    Problem,
    head,
)
from models.audit.seals import NOTHING_YET, digest_of, mac_of, seal_of
from models.database import reader_of
from models.vocabulary import Delivery
from tests.audit_chains import KEY, add, begun, faults, tamper


@pytest.fixture
def chain(session: Session) -> Session:
    """A session on a database with a chain of six entries, committed."""
    return begun(session)


def test_an_untouched_chain_is_whole(chain: Session, engine: Engine) -> None:
    assert faults(engine) == []
    assert faults(engine, head(reader_of(chain))) == []


def test_a_chain_that_has_not_begun_is_whole(engine: Engine, session: Session) -> None:
    assert head(reader_of(session)) == Head(0, NOTHING_YET)
    assert faults(engine, Head.parse("0-0000000000000000")) == []


def test_an_entry_holds_what_it_was_given(chain: Session) -> None:
    at = datetime(2026, 7, 1, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    add(chain, at=at, person_id=4, plan_id=9, content={"é": [date(2026, 7, 1), at, Delivery.AT_RISK, None]})
    chain.commit()
    entry = chain.exec(select(AuditEntry).where(AuditEntry.plan_id == 9)).one()
    assert (entry.id, entry.at, entry.person_id, entry.actor) == (7, at, 4, "slack:U1")
    content = chain.get(AuditContent, 7)
    assert content is not None
    assert content.content == '{"\\u00e9":["2026-07-01","2026-07-01 12:30:00.000000","at_risk",null]}'


@pytest.mark.parametrize("content", [{"x": object()}, {"x": float("nan")}, {"x": {1, 2}}])
def test_what_json_cannot_say_is_refused(content: dict[str, Any], chain: Session) -> None:
    with pytest.raises((TypeError, ValueError)):
        add(chain, content=content)


def test_nothing_is_recorded_without_a_key(session: Session) -> None:
    with pytest.raises(LookupError, match="audit_key"):
        add(session)


def test_what_is_rolled_back_was_never_recorded(chain: Session, engine: Engine) -> None:
    add(chain, 7)
    chain.rollback()
    savepoint = chain.begin_nested()
    add(chain, 8)
    savepoint.rollback()
    add(chain, 9)
    chain.commit()
    assert faults(engine) == []
    assert head(reader_of(chain)).count == 7


REMOVAL = "salt = NULL, content = NULL, removed_at = '2026-11-20 12:00:00.000000', removed_reason = 'asked'"
CHANGES = {
    "at": "'2026-11-20 12:00:09.000000'",
    "actor": "'slack:U2'",
    "person_id": "2",
    "platform": "'teams'",
    "event": "'Update'",
    "subject": "'recommendation:33'",
    "plan_id": "1",
    "digest": f"'{'0' * 64}'",
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.usefixtures("chain")
def test_a_change_to_any_column_of_an_entry_is_seen(column: str, engine: Engine) -> None:
    tamper(engine, f"UPDATE audit SET {column} = {CHANGES[column]} WHERE id = 3")
    assert (3, Fault.CHANGED) in faults(engine)
    assert {entry for entry, _ in faults(engine)} == {3}


@pytest.mark.usefixtures("chain")
def test_a_changed_seal_is_seen(engine: Engine) -> None:
    tamper(engine, f"UPDATE audit SET mac = '{'0' * 64}' WHERE id = 3")
    assert faults(engine) == [(3, Fault.CHANGED), (4, Fault.CHANGED)]


@pytest.mark.usefixtures("chain")
def test_a_time_that_is_none_is_seen(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL stores no such thing")
    tamper(engine, "UPDATE audit SET at = 'yesterday' WHERE id = 3", "UPDATE audit SET event = x'ff' WHERE id = 4")
    assert faults(engine) == [(3, Fault.CHANGED), (4, Fault.CHANGED)]


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ('UPDATE audit_content SET content = \'{"words":"Number 3"}\' WHERE audit_id = 3', Fault.CONTENT_CHANGED),
        ("UPDATE audit_content SET content = content || ' ' WHERE audit_id = 3", Fault.CONTENT_CHANGED),
        ("UPDATE audit_content SET salt = '00' WHERE audit_id = 3", Fault.CONTENT_CHANGED),
        ("UPDATE audit_content SET removed_reason = 'x' WHERE audit_id = 3", Fault.CONTENT_CHANGED),
        ("UPDATE audit_content SET content = NULL WHERE audit_id = 3", Fault.CONTENT_MISSING),
        ("UPDATE audit_content SET salt = NULL WHERE audit_id = 3", Fault.CONTENT_MISSING),
        ("DELETE FROM audit_content WHERE audit_id = 3", Fault.CONTENT_MISSING),
        (f"UPDATE audit_content SET {REMOVAL} WHERE audit_id = 3", Fault.CONTENT_MISSING),
    ],
)
@pytest.mark.usefixtures("chain")
def test_a_change_to_what_an_entry_says_is_seen(statement: str, seen: Fault, engine: Engine) -> None:
    tamper(engine, statement)
    assert faults(engine) == [(3, seen)]


@pytest.mark.usefixtures("chain")
def test_removed_entries_are_seen(engine: Engine) -> None:
    tamper(engine, "DELETE FROM audit_content WHERE audit_id IN (1, 3, 4)", "DELETE FROM audit WHERE id IN (1, 3, 4)")
    assert faults(engine) == [(1, Fault.MISSING), (3, Fault.MISSING), (4, Fault.MISSING)]


@pytest.mark.usefixtures("chain")
def test_entries_in_another_order_are_seen(engine: Engine) -> None:
    for table, key in (("audit", "id"), ("audit_content", "audit_id")):
        tamper(
            engine,
            *(f"UPDATE {table} SET {key} = {new} WHERE {key} = {old}" for old, new in ((2, 99), (3, 2), (99, 3))),
        )
    assert {(2, Fault.CHANGED), (3, Fault.CHANGED)} <= set(faults(engine))


INSERT = (
    "INSERT INTO audit (id, at, actor, platform, event, subject, digest, mac)"
    " VALUES ({}, '2026-11-20 12:00:00.000000', 'a', 'console', 'e', 's', 'd', 'm')"
)


@pytest.mark.parametrize("position", [-(2**31), -1, 0, 7, 2_000_000])
@pytest.mark.usefixtures("chain")
def test_an_inserted_entry_is_seen(position: int, engine: Engine) -> None:
    tamper(engine, INSERT.format(position))
    assert any(fault is Fault.EXTRA for _, fault in faults(engine))


@pytest.mark.usefixtures("chain")
def test_content_of_no_entry_is_seen(engine: Engine) -> None:
    tamper(engine, "INSERT INTO audit_content (audit_id, salt, content) VALUES (99, 's', 'c')")
    assert faults(engine) == [(None, Fault.CONTENT_EXTRA)]


CUT = ("DELETE FROM audit_content WHERE audit_id > 4", "DELETE FROM audit WHERE id > 4")
CUT_HEAD = "UPDATE audit_head SET count = 4, mac = (SELECT mac FROM audit WHERE id = 4)"


@pytest.mark.usefixtures("chain")
def test_a_cut_tail_is_seen_even_with_the_head_moved_back(engine: Engine) -> None:
    tamper(engine, *CUT)
    assert faults(engine) == [(5, Fault.MISSING), (6, Fault.MISSING)]
    tamper(engine, CUT_HEAD)
    assert faults(engine) == [(None, Fault.HEAD_CHANGED)]


def test_nothing_is_added_to_a_chain_whose_end_was_changed(chain: Session, engine: Engine) -> None:
    tamper(engine, *CUT, CUT_HEAD)
    with pytest.raises(AuditBroken):
        add(chain, 5)
    chain.rollback()
    chain.info["audit_key"] = b"another key"
    with pytest.raises(AuditBroken):
        add(chain, 5)


def test_an_older_copy_put_back_is_seen_by_the_head_that_was_kept(chain: Session, engine: Engine) -> None:
    kept = Head.parse(str(head(reader_of(chain))))
    early = Head(4, chain.exec(select(AuditEntry.mac).where(AuditEntry.id == 4)).one())
    chain.rollback()
    tamper(engine, *CUT, CUT_HEAD, f"UPDATE audit_head SET seal = '{seal_of(KEY, early)}'")
    assert faults(engine) == []  # it is a whole chain, of an earlier day
    assert faults(engine, early) == []
    assert faults(engine, kept) == [(None, Fault.NOT_EXPECTED)]
    for number in range(5, 9):
        add(chain, number)
    chain.commit()
    assert faults(engine, kept) == [(9, Fault.CUT), (None, Fault.NOT_EXPECTED)]


def test_an_earlier_head_is_still_found_in_a_longer_chain(chain: Session, engine: Engine) -> None:
    kept = Head.parse(str(head(reader_of(chain))))
    add(chain, 7)
    chain.commit()
    assert faults(engine, kept) == []
    assert faults(engine, Head(kept.count, "f" * 16)) == [(None, Fault.NOT_EXPECTED)]
    assert faults(engine, Head(kept.count + 1, kept.mac)) == [(None, Fault.NOT_EXPECTED)]


def test_a_chain_recomputed_without_the_key_is_seen(chain: Session, engine: Engine) -> None:
    wrong, last, forged = b"a guess", NOTHING_YET, []
    entries = [AuditEntry(**entry.model_dump()) for entry in chain.exec(select(AuditEntry))]
    salt = chain.exec(select(AuditContent.salt).where(AuditContent.audit_id == 2)).one()
    chain.rollback()
    for entry in sorted(entries, key=lambda entry: entry.id):
        entry.digest = digest_of(str(salt), "{}") if entry.id == 2 else entry.digest
        last = mac_of(wrong, last, entry)
        forged.append(f"UPDATE audit SET digest = '{entry.digest}', mac = '{last}' WHERE id = {entry.id}")
    seal = seal_of(wrong, Head(6, last))
    forged.append("UPDATE audit_content SET content = '{}' WHERE audit_id = 2")
    tamper(engine, *forged, f"UPDATE audit_head SET mac = '{last}', seal = '{seal}'")
    assert faults(engine) == [*((entry, Fault.CHANGED) for entry in range(1, 7)), (None, Fault.HEAD_CHANGED)]
    assert faults(engine, key=wrong) == []


@pytest.mark.usefixtures("chain")
def test_a_removed_or_replaced_head_is_seen(engine: Engine) -> None:
    tamper(engine, "UPDATE audit_head SET seal = 'x'")
    assert faults(engine) == [(None, Fault.HEAD_CHANGED)]
    tamper(engine, "DELETE FROM audit_head")
    assert faults(engine) == [(None, Fault.HEAD_MISSING)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "UPDATE audit_content SET content = 'x'",
        "UPDATE audit_content SET content = NULL, salt = NULL",
        "UPDATE audit_content SET removed_at = '2026-11-20 12:00:00.000000'",
        "DELETE FROM audit_content",
        "UPDATE audit_head SET count = 3",
        "DELETE FROM audit_head",
    ],
)
@pytest.mark.usefixtures("chain")
def test_the_database_itself_refuses_to_change_the_chain(statement: str, engine: Engine) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert faults(engine) == []


@pytest.mark.usefixtures("chain")
def test_postgresql_refuses_to_empty_the_chain(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE audit, audit_content")


@pytest.mark.parametrize("damage", ["text", "pages"])
def test_a_damaged_file_is_a_problem_and_not_a_crash(damage: str, chain: Session, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite is a file of ours")
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    chain.close()
    engine.dispose()
    file = Path(str(engine.url.database))
    whole = file.read_bytes()
    spoiled = whole.replace(b"recommendation:3", b"\xff" * 16) if damage == "text" else whole[:4096] + b"\xff" * 65536
    file.write_bytes(spoiled[: len(whole)])
    told = faults(engine)
    assert told[0] == (3, Fault.CHANGED) if damage == "text" else told[-1] == (None, Fault.UNREADABLE)


def test_at_most_a_hundred_problems_are_listed(chain: Session, engine: Engine) -> None:
    for number in range(7, 130):
        add(chain, number)
    chain.commit()
    tamper(engine, "UPDATE audit SET actor = 'x'")
    assert len(faults(engine)) == 100


@pytest.mark.parametrize(
    "written", ["", "12", "12-", "12-3f9a", "x-3f9a1c5e7b2d4f60", "²-3f9a1c5e7b2d4f60", "1-zf9a1c5e7b2d4f60"]
)
def test_what_is_no_head_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="128-3f9a1c5e7b2d4f60"):
        Head.parse(written)


def test_a_head_is_written_short_and_read_back() -> None:
    whole = Head(128, "3f9a1c5e7b2d4f60" * 4)
    assert str(whole) == "128-3f9a1c5e7b2d4f60"
    assert Head.parse(" 128-3F9A1C5E7B2D4F60\n") == Head(128, "3f9a1c5e7b2d4f60")
    assert Head.parse(f"128-{whole.mac}") == whole


def test_a_problem_says_where_and_what() -> None:
    assert str(Problem(3, Fault.MISSING)) == "entry 3: the entry is missing"
    assert str(Problem(None, Fault.HEAD_MISSING)) == "the end of the chain is missing"
