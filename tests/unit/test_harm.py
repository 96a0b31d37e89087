"""Could the delay harm a child? Asked of every late item's lead, counted while unanswered, and yes has its own way."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.ticks import pass_over
from tests.worlds import LONDON, Setting, World, buttons, opened

AT = "@cambridgeshire.example"
OWNER, CHAIR, OTHER, COVER = f"head.of.area.teams{AT}", f"chair{AT}", f"head.of.quality{AT}", f"head.of.access{AT}"
LSCB = "business.manager@lscb.example"
ABOUT_SG2 = (
    "Improve the timeliness and quality of initial assessments, case planning and the"
    " consistency of managerial oversight of cases. Due 30 January 2010, 67 days late."
)
QUESTION = "Could the delay harm a child?"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def chased(world: World) -> list[tuple[str, str, str]]:
    rows = world.rows(
        "SELECT subject, due_on, email FROM reminder LEFT JOIN person ON person.id = person_id "
        "WHERE state = 'pending' AND kind = 'harm' AND subject = 'recommendation:2' ORDER BY due_on"
    )
    return [(row[0], str(row[1]), row[2]) for row in rows]


def asked_of(world: World, kind: str, label: str) -> list[tuple[str, str]]:
    """Who is to be asked about an item that nobody has answered for, and on which day."""
    table = "recommendation" if kind == "recommendation" else "action"
    rows = world.rows(
        "SELECT due_on, email FROM reminder LEFT JOIN person ON person.id = person_id WHERE state = 'pending' "
        f"AND kind = 'harm' AND subject IN (SELECT '{kind}:' || id FROM {table} WHERE label = '{label}')"
    )
    return [(str(day), str(who)) for day, who in rows]


def chairs_the_safeguarding_board(world: World, who: str) -> None:
    world.run(
        "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by, admitted) SELECT person.id, "
        "board.plan_id, board.id, 'chair', '2010-01-01 00:00:00.000000', 'test', false FROM person, board "
        f"WHERE email = '{who}' AND board.kind = 'lscb'"
    )


def flat(said: str) -> str:
    return " ".join(said.split())


def asked(world: World, who: str, what: str) -> list[str]:
    return [b.label for b in buttons(world.ask(who, what)) if b.label in ("No harm", "Could harm", "Not known")]


def test_a_late_item_asks_its_lead_and_nobody_else(world: World) -> None:
    assert f"{QUESTION} not answered" in world.says(CHAIR, "status SG2")
    assert asked(world, OWNER, "status SG2") == ["No harm", "Could harm", "Not known"]
    assert asked(world, OWNER, "status action 2.1") == ["No harm", "Could harm", "Not known"]
    assert asked(world, CHAIR, "status SG2") == []
    assert QUESTION not in world.says(CHAIR, "status LAC5")
    assert QUESTION not in world.says(CHAIR, "status LAC1")


def test_an_item_with_a_late_action_is_asked_too(world: World) -> None:
    assert f"{QUESTION} not answered" in world.says(CHAIR, "status SG4")


def test_what_is_unanswered_is_counted(world: World) -> None:
    for said in ("status", "overdue"):
        assert f"{QUESTION} not answered for 5 of 5 late items" in flat(world.says(CHAIR, said))
    world.ask(OWNER, "harm SG2 no")
    world.ask(OTHER, "harm SG3 not known")
    for said in ("status", "overdue"):
        told = flat(world.says(CHAIR, said))
        assert "not answered for 3 of 5 late items" in told
        assert "1 no; 1 not known" in told


def test_yes_goes_to_the_safeguarding_board_today_apart_from_lateness(world: World) -> None:
    before = world.says(CHAIR, "status SG2").splitlines()[2:5]
    told = flat(world.says(OWNER, "harm SG2 yes"))
    assert "This goes to the Local Safeguarding Children Board" in told
    assert chased(world) == [("recommendation:2", "2010-04-07", LSCB)]
    after = world.says(CHAIR, "status SG2")
    assert "YES, says Head of Area Teams; for the Local Safeguarding Children Board" in flat(after)
    assert after.splitlines()[2:5] == before
    assert asked(world, OWNER, "status SG2") == []
    assert "could the delay harm a child: yes" in flat(world.says(CHAIR, "history SG2"))
    assert world.audit_problems() == []


def test_the_safeguarding_boards_own_chair_is_told_where_there_is_one(world: World) -> None:
    chairs_the_safeguarding_board(world, LSCB)
    assert "LSCB Business Manager is to be told today" in flat(world.says(OWNER, "harm SG2 yes"))
    assert chased(world) == [("recommendation:2", "2010-04-07", "business.manager@lscb.example")]


def test_not_known_is_asked_again_in_a_week_and_no_is_settled(world: World) -> None:
    world.ask(OWNER, "harm SG2 not-known")
    assert chased(world) == [("recommendation:2", "2010-04-14", OWNER)]
    assert asked(world, OWNER, "status SG2") == ["No harm", "Could harm", "Not known"]
    world.ask(OWNER, "harm SG2 no")
    assert chased(world) == []
    assert f"{QUESTION} no, says Head of Area Teams" in world.says(CHAIR, "status SG2")


def test_it_takes_no_words_so_that_no_case_can_be_told(world: World) -> None:
    reply = world.ask(OWNER, "harm SG2 yes because of what happened on Tuesday")
    assert reply.form is not None
    assert [field.name for field in reply.form.fields] == ["answer"]
    assert world.rows("SELECT count(*) FROM harm_answer") == [(0,)]


@pytest.mark.parametrize("who", [CHAIR, OTHER, "business.manager@lscb.example", f"scrutiny.officer{AT}"])
def test_only_its_own_people_answer(world: World, who: str) -> None:
    before = world.everything()
    assert world.ask(who, "harm SG2 no").refused
    assert world.everything() == before


def test_cover_answers_for_who_is_away(world: World) -> None:
    world.ask(OWNER, f"away from 2010-04-07 to 2010-04-09 cover {COVER}")
    assert not world.ask(COVER, "harm SG2 no").refused


def test_late_actions_are_the_items_where_a_plan_has_no_recommendations(store: Store, tmp_path: Path) -> None:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    with opened(store, tmp_path, Setting(plans, now=datetime(2013, 1, 7, 9, tzinfo=LONDON))) as world:
        director = "director@centralbedfordshire.example"
        assert "not answered for" in flat(world.says(director, "status"))
        assert "late item" in flat(world.says(director, "overdue"))
        world.ask(director, "harm S1 yes")
        assert "1 yes" in flat(world.says(director, "status"))


def test_a_row_stands_before_the_first_day_an_item_would_be_late(world: World) -> None:
    assert asked_of(world, "recommendation", "LAC5") == [("2010-05-01", f"head.of.sixteen.plus{AT}")]
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-07", f"head.of.participation{AT}")]
    assert asked_of(world, "recommendation", "LAC1") == []
    assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'harm' AND subject LIKE 'action:%'") == [(0,)]


def test_a_draft_asks_nobody_until_it_is_published(store: Store, tmp_path: Path) -> None:
    setting = Setting((), ("cambridgeshire-2009", "cambridgeshire-2009-overlay"))
    with opened(store, tmp_path, setting) as world:
        assert world.rows("SELECT count(*) FROM reminder WHERE kind <> 'still_holding'") == [(0,)]
        world.ask("", "publish")
        assert asked_of(world, "recommendation", "SG2") == [("2010-04-07", OWNER)]
        assert world.rows("SELECT count(*) FROM reminder WHERE kind = 'harm'") == [(11,)]


def test_an_answer_settles_it_before_the_day_or_after(world: World) -> None:
    lead = f"head.of.sixteen.plus{AT}"
    world.ask(lead, "harm LAC5 no")
    assert asked_of(world, "recommendation", "LAC5") == []
    world.ask(OWNER, 'update action 2.1 at risk "Two areas of three"')
    world.ask(OWNER, "harm SG2 no")
    world.wait(days=9)
    world.ask(OWNER, 'update action 2.1 off track "One area again"')
    assert asked_of(world, "recommendation", "SG2") == []


def test_an_agreed_date_does_not_put_it_off_and_a_first_date_makes_it(world: World) -> None:
    lead = f"head.of.sixteen.plus{AT}"
    world.ask(lead, 'change date LAC5 2010-07-01 reason="The workers start in June"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert asked_of(world, "recommendation", "LAC5") == [("2010-05-01", lead)]
    world.run("UPDATE recommendation SET due_on = NULL, due_precision = NULL WHERE label = 'LAC5'")
    world.ask(lead, 'change date LAC5 2010-08-01 reason="The workers start in July"')
    world.ask(CHAIR, 'change agree C2 meeting="7 April 2010" extraordinary=yes minute=4')
    assert asked_of(world, "recommendation", "LAC5") == [("2010-08-02", lead)]


def test_a_late_action_makes_its_recommendation_late_until_it_is_done(world: World) -> None:
    lead = f"head.of.participation{AT}"
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-07", lead)]
    world.wait(days=1)
    world.ask(lead, 'update action 4.2 at risk "Still waiting"')
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-07", lead)]
    world.ask(lead, 'update action 4.2 completed "Done"')
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-24", lead)]
    world.ask(lead, 'change add SG4 "A new survey" due="20 April 2010" reason="To be sure"')
    world.ask(CHAIR, 'change agree C1 meeting="8 April 2010" extraordinary=yes minute=4')
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-21", lead)]


def test_sign_off_settles_it_and_reopening_asks_again(world: World) -> None:
    lead = f"head.of.access{AT}"
    assert asked_of(world, "recommendation", "SG1") == [("2010-04-07", lead)]
    world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=1")
    assert asked_of(world, "recommendation", "SG1") == []
    world.wait(days=2)
    world.ask(CHAIR, 'sign-off reopen SG1 reason="Two areas stopped"')
    assert asked_of(world, "recommendation", "SG1") == [("2010-04-09", lead)]


def test_a_new_owner_is_the_one_to_be_asked_and_what_is_dropped_is_not(world: World) -> None:
    world.ask("", f"assign SG2 {OTHER} reason=Moved")
    assert asked_of(world, "recommendation", "SG2") == [("2010-04-07", OTHER)]
    world.ask(OTHER, 'change drop SG2 "Done elsewhere"')
    world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert asked_of(world, "recommendation", "SG2") == []


def test_where_there_are_no_recommendations_the_actions_are_asked_about(store: Store, tmp_path: Path) -> None:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    with opened(store, tmp_path, Setting(plans, now=datetime(2012, 11, 6, 9, tzinfo=LONDON))) as world:
        assert len(asked_of(world, "action", "S1")) == 1
        assert world.ask("director@centralbedfordshire.example", 'update S1 completed "Done"').refused is False
        assert asked_of(world, "action", "S1") == []


def test_signing_ends_the_question_and_it_is_asked_no_more(world: World) -> None:
    world.wait(days=13)
    assert not world.ask(COVER, "harm SG1 not known").refused
    pending = "SELECT due_on FROM reminder WHERE state = 'pending' AND kind = 'harm' AND subject = 'recommendation:1'"
    assert len(world.rows(pending)) == 1
    assert not world.ask(CHAIR, 'sign-off SG1 meeting="20 April 2010" minute=4.2').refused
    assert world.rows(pending) == []
    before = world.everything()
    refused = world.ask(COVER, "harm SG1 not known")
    assert refused.refused
    assert "SG1 is signed off, so the delay is over" in refused.cards[0].title
    assert world.everything() == before


def told_of(world: World) -> list[tuple[str, str]]:
    rows = world.rows(
        "SELECT note, email FROM reminder JOIN person ON person.id = person_id WHERE state = 'pending' "
        "AND kind = 'harm' AND subject LIKE 'harm_answer:%' ORDER BY reminder.id"
    )
    return [(str(note), str(who)) for note, who in rows]


def test_a_yes_is_stepped_down_with_a_reason_alone_and_whoever_was_told_is_told(world: World) -> None:
    chairs_the_safeguarding_board(world, CHAIR)
    world.ask(OWNER, "harm SG2 yes")
    for said in ("harm SG2 no", "harm SG2 not-known"):
        form = world.ask(OWNER, said).form
        assert form is not None
        assert [field.name for field in form.fields] == ["reason"]
    assert chased(world) == [("recommendation:2", "2010-04-07", CHAIR)]
    said = flat(world.says(OWNER, 'harm SG2 no reason="Two teams have cover again"'))
    assert "Chair" in said
    assert "is to be told today, as of the yes before it" in said
    assert told_of(world) == [
        ("SG2: its lead says the delay could harm a child", CHAIR),
        ("SG2: yes, the delay could harm a child, was stepped down to no", CHAIR),
    ]
    assert "stepped down: “Two teams have cover again”" in flat(world.says(CHAIR, "history SG2"))
    world.ask(OWNER, 'update SG2 at risk "Still late"')
    assert len(told_of(world)) == 2
    assert world.audit_problems() == []


def test_whoever_a_yes_went_to_may_step_it_down_and_nobody_else_outside_the_line(world: World) -> None:
    chairs_the_safeguarding_board(world, CHAIR)
    assert world.ask(CHAIR, 'harm SG2 no reason="Seen to"').refused
    world.ask(OWNER, "harm SG2 yes")
    assert world.ask(OTHER, 'harm SG2 no reason="Seen to"').refused
    form = world.ask(CHAIR, "harm SG2 yes").form
    assert form is not None
    assert [field.name for field in form.fields] == ["answer", "reason"]
    assert not world.ask(CHAIR, 'harm SG2 not-known reason="Being looked into"').refused
    assert told_of(world)[1] == ("SG2: yes, the delay could harm a child, was stepped down to not known", OWNER)
    assert chased(world) == [("recommendation:2", "2010-04-14", OWNER)]
    assert "not known, says Chair" in flat(world.says(OWNER, "status SG2"))
    assert not world.ask(OWNER, "harm SG2 no").refused


def test_what_was_answered_and_is_reopened_is_asked_again(world: World) -> None:
    lead = f"head.of.access{AT}"
    world.ask(lead, "harm SG1 no")
    assert asked_of(world, "recommendation", "SG1") == []
    world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=1")
    world.wait(days=2)
    world.ask(CHAIR, 'sign-off reopen SG1 reason="Two areas stopped"')
    assert asked_of(world, "recommendation", "SG1") == [("2010-04-09", lead)]
    told = flat(world.says(CHAIR, "status SG1"))
    assert "no, says Head of Access, of the delay before; asked again, not answered" in told
    assert "No harm" in [button.label for button in buttons(world.ask(lead, "status SG1"))]
    world.ask(lead, "harm SG1 no")
    assert asked_of(world, "recommendation", "SG1") == []
    assert "asked again" not in flat(world.says(CHAIR, "status SG1"))


def test_a_yes_to_what_was_reopened_is_asked_again_and_stays_in_sight(world: World) -> None:
    lead = f"head.of.access{AT}"
    world.ask(lead, "harm SG1 yes")
    world.ask(CHAIR, "sign-off SG1 meeting=2010-04-07 extraordinary=yes minute=1")
    world.wait(days=2)
    world.ask(CHAIR, 'sign-off reopen SG1 reason="Two areas stopped"')
    assert asked_of(world, "recommendation", "SG1") == [("2010-04-09", lead)]
    assert "YES, says Head of Access" in flat(world.says(CHAIR, "status SG1"))
    assert "1 yes" in flat(world.says(CHAIR, "overdue"))
    assert not world.ask(lead, 'harm SG1 no reason="Two areas have cover"').refused
    assert "no, says Head of Access" in flat(world.says(CHAIR, "status SG1"))


def test_what_is_late_another_time_is_asked_again(world: World) -> None:
    lead = f"head.of.participation{AT}"
    world.ask(lead, "harm SG4 no")
    world.wait(days=1)
    world.ask(lead, 'update action 4.2 completed "Done"')
    assert asked_of(world, "recommendation", "SG4") == [("2010-04-24", lead)]
    world.wait(days=17)
    assert "not answered" in flat(world.says(CHAIR, "status SG4"))
    assert "1 no" not in flat(world.says(CHAIR, "overdue"))
    world.ask(lead, "harm SG4 no")
    assert "1 no" in flat(world.says(CHAIR, "overdue"))
    assert asked_of(world, "recommendation", "SG4") == []


def test_somebody_of_the_safeguarding_board_gets_the_message_though_the_item_is_not_theirs(
    world: World,
) -> None:
    told = flat(world.says(OWNER, "harm SG2 yes"))
    assert "LSCB Business Manager is to be told today" in told
    sent = [str(message) for message in pass_over(world).sent]
    (got,) = [each for each in sent if "SG2: its lead says the delay could harm a child" in each]
    assert LSCB in got
    assert f"SG2: its lead says the delay could harm a child. {ABOUT_SG2}" in got
    rows = world.rows(
        "SELECT email, ledger.state FROM ledger JOIN person ON person.id = ledger.recipient_id "
        "WHERE ledger.kind = 'harm' AND ledger.subject = 'recommendation:2' AND ledger.note LIKE '%could harm%'"
    )
    assert [(str(who), str(state)) for who, state in rows] == [(LSCB, "sent")]


def test_who_answers_is_not_who_is_told_and_an_admin_learns_that_nobody_is_named(world: World) -> None:
    told = flat(world.says(LSCB, "harm SG7 yes"))
    assert "Nobody else is named here for it: the Director of Children's Services is to be told that today" in told
    rows = world.rows(
        "SELECT email, note FROM reminder JOIN person ON person.id = person_id WHERE state = 'pending' AND kind = 'harm' "
        "AND note LIKE '%could harm a child%' AND note NOT LIKE '%?'"
    )
    assert [str(who) for who, _ in rows] == [f"director{AT}"]
    assert "Nobody is named here for the Local Safeguarding Children Board" in str(rows[0][1])


def test_the_safeguarding_boards_person_says_what_came_of_a_yes_though_the_item_is_not_theirs(world: World) -> None:
    assert world.ask(LSCB, "status SG2").refused
    assert world.ask(LSCB, "harm SG2 yes").refused
    world.ask(OWNER, "harm SG2 yes")
    waits = world.ask(LSCB, "waiting")
    about = "SG2 its lead says the delay could harm a child; told on 7 April 2010."
    assert f"{about} {ABOUT_SG2}" in flat(world.says(LSCB, "waiting"))
    say = next(button for button in buttons(waits) if button.label == "Say what came of SG2")
    form = world.ask(LSCB, say.command).form
    assert form is not None
    assert [field.name for field in form.fields] == ["answer", "reason"]
    assert form.title == "SG2: what came of the yes?"
    told = flat(world.says(LSCB, form.command, {"answer": "yes", "reason": "Cover was found for both teams"}))
    assert "It stays yes, and you are asked again in a week." in told
    assert chased(world) == [("recommendation:2", "2010-04-14", LSCB)]
    assert "what came of the yes to harm: “Cover was found for both teams”. LSCB Business Manager" in flat(
        world.says(CHAIR, "history SG2")
    )
    assert "YES, says Head of Area Teams" in flat(world.says(CHAIR, "status SG2"))
    assert world.audit_problems() == []


def test_they_step_it_down_with_a_reason_and_its_lead_is_told(world: World) -> None:
    world.ask(OWNER, "harm SG2 yes")
    form = world.ask(LSCB, "harm SG2 no").form
    assert form is not None
    assert "off track" not in str(form)
    told = flat(world.says(LSCB, 'harm SG2 no reason="Two teams have cover again"'))
    assert "Head of Area Teams is to be told today" in told
    assert "[Status]" not in told
    assert told_of(world)[-1] == ("SG2: yes, the delay could harm a child, was stepped down to no", OWNER)
    assert "stepped down: “Two teams have cover again”" in flat(world.says(CHAIR, "history SG2"))
    assert world.ask(LSCB, "harm SG2 yes").refused
    assert "SG2" not in world.says(LSCB, "waiting")
    assert not any("Due 30 January 2010" in str(each) for each in pass_over(world).sent if LSCB in str(each)), "no more"


def test_what_they_say_names_no_case_and_is_theirs_alone_to_say(world: World) -> None:
    world.ask(OWNER, "harm SG2 yes")
    before = world.everything()
    for said in ("Child A, NHS 943 476 5919, is safe", "We think a child is being hit at home by a carer"):
        assert world.ask(LSCB, f'harm SG2 yes reason="{said}"').refused, said
    for who in (OTHER, "scrutiny.officer@cambridgeshire.example", "stranger@elsewhere.example"):
        assert world.ask(who, 'harm SG2 yes reason="Seen to"').refused, who
    assert world.everything() == before
    assert world.ask(LSCB, "harm SG3 no").refused
