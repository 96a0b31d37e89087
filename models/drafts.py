"""What somebody wrote to the bot that may be an update, for a day or until they say what it is."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field

from models.columns import Row


class Draft(Row, table=True):
    """Words that were no command. They and `files`, the platform's own ids, are erased once used or expired."""

    __table_args__ = (
        Index(
            "ix_draft_expires_at",
            "expires_at",
            sqlite_where=text("words IS NOT NULL"),
            postgresql_where=text("words IS NOT NULL"),
        ),
    )

    person_id: int = Field(foreign_key="person.id")
    at: datetime
    expires_at: datetime
    words: str | None = Field(default=None, sa_type=Text)
    files: str | None = None
