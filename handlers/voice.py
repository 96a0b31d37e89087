"""Whether a decision may be made here: at the console anybody can be named with --as, so no decision is theirs."""

from typing import Any

from sqlalchemy import select

from handlers.context import Context
from handlers.errors import Refused
from models.card import Action
from models.database import Statement
from models.database.schema import Deployment
from models.vocabulary import Platform

_DEPLOYMENT: Any = Deployment
_DEMONSTRATION = Statement(lambda: select(_DEPLOYMENT.demonstration))


def refuse_borrowed_voice(ctx: Context) -> None:
    """Refuse a decision said at the console in somebody's name, unless the database is a demonstration.

    The local operator's own voice is not borrowed; what they may decide is asked elsewhere.
    """
    if ctx.request.platform != Platform.CONSOLE or ctx.actor.operator:
        return
    row = ctx.reader.one(_DEMONSTRATION)
    if row is None or not row.demonstration:
        raise Refused(
            "The console cannot tell who is speaking, so no decision is taken here in a board's or a person's name. "
            "Nothing was recorded. "
            "It is taken in chat, or tried out in a demonstration: ofsted-bot migrate --demonstration",
            Action("Status", "status"),
        )
