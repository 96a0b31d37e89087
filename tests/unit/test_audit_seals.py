"""Every row of the record is sealed when it is written, whoever or whatever file brought it."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String
from sqlmodel import Session

from models import tables
from models.audit import Fault, is_demonstration, mark_demonstration
from models.audit.seals import added
from models.database import Reader
from models.migrations.rewriting import rewriting
from models.people import Person
from tests.audit_chains import add, all_problems, tamper, tampering
from tests.databases import Store
from tests.worlds import KEY, OPERATOR, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    """A plan that a file brought in, with one update that somebody said."""
    with opened(store, tmp_path, Setting()) as world:
        assert not world.ask(OWNER, 'update SG4 at risk "Rooms were not free"').refused
        yield world


def problems(world: World) -> list[tuple[str, Fault]]:
    """What is wrong, without the warning that there may be more, which stands after every row whose seal is missed."""
    return [each for each in every_problem(world) if each != ("", Fault.MORE)]


def every_problem(world: World) -> list[tuple[str, Fault]]:
    return [(each.subject, each.fault) for each in all_problems(world.engine, key=KEY)]


def test_what_the_program_wrote_is_whole(world: World) -> None:
    assert problems(world) == []


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE recommendation SET sign_off = 'signed_off', impact = 'sustained' WHERE id = 4", "recommendation:4"),
        ("UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4", "recommendation:4"),
        ("UPDATE action SET due_on = '2012-01-01' WHERE id = 2", "action:2"),
        ("UPDATE role_grant SET role = 'admin' WHERE id = 2", "role_grant:2"),
        ("""UPDATE "update" SET narrative = 'forged words' WHERE id = 1""", "update:1"),
        ("UPDATE person SET name = 'Somebody else' WHERE id = 2", "person:2"),
    ],
)
def test_a_row_changed_behind_the_program_is_named(world: World, statement: str, subject: str) -> None:
    tamper(world.engine, statement)
    assert problems(world) == [(subject, Fault.ROW_OTHER)]


def test_words_put_into_somebodys_mouth_are_named(world: World) -> None:
    number = forge_update(world)
    assert problems(world) == [(f"update:{number}", Fault.UNSEALED)]


def test_an_imported_update_removed_is_named(world: World) -> None:
    tamper(world.engine, 'DELETE FROM "update" WHERE id = 1')
    assert problems(world) == [("update:1", Fault.ROW_GONE)]


def test_a_row_removed_together_with_its_seal_is_seen(world: World) -> None:
    tamper(world.engine, 'DELETE FROM "update" WHERE id = 1', "DELETE FROM row_seal WHERE subject = 'update:1'")
    assert problems(world) == [("", Fault.ROWS_CHANGED)]


SMALL = "UPDATE person SET name = 'Somebody else' WHERE id = 2"


def test_a_small_forgery_hides_no_row_removed_together_with_its_seal(world: World) -> None:
    tamper(world.engine, SMALL, 'DELETE FROM "update" WHERE id = 1', "DELETE FROM row_seal WHERE subject = 'update:1'")
    assert every_problem(world) == [("person:2", Fault.ROW_OTHER), ("", Fault.MORE)]


def test_a_small_forgery_hides_no_cut_end(world: World) -> None:
    [(count, mac, seal)] = world.rows("SELECT count, mac, seal FROM audit_head")
    assert not world.ask(OWNER, 'update SG4 on track "The rooms are booked"').refused
    cut = (f"DELETE FROM audit_content WHERE audit_id > {count}", f"DELETE FROM audit WHERE id > {count}")
    tamper(world.engine, SMALL, *cut, f"UPDATE audit_head SET count = {count}, mac = '{mac}', seal = '{seal}'")
    assert every_problem(world) == [("person:2", Fault.ROW_OTHER), ("", Fault.ROWS_CHANGED)]


def test_a_sum_that_is_gone_hides_no_row(world: World) -> None:
    tamper(world.engine, SMALL, "DELETE FROM rows_head")
    assert every_problem(world) == [("person:2", Fault.ROW_OTHER), ("", Fault.ROWS_CHANGED)]


def test_a_hundred_forgeries_do_not_hide_the_sum(world: World) -> None:
    junk = ", ".join(f"('risk:{number}', 'x')" for number in range(1000, 1150))
    tamper(world.engine, f"INSERT INTO row_seal VALUES {junk}", "UPDATE rows_head SET seal = ''")
    assert every_problem(world)[-1] == ("", Fault.ROWS_CHANGED)
    assert len(every_problem(world)) == 101


def test_a_seal_that_no_longer_fits_a_whole_row_is_all_that_is_wrong(world: World) -> None:
    tamper(world.engine, "UPDATE row_seal SET mac = 'x' WHERE subject = 'person:2'")
    assert every_problem(world) == [("person:2", Fault.ROW_OTHER)]


def test_a_row_put_back_as_it_once_was_with_its_old_seal_is_seen(world: World) -> None:
    keep = ("CREATE TABLE kept AS SELECT * FROM recommendation WHERE id = 4",
            "CREATE TABLE kept_seal AS SELECT * FROM row_seal WHERE subject = 'recommendation:4'")  # fmt: skip
    tamper(world.engine, *keep)
    world.wait(days=1)
    assert not world.ask(OWNER, 'update SG4 on track "The rooms are booked"').refused
    tamper(
        world.engine,
        *("DELETE FROM recommendation WHERE id = 4", "INSERT INTO recommendation SELECT * FROM kept"),
        "DELETE FROM row_seal WHERE subject = 'recommendation:4'",
        *("INSERT INTO row_seal SELECT * FROM kept_seal", "DROP TABLE kept", "DROP TABLE kept_seal"),
    )
    assert problems(world) == [("", Fault.ROWS_CHANGED)]


def test_all_seals_put_back_as_they_once_were_are_seen_while_the_chain_went_on(world: World) -> None:
    [(count, mac, total, seal)] = world.rows("SELECT count, mac, total, seal FROM rows_head")
    tamper(world.engine, "CREATE TABLE kept AS SELECT * FROM row_seal")
    assert not world.ask(OWNER, 'change date SG4 day="30 June 2010" reason="The survey runs until May"').refused
    assert len(world.rows("SELECT id FROM plan_change")) == 1
    tamper(
        world.engine,
        *("DELETE FROM plan_change", "DELETE FROM row_seal", "INSERT INTO row_seal SELECT * FROM kept"),
        f"UPDATE rows_head SET count = {count}, mac = '{mac}', total = '{total}', seal = '{seal}'",
        "DROP TABLE kept",
    )
    assert ("", Fault.ROWS_CHANGED) in problems(world)


def test_what_was_undone_is_not_sealed(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(email="nobody@cambridgeshire.example", name="Nobody"))
        session.flush()
        session.rollback()
        session.add(Person(email="somebody@cambridgeshire.example", name="Somebody"))
        session.commit()
    assert problems(world) == []


def forge_update(world: World) -> int:
    tamper(
        world.engine,
        'INSERT INTO "update" (id, plan_id, recommendation_id, at, person_id, by_name, platform, delivery, narrative,'
        " next_step, help_needed) VALUES (9999, 1, 4, '2010-04-07 08:30:00.000000', 2, 'Head of Participation',"
        " 'console', 'completed', 'forged words', '', '')",
    )
    return 9999


@pytest.mark.parametrize(
    "forged",
    [
        "sign_off = 'signed_off'",
        "due_on = '2012-01-01'",
        "source_text = 'Do nothing'",
        "impact = 'sustained'",
    ],
)
def test_a_forged_row_that_is_lawfully_written_afterwards_stays_found(world: World, forged: str) -> None:
    tamper(world.engine, f"UPDATE recommendation SET {forged} WHERE id = 4")
    assert problems(world) == [("recommendation:4", Fault.ROW_OTHER)]
    for words in ("Survey held on paper", "And once more"):
        world.wait(minutes=1)
        assert not world.ask(OWNER, f'update action 4.2 completed "{words}"').refused
    assert kept(world) == [("recommendation:4", Fault.ROW_OTHER)]
    assert "SG4: it was changed, and not by this program. Found by its seal" in world.says(OPERATOR, "history SG4")


def test_a_row_that_nobody_wrote_stays_found_when_it_is_lawfully_written(world: World) -> None:
    tamper(
        world.engine,
        "INSERT INTO person (id, email, name, active) VALUES (999, 'forged@x.example', 'Forged', true)",
    )
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.get_one(Person, 999).name = "Genuine"
        session.commit()
    write_on(world)
    assert kept(world) == [("person:999", Fault.UNSEALED)]


def test_a_forged_row_that_is_lawfully_removed_afterwards_stays_found(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(id=999, email="somebody@cambridgeshire.example", name="Somebody"))
        session.commit()
        tamper(world.engine, "UPDATE person SET name = 'Forged' WHERE id = 999")
        session.delete(session.get_one(Person, 999))
        session.commit()
    write_on(world)
    assert kept(world) == [("person:999", Fault.ROW_OTHER)]


def test_a_removed_row_whose_number_is_given_again_stays_found(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(id=999, email="somebody@cambridgeshire.example", name="Somebody"))
        session.commit()
    tamper(world.engine, "DELETE FROM person WHERE id = 999")
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(id=999, email="another@cambridgeshire.example", name="Another"))
        session.commit()
    write_on(world)
    assert kept(world) == [("person:999", Fault.ROW_GONE)]


def test_a_row_taken_out_of_the_sum_stays_found(world: World) -> None:
    [(mac,)] = world.rows("SELECT mac FROM row_seal WHERE subject = 'risk:1'")
    [(total,)] = world.rows("SELECT total FROM rows_head")
    tamper(
        world.engine,
        *("DELETE FROM risk WHERE id = 1", "DELETE FROM row_seal WHERE subject = 'risk:1'"),
        f"UPDATE rows_head SET total = '{added(total, less=[mac])}'",
    )
    assert problems(world) == [("", Fault.ROWS_CHANGED)]
    write_on(world)
    assert kept(world) == [("", Fault.ROWS_CHANGED)]


def test_a_cut_tail_stays_found(world: World) -> None:
    [(count, mac, seal)] = world.rows("SELECT count, mac, seal FROM audit_head")
    assert not world.ask(OWNER, 'update SG4 on track "The rooms are booked"').refused
    cut = (f"DELETE FROM audit_content WHERE audit_id > {count}", f"DELETE FROM audit WHERE id > {count}")
    tamper(world.engine, *cut, f"UPDATE audit_head SET count = {count}, mac = '{mac}', seal = '{seal}'")
    assert problems(world) == [("", Fault.ROWS_CHANGED)]
    write_on(world)
    assert ("", Fault.CUT) in kept(world)


def test_a_cut_tail_stays_found_though_what_is_written_next_records_nothing(world: World) -> None:
    [(count, mac, seal)] = world.rows("SELECT count, mac, seal FROM audit_head")
    assert not world.ask(OWNER, 'update SG4 on track "The rooms are booked"').refused
    cut = (f"DELETE FROM audit_content WHERE audit_id > {count}", f"DELETE FROM audit WHERE id > {count}")
    tamper(world.engine, *cut, f"UPDATE audit_head SET count = {count}, mac = '{mac}', seal = '{seal}'")
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.add(Person(email="somebody@cambridgeshire.example", name="Somebody"))
        session.commit()
    assert ("", Fault.CUT) in kept(world)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rows_head",
        "UPDATE rows_head SET total = 'no number'",
        "UPDATE rows_head SET seal = ''",
        "UPDATE rows_head SET count = 1",
    ],
)
def test_a_touched_sum_stops_nobody_and_stays_found(world: World, statement: str) -> None:
    tamper(world.engine, statement)
    write_on(world)
    assert kept(world)[0] == ("", Fault.ROWS_CHANGED)


def test_a_seal_that_is_no_number_stops_nobody_and_stays_found(world: World) -> None:
    tamper(world.engine, "UPDATE row_seal SET mac = 'no number' WHERE subject = 'recommendation:4'")
    write_on(world)
    assert ("recommendation:4", Fault.ROW_OTHER) in kept(world)


def test_what_is_found_once_is_not_found_again_and_again(world: World) -> None:
    tamper(world.engine, "UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4")
    for _ in range(3):
        write_on(world)
    assert world.rows("SELECT subject FROM audit WHERE event LIKE 'tampered%'") == [("recommendation:4",)]


def test_what_was_found_says_when_and_where_it_is_kept(world: World) -> None:
    tamper(world.engine, "UPDATE recommendation SET due_on = '2012-01-01' WHERE id = 4")
    write_on(world)
    [problem] = all_problems(world.engine, key=KEY)
    said = f"it was changed, and not by this program; found on 7 April 2010, kept as entry {problem.entry}"
    assert str(problem) == f"recommendation 4: {said}"


def test_nobody_can_say_that_something_was_found(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session, pytest.raises(ValueError, match="only the audit"):
        add(session, event="tampered.changed")


def test_a_change_that_waits_behind_a_forgers_is_found(world: World) -> None:
    if world.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite no two changes are under way at once")
    done = threading.Thread(target=rename, args=(world, "Lawful"))
    with tampering(world.engine) as connection:
        connection.exec_driver_sql("UPDATE person SET email = 'forged@cambridgeshire.example' WHERE id = 2")
        done.start()
        until_one_waits(world)
    done.join()
    assert world.rows("SELECT name, email FROM person WHERE id = 2") == [("Lawful", "forged@cambridgeshire.example")]
    assert kept(world) == [("person:2", Fault.ROW_OTHER)]


def until_one_waits(world: World) -> None:
    """Until somebody waits for a lock; the one who waits gives up after a second and a half."""
    locked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(500):
        if world.rows(locked) != [(0,)]:
            return
        time.sleep(0.005)
    raise AssertionError("nobody waited")


def test_two_that_write_one_row_at_once_are_not_taken_for_forgers(world: World) -> None:
    if world.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite no two changes are under way at once")
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.get_one(Person, 2).name = "First"
        session.flush()
        second = threading.Thread(target=rename, args=(world, "Second"))
        second.start()
        until_one_waits(world)
        session.commit()
    second.join()
    assert world.rows("SELECT name FROM person WHERE id = 2") == [("Second",)]
    assert problems(world) == []


def rename(world: World, name: str) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.get_one(Person, 2).name = name
        session.commit()


def test_what_went_back_to_a_savepoint_leaves_the_rest_sealed(world: World) -> None:
    with Session(world.engine, info={"audit_key": KEY}) as session:
        session.get_one(Person, 2).name = "Somebody else"
        session.flush()
        with session.begin_nested() as undone:
            session.get_one(Person, 3).name = "Nobody"
            add(session)
            undone.rollback()
        add(session)
        session.commit()
    assert problems(world) == []


def test_a_database_that_was_made_a_demonstration_by_hand_is_none_and_is_named(world: World) -> None:
    tamper(world.engine, "UPDATE deployment SET demonstration = true")
    assert not demonstrates(world)
    write_on(world)
    assert problems(world) == [("deployment:1", Fault.UNSEALED)]
    mark_demonstration(world.engine, KEY)
    mark_demonstration(world.engine, KEY)
    assert demonstrates(world)
    assert kept(world) == [("deployment:1", Fault.UNSEALED)]


def demonstrates(world: World) -> bool:
    with closing(Reader(world.engine)) as reader:
        return is_demonstration(reader, KEY)


def test_a_column_that_is_added_leaves_every_seal_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tamper(world.engine, "ALTER TABLE risk ADD COLUMN later VARCHAR")
    monkeypatch.setattr(tables, "metadata", with_later("risk"))
    assert problems(world) == []
    write_on(world)
    assert problems(world) == []
    tamper(world.engine, "UPDATE risk SET later = 'forged' WHERE id = 1")
    assert problems(world) == [("risk:1", Fault.ROW_OTHER)]


def test_a_step_that_writes_over_rows_seals_them_and_makes_nothing_genuine(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "metadata", with_later("recommendation"))
    tamper(world.engine, "UPDATE recommendation SET sign_off = 'signed_off' WHERE id = 4")
    with world.engine.begin() as connection:
        connection.execution_options(audit_key=KEY)
        with rewriting(connection, "recommendation", "risk"):
            connection.exec_driver_sql("ALTER TABLE recommendation ADD COLUMN later VARCHAR DEFAULT 'said' NOT NULL")
            connection.exec_driver_sql("DELETE FROM risk WHERE id = 1")
    assert problems(world) == kept(world) == [("recommendation:4", Fault.ROW_OTHER)]


def test_a_step_that_writes_over_rows_wants_the_key(world: World) -> None:
    with world.engine.begin() as connection, pytest.raises(LookupError, match="the key"), rewriting(connection, "risk"):
        pass


def with_later(name: str) -> MetaData:
    """The tables, one of them with a column that came later."""
    copy = MetaData()
    for table in tables.metadata.sorted_tables:
        table.to_metadata(copy)
    copy.tables[name].append_column(Column("later", String))
    return copy


def kept(world: World) -> list[tuple[str, Fault]]:
    """What writes found and the chain keeps."""
    return [(each.subject, each.fault) for each in all_problems(world.engine, key=KEY) if each.entry]


def write_on(world: World) -> None:
    """The program's own writes, of SG4 and of another item."""
    for said in ('update SG4 at risk "The rooms are still not free"', 'update action 4.2 at risk "Half are done"'):
        world.wait(minutes=1)
        assert not world.ask(OWNER, said).refused, world.says(OWNER, said)
