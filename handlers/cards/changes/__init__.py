"""How requests to change the plan are said: what is asked, the forms, the cards and where something was decided."""

from handlers.cards.changes.forms import agree_form, ask_form, board_form, consult_form, refuse_form, reported_form
from handlers.cards.changes.said import to_report, what, where
from handlers.cards.changes.shown import (
    asked_card,
    change_card,
    decided_card,
    dropped_card,
    dropped_note,
    list_card,
    waits_card,
)

__all__ = [
    "agree_form",
    "ask_form",
    "asked_card",
    "board_form",
    "change_card",
    "consult_form",
    "decided_card",
    "dropped_card",
    "dropped_note",
    "list_card",
    "refuse_form",
    "reported_form",
    "to_report",
    "waits_card",
    "what",
    "where",
]
