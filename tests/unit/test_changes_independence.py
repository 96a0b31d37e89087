"""A change to the plan is decided where it can be found again, and never by one with a part in it alone."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.council import CHAIR, PARTICIPATION, QUALITY, SECRETARY, VICE_CHAIR, VIEWER
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, buttons, opened

ASKED = 'change date SG4 28 May 2010 reason="The survey waits for IT"'
AGREE = 'change agree C1 meeting="20 April 2010" minute=4.2'
MANAGES = "UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{}') WHERE email = '{}'"
OWNS = (
    "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) "
    "SELECT 1, 4, 'owner', id, 9 FROM person WHERE email = '{}'"
)
RULE = (
    "INSERT INTO amendment_rule (plan_id, position, change, decided_by, conditions) "
    "SELECT id, 1, 'Any amendment', '{}', '[]' FROM plan"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    now = datetime(2010, 4, 20, 17, 0, tzinfo=LONDON)
    with opened(store, tmp_path, Setting(now=now, demonstration=True)) as world:
        yield world


def said(world: World, who: str, text: str) -> str:
    return " ".join(world.says(who, text).split())


def agreed_on(world: World) -> str:
    return str(world.rows("SELECT agreed_on FROM recommendation WHERE label = 'SG4'")[0][0])


def labels(world: World, who: str) -> list[str]:
    return [button.label for button in buttons(world.ask(who, "changes C1"))]


def test_the_board_is_asked_where_it_decided_as_for_a_sign_off(world: World) -> None:
    world.ask(PARTICIPATION, ASKED)
    form, signing = world.ask(CHAIR, "change agree C1").form, world.ask(CHAIR, "sign-off sign SG1").form
    assert form is not None
    assert signing is not None
    assert (form.fields, form.intro) == (signing.fields, signing.intro)
    assert agreed_on(world) == "None"
    assert "put to the board after the meeting of 16 March 2010" in said(
        world, CHAIR, 'change agree C1 meeting="16 March 2010" minute=4.2'
    )
    assert "Say one of the two" in said(world, CHAIR, AGREE + " chairs-action=2010-05-18")
    assert "decided at the meeting of 20 April 2010, minute 4.2" in said(world, CHAIR, AGREE)
    assert agreed_on(world) == "2010-05-28"


def test_a_rule_that_names_the_chair_asks_where_too_and_one_that_names_an_officer_does_not(world: World) -> None:
    world.run(RULE.format("Independent chair"))
    world.run("UPDATE board SET chair_role = 'Independent chair'")
    world.ask(PARTICIPATION, ASKED)
    assert world.ask(CHAIR, "change agree C1").form is not None
    world.run("UPDATE amendment_rule SET decided_by = 'Director'", "UPDATE board SET chair_role = 'Director'")
    assert "C1 is agreed" in said(world, CHAIR, "change agree C1")


def test_a_chairs_action_is_to_be_reported_and_the_secretary_is_told_what_to_type(world: World) -> None:
    world.ask(PARTICIPATION, ASKED)
    assert "does not meet on 19 May 2010" in said(world, CHAIR, "change agree C1 chairs-action=2010-05-19")
    told = said(world, CHAIR, "change agree C1 chairs-action=2010-05-18")
    assert "chair's action, to be reported on 18 May 2010" in told
    assert agreed_on(world) == "2010-05-28"
    (row,) = world.rows("SELECT due_on FROM reminder WHERE kind = 'chair_report' AND state = 'pending'")
    assert str(row[0]) == "2010-05-18"
    waits = said(world, SECRETARY, "waiting")
    assert "C1 SG4 chair's action, to be reported to the board on 18 May 2010; then say “change reported C1”" in waits
    assert "C1 SG4" not in said(world, CHAIR, "waiting")
    world.wait(days=28)
    assert "C1 SG4" in said(world, CHAIR, "waiting")
    assert "It was reported" in labels(world, CHAIR)
    assert "It was reported" not in labels(world, PARTICIPATION)
    assert world.ask(QUALITY, "change reported C1").refused
    form = world.ask(SECRETARY, "change reported C1").form
    assert form is not None
    assert "before the chair's action" in said(world, SECRETARY, 'change reported C1 meeting="19 April 2010" minute=2')
    reported = "chair's action, reported at the meeting of 18 May 2010, minute 2"
    assert reported in said(world, SECRETARY, 'change reported C1 meeting="18 May 2010" minute=2')
    assert reported in said(world, CHAIR, "changes C1")
    assert "reported already" in said(world, SECRETARY, "change reported C1")
    assert "C1" not in said(world, SECRETARY, "waiting")
    assert "chair's action reported at the meeting of 18 May 2010" in said(world, CHAIR, "history SG4")
    assert world.rows("SELECT state FROM reminder WHERE kind = 'chair_report'") == [("done",)]


@pytest.mark.parametrize("about", ["change reported C1", "sign-off reported SG1"])
def test_a_chairs_action_is_reported_to_a_meeting_the_board_had(world: World, about: str) -> None:
    world.ask(PARTICIPATION, ASKED)
    assert not world.ask(CHAIR, "change agree C1 chairs-action=2010-05-18").refused
    assert not world.ask(CHAIR, "sign-off sign SG1 chairs-action=2010-05-18").refused
    world.wait(days=7)
    assert "has not come yet" in said(world, SECRETARY, f'{about} meeting="18 May 2010" minute=2')
    other = said(world, SECRETARY, f'{about} meeting="27 April 2010" minute=2')
    assert "has no meeting on 27 April 2010: the nearest are those of 20 April 2010 and 18 May 2010" in other
    assert "add extraordinary=yes" in other
    told = said(world, SECRETARY, f'{about} meeting="27 April 2010" minute=2 extraordinary=yes')
    assert "reported at the meeting of 27 April 2010 (extraordinary), minute 2" in told or (
        "at the meeting of 27 April 2010 (extraordinary), minute 2" in told
    )
    again = said(world, SECRETARY, f'{about} meeting="27 April 2010" minute=2 extraordinary=yes')
    assert "reported already, at the meeting of 27 April 2010 (extraordinary), minute 2" in again


def test_a_refusal_at_a_meeting_is_held_to_the_boards_calendar_and_one_without_needs_none(world: World) -> None:
    world.ask(PARTICIPATION, ASKED)
    form = world.ask(CHAIR, "change refuse C1").form
    assert form is not None
    assert [field.name for field in form.fields] == ["reason", "meeting", "minute", "extraordinary"]
    refuse = 'change refuse C1 "The date stands" minute=4'
    assert world.ask(CHAIR, 'change refuse C1 "The date stands" meeting="20 April 2010"').form is not None
    assert "has not come yet" in said(world, CHAIR, f'{refuse} meeting="18 May 2010"')
    assert "put to the board after the meeting of 16 March" in said(world, CHAIR, f'{refuse} meeting="16 March 2010"')
    world.wait(days=7)
    assert "has no meeting on 27 April 2010" in said(world, CHAIR, f'{refuse} meeting="27 April 2010"')
    assert world.rows("SELECT state FROM plan_change") == [("open",)]
    told = said(world, CHAIR, f'{refuse} meeting="27 April 2010" extraordinary=yes')
    assert "decided at the meeting of 27 April 2010 (extraordinary), minute 4" in told


def test_what_another_body_decided_is_in_words_of_its_own_but_not_on_a_day_to_come(world: World) -> None:
    world.run(RULE.format("The Executive"))
    world.ask(PARTICIPATION, ASKED)
    assert "has not come yet" in said(world, SECRETARY, 'change agree C1 meeting="18 May 2010" minute=3')
    assert "decided at Executive, spring meeting" in said(
        world, SECRETARY, 'change agree C1 meeting="Executive, spring meeting" minute=3'
    )


@pytest.mark.parametrize("part", [MANAGES.format(CHAIR, PARTICIPATION), OWNS.format(CHAIR)], ids=["manages", "owns"])
@pytest.mark.parametrize("rule", ["", "Director"], ids=["no rule", "a rule"])
def test_a_chair_with_a_part_in_it_needs_a_second_member(world: World, part: str, rule: str) -> None:
    if rule:
        world.run(RULE.format(rule), "UPDATE board SET chair_role = 'Director'")
    world.run(part)
    assert not world.ask(OPERATOR, f'people change {VIEWER} viewer board="Improvement Steering Group"').refused
    world.ask(PARTICIPATION, ASKED)
    assert "It does not take effect until a second member confirms" in said(world, CHAIR, AGREE)
    assert agreed_on(world) == "None"
    assert "not in effect until a second member confirms" in said(world, PARTICIPATION, "changes C1")
    assert "waits for a second member" in said(world, CHAIR, AGREE)
    for who in (CHAIR, PARTICIPATION, QUALITY, SECRETARY):
        assert world.ask(who, "change confirm C1").refused, who
        assert "Confirm" not in labels(world, who)
    assert "and waits for a second member" in said(world, PARTICIPATION, "status SG4")
    assert "You agreed C1, so another member" in said(world, CHAIR, "change confirm C1")
    assert "C1 SG4" in said(world, VIEWER, "waiting")
    assert "C1 SG4" not in said(world, CHAIR, "waiting")
    assert "Confirm" in labels(world, VIEWER)
    assert "confirmed by" in said(world, VIEWER, "change confirm C1")
    assert agreed_on(world) == "2010-05-28"
    assert world.audit_problems() == []


def test_a_second_member_may_refuse_it_instead(world: World) -> None:
    world.run(MANAGES.format(CHAIR, PARTICIPATION))
    world.ask(PARTICIPATION, ASKED)
    world.ask(CHAIR, AGREE)
    assert "is refused" in said(world, VICE_CHAIR, 'change refuse C1 "The date stands"')
    assert agreed_on(world) == "None"


def test_a_vice_chair_who_owns_it_does_not_decide_and_is_told_who_does(world: World) -> None:
    world.run(OWNS.format(VICE_CHAIR))
    world.ask(PARTICIPATION, ASKED)
    assert "Agree" not in labels(world, VICE_CHAIR)
    assert "C1" not in said(world, VICE_CHAIR, "waiting")
    assert "so somebody else must decide it: another of the board's chair" in said(world, VICE_CHAIR, AGREE)
    assert agreed_on(world) == "None"


def test_the_owner_of_an_action_has_a_part_in_it_too(world: World) -> None:
    world.run(MANAGES.format(CHAIR, PARTICIPATION))
    world.ask(PARTICIPATION, 'change date action 4.2 28 May 2010 reason="The survey waits for IT"')
    assert "second member confirms" in said(world, CHAIR, AGREE)
    assert "C1 is agreed" in said(world, VICE_CHAIR, "change confirm C1")


def test_what_nobody_agreed_has_nothing_to_confirm(world: World) -> None:
    world.ask(PARTICIPATION, ASKED)
    assert "no decision that waits for a second member" in said(world, VICE_CHAIR, "change confirm C1")
