"""Evidence as it is offered, listed, and accepted or sent back. What is against is always shown first."""

from handlers.cards.evidence.done import decided_card, offered_card
from handlers.cards.evidence.forms import evidence_form, kind_buttons, reason_form, saving_form
from handlers.cards.evidence.shown import LIMITED, file_card, listing_card, piece_card, waiting_card
from handlers.cards.evidence.words import KINDS

__all__ = [
    "KINDS",
    "LIMITED",
    "decided_card",
    "evidence_form",
    "file_card",
    "kind_buttons",
    "listing_card",
    "offered_card",
    "piece_card",
    "reason_form",
    "saving_form",
    "waiting_card",
]
