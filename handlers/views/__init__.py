"""What a card is drawn from: frozen facts about one item, read by statements that are built once."""

from handlers.views.facts import (
    CLOSED,
    ActionTally,
    EvidenceTally,
    Heard,
    NextMeeting,
    RecommendationView,
    Tied,
    facts_of,
)
from handlers.views.rows import row_by_id, row_called
from handlers.views.said import board_name, heard, judged, next_meeting, responses
from handlers.views.ties import tied
from handlers.views.whole import recommendation

__all__ = [
    "CLOSED",
    "ActionTally",
    "EvidenceTally",
    "Heard",
    "NextMeeting",
    "RecommendationView",
    "Tied",
    "board_name",
    "facts_of",
    "heard",
    "judged",
    "next_meeting",
    "recommendation",
    "responses",
    "row_by_id",
    "row_called",
    "tied",
]
