"""What cards and forms look like in Teams, and what its buttons and forms bring back."""

import json
from datetime import date
from typing import Any

import pytest

from bot.teams.render import attachment, card_attachment, form_card, one_card, submitted, text_of
from bot.teams.render.cards import NOTICE
from handlers.files import to_send
from handlers.guarding import CONFIRMED
from models.card import (
    Action,
    Bold,
    Card,
    ChoiceField,
    DateField,
    Day,
    Divider,
    Facts,
    FileField,
    Form,
    Image,
    Link,
    Mention,
    Paragraph,
    PersonField,
    Reply,
    Span,
    Table,
    TextField,
    Tinted,
    Tone,
)
from tests.teams_limits import Json, card_problems, message_problems, parts

AMBER = Tinted("AMBER", Tone.AMBER)

UPDATE = Form(
    "Update SG4: the contribution of children",
    "update cambridgeshire-2009/SG4 @v7",
    (
        ChoiceField("delivery", "Delivery", (("on track", "On track"), ("at risk", "At risk")), value="at risk", required=True),
        TextField("narrative", "In a sentence", hint="What is in the way?", value="Waiting", multiline=True, max_length=500),
        DateField("due", "New date", value="2010-05-28"),
        PersonField("owner", "Owner", value="amira@ely.gov.uk"),
        FileField("file", "Evidence"),
    ),
    intro="The board sees this on Monday.",
)  # fmt: skip


def drawn(*cards: Card) -> list[Json]:
    return [each["content"] for each in card_attachment(Reply(cards))]


def body(*blocks: Any) -> list[Json]:
    (card,) = drawn(Card("", blocks))
    elements: list[Json] = card["body"]
    return elements


def runs(*spans: Span) -> list[Json]:
    inlines: list[Json] = body(Paragraph(spans))[0]["inlines"]
    return [{name: value for name, value in run.items() if name != "type"} for run in inlines]


def inputs(card: Json) -> dict[str, Json]:
    return {part["id"]: part for part in card["body"] if part["type"].startswith("Input.")}


def lines(card: Json) -> list[str]:
    return ["".join(run["text"] for run in part["inlines"]) for part in parts(card) if part["type"] == "RichTextBlock"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SG4 · *Children*", "SG4 · \N{ASTERISK OPERATOR}Children\N{ASTERISK OPERATOR}"),
        ("see [the plan](https://evil.example)", "see [the plan]\u2060(https://evil.example)"),
        ("[a]: https://evil.example", "[a]\u2060: https://evil.example"),
        ("<at>Amira</at>", "\u2039at\u203aAmira\u2039/at\u203a"),
        ("1. First", "\u20601. First"),
        ("- one", "\u2060- one"),
        ("# Big", "\u2060# Big"),
        ("R&amp;D", "R&\u2060amp;D"),
        ("R&D", "R&D"),
        ("_it_ and a_b", "\N{MODIFIER LETTER LOW MACRON}it\N{MODIFIER LETTER LOW MACRON} and a_b"),
        (r"a\*b", "a\\\u2060\N{ASTERISK OPERATOR}b"),
        ("{{DATE(2010-04-30T00:00:00Z)}}", "{\u2060{DATE(2010-04-30T00:00:00Z)}}"),
        ("\u202egnp.exe\n\x1b[2J", "gnp.exe \ufffd[2J"),
    ],
)
def test_a_heading_is_shown_as_it_was_typed(typed: str, said: str) -> None:
    (card,) = drawn(Card(typed))
    (heading,) = card["body"]
    assert (heading["text"], heading["style"], heading["wrap"]) == (said, "heading", True)
    assert card_problems(card) == []


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (("*bold* [a](https://evil.example) <at>Amira</at>",), [{"text": "*bold* [a](https://evil.example) <at>Amira</at>"}]),
        ((AMBER, ": late"), [{"text": "AMBER", "weight": "Bolder", "color": "Warning"}, {"text": ": late"}]),
        (("un", Bold("bold"), "ed "), [{"text": "un"}, {"text": "bold", "weight": "Bolder"}, {"text": "ed"}]),
        (("Due ", Day(date(2010, 4, 30), weekday=True)), [{"text": "Due "}, {"text": "Friday 30 April 2010"}]),
        ((Mention(7, "Amira"),), [{"text": "Amira"}]),
        ((Link("a", "javascript:alert(1)"),), [{"text": "a (javascript:alert(1))"}]),
        ((Link("a", "https://ely.gov.uk@evil.example/"),), [{"text": "a (https://ely.gov.uk@evil.example/)"}]),
        (("{{TIME(2010-04-30T00:00:00Z)}}",), [{"text": "{\u2060{TIME(2010-04-30T00:00:00Z)}}"}]),
        (
            (Link("the report", "https://ely.gov.uk/a_b?c=1&d"),),
            [{"text": "the report (ely.gov.uk)", "selectAction": {"type": "Action.OpenUrl", "url": "https://ely.gov.uk/a_b?c=1&d"}}],
        ),
    ],
)  # fmt: skip
def test_words_are_runs_which_nothing_reads_as_markup(spans: tuple[Span, ...], expected: list[Json]) -> None:
    assert runs(*spans) == expected


def test_what_somebody_breaks_with_enter_is_indented() -> None:
    card = {"body": body(Paragraph(("Waiting.\nSign-off  signed off",)))}
    assert lines(card) == ["Waiting.", "\u2003Sign-off signed off"]
    assert card["body"][1]["spacing"] == "None"


def test_a_tone_is_a_band_and_its_word_is_beneath() -> None:
    (card,) = drawn(Card("SG4", (Paragraph((AMBER, ": late")),), tone=Tone.AMBER))
    band, said = card["body"]
    assert (band["type"], band["style"], band["items"][0]["text"]) == ("Container", "warning", "SG4")
    assert said["inlines"][0]["text"] == "AMBER"
    assert drawn(Card("SG4"))[0]["body"][0]["type"] == "TextBlock"


def test_facts_are_a_column_of_labels_and_narrow_tables_are_tables() -> None:
    table = Table("Two", ("Ref", "Title"), ((("SG4",), ("Children",)), (("LAC4",), ())))
    alone, owner, caption, grid = body(Facts((("", ("alone",)), ("Owner", ("Amira",)), ("", ("and others",)))), table)
    assert [lines(column) for column in owner["columns"]] == [["Owner"], ["Amira", "and others"]]
    assert [lines(each) for each in (alone, caption)] == [["alone"], ["Two"]]
    assert grid["firstRowAsHeader"]
    assert [[lines(cell) for cell in row["cells"]] for row in grid["rows"]] == [
        [["Ref"], ["Title"]], [["SG4"], ["Children"]], [["LAC4"], []],
    ]  # fmt: skip


def test_a_table_too_wide_for_a_telephone_is_a_line_for_each_cell() -> None:
    table = Table("", ("Ref", "Due", "Owner", "Late?"), ((("SG4",), ("30 April",), ("Amira",), ("no",)),))
    assert lines({"body": body(table)}) == ["SG4", "Due: 30 April", "Owner: Amira", "Late? no"]


def test_a_divider_is_a_line_above_what_follows() -> None:
    one, two = body(Paragraph(("one",)), Divider(), Paragraph(("two",)), Divider())
    assert "separator" not in one
    assert two["separator"]


def test_a_picture_is_its_words_where_teams_can_fetch_none() -> None:
    reply = Reply((Card("", (Image("a.png", "5 of 12"),)),))
    (plain,) = card_attachment(reply)
    (drawn,) = card_attachment(reply, pictures=lambda name: f"https://bot.example/{name}")
    assert lines(plain["content"]) == ["Picture: 5 of 12"]
    assert drawn["content"]["body"][0]["url"] == "https://bot.example/a.png"
    assert drawn["content"]["body"][0]["altText"] == "5 of 12"


def test_the_first_of_many_buttons_are_in_sight_and_the_rest_under_more_choices() -> None:
    many = tuple(Action(f"Look {number}", f"status SG{number}") for number in range(9))
    (card,) = drawn(Card("T", actions=many))
    assert [each["title"] for each in card["actions"]] == [*(f"Look {number}" for number in range(5)), "More choices"]
    (rest,) = card["actions"][-1]["card"]["body"]
    assert [submitted(each["data"]) for each in rest["actions"]] == [
        (f"status SG{number}", {}) for number in range(5, 9)
    ]
    assert "card" not in drawn(Card("T", actions=many[:6]))[0]["actions"][-1]


def test_a_client_that_cannot_execute_a_button_submits_it() -> None:
    (card,) = drawn(Card("T", actions=(Action("Look", "status SG4"),)))
    (button,) = card["actions"]
    assert (button["type"], button["verb"], button["data"]) == ("Action.Execute", "say", {"say": "status SG4"})
    assert button["fallback"] == {"type": "Action.Submit", "title": "Look", "data": {"say": "status SG4"}}


def test_only_the_one_thing_to_do_leads() -> None:
    update, look, risk = (
        Action("Update", "update SG4"), Action("Look", "status SG4"), Action("At risk", "update SG4 at-risk"),
    )  # fmt: skip

    def styles(*actions: Action) -> list[str | None]:
        return [each.get("style") for each in drawn(Card("T", actions=actions))[0]["actions"]]

    assert styles(update, look) == ["positive", None]
    assert styles(update, risk) == [None, None]
    assert styles(look, update) == [None, None]


def test_a_command_no_button_can_carry_is_never_cut() -> None:
    (card,) = drawn(Card("T", actions=(Action("Try again", "x" * 2_001), Action("Help", "help"))))
    assert [each["title"] for each in card["actions"]] == ["Help"]
    assert lines(card) == ["To be typed, since no button can carry it: “Try again”"]


def test_what_is_too_long_stops_short_and_says_so_with_its_buttons() -> None:
    long = Card(
        "All", tuple(Facts(((f"SG{n}", ("word " * 300,)),)) for n in range(60)), (Action("Next", "status page 2"),)
    )
    sent = card_attachment(Reply((long, Card("Another"))))
    assert message_problems(sent) == []
    assert len(sent) == 1
    assert lines(sent[0]["content"])[-1] == NOTICE
    assert submitted(sent[0]["content"]["actions"][0]["data"]) == ("status page 2", {})
    assert text_of(Reply((long,))).endswith("The rest is in the message itself.")


def test_more_cards_than_a_message_takes_are_said_to_be_missing() -> None:
    sent = card_attachment(Reply(tuple(Card(f"Card {number}") for number in range(11))))
    assert len(sent) == 10
    assert lines(sent[-1]["content"]) == [NOTICE]
    assert lines(sent[-2]["content"]) == []


def test_a_reply_names_its_files_and_says_when_it_is_empty() -> None:
    (last,) = drawn_reply(Reply((Card("Kept"),), files=(to_send("ab12", "minutes.pdf"),)))
    assert lines(last) == ["File: minutes.pdf"]
    assert lines(drawn_reply(Reply())[0]) == ["There is nothing to show."]
    assert drawn_reply(Reply(form=UPDATE)) == []


def drawn_reply(reply: Reply) -> list[Json]:
    return [each["content"] for each in card_attachment(reply)]


def test_the_text_says_it_all_in_words() -> None:
    card = Card(
        "SG4",
        (Paragraph((AMBER, ": late")), Facts((("Owner", ("Amira",)),)), Divider(), Image("a", "5 of 12")),
        (Action("Look", "status SG4"),),
    )
    assert text_of(Reply((card,))) == "SG4\nAMBER: late\nOwner: Amira\nPicture: 5 of 12\nButtons: Look"
    assert text_of(Reply(form=UPDATE)) == f"{UPDATE.title}\n{UPDATE.intro}"
    assert text_of(Reply()) == "There is nothing to show."


def test_a_form_asks_each_field_with_what_was_answered() -> None:
    card = form_card(UPDATE)
    asked = inputs(card)
    assert message_problems([attachment(card)]) == []
    assert {name: (each["type"], each.get("value"), each.get("isRequired", False)) for name, each in asked.items()} == {
        "delivery": ("Input.ChoiceSet", "at risk", True),
        "narrative": ("Input.Text", "Waiting", False),
        "due": ("Input.Date", "2010-05-28", False),
        "owner": ("Input.Text", "amira@ely.gov.uk", False),
    }
    assert (asked["delivery"]["style"], asked["delivery"]["errorMessage"]) == ("expanded", "Not yet: Delivery")
    assert (asked["narrative"]["isMultiline"], asked["narrative"]["maxLength"]) == (True, 500)
    assert asked["owner"]["style"] == "Email"
    assert lines(card) == [
        "The board sees this on Monday.", "What is in the way?",
        "Evidence: A form in Teams takes no file. Send it to me in our own chat instead, and I will ask which item it is for.",
    ]  # fmt: skip


def test_a_form_is_executed_in_a_message_and_submitted_in_a_dialog() -> None:
    (executed,), (sent,) = form_card(UPDATE)["actions"], form_card(UPDATE, dialog=True)["actions"]
    assert (executed["type"], executed["verb"], executed["fallback"]["type"]) == (
        "Action.Execute",
        "form",
        "Action.Submit",
    )
    assert sent["type"] == "Action.Submit"
    assert executed["data"] == executed["fallback"]["data"] == sent["data"] == {"form": UPDATE.command}


def test_a_reply_can_be_one_card_with_each_cards_buttons_beneath_it() -> None:
    reply = Reply((Card("One", actions=(Action("Look", "status SG4"),)), Card("Two")), form=UPDATE)
    whole = one_card(reply)
    assert message_problems([attachment(whole)]) == []
    one, look, two = whole["body"][:3]
    assert (one["text"], look["actions"][0]["title"], two["text"], two["separator"]) == ("One", "Look", "Two", True)
    assert [action["data"] for action in whole["actions"]] == [{"form": UPDATE.command}]
    assert one_card(Reply((Card("One"),))) == drawn(Card("One"))[0]
    assert one_card(Reply(form=UPDATE)) == form_card(UPDATE)


def test_everything_in_a_dialog_is_submitted() -> None:
    reply = Reply((Card("One", actions=(Action("Look", "status SG4"),)),), form=UPDATE)
    whole = one_card(reply, dialog=True)
    assert message_problems([attachment(whole)]) == []
    assert {part["type"] for part in parts(whole) if part["type"].startswith("Action.")} == {"Action.Submit"}


def test_what_was_answered_comes_back_and_what_was_left_empty_does_not() -> None:
    data = {
        "form": UPDATE.command,
        "delivery": "on track",
        "narrative": "R&D <b>",
        "due": "",
        "msteams": {"type": "x"},
        "n": 3,
    }
    assert submitted(data) == (UPDATE.command, {"delivery": "on track", "narrative": "R&D <b>"})
    assert submitted({"say": "status SG4"}) == ("status SG4", {})
    assert submitted({"narrative": "no form"}) == ("", {})
    assert submitted("say") == ("", {})


def test_a_field_may_be_called_what_the_cards_own_data_is() -> None:
    form = Form("T", "update SG4", (TextField("form", "Which form"), TextField("say", "What to say")))
    assert list(inputs(form_card(form))) == ["field:form", "field:say"]
    assert submitted({"form": "update SG4", "field:form": "A1", "field:say": "hello"}) == (
        "update SG4",
        {"form": "A1", "say": "hello"},
    )


def test_what_was_wrong_stands_above_its_field_and_the_draft_is_kept() -> None:
    wrong = Form(
        UPDATE.title, UPDATE.command, UPDATE.fields, errors=(("due", "That day has passed."), ("", "Look again."))
    )
    card = form_card(wrong)
    said = [part for part in card["body"] if part["type"] != "TextBlock"]
    before = [said[place - 1] for place, part in enumerate(said) if part.get("id") == "due"]
    assert lines({"body": before}) == ["Not yet: That day has passed."]
    assert before[0]["inlines"][0]["color"] == "Attention"
    assert lines(card)[0] == "Not yet: Look again."
    assert inputs(card)["narrative"]["value"] == "Waiting"


def test_words_that_may_identify_a_child_go_into_no_message() -> None:
    asked = ChoiceField(CONFIRMED, "I have checked", (("yes", "Yes"),), required=True)
    form = Form("Could this identify a child?", 'update SG4 "Child K"', (asked,), intro="Say a total.")
    assert "Child K" not in json.dumps([form_card(form), text_of(Reply(form=form)), card_attachment(Reply(form=form))])
    assert lines(form_card(form)) == ["Say a total."]
    assert form_card(form, dialog=True)["actions"][0]["data"] == {"form": form.command}


def test_a_list_is_offered_as_far_as_one_goes() -> None:
    def box(count: int, *, required: bool = True, value: str = "") -> Json:
        options = tuple((f"SG{number}", f"Item {number}") for number in range(count))
        return inputs(
            form_card(Form("T", "c", (ChoiceField("item", "Item", options, value=value, required=required),)))
        )["item"]

    assert (box(5)["style"], box(6)["style"], box(5, required=False)["style"]) == ("expanded", "compact", "compact")
    assert (len(box(200, value="SG199")["choices"]), box(200, value="SG199")["value"]) == (200, "SG199")
    assert "value" not in box(6, value="SG9")
    assert box(6, value="sg4")["value"] == "SG4"
    assert box(201)["type"] == "Input.Text"


def test_what_a_card_cannot_hold_is_told_instead() -> None:
    wide = Form("T", "c", tuple(TextField(f"f{number}", "Label", value="word " * 100) for number in range(60)))
    for form in (wide, Form("T", "update " + "x" * 30_000, ())):
        card = form_card(form)
        assert message_problems([attachment(card)]) == []
        assert "actions" not in card
        assert "in one line" in lines(card)[0]


def test_words_longer_than_a_box_are_kept_as_far_as_it_goes() -> None:
    card = form_card(Form("T", "c", (TextField("narrative", "Words", value="word " * 1_000),)))
    assert len(inputs(card)["narrative"]["value"]) == 4_000
    assert lines(card) == ["What was typed is longer than a box here: its first 4,000 characters are kept."]


@pytest.mark.parametrize(
    "broken",
    [
        {"body": [{"type": "TextBlock", "text": "*bold*", "wrap": True}]},
        {"body": [{"type": "TextBlock", "text": "fine"}]},
        {"body": []},
        {"body": [{"type": "Nonsense"}]},
        {"body": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{DATE(x)}}"}]}]},
        {"body": [{"type": "Input.Text", "id": "a", "maxLength": 3}]},
        {"version": "1.6"},
        {"actions": [{"type": "Action.Execute", "title": "T", "verb": "say", "data": {}}]},
        {"msteams": {"entities": []}},
    ],
)
def test_the_checker_would_object(broken: Json) -> None:
    fine = drawn(Card("T", (Paragraph(("fine",)),)))[0]
    assert card_problems(fine) == []
    assert card_problems({**fine, **broken}) != []


def test_labels_too_long_for_a_column_begin_a_line() -> None:
    facts = Facts((("About somebody who works with children", ("the LADO",)), ("", ("and 999",))))
    assert lines({"body": body(facts)}) == ["About somebody who works with children: the LADO", "and 999"]
    short, long = (body(Facts(((label, ("x",)),)))[0]["columns"][0]["width"] for label in ("SG4", "Workstreams"))
    assert (short, long) == ("43px", "115px")


def test_more_commands_than_a_card_has_room_for_are_to_be_typed() -> None:
    actions = tuple(Action(f"Say {number}", f"update SG{number} {'x' * 1_900}") for number in range(12))
    sent = card_attachment(Reply((Card("T", actions=actions),)))
    assert message_problems(sent) == []
    carried = [submitted(part["data"])[0] for part in parts(sent) if part["type"] == "Action.Execute"]
    assert carried == [action.command for action in actions[: len(carried)]]
    assert 0 < len(carried) < 12
    assert lines(sent[0]["content"])[-1].endswith("“Say 11”")
