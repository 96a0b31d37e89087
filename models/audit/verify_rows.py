"""Holding every row of the record against its seal, a page at a time."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import MetaData, Select, Table, bindparam, func, select

from models.audit.entries import RowSeal, RowsHead
from models.audit.faults import Fault, Problem
from models.audit.seals import NOTHING_YET, Head, added, row_mac_of, rows_seal_of
from models.audit.stored import SEAL, UNSEALED, as_stored, key_in, keyed, may_stand_unsealed, row_of, subject_of
from models.database import Reader, Statement, table_of

_PAGE = 500


def row_problems(reader: Reader, key: bytes, end: Any) -> Iterator[Problem]:
    """Every row that is not as this program wrote it, and whether all of them together are. `end` is the chain's."""
    if reader.one(_HEAD) is None and end is None:
        return iter([])
    return _Rows(reader, key, end).problems()


class _Rows:
    """One walk through the rows of every table that is sealed."""

    def __init__(self, reader: Reader, key: bytes, end: Any) -> None:
        self._reader = reader
        self._key = key
        self._end = Head(end.count, end.mac) if end else Head(0, NOTHING_YET)
        self._total = NOTHING_YET
        self._sealed = 0

    def problems(self) -> Iterator[Problem]:
        from models.tables import metadata  # noqa: PLC0415  because making every table is slow, and few answers need it

        found = False
        for problem in self._each(metadata):
            found = True
            yield problem
        head = self._reader.one(_HEAD)
        if head is None or not self._is_sealed(head) or (head.total != self._total and not found):
            yield Problem(None, Fault.ROWS_CHANGED)
        elif head.total != self._total:
            yield Problem(None, Fault.MORE)

    def _each(self, metadata: MetaData) -> Iterator[Problem]:
        for table in metadata.sorted_tables:
            if table.name not in UNSEALED:
                yield from self._table(table)
        yield from self._gone(metadata.tables)

    def _table(self, table: Table) -> Iterator[Problem]:
        page = Statement(partial(_page, table))
        for number in count():
            rows = self._reader.all(page, skipped=number * _PAGE)
            yield from self._rows(table, rows)
            if len(rows) < _PAGE:
                return

    def _rows(self, table: Table, rows: list[Any]) -> Iterator[Problem]:
        for row in rows:
            stored = row._asdict()
            subject = subject_of(table, stored)
            seal = self._reader.one(SEAL, subject=subject) if _is_legible(subject) else None
            if seal is None and may_stand_unsealed(table, stored):
                continue
            mac = row_mac_of(self._key, subject, stored)
            self._total = added(self._total, more=[mac])
            if seal is None:
                yield Problem(None, Fault.UNSEALED, subject)
                continue
            self._sealed += 1
            if seal.mac != mac:
                yield Problem(None, Fault.ROW_OTHER, subject)

    def _gone(self, tables: Any) -> Iterator[Problem]:
        """The rows that have a seal and are not there."""
        if self._reader.one(_COUNTED).seals == self._sealed:
            return
        for number in count():
            seals = self._reader.all(_SEALS, skipped=number * _PAGE)
            for seal in seals:
                yield from self._without_row(tables, seal.subject)
            if len(seals) < _PAGE:
                return

    def _without_row(self, tables: Any, subject: Any) -> Iterator[Problem]:
        name = subject.partition(":")[0] if isinstance(subject, str) else ""
        table = tables[name] if name in tables and name not in UNSEALED else None
        key = None if table is None else key_in(table, subject)
        if table is None or key is None:
            yield Problem(None, Fault.NO_ROW, f"seal:{subject}")
        elif self._reader.one(row_of(table), **keyed(key)) is None:
            yield Problem(None, Fault.ROW_GONE, subject)

    def _is_sealed(self, head: Any) -> bool:
        """Whether the sum has its own seal, at the end that the chain has now."""
        last = Head(head.count, head.mac)
        return last == self._end and bool(head.seal == rows_seal_of(self._key, last, head.total))


def _is_legible(subject: str) -> bool:
    """Whether a database can be asked for it: a key with text that is not UTF-8 has no seal."""
    try:
        subject.encode()
    except UnicodeEncodeError:
        return False
    return True


def _page(table: Table) -> Select[Any]:
    return as_stored(table).order_by(*table.primary_key).limit(_PAGE).offset(bindparam("skipped"))


_seal, _head = table_of(RowSeal), table_of(RowsHead)
_COUNTED = Statement(select(func.count().label("seals")).select_from(_seal))
_SEALS = Statement(select(_seal).order_by(_seal.c["subject"]).limit(_PAGE).offset(bindparam("skipped")))
_HEAD = Statement(select(_head))
