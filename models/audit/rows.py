"""The rows that are only ever added, held against what the audit chain says they were."""

import json
from functools import partial
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import object_session
from sqlmodel import Session

from models.audit.seals import canonical
from models.columns import Row
from models.database import Reader, Statement, reader_of

# Each table, with the columns that may change, each time with an entry of its own in the chain.
_KEPT: dict[str, tuple[str, ...]] = {
    "update": (),
    "evidence": (
        *("state", "decided_at", "decided_by", "decision_reason"),
        *("answered", "answer", "answered_by", "restricted"),
    ),
    "figure": (),
    "board_judgement": ("lifted_at",),
    "impact_statement": (),
    "harm_answer": (),
    "decision": ("effective",),
}


def row_content(row: Row) -> dict[str, Any]:
    """What to record of a row that is only ever added, under a subject as "update:12".

    Raises LookupError for a row that is in no session, or of a table where rows are changed.
    """
    session = object_session(row)
    if session is None:
        raise LookupError("a row is recorded in the session that adds it")
    session.flush()
    return {"row": stored_row(reader_of(cast("Session", session)), f"{row.__tablename__}:{row.key_id}")}


def is_kept(subject: str) -> bool:
    """Whether `subject` speaks of a row that is only ever added."""
    table, _, key = subject.partition(":")
    return table in _STORED and key.isascii() and key.isdigit()


def stored_row(reader: Reader, subject: str) -> dict[str, Any] | None:
    """The lasting columns of the row `subject` speaks of, as JSON values; None where there is no row.

    Raises LookupError where `subject` speaks of no such table.
    """
    table, _, key = subject.partition(":")
    row = reader.one(_STORED[table], id=int(key))
    return None if row is None else json.loads(canonical(row._asdict()))


def _lasting(name: str) -> Select[Any]:
    from models.tables import metadata  # noqa: PLC0415  because making every table is slow, and most answers need few

    table = metadata.tables[name]
    lasting = [column for column in table.columns if column.name not in _KEPT[name]]
    return select(*lasting).where(table.c["id"] == bindparam("id"))


_STORED = {name: Statement(partial(_lasting, name)) for name in _KEPT}
