"""Sign-off by conversation: asked for, returned, decided once, confirmed by another, kept, and taken back."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.audit import mark_demonstration
from models.card import Reply
from tests.databases import Store
from tests.worlds import KEY, LADDERS, LONDON, Setting, World, buttons, opened, request

BOARD_DAY = Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON))
OWNER, CHAIR, VICE = "head.of.access", "chair", "vice.chair"
EMAIL = "head.of.access@cambridgeshire.example"
LEAD, OTHER, SECRETARY, VIEWER = "director", "head.of.participation", "secretary", "scrutiny.officer"
RETURN = (
    'sign-off return SG1 wanted="a re-audit of two areas" from=head.of.access@cambridgeshire.example by="18 May 2010"'
)
SIGN = 'sign-off SG1 meeting="20 April 2010" minute=4.2'


class Talk:
    """People in chat, where the platform says who they are."""

    def __init__(self, world: World) -> None:
        self.world = world

    def ask(self, who: str, text: str, **values: str) -> Reply:
        return self.world.in_chat(f"{who}@cambridgeshire.example", text, values)

    def press(self, who: str, reply: Reply, label: str, **values: str) -> Reply:
        command = next(action.command for action in buttons(reply) if action.label.startswith(label))
        return self.ask(who, command, **values)

    def state(self, label: str = "SG1") -> str:
        return str(self.world.rows(f"SELECT sign_off FROM recommendation WHERE label = '{label}'")[0][0])

    def decisions(self) -> list[str]:
        return [str(row[0]) for row in self.world.rows("SELECT kind FROM decision ORDER BY id")]

    def due(self, state: str = "pending") -> list[tuple[str, str]]:
        found = self.world.rows(
            f"SELECT kind, due_on FROM reminder WHERE state = '{state}' AND {LADDERS} ORDER BY kind, due_on"
        )
        return [(str(kind), str(day)) for kind, day in found]


def words(reply: Reply) -> str:
    return " ".join(card.title for card in reply.cards)


@pytest.fixture
def talk(store: Store, tmp_path: Path) -> Iterator[Talk]:
    with opened(store, tmp_path, BOARD_DAY) as world:
        yield Talk(world)
        assert world.audit_problems() == []


def person(talk: Talk, who: str) -> int:
    return int(talk.world.rows(f"SELECT id FROM person WHERE email = '{who}@cambridgeshire.example'")[0][0])


def test_the_chair_sees_the_evidence_and_what_may_be_done(talk: Talk) -> None:
    reply = talk.ask(CHAIR, "sign off SG1")
    assert words(reply) == "SG1: 2 pieces of evidence accepted. Sign-off: requested."
    assert [action.label for action in buttons(reply)][:4] == [
        "Decided at the meeting of 20 April 2010",
        "Chair's action, to be reported on 18 May 2010",
        "Return, saying what is wanted",
        "See the evidence",
    ]


def test_the_owner_is_told_that_the_board_signs(talk: Talk) -> None:
    reply = talk.ask(OWNER, "sign-off SG1")
    assert "You own SG1, so the board has to sign it off." in str(reply)
    refused = talk.ask(OWNER, SIGN)
    assert refused.refused
    assert "You own SG1" in words(refused)
    assert talk.decisions() == []


def test_a_button_asks_for_the_minute_and_signs_once(talk: Talk) -> None:
    shown = talk.ask(CHAIR, "sign-off SG1")
    form = talk.press(CHAIR, shown, "Decided at").form
    assert form is not None
    assert {field.name: getattr(field, "value", "") for field in form.fields}["meeting"] == "2010-04-20"
    done = talk.ask(CHAIR, form.command, meeting="2010-04-20", minute="4.2")
    assert words(done) == (
        "SG1 is signed off by the Improvement Steering Group: decided at the meeting of 20 April 2010, minute 4.2."
    )
    again = talk.ask(CHAIR, form.command, meeting="2010-04-20", minute="4.2")
    assert again.refused
    assert again.replaces
    assert "signed off already" in words(again)
    assert talk.decisions() == ["sign_off"]
    assert talk.due() == [("still_holding", "2010-07-20"), ("still_holding", "2010-10-20")]


def test_the_items_card_says_who_signed_it_and_where(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    said = str(talk.ask(VIEWER, "status SG1"))
    assert "signed off by the Improvement Steering Group, decided at the meeting of 20 April 2010, minute 4.2" in said
    assert [action.label for action in buttons(talk.ask(CHAIR, "status SG1")) if action.label == "Reopen"] == ["Reopen"]


def test_chairs_action_is_chased_until_it_is_reported(talk: Talk) -> None:
    done = talk.press(CHAIR, talk.ask(CHAIR, "sign-off SG1"), "Chair's action")
    assert "chair's action, to be reported on 18 May 2010" in words(done)
    assert ("chair_report", "2010-05-18") in talk.due()
    talk.world.wait(days=29)
    assert talk.ask(OWNER, "sign-off reported SG1 meeting=2010-05-18 minute=2").refused
    assert talk.ask(SECRETARY, "sign-off reported SG1").form
    assert talk.ask(SECRETARY, "sign-off reported SG1 meeting=2010-04-16 minute=2").refused
    assert not talk.ask(SECRETARY, "sign-off reported SG1 meeting=2010-05-18 minute=2").refused
    for card in ("status SG1", "sign-off SG1"):
        shown = str(talk.ask(OWNER, card))
        assert "chair's action, reported at the meeting of 18 May 2010, minute 2" in shown
        assert "to be reported" not in shown
    assert ("chair_report", "2010-05-18") in talk.due("done")


@pytest.mark.parametrize("kind", ["cabinet", "health_and_wellbeing_board"])
def test_a_board_of_councillors_has_no_chairs_action(talk: Talk, kind: str) -> None:
    talk.world.run(f"UPDATE board SET kind = '{kind}' WHERE key = 'improvement-steering-group'")
    talk.world.run("DELETE FROM meeting WHERE board_id IN (SELECT id FROM board WHERE key = 'performance-board')")
    talk.world.run('UPDATE plan SET settings = \'{"signing_board": "improvement-steering-group"}\'')
    reply = talk.ask(CHAIR, "sign-off SG1 chairs-action=2010-05-18")
    assert reply.refused
    assert "decides at its meetings" in words(reply)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('sign-off SG1 meeting="18 May 2010" minute=1', "has not come yet"),
        ("sign-off SG1 chairs-action=2010-04-01", "has passed"),
        ("sign-off SG1 chairs-action=2010-12-25", "does not meet on 25 December 2010. Its next meeting is on 18 May"),
        ("sign-off SG1 meeting=2010-04-20 minute=1 chairs-action=2010-05-18", "one of the two"),
        ("sign-off sign SG1 meeting=nonsense minute=1", "Type the day"),
        (f"sign-off SG1 meeting=2010-04-20 minute={'x' * 201}", "at most 200"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_what_to_say(talk: Talk, said: str, why: str) -> None:
    reply = talk.ask(CHAIR, said)
    assert reply.refused
    assert why in words(reply)
    assert talk.decisions() == []


@pytest.mark.parametrize("who", [LEAD, OTHER, SECRETARY, VIEWER])
def test_only_the_boards_office_holders_sign(talk: Talk, who: str) -> None:
    talk.ask(who, "help")
    before = talk.world.everything()
    reply = talk.ask(who, SIGN)
    assert reply.refused
    assert "chair or vice-chair" in words(reply)
    assert talk.world.everything() == before


def test_office_is_checked_at_the_click(talk: Talk) -> None:
    shown = talk.ask(CHAIR, "sign-off SG1")
    talk.ask(LEAD, "people remove chair@cambridgeshire.example")
    assert talk.press(CHAIR, shown, "Chair's action").refused
    assert talk.state() == "requested"
    assert not talk.ask(VICE, SIGN).refused


def test_the_console_signs_for_nobody_unless_it_is_a_demonstration(talk: Talk) -> None:
    console = request("chair@cambridgeshire.example", SIGN)
    refused = talk.world.bot.ask(console)
    assert refused.refused
    assert "migrate --demonstration" in words(refused)
    assert talk.world.bot.ask(request("", SIGN)).refused
    mark_demonstration(talk.world.engine, KEY)
    assert talk.world.bot.ask(request("", SIGN)).refused
    assert not talk.world.bot.ask(console).refused


def test_asking_says_all_that_is_missing_and_the_way(talk: Talk) -> None:
    reply = talk.ask(OTHER, "sign-off request SG4")
    assert reply.refused
    assert words(reply) == (
        "SG4 cannot be signed off yet: delivery is at risk, not completed; action 4.2 is late and open; impact is none "
        "stated, and the plan asks for evidenced. Nothing was recorded."
    )
    assert [action.label for action in buttons(reply)] == [
        "Post an update",
        "Its actions",
        "State the impact",
        "Status",
    ]


@pytest.mark.parametrize("who", [CHAIR, VIEWER, OTHER])
def test_only_owner_deputy_or_lead_asks(talk: Talk, who: str) -> None:
    talk.ask(OWNER, "sign-off withdraw SG1")
    assert talk.ask(who, "sign-off request SG1").refused


def test_asking_puts_it_to_the_board_and_chases_the_chair(talk: Talk) -> None:
    talk.ask(OWNER, 'sign-off withdraw SG1 reason="one more audit"')
    assert talk.state() == "not_requested"
    reply = talk.ask(LEAD, "sign-off request SG1")
    assert "the Improvement Steering Group is asked to sign it off. Its next meeting is on 18 May 2010." in words(reply)
    assert talk.state() == "requested"
    assert talk.due() == [("sign_off_waiting", "2010-05-10")]
    assert talk.ask(OWNER, "sign-off request SG1").refused
    assert talk.decisions() == ["return", "request"]


def test_a_plan_may_ask_for_sustained_impact(talk: Talk) -> None:
    talk.world.run('UPDATE plan SET settings = \'{"sign_off_needs": "sustained"}\'')
    reply = talk.ask(CHAIR, SIGN)
    assert reply.refused
    assert "the plan asks for sustained" in words(reply)


def test_evidence_against_holds_the_decision_up_until_answered(talk: Talk) -> None:
    talk.world.run("UPDATE evidence SET bearing = 'mixed' WHERE title = 'Allocation procedure for the Contact Centre'")
    reply = talk.ask(CHAIR, SIGN)
    assert "1 piece of evidence against it stands unanswered" in words(reply)
    assert "Return, saying what is wanted" in [action.label for action in buttons(reply)]
    talk.world.run("UPDATE evidence SET answered = true WHERE title = 'Allocation procedure for the Contact Centre'")
    assert not talk.ask(CHAIR, SIGN).refused


def test_returning_names_what_from_whom_and_by_when_and_reminds(talk: Talk) -> None:
    form = talk.press(CHAIR, talk.ask(CHAIR, "sign-off SG1"), "Return").form
    assert form is not None
    filled = {field.name: getattr(field, "value", "") for field in form.fields}
    assert (filled["from"], filled["by"]) == ("head.of.access@cambridgeshire.example", "2010-05-18")
    done = talk.ask(CHAIR, form.command, **{**filled, "wanted": "a re-audit of two areas"})
    assert words(done) == "SG1 is returned. Wanted from Head of Access by 18 May 2010: “a re-audit of two areas”"
    assert talk.state() == "returned"
    assert talk.due() == [("evidence_wanted", "2010-05-10")]
    stale = talk.ask(CHAIR, form.command, **{**filled, "wanted": "again"})
    assert stale.replaces
    assert "returned by the Improvement Steering Group; wanted by 18 May 2010" in str(talk.ask(OWNER, "status SG1"))


def test_a_returned_item_is_amber_until_the_wanted_evidence_is_accepted(talk: Talk) -> None:
    talk.ask(CHAIR, RETURN)
    why = "the board returned it and wants more evidence by 18 May 2010"
    assert f"AMBER: {why}" in talk.world.says(EMAIL, "status SG1")
    assert f"AMBER: {why}" in " ".join(talk.world.says(EMAIL, "status all").split())
    talk.ask(OWNER, 'evidence SG1 audit "Two areas audited again" for')
    asked = talk.ask(OWNER, "sign-off request SG1")
    said = "“a re-audit of two areas” by 18 May 2010, and E8 is offered and not accepted"
    assert said in str(asked)
    assert f"AMBER: {why}" in talk.world.says(EMAIL, "status SG1")
    assert "a re-audit of two areas, by 18 May 2010: E8 is offered and not accepted" in str(
        talk.ask(VICE, "sign-off SG1")
    )
    talk.ask(OWNER, "sign-off withdraw SG1")
    assert not talk.ask(CHAIR, "evidence accept E8").refused
    assert "GREEN" in talk.world.says(EMAIL, "status SG1")
    assert "missing" not in str(talk.ask(OWNER, "sign-off request SG1"))
    assert "Wanted" not in str(talk.ask(VICE, "sign-off SG1"))


def test_what_was_signed_and_is_doubted_cannot_formally_be_said_to_be_met(talk: Talk) -> None:
    talk.ask(CHAIR, 'sign-off SG1 chairs-action="18 May 2010"')
    said = "because the Improvement Steering Group signed it off by chair's action, to be reported on 18 May 2010."
    assert f"We can formally say this is met, {said}" in str(talk.ask(LEAD, "assurance SG1"))
    talk.ask(OWNER, 'holding SG1 no reason="Re-audit fell to 50%"')
    doubt = "but Head of Access reports that it no longer holds"
    cannot = (
        f"We cannot formally say this is met now: the board signed it off by chair's action on 20 April 2010, {doubt}."
    )
    assert cannot in str(talk.ask(LEAD, "assurance SG1"))
    assert f"BLUE: the board has signed it off ({doubt})" in " ".join(talk.world.says(EMAIL, "status SG1").split())
    assert "signed off but in doubt SG1" in " ".join(talk.world.says(EMAIL, "readiness").split())
    talk.ask(CHAIR, "holding SG1 yes")
    assert said in str(talk.ask(LEAD, "assurance SG1"))


def test_evidence_against_what_was_signed_is_a_doubt_until_it_is_answered(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(OWNER, 'evidence SG1 audit "One area fell to 50%" against')
    doubt = "the board signed it off at the meeting of 20 April 2010, but evidence against it is unanswered."
    assert doubt in str(talk.ask(LEAD, "assurance SG1"))
    talk.ask(OWNER, 'evidence answer E8 answer="The area was put right"')
    said = "signed it off, decided at the meeting of 20 April 2010, minute 4.2."
    assert said in str(talk.ask(LEAD, "assurance SG1"))


def test_a_board_may_sign_without_what_it_wanted(talk: Talk) -> None:
    talk.ask(CHAIR, RETURN)
    talk.ask(OWNER, "sign-off request SG1")
    assert "nothing has been accepted since" in str(talk.ask(CHAIR, "sign-off SG1"))
    assert not talk.ask(CHAIR, SIGN).refused
    assert talk.state() == "signed_off"
    assert "BLUE" in talk.world.says(EMAIL, "status SG1")


def test_withdrawing_does_not_answer_what_the_board_wanted(talk: Talk) -> None:
    talk.ask(CHAIR, RETURN)
    talk.ask(OWNER, "sign-off request SG1")
    assert talk.due() == [("sign_off_waiting", "2010-05-10")]
    talk.ask(OWNER, "sign-off withdraw SG1")
    assert talk.state() == "returned"
    assert talk.due() == [("evidence_wanted", "2010-05-18")]


@pytest.mark.parametrize("said", ['update SG1 at risk "two areas stopped"', 'update SG1 "all is well"'])
def test_an_item_is_locked_while_the_board_decides(talk: Talk, said: str) -> None:
    reply = talk.ask(OWNER, said)
    assert reply.refused
    assert buttons(reply)[0].command == "sign-off withdraw cambridgeshire-2009/SG1"
    talk.press(OWNER, reply, "Withdraw")
    assert not talk.ask(OWNER, said).refused


def test_a_signed_item_is_not_quietly_undone(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    reply = talk.ask(OWNER, 'update SG1 at risk "two areas stopped"')
    assert reply.refused
    assert buttons(reply)[0].command.startswith("holding ")
    assert not talk.ask(OWNER, 'update SG1 "Still monthly audits"').refused


def test_where_the_chair_manages_the_owner_a_second_member_confirms(talk: Talk) -> None:
    talk.world.run(f"UPDATE person SET line_manager_id = {person(talk, CHAIR)} WHERE id = {person(talk, OWNER)}")
    signed = talk.ask(CHAIR, SIGN)
    assert "not signed off until a second member confirms" in words(signed)
    assert talk.state() == "requested"
    assert talk.ask(CHAIR, SIGN).refused
    for who in (CHAIR, OWNER, LEAD, VIEWER, SECRETARY):
        assert talk.ask(who, "sign-off confirm SG1").refused
    assert "1 thing waits" in words(talk.ask(VICE, "waiting"))
    done = talk.press(VICE, talk.ask(VICE, "sign-off SG1"), "Confirm")
    assert "SG1 is signed off" in words(done)
    assert talk.decisions() == ["sign_off", "confirm"]
    assert ("still_holding", "2010-07-20") in talk.due()
    assert talk.ask(VICE, "sign-off confirm SG1").refused


def test_where_the_chair_owns_the_item_a_member_of_the_board_confirms(talk: Talk) -> None:
    tie = "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) VALUES (1, 1, 'owner', {}, 9)"
    talk.world.run(tie.format(person(talk, CHAIR)))
    board = 'board="Improvement Steering Group"'
    assert not talk.ask(LEAD, f"people change scrutiny.officer@cambridgeshire.example viewer {board}").refused
    assert "second member" in words(talk.ask(CHAIR, SIGN))
    assert not talk.ask(VIEWER, "sign-off confirm SG1").refused
    assert talk.state() == "signed_off"


def test_a_second_member_may_return_it_instead(talk: Talk) -> None:
    talk.world.run(f"UPDATE person SET line_manager_id = {person(talk, CHAIR)} WHERE id = {person(talk, OWNER)}")
    talk.ask(CHAIR, SIGN)
    assert not talk.ask(VICE, RETURN).refused
    assert talk.state() == "returned"
    assert talk.ask(VICE, "sign-off confirm SG1").refused


def test_the_chair_for_the_meeting_signs_what_that_meeting_decided(talk: Talk) -> None:
    assert talk.ask(VIEWER, "chair scrutiny.officer@cambridgeshire.example for 20 April 2010").refused
    assert talk.ask(OWNER, "chair head.of.access@cambridgeshire.example for 20 April 2010").refused
    named = talk.ask(SECRETARY, "chair head.of.quality@cambridgeshire.example for 20 April 2010")
    assert "chairs the Improvement Steering Group for the meeting of 20 April 2010" in words(named)
    assert talk.ask("head.of.quality", "sign-off SG1 chairs-action=2010-05-18").refused
    assert talk.ask("head.of.quality", "sign-off SG1 meeting=2010-04-19 minute=1").refused
    assert not talk.ask("head.of.quality", SIGN).refused


def test_a_chair_for_the_meeting_is_nobody_afterwards(talk: Talk) -> None:
    talk.ask(SECRETARY, "chair head.of.quality@cambridgeshire.example for 20 April 2010")
    talk.world.wait(days=15)
    assert talk.ask("head.of.quality", SIGN).refused


def test_somebody_removed_is_no_chair_for_a_meeting_either(talk: Talk) -> None:
    talk.ask(SECRETARY, "chair scrutiny.officer@cambridgeshire.example for 20 April 2010")
    talk.ask(LEAD, "people remove scrutiny.officer@cambridgeshire.example")
    assert talk.ask(VIEWER, SIGN).refused
    assert talk.state() == "requested"


def test_reopening_voids_the_sign_off_with_its_reason(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    assert talk.ask(OWNER, 'sign-off reopen SG1 reason="no"').refused
    form = talk.press(VICE, talk.ask(VICE, "sign-off SG1"), "Reopen").form
    assert form is not None
    assert "its sign-off is void" in words(talk.ask(VICE, form.command, reason="two areas stopped"))
    assert talk.state() == "reopened"
    assert talk.due() == []
    assert talk.ask(CHAIR, 'sign-off reopen SG1 reason="again"').refused
    assert "no evidence of what changed was accepted since" in words(talk.ask(OWNER, "sign-off request SG1"))


def test_still_holding_is_answered_check_by_check(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.world.wait(days=90)
    assert talk.ask(OTHER, "holding SG1 yes").refused
    assert talk.ask(OWNER, "holding SG1").form
    assert not talk.ask(OWNER, 'holding SG1 yes reason="48 of 50 in July"').refused
    assert talk.due() == [("still_holding", "2010-10-20")]
    assert talk.state() == "signed_off"


def test_no_longer_holding_goes_to_the_board_which_decides(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    assert talk.ask(OWNER, "holding SG1 no").form
    talk.ask(OWNER, 'holding SG1 no reason="two areas stopped"')
    assert talk.state() == "signed_off"
    assert "no longer holds" in str(talk.ask(CHAIR, "waiting"))
    assert talk.ask(OWNER, "holding SG1 yes").refused
    talk.press(CHAIR, talk.ask(CHAIR, "sign-off SG1"), "It still holds")
    assert "nothing waits" in words(talk.ask(CHAIR, "waiting"))
    talk.ask(CHAIR, 'holding SG1 no reason="audited: it does not"')
    assert talk.state() == "reopened"


def test_withdrawing_leaves_what_the_board_reopened_reopened(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(CHAIR, 'holding SG1 no reason="audited: it does not"')
    talk.ask(OWNER, "sign-off request SG1")
    talk.ask(OWNER, "sign-off withdraw SG1")
    assert talk.state() == "reopened"


def test_what_was_signed_is_kept_and_its_links_are_marked(talk: Talk) -> None:
    talk.world.run(
        "UPDATE evidence SET link = 'https://council.example/audit' "
        "WHERE title = 'Audit of referral allocation, March 2010'"
    )
    talk.ask(CHAIR, SIGN)
    kept = talk.world.rows("SELECT snapshot FROM decision")[0][0]
    snapshot = json.loads(kept) if isinstance(kept, str) else kept
    assert snapshot["states"]["impact"] == "evidenced"
    assert snapshot["item"]["label"] == "SG1"
    assert [piece["kind"] for piece in snapshot["evidence"]] == ["audit", "process"]
    assert snapshot["evidence"][0]["link_is"].startswith("not frozen")
    assert snapshot["updates"][-1]["narrative"].startswith("Referrals are allocated")


def test_history_tells_every_step(talk: Talk) -> None:
    talk.ask(CHAIR, RETURN)
    talk.ask(OWNER, 'sign-off request SG1 reason="re-audit is in"')
    talk.ask(CHAIR, SIGN)
    talk.ask(CHAIR, 'sign-off reopen SG1 reason="two areas stopped"')
    told = str(talk.ask(VIEWER, "history SG1"))
    for said in ("reopened SG1", "signed off SG1", "“re-audit is in”", "returned SG1", "Chair of the Improvement"):
        assert said in told


def test_two_chairs_at_once_make_one_decision(talk: Talk) -> None:
    replies: list[Reply] = []
    ready = threading.Barrier(4)

    def sign(who: str) -> None:
        ready.wait()
        replies.append(talk.ask(who, SIGN))

    threads = [threading.Thread(target=sign, args=(who,)) for who in (CHAIR, VICE, CHAIR, VICE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert talk.decisions() == ["sign_off"]
    refused = [words(reply) for reply in replies if reply.refused]
    assert len(refused) == 3
    assert all("signed off already" in said for said in refused)


def test_an_action_is_judged_and_not_signed_off(talk: Talk) -> None:
    reply = talk.ask(CHAIR, "sign-off action 4.2")
    assert reply.refused
    assert buttons(reply)[0].command == "judge action cambridgeshire-2009/4.2"


def test_waiting_is_empty_for_those_who_decide_nothing(talk: Talk) -> None:
    assert "1 thing waits" in words(talk.ask(CHAIR, "waiting"))
    for who in (OWNER, VIEWER, SECRETARY):
        assert "nothing waits" in words(talk.ask(who, "waiting"))


AGAINST = 'evidence SG1 audit "22 of 50 allocated in the west" bearing=against'


def doubts(talk: Talk, state: str = "pending") -> list[tuple[str, str]]:
    found = talk.world.rows(
        "SELECT email, due_on FROM reminder LEFT JOIN person ON person.id = person_id "
        f"WHERE kind = 'sign_off_doubted' AND reminder.state = '{state}'"
    )
    return [(str(who), str(day)) for who, day in found]


def only_the_evidence_waits(talk: Talk, who: str) -> bool:
    """Whether what was offered is to be accepted, and nothing else is to be done."""
    said = talk.ask(who, "waiting")
    return "1 thing waits" in words(said) and "E8 for SG1 waits to be accepted or sent back" in str(said)


def test_evidence_against_what_is_signed_off_waits_for_the_chair_by_name(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    told = words(talk.ask(OWNER, AGAINST)) + str(talk.ask(OWNER, "history SG1"))
    assert "Chair of the Improvement Steering Group is asked whether it still holds" in told
    assert doubts(talk) == [("chair@cambridgeshire.example", "2010-04-20")]
    waiting = str(talk.ask(CHAIR, "waiting"))
    assert (
        "it is signed off, and 1 piece of evidence against it stands unanswered; reopen it, or answer that" in waiting
    )
    for who in (OWNER, VIEWER):
        assert "nothing waits" in words(talk.ask(who, "waiting"))
    assert only_the_evidence_waits(talk, SECRETARY)
    shown = talk.press(CHAIR, talk.ask(CHAIR, "waiting"), "Look at SG1")
    assert [action.label for action in buttons(shown)][:2] == ["Reopen", "Answer E8"]
    assert "Evidence against SG1 is unanswered: it is answered, or SG1 is reopened." in str(shown)
    assert "Answer E8" in [action.label for action in buttons(talk.ask(OWNER, "sign-off SG1"))]


def test_it_is_chased_once_until_it_is_answered_or_sent_back(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(OWNER, AGAINST)
    talk.world.wait(days=1)
    talk.ask(SECRETARY, "evidence accept E8")
    talk.ask(OWNER, AGAINST)
    assert doubts(talk) == [("chair@cambridgeshire.example", "2010-04-20")]
    assert "2 pieces of evidence against it stand unanswered" in str(talk.ask(CHAIR, "waiting"))
    talk.ask(OWNER, 'evidence answer E8 answer="It was one week"')
    assert doubts(talk) == [("chair@cambridgeshire.example", "2010-04-20")]
    talk.ask(SECRETARY, 'evidence return E9 reason="The same audit"')
    assert doubts(talk) == []
    assert "nothing waits" in words(talk.ask(CHAIR, "waiting"))
    assert talk.state() == "signed_off"


def test_reopening_settles_it_too(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(OWNER, AGAINST)
    talk.press(CHAIR, talk.ask(CHAIR, "sign-off SG1"), "Reopen")
    talk.ask(CHAIR, 'sign-off reopen SG1 reason="the west"')
    assert doubts(talk) == []
    assert doubts(talk, "cancelled") == [("chair@cambridgeshire.example", "2010-04-20")]
    assert only_the_evidence_waits(talk, CHAIR)


def test_what_proved_it_sent_back_waits_for_the_chair_too(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(SECRETARY, 'evidence return E3 reason="Not that team"')
    assert "its evidence no longer bears that out" in str(talk.ask(CHAIR, "waiting"))
    assert [who for who, _ in doubts(talk)] == ["chair@cambridgeshire.example"]


def test_the_board_may_keep_what_evidence_speaks_against(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(OWNER, AGAINST)
    talk.press(CHAIR, talk.ask(CHAIR, "sign-off SG1"), "It still holds")
    assert doubts(talk) == []
    assert doubts(talk, "done") == [("chair@cambridgeshire.example", "2010-04-20")]
    assert only_the_evidence_waits(talk, CHAIR)
    assert "It still holds" not in [action.label for action in buttons(talk.ask(CHAIR, "sign-off SG1"))]
    talk.world.wait(days=1)
    talk.ask(OWNER, AGAINST.replace("west", "north"))
    assert [who for who, _ in doubts(talk)] == ["chair@cambridgeshire.example"]
    assert "2 things wait" in words(talk.ask(CHAIR, "waiting"))


def impact(talk: Talk) -> str:
    return str(talk.world.rows("SELECT impact FROM recommendation WHERE label = 'SG1'")[0][0])


def test_reopening_weighs_what_came_against_it_meanwhile(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(OWNER, AGAINST)
    assert impact(talk) == "evidenced"
    reopened = talk.ask(CHAIR, 'sign-off reopen SG1 reason="the west"')
    assert (talk.state(), impact(talk)) == ("reopened", "not_enough_evidence")
    stepped = (
        "mpact of SG1 stepped down from evidenced to not enough evidence: E8 speaks against it and is not answered"
    )
    assert f"I{stepped}." in str(reopened)
    history = str(talk.ask(CHAIR, "history SG1"))
    assert f"i{stepped}" in history
    assert "so its sign-off is void: “the west”" in history


def test_reopening_leaves_an_impact_that_is_borne_out(talk: Talk) -> None:
    talk.ask(CHAIR, SIGN)
    talk.ask(CHAIR, 'sign-off reopen SG1 reason="the west"')
    assert (talk.state(), impact(talk)) == ("reopened", "evidenced")


def test_what_was_signed_can_be_read_afterwards_with_its_links_marked_and_what_changed_since(talk: Talk) -> None:
    talk.ask(OWNER, "sign-off withdraw SG1")
    talk.ask(
        OWNER, 'evidence SG1 audit shows="48 of 50 on the day" link=https://council.example/audit period="March 2010"'
    )
    talk.ask(CHAIR, "evidence accept E8")
    talk.ask(OWNER, "sign-off request SG1")
    assert not talk.ask(CHAIR, SIGN).refused
    shown = talk.world.says("chair@cambridgeshire.example", "sign-off SG1")
    told = " ".join(shown.split())
    assert told.startswith("SG1: signed on 3 pieces of evidence. Sign-off: signed off.")
    assert "https://council.example/audit (not frozen: what stands there may have changed since)" in told
    assert "nothing of it has changed" in told
    history = " ".join(talk.world.says("chair@cambridgeshire.example", "history SG1").split())
    assert "on 3 pieces of evidence (1 link, not frozen)" in history
    talk.ask(SECRETARY, 'evidence return E8 reason="no period"')
    told = " ".join(talk.world.says("scrutiny.officer@cambridgeshire.example", "sign-off SG1").split())
    assert "signed on 3 pieces of evidence" in told
    assert "E8, audit, March 2010: 48 of 50 on the day" in told
    assert "E8 was accepted then, and is sent back by Secretary" in told
    assert "What was signed" in [action.label for action in buttons(talk.ask(VIEWER, "status SG1"))]


def test_what_is_limited_is_not_shown_of_what_was_signed(talk: Talk) -> None:
    talk.ask(OWNER, "sign-off withdraw SG1")
    talk.ask(OWNER, 'evidence SG1 audit shows="48 of 50 on the day" restricted=yes')
    talk.ask(CHAIR, "evidence accept E8")
    talk.ask(OWNER, "sign-off request SG1")
    assert not talk.ask(CHAIR, SIGN).refused
    assert "48 of 50" in str(talk.ask(CHAIR, "sign-off SG1"))
    told = str(talk.ask(VIEWER, "sign-off SG1"))
    assert "48 of 50" not in told
    assert "signed on 2 pieces of evidence that you can see" in told


def test_no_meeting_before_the_last_word_decided_what_came_asked_for_in_a_file(talk: Talk) -> None:
    talk.world.now = talk.world.now.replace(day=7)
    assert words(talk.ask(CHAIR, 'sign-off SG1 meeting="16 March 2010" minute=1')).startswith(
        "SG1 was put to the board after the meeting of 16 March 2010, so that meeting did not decide it."
    )
    assert talk.ask(CHAIR, 'sign-off SG1 meeting="3 November 2009" minute=1').refused
    offered = [action.label for action in buttons(talk.ask(CHAIR, "sign-off SG1"))]
    assert offered[0] == "Decided at a meeting"
    assert talk.decisions() == []


def test_a_measure_that_moved_the_wrong_way_is_on_the_card_and_said_to_who_asks(talk: Talk) -> None:
    talk.ask(OWNER, "sign-off withdraw SG1")
    assert "Wrong way" not in str(talk.ask(OWNER, "status SG1"))
    assert not talk.ask(OWNER, 'figure M3 numerator=20 denominator=50 period="April 2010"').refused
    fell = "“Referrals allocated on the day of the decision” has fallen from 86% to 40% in April 2010"
    assert f"('Wrong way', ('{fell}',))" in str(talk.ask(VIEWER, "status SG1"))
    assert f"The board will see that {fell}." in str(talk.ask(OWNER, "sign-off request SG1"))


def test_whoever_the_board_wants_evidence_from_can_send_it_until_it_is_accepted(talk: Talk) -> None:
    named = RETURN.replace("head.of.access", "head.of.quality")
    assert not talk.ask(CHAIR, named).refused
    offer = 'evidence SG1 audit shows="48 of 50 allocated on the day" period="April 2010" link=https://example.com/a'
    assert talk.ask(VIEWER, offer).refused
    assert not talk.ask("head.of.quality", offer).refused
    [(piece,)] = talk.world.rows("SELECT max(id) FROM evidence")
    assert not talk.ask(CHAIR, f"evidence accept E{piece}").refused
    assert talk.ask("head.of.quality", offer).refused


def test_nothing_is_wanted_from_somebody_who_does_not_see_the_item(talk: Talk) -> None:
    refused = talk.ask(CHAIR, RETURN.replace("head.of.access@cambridgeshire.example", "business.manager@lscb.example"))
    assert refused.refused
    assert "does not see SG1, so nothing can come from them" in str(refused)
    assert talk.state() == "requested"
