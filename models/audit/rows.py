"""The rows that are only ever added, held against what the audit chain says they were."""

import json
from functools import partial
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import object_session
from sqlmodel import Session

from models.assurance import HarmAnswer, ImpactStatement
from models.audit.seals import canonical
from models.columns import Row
from models.database import Reader, Statement, reader_of, table_of
from models.decisions import Decision
from models.progress import BoardJudgement, Evidence, Figure, Update

# Each table, with the columns that may change, each time with an entry of its own in the chain.
_KEPT: dict[type[Row], tuple[str, ...]] = {
    Update: (),
    Evidence: (
        *("state", "decided_at", "decided_by", "decision_reason"),
        *("answered", "answer", "answered_by", "restricted"),
    ),
    Figure: (),
    BoardJudgement: ("lifted_at",),
    ImpactStatement: (),
    HarmAnswer: (),
    Decision: ("effective",),
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


def _lasting(model: type[Row]) -> Select[Any]:
    table = table_of(model)
    lasting = [column for column in table.columns if column.name not in _KEPT[model]]
    return select(*lasting).where(table.c["id"] == bindparam("id"))


_STORED = {table_of(model).name: Statement(partial(_lasting, model)) for model in _KEPT}
