"""How a reminder reads: what it is about, what the board sees without an answer, one tap to answer, how it stops."""

from handlers.cards.reminding.daily import BUTTONS, SHOWN, WORDS, daily_card
from handlers.cards.reminding.items import item_line
from handlers.cards.reminding.lines import Line, Said

__all__ = ["BUTTONS", "SHOWN", "WORDS", "Line", "Said", "daily_card", "item_line"]
