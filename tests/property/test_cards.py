"""Laws of every card: it survives JSON, loses no word on the console, and drives nobody's terminal."""

import io
import json
import unicodedata
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.console.adapter import converse, say
from bot.console.clock import ConsoleClock
from bot.console.lines import size_of
from bot.console.render import card_text, form_text, reply_json, reply_text
from bot.text import clean, one_line
from handlers.request import Request
from models.card import (
    Block,
    Card,
    Divider,
    Facts,
    Form,
    Image,
    Paragraph,
    Reply,
    Spans,
    Table,
    from_json,
    plain,
    to_json,
)
from tests.strategies import cards, forms, replies, texts

WIDTHS = st.integers(40, 120)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def said(spans: Spans) -> list[str]:
    return [plain((span,)) for span in spans]


def texts_in(block: Block) -> list[str]:
    match block:
        case Paragraph(spans):
            return said(spans)
        case Facts(rows):
            return [text for label, value in rows for text in (label, *said(value))]
        case Table(caption, columns, rows):
            return [caption, *columns, *(text for row in rows for cell in row for text in said(cell))]
        case Image(alt=alt):
            return [alt]
        case Divider():
            return []


def words(text: str) -> set[str]:
    return set(clean(text).split())


def assert_harmless(text: str) -> None:
    for character in text:
        assert character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in BIDI


@given(replies())
def test_a_reply_survives_json(reply: Reply) -> None:
    assert from_json(json.loads(json.dumps(to_json(reply)))) == reply
    for part in reply_json(reply):
        assert len(part) == 1
        assert json.dumps(part).isascii()


@given(cards(), WIDTHS)
def test_no_word_is_lost(card: Card, width: int) -> None:
    shown = card_text(card, width=width)
    for text in [card.title, *(text for block in card.blocks for text in texts_in(block))]:
        assert all(word in shown for word in words(text))


@given(card=cards(), width=WIDTHS, numbered=st.booleans())
def test_every_button_is_shown_whole_unless_wider_than_the_page(card: Card, width: int, *, numbered: bool) -> None:
    shown = card_text(card, width=width, numbered=numbered).splitlines()
    for number, action in enumerate(card.actions, start=1):
        button = f"[{number} {one_line(action.label)}]" if numbered else f"[{one_line(action.label)}]"
        assert len(button) > width - 2 or any(button in line for line in shown)


@given(replies(), WIDTHS)
def test_plain_text_cannot_drive_a_terminal(reply: Reply, width: int) -> None:
    assert_harmless(reply_text(reply, width=width))


@given(cards(), WIDTHS)
def test_colour_changes_no_word(card: Card, width: int) -> None:
    coloured = card_text(card, colour=True, width=width)
    parts = coloured.split("\x1b[")
    bare = parts[0] + "".join(part.split("m", 1)[1] for part in parts[1:])
    assert bare == card_text(card, width=width)


@given(cards(), st.integers(40, 120))
def test_a_line_overruns_only_for_a_word_that_does_not_fit(card: Card, width: int) -> None:
    for line in card_text(card, width=width).splitlines():
        assert size_of([(line, "")]) <= width or max(len(word) for word in line.split()) >= width // 4


@given(forms(), WIDTHS)
def test_a_form_shows_every_field_and_error(form: Form, width: int) -> None:
    shown = form_text(form, width=width)
    assert_harmless(shown)
    for text in [
        form.title,
        form.intro,
        *(field.label for field in form.fields),
        *(e for _, e in form.errors),
    ]:
        assert all(word in shown for word in words(text))


@given(st.lists(texts(), max_size=6), texts(20))
def test_what_is_typed_begins_no_line_of_its_own(lines: list[str], label: str) -> None:
    """However it was broken, user text in a card stays within its part: one line at the left edge each."""
    typed = "\n".join(lines)
    card = Card("Title", (Paragraph(("Words: ", typed)), Facts(((label or "Latest", (typed,)),))))
    flush = [line for line in card_text(card, width=60).splitlines() if line and line[0] != " "]
    assert len(flush) <= 3


@given(reply=replies(), typed=st.binary(max_size=300), interactive=st.booleans())
def test_the_console_answers_any_bytes(reply: Reply, typed: bytes, *, interactive: bool) -> None:
    asked: list[Request] = []

    def ask(request: Request) -> Reply:
        asked.append(request)
        return reply if len(asked) == 1 else Reply()

    out = io.StringIO()
    inp = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    clock = ConsoleClock("Europe/London", datetime(2010, 4, 7, 9, tzinfo=UTC))
    assert converse(ask, actor="", inp=inp, out=out, interactive=interactive, clock=clock) in {0, 1}
    assert_harmless(out.getvalue())


@given(replies(), texts())
def test_what_is_said_in_json_is_ascii_lines(reply: Reply, text: str) -> None:
    out = io.StringIO()
    say(lambda _: reply, [text], actor="", out=out, as_json=True)
    assert out.getvalue().isascii()
    assert all(len(json.loads(line)) == 1 for line in out.getvalue().splitlines())
