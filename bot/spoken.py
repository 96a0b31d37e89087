"""Says a card in words alone, the answer first: for notifications, screen readers, and clients that draw no cards."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, assert_never

from bot.links import in_words
from bot.text import one_line
from models.card import Block, Card, Divider, Facts, Image, Link, Paragraph, Span, Spans, Table, plain

BUTTONS: Final = "Buttons: "
Say = Callable[[Spans], str]


def card_words(card: Card, say: Say) -> str:
    """A card's lines, its buttons named in the last; `say` makes spans into a line that is safe where it goes."""
    return "\n".join(card_lines(card, say))


def card_lines(card: Card, say: Say) -> Iterator[str]:
    """The same, line by line, for whoever needs only the first."""
    return filter(None, _all_lines(card, say))


def _all_lines(card: Card, say: Say) -> Iterator[str]:
    yield say((card.title,))
    yield from _lines(card.blocks, say)
    labels = ", ".join(filter(None, [say((action.label or action.command,)) for action in card.actions]))
    yield f"{BUTTONS}{labels}" if labels else ""


def words(spans: Spans) -> str:
    """The spans as words alone, in one line, links with where they go."""
    return one_line("".join([span if type(span) is str else _in_words(span) for span in spans]))


def _in_words(span: Span) -> str:
    return in_words(span) if isinstance(span, Link) else plain((span,))


def _lines(blocks: tuple[Block, ...], say: Say) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield say(spans)
            case Facts(rows):
                yield from (say(fact(label, value)) for label, value in rows)
            case Table(caption, columns, rows):
                yield say((caption,))
                yield ", ".join(filter(None, (say((head,)) for head in columns)))
                yield from (", ".join(filter(None, map(say, row))) for row in rows)
            case Image(alt=alt):
                yield say((f"Picture: {alt}",)) if one_line(alt) else ""
            case Divider():
                yield ""
            case _:
                assert_never(block)


def fact(label: str, value: Spans) -> Spans:
    """A fact as one line: its label, a colon unless it ends in its own stop, and its value."""
    return (_named(label), *value)


@lru_cache(maxsize=256)
def _named(label: str) -> str:
    """What a fact is called; the same few on every card."""
    name = one_line(label)
    stop = "" if not name or name[-1] in ":?" else ":"
    return f"{name}{stop} " if name else ""
