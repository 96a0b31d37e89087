"""Says a reply in words alone: what a notification shows, a screen reader reads, and a client without cards prints."""

from bot.spoken import card_words
from bot.teams.render.markup import clip, words
from handlers.files import sent
from models.card import Card, Reply

_LONGEST = 4_000
_LONGEST_FALLBACK = 300
_EMPTY = "There is nothing to show."
_MORE = "\nThe rest is in the message itself."


def text_of(reply: Reply) -> str:
    """The whole reply in words, the answer first; never empty. To be sent as plain text, for it is not escaped."""
    form = [words((reply.form.title,)), words((reply.form.intro,))] if reply.form else []
    parts = [*(card_words(card, words) for card in reply.cards), "\n".join(filter(None, form))]
    parts += [words((f"File: {sent(name)[1]}",)) for name in reply.files]
    text = "\n\n".join(filter(None, parts)) or _EMPTY
    return text if len(text) <= _LONGEST else clip(text, _LONGEST - len(_MORE)) + _MORE


def fallback(card: Card) -> str:
    """What a client shows that is too old for the card."""
    return clip(card_words(card, words), _LONGEST_FALLBACK) or _EMPTY
