"""Usage lines as a grammar: what fits where, and what people call things."""

import pytest

from handlers.grammar import (
    MAX_COMMAND,
    Reference,
    compose,
    delivery,
    fill_in,
    is_email,
    label_key,
    match,
    quoted,
    reference,
    role,
    sense,
    tokens,
    version_in,
)
from models.vocabulary import Delivery, Role

UPDATE = "update <number> [<delivery>] [<narrative>] [delivery=<delivery>] [narrative=<text>] [next=<text>]"


def filled(usage: str, said: str) -> dict[str, str] | None:
    return match(usage, tokens(said))


@pytest.mark.parametrize(
    ("usage", "said", "slots"),
    [
        ("plans", "plans", {}),
        ("plans", "PLANS", {}),
        ("plans", "plans please", None),
        ("status [<item>]", "status", {}),
        ("status [<item>]", "status survey of parents", {"item": "survey of parents"}),
        ("status <item> more", "status SG4 more", {"item": "SG4"}),
        ("status <item> more", "status more", None),
        ("status <item> more", "status what more can we do more", {"item": "what more can we do"}),
        ("status all [page <n>]", "status all", {}),
        ("status all [page <n>]", "status all page 2", {"page": "2"}),
        ("status all [page <n>]", "status all Page 2", {"page": "2"}),
        ("status all [page <n>]", "status all page two", None),
        ("status all [page <n>]", "status all page ²", None),
        # "page 2" is a page before it is the name of something.
        ("history [<item>] [page <n>]", "history page 2", {"page": "2"}),
        ("history [<item>] [page <n>]", "history SG4 page 2", {"item": "SG4", "page": "2"}),
        ("history [<item>] [page <n>]", "history the page of the year", {"item": "the page of the year"}),
        ("due [<period>] [page <n>]", "due page 3", {"page": "3"}),
        ("due [<period>] [page <n>]", "due 14 days page 3", {"period": "14 days", "page": "3"}),
        ("publish [<plan>] [to <who>]", "publish to staff", {"to": "staff"}),
        ("publish [<plan>] [to <who>]", "publish Ely 2009 to members", {"plan": "Ely 2009", "to": "members"}),
        ("publish [<plan>] [to <who>]", "publish Road to Good", {"plan": "Road to Good"}),
        ("people add <email> <role> [name=<text>]", "people add a@b.example vice chair", {"email": "a@b.example", "role": "vice chair"}),
        ("people add <email> <role> [name=<text>]", 'people add a@b.example lead name="A B"', {"email": "a@b.example", "role": "lead", "name": "A B"}),
        ("people add <email> <role> [name=<text>]", "people add a@b lead", None),
        ("people add <email> <role> [name=<text>]", "people add a@b.example wizard", None),
        (UPDATE, "update SG4", {"number": "SG4"}),
        (UPDATE, "update SG 4 at risk", {"number": "SG 4", "delivery": "at risk"}),
        (UPDATE, "update recommendation number 4 completed", {"number": "recommendation number 4", "delivery": "completed"}),
        (UPDATE, 'update SG4 at-risk "No hall."', {"number": "SG4", "delivery": "at-risk", "narrative": "No hall."}),
        (UPDATE, 'update SG4 "No hall."', {"number": "SG4", "narrative": "No hall."}),
        (UPDATE, 'update SG4 next="a b" on track', {"number": "SG4", "delivery": "on track", "next": "a b"}),
        (UPDATE, "update SG4 DELIVERY=done", {"number": "SG4", "delivery": "done"}),
        (UPDATE, "update SG4 delivery=wonderful", None),
        (UPDATE, "update on track", None),
        (UPDATE, "update SG4 2 audits done", {"number": "SG4", "narrative": "2 audits done"}),
        (UPDATE, 'update SG4 narrative=""', {"number": "SG4", "narrative": ""}),
    ],
)  # fmt: skip
def test_what_fills_a_usage_line(usage: str, said: str, slots: dict[str, str] | None) -> None:
    assert filled(usage, said) == slots


@pytest.mark.parametrize(
    "words",
    [
        'The "Voice" group and the parents\' forum said Yes',
        "A=B and x=1, as they put it",
        "“We were heard”, said one",
        "First line.\n- a list\n- of two",
        "Ofsted's “requires improvement” stays",
    ],
)
def test_words_without_quotes_around_them_are_kept_letter_for_letter(words: str) -> None:
    assert filled(UPDATE, f"update SG4 on track {words}") == {
        "number": "SG4", "delivery": "on track", "narrative": words,
    }  # fmt: skip


def test_words_in_quotes_keep_their_spaces_and_lines() -> None:
    said = 'update SG4 on track "First.\n\n  Second,   third."'
    assert filled(UPDATE, said) == {
        "number": "SG4", "delivery": "on track", "narrative": "First.\n\n  Second,   third.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "key", "noun", "number"),
    [
        ("4", "4", "", 4),
        ("#4", "4", "", 4),
        ("rec 4", "4", "rec", 4),
        ("rec4", "rec4", "rec", 4),
        ("R4", "r4", "rec", 4),
        ("recommendation 4", "4", "rec", 4),
        ("Recommendation number 4", "4", "rec", 4),
        ("SG4", "sg4", "", None),
        ("SG 4", "sg4", "", None),
        ("sg-4?", "sg4", "", None),
        ("rec SG4", "sg4", "rec", None),
        ("4.2", "4.2", "", None),
        ("action 4.2", "4.2", "action", None),
        ("a4.2", "a4.2", "action", None),
        ("workstream 4", "4", "workstream", 4),
        ("programme 4", "4", "programme", 4),
        ("A12b", "a12b", "", None),
    ],
)
def test_what_people_call_an_item(said: str, key: str, noun: str, number: int | None) -> None:
    found = reference(said)
    assert found is not None
    assert (found.label_key, found.noun, found.number, found.plan) == (key, noun, number, "")


def test_the_letters_of_a_kind_are_not_part_of_a_label() -> None:
    found = [reference(said) for said in ("a4.2", "rec4", "#4", "SG4")]
    assert [each.bare for each in found if each] == ["4.2", "4", "4", ""]


@pytest.mark.parametrize("said", ["", "   ", "survey", "the plan", "4 5", "SG4 is late", "rec", "/", "a/", "²", "?"])
def test_mere_words_are_no_reference(said: str) -> None:
    assert reference(said) is None


def test_a_reference_may_name_its_plan_and_kind() -> None:
    assert reference("cambridgeshire-2009/SG4") == Reference("sg4", "cambridgeshire-2009")
    assert reference("action Ely-2009/4.2") == Reference("4.2", "ely-2009", "action", apart=True)


@pytest.mark.parametrize("one", ["SG4", "sg4", "SG 4", "SG-4", "SG4."])
def test_labels_are_compared_without_case_space_or_signs(one: str) -> None:
    assert label_key(one) == "sg4"


def test_dots_count_in_labels() -> None:
    assert label_key("4.2") != label_key("42")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("at risk", Delivery.AT_RISK),
        ("At-Risk", Delivery.AT_RISK),
        ("AT_RISK", Delivery.AT_RISK),
        ("done", Delivery.COMPLETED),
        ("Complete", Delivery.COMPLETED),
        ("not  started", Delivery.NOT_STARTED),
        ("fine", None),
        ("", None),
    ],
)
def test_delivery_words(said: str, word: Delivery | None) -> None:
    assert delivery(said) is word


def test_role_words() -> None:
    assert role("Vice-Chair") is role("vice chair") is role("VICE_CHAIR") is Role.VICE_CHAIR
    assert role("boss") is None


@pytest.mark.parametrize("said", ["a@b.example", "First.Last+x@sub.council.gov.uk"])
def test_addresses(said: str) -> None:
    assert is_email(said)


@pytest.mark.parametrize(
    "said", ["", "a", "a@b", "@b.example", "a@b.", "a b@c.example", "<a@b.example>", "a@b.example|x", "a@@b.example"]
)
def test_what_is_no_address(said: str) -> None:
    assert not is_email(said)


def test_a_version_is_read_off_the_end_alone() -> None:
    assert version_in("status SG4 @v7") == ("status SG4", 7)
    assert version_in("status SG4 @v7  ") == ("status SG4", 7)
    assert version_in("status @v7 SG4") == ("status @v7 SG4", None)
    assert version_in('update SG4 "see @v7"') == ('update SG4 "see @v7"', None)


def test_a_button_holds_at_most_150_characters() -> None:
    assert compose("status", "plan/SG4", "", "more") == "status plan/SG4 more"
    assert compose("update", "plan/SG4", version=7) == "update plan/SG4 @v7"
    assert len(compose("search", "x" * 400)) == MAX_COMMAND


def test_a_forms_answers_can_be_said_in_one_line() -> None:
    answers = {"delivery": "at risk", "narrative": 'They said "no".', "next": ""}
    said = f"update SG4 {fill_in(answers)}"
    assert filled(UPDATE, said) == {"number": "SG4", "delivery": "at risk", "narrative": "They said ”no”."}
    assert quoted('a "b"') == '"a ”b”"'


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("the status of SG4?", "status SG4"),
        ("SG4, please", "SG4"),
        ("of the", "of the"),
        ("care leavers", "care leavers"),
    ],
)
def test_the_words_that_only_make_a_sentence_are_left_out(said: str, kept: str) -> None:
    assert sense(said) == kept
