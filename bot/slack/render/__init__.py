"""Draws replies, forms and the Home tab as Slack's JSON, and reads what comes back; pure, and knows no SDK.

Nothing here raises for any card, form or payload: what does not fit is clipped and says so, what cannot be
read is left out. Every text of a card, whoever typed it, is escaped.
"""

from bot.slack.render.buttons import BUTTON, pressed
from bot.slack.render.cards import home, marked, message, several, told
from bot.slack.render.forms import FIELD, FORM, modal
from bot.slack.render.submitted import Submitted, field_errors, resubmitted, submitted

__all__ = [
    "BUTTON",
    "FIELD",
    "FORM",
    "Submitted",
    "field_errors",
    "home",
    "marked",
    "message",
    "modal",
    "pressed",
    "resubmitted",
    "several",
    "submitted",
    "told",
]
