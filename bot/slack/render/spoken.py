"""Says a reply in words alone: what a notification shows, and what a screen reader reads in place of the blocks."""

from typing import NamedTuple

from bot.slack.render.markup import clip, inert, means, without_quotes
from bot.spoken import card_said
from bot.text import one_line
from models.card import Reply

LONGEST_MESSAGE = 4_000  # of chat.update; chat.postMessage cuts at 40,000 and advises this
_EMPTY = "There is nothing to show."
_MORE = "\nThe rest is in the message itself."


class Spoken(NamedTuple):
    """A reply in words, escaped.

    They are `calm` where there was nothing to escape in them, and `plain` where the cards' paragraphs and facts stand
    in them as they are besides.
    """

    text: str
    calm: bool
    plain: bool


def reply_words(reply: Reply) -> Spoken:
    """The whole reply, the answer first; never empty."""
    cards = [*map(card_said, reply.cards)]
    parts = ["\n".join(card.lines) for card in cards]
    parts += [f"File: {one_line(name)}" for name in reply.files]
    text = "\n\n".join(filter(None, parts)) or _EMPTY
    calm = not means(text)
    plain = calm and all(card.tidy for card in cards)
    return Spoken(clipped(text if calm else without_quotes(inert(text))), calm, plain)


def clipped(text: str) -> str:
    """Escaped text as long as a message's may be, saying so when it was cut."""
    return text if len(text) <= LONGEST_MESSAGE else clip(text, LONGEST_MESSAGE - len(_MORE)) + _MORE
