"""Says a reply in words alone: what a notification shows, and what a screen reader reads in place of the blocks."""

from collections.abc import Iterator
from typing import assert_never

from bot.slack.render.markup import clip, inert, words
from bot.text import one_line
from models.card import Block, Card, Divider, Facts, Image, Paragraph, Reply, Spans, Table

LONGEST_MESSAGE = 4_000  # of chat.update; chat.postMessage cuts at 40,000 and advises this
_EMPTY = "There is nothing to show."
_MORE = "\nThe rest is in the message itself."


def reply_words(reply: Reply) -> str:
    """The whole reply, escaped, the answer first; never empty."""
    parts = [*map(_card, reply.cards)]
    parts += [f"File: {inert(one_line(name))}" for name in reply.files]
    return clipped("\n\n".join(filter(None, parts))) or _EMPTY


def clipped(text: str) -> str:
    """Escaped text as long as a message's may be, saying so when it was cut."""
    return text if len(text) <= LONGEST_MESSAGE else clip(text, LONGEST_MESSAGE - len(_MORE)) + _MORE


def _card(card: Card) -> str:
    labels = [inert(one_line(action.label or action.command)) for action in card.actions]
    ways = f"Buttons: {', '.join(filter(None, labels))}" if any(labels) else ""
    return "\n".join(filter(None, (words((card.title,)), *_lines(card.blocks), ways)))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield words(spans)
            case Facts(rows):
                yield from (_fact(label, value) for label, value in rows)
            case Table(caption, columns, rows):
                yield words((caption,))
                yield ", ".join(filter(None, (words((head,)) for head in columns)))
                yield from (", ".join(filter(None, map(words, row))) for row in rows)
            case Image(alt=alt):
                yield words((f"Picture: {alt}",)) if one_line(alt) else ""
            case Divider():
                yield ""
            case _:
                assert_never(block)


def _fact(label: str, value: Spans) -> str:
    name = one_line(label)
    stop = "" if not name or name[-1] in ":?" else ":"
    return words((f"{name}{stop} " if name else "", *value))
