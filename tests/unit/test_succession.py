"""A plan that succeeds another carries over what is open: original dates, extensions, ties, what waits, and history."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models.audit import mark_demonstration
from tests.council import ACCESS, PARENTING, SECRETARY
from tests.databases import Store
from tests.ticks import pass_over
from tests.worlds import KEY, LONDON, OPERATOR, OTHERS, Setting, World, buttons, opened

AT = "@cambridgeshire.example"
OWNER, CHAIR, TEAMS = f"head.of.participation{AT}", f"chair{AT}", f"head.of.area.teams{AT}"
LINK = "business.manager@lscb.example"
SUCCEED = 'succeed Cambridgeshire 2009 with cambridgeshire-2010 title="Second plan"'
STATE = (
    "label, due_on, due_precision, due_text, agreed_on, extensions, delivery, impact, sign_off, time_limit, "
    "source_text, council_text, review_on, latest_update_id"
)


def begin(world: World) -> None:
    mark_demonstration(world.engine, KEY)
    world.ask(OWNER, 'change date SG4 28 May 2010 reason="IT is late"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    world.ask(OWNER, 'change drop LAC4 "Done elsewhere"')
    world.ask(CHAIR, 'change agree C2 meeting="7 April 2010" extraordinary=yes minute=4')


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(), begin) as world:
        yield world


def items(world: World, plan: str) -> list[Sequence[Any]]:
    key = f"(SELECT id FROM plan WHERE key = '{plan}')"
    return world.rows(f"SELECT {STATE} FROM recommendation WHERE plan_id = {key} ORDER BY position")


def test_it_says_first_what_it_would_carry_and_changes_nothing(world: World) -> None:
    before = world.everything()
    form = world.ask(OPERATOR, "succeed Cambridgeshire 2009 with cambridgeshire-2010").form
    assert form is not None
    assert "10 recommendations) and 7 actions" in form.intro
    assert "left where it is: LAC1" in form.intro
    assert world.everything() == before


def test_what_is_open_is_carried_with_its_original_dates_and_extensions(world: World) -> None:
    carried = [row for row in items(world, "cambridgeshire-2009") if row[0] not in ("LAC1", "LAC4")]
    assert not world.ask(OPERATOR, SUCCEED).refused
    assert items(world, "cambridgeshire-2010") == carried
    assert "Agreed date now Friday 28 May 2010 (1 extension)" in " ".join(world.says(CHAIR, "status SG4").split())
    assert world.audit_problems() == []


def test_history_goes_on_where_it_was(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    world.ask(OWNER, 'update SG4 on track "In the second plan"')
    told = " ".join(world.says(CHAIR, "history SG4").split())
    for said in ("In the second plan", "carried over from Cambridgeshire 2009", "C1 agreed", "Survey drafted"):
        assert said in told


def test_owners_boards_and_partners_go_on_too(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    assert not world.ask(OWNER, 'update SG4 on track "Mine still"').refused
    assert not world.ask(LINK, 'update SG7 on track "Ours still"').refused
    assert "SG4" not in world.says(LINK, "status")
    world.ask(OWNER, 'change date SG4 30 June 2010 reason="Longer"')
    assert not world.ask(CHAIR, 'change agree C3 meeting="7 April 2010" extraordinary=yes minute=4').refused
    assert "(2 extensions)" in world.says(CHAIR, "status SG4")


def test_what_waits_goes_on_waiting_in_the_new_plan_only(world: World) -> None:
    world.ask(OWNER, 'change pause SG5 "Waiting" review=2010-06-01')
    world.ask(TEAMS, 'change date SG2 28 May 2010 reason="More time"')
    world.ask(CHAIR, f'challenge SG2 "Why?" to={TEAMS}')
    world.ask(TEAMS, "harm SG2 yes")
    world.ask(OPERATOR, SUCCEED)
    left = (
        "SELECT count(*) FROM reminder JOIN plan ON plan.id = plan_id WHERE reminder.state = 'pending' AND key = '{}' "
        f"AND ({OTHERS} OR note LIKE '%its lead says%')"
    )
    assert world.rows(left.format("cambridgeshire-2009")) == [(0,)]
    assert world.rows(left.format("cambridgeshire-2010")) == [(3,)]
    told = " ".join(world.says(CHAIR, "status SG2").split())
    for said in ("YES, says Head of Area Teams", "C3 asks for a change: date", "Question Q1"):
        assert said in told
    assert not world.ask(CHAIR, 'change agree C3 meeting="7 April 2010" extraordinary=yes minute=4').refused
    assert not world.ask(TEAMS, 'challenge answer Q1 "Because"').refused


def test_a_pause_is_resumed_to_what_it_was_before(world: World) -> None:
    world.ask(OWNER, 'change pause SG4 "Waiting" review=2010-06-01')
    world.ask(CHAIR, 'change agree C3 meeting="7 April 2010" extraordinary=yes minute=4')
    world.ask(OPERATOR, SUCCEED)
    world.ask(OWNER, 'change resume SG4 "Ready"')
    world.ask(CHAIR, 'change agree C4 meeting="7 April 2010" extraordinary=yes minute=4')
    assert "Delivery  at risk" in world.says(CHAIR, "status SG4")


def test_the_old_plan_is_read_and_not_changed_where_it_was_carried(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    assert "Second plan" in world.says(CHAIR, "status")
    before = world.everything()
    for who, said in (
        (OWNER, "update cambridgeshire-2009/SG4 on track"),
        (OWNER, "change date cambridgeshire-2009/SG4 2010-07-01 reason=More"),
        (CHAIR, f"challenge cambridgeshire-2009/SG2 Why to={TEAMS}"),
        (TEAMS, "harm cambridgeshire-2009/SG2 no"),
    ):
        reply = world.ask(who, said)
        assert reply.refused
        assert "was carried over into Second plan" in reply.cards[0].title
    assert world.everything() == before
    assert "Superseded" in world.says(CHAIR, "status cambridgeshire-2009/SG4")
    assert "signed off" in world.says(CHAIR, "status cambridgeshire-2009/LAC1")


def test_a_plan_is_succeeded_once_by_an_administrator_under_a_key_of_its_own(world: World) -> None:
    assert world.ask(CHAIR, SUCCEED).refused
    assert world.ask(OPERATOR, SUCCEED.replace("cambridgeshire-2010", "cambridgeshire-2009")).refused
    assert world.ask(OPERATOR, SUCCEED.replace("cambridgeshire-2010", "second_plan!")).refused
    assert not world.ask(OPERATOR, SUCCEED).refused
    assert "succeeded already" in world.says(OPERATOR, SUCCEED.replace("2010", "2011"))


def test_a_request_for_sign_off_goes_on_with_who_asked_and_what_was_signed(world: World) -> None:
    access = f"head.of.access{AT}"
    world.ask(access, "sign-off withdraw SG1")
    world.ask(access, 'sign-off request SG1 reason="The audit is in"')
    world.ask(OPERATOR, SUCCEED)
    assert "sign-off asked of the Improvement Steering Group on 7 April 2010 by Head of Access" in " ".join(
        world.says(CHAIR, "waiting").split()
    )
    assert "requested of the Improvement Steering Group on 7 April 2010" in " ".join(
        world.says(CHAIR, "status SG1").split()
    )
    assert not world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=4").refused
    assert "“The audit is in”" in world.says(CHAIR, "history SG1")


def test_a_sign_off_that_waits_for_a_second_member_is_confirmed_in_the_new_plan(world: World) -> None:
    world.run(
        f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') "
        f"WHERE email = 'head.of.access{AT}'"
    )
    world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=4")
    world.ask(OPERATOR, SUCCEED)
    assert world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=4").refused
    assert not world.ask(f"vice.chair{AT}", "sign-off confirm SG1").refused
    assert "signed off" in world.says(CHAIR, "status SG1")


def test_old_evidence_is_listed_opened_and_decided_in_the_new_plan(world: World) -> None:
    world.ask(OWNER, 'evidence SG4 audit "17 of 20 had views recorded" bearing=for')
    world.ask(f"performance.officer{AT}", 'evidence SG1 audit "22 of 50 in the west" bearing=against')
    world.ask(OPERATOR, SUCCEED)
    assert "E8" in world.says(CHAIR, "evidence SG4")
    shown = world.ask(CHAIR, "evidence E8")
    assert "Serves   SG4" in world.says(CHAIR, "evidence E8")
    assert "evidence cambridgeshire-2010/SG4" in [button.command for button in buttons(shown)]
    assert "E8" in world.says(CHAIR, "evidence")
    assert not world.ask(CHAIR, "evidence accept E8").refused
    world.ask(f"head.of.access{AT}", "sign-off withdraw SG1")
    assert not world.ask(f"head.of.access{AT}", 'evidence answer E9 answer="One week only"').refused
    assert "offered E8" in " ".join(world.says(CHAIR, "history SG4").split())


def test_old_measures_go_on_in_the_new_plan(world: World) -> None:
    world.ask(OWNER, 'measure add "Visits on time" for=SG4 direction=up')
    world.ask(OWNER, 'figure "Visits on time" value=3 period="February 2010"')
    world.ask(OPERATOR, SUCCEED)
    assert "Visits on time" in world.says(CHAIR, "measures SG4")
    assert not world.ask(OWNER, 'figure "Visits on time" value=5 period="March 2010"').refused
    assert "5" in world.says(CHAIR, "measures SG4")


def test_people_of_an_organisation_see_what_was_tied_to_the_one_it_replaced(world: World) -> None:
    world.run(
        "INSERT INTO organisation (key, name, kind, source) VALUES ('partners', 'Safeguarding Partners', 'partner', '{}')",
        "INSERT INTO organisation (key, name, kind, source) VALUES ('between', 'Interim Board', 'partner', '{}')",
        "UPDATE organisation SET succeeded_on = '2010-04-01', successor_id = (SELECT id FROM organisation "
        "WHERE key = 'between') WHERE id = (SELECT organisation_id FROM person "
        f"WHERE email = '{LINK}')",
        "UPDATE organisation SET succeeded_on = '2010-05-01', successor_id = (SELECT id FROM organisation "
        "WHERE key = 'partners') WHERE key = 'between'",
        "INSERT INTO person (email, name, organisation_id, active) SELECT 'new@partners.example', 'New', id, true "
        "FROM organisation WHERE key = 'partners'",
        "INSERT INTO person (email, name, organisation_id, active) SELECT 'mid@between.example', 'Mid', id, true "
        "FROM organisation WHERE key = 'between'",
    )
    assert "SG7" in world.says("mid@between.example", "mine")
    assert world.ask("new@partners.example", "status").refused
    world.wait(days=25)
    assert "SG7" in world.says("new@partners.example", "mine")
    assert world.ask("new@partners.example", "status SG4").refused
    world.ask(OPERATOR, SUCCEED)
    assert "SG7" in world.says("new@partners.example", "mine")


def test_what_the_board_wanted_is_still_wanted_in_the_new_plan_until_it_is_there(world: World) -> None:
    access, before = f"head.of.access{AT}", {}
    world.ask(CHAIR, f'sign-off return SG1 wanted="a re-audit of two areas" from={access} by="18 May 2010"')
    for said in ("status SG1", "sign-off SG1", "readiness"):
        before[said] = board_words(world, said)
    assert any("a re-audit of two areas" in words for words in before["status SG1"])
    world.ask(OPERATOR, SUCCEED)
    for said, words in before.items():
        assert board_words(world, said) == words
    told = " ".join(world.says(access, "waiting").split())
    assert "wants from you by 18 May 2010: “a re-audit of two areas”" in told
    assert "returned SG1 for the Improvement Steering Group" in " ".join(world.says(CHAIR, "history SG1").split())
    world.ask(access, 'evidence SG1 audit "Both areas hold" bearing=for period="April 2010"')
    world.ask(CHAIR, "evidence accept E8")
    assert board_words(world, "status SG1") != before["status SG1"]


def board_words(world: World, said: str) -> list[str]:
    """What is said of SG1 or of the whole, but not of which plan it is."""
    told = " ".join(world.says(CHAIR, said).split()).replace("Second plan", "").replace("cambridgeshire-2010", "")
    return [words for words in told.split(". ") if "wants" in words or "wanted" in words or "eturned" in words]


def test_evidence_against_harm_and_extensions_go_with_it(world: World) -> None:
    world.ask(
        f"performance.officer{AT}", 'evidence SG4 audit "22 of 50 in the west" bearing=against period="March 2010"'
    )
    world.ask(OWNER, "harm SG4 yes")
    before = " ".join(world.says(CHAIR, "status SG4").split())
    for said in ("YES, says Head of Participation", "(1 extension); the original stands", "against"):
        assert said in before
    world.ask(OPERATOR, SUCCEED)
    after = " ".join(world.says(CHAIR, "status SG4").split())
    for said in ("YES, says Head of Participation", "(1 extension); the original stands"):
        assert said in after
    assert before.partition("Evidence")[2].partition("Next")[0] == after.partition("Evidence")[2].partition("Next")[0]


def test_what_is_signed_off_and_doubted_is_carried_with_the_doubt_until_the_board_answers(world: World) -> None:
    assert not world.ask(PARENTING, 'holding LAC1 no reason="Two areas stopped"').refused
    before = " ".join(world.says(CHAIR, "status LAC1").split())
    assert "reports that it no longer holds" in before
    world.ask(OPERATOR, SUCCEED)
    assert "LAC1" in [row[0] for row in items(world, "cambridgeshire-2010")]
    for told in (world.says(CHAIR, "status LAC1"), world.says(CHAIR, "waiting")):
        assert "no longer holds" in told
    assert "It still holds" in [button.label for button in buttons(world.ask(CHAIR, "sign-off LAC1"))]
    assert not world.ask(CHAIR, 'sign-off reopen LAC1 reason="It does not hold"').refused
    assert "reopened" in world.says(CHAIR, "status LAC1")
    assert world.audit_problems() == []


def test_a_chairs_action_on_a_change_is_reported_in_the_new_plan_once(world: World) -> None:
    change = 'change date SG4 11 June 2010 reason="The survey waits for IT"'
    assert not world.ask(OWNER, change).refused
    assert not world.ask(CHAIR, "change agree C3 chairs-action=2010-04-20").refused
    world.ask(OPERATOR, SUCCEED)
    new = world.rows("SELECT id FROM plan WHERE key = 'cambridgeshire-2010'")[0][0]
    due = "SELECT plan_id, subject FROM reminder WHERE kind = 'chair_report' AND state = 'pending'"
    assert world.rows(due) == [(new, "change:3")]
    told = " ".join(world.says(SECRETARY, "waiting").split())
    assert told.count("C3 SG4 chair's action, to be reported to the board on 20 April 2010") == 1
    world.ask(SECRETARY, "use cambridgeshire-2009")
    assert "C3" not in world.says(SECRETARY, "waiting")
    world.wait(days=14)
    assert not world.ask(SECRETARY, 'change reported C3 meeting="20 April 2010" minute=2').refused
    assert world.rows(due) == []
    assert "reported already" in world.says(SECRETARY, 'change reported C3 meeting="20 April 2010" minute=2')
    world.ask(SECRETARY, "use cambridgeshire-2010")
    assert "C3" not in world.says(SECRETARY, "waiting")
    assert "chair's action reported at the meeting of 20 April 2010" in " ".join(
        world.says(CHAIR, "history SG4").split()
    )
    assert world.audit_problems() == []


def test_what_was_signed_in_the_earlier_plan_is_still_checked_and_reported(world: World) -> None:
    assert not world.ask(CHAIR, "sign-off sign SG1 chairs-action=2010-04-20").refused
    world.ask(OPERATOR, SUCCEED)
    told = " ".join(world.says(SECRETARY, "waiting").split())
    assert told.count("SG1 of Cambridgeshire 2009 chair's action, to be reported to the board on 20 April 2010") == 1
    world.wait(days=14)
    assert "hair's action on SG1 to be reported to the Improvement" in asked(world, CHAIR)
    reply = world.ask(SECRETARY, 'sign-off reported SG1 meeting="20 April 2010" minute=2')
    assert not reply.refused, reply
    assert "SG1" not in world.says(SECRETARY, "waiting")
    world.now = datetime(2010, 7, 8, 9, 30, tzinfo=LONDON)
    assert "Does SG1 still hold?" in asked(world, ACCESS)
    assert " ".join(world.says(ACCESS, "waiting").split()).count("SG1 of Cambridgeshire 2009 does it still hold?") == 1
    assert not world.ask(ACCESS, "holding SG1 yes").refused
    assert "does it still hold" not in world.says(ACCESS, "waiting")
    world.now = datetime(2010, 10, 8, 9, 30, tzinfo=LONDON)
    assert "Does SG1 still hold?" in asked(world, ACCESS)
    assert not world.ask(ACCESS, 'holding SG1 no reason="Two areas stopped"').refused
    waits = " ".join(world.says(CHAIR, "waiting").split())
    assert waits.count("SG1 of Cambridgeshire 2009") == 1
    assert "reports that it no longer holds" in waits
    assert not world.ask(CHAIR, "holding SG1 yes").refused
    assert "SG1" not in world.says(CHAIR, "waiting")
    assert world.audit_problems() == []


def test_a_closed_plan_and_what_it_succeeded_ask_nobody(world: World) -> None:
    world.ask(CHAIR, "sign-off sign SG1 chairs-action=2010-04-20")
    world.ask(OPERATOR, SUCCEED)
    assert not world.ask(OPERATOR, 'close cambridgeshire-2010 reason="It is over"').refused
    world.now = datetime(2010, 7, 8, 9, 30, tzinfo=LONDON)
    assert asked(world, ACCESS) == ""


def asked(world: World, who: str) -> str:
    """What is sent to somebody on the next tick."""
    return " ".join(str(message) for message in pass_over(world).sent if who in str(message))


REOPEN = 'sign-off reopen LAC1 reason="Two areas stopped"'


def test_what_the_board_reopens_after_succession_goes_on_in_the_new_plan(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    before = next(row for row in items(world, "cambridgeshire-2009") if row[0] == "LAC1")
    reply = world.ask(CHAIR, REOPEN)
    assert not reply.refused
    told = " ".join(world.says(CHAIR, "history LAC1").split())
    assert "goes on in Second plan, with its original date" in str(reply)
    assert "status cambridgeshire-2010/LAC1" in [button.command for button in buttons(reply)]
    carried = next(row for row in items(world, "cambridgeshire-2010") if row[0] == "LAC1")
    reopened = [(now, then) for now, then in zip(carried, before, strict=True) if now != then]
    assert ("reopened", "signed_off") in reopened
    assert {now for now, _ in reopened} <= {"reopened", "none_stated"}
    assert "was reopened after that plan was succeeded" in told
    assert "“Two areas stopped”" in told
    assert not world.ask(PARENTING, 'update LAC1 at risk "We look at both areas again"').refused
    assert world.ask(PARENTING, 'update cambridgeshire-2009/LAC1 at risk "Old plan"').refused
    assert world.audit_problems() == []


def test_what_is_under_it_and_is_to_be_chased_goes_with_it(world: World) -> None:
    under = "SELECT count(*) FROM action JOIN plan ON plan.id = plan_id WHERE key = 'cambridgeshire-{}'"
    world.run(
        "INSERT INTO action_recommendation (recommendation_id, action_id) SELECT r.id, a.id FROM recommendation r, "
        "action a WHERE r.label = 'LAC1' AND a.label = '4.2'",
        "UPDATE action_recommendation SET recommendation_id = (SELECT id FROM recommendation WHERE label = 'LAC1') "
        "WHERE action_id = (SELECT id FROM action WHERE label = '4.1')",
    )
    actions = world.rows(under.format(2009))
    world.ask(OPERATOR, SUCCEED)
    assert world.rows(under.format(2010)) == [(actions[0][0] - 1,)]
    world.ask(CHAIR, REOPEN)
    assert world.rows(under.format(2010)) == actions
    shown = world.says(CHAIR, "status LAC1 actions")
    assert "4.1" in shown
    assert "4.2" in shown
    chased = (
        "SELECT DISTINCT key FROM reminder JOIN plan ON plan.id = plan_id "
        "WHERE reminder.state = 'pending' AND kind = 'harm'"
    )
    assert world.rows(chased) == [("cambridgeshire-2010",)]
    assert "LAC1" in world.says(PARENTING, "mine")
    assert "LAC1" in asked(world, PARENTING)


def test_a_sign_off_kept_in_doubt_by_the_owner_and_then_voided_goes_on_too(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    world.ask(OPERATOR, 'succeed cambridgeshire-2010 with cambridgeshire-2011 title="Third plan"')
    world.ask(PARENTING, 'holding LAC1 no reason="Two areas stopped"')
    assert "goes on in Third plan" in " ".join(world.says(CHAIR, 'holding LAC1 no reason="So it seems"').split())
    assert [row[0] for row in items(world, "cambridgeshire-2011")].count("LAC1") == 1
    assert "“Two areas stopped”" in world.says(CHAIR, "history LAC1")


def test_it_is_called_otherwise_where_the_new_plan_has_that_label_already(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    world.run("UPDATE recommendation SET label = 'LAC1', label_key = 'lac1' WHERE label = 'LAC2' AND plan_id > 1")
    assert "goes on as LAC1b in Second plan" in world.says(CHAIR, REOPEN.replace("LAC1", "cambridgeshire-2009/LAC1"))
    assert "reopened" in world.says(CHAIR, "status LAC1b")


def test_an_action_under_nothing_that_is_no_longer_completed_goes_on_in_the_new_plan(world: World) -> None:
    world.run(
        "DELETE FROM action_recommendation WHERE action_id = (SELECT id FROM action WHERE label = '4.1')",
        "UPDATE action SET delivery = 'completed' WHERE label = '4.1'",
    )
    world.ask(OPERATOR, SUCCEED)
    assert not world.ask(OWNER, 'update cambridgeshire-2009/4.1 completed "It is done"').refused
    assert world.rows("SELECT plan_id FROM action WHERE label = '4.1'") == [(1,)]
    reply = world.ask(OWNER, 'update cambridgeshire-2009/4.1 at risk "One area stopped"')
    assert "so it goes on in Second plan" in str(reply)
    assert "status action cambridgeshire-2010/4.1" in [button.command for button in buttons(reply)]
    assert "One area stopped" in world.says(OWNER, "status action 4.1")
    assert not world.ask(OWNER, 'update action 4.1 on track "It runs again"').refused


def test_the_board_is_told_where_nobody_will_be_reminded_of_what_it_reopened(world: World) -> None:
    world.ask(OPERATOR, SUCCEED)
    world.ask(OPERATOR, 'close cambridgeshire-2010 reason="It is over"')
    told = " ".join(world.says(CHAIR, "sign-off reopen cambridgeshire-2009/LAC1 reason=Stopped").split())
    assert "Second plan is closed, so nobody is reminded of it until that plan is reopened" in told


NEW_CHAIR, NEW_SECRETARY = f"new.chair{AT}", f"new.secretary{AT}"


def under_new_officers(world: World) -> None:
    """SG1 is signed off by chair's action; then the plan is succeeded, and others hold office from now on."""
    assert not world.ask(CHAIR, "sign-off sign SG1 chairs-action=2010-04-20").refused
    world.run("UPDATE plan SET open_to = 'members'")
    world.ask(OPERATOR, SUCCEED)
    for who in (CHAIR, SECRETARY, f"vice.chair{AT}"):
        for plan in ("cambridgeshire-2010", "cambridgeshire-2009"):
            world.ask(OPERATOR, f"use {plan}")
            world.ask(OPERATOR, f"people remove {who}")
    world.ask(OPERATOR, "use cambridgeshire-2010")
    assert not world.ask(
        OPERATOR, f'people add {NEW_CHAIR} chair name="New chair" board="Improvement Steering Group"'
    ).refused
    assert not world.ask(OPERATOR, f'people add {NEW_SECRETARY} secretary name="New secretary"').refused


def test_who_holds_office_in_the_new_plan_alone_reports_and_answers_for_what_was_signed_in_the_old(
    world: World,
) -> None:
    under_new_officers(world)
    waits = "SG1 of Cambridgeshire 2009 chair's action, to be reported to the board on 20 April 2010"
    assert waits in " ".join(world.says(NEW_SECRETARY, "waiting").split())
    world.wait(days=14)
    assert not world.ask(NEW_SECRETARY, 'sign-off reported SG1 meeting="20 April 2010" minute=2').refused
    world.now = datetime(2010, 7, 8, 9, 30, tzinfo=LONDON)
    told = " ".join(world.says(NEW_CHAIR, "waiting").split())
    assert "SG1 of Cambridgeshire 2009 does it still hold? asked for 7 July 2010" in told
    assert not world.ask(NEW_CHAIR, "holding SG1 yes").refused
    assert "SG1 of" not in world.says(NEW_CHAIR, "waiting")


def test_the_chair_of_the_new_plan_is_asked_of_what_no_longer_holds_in_the_old_and_reopens_it(world: World) -> None:
    under_new_officers(world)
    world.now = datetime(2010, 7, 8, 9, 30, tzinfo=LONDON)
    assert not world.ask(ACCESS, 'holding SG1 no reason="Two areas stopped"').refused
    assert "SG1 may no longer hold" in asked(world, NEW_CHAIR)
    assert "reports that it no longer holds" in " ".join(world.says(NEW_CHAIR, "waiting").split())
    assert "goes on in Second plan" in world.says(NEW_CHAIR, "sign-off reopen SG1 reason=Stopped")


def test_no_other_role_in_the_new_plan_opens_the_old(world: World) -> None:
    under_new_officers(world)
    for role in ("lead", "contributor", "viewer"):
        assert not world.ask(OPERATOR, f"people add one.{role}{AT} {role}").refused
        assert not world.ask(f"one.{role}{AT}", "status").refused
        assert world.ask(f"one.{role}{AT}", "status cambridgeshire-2009/SG1").refused
    assert not world.ask(
        OPERATOR, "people admit guest@elsewhere.example role=chair until=2010-12-31 plan=cambridgeshire-2010"
    ).refused
    assert not world.ask("guest@elsewhere.example", "status").refused
    assert world.ask("guest@elsewhere.example", "status cambridgeshire-2009/SG1").refused
