"""A recommendation's card: the whole truth about it at a glance."""

from handlers.cards.recommendation.dates import on_day, set_date
from handlers.cards.recommendation.details import details_card, figures
from handlers.cards.recommendation.facts import (
    actions_line,
    board_block,
    board_words,
    evidence_line,
    latest_fact,
    next_fact,
    owners,
    paused,
    tie_name,
)
from handlers.cards.recommendation.shown import recommendation_card

__all__ = [
    "actions_line",
    "board_block",
    "board_words",
    "details_card",
    "evidence_line",
    "figures",
    "latest_fact",
    "next_fact",
    "on_day",
    "owners",
    "paused",
    "recommendation_card",
    "set_date",
    "tie_name",
]
