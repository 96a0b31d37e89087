"""A whole plan's cards: where it stands at a glance, and what stands behind it."""

from handlers.cards.plan.details import details_card
from handlers.cards.plan.whole import event_day, legend_line, names, plan_card

__all__ = ["details_card", "event_day", "legend_line", "names", "plan_card"]
