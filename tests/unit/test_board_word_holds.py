"""What a board decided is said as it stands now: its evidence, its axes, its meetings and who may speak for it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.render import reply_text
from tests.databases import Store
from tests.worlds import LONDON, Setting, World, opened

COUNCIL = "cambridgeshire.example"
OWNER, CHAIR, DIRECTOR = f"head.of.access@{COUNCIL}", f"chair@{COUNCIL}", f"director@{COUNCIL}"
QUALITY, SECRETARY = f"head.of.quality@{COUNCIL}", f"secretary@{COUNCIL}"
SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4.2'
BEDS_CHAIR = "director@centralbedfordshire.example"
BEDS = Setting(
    plans=("central-bedfordshire-2012", "central-bedfordshire-2012-overlay"),
    now=datetime(2012, 12, 3, 10, 0, tzinfo=LONDON),
)

_THEIRS = "SELECT id FROM person WHERE email = 'director@centralbedfordshire.example'"
OF_ANOTHER = (
    f"UPDATE tie SET until_on = '2012-01-01' WHERE person_id = ({_THEIRS}) "
    f"OR post_id IN (SELECT post_id FROM post_holder WHERE person_id = ({_THEIRS}))"
)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(now=datetime(2010, 4, 22, 9, 0, tzinfo=LONDON))) as world:
        yield world
        assert world.audit_problems() == []


def say(world: World, who: str, text: str) -> str:
    return " ".join(reply_text(world.in_chat(who, text)).split())


def test_assurance_says_no_longer_where_the_evidence_of_a_sign_off_is_sent_back(world: World) -> None:
    say(world, CHAIR, SIGN)
    assert "We can formally say this is met" in say(world, DIRECTOR, "assurance SG1")
    say(world, DIRECTOR, 'evidence return E3 reason="Sample was wrong"')
    said = say(world, DIRECTOR, "assurance SG1")
    assert "We cannot formally say this is met now: the board signed it off at the meeting of 20 April 2010" in said
    assert "but its evidence no longer bears that out" in said
    assert "its evidence no longer bears that out" in say(world, DIRECTOR, "status SG1")
    assert "SG1" in say(world, CHAIR, "waiting")


def test_the_board_settles_that_doubt_by_keeping_its_word(world: World) -> None:
    say(world, CHAIR, SIGN)
    say(world, DIRECTOR, 'evidence return E3 reason="Sample was wrong"')
    assert "It still holds" in say(world, CHAIR, "sign-off SG1")
    say(world, CHAIR, "holding SG1 yes")
    assert "We can formally say this is met" in say(world, DIRECTOR, "assurance SG1")


def test_each_axis_of_a_boards_word_stands_until_it_is_spoken_of_again_or_lifted(world: World) -> None:
    at = 'meeting="20 April 2010"'
    say(world, CHAIR, f'judge SG5 delivery="off track" impact="not enough evidence" {at} reason="Two areas stopped"')
    assert "RED" in say(world, CHAIR, "status SG5")
    say(world, CHAIR, f'judge SG5 impact=emerging {at} reason="A first audit"')
    shown = say(world, DIRECTOR, "status SG5")
    assert "RED" in shown
    assert "delivery off track" in shown
    assert "impact emerging" in shown
    assert "not enough evidence" not in shown
    listed = say(world, DIRECTOR, "status all")
    assert listed.index("[SG5]") < listed.index("[SG3]")
    say(world, CHAIR, f'judge SG5 delivery="on track" {at} reason="Both resumed"')
    assert "delivery off track" not in say(world, CHAIR, "status SG5")
    say(world, CHAIR, 'judge lift SG5 reason="Said too soon"')
    assert "delivery off track" in say(world, CHAIR, "status SG5")


def test_a_phase_keeps_its_red_when_the_board_speaks_only_of_sign_off(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, BEDS) as world:
        at = 'meeting="30 November 2012"'
        judged = 'delivery="off track" impact="not enough evidence" sign-off="not agreed"'
        say(world, BEDS_CHAIR, f'judge Phase 1 {judged} {at} reason="Largely off track"')
        assert "RED" in say(world, BEDS_CHAIR, "status Phase 1")
        say(world, BEDS_CHAIR, f'judge Phase 1 sign-off="returned" {at} reason="Sent back again"')
        assert "RED" in say(world, BEDS_CHAIR, "status Phase 1")
        assert "delivery: off track; impact: not enough evidence" in say(world, BEDS_CHAIR, "assurance Phase 1")


def test_nobody_gives_a_boards_word_on_what_they_own_or_manage(world: World) -> None:
    say(world, CHAIR, f'chair {QUALITY} for "20 April 2010"')
    said = say(world, QUALITY, 'judge SG5 delivery=completed meeting="20 April 2010" reason=mine')
    assert "You answer for SG5" in said
    assert "Chair of the Improvement Steering Group" in said
    world.run(f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') "
              f"WHERE email = '{QUALITY}'")  # fmt: skip
    assert "You answer for SG5" in say(world, CHAIR, 'judge SG5 delivery=completed meeting="20 April 2010" reason=x')
    assert not world.rows("SELECT id FROM board_judgement")


def test_a_board_judges_impact_evidenced_only_on_more_than_process(world: World) -> None:
    at = 'meeting="20 April 2010" reason="Seen"'
    assert "cannot be judged evidenced" in say(world, CHAIR, f"judge SG2 impact=evidenced {at}")
    assert not world.rows("SELECT id FROM board_judgement")
    assert "impact evidenced" in say(world, CHAIR, f"judge SG1 impact=evidenced {at}")


def test_who_owns_a_stream_in_a_phase_does_not_sign_the_phase_and_a_minute_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, BEDS) as world:
        signed = 'judge Phase 1 sign-off="signed off" meeting="30 November 2012" reason="All seen"'
        assert "You answer for Phase 1 or for work in it" in say(world, BEDS_CHAIR, f"{signed} minute=4")
        world.run(OF_ANOTHER)
        assert "The minute" in say(world, BEDS_CHAIR, signed)
        assert "sign-off signed off, minute 4" in say(world, BEDS_CHAIR, f"{signed} minute=4")


def test_what_the_board_reopened_is_not_green_until_something_new_is_accepted(world: World) -> None:
    say(world, CHAIR, SIGN)
    world.wait(hours=1)
    say(world, CHAIR, 'holding SG1 no reason="It fell back"')
    shown = say(world, OWNER, "status SG1")
    assert "AMBER" in shown
    assert "reopened by the Improvement Steering Group, and nothing new is accepted since" in shown
    refusal = say(world, OWNER, "sign-off request SG1")
    assert "the board reopened it, and no evidence of what changed was accepted since" in refusal
    world.wait(hours=1)
    say(world, OWNER, 'evidence SG1 audit "Re-audit in April: 48 of 50 allocated" for')
    number = world.rows("SELECT max(id) FROM evidence")[0][0]
    say(world, DIRECTOR, f"evidence accept E{number}")
    assert "GREEN" in say(world, OWNER, "status SG1")
    assert "is asked to sign it off" in say(world, OWNER, "sign-off request SG1")


def test_an_answer_to_evidence_against_does_not_make_not_enough_evidence_green(world: World) -> None:
    say(world, OWNER, 'evidence SG1 audit "One area fell to 50%" against')
    number = world.rows("SELECT max(id) FROM evidence")[0][0]
    say(world, DIRECTOR, f'evidence answer E{number} "That area was closed"')
    assert world.rows("SELECT impact FROM recommendation WHERE label = 'SG1'")[0][0] == "not_enough_evidence"
    assert "AMBER" in say(world, OWNER, "status SG1")


def test_one_person_chairs_a_meeting(world: World) -> None:
    said = [say(world, CHAIR, f'chair {who} for "18 May 2010"') for who in (QUALITY, SECRETARY, DIRECTOR)]
    assert "in the place of" in said[-1]
    held = world.rows(
        "SELECT p.email FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.role = 'chair' "
        "AND g.until IS NOT NULL AND g.until > g.since"
    )
    assert [row[0] for row in held] == [DIRECTOR]


def test_a_measure_that_falls_stands_before_the_board_and_in_assurance(world: World) -> None:
    fell = 'figure M3 numerator=20 denominator=50 period="April 2010"'
    assert "WRONG WAY" in say(world, OWNER, fell)
    say(world, OWNER, fell.replace("20", "21", 1))
    card = say(world, CHAIR, "sign-off SG1")
    assert "moves the wrong way, from 86% to 42% in April 2010" in card
    assert "40%" not in card
    say(world, CHAIR, SIGN)
    assert "Exception, known when it was signed off: " in say(world, DIRECTOR, "assurance SG1")


def test_a_period_that_has_not_begun_has_no_figure(world: World) -> None:
    said = say(world, OWNER, 'figure M3 numerator=20 denominator=50 period="June 2010"')
    assert "That period has not begun" in said
    assert not world.rows("SELECT id FROM figure WHERE period = 'June 2010'")


def test_a_decision_is_of_a_day_on_which_the_board_met(world: World) -> None:
    refusal = say(world, CHAIR, 'judge SG5 delivery="off track" meeting="5 April 2010" reason=x')
    assert "has no meeting on 5 April 2010: the nearest are those of 16 March 2010 and 20 April 2010" in refusal
    assert not world.rows("SELECT id FROM board_judgement")
    say(world, CHAIR, 'sign-off SG1 meeting="21 April 2010" minute=1')
    assert "the nearest are those of 20 April 2010 and 18 May 2010" in say(world, CHAIR, SIGN.replace("20", "21", 1))
    said = say(world, CHAIR, f"{SIGN.replace('20', '21', 1)} extraordinary=yes")
    assert "the meeting of 21 April 2010 (extraordinary), minute 4.2" in said


OTHER_BOARD = (
    "INSERT INTO role_grant (person_id, plan_id, board_id, role, since, granted_by, admitted) SELECT person.id, "
    "board.plan_id, board.id, 'chair', '2010-01-01 00:00:00.000000', 'test', false FROM person, board "
    "WHERE email = 'head.of.participation@cambridgeshire.example' AND board.kind = 'lscb'"
)


def test_two_boards_each_judge_the_worse_heads_the_card_and_each_lifts_its_own_word_alone(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        world.run(OTHER_BOARD)
        chair, other = "chair@cambridgeshire.example", "head.of.participation@cambridgeshire.example"
        lscb = "Local Safeguarding Children Board"
        judged = 'judge LAC5 delivery="{}" meeting=2010-04-06 extraordinary=yes reason="Seen in {}"'
        assert not world.ask(chair, judged.format("off track", "two areas")).refused
        assert not world.ask(other, judged.format("on track", "partners' audits")).refused
        for who in (chair, other):
            shown = " ".join(world.says(who, "status LAC5").split())
            assert "RED: the Improvement Steering Group judged it off track" in shown
            assert f"{lscb}, 6 April 2010: delivery on track" in shown
            assert "Improvement Steering Group, 6 April 2010: delivery off track" in shown
        assert "LAC5" in world.says(chair, "status all")
        assert not world.ask(other, judged.format("at risk", "one area")).refused
        shown = " ".join(world.says(chair, "status LAC5").split())
        assert "RED: the Improvement Steering Group judged it off track" in shown
        assert "delivery on track" not in shown.partition("Board ")[2].partition("History")[0]
        assert not world.ask(chair, 'judge lift LAC5 reason="Better since"').refused
        shown = " ".join(world.says(chair, "status LAC5").split())
        assert f"Board {lscb}, 6 April 2010: delivery at risk" in shown
        assert "off track" not in shown
        assert f"That is the word of the {lscb}, so only it lifts it" in " ".join(
            world.says(chair, 'judge lift LAC5 reason="Theirs"').split()
        )
        assert not world.ask(other, 'judge lift LAC5 reason="Seen again"').refused
        assert "Improvement Steering Group lifted its word on LAC5" in " ".join(
            world.says(chair, "history LAC5").split()
        )
        assert f"{lscb} lifted its word on LAC5" in " ".join(world.says(chair, "history LAC5").split())
        assert world.audit_problems() == []
