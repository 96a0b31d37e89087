"""What a board's own words come to on each axis, where nobody read them as one of ours.

SOURCE: the Central Bedfordshire paper of 2012: "majority completed", "not demonstrated nor evidenced".
"""

import re

from models.vocabulary import Delivery, Impact, SignOff

_DONE = re.compile(r"\b(?:completed?|delivered|done|finished)\b", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:not|nor|never|no|un|half|partly|some)\b[^;.]*\b(?:complete|deliver|done|finish)", re.IGNORECASE
)


def is_done(delivery: Delivery | None, words: str | None) -> bool:
    """Whether a board said that the work is completed, or mostly so."""
    if delivery is not None:
        return delivery is Delivery.COMPLETED
    return bool(words and _DONE.search(words) and not _NOT_DONE.search(words))


def is_shown(impact: Impact | None) -> bool:
    """Whether a board said that what changed is evidenced; words that nobody could read do not say so."""
    return impact in (Impact.EVIDENCED, Impact.SUSTAINED)


def is_signed(sign_off: SignOff | None) -> bool:
    """Whether a board said that it is signed off."""
    return sign_off is SignOff.SIGNED_OFF
