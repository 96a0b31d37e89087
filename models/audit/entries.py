"""What the audit chain is kept in: entries, what they say, how the chain ends, and the seals of the rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from models.columns import Row

REMOVED = "content removed"


class AuditEntry(SQLModel, table=True):
    """One thing that happened. `actor` is an id and not a name, for an entry is never changed or removed.

    There are no foreign keys: an entry outlives whatever it speaks of. `subject` is as "recommendation:12".
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_subject_id", "subject", "id"),
        Index("ix_audit_plan_id_id", "plan_id", "id"),
    )

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    actor: str
    person_id: int | None = None
    platform: str
    event: str
    subject: str
    plan_id: int | None = None
    digest: str
    mac: str


class AuditContent(SQLModel, table=True):
    """What an entry says, as JSON, until that is lawfully removed; its digest stays in the entry."""

    __tablename__ = "audit_content"

    audit_id: int = Field(primary_key=True, foreign_key="audit.id", sa_column_kwargs={"autoincrement": False})
    salt: str | None = None
    content: str | None = Field(default=None, sa_type=Text)
    removed_at: datetime | None = None
    removed_reason: str | None = Field(default=None, sa_type=Text)


class AuditHead(Row, table=True):
    """The one row that says how long the chain is and how it ends."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    count: int
    mac: str
    seal: str


class RowSeal(SQLModel, table=True):
    """What seals one row of the record as it is now. `subject` is as "recommendation:12"."""

    __tablename__ = "row_seal"

    subject: str = Field(primary_key=True)
    mac: str


class RowsHead(Row, table=True):
    """The one row that seals all the rows together, at the end the chain had when they were last changed."""

    __tablename__ = "rows_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    count: int
    mac: str
    total: str
    seal: str
