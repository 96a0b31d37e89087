"""People's own chats with the bot, on a platform that only lets it write where it has been let in."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.columns import Row, choice, json_dict
from models.vocabulary import Platform


class Chat(Row, table=True):
    """How one account is written to. `external_id` is the account, as in `identity`.

    `reference` is what the platform must be given: `serviceUrl`, `tenantId`, `bot`, `user`, and `conversation` once
    there is one. `closed` says, for an administrator, why nothing can be written any more; None while it can.
    """

    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    external_id: str
    reference: dict[str, Any] = json_dict()
    learnt_at: datetime
    closed: str | None = None
