"""What somebody wrote to the bot that may be an update, for a day or until they say what it is."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from models.columns import Row, partial_index


class Draft(Row, table=True):
    """Words that were no command. They and `files`, the platform's own ids, are erased once used or expired."""

    __table_args__ = (partial_index("ix_draft_expires_at", "expires_at", where="words IS NOT NULL"),)

    person_id: int = Field(foreign_key="person.id")
    at: datetime
    expires_at: datetime
    words: str | None = Field(default=None, sa_type=Text)
    files: str | None = None
