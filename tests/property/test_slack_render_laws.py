"""Laws of what Slack is sent: it takes every message and view, nobody's words become markup, and none are lost."""

import json
import unicodedata
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.render import BUTTON, field_errors, home, marked, message, modal, pressed, resubmitted, submitted, told
from bot.slack.render.fitting import NOTICE, size
from bot.text import one_line
from models.card import Action, Block, Card, Divider, Facts, Form, Image, Link, Paragraph, Reply, Spans, Table, plain
from tests.slack_limits import Json, message_problems, view_problems
from tests.strategies import cards, forms, huge_cards, huge_forms, replies, texts

LOOKALIKES = str.maketrans({
    "\N{ASTERISK OPERATOR}": "*", "\N{TILDE OPERATOR}": "~", "\N{MODIFIER LETTER GRAVE ACCENT}": "`",
    "\N{MODIFIER LETTER LOW MACRON}": "_", "\N{RATIO}": ":", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}": ">",
    "\N{WORD JOINER}": None,
})  # fmt: skip
LONGEST_LABEL = 75
UNTIDY = Paragraph(("one\tline",))
SOMEBODY = st.sampled_from([None, "U012ABC", "W9", "<!channel>", "U1|x", ""])


def read(text: str) -> str:
    """What a person reads where Slack shows this, ignoring which of two like characters it is."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return one_line(text.translate(LOOKALIKES)).replace("*", "")


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [
            each
            for key, part in value.items()
            if key in {"text", "blocks", "elements", "options", "alt_text"}
            for each in strings(part)
        ]
    if isinstance(value, list):
        return [each for part in value for each in strings(part)]
    return [value] if isinstance(value, str) else []


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
    return read(text.replace("&", "&amp;")).split()


@given(replies(), SOMEBODY)
def test_slack_takes_every_message(reply: Reply, user: str | None) -> None:
    sent = message(reply, people=lambda _: user, pictures=lambda _: user)
    assert message_problems(sent) == []
    json.dumps(sent, ensure_ascii=False).encode()


@settings(max_examples=10)
@given(st.lists(huge_cards(), max_size=3), SOMEBODY)
def test_slack_takes_every_message_however_long(many: list[Card], user: str | None) -> None:
    assert message_problems(message(many, people=lambda _: user)) == []
    assert view_problems(home(many, people=lambda _: user)) == []
    assert view_problems(told(many)) == []


@given(replies(), texts())
def test_slack_takes_every_view_that_tells(reply: Reply, title: str) -> None:
    assert view_problems(told(reply, title=title)) == []
    assert view_problems(home(reply.cards)) == []


@given(forms() | huge_forms(), texts())
def test_slack_takes_every_form(form: Form, origin: str) -> None:
    view = modal(form, origin=origin)
    assert view_problems(view) == []
    json.dumps(view, ensure_ascii=False).encode()


@given(cards())
def test_no_word_of_a_card_is_lost_from_its_blocks_or_its_text(card: Card) -> None:
    sent = message(card)
    blocks, text = read(" ".join(strings(sent["blocks"]))), read(sent["text"])
    for each in (card.title, *(one for block in card.blocks for one in texts_in(block))):
        assert all(word in blocks and word in text for word in words(each)), each
    for action in card.actions:
        assert all(word in text for word in words(action.label))
        whole = len(action.label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) <= LONGEST_LABEL
        assert not whole or all(word in blocks for word in words(action.label))


@settings(max_examples=10)
@given(st.lists(huge_cards(), min_size=1, max_size=3))
def test_what_is_clipped_says_so(many: list[Card]) -> None:
    sent = message(many)
    shown = read(" ".join(strings(sent["blocks"])))
    whole = all(
        word in shown for card in many for block in card.blocks for text in texts_in(block) for word in words(text)
    )
    assert whole or read(NOTICE) in shown


@given(
    st.lists(texts() | st.sampled_from((" before", "after ", "in  between", "SG4 is late")), max_size=6), st.booleans()
)
def test_a_paragraph_is_drawn_alike_whatever_stands_beside_it(lines: list[str], quiet: bool) -> None:  # noqa: FBT001
    paragraphs = [Paragraph((line,), quiet) for line in lines if one_line(line)] or [Paragraph(("SG4",))]
    alone = [block for each in paragraphs for block in message(Card("", (each, UNTIDY)))["blocks"][:-1]]
    assert message(Card("", tuple(paragraphs)))["blocks"] == alone
    valued = Facts(tuple(("Label", each.spans) for each in paragraphs))
    values = [message(Card("", (Facts((row,)),)))["blocks"][0]["text"]["text"] for row in valued.rows]
    assert message(Card("", (valued,)))["blocks"][0]["text"]["text"] == "\n".join(values)


@given(replies())
def test_what_is_drawn_takes_no_more_room_than_was_counted(reply: Reply) -> None:
    blocks = message(reply)["blocks"]
    assert len(json.dumps(blocks, ensure_ascii=False)) <= size(blocks)


@given(cards())
def test_every_button_brings_back_its_own_command(card: Card) -> None:
    elements = [each for block in message(card)["blocks"] if block["type"] == "actions" for each in block["elements"]]
    brought = []
    for element in elements:
        assert BUTTON.match(element["action_id"])
        picks = [{**element, "selected_option": one} for one in element.get("options", ())] or [element]
        brought += [pressed(pick) for pick in picks]
    asked = [action.command for action in card.actions if one_line(action.label) or one_line(action.command)]
    unreadable = [each for each in asked if "\x00" in each or any(unicodedata.category(one) == "Cs" for one in each)]
    assert sorted(brought) == sorted(each for each in asked if each not in unreadable)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | texts() | st.sampled_from(["plain_text_input", "datepicker", "form"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["state", "values", "field:narrative", "answer", "type", "value", "selected_option", "files",
                         "private_metadata", "callback_id", "blocks", "elements", "action_id", "text", "selected_date", "command"]),
        inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@given(JSON, JSON, forms())
def test_nothing_that_comes_in_raises(one: Any, other: Any, form: Form) -> None:
    ours = {
        "callback_id": "form",
        "private_metadata": '{"command": "update SG4"}',
        "state": {"values": {"field:a": one}},
    }
    for view in (
        one,
        other,
        {**ours, "state": other},
        ours,
        {**ours, "private_metadata": one},
        {**ours, "blocks": one},
    ):
        read_back = submitted(view)
        assert isinstance(read_back.command, str)
        assert all(value.strip() for value in read_back.values.values())
        assert isinstance(resubmitted(form, view), dict)
        assert isinstance(pressed(view), str)
    for shown in (one, {"text": one, "blocks": other}):
        for action in (other, {"action_id": "say:1", "text": one}):
            assert marked(shown, action, "at risk")["blocks"]


def typed(view: Json) -> Json:
    """The view as Slack sends it when somebody changes nothing and presses Save."""
    state = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {element["action_id"]: {
                "type": element["type"],
                "value": element.get("initial_value"),
                "selected_option": element.get("initial_option"),
                "selected_date": element.get("initial_date"),
                "files": [{"id": "F1"}] if element["type"] == "file_input" else None,
            }}  # fmt: skip
    return {**view, "state": {"values": state}}


@given(forms(), texts())
def test_what_a_form_was_filled_with_comes_back(form: Form, origin: str) -> None:
    view = modal(form, origin=origin)
    if "submit" not in view:
        return
    back = submitted(typed(view))
    assert back.command == form.command
    assert back.origin == origin
    for field in form.fields:
        value = getattr(field, "value", "")
        if field.name in back.values and value.isprintable():
            assert back.values[field.name] == value
    assert json.dumps(back.values)


@given(forms())
def test_what_was_wrong_stands_at_a_field_of_the_view(form: Form) -> None:
    view = modal(form)
    blocks = [block.get("block_id") for block in view["blocks"] if block["type"] == "input"]
    if "submit" not in view:
        return
    errors = field_errors(form)
    assert set(errors) <= set(blocks)
    wrong = [one_line(text) for _, text in form.errors]
    assert not blocks or all(any(text in each for each in errors.values()) for text in wrong if text)
    again = resubmitted(form, typed(view))
    assert again["response_action"] == ("errors" if errors else "update")


@given(st.lists(st.builds(Action, texts(), texts()), max_size=130))
def test_slack_takes_any_number_of_buttons(actions: list[Action]) -> None:
    assert message_problems(message(Card("Many", actions=tuple(actions)))) == []
