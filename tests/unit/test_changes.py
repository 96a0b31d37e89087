"""Requests to change the plan: asked, consulted on, decided by who may, once; and what they leave standing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.audit import mark_demonstration
from tests.databases import Store
from tests.worlds import KEY, LONDON, OPERATOR, OTHERS, Setting, World, buttons, opened

OWNER = "head.of.participation@cambridgeshire.example"
OTHER = "head.of.quality@cambridgeshire.example"
CHAIR = "chair@cambridgeshire.example"
VICE = "vice.chair@cambridgeshire.example"
SECRETARY = "secretary@cambridgeshire.example"
LINK = "business.manager@lscb.example"
DIRECTOR = "director@centralbedfordshire.example"
MANAGER = "improvement.manager@centralbedfordshire.example"
MEMBER = "independent.member@centralbedfordshire.example"
BEDFORDSHIRE = Setting(
    ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay"), now=datetime(2012, 11, 6, 9, tzinfo=LONDON)
)
ASKED = 'change date SG4 28 May 2010 reason="The survey waits for IT"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        mark_demonstration(world.engine, KEY)
        yield world


@pytest.fixture
def bedfordshire(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, BEDFORDSHIRE) as world:
        mark_demonstration(world.engine, KEY)
        world.ask(OPERATOR, f"people add {MEMBER} viewer board=programme-board")
        yield world


def due(world: World, label: str = "SG4") -> tuple[str, str, int]:
    (row,) = world.rows(f"SELECT due_on, agreed_on, extensions FROM recommendation WHERE label = '{label}'")
    return str(row[0]), str(row[1]), row[2]


def waiting(world: World) -> list[str]:
    return [
        row[0]
        for row in world.rows(f"SELECT subject FROM reminder WHERE state = 'pending' AND {OTHERS} ORDER BY subject")
    ]


def test_a_request_changes_nothing_and_is_chased(world: World) -> None:
    before = due(world)
    assert "Nothing has changed yet" in world.says(OWNER, ASKED)
    assert due(world) == before
    assert waiting(world) == ["change:1"]
    assert "C1 asks for a change: date from 30 April 2010 to 28 May 2010; not decided" in world.says(
        OTHER, "status SG4"
    )
    assert "changes C1" in [button.command for button in buttons(world.ask(CHAIR, "status SG4"))]


def test_the_original_date_stays_and_the_extensions_show_everywhere(world: World) -> None:
    world.ask(OWNER, ASKED)
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert due(world) == ("2010-04-30", "2010-05-28", 1)
    assert "Agreed date now Friday 28 May 2010 (1 extension); the original stands" in " ".join(
        world.says(OWNER, "status SG4").split()
    )
    assert "agreed 28 May 2010 (1 extension)" in " ".join(world.says(OWNER, "due April 2010").split())
    told = " ".join(world.says(OWNER, "history SG4").split())
    assert (
        "C1 agreed: date from 30 April 2010 to 28 May 2010, decided at the meeting of 7 April 2010 (extraordinary), minute 4."
        in told
    )
    assert waiting(world) == []


def test_an_earlier_date_is_no_extension(world: World) -> None:
    world.ask(OWNER, 'change date SG4 20 April 2010 reason="Sooner"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert due(world) == ("2010-04-30", "2010-04-20", 0)


@pytest.mark.parametrize("who", [OWNER, OTHER, SECRETARY, LINK, OPERATOR])
def test_only_the_boards_chair_or_vice_chair_decides_where_the_plan_has_no_rule(world: World, who: str) -> None:
    world.ask(OWNER, ASKED)
    before = world.everything()
    assert world.ask(who, "change agree C1").refused
    assert world.everything() == before
    assert not world.ask(VICE, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4').refused


def test_who_asked_does_not_decide(world: World) -> None:
    world.ask(OPERATOR, "people add chair@cambridgeshire.example contributor")
    world.ask(CHAIR, ASKED)
    assert "somebody else must decide" in world.says(
        CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4'
    )
    assert not world.ask(VICE, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4').refused


def test_a_stale_card_and_a_second_click_change_nothing(world: World) -> None:
    world.ask(OWNER, ASKED)
    agree = next(b.command for b in buttons(world.ask(CHAIR, "changes C1")) if b.label == "Agree")
    agreed = world.ask(CHAIR, agree).form
    assert agreed is not None
    where = {"meeting": "2010-04-07", "minute": "4", "extraordinary": "yes"}
    assert not world.ask(CHAIR, agreed.command, where).refused
    before = world.everything()
    again = world.ask(VICE, agree)
    assert again.refused
    assert again.replaces
    assert "C1 is agreed for SG4" in again.cards[1].title
    assert "is agreed already" in world.says(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert world.everything() == before


def test_a_board_speaks_for_itself_unless_this_is_a_demonstration(world: World) -> None:
    world.run("UPDATE deployment SET demonstration = false")
    world.ask(OWNER, ASKED)
    for said in ("change agree C1", 'change refuse C1 "No"'):
        assert "no decision is taken here in a board" in " ".join(world.says(CHAIR, said).split())
    assert due(world) == ("2010-04-30", "None", 0)


def test_a_refusal_needs_its_reason_and_a_withdrawal_its_asker(world: World) -> None:
    world.ask(OWNER, ASKED)
    assert world.ask(CHAIR, "change refuse C1").form is not None
    assert "who can withdraw it" in world.says(OTHER, "change withdraw C1")
    assert "is refused" in world.says(CHAIR, 'change refuse C1 "The date stands"')
    world.ask(OWNER, ASKED)
    assert "is withdrawn" in world.says(OWNER, "change withdraw C2")
    assert due(world) == ("2010-04-30", "None", 0)
    assert waiting(world) == []


def test_only_a_decision_pauses_and_only_a_decision_resumes(world: World) -> None:
    assert "Only a decision of the board pauses" in world.says(OWNER, "update SG4 paused")
    assert world.ask(OWNER, 'change pause SG4 "IT is not ready"').form is not None
    world.ask(OWNER, 'change pause SG4 "IT is not ready" review=2010-06-01')
    assert "Delivery  at risk" in world.says(OWNER, "status SG4")
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert "looked at again on 1 June 2010" in " ".join(world.says(OWNER, "status SG4").split())
    assert waiting(world) == ["recommendation:4"]
    (row,) = world.rows("SELECT due_on FROM reminder WHERE kind = 'pause_review' AND state = 'pending'")
    assert str(row[0]) == "2010-06-01"
    for who in (OWNER, CHAIR):
        assert "1 June 2010 review of the pause of SG4" in " ".join(world.says(who, "due June 2010").split())
        assert "review of the pause" not in world.says(who, "due May 2010")
    assert "review of the pause" not in world.says(LINK, "due June 2010")
    assert "Ask to resume it" in world.says(OWNER, 'update SG4 on track "Back"')
    world.ask(OWNER, 'change resume SG4 "IT is ready"')
    world.ask(CHAIR, 'change agree C2 meeting="7 April 2010" extraordinary=yes minute=4')
    assert world.rows("SELECT delivery, review_on FROM recommendation WHERE label = 'SG4'") == [("at_risk", None)]
    assert "review of the pause" not in world.says(OWNER, "due June 2010")
    assert "is not paused" in world.says(OWNER, 'change resume SG4 "Again"')
    assert waiting(world) == []


def test_a_second_pause_moves_the_review_and_forgets_nothing(world: World) -> None:
    for number, day in enumerate(("2010-06-01", "2010-07-01"), 1):
        world.ask(OWNER, f'change pause SG4 "Not ready" review={day}')
        world.ask(CHAIR, f'change agree C{number} meeting="7 April 2010" extraordinary=yes minute=4')
    world.ask(OWNER, 'change resume SG4 "Ready"')
    world.ask(CHAIR, 'change agree C3 meeting="7 April 2010" extraordinary=yes minute=4')
    assert world.rows("SELECT delivery FROM recommendation WHERE label = 'SG4'") == [("at_risk",)]


def test_what_is_dropped_is_in_no_list_and_no_count_but_not_forgotten(world: World) -> None:
    world.ask(OWNER, ASKED)
    world.ask(OWNER, 'change drop SG4 "The Children in Care Council does this"')
    assert "4.1, 4.2, 4.3" in world.says(CHAIR, "changes C2")
    world.ask(CHAIR, 'change agree C2 meeting="7 April 2010" extraordinary=yes minute=4')
    for said in ("status", "status all", "overdue", "due April 2010", "readiness 30 April 2010", "mine", "gaps"):
        named = "12 recommendations, of which 1 was dropped by decision: SG4. “status SG4” says why."
        told = " ".join(world.says(OWNER, said).split()).replace(named, "")
        assert "SG4" not in told, said
        assert "4.2" not in told, said
    assert "of 11" in world.says(OWNER, "status")
    assert world.ask(OWNER, "search evaluation").refused
    assert "SG4 was dropped from the plan by a decision on 7 April 2010" in world.says(OWNER, "status SG4")
    assert "was dropped" in world.says(OWNER, "update SG4 on track")
    assert "dropped with SG4" in world.says(OWNER, "history action 4.2")
    told = world.says(OWNER, "history SG4")
    assert "C2 agreed: drop it" in told
    assert "Survey drafted" in told
    assert "no request to change the plan waits" in world.says(OWNER, "changes")
    assert waiting(world) == []


@pytest.mark.parametrize(
    "view",
    ["status", "status all", "status more", "assurance", "overdue", "readiness", "digest", "digest details", "gaps"],
)
def test_every_count_of_recommendations_names_those_that_were_dropped(world: World, view: str) -> None:
    assert "dropped" not in world.says(CHAIR, view)
    world.ask(OWNER, 'change drop SG4 "Others do this"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    told = " ".join(world.says(CHAIR, view).split())
    assert "12 recommendations, of which 1 was dropped by decision: SG4. “status SG4” says why." in told
    assert "dropped" not in world.says(CHAIR, "assurance SG5")
    assert "dropped" not in world.says(LINK, "status"), "a partner does not see what was never theirs"


def test_a_chairs_action_alone_drops_no_recommendation(world: World) -> None:
    world.ask(OWNER, 'change drop action 4.1 "Others do this"')
    assert not world.ask(CHAIR, "change agree C1 chairs-action=2010-04-20").refused
    world.ask(OWNER, 'change drop SG4 "Others do this"')
    reply = world.ask(CHAIR, "change agree C2 chairs-action=2010-04-20")
    assert reply.refused
    told = " ".join(world.says(CHAIR, "change agree C2 chairs-action=2010-04-20").split())
    assert "takes a meeting of the Improvement Steering Group" in told
    assert "change agree C2 meeting=DAY minute=NUMBER" in told
    form = world.ask(CHAIR, "change agree C2").form
    assert form is not None
    assert "chairs-action" not in [field.name for field in form.fields]
    assert not world.ask(CHAIR, 'change agree C2 meeting="7 April 2010" extraordinary=yes minute=4').refused


def test_where_the_plans_rules_give_it_to_the_chair_the_chair_drops_between_meetings(world: World) -> None:
    world.run(
        "INSERT INTO amendment_rule (plan_id, position, change, decided_by, conditions) "
        "VALUES (1, 1, 'Amendment', 'Independent chair', '[]')",
        "UPDATE board SET chair_role = 'Independent chair'",
    )
    world.ask(OWNER, 'change drop SG4 "Others do this"')
    assert not world.ask(CHAIR, "change agree C1 chairs-action=2010-04-20").refused


def test_words_streams_and_new_actions(world: World) -> None:
    world.ask(OWNER, 'change reword SG4 "Hear children and parents" reason="Plainer"')
    world.ask(OWNER, 'change add SG4 "Ask parents by post" reason="The survey is late" due="1 June 2010"')
    assert "C2 already waits to be decided, and asks: " in world.says(
        OWNER, 'change add SG4 "Ask parents by post" reason="The survey is late" due="1 June 2010"'
    )
    for number in (1, 2):
        world.ask(CHAIR, f'change agree C{number} meeting="7 April 2010" extraordinary=yes minute=4')
    assert "SG4 · Hear children and parents" in world.says(OWNER, "status SG4")
    assert "contribution of children" in world.says(OWNER, "status SG4 more")
    told = world.says(OWNER, "status action 4.4")
    assert "Ask parents by post" in told
    assert "Head of Participation" in told


def test_what_is_with_the_board_is_locked(world: World) -> None:
    told = world.says("head.of.access@cambridgeshire.example", 'change date SG1 28 May 2010 reason="More time"')
    assert "with the board for sign-off" in told


def test_what_was_asked_before_the_board_had_it_waits_until_the_board_has_decided(world: World) -> None:
    owner = "head.of.access@cambridgeshire.example"
    world.ask(owner, 'sign-off withdraw SG1 reason="One more audit"')
    world.ask(owner, 'change drop SG1 "Others do this"')
    world.ask(owner, "sign-off request SG1")
    before = world.everything()
    assert "with the board for sign-off" in world.says(
        CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4'
    )
    assert world.everything() == before
    assert not world.ask(CHAIR, "sign-off sign SG1 chairs-action=2010-04-20").refused
    assert "the board reopens it before anything in it changes" in world.says(
        CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4'
    )
    assert not world.ask(CHAIR, 'change refuse C1 "It is signed off"').refused


def test_a_partners_people_ask_for_their_own_items_and_see_no_others(world: World) -> None:
    world.ask(OWNER, ASKED)
    world.ask(LINK, 'change date SG7 28 May 2010 reason="Partners need longer"')
    told = world.says(LINK, "changes")
    assert "C2 SG7" in told
    assert "SG4" not in told
    assert "no request C1" in world.says(LINK, "changes C1")


BEDS = 'change date S1 31 January 2013 reason="Urgent actions first"'


def test_the_button_names_what_is_missing_until_all_of_it_is_recorded(bedfordshire: World) -> None:
    told = bedfordshire.says(DIRECTOR, BEDS)
    assert "Executive Member for Children's Services" in told
    assert "Children's Trust Board" in told
    refused = bedfordshire.says(DIRECTOR, "change agree C1")
    assert "cannot take effect yet" in refused
    assert "in consultation with the Executive Member" in refused
    first = buttons(bedfordshire.ask(DIRECTOR, "changes C1"))[0]
    assert first.label.startswith("Record: in consultation with the Executive Member")
    form = bedfordshire.ask(DIRECTOR, first.command).form
    assert form is not None
    bedfordshire.ask(DIRECTOR, form.command, {"which": "1", "who": "The Executive Member", "minute": "letter, 5 Nov"})
    second = buttons(bedfordshire.ask(DIRECTOR, "changes C1"))[0]
    assert second.label.startswith("Record: through agreement with the Children's Trust Board")
    assert "cannot take effect yet" in bedfordshire.says(DIRECTOR, "change agree C1")
    bedfordshire.ask(MANAGER, 'change consult C1 2 who="Children\'s Trust Board" on="5 November 2012" minute=12')
    assert buttons(bedfordshire.ask(DIRECTOR, "changes C1"))[0].label == "Agree"
    assert "until a second member confirms" in " ".join(bedfordshire.says(DIRECTOR, "change agree C1").split())
    assert "C1 is agreed" in bedfordshire.says(MEMBER, "change confirm C1")
    told = " ".join(bedfordshire.says(DIRECTOR, "history action S1").split())
    assert (
        "through agreement with the Children's Trust Board: Children's Trust Board, 5 November 2012, minute 12" in told
    )
    assert "agreed 31 January 2013 (1 extension)" in " ".join(bedfordshire.says(DIRECTOR, "status actions").split())


def test_the_secretary_keeps_the_record_and_decides_nothing_the_director_decides(bedfordshire: World) -> None:
    bedfordshire.ask(DIRECTOR, BEDS)
    assert "is for Deputy Chief Executive/Director of Children's Services to decide" in " ".join(
        bedfordshire.says(MANAGER, "change agree C1").split()
    )
    labels = [button.label for button in buttons(bedfordshire.ask(MANAGER, "changes C1"))]
    assert labels[0].startswith("Record: ")
    assert "Agree" not in labels


def test_a_rewrite_is_the_executives_and_is_put_down_with_its_minute(bedfordshire: World) -> None:
    told = bedfordshire.says(DIRECTOR, 'change reword S1 "Complete every action" reason="New plan" rule=2')
    assert "Council's Executive decides" in told
    assert "somebody else must decide" in bedfordshire.says(DIRECTOR, "change agree C1")
    assert bedfordshire.ask(MANAGER, "change agree C1").form is not None
    assert bedfordshire.rows("SELECT text FROM action WHERE label = 'S1'") == [("Complete the actions marked urgent",)]
    told = bedfordshire.says(MANAGER, 'change agree C1 meeting="Executive, 6 November 2012" minute=9')
    assert "decided at Executive, 6 November 2012, minute 9" in " ".join(told.split())
    assert bedfordshire.rows("SELECT text FROM action WHERE label = 'S1'") == [("Complete every action",)]


def test_no_rule_of_that_name_is_said_with_those_there_are(bedfordshire: World) -> None:
    told = " ".join(bedfordshire.says(DIRECTOR, BEDS + " rule=9").split())
    assert "1: any amendment to the plan for Children's Services; 2: major re-write of the Plan" in told


def test_an_action_moves_to_one_stream_and_its_request_says_from_which(bedfordshire: World) -> None:
    told = bedfordshire.says(DIRECTOR, 'change move H1 "Safeguarding - Children\'s Services" reason="One stream"')
    assert "Safeguarding - Health, Looked After Children - Health" in " ".join(told.split())
    for place in (1, 2):
        bedfordshire.ask(DIRECTOR, f"change consult C1 {place} who=Both minute=3")
    bedfordshire.ask(DIRECTOR, "change agree C1")
    bedfordshire.ask(MEMBER, "change confirm C1")
    streams = (
        "SELECT name FROM workstream JOIN workstream_item ON workstream_id = workstream.id "
        "JOIN action ON action_id = action.id WHERE action.label = 'H1'"
    )
    assert bedfordshire.rows(streams) == [("Safeguarding - Children's Services",)]


def test_a_new_action_goes_into_a_stream_of_work_where_there_are_no_recommendations(bedfordshire: World) -> None:
    stream = "workstream central-bedfordshire-2012/Safeguarding-Health"
    told = bedfordshire.says(DIRECTOR, f'change add {stream} text="Agree a dataset" reason="None yet"')
    assert "C1 recorded for" in told
    for place in (1, 2):
        bedfordshire.ask(DIRECTOR, f"change consult C1 {place} who=Both minute=3")
    bedfordshire.ask(DIRECTOR, "change agree C1")
    assert "C1 is agreed" in bedfordshire.says(MEMBER, "change confirm C1")
    assert "Agree a dataset" in bedfordshire.says(DIRECTOR, "status actions")
    assert bedfordshire.audit_problems() == []


def test_what_waits_is_listed_for_who_decides(world: World) -> None:
    world.ask(OWNER, ASKED)
    assert "C1 SG4" in world.says(CHAIR, "waiting")
    assert "C1 SG4" not in world.says(OWNER, "waiting")


@pytest.mark.parametrize(
    "said",
    [
        'workstream "Voice of the child" reason="Nobody listens"',
        'recommendation "Better views" reason="The report, paragraph 17"',
        "a new phase",
        'area for improvement "Records"',
    ],
)
def test_what_only_the_plans_own_paper_adds_is_refused_with_the_way_to_it(world: World, said: str) -> None:
    before = world.everything()
    told = " ".join(world.says(OWNER, f"change add {said}").split())
    assert "an administrator adds it to the plan file and imports that again" in told
    assert "change add SG4 WORDS" in told
    assert world.everything() == before


def test_a_request_waits_while_the_board_has_the_item(world: World) -> None:
    assert not world.ask(OTHER, 'change date SG3 28 May 2010 reason="The survey waits for IT"').refused
    world.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = 'SG3'")
    held = "It waits until the board has decided SG3."
    assert held in " ".join(world.says(CHAIR, "waiting").split())
    shown = world.ask(CHAIR, "changes C1")
    assert held in str(shown)
    assert next(button.label for button in buttons(shown)) == "Refuse, saying why"
    assert world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4').refused
    assert waiting(world) == ["change:1"]
    world.run("UPDATE recommendation SET sign_off = 'signed_off' WHERE label = 'SG3'")
    assert "SG3 is signed off by now" in " ".join(world.says(CHAIR, "waiting").split())
    world.run("UPDATE recommendation SET sign_off = 'reopened' WHERE label = 'SG3'")
    assert next(button.label for button in buttons(world.ask(CHAIR, "changes C1"))) == "Agree"


def test_a_second_request_is_told_what_the_first_one_asks(world: World) -> None:
    world.ask(OWNER, 'change date SG4 2010-05-28 reason="IT is late"')
    before = world.everything()
    said = " ".join(world.says(OWNER, 'change date SG4 2010-06-30 reason="Later still"').split())
    assert "C1 already waits to be decided, and asks: date from 30 April 2010 to 28 May 2010" in said
    assert "asks for this already" not in said
    assert world.rows("SELECT count(*) FROM plan_change") == [(1,)]
    assert world.everything() == before
