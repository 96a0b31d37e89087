"""A message about several items, of which one was answered: what was done is put in it, and the others stay open."""

from typing import Final

from sqlalchemy import bindparam, select

from bot.crossing import Crossing
from bot.inbox import Route
from handlers.cards.talking import one_answered
from models.card import Card, Reply, from_json
from models.database import Statement, table_of
from models.outbox import Outbox
from models.vocabulary import MessageKind, Platform

_OUTBOX = table_of(Outbox)
_SENT = Statement(
    lambda: select(_OUTBOX.c.card).where(
        _OUTBOX.c.platform == Platform.TEAMS,
        _OUTBOX.c.message_id == bindparam("message"),
        _OUTBOX.c.kind.not_in([MessageKind.ANSWER, MessageKind.FILE, MessageKind.ERASURE]),
    )
)
_MOST_MARKED: Final = 500


class Marking:
    """Knows what the bot sent from the outbox, and what became of it from what it marked since it was started."""

    def __init__(self, core: Crossing) -> None:
        self._core = core
        self._marked: dict[str, Card] = {}

    async def marked(self, route: Route, reply: Reply) -> Card | None:
        """The message a button stood in, once answered; None where it was about nothing else."""
        message, matter = str(route.get("card", "")), str(route.get("about", ""))
        if not matter or reply.form is not None or not reply.cards or not takes_its_place(route, reply):
            return None
        before = self._marked.get(message)
        sent = before or await self._core.read(lambda: self._sent(message))
        said = reply.cards[0].title
        card = one_answered(sent, matter, said, again=before is not None) if sent is not None else None
        if card is None:
            return before
        self._marked[message] = card
        while len(self._marked) > _MOST_MARKED:
            self._marked.pop(next(iter(self._marked)))
        return card

    def _sent(self, message: str) -> Card | None:
        row = self._core.bot.reader.one(_SENT, message=message)
        found = from_json(row.card) if row and row.card else None
        return found if isinstance(found, Card) else None


def takes_its_place(route: Route, reply: Reply) -> bool:
    """Whether an answer replaces the card its button stood on: what changed something does."""
    return bool(route.get("card")) and (reply.replaces or (not reply.refused and bool(route.get("changes"))))
