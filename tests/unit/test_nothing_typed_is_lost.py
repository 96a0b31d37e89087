"""Whatever happens to an item while somebody fills in a form about it, what they typed comes back to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.render import reply_text
from models.card import Form, Reply
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, QUALITY
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

DEPUTY = "participation.officer@cambridgeshire.example"
TYPED = {"delivery": "at risk", "narrative": "IT can't host the survey before May.", "next": "Paper in two centres"}


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def form(reply: Reply) -> Form:
    assert reply.form is not None
    return reply.form


def drawn(world: World, who: str, text: str) -> Form:
    """The form as it was drawn, before anything happened to its item."""
    return form(world.ask(who, text))


def version(world: World, label: str) -> int:
    ((found,),) = world.rows(f"SELECT version FROM recommendation WHERE label = '{label}'")
    assert isinstance(found, int)
    return found


def refused_with(world: World, who: str, asked: Form, typed: dict[str, str]) -> Reply:
    """The refusal of a form, which changed nothing and holds every word that was typed."""
    before = world.everything()
    reply = world.ask(who, asked.command, typed)
    assert reply.refused
    assert world.everything() == before
    held = {getattr(field, "value", "") for field in reply.form.fields} if reply.form else set()
    told = " ".join(reply_text(reply).split())
    assert [words for words in typed.values() if words not in held and words not in told] == []
    return reply


def test_a_form_about_an_item_that_changed_is_asked_again_on_what_is_there_now(world: World) -> None:
    asked = drawn(world, PARTICIPATION, f"update SG4 @v{version(world, 'SG4')}")
    assert not world.ask(DEPUTY, 'update SG4 off track "The centres are closed."').refused
    reply = refused_with(world, PARTICIPATION, asked, TYPED)
    again = form(reply)
    why, now = (sentence for _, sentence in again.errors)
    assert why == (
        "SG4 changed after that card was drawn. Nothing was recorded. What you typed is still here: send it again if "
        "it still holds."
    )
    assert now.startswith("As it is now: SG4 · ")
    assert "The centres are closed." in now
    assert again.command == f"update cambridgeshire-2009/SG4 @v{version(world, 'SG4')}"
    assert not world.ask(PARTICIPATION, again.command, TYPED).refused
    assert TYPED["narrative"] in world.says(PARTICIPATION, "status SG4")


def test_an_item_that_is_put_to_its_board_meanwhile_gives_the_words_back_with_the_way_on(world: World) -> None:
    world.run("UPDATE recommendation SET sign_off = 'returned' WHERE label = 'SG1'")
    asked = drawn(world, ACCESS, "update SG1")
    world.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = 'SG1'")
    assert world.ask(ACCESS, "update SG1").form is None, "nobody is asked for what cannot be taken"
    reply = refused_with(world, ACCESS, asked, TYPED)
    assert reply.form is None
    assert reply.cards[0].title.startswith("SG1 is before its board for sign-off, so it is locked")
    assert [button.label for button in buttons(reply)] == ["Withdraw the request", "Its evidence", "See it"]
    assert not world.ask(ACCESS, "sign-off withdraw SG1 reason=More").refused
    assert not world.ask(ACCESS, asked.command, TYPED).refused


def test_a_board_that_decides_stops_a_statement_and_a_request_but_loses_neither(world: World) -> None:
    said = {"impact": "emerging", "narrative": "Two areas act on what children say."}
    assert refused_with(world, ACCESS, drawn(world, ACCESS, "impact SG1"), said).form is None
    wanted = {"day": "2010-06-01", "reason": "The survey waits for IT."}
    asked = drawn(world, PARTICIPATION, "change date SG4")
    world.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = 'SG4'")
    assert refused_with(world, PARTICIPATION, asked, wanted).form is None


def test_evidence_for_what_a_board_decides_stays_in_its_form_where_another_answer_would_do(world: World) -> None:
    said = {"kind": "audit", "shows": "17 of 20 had views recorded", "period": "March 2010", "bearing": "for"}
    again = form(refused_with(world, ACCESS, drawn(world, ACCESS, "evidence SG1 audit"), said))
    assert "Evidence against can always be recorded" in str(again.errors)
    assert not world.ask(ACCESS, again.command, {**said, "bearing": "against"}).refused


def test_an_item_that_is_dropped_or_given_to_somebody_else_gives_the_words_back(world: World) -> None:
    asked = drawn(world, QUALITY, "update SG5")
    world.run("UPDATE recommendation SET withdrawn_on = '2010-04-06' WHERE label = 'SG5'")
    assert refused_with(world, QUALITY, asked, TYPED).form is None
    asked = drawn(world, PARTICIPATION, "update LAC4")
    assert not world.ask(DIRECTOR, f"assign LAC4 {QUALITY} reason=Moved").refused
    world.run("UPDATE tie SET until_on = '2010-04-06' WHERE until_on IS NULL AND person_id = "
              f"(SELECT id FROM person WHERE email = '{PARTICIPATION}')")  # fmt: skip
    assert refused_with(world, PARTICIPATION, asked, TYPED).form is None


def test_a_plan_that_was_succeeded_meanwhile_loses_no_words(world: World) -> None:
    asked = drawn(world, PARTICIPATION, "update SG4")
    succeeded = 'succeed cambridgeshire-2009 with cambridgeshire-2011 title="Second plan"'
    assert not world.ask(DIRECTOR, succeeded).refused
    reply = refused_with(world, PARTICIPATION, asked, TYPED)
    assert reply.cards[0].title.startswith("SG4 was carried over into Second plan, so say it there.")
    assert [button.label for button in buttons(reply)] == ["SG4 in the new plan", "Use the new plan"]


def test_an_answer_to_a_question_that_was_settled_comes_back(world: World) -> None:
    assert not world.ask(CHAIR, f'challenge SG2 "Why have two areas not agreed?" to={PARTICIPATION}').refused
    asked, said = drawn(world, PARTICIPATION, "challenge answer Q1"), {"answer": "Two areas agreed it on 6 April."}
    world.run("UPDATE challenge SET state = 'accepted'")
    refused_with(world, PARTICIPATION, asked, said)


def test_what_fails_in_a_way_we_did_not_foresee_gives_the_words_back(world: World) -> None:
    asked = drawn(world, PARTICIPATION, "update SG4")
    world.run("DROP TABLE plan_choice")
    reply = world.ask(PARTICIPATION, asked.command, TYPED)
    assert "Something went wrong" in reply.cards[0].title
    assert all(words in " ".join(reply_text(reply).split()) for words in TYPED.values())


def test_what_the_guard_refuses_is_not_said_back(world: World) -> None:
    told = world.says(PARTICIPATION, "update SG4", {"narrative": "seen, 943 476 5919", "next": "Paper"})
    assert "943" not in told
    assert "Paper" not in told
