"""Sealing each row of the record whenever it is written, in the transaction that writes it.

The seal of a row needs the key. Their sum is sealed together with the end of the chain, so that no row can be
added, removed or put back as it once was without being seen. Before a row is written it is held against the seal it
has: what was not this program's doing goes into the chain, since the new seal would hide it.
"""

from typing import Any

from sqlalchemy import Table, bindparam, delete, event, insert, inspect, select, text, update
from sqlalchemy.orm import object_mapper
from sqlmodel import Session
from typing_extensions import override

from models.audit.chain import locked_end
from models.audit.entries import RowSeal, RowsHead
from models.audit.faults import Fault
from models.audit.noted import Finding, Key, Noted, forget, noted
from models.audit.seals import NOTHING_YET, Head, added, row_mac_of, rows_seal_of
from models.audit.stored import SEAL, UNSEALED, keyed, row_of, subject_at, wrong_with
from models.audit.telling import tell
from models.database import Statement, Writer, table_of


class _Unflushed(Writer):
    """Reads what is stored while a flush has yet to write."""

    @override
    def _cursor(self) -> Any:
        return self._session.connection().connection.cursor()


def hold_touched(session: Session) -> None:
    """Before a flush, hold what is about to be changed or removed against its seals, each row once a transaction."""
    if "audit_key" not in session.info:
        return
    touched = {(table_of(type(row)), inspect(row).identity) for row in (*session.dirty, *session.deleted)}
    rows = [(table, key) for table, key in touched if key and table.name not in UNSEALED]
    note = noted(session)
    for table, key in sorted(rows, key=lambda row: (row[0].name, row[1])):  # in one order, as they are locked too
        if not note.has(table, key):
            hold(session, note, table, key)


def hold(session: Session, note: Noted, table: Table, key: Key) -> None:
    """Hold one row against its seal before it is written."""
    subject = subject_at(table, key)
    if subject not in note.held:
        reader = _Unflushed(session)
        with reader.any_text():
            wrong = wrong_with(reader, session.info["audit_key"], table, key)
        if wrong is not None:
            note.held.add(subject)
            note.found.extend(wrong)


@event.listens_for(Session, "after_flush")
def _note(session: Session, _: object) -> None:
    """Remember which rows were written, and read them once, when everything is written."""
    if "audit_key" not in session.info:
        return
    written = noted(session).written
    for row in (*session.new, *session.dirty, *session.deleted):
        table = table_of(type(row))
        if table.name not in UNSEALED:
            written.setdefault(table, {})[tuple(object_mapper(row).primary_key_from_instance(row))] = None


@event.listens_for(Session, "before_commit")
def _seal(session: Session) -> None:
    if "audit_key" not in session.info or session.in_nested_transaction():
        return
    session.flush()
    note = noted(session)
    if note.ends or note.written:
        with Writer(session).any_text():
            _Sealing(session, note).seal()
    forget(session)


class _Sealing:
    """The seals of what one transaction wrote."""

    def __init__(self, session: Session, note: Noted) -> None:
        self._session = session
        self._note = note
        self._writer = Writer(session)
        self._key: bytes = session.info["audit_key"]

    def seal(self) -> None:
        """Seal the rows as they stand now; the sum is locked first, so nobody else can seal in between."""
        note = self._note
        if not note.ends:
            note.ends.add(locked_end(self._writer))  # before the sum, as whoever records something locks them
        total = self._locked_total()
        before, now = dict[str, str](), dict[str, str]()
        for table, keys in note.written.items():
            for key in keys:
                self._look(table, key, before, now)
        self._keep(before, now)
        at = note.at
        for finding in note.found:
            tell(self._session, finding, at)
        head = locked_end(self._writer)
        total = added(total, more=now.values(), less=before.values())
        sealed = rows_seal_of(self._key, head, total)
        self._writer.run(_MOVE, new_count=head.count, new_mac=head.mac, new_total=total, new_seal=sealed)

    def _locked_total(self) -> str:
        """The sum as it was left. Where it was not left so, that is noted, and the sum goes on from what is there."""
        found = self._writer.one(_ROWS)
        if found is None:
            self._session.connection().execute(text(_FIRST), {"start": NOTHING_YET})
            found = self._writer.one(_ROWS)
        last = Head(found.count, found.mac)
        if not found.seal and Head(0, NOTHING_YET) in self._note.ends:
            return str(found.total)
        if found.seal != rows_seal_of(self._key, last, found.total):
            self._note.found.append(Finding(Fault.ROWS_CHANGED))
        elif last not in self._note.ends:
            self._note.found.append(Finding(Fault.CUT))
        return str(found.total)

    def _look(self, table: Table, key: Key, before: dict[str, str], now: dict[str, str]) -> None:
        subject = subject_at(table, key)
        if seal := self._writer.one(SEAL, subject=subject):
            before[subject] = seal.mac
            if subject not in self._note.held:  # there was no row to hold against it
                self._note.found.append(Finding(Fault.ROW_GONE, subject))
        if row := self._writer.one(row_of(table), **keyed(key)):
            now[subject] = row_mac_of(self._key, subject, row._asdict())

    def _keep(self, before: dict[str, str], now: dict[str, str]) -> None:
        gone = [{"old": subject} for subject in before if subject not in now]
        new = [{"subject": subject, "mac": mac} for subject, mac in now.items() if subject not in before]
        changed = [{"old": subject, "new_mac": mac} for subject, mac in now.items() if before.get(subject, mac) != mac]
        for statement, seals in ((_REMOVE, gone), (_ADD, new), (_CHANGE, changed)):
            if seals:
                self._writer.run_each(statement, seals)


_seals, _rows = table_of(RowSeal), table_of(RowsHead)
_ADD = Statement(insert(_seals).values(subject=bindparam("subject"), mac=bindparam("mac")))
_CHANGE = Statement(update(_seals).where(_seals.c["subject"] == bindparam("old")).values(mac=bindparam("new_mac")))
_REMOVE = Statement(delete(_seals).where(_seals.c["subject"] == bindparam("old")))
_ROWS = Statement(select(_rows).with_for_update())
_MOVE = Statement(update(_rows).values({name: bindparam(f"new_{name}") for name in ("count", "mac", "total", "seal")}))
_FIRST = "INSERT INTO rows_head (id, count, mac, total, seal) VALUES (1, 0, '', :start, '') ON CONFLICT DO NOTHING"
