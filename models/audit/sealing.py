"""Sealing each row of the record whenever it is written, in the transaction that writes it.

The seal of a row needs the key. Their sum is sealed together with the end of the chain, so that no row can be
added, removed or put back as it once was without being seen.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, Table, bindparam, delete, event, insert, select, text, type_coerce, update
from sqlalchemy.orm import object_mapper
from sqlalchemy.types import NullType
from sqlmodel import Session

from models.audit.entries import AuditHead, RowSeal, RowsHead
from models.audit.seals import NOTHING_YET, Head, added, row_mac_of, rows_seal_of
from models.database import Statement, Writer, table_of

UNSEALED: Final = frozenset({
    *("audit", "audit_content", "audit_head", "row_seal", "rows_head", "deployment"),
    *("inbox", "outbox", "ledger", "reminder", "clock_day", "snooze", "shown", "draft", "notice_receipt"),
    *("chat", "board_place", "plan_choice", "removed_text"),
})  # fmt: skip
"""The tables whose rows are not sealed: the audit's own, messages and reminders, and where people are written to."""

_WRITTEN, _RECORDED = "rows_written", "entry_recorded"
_Keys = dict[tuple[Any, ...], None]


def entry_recorded(session: Session) -> None:
    """Have the rows sealed anew with the end of the chain when the session commits."""
    session.info[_RECORDED] = True


def as_stored(table: Table) -> Select[Any]:
    """Every row of `table`, each value as the driver gives it: one that was forged might not fit its type."""
    columns: list[Any] = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    return select(*columns)


def subject_of(table: Table, stored: Any) -> str:
    """How a stored row is spoken of, as "recommendation:12"."""
    return _subject(table, [stored[column.name] for column in table.primary_key])


def _subject(table: Table, key: Iterable[object]) -> str:
    return f"{table.name}:{','.join(map(str, key))}"


@event.listens_for(Session, "after_flush")
def _note(session: Session, _: object) -> None:
    """Remember which rows were written, and read them once, when everything is written."""
    if "audit_key" not in session.info:
        return
    written: dict[Table, _Keys] = session.info.setdefault(_WRITTEN, {})
    for row in (*session.new, *session.dirty, *session.deleted):
        table = table_of(type(row))
        if table.name not in UNSEALED:
            written.setdefault(table, {})[tuple(object_mapper(row).primary_key_from_instance(row))] = None


@event.listens_for(Session, "before_commit")
def _seal(session: Session) -> None:
    if "audit_key" not in session.info or session.in_nested_transaction():
        return
    session.flush()
    written = session.info.pop(_WRITTEN, {})
    if session.info.pop(_RECORDED, False) or written:
        _Sealing(session).seal(written)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_WRITTEN, None)
    session.info.pop(_RECORDED, None)


class _Sealing:
    """The seals of what one transaction wrote."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._writer = Writer(session)
        self._key: bytes = session.info["audit_key"]

    def seal(self, written: dict[Table, _Keys]) -> None:
        """Seal the rows as they stand now; the sum is locked first, so nobody else can seal in between."""
        total = self._locked_total()
        before, now = dict[str, str](), dict[str, str]()
        for table, keys in written.items():
            for key in keys:
                self._look(table, key, before, now)
        self._keep(before, now)
        head = self._writer.one(_END) or Head(0, NOTHING_YET)
        total = added(total, more=now.values(), less=before.values())
        sealed = rows_seal_of(self._key, Head(head.count, head.mac), total)
        moved = {"new_count": head.count, "new_mac": head.mac, "new_total": total, "new_seal": sealed}
        self._writer.run(_MOVE, **moved)

    def _locked_total(self) -> str:
        found = self._writer.one(_TOTAL)
        if found is None:
            self._session.connection().execute(text(_FIRST), {"start": NOTHING_YET})
            found = self._writer.one(_TOTAL)
        return str(found.total)

    def _look(self, table: Table, key: tuple[Any, ...], before: dict[str, str], now: dict[str, str]) -> None:
        subject = _subject(table, key)
        if seal := self._writer.one(SEAL, subject=subject):
            before[subject] = seal.mac
        values = {f"key{place}": value for place, value in enumerate(key)}
        if row := self._writer.one(row_of(table), **values):
            now[subject] = row_mac_of(self._key, subject, row._asdict())

    def _keep(self, before: dict[str, str], now: dict[str, str]) -> None:
        gone = [{"old": subject} for subject in before if subject not in now]
        new = [{"subject": subject, "mac": mac} for subject, mac in now.items() if subject not in before]
        changed = [{"old": subject, "new_mac": mac} for subject, mac in now.items() if before.get(subject, mac) != mac]
        for statement, seals in ((_REMOVE, gone), (_ADD, new), (_CHANGE, changed)):
            if seals:
                self._writer.run_each(statement, seals)


@cache
def row_of(table: Table) -> Statement:
    """What reads one row of `table` as it is stored, by `key0` and what other keys it has."""
    keys = (column == bindparam(f"key{place}") for place, column in enumerate(table.primary_key))
    return Statement(as_stored(table).where(*keys))


_seals, _rows, _end = table_of(RowSeal), table_of(RowsHead), table_of(AuditHead)
SEAL = Statement(select(_seals.c["mac"]).where(_seals.c["subject"] == bindparam("subject")))
_ADD = Statement(insert(_seals).values(subject=bindparam("subject"), mac=bindparam("mac")))
_CHANGE = Statement(update(_seals).where(_seals.c["subject"] == bindparam("old")).values(mac=bindparam("new_mac")))
_REMOVE = Statement(delete(_seals).where(_seals.c["subject"] == bindparam("old")))
_END = Statement(select(_end.c["count"], _end.c["mac"]))
_TOTAL = Statement(select(_rows.c["total"]).with_for_update())
_MOVE = Statement(update(_rows).values({name: bindparam(f"new_{name}") for name in ("count", "mac", "total", "seal")}))
_FIRST = "INSERT INTO rows_head (id, count, mac, total, seal) VALUES (1, 0, '', :start, '') ON CONFLICT DO NOTHING"
