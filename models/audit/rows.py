"""The rows that are only ever added, held against what the audit chain says they were."""

import json
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import object_session
from sqlmodel import Session, SQLModel

from models.audit.seals import canonical
from models.columns import Row
from models.database import Reader, Statement, reader_of, table_of
from models.progress import BoardJudgement, Evidence, Figure, Update

# What may change in such a row, each time with an entry of its own in the chain.
_MAY_CHANGE = {"evidence": {"answered", "state", "restricted"}, "board_judgement": {"lifted_at"}}


def row_content(row: Row) -> dict[str, Any]:
    """What to record of a row that is only ever added, under a subject as "update:12".

    Raises LookupError for a row that is in no session, or of a table where rows are changed.
    """
    session = object_session(row)
    if session is None:
        raise LookupError("a row is recorded in the session that adds it")
    session.flush()
    return {"row": stored_row(reader_of(cast("Session", session)), f"{row.__tablename__}:{row.key_id}")}


def stored_row(reader: Reader, subject: str) -> dict[str, Any] | None:
    """The lasting columns of the row `subject` speaks of, as JSON values; None where there is no row.

    Raises LookupError where `subject` speaks of no such table.
    """
    table, _, key = subject.partition(":")
    row = reader.one(_STORED[table], id=int(key))
    return None if row is None else json.loads(canonical(row._asdict()))


def _lasting(model: type[SQLModel]) -> Select[Any]:
    table = table_of(model)
    lasting = [column for column in table.columns if column.name not in _MAY_CHANGE.get(table.name, ())]
    return select(*lasting).where(table.c["id"] == bindparam("id"))


_STORED = {
    "update": Statement(lambda: _lasting(Update)),
    "evidence": Statement(lambda: _lasting(Evidence)),
    "figure": Statement(lambda: _lasting(Figure)),
    "board_judgement": Statement(lambda: _lasting(BoardJudgement)),
}
