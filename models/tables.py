"""Every table, for whoever needs them all."""

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
from models.database import schema

__all__ = [
    "assurance",
    "audit",
    "chats",
    "decisions",
    "drafts",
    "governance",
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
