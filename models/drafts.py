"""What somebody wrote to the bot that may be an update, and what the messages they reply under were about."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from models.columns import Row, choice, partial_index
from models.vocabulary import Platform


class Draft(Row, table=True):
    """Words that were no command. They and `files`, the platform's own ids, are erased once used or expired."""

    __table_args__ = (partial_index("ix_draft_expires_at", "expires_at", where="words IS NOT NULL"),)

    person_id: int = Field(foreign_key="person.id")
    at: datetime
    expires_at: datetime
    words: str | None = Field(default=None, sa_type=Text)
    files: str | None = None


class Shown(Row, table=True):
    """An answer that stands in a conversation, and the items its buttons were about, a line each; none of its words.

    `message_id` is the platform's own. What reminders were about is in the ledger.
    """

    __table_args__ = (
        UniqueConstraint("platform", "conversation", "message_id"),
        Index("ix_shown_at", "at"),
    )

    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    conversation: str
    message_id: str
    about: str = Field(sa_type=Text)
    at: datetime
