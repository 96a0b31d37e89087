"""Checking the whole audit chain, and the rows of the record, without ever holding more than a page of it."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Select, String, bindparam, func, select, type_coerce
from sqlmodel import SQLModel

from models.audit.entries import REMOVED, AuditContent, AuditEntry, AuditHead
from models.audit.faults import FOUND, Fault, Problem
from models.audit.rows import is_kept, stored_row
from models.audit.seals import NOTHING_YET, Head, canonical, digest_of, mac_of, moment, seal_of
from models.audit.telling import EVERY_ROW
from models.audit.verify_rows import row_problems
from models.audit.verify_triggers import trigger_problems
from models.database import Reader, Statement, is_busy, table_of
from models.plan import Plan
from models.rules.dates import say_day

_PAGE = 500
MOST = 100  # problems listed; a chain that was recomputed has one for every entry


def verify(reader: Reader, key: bytes, expect: Head | None = None) -> list[Problem]:
    """Everything that is wrong with the chain and the rows, up to a hundred problems; an empty list is a whole chain.

    With `expect`, a head that was printed earlier, the chain must still hold it.
    """
    problems: list[Problem] = []
    try:
        with reader.snapshot(), reader.any_text():
            for problem in _Check(reader, key, expect).problems():
                if len(problems) < MOST or _is_of_all(problem):
                    problems.append(problem)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        problems.append(Problem(None, Fault.UNREADABLE))
    return problems


def _is_of_all(problem: Problem) -> bool:
    """Whether it is wrong with all entries or all rows together, which no number of others may keep from being said."""
    return problem.entry is None and not problem.subject


class _Check:
    """One walk along the chain."""

    def __init__(self, reader: Reader, key: bytes, expect: Head | None) -> None:
        self._reader = reader
        self._key = key
        self._expect = expect
        self._last = Head(0, NOTHING_YET)
        self._entries = self._contents = 0
        self._met = expect is None or self._is_expected()

    def problems(self) -> Iterator[Problem]:
        yield from trigger_problems(self._reader)
        end = self._reader.one(_end)
        for entry in self._every_entry():
            self._entries += 1
            self._contents += entry.audit_id is not None
            if entry.id <= self._last.count or (_is_counted(end) and entry.id > end.count):
                yield Problem(entry.id, Fault.EXTRA)
            else:
                yield from self._legible(entry)
        yield from self._ending(end)
        yield from self._uncounted()
        yield from row_problems(self._reader, self._key, end)
        if not self._met:
            yield Problem(None, Fault.NOT_EXPECTED)

    def _every_entry(self) -> Iterator[Any]:
        after = -(2**31)
        while page := self._reader.all(_page, after=after):
            yield from page
            after = page[-1].id

    def _legible(self, entry: Any) -> Iterator[Problem]:
        try:
            yield from self._entry(entry)
        except (ValueError, TypeError, OverflowError):  # a value that no entry of this program's holds
            yield Problem(entry.id, Fault.CONTENT_CHANGED)

    def _entry(self, entry: Any) -> Iterator[Problem]:
        yield from self._missing(until=entry.id)
        follows = entry.id == self._last.count + 1  # after a gap there is nothing to hold the seal against
        whole = follows and entry.mac == mac_of(self._key, self._last.mac, entry)
        if follows and not whole:
            yield Problem(entry.id, Fault.CHANGED)
        self._last = Head(entry.id, entry.mac)
        self._met = self._met or self._is_expected()
        yield from self._content(entry)
        if whole and entry.event in FOUND:
            subject = "" if entry.subject == EVERY_ROW else entry.subject
            yield Problem(entry.id, FOUND[entry.event], subject, say_day(date.fromisoformat(moment(entry.at)[:10])))
        if whole and _says_what_it_said(entry):
            yield from self._row(entry)
            yield from self._removed(entry)

    def _is_expected(self) -> bool:
        expect = self._expect
        return expect is not None and expect.count == self._last.count and str(self._last.mac).startswith(expect.mac)

    def _missing(self, *, until: int) -> Iterator[Problem]:
        for absent in islice(range(self._last.count + 1, until), MOST):
            yield Problem(absent, Fault.MISSING)

    def _content(self, entry: Any) -> Iterator[Problem]:
        if entry.removed_at is not None:
            if not self._is_lawful(entry):
                yield Problem(entry.id, Fault.CONTENT_MISSING)
        elif entry.salt is None or entry.content is None:
            yield Problem(entry.id, Fault.CONTENT_MISSING)
        elif not _says_what_it_said(entry):
            yield Problem(entry.id, Fault.CONTENT_CHANGED)

    def _is_lawful(self, gap: Any) -> bool:
        """Whether a later entry records the removal that `gap` claims."""
        removal = self._reader.one(_removal, subject=f"audit:{gap.id}", after=gap.id)
        if removal is None or gap.salt is not None or gap.content is not None:
            return False
        reason_is_kept = removal.content in (None, canonical({"reason": gap.removed_reason}))
        return reason_is_kept and moment(removal.at) == moment(gap.removed_at)

    def _removed(self, entry: Any) -> Iterator[Problem]:
        if entry.event != REMOVED:
            return
        target = int(entry.subject.partition(":")[2])
        found = self._reader.one(_content_of, entry=target)
        if found and found.removed_at is None:
            yield Problem(target, Fault.CONTENT_BACK)

    def _row(self, entry: Any) -> Iterator[Problem]:
        said = json.loads(entry.content).get("row")
        if not isinstance(said, dict) or not is_kept(entry.subject):
            return
        try:
            stored = stored_row(self._reader, entry.subject)
        except (LookupError, ValueError, TypeError):  # there is a value that its column's type cannot read
            yield Problem(entry.id, Fault.ROW_CHANGED)
            return
        if stored is None:
            yield Problem(entry.id, Fault.ROW_MISSING)
        elif any(stored[name] != value for name, value in said.items() if name in stored):
            yield Problem(entry.id, Fault.ROW_CHANGED)

    def _ending(self, end: Any) -> Iterator[Problem]:
        if end is None:
            if self._entries:
                yield Problem(None, Fault.HEAD_MISSING)
            return
        if not _is_counted(end):
            yield Problem(None, Fault.HEAD_CHANGED)
            return
        yield from self._missing(until=end.count + 1)
        head = Head(end.count, end.mac)
        moved = self._last.count == head.count and self._last != head
        if moved or seal_of(self._key, head) != end.seal:
            yield Problem(None, Fault.HEAD_CHANGED)

    def _uncounted(self) -> Iterator[Problem]:
        counted = self._reader.one(_counted)
        if counted.entries != self._entries:
            yield Problem(None, Fault.EXTRA)
        if counted.contents != self._contents:
            yield Problem(None, Fault.CONTENT_EXTRA)
        if counted.plans and not self._entries:
            yield Problem(None, Fault.EMPTY)


def _is_counted(end: Any) -> bool:
    return end is not None and isinstance(end.count, int)


def _says_what_it_said(entry: Any) -> bool:
    if entry.salt is None or entry.content is None or entry.removed_reason is not None:
        return False
    return bool(digest_of(entry.salt, entry.content) == entry.digest)


@Statement
def _page() -> Select[Any]:
    entry, content = table_of(AuditEntry), table_of(AuditContent)
    at = type_coerce(entry.c["at"], String).label("at")  # as text on SQLite, where it might not be a time
    others = [column for column in entry.columns if column.name != "at"]
    said = [column for column in content.columns if column.name != "removed_at"]
    removed_at = type_coerce(content.c["removed_at"], String).label("removed_at")
    joined = entry.outerjoin(content, content.c["audit_id"] == entry.c["id"])
    page = select(at, *others, *said, removed_at).select_from(joined)
    return page.where(entry.c["id"] > bindparam("after")).order_by(entry.c["id"]).limit(_PAGE)


@Statement
def _end() -> Select[Any]:
    end = table_of(AuditHead).c
    return select(end["count"], end["mac"], end["seal"])


@Statement
def _removal() -> Select[Any]:
    entry, content = table_of(AuditEntry), table_of(AuditContent)
    at = type_coerce(entry.c["at"], String).label("at")
    joined = entry.outerjoin(content, content.c["audit_id"] == entry.c["id"])
    of_this = (entry.c["subject"] == bindparam("subject"), entry.c["event"] == REMOVED)
    found = select(at, content.c["content"]).select_from(joined).where(*of_this)
    return found.where(entry.c["id"] > bindparam("after")).order_by(entry.c["id"]).limit(1)


@Statement
def _content_of() -> Select[Any]:
    content = table_of(AuditContent).c
    removed_at = type_coerce(content["removed_at"], String).label("removed_at")
    return select(removed_at).where(content["audit_id"] == bindparam("entry"))


@Statement
def _counted() -> Select[Any]:
    names: dict[str, type[SQLModel]] = {"entries": AuditEntry, "contents": AuditContent, "plans": Plan}
    counts = [
        select(func.count()).select_from(table_of(model)).scalar_subquery().label(name) for name, model in names.items()
    ]
    return select(*counts)
