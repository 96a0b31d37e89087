"""Says a card in words alone, the answer first: for notifications, screen readers, and clients that draw no cards."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple, assert_never

from bot.links import in_words
from bot.text import is_tidy, one_line
from models.card import Block, Card, Divider, Facts, Image, Link, Paragraph, Span, Spans, Table, plain

BUTTONS: Final = "Buttons: "


class Said(NamedTuple):
    """A card in words: its lines, and all of them as one.

    It is `tidy` where its paragraphs and facts stand in them as they are: none needs cleaning, nor to be made one line.
    """

    lines: list[str]
    whole: str
    tidy: bool


def card_said(card: Card) -> Said:
    """A card in words, its buttons named in the last line; safe to show anywhere that reads no markup."""
    lines = [*filter(None, _lines(card))]
    whole = " ".join(lines)
    if is_tidy(whole):  # and so each line is: looking at all of them at once is cheaper
        return Said(lines, whole, tidy=True)
    lines = [*filter(None, map(one_line, lines))]
    return Said(lines, " ".join(lines), tidy=False)


def card_lines(card: Card) -> Iterator[str]:
    """The same lines, for whoever needs only the first."""
    return filter(None, map(one_line, _lines(card)))


def words(spans: Spans) -> str:
    """The spans as words alone, in one line, links with where they go."""
    return one_line(_joined(spans))


def _joined(spans: Spans) -> str:
    return "".join([span if type(span) is str else _in_words(span) for span in spans])


def _in_words(span: Span) -> str:
    return in_words(span) if isinstance(span, Link) else plain((span,))


def _lines(card: Card) -> Iterator[str]:
    """A card's lines as they were typed."""
    yield card.title
    for block in card.blocks:
        if type(block) is Paragraph:
            spans = block.spans
            yield only if len(spans) == 1 and type(only := spans[0]) is str else _joined(spans)
        elif type(block) is Facts:
            yield from [_named(label) + _joined(value) for label, value in block.rows]
        else:
            yield from _others(block)
    labels = ", ".join(filter(None, [one_line(action.label or action.command) for action in card.actions]))
    yield f"{BUTTONS}{labels}" if labels else ""


def _others(block: Block) -> Iterator[str]:
    match block:
        case Table(caption, columns, rows):
            yield caption
            yield ", ".join(filter(None, map(one_line, columns)))
            yield from (", ".join(filter(None, map(words, row))) for row in rows)
        case Image(alt=alt):
            yield f"Picture: {alt}" if one_line(alt) else ""
        case Paragraph() | Facts() | Divider():
            pass
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
