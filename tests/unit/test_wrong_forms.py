"""A form that was answered wrongly comes back with what was typed in it; a line that was typed is only refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import FileField, Form, Reply
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, SECRETARY
from tests.databases import Store
from tests.worlds import Setting, World, opened

DRAFT = "Two areas of three have agreed it"
NOBODY = "nobody@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        world.run(
            "INSERT INTO amendment_rule (plan_id, position, change, decided_by, conditions) VALUES "
            "(1, 1, 'any amendment', 'Independent chair', '[\"in consultation with the Lead Member\"]'), "
            "(1, 2, 'a rewrite', 'Independent chair', '[]')"
        )
        for who in (ACCESS, CHAIR, DIRECTOR, PARTICIPATION, SECRETARY):
            world.in_chat(who, "help")
        yield world


def filled(world: World, who: str, words: str, values: dict[str, str]) -> Reply:
    return world.in_chat(who, words, values)


def draft(form: Form) -> dict[str, str]:
    return {each.name: each.value for each in form.fields if not isinstance(each, FileField) and each.value}


def beside(form: Form) -> list[str]:
    return [name for name, _ in form.errors]


RETURN = {"wanted": DRAFT, "from": ACCESS, "by": "2010-05-18"}
JUDGE = {"delivery": "at risk", "meeting": "2010-04-06", "extraordinary": "yes", "reason": DRAFT}
ASK = {"question": DRAFT, "to": ACCESS, "by": "2010-05-18"}
ASSIGN = {"email": ACCESS, "as": "deputy", "reason": DRAFT}
WRONG = [
    (CHAIR, "sign-off return SG1", RETURN, "from", NOBODY),
    (CHAIR, "sign-off return SG1", RETURN, "by", "no day at all"),
    (CHAIR, "judge SG1", JUDGE, "delivery", "quite well"),
    (CHAIR, "judge SG1", JUDGE, "impact", "quite well"),
    (CHAIR, "judge SG1", JUDGE, "meeting", "2030-04-06"),
    (PARTICIPATION, "update SG4", {"narrative": DRAFT}, "delivery", "quite well"),
    (PARTICIPATION, "change date SG4", {"reason": DRAFT}, "day", "2009-04-06"),
    (PARTICIPATION, "change pause SG4", {"reason": DRAFT}, "review", "no day at all"),
    (PARTICIPATION, "change add SG4", {"text": DRAFT, "reason": "Late"}, "due", "no day at all"),
    (PARTICIPATION, "change move SG4", {"reason": DRAFT}, "to", "nowhere"),
    (PARTICIPATION, "change drop SG4", {"reason": DRAFT}, "rule", "7"),
    (CHAIR, "challenge SG2", ASK, "to", NOBODY),
    (CHAIR, "challenge SG2", ASK, "by", "no day at all"),
    (DIRECTOR, "assign SG4", ASSIGN, "email", NOBODY),
    (DIRECTOR, "assign SG4", ASSIGN, "as", "friend"),
    (DIRECTOR, f"leaver {PARTICIPATION}", {}, "to", NOBODY),
    (PARTICIPATION, "measure add", {"name": DRAFT, "direction": "up"}, "for", "SG99"),
    (PARTICIPATION, "away", {"from": "2010-04-08", "to": "2010-04-12"}, "cover", NOBODY),
]


@pytest.mark.parametrize(
    ("who", "words", "right", "name", "wrong"), WRONG, ids=[f"{words} {name}" for _, words, _, name, _ in WRONG]
)
def test_what_is_wrong_stands_beside_its_field_with_the_draft(
    who: str, words: str, right: dict[str, str], name: str, wrong: str, world: World
) -> None:
    typed, before = {**right, name: wrong}, world.everything()
    reply = filled(world, who, words, typed)
    assert reply.form is not None
    assert reply.refused
    assert beside(reply.form) == [name]
    assert draft(reply.form).items() >= typed.items()
    assert world.everything() == before


def test_a_consultation_on_no_day_keeps_who_was_asked(world: World) -> None:
    assert not filled(world, PARTICIPATION, 'change drop SG4 reason="Others do this" rule=1', {}).refused
    typed = {"which": "1", "who": "The Lead Member", "on": "no day at all", "minute": "3"}
    reply = filled(world, SECRETARY, "change consult C1", typed)
    assert reply.form is not None
    assert beside(reply.form) == ["on"]
    assert draft(reply.form).items() >= typed.items()


def test_a_report_of_a_chairs_action_keeps_its_minute(world: World) -> None:
    world.wait(days=13)
    assert not filled(world, CHAIR, 'sign-off sign SG1 chairs-action="18 May 2010"', {}).refused
    reply = filled(world, SECRETARY, "sign-off reported SG1", {"meeting": "2010-04-06", "minute": "7"})
    assert reply.form is not None
    assert beside(reply.form) == ["meeting"]
    assert draft(reply.form)["minute"] == "7"


def test_what_is_about_no_one_answer_stands_above_them_all(world: World) -> None:
    typed = {"impact": "sustained", "narrative": DRAFT}
    reply = filled(world, PARTICIPATION, "impact SG4", typed)
    assert reply.form is not None
    assert beside(reply.form) == [""]
    assert draft(reply.form).items() >= typed.items()


def test_a_typed_line_is_refused_as_it_was(world: World) -> None:
    reply = filled(
        world, CHAIR, 'judge SG1 delivery="quite well" meeting=2010-04-06 extraordinary=yes reason="late"', {}
    )
    assert reply.form is None
    assert reply.refused
    assert reply.cards


def test_what_may_not_be_done_is_refused_and_no_form_comes_of_it(world: World) -> None:
    reply = filled(world, ACCESS, "assign SG4", {**ASSIGN, "as": "friend"})
    assert reply.form is None
    assert reply.refused


def test_what_the_guard_refused_does_not_come_back(world: World) -> None:
    reply = filled(world, CHAIR, "sign-off return SG1", {**RETURN, "wanted": "NHS number 943 476 5919", "by": "never"})
    assert reply.refused
    assert reply.form is None
    assert "943" not in repr(reply)


def test_what_is_missing_is_asked_for_with_the_draft(world: World) -> None:
    typed = {"wanted": DRAFT, "from": ACCESS}
    reply = filled(world, CHAIR, "sign-off return SG1", {**typed, "by": ""})
    assert reply.form is not None
    assert beside(reply.form) == ["by"]
    assert draft(reply.form).items() >= typed.items()


def test_an_answer_that_is_none_of_the_choices_is_asked_for_again(world: World) -> None:
    reply = filled(world, PARTICIPATION, "harm SG4", {"answer": "perhaps"})
    assert reply.form is not None
    assert reply.form.errors == (("answer", "Choose one of: No, Yes, Not known."),)


def test_where_the_guard_asks_every_word_may_be_changed(world: World) -> None:
    typed = {"delivery": "at risk", "narrative": "Seen by J. Smith's mother, aged 7, in Ely"}
    reply = filled(world, PARTICIPATION, "update SG4", typed)
    assert reply.form is not None
    assert "identify a child" in reply.form.title
    assert reply.form.errors == ()
    assert draft(reply.form) == typed
