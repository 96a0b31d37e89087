"""Draws replies and forms as Adaptive Cards 1.5 for Teams, and reads what comes back; pure, and knows no SDK.

Nothing here raises for any card, form or payload: what does not fit is clipped and says so, what cannot be
read is left out. Nobody's words become Markdown, a link or a mention.
"""

from bot.teams.render.cards import attachment, card_attachment
from bot.teams.render.forms import form_card
from bot.teams.render.sizes import Written
from bot.teams.render.spoken import summary, text_of
from bot.teams.render.submitted import submitted
from bot.teams.render.whole import one_card

__all__ = ["Written", "attachment", "card_attachment", "form_card", "one_card", "submitted", "summary", "text_of"]
