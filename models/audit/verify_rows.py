"""Holding every row of the record against its seal, a page at a time."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select

from models.audit.entries import RowSeal, RowsHead
from models.audit.faults import Fault, Problem
from models.audit.seals import NOTHING_YET, Head, added, row_mac_of, rows_seal_of
from models.audit.stored import SEAL, UNSEALED, as_stored, keyed, may_stand_unsealed, row_of, subject_of
from models.database import Reader, Statement, table_of

_PAGE = 500


def row_problems(reader: Reader, key: bytes, end: Any) -> Iterator[Problem]:
    """Every row that is not as this program wrote it, and whether all of them together are. `end` is the chain's."""
    if reader.one(_HEAD) is None:
        return iter([Problem(None, Fault.ROWS_CHANGED)] if end else [])
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
        for table in metadata.sorted_tables:
            if table.name not in UNSEALED:
                for problem in self._table(table):
                    found = True
                    yield problem
        for problem in self._gone(metadata.tables):
            found = True
            yield problem
        if not found and not self._are_whole():
            yield Problem(None, Fault.ROWS_CHANGED)

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
            seal = self._reader.one(SEAL, subject=subject)
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
        after = ""
        while seals := self._reader.all(_SEALS, after=after):
            after = seals[-1].subject
            for seal in seals:
                if not self._is_there(tables, seal.subject):
                    yield Problem(None, Fault.ROW_GONE, seal.subject)

    def _is_there(self, tables: Any, subject: str) -> bool:
        name, _, key = subject.partition(":")
        if name not in tables or name in UNSEALED:
            return False
        values = keyed(tuple(map(int, key.split(","))))
        return self._reader.one(row_of(tables[name]), **values) is not None

    def _are_whole(self) -> bool:
        head = self._reader.one(_HEAD)
        sealed = rows_seal_of(self._key, Head(head.count, head.mac), head.total)
        as_it_ends = Head(head.count, head.mac) == self._end
        return as_it_ends and head.total == self._total and head.seal == sealed


def _page(table: Table) -> Select[Any]:
    return as_stored(table).order_by(*table.primary_key).limit(_PAGE).offset(bindparam("skipped"))


_seal, _head = table_of(RowSeal), table_of(RowsHead)
_COUNTED = Statement(select(func.count().label("seals")).select_from(_seal))
_SEALS = Statement(
    select(_seal).where(_seal.c["subject"] > bindparam("after")).order_by(_seal.c["subject"]).limit(_PAGE)
)
_HEAD = Statement(select(_head))
