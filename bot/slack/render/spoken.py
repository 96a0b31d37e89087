"""Says a reply in words alone: what a notification shows, and what a screen reader reads in place of the blocks."""

from bot.slack.render.markup import clip, inert, words
from bot.spoken import card_words
from bot.text import one_line
from models.card import Reply

LONGEST_MESSAGE = 4_000  # of chat.update; chat.postMessage cuts at 40,000 and advises this
_EMPTY = "There is nothing to show."
_MORE = "\nThe rest is in the message itself."


def reply_words(reply: Reply) -> str:
    """The whole reply, escaped, the answer first; never empty."""
    parts = [card_words(card, words) for card in reply.cards]
    parts += [f"File: {inert(one_line(name))}" for name in reply.files]
    return clipped("\n\n".join(filter(None, parts))) or _EMPTY


def clipped(text: str) -> str:
    """Escaped text as long as a message's may be, saying so when it was cut."""
    return text if len(text) <= LONGEST_MESSAGE else clip(text, LONGEST_MESSAGE - len(_MORE)) + _MORE
