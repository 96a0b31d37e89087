"""The guard at the front door: refused, confirmed or let through, and never kept, logged or said back."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.saying import in_one_line
from handlers.commands import COMMANDS
from handlers.request import Attachment, Request
from models.card import ChoiceField, FileField
from models.rules.identifiers import check
from tests.databases import Store
from tests.worlds import OPERATOR, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
DIRECTOR = "director@cambridgeshire.example"
NHS = "943 476 5919"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


CLEAR = (
    f'update SG3 on track "Child K (NHS {NHS}) was seen"',
    f"status {NHS}",
    f"search {NHS.replace(' ', '')}",
    f"what about {NHS} then",
)


@pytest.mark.parametrize("said", CLEAR)
def test_a_clear_identifier_is_refused_not_kept_and_not_said_back(
    said: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    before = world.everything()
    with caplog.at_level(logging.DEBUG):
        answer = world.says(OPERATOR, said)
    assert answer.startswith("I have not kept that: it seems to contain")
    assert "please delete it" in answer
    assert NHS not in answer
    assert "943" not in answer
    assert "943" not in caplog.text
    assert world.everything() == before


def test_it_reads_forms_and_the_names_of_files_too(world: World) -> None:
    before = world.everything()
    assert "an NHS number" in world.says(OWNER, "update SG4", {"narrative": f"seen, {NHS}"})
    named = Request("console", OWNER, "c", "evidence SG4 audit", attachments=(Attachment(f"{NHS}.pdf", "h"),))
    assert world.bot.ask(named).refused
    assert world.everything() == before


@pytest.mark.parametrize("name", ["Child_K.docx", "YP1.final.xlsx"])
def test_the_name_of_a_file_that_stands_for_a_child_is_asked_about(name: str, world: World) -> None:
    named = Request("console", OWNER, "c", "evidence SG4 audit", attachments=(Attachment(name, "h"),))
    asked = world.bot.ask(named)
    assert asked.refused
    assert asked.form is not None
    assert "confirmed" in [field.name for field in asked.form.fields if isinstance(field, ChoiceField)]


def test_what_is_likely_is_asked_about_and_the_promise_is_recorded(world: World) -> None:
    said = 'update SG4 on track "two children in Cambridge were placed in hospital"'
    before = world.everything()
    asked = world.ask(OWNER, said)
    assert asked.refused
    assert asked.form is not None
    assert [field.name for field in asked.form.fields if isinstance(field, ChoiceField)] == ["confirmed"]
    assert world.everything() == before

    kept = world.ask(OWNER, asked.form.command, {"confirmed": "yes"})
    assert not kept.refused
    contents = [row[0] for row in world.rows("SELECT content FROM audit_content ORDER BY audit_id")]
    assert sum("confirmed that it identifies no child (small count)" in content for content in contents) == 1
    assert world.audit_problems() == []


def test_the_counts_of_a_figure_are_read_with_its_note(world: World) -> None:
    before = world.everything()
    said = 'figure M3 numerator=2 denominator=3 period="March 2010" note="children"'
    assert "so small that one could be known" in world.says(DIRECTOR, said)
    typed = {"numerator": "2", "denominator": "3", "period": "March 2010", "note": "children"}
    assert "so small that one could be known" in world.says(DIRECTOR, "figure M3", typed)
    undated = {"value": "3", "period": "Q4", "note": "children"}
    assert "so small that one could be known" in world.says(DIRECTOR, "figure M3", undated)
    assert world.everything() == before
    plain = said.replace("numerator=2 denominator=3", "numerator=17 denominator=20")
    assert "so small" not in world.says(DIRECTOR, plain)


@pytest.mark.parametrize(
    "measured",
    ['"Children placed out of county"', '"Placed out of county" unit=children', '"Young people who went missing"'],
)
def test_a_few_children_are_asked_about_where_only_the_measure_says_that_it_counts_them(
    measured: str, world: World
) -> None:
    assert not world.ask(DIRECTOR, f"measure add {measured} for=SG4 direction=down").refused
    before = world.everything()
    for said in ("M4 value=2 period=2009/10", "M4 value=1 period=Q4", "M4 numerator=0 denominator=4 period=Q4"):
        assert "so small that one could be known" in world.says(DIRECTOR, f"figure {said}"), said
    for typed in ({"value": "4", "period": "Q4"}, {"numerator": "3", "denominator": "50", "period": "Q4"}):
        assert "so small that one could be known" in world.says(DIRECTOR, "figure M4", typed), typed
    by_name = f"figure {measured.strip(chr(34)).split(chr(34))[0].rsplit(maxsplit=1)[-1]} value=2 period=Q4"
    assert "so small that one could be known" in world.says(DIRECTOR, by_name)
    assert world.everything() == before
    for said in ("value=12 period=Q4", "numerator=40 denominator=50 period=Q3", "value=0 period=Q2"):
        assert "so small" not in world.says(DIRECTOR, f"figure M4 {said}"), said


def test_a_few_children_who_nobody_could_tell_are_recorded_with_the_promise(world: World) -> None:
    world.ask(DIRECTOR, 'measure add "Children placed out of county" for=SG4 direction=down')
    asked = world.ask(DIRECTOR, "figure M4", {"value": "2", "period": "Q4"})
    assert asked.form is not None
    kept = {field.name: field.value for field in asked.form.fields if not isinstance(field, FileField)}
    assert not world.ask(DIRECTOR, asked.form.command, {**kept, "confirmed": "yes"}).refused
    assert world.rows("SELECT value FROM figure ORDER BY id DESC LIMIT 1") == [("2",)]
    contents = [row[0] for row in world.rows("SELECT content FROM audit_content ORDER BY audit_id")]
    assert sum("confirmed that it identifies no child (small count)" in content for content in contents) == 1


@pytest.mark.parametrize("name", ["Visits made on time", "Children's homes judged good", "Staff trained"])
def test_a_small_figure_of_anything_else_is_just_recorded(name: str, world: World) -> None:
    world.ask(DIRECTOR, f'measure add "{name}" for=SG4 direction=up')
    assert not world.ask(DIRECTOR, 'figure M4 value=2 period="March 2010"').refused


def test_a_promise_does_not_let_a_clear_identifier_through(world: World) -> None:
    assert world.ask(OWNER, f'update SG4 on track "seen, {NHS}"', {"confirmed": "yes"}).refused


@pytest.mark.parametrize(
    "said",
    [
        'update SG4 on track "audit of 20 files: 17 had views recorded"',
        'update SG4 on track "A few young people did not feel safe in their accommodation"',
        'update SG4 on track "3 meetings with staff in Cambridge and 2 audits"',
    ],
)
def test_talk_of_the_plan_passes(said: str, world: World) -> None:
    reply = world.ask(OWNER, said)
    assert (reply.refused, reply.form) == (False, None)


def test_a_worry_about_a_child_is_met_with_the_front_door_and_not_kept(world: World) -> None:
    assert not world.ask(DIRECTOR, "settings front_door 01223 000000, 9am to 5pm").refused
    before = world.everything()
    answer = world.says(OWNER, "I'm worried about a child in one of our placements")
    assert "This chat is not watched, and I have not kept your message." in answer
    assert "01223 000000" in answer
    assert "999" in answer
    assert world.everything() == before


@pytest.mark.parametrize(
    "said", ["I'm worried about a child", "I’m worried about a baby", "a child is at risk", "he hit his son"]
)
def test_a_worry_of_a_few_words_is_met_with_the_front_door_too(said: str, world: World) -> None:
    assert world.says(OWNER, said).startswith("This chat is not watched, and I have not kept your message.")


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ('update SG4 on track "I suspect a child is being abused"', {}),
        ('update SG4 on track "I think a boy at the Elms home is at risk of harm"', {}),
        ("update SG4 on track “a mum told me her son has bruises”", {}),
        ('update SG4 on track "I suspect abuse in the home"', {}),
        ("update SG4 on track I suspect a child is being abused", {}),
        ('update SG4 on track "Draft sent" next="I suspect a child is being abused"', {}),
        ("update SG4", {"delivery": "on track", "narrative": "I suspect a child is being abused"}),
        ('update SG4 on track "she has been trafficked"', {}),
        ('update SG4 on track "child protection concern about a family in Ely"', {}),
        ("update SG4 on track is this child safe", {}),
        ("update SG4 on track Can someone check on the Smith children, they look hungry", {}),
        ("child protection concern", {}),
        ("he touched her", {}),
        ('updte SG4 on track "I suspect a child is being abused"', {}),
    ],
)
def test_a_worry_inside_a_command_is_met_with_the_front_door_and_not_kept(
    said: str, typed: dict[str, str], world: World
) -> None:
    before = world.everything()
    reply = world.ask(OWNER, said, typed)
    assert reply.cards[0].title == "This chat is not watched, and I have not kept your message."
    assert [action.label for action in reply.cards[0].actions] == ["It was an update, not a concern"]
    assert world.everything() == before


def test_what_goes_wrong_is_logged_without_a_word_of_what_was_said(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.run("DROP TABLE plan_choice")
    with caplog.at_level(logging.ERROR):
        answer = world.says(OWNER, "use cambridgeshire-2009 private words")
    assert "quote" in answer
    assert "private words" not in caplog.text
    assert "request failed, reference" in caplog.text


@pytest.mark.parametrize("value", ["0", "11", "many"])
def test_a_setting_that_cannot_work_is_refused_with_how_to_write_it(value: str, world: World) -> None:
    assert world.ask(DIRECTOR, f"settings small_count {value}").refused


def test_settings_are_the_administrators(world: World) -> None:
    assert world.ask(OWNER, "settings lado 01223").refused
    assert "lado" in world.says(DIRECTOR, "settings")


CHILD_K = "Child K still waits"


@pytest.mark.parametrize(
    ("who", "said", "item"),
    [
        (OWNER, f'update SG4 at risk "{CHILD_K}"', "SG4"),
        (OWNER, f'update 4.2 at risk "{CHILD_K}"', "action 4.2"),
        (OWNER, f'evidence SG4 audit shows="{CHILD_K}" period="March 2010" bearing=for', "SG4"),
        (OWNER, f'change date SG4 day="28 May 2010" reason="{CHILD_K}"', "SG4"),
        ("chair@cambridgeshire.example", f'challenge SG1 "{CHILD_K}?" to={OWNER}', "SG1"),
        (OWNER, f'impact SG4 emerging "{CHILD_K}"', "SG4"),
    ],
)
def test_the_line_that_asks_can_be_typed_and_the_promise_is_in_the_items_history(
    who: str, said: str, item: str, world: World
) -> None:
    before = world.everything()
    asked = world.ask(who, said)
    assert asked.form is not None
    assert world.everything() == before
    line = in_one_line(asked.form)
    assert line == f"{said} confirmed=yes"
    assert not world.ask(who, line).refused, world.says(who, line)
    told = " ".join(world.says(who, f"history {item}").split())
    assert "confirmed that it identifies no child (child label)" in told


def test_what_was_filled_in_is_in_the_line_that_asks(world: World) -> None:
    asked = world.ask(OWNER, "update SG4", {"delivery": "at_risk", "narrative": f'{CHILD_K} "today"'})
    assert asked.form is not None
    line = in_one_line(asked.form)
    assert line == f'update SG4 delivery="at_risk" narrative="{CHILD_K} ”today”" confirmed=yes'
    assert not world.ask(OWNER, line).refused


def test_a_promise_in_a_line_is_for_that_line_only(world: World) -> None:
    line = f'update SG4 at risk "{CHILD_K}" confirmed=yes'
    before = world.everything()
    assert world.ask(OWNER, f'update SG4 at risk "Child K (NHS {NHS})" confirmed=yes').refused
    assert world.ask(OWNER, f'update SG4 at risk "{CHILD_K}" confirmed=no').refused
    assert world.ask(OWNER, f'update SG4 at risk "{CHILD_K} confirmed=yes"').refused
    assert world.ask(OWNER, "update SG4 confirmed=yes", {"narrative": CHILD_K}).refused, "no form may lend its line"
    assert world.ask(
        OWNER, 'update SG4 at risk "I am worried about Child K, she says she is not safe" confirmed=yes'
    ).refused
    assert world.ask(OWNER, f'update SG4 at risk "{CHILD_K}" confirmed=yes @v99').refused
    assert world.everything() == before
    assert not world.ask(OWNER, line).refused
    assert "confirmed that" not in world.says(OWNER, "history SG3")


def test_a_promise_that_nobody_asked_for_is_no_fault_and_is_not_recorded(world: World) -> None:
    assert not world.ask(OWNER, 'update SG4 at risk "waiting for IT" confirmed=yes').refused
    assert "identifies no child" not in world.says(OWNER, "history SG4")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("status SG4", True), ("status rec 4", True), ("help", True), ("Emma 14", True),
        ("search Emma, 14", False), ('update SG4 on track "two children in Cambridge were placed in hospital"', False),
    ],
)  # fmt: skip
def test_what_is_likely_is_not_even_kept_until_it_is_answered(said: str, kept: bool, world: World) -> None:  # noqa: FBT001  because pytest passes it by position
    assert world.bot.foresee(Request("console", OWNER, "c", said)).keeping is kept


def test_a_command_and_an_item_alone_hold_nothing_to_find() -> None:
    names = {command.name for command in COMMANDS if " " not in command.name}
    items = ("", " 4", " rec 4", " SG4", " R12", " rec abc99")
    assert {each: check(each) for each in (f"{name}{item}" for name in names for item in items) if check(each)} == {}
