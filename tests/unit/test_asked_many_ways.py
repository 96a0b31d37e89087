"""Status asked as people type it: in questions, quotes, brackets, with pictures; answered, or told what to type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

AT = "@cambridgeshire.example"
OWNER, VIEWER, STRANGER = f"head.of.participation{AT}", f"scrutiny.officer{AT}", "somebody@elsewhere.example"


@pytest.fixture(scope="module")
def world(sqlite_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with opened(sqlite_store, tmp_path_factory.mktemp("asked"), Setting()) as made:
        yield made


SG4 = [
    "what about SG4", "how is sg4 doing", "how's SG4?", "is SG4 late?", "when is SG4 due", "who owns SG4",
    "“status SG4”", '"status SG4"', "`status SG4`", "status 'SG4'", "status (SG4)", "status *SG4*", "status SG4 👍",
    "hi bot status sg4", "<at>Ofsted bot</at> status SG4", "status sg04",
    "status \u202eSG4", "status SG\uff14", "STATUS\u00a0SG4!!", "Status: SG4", "status SG4,", "SG4.", "sg-4", "staus sg4",
]  # fmt: skip
WHOLE = ["status", "where are we", "how are we doing?", "how is it going", "status plan", "status of the plan?",
         "status everything", "statsu"]  # fmt: skip


@pytest.mark.parametrize("who", [OWNER, VIEWER])
@pytest.mark.parametrize("text", SG4)
def test_one_recommendation_however_it_is_asked_for(world: World, who: str, text: str) -> None:
    assert world.says(who, text).startswith("SG4 · Improve the contribution")


@pytest.mark.parametrize("text", WHOLE)
def test_the_whole_plan_however_it_is_asked_for(world: World, text: str) -> None:
    assert world.says(VIEWER, text).startswith("Cambridgeshire 2009 · Social Care Improvement Plan")


@pytest.mark.parametrize(
    "text", ["/ofsted Status  Rec 4?", "rec. 4", "status rec. 4", "r4 status", "status of recommendation four", "#4"]
)
def test_a_number_that_two_have_is_answered_for_both(world: World, text: str) -> None:
    assert [button.label for button in buttons(world.ask(VIEWER, text))] == ["SG4", "LAC4"]


@pytest.mark.parametrize("text", ["am I late?", "what do I own"])
def test_what_is_ones_own(world: World, text: str) -> None:
    assert world.says(OWNER, text).startswith("Cambridgeshire 2009: you answer for 2 recommendations")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("status rec 4.2", ["status Action 4.2"]),
        ("status SG4 SG5", ["SG4", "SG5"]),
        ("sg4 & lac4", ["SG4", "LAC4"]),
        ("status action 42", ["status Action 4.2"]),
        ("status sg4 evidence", ["status SG4"]),
        ("😀 status SG4", ["status SG4"]),
        ("stauts overdue", ["overdue"]),
        ("status my actions", ["mine"]),
        ("status rec", ["status all"]),
        ("status action", ["status actions"]),
    ],
)
def test_what_cannot_be_answered_is_met_with_what_may_be_meant(world: World, text: str, offered: list[str]) -> None:
    reply = world.ask(VIEWER, text)
    assert [button.label for button in buttons(reply)][: len(offered)] == offered
    for button in buttons(reply)[: len(offered)]:
        assert not world.ask(VIEWER, button.command).refused


@pytest.mark.parametrize("text", ["status 👍", "👍", "status " + "x" * 3000, "status 99", "status -4"])
def test_what_is_nothing_is_told_so_briefly_with_a_way_on(world: World, text: str) -> None:
    reply = world.ask(VIEWER, text)
    assert reply.refused
    assert len(world.says(VIEWER, text)) < 400
    assert "help" in [button.label for button in buttons(reply)]


def test_a_picture_is_not_offered_to_be_searched_for(world: World) -> None:
    assert [button.label for button in buttons(world.ask(VIEWER, "👍"))] == ["status", "help"]


@pytest.mark.parametrize("text", ["", "   ", "thanks", "thank you!", "/ofsted"])
def test_what_asks_nothing_is_answered_with_what_can_be_asked(world: World, text: str) -> None:
    assert world.says(VIEWER, text).startswith("Ask about the plan in your own words")


@pytest.mark.parametrize("text", ["how do I publish?", "is SG4 completed and signed off? then publish"])
def test_a_question_changes_nothing(world: World, text: str) -> None:
    before = world.everything()
    world.ask("director" + AT, text)
    assert world.everything() == before


@pytest.mark.parametrize("text", ["status", "what about SG4", "where are we", "am I late?", "“status SG4”", "👍", ""])
def test_somebody_unknown_learns_nothing_however_they_ask(world: World, text: str) -> None:
    assert world.says(STRANGER, text).startswith("Sorry, this plan is only open to people the council has added")


def test_an_update_of_what_two_are_called_is_asked_about_with_its_words(tmp_path: Path, sqlite_store: Store) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        lead = "director" + AT
        asked = world.ask(lead, 'update rec 4 on track "fine so far"')
        assert asked.refused
        assert [button.label for button in buttons(asked)] == ["SG4", "LAC4"]
        assert "Recorded for LAC4: on track, “fine so far”." in world.says(lead, buttons(asked)[1].command)
        assert world.rows("SELECT count(*) FROM \"update\" WHERE narrative = 'fine so far'") == [(1,)]


def test_an_update_too_long_for_a_button_is_said_back(world: World) -> None:
    words = "the survey was sent to every family " * 5
    reply = world.ask(OWNER, f'update rec 4 on track "{words}"')
    assert words.strip() in " ".join(reply_text(reply).split())
    assert "in place of “rec 4”" in " ".join(reply_text(reply).split())


def test_what_is_read_of_two_is_answered_for_both_and_read_again_of_either(world: World) -> None:
    reply = world.ask(VIEWER, "history rec 4")
    assert [row for row, _ in reply.cards[0].blocks[0].rows] == ["SG4", "LAC4"]  # type: ignore[union-attr]
    assert world.says(VIEWER, buttons(reply)[1].command).startswith("LAC4: history")


@pytest.mark.parametrize(
    ("text", "command"),
    [("actions", "status actions"), ("timeline", "status timeline"), ("Judgements", "status judgements"),
     ("show me overdue actions", "overdue actions"), ("my actions", "mine")],
)  # fmt: skip
def test_what_a_button_or_a_list_is_called_is_the_command_for_it(world: World, text: str, command: str) -> None:
    assert world.says(OWNER, text) == world.says(OWNER, command)


def test_two_named_together_are_each_answered_in_a_line(world: World) -> None:
    assert world.says(VIEWER, "status SG4 SG5").startswith("SG4 and SG5:\nSG4  Improve the contribution")
