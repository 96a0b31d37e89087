"""Laws of what Teams is sent: it takes every card and form, nobody's words become markup, and none are lost."""

import json
import unicodedata
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.render import attachment, card_attachment, form_card, one_card, submitted, text_of
from bot.teams.render.cards import NOTICE
from bot.teams.render.forms import input_id
from bot.text import one_line
from handlers.guarding import CONFIRMED
from models.card import Action, Block, Card, Divider, Facts, Form, Image, Link, Paragraph, Reply, Spans, Table, plain
from tests.strategies import cards, forms, huge_cards, huge_forms, replies, texts
from tests.teams_limits import Json, card_problems, message_problems, parts

LOOKALIKES = str.maketrans({
    "\N{ASTERISK OPERATOR}": "*", "\N{TILDE OPERATOR}": "~", "\N{MODIFIER LETTER GRAVE ACCENT}": "`",
    "\N{MODIFIER LETTER LOW MACRON}": "_", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}": ">",
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}": "<", "\N{WORD JOINER}": None,
})  # fmt: skip
LONGEST_LABEL = 75
UNTIDY = Paragraph(("one\tline",))
PICTURE = st.sampled_from([None, "https://bot.council.example/files/a.png", "http://evil.example/a", "javascript:x"])


def read(text: str) -> str:
    """What a person reads, ignoring which of two like characters it is."""
    return one_line(text.translate(LOOKALIKES))


def shown(card: Json) -> str:
    """All that a person reads in a card."""
    said = []
    for part in parts(card):
        said += [
            part[name]
            for name in ("text", "title", "label", "altText")
            if name in part and part["type"] != "AdaptiveCard"
        ]
    return read(" ".join(said))


def in_runs(attachments: list[Json]) -> str:
    return " ".join(shown(each["content"]) for each in attachments)


def said(spans: Spans) -> list[str]:
    return [plain((span,)) for span in spans if not isinstance(span, Link)]


def texts_in(block: Block) -> list[str]:
    match block:
        case Paragraph(spans):
            return said(spans)
        case Facts(rows):
            return [text for label, value in rows for text in (label, *said(value))]
        case Table(caption, _, rows):
            return [caption, *(text for row in rows for cell in row for text in said(cell))]
        case Image(alt=alt):
            return [alt]
        case Divider():
            return []


def words(text: str) -> list[str]:
    return read(text).split()


@given(replies(), PICTURE)
def test_teams_takes_every_message(reply: Reply, picture: str | None) -> None:
    sent = card_attachment(reply, pictures=lambda _: picture)
    text = text_of(reply)
    assert message_problems(sent, text) == []
    assert sent or reply.form
    assert text.strip()
    json.dumps([sent, text], ensure_ascii=False).encode()


@settings(max_examples=20)
@given(st.lists(huge_cards(), max_size=3))
def test_teams_takes_every_message_however_long(many: list[Card]) -> None:
    reply = Reply(tuple(many))
    assert message_problems(card_attachment(reply), text_of(reply)) == []


@given(replies() | st.builds(Reply, st.tuples(huge_cards()), huge_forms()), st.booleans())
def test_teams_takes_every_reply_as_one_card(reply: Reply, dialog: bool) -> None:  # noqa: FBT001  because hypothesis gives it
    card = one_card(reply, dialog=dialog)
    assert message_problems([attachment(card)], text_of(reply)) == []
    kinds = {part["type"] for part in parts(card)}
    assert "Action.Execute" not in kinds if dialog else "Action.Submit" not in kinds


@given(forms() | huge_forms(), st.booleans())
def test_teams_takes_every_form(form: Form, dialog: bool) -> None:  # noqa: FBT001  because hypothesis gives it
    card = form_card(form, dialog=dialog)
    assert message_problems([attachment(card)]) == []
    kinds = {action["type"] for action in card.get("actions", [])}
    assert kinds <= ({"Action.Submit"} if dialog else {"Action.Execute"})


@given(cards())
def test_no_word_of_a_card_is_lost_from_it_or_from_its_text(card: Card) -> None:
    reply = Reply((card,))
    drawn, text = in_runs(card_attachment(reply)), read(text_of(reply))
    for each in (card.title, *(one for block in card.blocks for one in texts_in(block))):
        assert all(word in drawn and word in text for word in words(each)), each
    for action in card.actions:
        assert all(word in text for word in words(action.label))
        assert len(action.label) > LONGEST_LABEL or all(word in drawn for word in words(action.label))


@settings(max_examples=20)
@given(st.lists(huge_cards(), min_size=1, max_size=3))
def test_what_is_clipped_says_so(many: list[Card]) -> None:
    drawn = in_runs(card_attachment(Reply(tuple(many))))
    whole = all(
        word in drawn for card in many for block in card.blocks for text in texts_in(block) for word in words(text)
    )
    assert whole or read(NOTICE) in drawn


@given(
    st.lists(texts() | st.sampled_from((" before", "after ", "in  between", "SG4 is late")), max_size=6), st.booleans()
)
def test_a_paragraph_is_drawn_alike_whatever_stands_beside_it(lines: list[str], quiet: bool) -> None:  # noqa: FBT001
    paragraphs = [Paragraph((line,), quiet) for line in lines if one_line(line)] or [Paragraph(("SG4",))]
    drawn = [card_attachment(Reply((Card("", (each, UNTIDY)),)))[0]["content"]["body"][:-1] for each in paragraphs]
    (whole,) = card_attachment(Reply((Card("", tuple(paragraphs)),)))
    assert whole["content"]["body"] == [element for body in drawn for element in body]


@given(cards())
def test_every_button_brings_back_its_own_command(card: Card) -> None:
    (sent,) = card_attachment(Reply((card,)))
    pressed = [part for part in parts(sent) if part["type"] == "Action.Execute"]
    brought = [submitted(button["data"]) for button in pressed]
    asked = [action.command for action in card.actions if one_line(action.label) or one_line(action.command)]
    unreadable = [each for each in asked if "\x00" in each or any(unicodedata.category(one) == "Cs" for one in each)]
    assert sorted(command for command, _ in brought) == sorted(each for each in asked if each not in unreadable)
    assert all(not values for _, values in brought)


@given(st.lists(st.builds(Action, texts(), texts()), max_size=130))
def test_teams_takes_any_number_of_buttons(actions: list[Action]) -> None:
    sent = card_attachment(Reply((Card("Many", actions=tuple(actions)),)))
    assert message_problems(sent) == []
    carried = [submitted(part["data"])[0] for part in parts(sent) if part["type"] == "Action.Execute"]
    assert set(carried) <= {action.command for action in actions}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | texts(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["say", "form", "narrative", "field:form", "msteams"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(JSON)
def test_nothing_that_comes_in_raises(data: Any) -> None:
    command, values = submitted(data)
    assert isinstance(command, str)
    assert all(value.strip() for value in values.values())
    assert not set(values) & {"say", "msteams"}


def typed(card: Json) -> Json:
    """The data Teams sends when somebody changes nothing and presses Save."""
    (action,) = card["actions"]
    values = {part["id"]: part.get("value", "") for part in parts(card) if part["type"].startswith("Input.")}
    return {**action["data"], **values}


@given(forms(), st.booleans())
def test_what_a_form_was_filled_with_comes_back(form: Form, dialog: bool) -> None:  # noqa: FBT001  because hypothesis gives it
    card = form_card(form, dialog=dialog)
    if "actions" not in card:
        assert not form.command.isprintable() or any(field.name == CONFIRMED for field in form.fields)
        return
    command, values = submitted(typed(card))
    assert command == form.command
    for field in form.fields:
        value = getattr(field, "value", "")
        if field.name in values and value.isprintable():
            assert values[field.name] == value


@given(forms())
def test_what_was_wrong_is_said_above_its_field(form: Form) -> None:
    card = form_card(form, dialog=True)
    drawn = shown(card)
    if "actions" in card:
        assert all(word in drawn for _, sentence in form.errors for word in words(sentence))
        kept = {part["id"] for part in parts(card) if part["type"].startswith("Input.")}
        assert kept <= {input_id(field.name) for field in form.fields}
    assert card_problems(card) == []
