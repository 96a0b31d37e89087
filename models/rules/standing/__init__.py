"""Where an item stands: one standing, one colour and the reasons, from facts that are never merged.

The default key: blue, signed off; red, off track or past its limit undelivered; amber, at risk, an action
past its date, 28 days' silence, or evidence missing once it matters or a board wants it; grey, not enough
evidence or no date; otherwise green. A plan may replace words, colours and thresholds; the key stays total.
"""

from models.rules.standing.facts import DOUBTS, Facts, LateAction, Reason, Verdict, Why
from models.rules.standing.judging import judge, overdue, with_board
from models.rules.standing.key import SEVERITY, Key, Standing, key_from
from models.rules.standing.words import delivery_standing, shown_delivery

__all__ = [
    "DOUBTS",
    "SEVERITY",
    "Facts",
    "Key",
    "LateAction",
    "Reason",
    "Standing",
    "Verdict",
    "Why",
    "delivery_standing",
    "judge",
    "key_from",
    "overdue",
    "shown_delivery",
    "with_board",
]
