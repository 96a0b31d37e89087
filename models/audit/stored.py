"""The rows of the record as they are stored, beside their seals."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, Table, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from models.audit.entries import RowSeal
from models.audit.faults import Fault
from models.audit.noted import Finding, Key
from models.audit.seals import row_mac_of
from models.database.reading import Reader, Statement, table_of

UNSEALED: Final = frozenset({
    *("audit", "audit_content", "audit_head", "row_seal", "rows_head"),
    *("inbox", "outbox", "ledger", "reminder", "clock_day", "snooze", "shown", "draft", "notice_receipt"),
    *("chat", "board_place", "plan_choice", "removed_text"),
})  # fmt: skip
"""The tables whose rows are not sealed: the audit's own, messages and reminders, and where people are written to."""

_SEALED_AS = "sealed_as"
_NUMBER = re.compile("0|-?[1-9][0-9]{0,17}")  # which a database's whole number can hold


def as_stored(table: Table) -> Select[Any]:
    """Every row of `table`, each value as the driver gives it: one that was forged might not fit its type."""
    return select(*_raw(table))


def subject_of(table: Table, stored: Any) -> str:
    """How a stored row is spoken of, as "recommendation:12"."""
    return subject_at(table, [stored[column.name] for column in table.primary_key])


def subject_at(table: Table, key: Iterable[object]) -> str:
    """How the row with this key is spoken of."""
    return f"{table.name}:{','.join(map(str, key))}"


def key_in(table: Table, subject: str) -> Key | None:
    """The key of the row that `subject` speaks of, as `subject_at` says it; None where it speaks of none."""
    written = subject.partition(":")[2].split(",")
    whole = len(written) == len(table.primary_key) and all(_NUMBER.fullmatch(each) for each in written)
    return tuple(map(int, written)) if whole else None


def keyed(key: Key) -> dict[str, Any]:
    """The parameters by which `row_of` finds one row."""
    return {f"key{place}": value for place, value in enumerate(key)}


@cache
def row_of(table: Table) -> Statement:
    """What reads one row of `table` as it is stored, by `key0` and what other keys it has."""
    return Statement(as_stored(table).where(*_by_key(table)))


def may_stand_unsealed(table: Table, stored: Any) -> bool:
    """Whether a row gives nobody anything: the database's own, made before there is a key, and no demonstration."""
    return table.name == "deployment" and not stored["demonstration"]


def wrong_with(reader: Reader, key: bytes, table: Table, row: Key) -> list[Finding] | None:
    """What is wrong with a row that is about to be written, from here on locked; None where there is no such row.

    On PostgreSQL a row that others were writing meanwhile is newer than the seal that one statement finds beside it.
    The second finds both as they were committed.
    """
    subject = subject_at(table, row)
    found = reader.one(_with_seal(table), subject=subject, **keyed(row))
    if found is not None and not _is_whole(key, table, subject, found):
        found = reader.one(_with_seal(table), subject=subject, **keyed(row))
    if found is None:
        return None
    if _is_whole(key, table, subject, found):
        return []
    fault = Fault.UNSEALED if found.sealed_as is None else Fault.ROW_OTHER
    plan_id, label = getattr(found, "plan_id", None), getattr(found, "label", None)
    return [Finding(fault, subject, plan_id if isinstance(plan_id, int) else None, _legible(label))]


def _legible(label: object) -> str:
    return str(label or "").encode(errors="backslashreplace").decode()


def _is_whole(key: bytes, table: Table, subject: str, found: Any) -> bool:
    values = found._asdict()
    seal = values.pop(_SEALED_AS)
    if seal is None:
        return may_stand_unsealed(table, values)
    return bool(seal == row_mac_of(key, subject, values))


@cache
def _with_seal(table: Table) -> Statement:
    seal = select(_seals.c["mac"]).where(_seals.c["subject"] == bindparam("subject")).scalar_subquery()
    row = select(*_raw(table), seal.label(_SEALED_AS)).where(*_by_key(table))
    return Statement(row.with_for_update(key_share=True, of=table))


def _raw(table: Table) -> list[Any]:
    return [type_coerce(column, NullType()).label(column.name) for column in table.columns]


def _by_key(table: Table) -> list[Any]:
    return [column == bindparam(f"key{place}") for place, column in enumerate(table.primary_key)]


_seals = table_of(RowSeal)
SEAL = Statement(select(_seals.c["mac"]).where(_seals.c["subject"] == bindparam("subject")))
