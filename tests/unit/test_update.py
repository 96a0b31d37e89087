"""`update`: what is kept of a report, what must be said with it, and whose word an item shows."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.request import Request
from models.audit import Fault
from models.card import ChoiceField, Form, Reply, TextField
from tests.audit_chains import tamper
from tests.databases import Store
from tests.worlds import OPERATOR, Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
DEPUTY = "participation.officer@cambridgeshire.example"
CONTRIBUTOR = "performance.officer@cambridgeshire.example"
LINK_OFFICER = "business.manager@lscb.example"
LONG = 2_001


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def latest(world: World, label: str = "SG4") -> tuple[object, ...]:
    """An item's delivery and its latest word: who, what and for whom."""
    ((*found,),) = world.rows(
        "SELECT item.delivery, u.by_name, u.narrative, u.reported_for FROM recommendation item "
        f"JOIN \"update\" u ON u.id = item.latest_update_id WHERE item.label = '{label}'"
    )
    return tuple(found)


def count(world: World) -> int:
    return len(world.rows('SELECT id FROM "update"'))


def form(reply: Reply) -> Form:
    assert reply.form is not None
    return reply.form


def test_an_update_is_kept_word_for_word_and_sealed(world: World) -> None:
    before = count(world)
    said = 'update SG4 off track "No printer.\nNo paper." next="Borrow one" help="A printer" @v1'
    assert world.rows("SELECT version FROM recommendation WHERE label = 'SG4'") != [(1,)]
    said = said.removesuffix(" @v1")
    assert not world.ask(OWNER, said).refused
    ((*row,),) = world.rows(
        'SELECT delivery, narrative, next_step, help_needed, by_name, reported_for, platform FROM "update" '
        "ORDER BY id DESC LIMIT 1"
    )
    assert row == [
        "off_track",
        "No printer.\nNo paper.",
        "Borrow one",
        "A printer",
        "Head of Participation",
        None,
        "console",
    ]
    assert count(world) == before + 1
    assert world.audit_problems() == []
    ((event, subject),) = world.rows("SELECT event, subject FROM audit ORDER BY id DESC LIMIT 1")
    assert (event, subject.split(":")[0]) == ("update", "update")


def test_an_update_changed_behind_the_bots_back_is_seen_by_the_audit(world: World) -> None:
    world.ask(OWNER, 'update SG4 off track "No printer."')
    tamper(world.engine, "UPDATE \"update\" SET narrative = 'All is well.' WHERE narrative = 'No printer.'")
    assert Fault.ROW_CHANGED in [problem.fault for problem in world.audit_problems()]


@pytest.mark.parametrize(
    ("who", "label", "reported_for"),
    [
        (OWNER, "SG4", None),
        (DEPUTY, "SG4", None),
        (CONTRIBUTOR, "SG4", "Head of Participation"),
        (OPERATOR, "SG4", "Head of Participation"),
        (LINK_OFFICER, "SG7", "Local Safeguarding Children Board"),
    ],
)
def test_somebody_elses_report_is_marked_as_theirs(
    who: str, label: str, reported_for: str | None, world: World
) -> None:
    assert not world.ask(who, f'update {label} at risk "Words."').refused
    assert latest(world, label)[3] == reported_for


def test_an_update_on_an_action_is_the_latest_word_on_what_it_is_under(world: World) -> None:
    world.wait(days=1)
    world.ask("head.of.quality@cambridgeshire.example", 'update 3.1 at risk "Two teams have stopped using it."')
    for label in ("SG3", "SG5", "LAC1"):
        assert latest(world, label)[2] == "Two teams have stopped using it."
    assert latest(world, "SG3")[0] == "completed"  # its own word stays its owner's
    assert "as an action is" in world.says(OPERATOR, "status SG3")


@pytest.mark.parametrize(
    ("before", "after", "asks"),
    [
        ("completed", "on track", True),
        ("completed", "not started", True),
        ("on track", "not started", True),
        ("on track", "at risk", True),
        ("not started", "at risk", True),
        ("at risk", "off track", True),
        ("at risk", "not enough evidence", True),
        ("on track", "off track", True),
        ("off track", "at risk", False),
        ("at risk", "on track", False),
        ("on track", "completed", False),
        ("not started", "on track", False),
        ("on track", "on track", False),
        ("off track", "not enough evidence", False),
    ],
)
def test_a_step_down_says_why(before: str, after: str, asks: bool, world: World) -> None:  # noqa: FBT001  because it is one answer of a table
    world.ask(OWNER, f'update SG4 {before} "Words."')
    kept = count(world)
    reply = world.ask(OWNER, f"update SG4 {after}")
    assert reply.refused is asks
    assert (count(world) == kept) is asks
    if asks:
        assert form(reply).errors == (("narrative", f"It was {before}. In a sentence: what is in the way?"),)
        assert not world.ask(OWNER, form(reply).command, {"delivery": after, "narrative": "It rained."}).refused
        assert latest(world)[2] == "It rained."


def test_a_reason_is_the_narrative_and_not_what_comes_next(world: World) -> None:
    assert world.ask(OWNER, 'update SG4 off track next="Borrow a printer"').refused


def test_one_tap_without_words_is_kept_and_the_second_in_a_row_asks(world: World) -> None:
    assert not world.ask(OWNER, "update LAC4 on track").refused
    assert latest(world, "LAC4")[2] == ""
    assert form(world.ask(OWNER, "update LAC4 on track")).errors[0][0] == "narrative"
    assert not world.ask(OWNER, 'update LAC4 on track next="A second cohort in May"').refused
    assert not world.ask(OWNER, "update LAC4 on track").refused, "the last update did have words"


def test_words_alone_leave_the_delivery_as_it_was(world: World) -> None:
    assert (
        world.ask(OWNER, 'update SG4 "Thirty answers so far."')
        .cards[0]
        .title.startswith("Recorded for SG4: delivery unchanged")
    )
    assert latest(world)[:3] == ("at_risk", "Head of Participation", "Thirty answers so far.")


def test_a_form_opens_with_what_was_said_and_keeps_the_version_it_was_drawn_from(world: World) -> None:
    asked = form(world.ask(OWNER, "update SG4 @v4"))
    assert asked.command == "update cambridgeshire-2009/SG4 @v4"
    asked = form(world.ask(OWNER, 'update SG4 off track next="Borrow a printer"'))
    assert asked.command == "update cambridgeshire-2009/SG4"
    assert [field.value for field in asked.fields if isinstance(field, TextField | ChoiceField)][:3] == [
        "off track", "", "Borrow a printer",
    ]  # fmt: skip
    assert [field.name for field in asked.fields][:4] == ["delivery", "narrative", "next", "help"]


def test_an_empty_form_asks_again_and_saves_nothing(world: World) -> None:
    before = world.everything()
    assert world.ask(OWNER, "update SG4", {"delivery": "", "narrative": "  "}).form is not None
    assert world.everything() == before


def test_the_form_offers_every_delivery_word_but_paused(world: World) -> None:
    asked = form(world.ask(OWNER, "update SG4"))
    (choice,) = [field for field in asked.fields if isinstance(field, ChoiceField)]
    offered = [value for value, _ in choice.options]
    assert offered == ["on track", "at risk", "off track", "completed", "not started", "not enough evidence"]
    assert '[delivery="on track"]' in world.says(OWNER, "update SG4"), "the example is what people say most"
    for value in offered:
        assert not world.rehearse(OWNER, f'update SG4 delivery="{value}" narrative="Words."').refused
    assert all(field.max_length == LONG - 1 for field in asked.fields if isinstance(field, TextField))


@pytest.mark.parametrize("field", ["narrative", "next", "help"])
def test_what_is_too_long_is_refused_and_not_cut(field: str, world: World) -> None:
    before = count(world)
    assert not world.rehearse(OWNER, f'update SG4 at risk narrative="Words." {field}="{"x" * (LONG - 1)}"').refused
    reply = world.ask(OWNER, "update SG4", {"delivery": "at risk", "narrative": "Words.", field: "x" * LONG})
    assert reply.refused
    assert reply.form is not None
    long = "2,001 characters long; at most 2,000 are kept. Shorten it. Nothing was recorded."
    assert [(name, long in wrong) for name, wrong in reply.form.errors] == [(field, True)]
    assert {each.name: each.value for each in reply.form.fields if isinstance(each, TextField)}[field] == "x" * LONG
    assert count(world) == before


def test_a_form_cannot_be_turned_on_somebody_elses_item(world: World) -> None:
    before = world.everything()
    reply = world.ask(OWNER, "update SG4", {"number": "SG1", "delivery": "at risk", "narrative": "Words."})
    assert reply.refused
    assert world.everything() == before


def test_a_version_that_has_passed_changes_nothing_and_shows_what_is_there_now(world: World) -> None:
    ((version,),) = world.rows("SELECT version FROM recommendation WHERE label = 'SG4'")
    assert not world.ask(OWNER, f'update SG4 at risk "First." @v{version}').refused
    before = world.everything()
    reply = world.ask(DEPUTY, f'update SG4 on track "Second." @v{version}')
    assert (reply.refused, reply.replaces) == (True, True)
    assert "changed after that card was drawn" in reply.cards[0].title
    assert "First." in str(reply.cards[1])
    assert world.everything() == before


def test_pausing_is_the_boards_to_decide(world: World) -> None:
    for said in ("update SG4 paused", "update SG4 delivery=paused"):
        assert "Only a decision of the board pauses an item" in world.says(OWNER, said)
    assert latest(world)[0] == "at_risk"


def test_a_word_from_an_earlier_moment_never_hides_a_later_one(world: World) -> None:
    world.ask(OWNER, 'update SG4 at risk "Later."')
    world.now -= timedelta(seconds=2)
    assert not world.ask(DEPUTY, 'update SG4 off track "Earlier, and saved second."').refused
    assert latest(world)[:3] == ("at_risk", "Head of Participation", "Later.")
    assert "Earlier, and saved second." in world.says(OPERATOR, "history SG4")


def test_two_words_in_one_moment_are_both_kept_and_the_second_shows(world: World) -> None:
    world.ask(OWNER, 'update SG4 at risk "First."')
    world.ask(DEPUTY, 'update SG4 off track "Second."')
    assert latest(world)[:3] == ("off_track", "Participation Officer", "Second.")
    told = world.says(OPERATOR, "history SG4")
    assert told.index("Second.") < told.index("First.")


@pytest.mark.parametrize("said", ['update SG4 at risk "No printer."', 'update 4.2 next="Borrow a printer"'])
def test_the_same_said_twice_within_the_hour_is_recorded_once(said: str, world: World) -> None:
    assert not world.ask(OWNER, said).refused
    before = world.everything()
    world.wait(minutes=59)
    again = world.bot.ask(Request("console", OWNER, "another conversation", said))
    assert again.cards[0].title.startswith("You have already said this at 09:00. Nothing was recorded again for ")
    assert not again.refused
    assert world.everything() == before


def test_the_same_said_twice_from_one_card_is_no_stale_card(world: World) -> None:
    ((version,),) = world.rows("SELECT version FROM recommendation WHERE label = 'SG4'")
    typed = {"delivery": "at risk", "narrative": "No printer."}
    assert not world.ask(OWNER, f"update SG4 @v{version}", typed).refused
    assert world.says(OWNER, f"update SG4 @v{version}", typed).startswith("You have already said this at 09:00.")


@pytest.mark.parametrize(
    ("who", "said", "minutes"),
    [
        (OWNER, 'update SG4 at risk "No printer."', 61),
        (OWNER, 'update SG4 off track "No printer."', 1),
        (OWNER, 'update SG4 at risk "No printer still."', 1),
        (OWNER, 'update SG4 at risk "No printer." next="Borrow one"', 1),
        (OWNER, 'update LAC4 at risk "No printer."', 1),
        (DEPUTY, 'update SG4 at risk "No printer."', 1),
    ],
)
def test_what_differs_or_is_said_later_is_a_report_of_its_own(who: str, said: str, minutes: int, world: World) -> None:
    world.ask(OWNER, 'update SG4 at risk "No printer."')
    before = count(world)
    world.wait(minutes=minutes)
    assert not world.ask(who, said).refused
    assert count(world) == before + 1


def test_the_same_words_after_somebody_elses_are_an_answer_to_them(world: World) -> None:
    world.ask(OWNER, 'update SG4 at risk "No printer."')
    world.ask(DEPUTY, 'update SG4 on track "There is one."')
    before = count(world)
    assert not world.ask(OWNER, 'update SG4 at risk "No printer."').refused
    assert count(world) == before + 1


def test_a_stream_of_work_takes_no_updates(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting(("worcestershire-2017",))) as world:
        assert "updates are about a recommendation or an action" in world.says(OPERATOR, "update programme 4 on track")
        assert count(world) == 0
