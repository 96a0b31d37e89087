"""Draws cards and forms as plain text a terminal or a pipe can show; pure.

Only the first line of a part starts at the left edge: what wraps, or was broken by somebody pressing Enter,
is indented, and white space never makes a column. So no user's text can pass for a line of ours.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, assert_never

from bot.console.lines import (
    Line,
    Piece,
    Word,
    broken,
    fill,
    length,
    padded,
    printed,
    size_of,
    spaced,
    split,
    wrap,
)
from bot.saying import in_one_line
from bot.text import one_line
from handlers.files import sent
from models.card import (
    Action,
    Block,
    Bold,
    Card,
    ChoiceField,
    DateField,
    Day,
    Divider,
    Facts,
    Field,
    FileField,
    Form,
    Image,
    Link,
    Mention,
    Paragraph,
    PersonField,
    Reply,
    Span,
    Spans,
    Table,
    TextField,
    Tinted,
    Tone,
    plain,
    to_json,
)

WIDTH = 100

Row = tuple[list[Word], Line]

_HANG = 2
_GAP = 2
_NARROWEST = 12
_SHOWN = 60
_BOLD = "1"
_QUIET = "38;5;243"

# From the 256-colour cube, which themes leave alone: each has a contrast of 3.8:1 or more on black and white.
TINTS: dict[Tone, str] = {
    Tone.NEUTRAL: "",
    Tone.BLUE: "38;5;27",
    Tone.GREEN: "38;5;28",
    Tone.AMBER: "38;5;130",
    Tone.RED: "38;5;160",
    Tone.GREY: "38;5;243",
}


def card_text(card: Card, *, colour: bool = False, width: int = WIDTH, numbered: bool = False, first: int = 1) -> str:
    """The card in words; with `numbered`, its buttons count from `first` so that a person can type one."""
    lines = fill([(card.title, _style(_BOLD, TINTS[card.tone]))], width, _HANG)
    for block in card.blocks:
        lines += _block(block, width)
    lines += wrap(_buttons(card.actions, width, first if numbered else None), width, _HANG)
    return printed(lines, colour=colour)


def form_text(form: Form, *, colour: bool = False, width: int = WIDTH) -> str:
    """What the form asks, what was wrong with the last answer, and how to say it in one line."""
    named = {field.name for field in form.fields}
    loose = [Paragraph(wrong(sentence)) for name, sentence in form.errors if name not in named]
    lines = fill([(form.title, _BOLD)], width, _HANG)
    for paragraph in (Paragraph((form.intro,)), *loose):
        lines += _paragraph(paragraph, width)
    lines += _rows([row for field in form.fields for row in _field_rows(field, form)], width)
    lines += _paragraph(Paragraph(("In one line: ", Bold(in_one_line(form)))), width)
    return printed(lines, colour=colour)


def reply_text(reply: Reply, *, colour: bool = False, width: int = WIDTH, numbered: bool = False) -> str:
    """Everything in the reply; with `numbered` a person is there, and will be asked the form instead."""
    parts, first = [], 1
    for card in reply.cards:
        parts.append(card_text(card, colour=colour, width=width, numbered=numbered, first=first))
        first += len(card.actions)
    if reply.form and not numbered:
        parts.append(form_text(reply.form, colour=colour, width=width))
    parts += [f"[file: {one_line(sent(file)[1])}]" for file in reply.files]
    return "\n\n".join(parts)


def reply_json(reply: Reply) -> list[dict[str, Any]]:
    """The reply as JSON values, one for each line a script reads."""
    cards = [{"card": to_json(card)} for card in reply.cards]
    forms = [{"form": to_json(reply.form)}] if reply.form else []
    return [*cards, *forms, *({"file": sent(file)[1]} for file in reply.files)]


def wrong(sentence: str) -> Spans:
    """What is the matter with an answer, in a word and a colour."""
    return (Tinted("Not yet:", Tone.RED), " ", sentence)


def _block(block: Block, width: int) -> list[Line]:
    match block:
        case Paragraph():
            return _paragraph(block, width)
        case Facts(rows):
            return _rows([(split([(label, "")]), _pieces(value)) for label, value in rows], width)
        case Table():
            return _table(block, width)
        case Image(alt=alt):
            return fill([(f"[picture: {alt}]", _QUIET)], width, _HANG)
        case Divider():
            return [[("─" * width, _QUIET)]]
        case _:
            assert_never(block)


def _span(span: Span) -> Piece:
    match span:
        case str():
            return span, ""
        case Mention() | Day():
            return plain((span,)), ""
        case Bold(text):
            return text, _BOLD
        case Tinted(text, tone):
            return text, _style(_BOLD, TINTS[tone])
        case Link(text, url):
            return (url if text == url else f"{text} ({url})"), ""
        case _:
            assert_never(span)


def _pieces(spans: Spans, style: str = "") -> Line:
    return [(text, _style(style, own) if own else style) for text, own in map(_span, spans)]


def _style(*codes: str) -> str:
    return ";".join(filter(None, codes))


def _paragraph(paragraph: Paragraph, width: int) -> list[Line]:
    lines: list[Line] = []
    for typed in broken(_pieces(paragraph.spans, _QUIET if paragraph.quiet else "")):
        lines += fill(typed, width, _HANG, _HANG if lines else 0)
    return lines


def _rows(rows: Sequence[Row], width: int) -> list[Line]:
    """Labels in a column with values beside it, or below it where a label would take a third of the line."""
    widest = max((length(label) for label, _ in rows), default=0)
    if widest > width // 3:
        below = [wrap(label, width, _HANG) + fill(value, width, 4, 4) for label, value in rows]
        return [line for lines in below for line in lines]
    column = max(widest + _GAP, _HANG)
    lines: list[Line] = []
    for label, value in rows:
        first, *rest = fill(value, width, column, column) or [[]]
        lines += [padded(spaced(label), column) + first[1:], *rest]
    return lines


def _table(table: Table, width: int) -> list[Line]:
    heads = [split([(column, _BOLD)]) for column in table.columns]
    body = [[split(_pieces(cell)) for cell in row] for row in table.rows]
    columns = list(zip_longest(heads, *body, fillvalue=[]))
    rows = list(zip(*columns, strict=True))
    lines = fill([(table.caption, _QUIET)], width, _HANG)
    widths = _widths(columns, width)
    if widths is None and not body:
        return lines + wrap([word for head in heads for word in head], width, _HANG)
    if widths is None:
        stacked = [_rows(list(zip(rows[0], map(spaced, row), strict=True)), width) for row in rows[1:]]
        return lines + [line for facts in stacked for line in ([], *facts)]
    shown = rows if any(heads) else rows[1:]
    return lines + [line for row in shown for line in _table_row(row, widths)]


def _widths(columns: Sequence[Sequence[list[Word]]], width: int) -> list[int] | None:
    """A width for each column, taken from the widest first; None where even that is too much."""
    room = width - _GAP * (len(columns) - 1)
    natural = [max(map(length, column)) for column in columns]
    words = [max((size_of(word) for cell in column for word in cell), default=0) for column in columns]
    least = [min(whole, max(word + _HANG, _NARROWEST)) for whole, word in zip(natural, words, strict=True)]
    if sum(least) > room:
        return None
    widths = [max(low, min(whole, room)) for whole, low in zip(natural, least, strict=True)]
    while sum(widths) > room:
        spare = [index for index, size in enumerate(widths) if size > least[index]]
        widths[max(spare, key=widths.__getitem__)] -= 1
    return widths


def _table_row(row: Sequence[list[Word]], widths: Sequence[int]) -> list[Line]:
    cells = [wrap(words, width, _HANG) for words, width in zip(row, widths, strict=True)]
    lines: list[Line] = []
    for parts in zip_longest(*cells, fillvalue=[]):
        filled = [padded(part, width + _GAP) for part, width in zip(parts, widths, strict=True)]
        lines.append([piece for cell in filled for piece in cell])
    return lines


def _buttons(actions: Iterable[Action], width: int, first: int | None) -> list[Word]:
    """One word for each button, so that none is broken in two unless it is wider than the page."""
    words: list[Word] = []
    for index, action in enumerate(actions):
        number = "" if first is None else f"{first + index} "
        button = (f"[{number}{one_line(action.label)}]", _BOLD)
        words += [(button,)] if size_of([button]) <= width - _HANG else split([button])
    return words


def _field_rows(field: Field, form: Form) -> list[Row]:
    wanted = "; ".join(filter(None, [_wanted(field), "required" if field.required else "", _current(field)]))
    asked = f"{wanted}. {field.hint}" if field.hint else wanted
    errors = [wrong(sentence) for name, sentence in form.errors if name == field.name]
    return [(split([(field.label, "")]), [(asked, "")]), *(([], _pieces(each)) for each in errors)]


def _wanted(field: Field) -> str:
    match field:
        case TextField(max_length=most):
            return f"up to {most:,} characters"
        case ChoiceField(options=options):
            return "one of " + ", ".join(_option(value, label) for value, label in options)
        case DateField():
            return "a date, such as 2010-04-30"
        case PersonField():
            return "an e-mail address"
        case FileField():
            return "a file"
        case _:
            assert_never(field)


def _option(value: str, label: str) -> str:
    plain = re.sub(r"[\s_-]+", " ", label.casefold())
    return value if re.sub(r"[\s_-]+", " ", value.casefold()) == plain else f"{value} ({label})"


def _current(field: Field) -> str:
    value = "" if isinstance(field, FileField) else one_line(field.value)
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return f'filled in: "{shown}"' if value else ""
