"""What cards and forms look like in Slack, and what its forms bring back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.slack.render import field_errors, home, marked, message, modal, pressed, resubmitted, submitted, told
from bot.slack.render.brought import brought
from bot.slack.render.cards import several
from bot.slack.render.fitting import NOTICE
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
from tests.databases import SqliteStore
from tests.slack_limits import message_problems, view_problems
from tests.unit.test_access import MATRIX, NOW, PEOPLE, PLAN
from tests.worlds import OPERATOR, Setting, opened

AMBER = Tinted("AMBER", Tone.AMBER)
OWNER = "head.of.participation@cambridgeshire.example"

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


def shown(*spans: Span) -> str:
    block = message(Card("", (Paragraph(spans),)))["blocks"][0]
    return str(block["text"]["text"])


def elements(*actions: Action) -> list[dict[str, Any]]:
    return [each for block in message(Card("T", actions=actions))["blocks"] for each in block.get("elements", ())]


def inputs(form: Form) -> dict[str, dict[str, Any]]:
    return {block["label"]["text"]: block for block in modal(form)["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        (("<!channel> & <@U1>",), "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        (("@here and @Channel",), "@\u2060here and @\u2060Channel"),
        (("*bold* _it_ ~no~ a_b",), "\N{ASTERISK OPERATOR}bold\N{ASTERISK OPERATOR} \N{MODIFIER LETTER LOW MACRON}it\N{MODIFIER LETTER LOW MACRON} \N{TILDE OPERATOR}no\N{TILDE OPERATOR} a_b"),
        ((":tada: at 09:30",), "\N{RATIO}tada: at 09:30"),
        (("> quoted\n> again",), "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} quoted\n\u2003\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} again"),
        (("5 > 4",), "5 &gt; 4"),
        ((AMBER, ": late"), "🟠 *AMBER*: late"),
        (("un", Bold("bold"), "ed ", Bold("words ")), "unbolded *words*"),
        (("Due ", Day(date(2010, 4, 30), weekday=True)), "Due Friday 30 April 2010"),
        ((Link("the report", "https://ely.gov.uk/a_b?c=1&d"),), "<https://ely.gov.uk/a_b?c=1&amp;d|the report (ely.gov.uk)>"),
        ((Link("ely.gov.uk", "https://evil.example/x"),), "<https://evil.example/x|ely.gov.uk (evil.example)>"),
        ((Link("ely.gov.uk", "https://ely.gov.uk"),), "<https://ely.gov.uk|ely.gov.uk>"),
        ((Link("a", "javascript:alert(1)"),), "a (javascript:alert(1))"),
        ((Link("a", "https://ely.gov.uk@evil.example/"),), "a (https://ely.gov.uk@evil.example/)"),
        (("\u202egnp.exe\u200b \x1b[2J\ud800",), "gnp.exe \ufffd[2J\ufffd"),
    ],
)  # fmt: skip
def test_words_are_shown_as_they_were_typed(spans: tuple[Span, ...], text: str) -> None:
    assert shown(*spans) == text


def test_a_person_is_mentioned_where_slack_knows_them_and_named_where_not() -> None:
    card = Card("T", (Paragraph((Mention(7, "Amira"), " and ", Mention(8, "<!here>"))),))
    known = message(card, people={7: "U07ABC", 8: "<!channel>"}.get)
    assert known["blocks"][1]["text"]["text"] == "<@U07ABC> and &lt;!here&gt;"
    assert known["text"] == "T\nAmira and &lt;!here&gt;"


def test_facts_are_lines_and_tables_are_rows_with_their_headings() -> None:
    table = Table("Two", ("Ref", "Title"), ((("SG4",), ("Children",)), (("LAC4",), ())))
    blocks = message(Card("", (Facts((("Owner", ("Amira",)), ("Late?", ("no",)), ("", ("more",)))), table)))["blocks"]
    assert [block.get("text", block.get("elements", [{}])[0])["text"] if "text" in block else block["elements"][0]["text"] for block in blocks] == [
        "*Owner:* Amira\n*Late?* no\nmore", "Two", "*SG4* · *Title:* Children\n*LAC4* · *Title:*",
    ]  # fmt: skip


def test_a_picture_is_its_words_where_slack_can_fetch_none() -> None:
    card = Card("T", (Image("a.png", "5 of 12 & more"), Divider()))
    assert message(card)["blocks"][1]["elements"][0]["text"] == "Picture: 5 of 12 &amp; more"
    drawn = message(card, pictures=lambda name: f"https://bot.example/{name}")["blocks"][1]
    assert drawn == {"type": "image", "image_url": "https://bot.example/a.png", "alt_text": "5 of 12 &amp; more"}


def test_the_first_of_many_buttons_are_in_sight_and_the_rest_under_more() -> None:
    many = [Action(f"Look {number}", f"status SG{number}") for number in range(9)]
    *seen, more = elements(*many)
    assert [each["text"]["text"] for each in seen] == [f"Look {number}" for number in range(5)]
    assert more["type"] == "overflow"
    assert [each["value"] for each in more["options"]] == [f"status SG{number}" for number in range(5, 9)]
    assert pressed({**more, "selected_option": more["options"][1]}) == "status SG6"
    assert elements(*many, *many)[-1]["type"] == "static_select"


def test_only_the_one_thing_to_do_leads() -> None:
    update, look, risk = (
        Action("Update", "update SG4"),
        Action("Look", "status SG4"),
        Action("At risk", "update SG4 at-risk"),
    )
    assert [each.get("style") for each in elements(update, look)] == ["primary", None]
    assert [each.get("style") for each in elements(update, risk)] == [None, None]
    assert [each.get("style") for each in elements(look, update)] == [None, None]


def test_a_command_no_button_can_carry_is_never_cut() -> None:
    said = elements(Action("Try again", "x" * 2_001), Action("Help", "help"))
    assert [each.get("value") for each in said] == ["help", None]
    assert "“Try again”" in said[1]["text"]


def test_what_is_too_long_stops_short_and_says_so_with_its_buttons() -> None:
    long = Card(
        "All", tuple(Facts(((f"SG{n}", ("word " * 300,)),)) for n in range(60)), (Action("Next", "status page 2"),)
    )
    sent = message(Reply((long, Card("Another"))))
    assert message_problems(sent) == []
    assert sent["blocks"][-1]["elements"][0]["text"] == NOTICE
    assert sent["blocks"][-2]["elements"][0]["value"] == "status page 2"
    assert sent["text"].endswith("The rest is in the message itself.")


def test_long_words_are_parted_between_characters() -> None:
    for mark in ("&", "👩‍👧", "e\u0301", "🇬🇧"):
        whole = mark.replace("&", "&amp;")
        card = Card("", (Paragraph((mark * (4_500 // len(whole)),)),))
        parts = [each["text"]["text"] for each in message(card)["blocks"]]
        assert len(parts) > 1
        assert all(len(part) % len(whole) == 0 and part == whole * (len(part) // len(whole)) for part in parts)


def test_a_form_that_cannot_be_opened_can_be_asked_for_again() -> None:
    sent = message(Reply(form=UPDATE))
    assert sent["blocks"][-1]["elements"][0]["value"] == UPDATE.command
    assert "Buttons: Open the form" in sent["text"]


def test_words_that_may_identify_a_child_go_into_no_button() -> None:
    asked = ChoiceField(CONFIRMED, "I have checked", (("yes", "Yes"),), required=True)
    sent = message(
        Reply(form=Form("Could this identify a child?", 'update SG4 "Child K"', (asked,), intro="Say a total."))
    )
    assert "Child K" not in json.dumps(sent)
    assert sent["text"] == "Could this identify a child?\nSay a total."


def test_a_form_asks_each_field_with_what_was_answered() -> None:
    view, asked = modal(UPDATE, origin="C1"), inputs(UPDATE)
    assert view_problems(view) == []
    assert view["title"]["text"] == "Update SG4"
    assert [asked[label]["element"]["type"] for label in asked] == [
        "radio_buttons", "plain_text_input", "datepicker", "email_text_input", "file_input",
    ]  # fmt: skip
    assert asked["Delivery"]["element"]["initial_option"]["value"] == "at risk"
    assert asked["In a sentence"]["element"]["initial_value"] == "Waiting"
    assert asked["In a sentence"]["hint"]["text"] == "What is in the way?"
    assert asked["New date"]["element"]["initial_date"] == "2010-05-28"
    assert asked["Owner"]["element"]["initial_value"] == "amira@ely.gov.uk"
    assert [asked[label]["optional"] for label in asked] == [False, True, True, True, True]


def test_a_long_list_is_grouped_and_keeps_its_choice() -> None:
    options = tuple((f"SG{number}", f"Item {number}") for number in range(250))
    element = inputs(Form("T", "c", (ChoiceField("item", "Item", options, value="SG249"),)))["Item"]["element"]
    assert [group["label"]["text"] for group in element["option_groups"]] == ["1 to 100", "101 to 200", "201 to 250"]
    assert element["initial_option"]["value"] == "SG249"


def test_what_a_view_cannot_hold_is_told_instead() -> None:
    wide = Form("T", "c", tuple(TextField(f"f{number}", "Label") for number in range(101)))
    for form in (wide, Form("T", "update " + "x" * 3_000, ())):
        view = modal(form)
        assert view_problems(view) == []
        assert "submit" not in view
        assert "in one line" in view["blocks"][1]["text"]["text"]


def test_words_longer_than_a_box_are_kept_as_far_as_it_goes() -> None:
    block = inputs(Form("T", "c", (TextField("narrative", "Words", value="word " * 700),)))["Words"]
    assert len(block["element"]["initial_value"]) == 3_000
    assert block["hint"]["text"] == "What was typed is longer than a box here: its first 3,000 characters are kept."


def filled(**answers: dict[str, Any]) -> dict[str, Any]:
    state = {f"field:{name}": {"answer": answer} for name, answer in answers.items()}
    return {**modal(UPDATE, origin="C1"), "state": {"values": state}}


def test_what_was_answered_comes_back_and_what_was_left_empty_does_not() -> None:
    view = filled(
        delivery={"type": "radio_buttons", "selected_option": {"value": "on track"}},
        narrative={"type": "plain_text_input", "value": "R&D <b>"},
        due={"type": "datepicker", "selected_date": "2010-05-28"},
        owner={"type": "email_text_input", "value": None},
        file={"type": "file_input", "files": [{"id": "F1", "name": "a.pdf"}, "nonsense"]},
    )
    back = submitted(view)
    assert back.command == UPDATE.command
    assert back.values == {"delivery": "on track", "narrative": "R&D <b>", "due": "2010-05-28"}
    assert back.files == ({"id": "F1", "name": "a.pdf"},)
    assert back.origin == "C1"


def test_a_view_that_is_not_ours_says_nothing() -> None:
    assert submitted({"callback_id": "other"}) == ("", {}, (), "")
    assert submitted({**filled(), "private_metadata": "[" * 100_000}) == ("", {}, (), "")
    assert submitted(filled(due={"type": "datepicker", "selected_date": "soon"})).values == {}


def test_what_was_wrong_stands_beside_its_field_and_the_draft_is_kept() -> None:
    wrong = Form(
        UPDATE.title, UPDATE.command, UPDATE.fields, errors=(("due", "That day has passed."), ("", "Look again."))
    )
    assert field_errors(wrong) == {"field:due": "That day has passed.", "field:delivery": "Look again."}
    assert resubmitted(wrong, filled()) == {"response_action": "errors", "errors": field_errors(wrong)}
    other = Form("Sure?", UPDATE.command, UPDATE.fields[:1], errors=(("", "Say so."),))
    assert resubmitted(other, filled()) == {"response_action": "update", "view": modal(other, origin="C1")}


def test_a_used_button_is_replaced_by_what_was_done() -> None:
    before = message(
        [
            Card("SG4", actions=(Action("At risk", "update SG4 at-risk"),)),
            Card("LAC4", actions=(Action("Look", "status LAC4"),)),
        ]
    )
    pressed_button = before["blocks"][1]["elements"][0]
    after = marked(before, pressed_button, "No words given.")
    assert after["blocks"][1]["elements"][0]["text"] == "Done: At risk. No words given."
    assert after["blocks"][4] == before["blocks"][4]
    assert after["text"].startswith("Done: At risk. No words given.\nSG4")
    assert message_problems(after) == []


def test_a_used_reminder_keeps_what_is_about_no_item_and_names_no_used_button() -> None:
    reminder = Card(
        "Two are due",
        actions=(
            Action("LAC4: on track", "update cambridgeshire-2009/LAC4 on track"),
            Action("SG4: on track", "update cambridgeshire-2009/SG4 on track"), Action("More", "mine"),
            Action("Not mine", "not mine"),
        ),
    )  # fmt: skip
    before = message(reminder)
    after = marked(before, before["blocks"][1]["elements"][0], "Recorded for LAC4.")
    left = [each["text"]["text"] for each in after["blocks"][2]["elements"]]
    assert left == ["SG4: on track", "More", "Not mine"]
    assert after["text"].splitlines()[-1] == "Buttons: SG4: on track, More, Not mine"
    assert message_problems(after) == []


@pytest.mark.parametrize(("pressed_first", "stay"), [(0, ["Add a figure", "More"]), (1, ["SG4: on track", "More"])])
def test_a_used_reminder_tells_a_numbered_thing_from_an_item_and_from_what_is_about_neither(
    pressed_first: int, stay: list[str]
) -> None:
    on_track = Action("SG4: on track", "update cambridgeshire-2009/SG4 on track")
    reminder = Card("Two are due", actions=(on_track, Action("Add a figure", "figure M2"), Action("More", "mine")))
    before = message(reminder)
    button = before["blocks"][1]["elements"][pressed_first]
    assert several(before, button)
    after = marked(before, button, "Recorded.")
    assert [each["text"]["text"] for each in after["blocks"][2]["elements"]] == stay


def test_a_button_about_nothing_takes_only_itself_away() -> None:
    have = Action("I have it", "inspection have-it")
    reminder = Card(
        "Two", actions=(have, Action("SG4: look", "status cambridgeshire-2009/SG4"), Action("More", "mine"))
    )
    before = message(reminder)
    after = marked(before, before["blocks"][1]["elements"][0], "Noted.")
    assert [each["text"]["text"] for each in after["blocks"][2]["elements"]] == ["SG4: look", "More"]


def test_who_was_answered_for_is_no_longer_silent() -> None:
    silent = "Any answer stops this. Otherwise the board's digest of Monday 19 April 2010 counts LAC4 as silent."
    said = f"*LAC4:* you report it on track; last word 12 March 2010\n*SG4:* last word 30 March 2010\n{silent}"
    expected = "*LAC4:* answered\n*SG4:* last word 30 March 2010\nAny answer stops this."
    assert brought(said, "LAC4") == expected


def test_a_view_that_tells_has_a_title_and_nothing_to_save() -> None:
    view = told(Card("Recorded"), title="Update SG4: and a title that is too long")
    assert view_problems(view) == []
    assert view["title"]["text"] == "Update SG4: and a…"
    assert "submit" not in view
    assert home([])["blocks"][0]["text"]["text"] == "There is nothing to show."


SECRETSHIRE = tuple(row.says for rows in MATRIX.values() for row in rows)


@pytest.mark.parametrize(
    ("setting", "who", "lines"),
    [
        (Setting(), OWNER, ("status", "mine", "status SG4", "update SG4", "status SG4 more", "status all", "overdue")),
        (Setting(PLAN, now=NOW), OPERATOR, SECRETSHIRE),
        (Setting(PLAN, now=NOW), PEOPLE["chair"], SECRETSHIRE),
    ],
    ids=["owner", "operator", "chair"],
)
def test_every_commands_answers_are_taken_by_slack(
    sqlite_store: SqliteStore, tmp_path: Path, setting: Setting, who: str, lines: tuple[str, ...]
) -> None:
    answered = 0
    with opened(sqlite_store, tmp_path, setting) as world:
        for line in dict.fromkeys(lines):
            reply = world.rehearse(who, line)
            answered += not reply.refused
            sent = message(reply)
            assert message_problems(sent) == [], line
            assert view_problems(home(reply.cards)) == [], line
            assert NOTICE not in json.dumps(sent, ensure_ascii=False), line
            if reply.form:
                view = modal(reply.form)
                assert view_problems(view) == [], line
                assert "submit" in view, line
    assert answered > len(lines) // 3
