"""Says a reply in words alone: what a notification shows, a screen reader reads, and a client without cards prints."""

from bot.spoken import Said, card_lines, card_said, words
from bot.teams.render.markup import clip
from handlers.files import sent
from models.card import Card, Reply

_LONGEST = 4_000
_LONGEST_FALLBACK = 300
_SUMMARY = 400
_EMPTY = "There is nothing to show."
_MORE = "\nThe rest is in the message itself."


def text_of(reply: Reply) -> str:
    """The whole reply in words, the answer first; never empty. To be sent as plain text, for it is not escaped."""
    form = [words((reply.form.title,)), words((reply.form.intro,))] if reply.form else []
    parts = [*("\n".join(card_said(card).lines) for card in reply.cards), "\n".join(filter(None, form))]
    parts += [words((f"File: {sent(name)[1]}",)) for name in reply.files]
    text = "\n\n".join(filter(None, parts)) or _EMPTY
    return text if len(text) <= _LONGEST else clip(text, _LONGEST - len(_MORE)) + _MORE


def summary(reply: Reply) -> str:
    """How the words of a reply begin: as much as a notification shows."""
    alone = len(reply.cards) == 1 and reply.form is None and not reply.files
    said = _beginning(reply.cards[0]) if alone else ""
    return (said or text_of(reply))[:_SUMMARY]


def fallback(said: Said) -> str:
    """What a client shows that is too old for the card."""
    return clip(said.whole, _LONGEST_FALLBACK) or _EMPTY


def _beginning(card: Card) -> str:
    """A card's words, of which only as many are looked at as a notification shows."""
    said = ""
    for line in card_lines(card):
        said += f"\n{line}" if said else line
        if len(said) > _SUMMARY:
            break
    return said
