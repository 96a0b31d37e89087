"""Every table, for whoever needs them all."""

from sqlalchemy import text
from sqlmodel import SQLModel

from models import (
    assurance,
    audit,
    chats,
    decisions,
    drafts,
    governance,
    inbox,
    outbox,
    people,
    plan,
    progress,
    reminders,
)
from models.audit.sealing import hold_touched
from models.database import schema

__all__ = [
    "assurance",
    "audit",
    "chats",
    "decisions",
    "drafts",
    "governance",
    "hold_touched",
    "inbox",
    "metadata",
    "outbox",
    "people",
    "plan",
    "progress",
    "reminders",
    "schema",
]

metadata = SQLModel.metadata

for _table in metadata.tables.values():
    for _index in _table.indexes:
        if "where" in _index.info:
            _index.dialect_options["postgresql"]["where"] = text(_index.info["where"])
