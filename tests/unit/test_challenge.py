"""A board's question: to a named person, answered, accepted or not yet; open ones are listed and chased."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LADDERS, LONDON, OPERATOR, Setting, World, buttons, opened

AT = "@cambridgeshire.example"
CHAIR, SECRETARY, OWNER = f"chair{AT}", f"secretary{AT}", f"head.of.area.teams{AT}"
OTHER, DIRECTOR, VIEWER = f"head.of.quality{AT}", f"director{AT}", f"performance.officer{AT}"
LINK = "business.manager@lscb.example"
ASKED = f'challenge SG2 "Why have two areas not agreed?" to={OWNER}'
ANSWERED = 'challenge answer Q1 "Two areas agreed it on 6 April"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def chased(world: World) -> list[tuple[str, str, str]]:
    rows = world.rows(
        f"SELECT subject, due_on, email FROM reminder JOIN person ON person.id = person_id WHERE state = 'pending' AND {LADDERS}"
    )
    return [(row[0], str(row[1]), row[2]) for row in rows]


def test_a_question_goes_to_a_named_person_by_a_day_and_is_chased(world: World) -> None:
    assert "Q1 on SG2: the Improvement Steering Group asks Head of Area Teams." in world.says(CHAIR, ASKED)
    assert chased(world) == [("challenge:1", "2010-04-21", OWNER)]
    assert "Q1 SG2" in world.says(OTHER, "challenges")
    assert "Question  Q1" in world.says(OTHER, "status SG2")
    assert "Q1 SG2" in world.says(OWNER, "waiting")


def test_from_asked_through_not_yet_to_accepted_by_buttons_alone(world: World) -> None:
    world.ask(CHAIR, ASKED)
    answer = next(b.command for b in buttons(world.ask(OWNER, "challenges")) if b.label == "Answer Q1")
    form = world.ask(OWNER, answer).form
    assert form is not None
    world.ask(OWNER, form.command, {"answer": "Two areas agreed it on 6 April"})
    assert chased(world) == [("challenge:1", "2010-04-21", CHAIR)]
    not_yet = next(b.command for b in buttons(world.ask(CHAIR, "challenges")) if b.label == "Not yet Q1")
    form = world.ask(CHAIR, not_yet).form
    assert form is not None
    assert "not yet" in world.says(CHAIR, form.command, {"reason": "And the third?"})
    assert chased(world) == [("challenge:1", "2010-04-21", OWNER)]
    world.ask(OWNER, 'challenge answer Q1 "The third agreed on 7 April"')
    accept = next(b.command for b in buttons(world.ask(CHAIR, "challenges Q1")) if b.label == "Accept Q1")
    assert "accepts the answer" in world.says(CHAIR, accept)
    assert chased(world) == []
    assert "no open question" in world.says(CHAIR, "challenges")
    assert "Question" not in world.says(OWNER, "status SG2")
    told = " ".join(world.says(OTHER, "history SG2").split())
    for said in (
        "asked Head of Area Teams",
        "answered Q1",
        "said not yet to Q1: “And the third?”",
        "accepted the answer",
    ):
        assert said in told
    assert world.audit_problems() == []


def test_an_old_card_changes_nothing_and_shows_the_question_as_it_is(world: World) -> None:
    world.ask(CHAIR, ASKED)
    world.ask(OWNER, ANSWERED)
    accept = "challenge accept Q1 @v2"
    assert not world.ask(CHAIR, accept).refused
    before = world.everything()
    again = world.ask(CHAIR, accept)
    assert again.refused
    assert again.replaces
    assert "Q1 on SG2: accepted" in again.cards[1].title
    assert "accepted the answer to Q1 already" in world.says(CHAIR, "challenge accept Q1")
    assert world.everything() == before


@pytest.mark.parametrize("who", [OWNER, OTHER, LINK, VIEWER])
def test_only_boards_ask_and_settle(world: World, who: str) -> None:
    if who != LINK:
        assert world.ask(who, ASKED).refused
    world.ask(CHAIR, ASKED)
    world.ask(OWNER, ANSWERED)
    before = world.everything()
    for said in ("challenge accept Q1", 'challenge not-yet Q1 "No"'):
        assert world.ask(who, said).refused
    assert world.everything() == before


def test_who_is_asked_or_answered_does_not_settle_it(world: World) -> None:
    world.run(
        "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by, admitted) SELECT person.id, "
        "board.plan_id, board.id, 'vice_chair', '2010-01-01 00:00:00.000000', 'test', false FROM person, board "
        f"WHERE email = '{OWNER}' AND board.key = 'improvement-steering-group'"
    )
    world.ask(CHAIR, ASKED)
    world.ask(OWNER, ANSWERED)
    assert "your own work" in world.says(OWNER, "challenge accept Q1")


def test_somebody_else_is_told_whose_answer_it_is(world: World) -> None:
    world.ask(CHAIR, ASKED)
    assert "to Head of Area Teams, so the answer is theirs" in " ".join(world.says(OTHER, ANSWERED).split())
    assert "There is no question Q1 here" in world.says(LINK, "challenges Q1")
    assert "has no new answer yet" in world.says(CHAIR, "challenge accept Q1")


def test_another_board_of_the_plan_asks_through_its_officers(world: World) -> None:
    for n, board in enumerate(("Local Safeguarding Children Board", "Cabinet", "Scrutiny Committee"), 1):
        assert f"Q{n} on SG2: the {board} asks Head of Area Teams" in " ".join(
            world.says(SECRETARY, f'{ASKED} board="{board}"').split()
        )


def test_the_scrutiny_officer_asks_for_the_committee_they_serve(world: World) -> None:
    assert "Q1 on SG2: the Scrutiny Committee asks Head of Area Teams" in world.says(SCRUTINY, ASKED)
    world.ask(OWNER, ANSWERED)
    assert "accepts the answer" in world.says(SCRUTINY, "challenge accept Q1")


def test_what_is_missing_is_asked_for(world: World) -> None:
    form = world.ask(CHAIR, "challenge SG2").form
    assert form is not None
    assert [field.name for field in form.fields][:3] == ["question", "to", "by"]
    assert world.ask(CHAIR, f'challenge SG2 "Why?" to={OWNER} by="1 April 2010"').refused
    assert "Nobody here has the address" in world.says(CHAIR, 'challenge SG2 "Why?" to=nobody@cambridgeshire.example')


def test_a_leavers_questions_go_to_who_takes_over(world: World) -> None:
    world.ask(CHAIR, ASKED)
    world.ask(OPERATOR, f"leaver {OWNER} to={OTHER}")
    assert chased(world) == [("challenge:1", "2010-04-21", OTHER)]
    assert "Answer Q1" in [button.label for button in buttons(world.ask(OTHER, "challenges"))]
    assert "has left" in world.says(CHAIR, ASKED)


def test_a_question_on_a_dropped_item_is_not_chased(world: World) -> None:
    world.ask(CHAIR, ASKED)
    world.ask(DIRECTOR, 'change drop SG2 "Done elsewhere"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert chased(world) == []
    assert "no open question" in world.says(CHAIR, "challenges")


def test_a_question_on_an_action_stands_on_its_card_and_in_its_history(world: World) -> None:
    told = world.says(CHAIR, f'challenge action 2.1 "Why one area of three?" to={OWNER}')
    assert "Q1 on action 2.1: the Improvement Steering Group asks Head of Area Teams." in told
    assert "Q1 action 2.1" in world.says(OTHER, "challenges")
    assert "Question" in world.says(OTHER, "status action 2.1")
    assert "Question" not in world.says(OTHER, "status SG2")
    assert "See Q1" in [button.label for button in buttons(world.ask(OTHER, "status action 2.1"))]
    world.ask(OWNER, ANSWERED)
    assert "answered Q1" in world.says(OTHER, "history action 2.1")
    assert "Q1 action 2.1" in world.says(CHAIR, "waiting")
    assert "Action 2.1" in [button.label for button in buttons(world.ask(CHAIR, "challenges Q1"))]
    world.ask(CHAIR, "challenge accept Q1")
    assert "Question" not in world.says(OTHER, "status action 2.1")
    assert world.audit_problems() == []


def test_a_question_on_an_action_is_not_the_owners_to_settle(world: World) -> None:
    world.run(
        "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by, admitted) SELECT person.id, "
        "board.plan_id, board.id, 'vice_chair', '2010-01-01 00:00:00.000000', 'test', false FROM person, board "
        f"WHERE email = '{OWNER}' AND board.key = 'improvement-steering-group'"
    )
    world.ask(CHAIR, f'challenge action 2.1 "Why one area of three?" to={OTHER}')
    world.ask(OTHER, ANSWERED)
    assert "your own work" in world.says(OWNER, "challenge accept Q1")
    assert "challenges Q1" not in [button.command for button in buttons(world.ask(OWNER, "waiting"))]


def test_a_partner_sees_the_questions_on_their_own_actions_only(world: World) -> None:
    world.ask(CHAIR, f'challenge action 2.1 "Why one area of three?" to={OWNER}')
    world.ask(CHAIR, f'challenge action 7.1 "When is it agreed?" to={LINK}')
    told = world.says(LINK, "challenges")
    assert "Q2 action 7.1" in told
    assert "Q1" not in told
    assert "There is no question Q1 here" in world.says(LINK, "challenges Q1")


def test_a_question_goes_with_an_action_that_is_dropped_with_its_recommendation(world: World) -> None:
    world.ask(CHAIR, f'challenge action 2.1 "Why one area of three?" to={OWNER}')
    world.ask(DIRECTOR, 'change drop SG2 "Done elsewhere"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert chased(world) == []
    assert "no open question" in world.says(CHAIR, "challenges")


@pytest.fixture
def bedfordshire(store: Store, tmp_path: Path) -> Iterator[World]:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    now = datetime(2012, 11, 6, 9, tzinfo=LONDON)
    with opened(store, tmp_path, Setting(plans, now=now, demonstration=True)) as world:
        yield world


@pytest.mark.parametrize("item", ["H1", "workstream central-bedfordshire-2012/Safeguarding-Health"])
def test_where_there_are_no_recommendations_the_work_itself_is_asked_about(bedfordshire: World, item: str) -> None:
    director, nurse = "director@centralbedfordshire.example", "director.of.nursing@ccg.example"
    told = bedfordshire.says(director, f'challenge {item} "What shows it?" to={nurse} board="Programme Board"')
    name = "action H1" if item == "H1" else "Safeguarding - Health"
    assert f"Q1 on {name}: " in told
    assert f"Q1 {name}" in bedfordshire.says(director, "challenges")
    assert "Question" in bedfordshire.says(director, f"status {item}")
    assert "asked Director of Nursing" in " ".join(bedfordshire.says(director, f"history {item}").split())
    assert bedfordshire.rows("SELECT subject, state FROM reminder WHERE kind = 'challenge'") == [
        ("challenge:1", "pending")
    ]
    assert not bedfordshire.ask(nurse, 'challenge answer Q1 "The audit of June"').refused
    assert not bedfordshire.ask(director, "challenge accept Q1").refused
    assert "Question" not in bedfordshire.says(director, f"status {item}")
    assert bedfordshire.audit_problems() == []


def test_whoever_is_asked_can_read_and_answer_it_whatever_else_they_see(bedfordshire: World) -> None:
    nurse = "director.of.nursing@ccg.example"
    assert bedfordshire.ask(nurse, "status S1").refused
    bedfordshire.ask("director@centralbedfordshire.example", f'challenge S1 "What did health see?" to={nurse}')
    assert "What did health see?" in bedfordshire.says(nurse, "challenges")
    assert not bedfordshire.ask(nurse, 'challenge answer Q1 "Ten of twelve audits"').refused


CABINET = 'challenge SG1 "What has changed for children?" to=head.of.access@cambridgeshire.example board=Cabinet'


def test_a_seat_on_one_board_is_no_voice_for_another(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        before = world.everything()
        for who in (f"chair{AT}", f"vice.chair{AT}"):
            refused = world.says(who, CABINET)
            assert "“Cabinet” is not one board you speak for. Use one of: Improvement Steering Group." in refused
            assert "recorded by the plan's secretary or an administrator" in refused
        assert world.everything() == before
        assert "the Cabinet asks" in world.says(f"secretary{AT}", CABINET)
        assert "Recorded by Secretary to the Improvement Steering Group" in " ".join(
            world.says(f"scrutiny.officer{AT}", "challenges Q1").split()
        )
        world.says(f"head.of.access{AT}", 'challenge answer Q1 "Referrals are allocated on the day"')
        before = world.everything()
        for said in ("challenge accept Q1", 'challenge not-yet Q1 "No figures"'):
            assert "recorded by the plan's secretary" in " ".join(world.says(f"vice.chair{AT}", said).split())
        assert world.everything() == before
        accepted = world.says(f"secretary{AT}", "challenge accept Q1")
        assert "recorded by Secretary to the Improvement Steering Group" in " ".join(accepted.split())
        told = " ".join(world.says(f"scrutiny.officer{AT}", "history SG1").split())
        assert told.count("recorded for it by Secretary to the Improvement Steering Group") == 2
        assert world.audit_problems() == []


SCRUTINY = f"scrutiny.officer{AT}"
PANEL = "Children and Young People Scrutiny Committee"


@pytest.mark.parametrize("role", ["viewer", "secretary"])
def test_a_scrutiny_officer_records_the_question_of_the_board_they_serve_and_of_no_other(
    world: World, role: str
) -> None:
    world.run(f"UPDATE board SET kind = 'scrutiny', name = '{PANEL}' WHERE key = 'cabinet'")
    assert "members and officers of a board" in " ".join(world.says(VIEWER, ASKED).split())
    assert not world.ask(OPERATOR, f'people change {VIEWER} {role} board="{PANEL}"').refused
    told = " ".join(world.says(VIEWER, ASKED).split())
    assert f"Q1 on SG2: the {PANEL} asks Head of Area Teams." in told
    before = world.everything()
    for other in ("Improvement Steering Group", "Local Safeguarding Children Board"):
        assert "is not one board you speak for" in " ".join(world.says(VIEWER, f'{ASKED} board="{other}"').split())
    assert world.everything() == before
    assert f"the {PANEL} asked Head of Area Teams" in " ".join(world.says(OTHER, "history SG2").split()) or (
        f"The {PANEL} asked Head of Area Teams" in " ".join(world.says(OTHER, "history SG2").split())
    )
    world.ask(OWNER, ANSWERED)
    assert "accepts the answer" in world.says(VIEWER, "challenge accept Q1")
    assert world.audit_problems() == []
