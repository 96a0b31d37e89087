"""Who is asked what, and when: owners, deputies and cover, one message a day, and everything that is not sent."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.console.render import card_text
from scheduler.relay import Message
from scheduler.tick import tick
from tests.council import ACCESS, CHAIR, DEPUTY, DIRECTOR, PARENTING, PARTICIPATION
from tests.databases import SqliteStore
from tests.ticks import Recorder, Reminded, at, pass_over, relay, step
from tests.worlds import LONDON, Setting, World, opened

AWAY = "away from 15 April to 23 April"


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    """At the end of Thursday 15 April 2010, reminded since the 7th: SG4 and LAC4 are due on the 30th."""
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        yield world


def to(who: str, sent: list[Message]) -> list[str]:
    return [_words(each) for each in sent if each.email == who and each.key.startswith("daily")]


def _words(message: Message) -> str:
    return " ".join(card_text(message.card).split())


def about(label: str, texts: list[str]) -> bool:
    return any(label in text for text in texts)


def asked_about(world: World, who: str, label: str) -> set[str]:
    """Why somebody was asked about a recommendation: a question about harm is no chase of how it does."""
    found = world.rows(
        "SELECT l.kind FROM ledger l JOIN recommendation r ON l.subject = 'recommendation:' || r.id "
        f"JOIN person p ON p.id = l.recipient_id WHERE r.label = '{label}' AND p.email = '{who}' AND l.state = 'sent'"
    )
    return {str(row[0]) for row in found}


def ledger(world: World, subject: str) -> Counter[str]:
    kind, label = ("recommendation", subject) if not subject[0].isdigit() else ("action", subject)
    found = world.rows(
        f"SELECT l.state FROM ledger l JOIN {kind} r ON l.subject = '{kind}:' || r.id WHERE r.label = '{label}'"
    )
    return Counter(str(row[0]) for row in found)


def test_the_owner_of_two_items_gets_one_message_with_both_the_more_urgent_first(world: World) -> None:
    sent = step(world, "2010-04-16T18:00").sent
    [text] = to(PARTICIPATION, sent)
    assert text.startswith(
        "Two items you own are due on Friday 30 April 2010, in 14 days "
        "LAC4 you report it on track; last word 12 March 2010 SG4 you report it at risk; last word 30 March 2010 "
        "Any answer stops this until Friday 23 April 2010. "
        "Otherwise the board's digest of Monday 19 April 2010 counts LAC4 as silent."
    )
    assert text.count("[") <= 6


def test_a_deputy_is_asked_for_somebody_who_is_away_and_cover_before_a_deputy(world: World) -> None:
    world.says(PARTICIPATION, AWAY)
    sent = step(world, "2010-04-16T18:00").sent
    assert not to(PARTICIPATION, sent)
    assert about("SG4", to(DEPUTY, sent))
    assert about("LAC4", to(DIRECTOR, sent))

    world.says(PARTICIPATION, f"away from 16 April to 23 April cover {ACCESS}")
    sent = step(world, "2010-04-23T18:00").sent
    assert not to(PARTICIPATION, sent)
    assert about("SG4", to(ACCESS, sent))
    assert about("You cover for who owns", to(ACCESS, sent))


def test_who_is_away_gets_nothing_and_nobody_is_told_why(world: World) -> None:
    world.says(PARTICIPATION, AWAY)
    texts = [_words(message) for message in step(world, "2010-04-23T18:00").sent]
    assert not about("away", texts)


def test_somebody_who_has_just_answered_is_not_asked_and_the_next_step_comes(world: World) -> None:
    world.says(PARTICIPATION, 'update LAC4 on track "The scheme is open."')
    sent = step(world, "2010-04-16T18:00").sent
    assert not about("LAC4", to(PARTICIPATION, sent))
    assert ledger(world, "LAC4")["suppressed"] == 1
    assert about("LAC4", to(PARTICIPATION, step(world, "2010-04-23T18:00").sent))


def test_a_change_of_owner_is_who_is_asked_next(world: World) -> None:
    world.says(DIRECTOR, f"assign LAC4 {ACCESS} reason=Moved")
    sent = step(world, "2010-04-16T18:00").sent
    assert not about("LAC4", to(PARTICIPATION, sent))
    assert about("LAC4", to(ACCESS, sent))


def test_a_date_that_was_agreed_moves_the_ladder(world: World) -> None:
    world.run("UPDATE recommendation SET agreed_on = '2010-06-30', agreed_precision = 'day' WHERE label = 'LAC4'")
    sent = step(world, "2010-04-30T18:00").sent
    assert not about("LAC4", to(PARTICIPATION, sent))


def test_a_reminder_of_what_was_moved_says_its_original_date_to_the_owner_and_to_the_manager(world: World) -> None:
    world.run(
        "UPDATE recommendation SET agreed_on = '2010-05-14', agreed_precision = 'day' WHERE label IN ('LAC4', 'SG4')",
        f"UPDATE person SET active = false WHERE email = '{DEPUTY}'",
    )
    sent = step(world, "2010-05-20T18:00", now="2010-04-15T18:00").sent
    texts = to(PARTICIPATION, sent)
    assert about("Two items you own are due on Friday 14 May 2010, in 14 days LAC4 first due 30 April 2010;", texts)
    assert about("past its limit of 14 May 2010; first due 30 April 2010;", to(DIRECTOR, sent))
    assert not about("first due", to(ACCESS, sent)), "nothing of theirs was moved"


def test_what_waits_for_the_board_is_asked_of_the_chair_once_and_then_in_the_digest(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        sent = step(world, "2010-04-23T18:00").sent
        assert asked_about(world, ACCESS, "SG1") == {"harm"}
        assert len([text for text in to(CHAIR, sent) if "SG1 waits for the board's decision" in text]) == 1
        asked = world.rows("SELECT state, reason FROM ledger WHERE kind = 'sign_off_waiting' ORDER BY due_on")
    digests = [_words(each) for each in sent if each.key.startswith("digest")]
    assert len(digests) == 3
    assert all("For you (1) SG1" in text for text in digests)
    assert asked[0] == ("sent", None)
    assert set(asked[1:]) == {("suppressed", "it stands in their weekly digest")}


def test_signed_off_and_paused_items_are_not_asked_about_and_drafts_remind_nobody(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting(plans=(), drafts=Setting().plans)) as draft:
        assert step(draft, "2010-05-30T18:00").sent == []
        draft.says("", "publish Cambridgeshire 2009")
        draft.run("UPDATE recommendation SET delivery = 'paused' WHERE label = 'LAC4'")
        sent = step(draft, "2010-06-30T18:00").sent
        ladder = "SELECT count(*) FROM ledger WHERE subject = (SELECT 'recommendation:' || id FROM recommendation WHERE label = 'LAC1')"
        assert draft.rows(f"{ladder} AND kind IN ('deadline', 'silence', 'escalation')") == [(0,)]
        assert about("Does LAC1 still hold", to(PARENTING, sent)), "it is asked that alone"
        assert "deadline" in asked_about(draft, PARTICIPATION, "SG4")
        assert asked_about(draft, PARTICIPATION, "LAC4") == {"harm"}, "late and unanswered, though paused"


def test_a_question_about_harm_says_why_and_is_answered_with_one_button(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        first = step(world, "2010-04-07T18:00")
        [message] = [each for each in first.sent if each.email == ACCESS]
        assert _words(message).startswith(
            "SG1 is late: could the delay harm a child? It is asked of every late item, apart from its progress. "
            "Answer with a button; please name no child."
        )
        assert [(each.label, each.command.rpartition(" ")[2]) for each in message.card.actions] == [
            ("No", "no"), ("Yes", "yes"), ("Not known", "not-known"),
        ]  # fmt: skip
        assert message.card.actions[0].command == "harm cambridgeshire-2009/SG1 no"
        assert not world.ask(ACCESS, message.card.actions[0].command).refused
        step(world, "2010-04-30T18:00")
        assert world.rows("SELECT count(*) FROM ledger l JOIN recommendation r ON l.subject = 'recommendation:' || r.id"
                          " WHERE r.label = 'SG1' AND l.kind = 'harm' AND l.state = 'sent'") == [(1,)]  # fmt: skip


def test_a_question_about_harm_waits_a_week_whatever_is_said_of_progress_meanwhile(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        step(world, "2010-04-07T18:00")
        world.now = at("2010-04-08T09:30")
        assert not world.ask(PARTICIPATION, 'update action 4.2 on track "Two centres have started."').refused
        step(world, "2010-04-16T18:00")
        asked = world.rows(
            "SELECT l.due_on FROM ledger l JOIN recommendation r ON l.subject = 'recommendation:' || r.id "
            "WHERE r.label = 'SG4' AND l.kind = 'harm' AND l.state = 'sent' ORDER BY l.due_on"
        )
    assert [str(row[0]) for row in asked] == ["2010-04-07", "2010-04-14"]


def test_what_is_answered_before_the_message_goes_is_left_out_and_the_rest_counts_as_sent(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded(until="2010-05-03T18:00")) as world:
        world.now = at("2010-05-04T09:05")
        tick(world.engine, world.now, LONDON)
        world.says(PARTICIPATION, "harm LAC4 no")
        sender = Recorder()
        relay(world.engine, sender, world.now).run()
        assert about("LAC4", to(PARTICIPATION, sender.sent))
        assert not about("LAC4 harm", to(PARTICIPATION, sender.sent))
        asked = world.rows(
            "SELECT l.kind, l.state FROM ledger l JOIN recommendation r ON l.subject = 'recommendation:' || r.id "
            "WHERE r.label = 'LAC4' AND l.due_on = '2010-05-04' OR r.label = 'LAC4' AND l.kind = 'harm'"
        )
    assert {("deadline", "sent"), ("harm", "suppressed")} <= {tuple(row) for row in asked}


def test_a_question_about_harm_is_part_of_the_one_daily_message_and_stands_first(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        [text] = to(PARTICIPATION, step(world, "2010-04-07T18:00").sent)
    assert text.startswith("Four things need a word from you SG4 harm SG4 is late: could the delay harm a child?")
    assert "[SG4 harm: no] [SG4 harm: yes] [SG4 harm: not known]" in text


def test_evidence_against_what_is_signed_is_asked_of_the_chair_once_with_a_way_to_answer(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        against = world.ask(PARENTING, 'evidence LAC1 audit "9 of 20 plans were late" bearing=against')
        assert not against.refused
        sent = step(world, "2010-04-30T18:00").sent
        asked = [each for each in sent if each.email == CHAIR and "no longer bears that out" in _words(each)]
        daily = [each for each in asked if each.key.startswith("daily")]
        assert [each.key.rpartition(":")[2] for each in daily] == ["2010-04-16"]
        assert "so the board is asked whether it still holds" in _words(daily[0])
        answer = next(each for each in daily[0].card.actions if each.label.endswith(("Answer", "answer")))
        assert answer.command == "holding cambridgeshire-2009/LAC1"
        assert world.ask(CHAIR, answer.command).form


def test_the_owner_is_asked_to_answer_what_a_reader_offered_against_it(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        assert not world.ask(ACCESS, 'evidence SG4 audit "9 of 20 were late" bearing=against').refused
        asked = "SG4: evidence against it waits for an answer"
        sent = step(world, "2010-04-16T18:00").sent
        (daily,) = [each for each in sent if asked in _words(each)]
        assert daily.email == PARTICIPATION
        assert "evidence cambridgeshire-2009/SG4" in [each.command for each in daily.card.actions]
        assert not world.ask(PARTICIPATION, 'evidence answer E8 answer="Two were ill that week"').refused
        assert not [each for each in step(world, "2010-04-30T18:00").sent if asked in _words(each)]


def test_a_closed_plan_reminds_nobody_and_one_that_is_reopened_does_again(world: World) -> None:
    world.says("", 'close Cambridgeshire 2009 reason="All of it is signed off."')
    assert world.rows("SELECT count(*) FROM plan WHERE ended_on IS NOT NULL") == [(1,)]
    assert step(world, "2010-05-14T18:00").sent == []
    world.says("", 'reopen Cambridgeshire 2009 reason="Closed by mistake."')
    assert about("SG4", to(PARTICIPATION, step(world, "2010-05-21T18:00").sent))


def test_a_week_without_the_bot_is_caught_up_with_one_message(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-29T09:30")
        sent = pass_over(world).sent
        assert len(to(PARTICIPATION, sent)) == 1
        said = "not sent on time (2: 16 April 2010 to 23 April 2010); the request of 29 April 2010 stands for it"
        assert (said,) in world.rows("SELECT reason FROM ledger WHERE state = 'caught_up'")
        world.wait(minutes=30)
        assert pass_over(world).sent == []


def test_nobody_is_written_to_outside_their_own_hours(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        world.run(f"UPDATE person SET time_zone = 'America/New_York' WHERE email = '{PARTICIPATION}'")
        for moment in ("2010-04-16T08:59", "2010-04-17T10:00", "2010-05-03T10:00", "2010-04-15T22:00"):
            world.now = at(moment)
            assert pass_over(world).sent == [], moment
        world.now = at("2010-04-16T10:00")
        assert PARTICIPATION not in {message.email for message in pass_over(world).sent}
        world.now = at("2010-04-16T14:00")
        assert {message.email for message in pass_over(world).sent} == {PARTICIPATION}


def test_an_unanswered_late_item_goes_to_the_manager_then_the_lead_then_the_chair(world: World) -> None:
    owner = to(PARTICIPATION, step(world, "2010-05-04T18:00").sent)
    warned = "On Thursday 6 May 2010 I'll let your manager know about LAC4 and SG4, as the plan asks."
    assert about(warned, owner)
    manager = to(DIRECTOR, step(world, "2010-05-06T18:00").sent)
    assert about("LAC4", manager)
    assert about("its owner was told on 4 May 2010. Can you help?", manager)
    world.says(PARTICIPATION, 'update LAC4 on track "Places for 12 more."')
    later = step(world, "2010-05-21T18:00").sent
    assert not about("LAC4", [text for text in to(CHAIR, later) if "Can you help?" in text])
    assert about("SG4", [text for text in to(CHAIR, later) if "Can you help?" in text])


def test_an_answer_before_the_day_stops_the_manager_from_being_told(world: World) -> None:
    step(world, "2010-05-04T18:00")
    world.says(PARTICIPATION, 'update LAC4 on track "Places for 12 more."')
    assert not about("LAC4", to(DIRECTOR, step(world, "2010-05-07T18:00").sent))


def test_silence_is_asked_about_apart_from_lateness(world: World) -> None:
    sent = step(world, "2010-05-20T18:00").sent
    assert world.rows("SELECT count(*) FROM ledger WHERE kind = 'silence' AND state = 'sent'") != [(0,)]
    assert about("no word for", [_words(message) for message in sent])


def test_an_item_nobody_answers_for_comes_to_who_runs_the_plan_and_says_so(world: World) -> None:
    world.run("UPDATE person SET active = false, line_manager_id = NULL "
              f"WHERE email IN ('{PARTICIPATION}', '{DEPUTY}')")  # fmt: skip
    sent = step(world, "2010-04-16T18:00").sent
    assert about("SG4", to(DIRECTOR, sent))
    assert about("Nobody who answers for some of these can be reached, so it comes to you.", to(DIRECTOR, sent))
    assert not to(PARTICIPATION, sent)


def test_every_button_is_one_its_reader_may_press(world: World) -> None:
    pressed = set()
    for message in step(world, "2010-05-21T18:00").sent:
        assert len(message.card.actions) <= 6
        for action in message.card.actions:
            if (message.email, action.command) not in pressed and "sign-off" not in action.command:
                pressed.add((message.email, action.command))
                reply = world.rehearse(message.email, action.command)
                assert reply.form or not reply.refused, (message.email, action.command, reply)
    assert len(pressed) > 60


def test_nobody_gets_two_messages_on_one_of_their_days(world: World) -> None:
    world.run(f"UPDATE person SET time_zone = 'Asia/Tokyo' WHERE email = '{ACCESS}'")
    step(world, "2010-07-30T18:00")
    zones = {row[0]: ZoneInfo(str(row[1] or "Europe/London")) for row in world.rows("SELECT id, time_zone FROM person")}
    days: Counter[tuple[object, date]] = Counter()
    for person, key in world.rows("SELECT person_id, dedupe_key FROM outbox WHERE kind = 'daily' AND state = 'sent'"):
        days[person, date.fromisoformat(str(key).rpartition(":")[2])] += 1
        assert person in zones
    assert max(days.values()) == 1
    assert len(days) > 30


def test_a_reminder_about_what_the_board_returned_says_that_it_was_asked_and_returned_it(world: World) -> None:
    returned = f'sign-off return SG1 wanted="a re-audit of two areas" from={ACCESS} by="18 May 2010"'
    assert not world.in_chat(CHAIR, returned).refused
    told = " ".join(to(ACCESS, step(world, "2010-05-28T18:00").sent))
    assert "SG1" in told
    assert "completed; the board returned it, and has not been asked again" in told
    assert "SG1 you report it completed; the board has not been asked" not in told
