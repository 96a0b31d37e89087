"""What somebody is told the moment an inspection is confirmed."""

from handlers.access import Ability, PlanView
from handlers.cards import notified as cards
from handlers.context import Context
from handlers.notified import reading
from models.card import Card


def composed(ctx: Context, view: PlanView, subject: str) -> Card | None:
    """The notice for one of those who are told, or who may confirm it; None where nothing is left to be told."""
    notice = reading.newest(ctx, view)
    if subject.startswith("inspection_notice:"):
        waits = notice is not None and notice.row.confirmed_at is None and subject.endswith(f":{notice.row.id}")
        may = waits and Ability.SEE_PEOPLE in view.may
        return cards.asked_card(view, notice, may_confirm=True) if notice is not None and may else None
    receipt = notice.told_to(ctx.actor.person_id) if notice else None
    if notice is None or receipt is None or receipt.acknowledged_at is not None:
        return None
    return cards.message_card(view, notice, receipt.because, ctx.today)
