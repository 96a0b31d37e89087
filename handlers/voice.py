"""Whether a decision may be made here: at the console anybody can be named with --as, so no decision is theirs."""

from handlers.context import Context
from handlers.errors import Refused
from models.audit import is_demonstration
from models.card import Action
from models.vocabulary import Platform


def refuse_borrowed_voice(ctx: Context) -> None:
    """Refuse a decision said at the console in somebody's name, unless the database is a demonstration.

    The local operator's own voice is not borrowed; what they may decide is asked elsewhere.
    """
    if ctx.request.platform != Platform.CONSOLE or ctx.actor.operator:
        return
    if not is_demonstration(ctx.reader, ctx.change.info["audit_key"]):
        raise Refused(
            "The console cannot tell who is speaking, so no decision is taken here in a board's or a person's name. "
            "Nothing was recorded. "
            "It is taken in chat, or tried out in a demonstration: ofsted-bot migrate --demonstration",
            Action("Status", "status"),
        )
