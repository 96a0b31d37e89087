"""The copies the bot keeps of what it sent, so that it could be taken from chat: whose they are, and their words going.

What is needed to take a message from chat, its platform, place and id, stays with the row for as long as the message.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, func
from sqlmodel import Session, col, select

from handlers.redacting.chat import TAKEN_BACK
from handlers.redacting.quoting import without
from handlers.retention.kinds import GONE
from handlers.retention.standing import Standing
from models.outbox import Ledger, Outbox
from models.vocabulary import MessageKind, OutboxState

_NO_WORDS = ("{}", json.dumps(TAKEN_BACK))
_WORDLESS = (MessageKind.FILE, MessageKind.ERASURE)
_ON_ITS_WAY = (OutboxState.QUEUED, OutboxState.SENDING)
_AT_ONCE = 200
PlansOf = Callable[[set[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Copy:
    """One message whose words are kept. An answer names no plan: it counts with those of whoever asked."""

    id: int
    plans: frozenset[int]
    at: datetime
    held: bool
    named: bool


def copies(session: Session, standing: Standing, plans_of: PlansOf) -> Iterator[Copy]:
    """Every message that is not on its way and whose words are kept.

    Any legal hold keeps an answer, because nobody knows which plan it spoke of.
    """
    about: dict[int, set[int]] = {}
    for told, plan in session.exec(select(Ledger.outbox_id, Ledger.plan_id).distinct()):
        if told is not None:
            about.setdefault(told, set()).add(plan)
    theirs: dict[int, frozenset[int]] = {}
    for key, plan_id, person_id, at in session.exec(_KEPT):
        named = frozenset(about.get(key or 0, ())) | ({plan_id} if plan_id else frozenset())
        if not named and person_id is not None and person_id not in theirs:
            theirs[person_id] = plans_of({person_id})
        plans = named or theirs.get(person_id or 0, frozenset())
        held = standing.held(plans) if named else standing.any_hold
        yield Copy(key or 0, plans, at, held, bool(named))


def scrub(session: Session, found: Iterator[Copy], words: Mapping[int, Mapping[str, object]]) -> None:
    """Take words, by the plan they went from, out of the messages that may quote them and are under no hold."""
    quoted = {
        each.id: [text for plan, texts in words.items() if plan in each.plans or not each.named for text in texts]
        for each in found
        if not each.held
    }
    wanted = [key for key, texts in quoted.items() if texts]
    for start in range(0, len(wanted), _AT_ONCE):
        some = col(Outbox.id).in_(wanted[start : start + _AT_ONCE])
        cards = session.exec(select(Outbox.id, Outbox.card).where(some)).all()
        for key, card in cards:
            if (left := without(card, quoted[key or 0], GONE)) != card:
                row = session.get_one(Outbox, key)
                row.card = left
                session.add(row)


_KEPT = (
    select(Outbox.id, Outbox.plan_id, Outbox.person_id, func.coalesce(Outbox.sent_at, Outbox.written_at))
    .where(
        col(Outbox.kind).not_in(_WORDLESS),
        col(Outbox.state).not_in(_ON_ITS_WAY),
        cast(Outbox.card, Text).not_in(_NO_WORDS),
    )
    .order_by(col(Outbox.id))
)
