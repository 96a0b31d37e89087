"""What a word on delivery comes to."""

from models.rules.standing.key import Standing
from models.vocabulary import Delivery

_WORST_FIRST = (Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.NOT_ENOUGH_EVIDENCE)


def delivery_standing(word: Delivery) -> Standing:
    """The standing that a word on delivery alone gives."""
    return _BY_WORD[word]


def shown_delivery(owner_word: Delivery, open_actions: frozenset[Delivery]) -> Delivery:
    """The owner's word, never better than the worst open action."""
    for worse in _WORST_FIRST:
        if owner_word is worse or worse in open_actions:
            return worse
    return owner_word


_BY_WORD = {
    Delivery.NOT_STARTED: Standing.NOT_STARTED,
    Delivery.ON_TRACK: Standing.ON_TRACK,
    Delivery.AT_RISK: Standing.AT_RISK,
    Delivery.OFF_TRACK: Standing.OFF_TRACK,
    Delivery.COMPLETED: Standing.ON_TRACK,
    Delivery.NOT_ENOUGH_EVIDENCE: Standing.NOT_ENOUGH_EVIDENCE,
    Delivery.PAUSED: Standing.PAUSED,
}
