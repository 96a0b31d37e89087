"""A button is for who is shown it: nobody is offered what they would be refused, and a refusal says the way on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import Reply
from tests.council import (
    ACCESS,
    CHAIR,
    CONTRIBUTOR,
    DIRECTOR,
    PARTICIPATION,
    QUALITY,
    SECRETARY,
    VIEWER,
)
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def said(world: World, who: str, words: str, /, **values: str) -> Reply:
    return world.in_chat(who, words, values)


def labels(reply: Reply) -> list[str]:
    return [button.label for button in buttons(reply)]


def test_sign_off_is_offered_to_those_who_may_ask(world: World) -> None:
    minuted = "meeting=2010-04-06 extraordinary=yes minute=4"
    assert "Ask for sign-off" not in labels(said(world, CHAIR, f"sign-off SG3 {minuted}"))
    assert "Ask for sign-off" not in labels(said(world, QUALITY, f"sign-off SG3 {minuted}")), "it lacks something"
    assert "Withdraw the request" not in labels(said(world, CONTRIBUTOR, 'update SG1 "More"'))
    assert "Withdraw the request" in labels(said(world, ACCESS, 'update SG1 "More"'))
    assert not said(world, ACCESS, "sign-off withdraw SG1 reason=Later").refused
    assert "Ask for sign-off" in labels(said(world, ACCESS, f"sign-off SG1 {minuted}"))
    assert "Ask for sign-off" not in labels(said(world, CHAIR, f"sign-off SG1 {minuted}"))


def test_to_judge_an_action_is_offered_to_those_who_speak_for_a_board(world: World) -> None:
    assert labels(said(world, CHAIR, "sign-off request 4.2")) == ["Judge it", "See it"]
    assert labels(said(world, PARTICIPATION, "sign-off request 4.2")) == ["See it"]


def test_who_signed_is_not_offered_to_confirm(world: World) -> None:
    (chair,) = world.rows(f"SELECT id FROM person WHERE email = '{CHAIR}'")[0]
    world.run(f"UPDATE person SET line_manager_id = {chair} WHERE email = '{ACCESS}'")
    world.wait(days=13)
    assert "Confirm" not in labels(said(world, CHAIR, "sign-off SG1 meeting=2010-04-20 minute=4"))


def test_who_reopens_is_offered_an_update_only_where_it_is_theirs(world: World) -> None:
    reopened = said(world, CHAIR, 'sign-off reopen LAC1 reason="two areas stopped"')
    assert not reopened.refused
    assert "Post an update" not in labels(reopened)


def test_who_asks_for_a_board_is_not_offered_to_answer(world: World) -> None:
    asked = f'challenge SG2 "Why have two areas not agreed?" to={QUALITY}'
    assert "Answer" not in labels(said(world, CHAIR, asked))
    assert "Answer" in labels(
        said(world, DIRECTOR, f'{asked.replace("two", "three")} board="Local Safeguarding Children Board"')
    )


def test_the_boards_people_are_offered_to_those_who_may_see_them(world: World) -> None:
    judged = 'judge SG1 delivery=at-risk meeting=2010-04-06 extraordinary=yes reason="late"'
    assert "Who is on the boards" not in labels(said(world, VIEWER, judged))
    assert "Who is on the boards" in labels(said(world, SECRETARY, judged))


def test_gaps_offer_evidence_and_reviews_to_those_who_may_add_them(world: World) -> None:
    assert labels(said(world, VIEWER, "gaps SG5")) == ["Its evidence", "Status"]
    assert "Plan a review" in labels(said(world, QUALITY, "gaps SG5"))
    assert "State the impact" not in labels(said(world, VIEWER, "gaps LAC1"))


def test_figures_are_asked_of_those_they_come_from(world: World) -> None:
    assert [each for each in labels(said(world, ACCESS, "measures SG1")) if each.startswith("Add to")] == ["Add to M3"]
    assert not [each for each in labels(said(world, PARTICIPATION, "measures SG1")) if each.startswith("Add to")]


def test_nobody_is_offered_to_accept_their_own_evidence(world: World) -> None:
    said(world, DIRECTOR, 'evidence SG4 audit "17 of 20 files had views recorded" bearing=for')
    for asked in ("evidence", "evidence SG4", "evidence E8"):
        assert "Accept E8" not in labels(said(world, DIRECTOR, asked))
        assert "Accept E8" in labels(said(world, SECRETARY, asked))


def test_a_review_is_told_of_by_those_who_may(world: World) -> None:
    said(world, SECRETARY, 'review add SG4 scope="Dip sample" reviewer="Peer team" on="30 June 2010"')
    assert "R1 is done" not in labels(said(world, ACCESS, "reviews"))
    assert "R1 is done" in labels(said(world, PARTICIPATION, "reviews"))


def test_a_hold_is_shown_to_administrators(world: World) -> None:
    said(world, DIRECTOR, f"settings data_protection_officer {CONTRIBUTOR}")
    said(world, DIRECTOR, "hold set Inquiry of 2010")
    refused = said(world, CONTRIBUTOR, 'redact U1 reason="a name slipped through"')
    assert "until an administrator lifts it" in refused.cards[0].title
    assert labels(refused) == ["History"]


@pytest.mark.parametrize(
    "text", ['change resume SG4 reason="Ready"', 'change pause SG3 reason="Wait" review="1 June 2010"']
)
def test_a_request_that_would_change_nothing_shows_the_item(text: str, world: World) -> None:
    refused = said(world, DIRECTOR, text)
    assert refused.refused
    assert labels(refused) == ["See it"]


def test_what_is_too_long_is_to_be_said_in_fewer_words(world: World) -> None:
    for text in ("update SG4", "change reword SG4 reason=Plainer"):
        field = "text" if "reword" in text else "narrative"
        asked = said(world, PARTICIPATION, text, **{field: "word " * 500}).form
        assert asked is not None
        ((beside, wrong),) = asked.errors
        assert (beside, "Shorten it." in wrong) == (field, True)


def test_an_update_is_offered_unless_the_board_has_the_item(world: World) -> None:
    assert "Post an update" not in labels(said(world, ACCESS, "status SG1"))
    assert "Post an update" in labels(said(world, DIRECTOR, "status LAC1"))
    assert not said(world, DIRECTOR, 'update LAC1 "Still so"').refused
