"""What somebody is told the moment an inspection is confirmed."""

from handlers.access import PlanView
from handlers.cards import notified as cards
from handlers.context import Context
from handlers.notified import reading
from models.card import Card


def composed(ctx: Context, view: PlanView) -> Card | None:
    """The notice for one of those who are told; None where a newer one has replaced it, or they have it."""
    notice = reading.newest(ctx, view)
    receipt = notice.told_to(ctx.actor.person_id) if notice else None
    if notice is None or receipt is None or receipt.acknowledged_at is not None:
        return None
    return cards.message_card(view, notice, receipt.because, ctx.today)
