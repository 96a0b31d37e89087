"""Halton's ten days: two officers say that the call came, and everybody who must know is told at once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.console.render import card_text
from models.card import Card
from models.rules.preparation import prepared
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, at, pass_over, step
from tests.worlds import Setting, World, buttons, opened

DCS, SECRETARY = "strategic.director@halton.example", "planning.secretary@halton.example"
TEAM = ("logistics@halton.example", "communication@halton.example")
NURSE, POLICE = "spoc@halton-health.example", "spoc@cheshire-police.example"
PEOPLE = (
    "settings email_domains halton.example",
    f"people add {DCS} lead",
    f"people add {SECRETARY} secretary",
    *(f'people add {email} contributor board="Virtual team"' for email in TEAM),
    f'people add {NURSE} viewer board=single-points-of-contact organisation="NHS Halton and St Helens"',
    f'people add {POLICE} viewer board=single-points-of-contact organisation="Cheshire Police"',
    "people add bystander@halton.example viewer",
)
SAID = "inspection notified 12 July 2010"


def fill(world: World) -> World:
    for said in PEOPLE:
        assert not world.ask("", said).refused, world.says("", said)
    return world


HALTON = Setting(("halton-2010",), now=at("2010-07-12T18:30"), demonstration=True)


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, HALTON) as world:
        yield fill(world)


def words(card: Card) -> str:
    return " ".join(card_text(card).split())


def told(sent: Recorder) -> dict[str, str]:
    return {each.email: words(each.card) for each in sent.sent if each.key.startswith("notice")}


def test_two_officers_tell_the_virtual_team_and_every_contact_at_once_whatever_the_hour(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, HALTON) as world:
        fill(world)
        asked = world.ask(DCS, SAID)
        assert "Nothing is sent yet." in asked.cards[0].title
        [to_confirm] = pass_over(world).sent
        assert to_confirm.email == SECRETARY
        assert "and you may confirm it." in words(to_confirm.card)
        assert to_confirm.card.actions[0].command == "inspection confirm N1"
        assert "Planning Secretary is asked to confirm it" in words(asked.cards[0])
        confirmed = words(world.ask(SECRETARY, "inspection confirm N1").cards[0])
        found = told(pass_over(world))
        assert pass_over(world).sent == []
        assert world.audit_problems() == []
    assert set(found) == {*TEAM, NURSE, POLICE}
    assert "Inspectors arrive on Monday 26 July 2010, in 10 working days." in confirmed
    assert "Not yet communication@halton.example" in confirmed
    assert found[TEAM[0]].startswith(
        "Halton 2010: an inspection was notified on Monday 12 July 2010. Inspectors arrive on"
    )
    assert "because you are in the Virtual team." in found[TEAM[0]]
    assert "because you are a contact of NHS Halton and St Helens." in found[NURSE]
    assert "[I have it] [The dates]" in found[NURSE]
    assert all(len(text.split()) <= 75 for text in found.values())


def test_haltons_ten_days_are_dated_by_working_days(world: World) -> None:
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N1")
    said = " ".join(world.says(NURSE, "inspection").split())
    assert (
        "Monday 12 July 2010 The virtual team comes together, and its staff and resources are released; Key doc" in said
    )
    assert (
        "Wednesday 21 July 2010 Set-up meeting with the inspectors: the Lead Member and the chair of scrutiny" in said
    )
    assert "Friday 23 July 2010 At least 8 case files are ready: 4 safeguarding, 4 children in care" in said
    assert "Monday 26 July 2010 Inspectors arrive, and choose at least 12 more case files" in said
    assert "Friday 6 August 2010 Their last day on site" in said


@pytest.mark.parametrize(
    ("notified", "arrival"),
    [("2010-07-12", "2010-07-26"), ("2010-08-23", "2010-09-07"), ("2010-12-20", "2011-01-06")],
)
def test_a_bank_holiday_is_no_working_day(notified: str, arrival: str) -> None:
    assert prepared(date.fromisoformat(notified), {"SLAC"}, {}).arrival == date.fromisoformat(arrival)


def test_a_plan_has_steps_and_notice_of_its_own_and_a_framework_we_do_not_know_has_no_arrival() -> None:
    own = {"notice_days": 3, "preparation": [{"days": 1, "what": "Ring the head teachers"}]}
    found = prepared(date(2010, 7, 12), {"SLAC"}, own)
    assert [(step.on, step.what) for step in found.steps] == [(date(2010, 7, 13), "Ring the head teachers")]
    assert found.arrival == date(2010, 7, 15)
    assert prepared(date(2010, 7, 12), {"JTAI"}, {}).arrival is None
    assert prepared(date(2010, 7, 12), {"ILACS"}, {}).arrival == date(2010, 7, 19)
    assert prepared(date(2010, 7, 10), {"JTAI"}, {}).steps[0].on == date(2010, 7, 12)


def test_who_has_not_said_they_have_it_is_named_to_who_runs_it_and_stands_in_waiting(world: World) -> None:
    world.ask(DCS, SAID)
    assert "a second officer confirms it" in world.says(SECRETARY, "waiting")
    assert "Inspection" not in world.says(DCS, "waiting")
    world.ask(SECRETARY, "inspection confirm N1")
    assert "4 of 4 people told have not said that they have it" in world.says(DCS, "waiting")
    assert "say that you have it" in world.says(NURSE, "waiting")
    reply = world.ask(NURSE, "inspection")
    assert "inspection have-it" in {each.command for each in buttons(reply)}
    assert "Police" not in words(reply.cards[0]), "who has not is named to who runs it alone"
    assert world.says(NURSE, "inspection have-it").startswith("Noted: you have it.")
    assert not world.ask(NURSE, "inspection have-it").refused, "said twice, it is the same"
    assert "3 of 4 people told have not" in world.says(DCS, "waiting")
    assert "1 of 4 people told" in world.says(DCS, "inspection")
    assert "say that you have it" not in world.says(NURSE, "waiting")


def test_who_has_not_answered_is_asked_again_the_next_working_day_and_who_has_is_not(world: World) -> None:
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N1")
    pass_over(world)
    for email in (NURSE, POLICE, TEAM[0]):
        world.ask(email, "inspection have-it")
    again = [each for each in step(world, "2010-07-13T18:00").sent if "have you got it?" in words(each.card)]
    assert [each.email for each in again] == [TEAM[1]]
    assert again[0].card.actions[0].command == "inspection have-it"


def test_a_rehearsal_says_so_on_everything_that_is_sent(world: World) -> None:
    asked = world.ask(DCS, f"{SAID} --rehearsal")
    assert asked.cards[0].title.startswith("REHEARSAL: Halton")
    assert world.ask(SECRETARY, "inspection confirm N1").cards[0].title.startswith("REHEARSAL: ")
    sent = pass_over(world).sent
    later = step(world, "2010-07-13T18:00").sent
    assert len(sent) == 4
    assert all(each.card.title.startswith("REHEARSAL: ") for each in (*sent, *later))
    assert world.ask(NURSE, "inspection have-it").cards[0].title.startswith("REHEARSAL: ")
    world.ask(DCS, SAID)
    assert not world.ask(SECRETARY, "inspection confirm N2").refused, "the real one takes its place"
    assert len(told(pass_over(world))) == 4
    assert world.ask(DCS, f"{SAID} rehearsal=yes").refused, "and then nobody rehearses"


def test_nobody_confirms_alone_nor_twice_nor_what_is_not_theirs(world: World) -> None:
    assert world.ask(TEAM[0], SAID).refused
    world.ask(DCS, SAID)
    alone = world.ask(DCS, "inspection confirm N1")
    assert alone.refused
    assert "somebody else must confirm it" in alone.cards[0].title
    assert world.ask(TEAM[0], "inspection confirm N1").refused
    world.ask(SECRETARY, "inspection confirm N1")
    assert world.ask(SECRETARY, "inspection confirm N1").refused
    assert world.rows("SELECT count(*) FROM notice_receipt") == [(4,)]


@pytest.mark.parametrize("day", ["13 July 2010", "1 May 2010", "soon"])
def test_a_day_that_cannot_be_is_refused(world: World, day: str) -> None:
    assert world.ask(DCS, f"inspection notified {day}").refused
    assert world.rows("SELECT count(*) FROM inspection_notice") == [(0,)]


def test_the_librarys_gaps_are_said(world: World) -> None:
    world.ask(DCS, 'library add "Threshold document"')
    world.ask(DCS, SAID)
    said = words(world.ask(SECRETARY, "inspection confirm N1").cards[0])
    assert "Missing 1: L1 Threshold document" in said
    assert "Expected, not put in 10: D2 Performance report, the latest" in said or "Expected, not put in" in said


def test_without_a_virtual_team_who_runs_the_plan_and_owns_its_work_is_told(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting(demonstration=True)) as world:
        world.ask("chair@cambridgeshire.example", "inspection notified 7 April 2010")
        confirmed = world.ask("director@cambridgeshire.example", "inspection confirm N1")
        assert not confirmed.refused
        found = told(pass_over(world))
    assert "because you answer for work in the plan." in found["head.of.participation@cambridgeshire.example"]
    assert "No contact" not in words(confirmed.cards[0])
    assert not set(found) & {"chair@cambridgeshire.example", "director@cambridgeshire.example"}, "they know"
    assert not any(email.startswith("scrutiny") for email in found)


def test_an_agency_of_which_nobody_can_be_told_is_named(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with opened(sqlite_store, tmp_path, Setting(demonstration=True)) as world:
        partners = "SELECT o.id FROM organisation o WHERE o.kind = 'partner'"
        world.run(f"UPDATE person SET active = false WHERE organisation_id IN ({partners})")
        world.ask("chair@cambridgeshire.example", "inspection notified 7 April 2010")
        said = words(world.ask("director@cambridgeshire.example", "inspection confirm N1").cards[0])
        tied = world.rows(f"SELECT count(*) FROM tie WHERE organisation_id IN ({partners})")
    assert tied != [(0,)]
    assert "No contact Local Safeguarding Children Board: tell them yourself" in said


def asked(world: World) -> list[tuple[str, str, str]]:
    """Which steps were asked of whom, on which days."""
    found = world.rows(
        "SELECT l.due_on, l.subject, p.email FROM ledger l JOIN person p ON p.id = l.recipient_id "
        "WHERE l.kind = 'preparation' AND l.state = 'sent' ORDER BY l.due_on, l.subject"
    )
    return [(str(on), f"K{str(subject).partition(':')[2]}", str(email)) for on, subject, email in found]


def test_each_of_haltons_steps_is_asked_of_who_sees_to_it_before_and_on_its_day_until_it_is_done(
    store: Store, tmp_path: Path
) -> None:
    with opened(store, tmp_path, HALTON) as world:
        fill(world)
        world.ask(DCS, SAID)
        world.ask(SECRETARY, "inspection confirm N1")
        given = world.ask(SECRETARY, f"inspection give K4 to {TEAM[0]}")
        assert "logistics@halton.example sees to K4 and is reminded of it: Set-up meeting" in words(given.cards[0])
        for step_done in ("K1", "K2", "K3"):
            assert not world.ask(DCS, f"inspection done {step_done}").refused
        sent = step(world, "2010-07-21T18:00").sent
        assert asked(world) == [("2010-07-20", "K4", TEAM[0]), ("2010-07-21", "K4", TEAM[0])]
        message = next(words(each.card) for each in sent if each.email == TEAM[0] and "et-up" in words(each.card))
        assert "the chair of scrutiny attend, Wednesday 21 July 2010" in message
        assert "You are named to see to it. Say when it is done, and this stops." in " ".join(
            words(each.card) for each in sent if each.email == TEAM[0]
        )
        assert not world.ask(TEAM[0], "inspection done K4").refused
        step(world, "2010-08-13T18:00")
        later = [(on, name) for on, name, who in asked(world)[2:] if who == DCS]
        assert later[:5] == [
            ("2010-07-22", "K5"), ("2010-07-23", "K5"), ("2010-07-23", "K6"), ("2010-07-26", "K6"), ("2010-07-27", "K5"),
        ]  # fmt: skip
        assert {name for _, name in later} == {"K5", "K6", "K7"}
        assert ("2010-08-05", "K7") in later
        assert ("2010-08-06", "K7") in later
        assert world.audit_problems() == []


def test_what_is_done_on_the_day_of_the_call_is_asked_the_next_morning_with_one_button(world: World) -> None:
    world.ask(DCS, f"{SAID} --rehearsal")
    world.ask(SECRETARY, "inspection confirm N1")
    [message] = [each for each in step(world, "2010-07-13T10:00").sent if each.email == DCS]
    assert message.card.title == "REHEARSAL: Three things need a word from you"
    assert words(message.card).count("REHEARSAL: ") == 4
    assert message.card.actions[0].command == "inspection done K1"
    done = world.ask(DCS, message.card.actions[0].command)
    assert done.cards[0].title.startswith("REHEARSAL: Noted, K1 is done: The virtual team comes together")
    assert "Next: Key documents go to the inspectors" in words(done.cards[0])
    assert "K1 The virtual team" in words(world.ask(DCS, "inspection").cards[0])
    assert ", done 13 July 2010" in words(world.ask(DCS, "inspection").cards[0])


def test_a_step_is_for_who_sees_to_it_and_a_newer_notice_ends_the_older_ones_steps(world: World) -> None:
    world.ask(DCS, f"{SAID} --rehearsal")
    assert world.ask(DCS, "inspection done K1").refused, "there are no steps before it is confirmed"
    world.ask(SECRETARY, "inspection confirm N1")
    assert world.ask(TEAM[0], "inspection done K1").refused
    assert world.ask(TEAM[0], f"inspection give K1 to {TEAM[0]}").refused
    assert world.ask(SECRETARY, "inspection give K1 to nobody@halton.example").refused
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N2")
    assert world.ask(DCS, "inspection done K1").refused
    pending = world.rows("SELECT subject FROM reminder WHERE kind = 'preparation' AND state = 'pending'")
    assert {str(row[0]) for row in pending} == {f"preparation_step:{n}" for n in range(8, 15)}


def test_a_plan_names_who_sees_to_a_step_by_address_or_post(world: World) -> None:
    world.run(
        'UPDATE plan SET settings = \'{"preparation": [{"days": 1, "what": "Ring the head teachers", '
        f'"who": "{TEAM[1]}"}}]}}\''
    )
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N1")
    assert "K1 Ring the head teachers, Tuesday 13 July 2010: communication@halton.example" in words(
        world.ask(DCS, "inspection").cards[0]
    )


def test_the_second_officer_is_asked_each_working_day_until_one_confirms(world: World) -> None:
    world.ask(DCS, SAID)
    sent = step(world, "2010-07-14T18:00").sent
    assert [each.key.split(":")[0] for each in sent if each.email == SECRETARY] == ["notice", "daily", "daily"]
    assert sent[-1].card.title == (
        "An inspection notified on 12 July 2010 waits for a second officer: you may confirm it"
    )
    assert sent[-1].card.actions[0].command == "inspection confirm N1"
    world.ask(SECRETARY, "inspection confirm N1")
    later = step(world, "2010-07-16T18:00").sent
    assert not [each for each in later if "second officer" in words(each.card)]


def test_a_notice_that_is_confirmed_before_its_message_goes_tells_the_second_officer_nothing(world: World) -> None:
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N1")
    assert SECRETARY not in {each.email for each in pass_over(world).sent}


def test_a_step_that_changes_hands_to_and_fro_is_still_asked_about_until_it_is_done(world: World) -> None:
    world.ask(DCS, SAID)
    world.ask(SECRETARY, "inspection confirm N1")
    for moment in ("2010-07-13T18:00", "2010-07-15T18:00", "2010-07-16T18:00"):
        step(world, moment)
        assert not world.ask(SECRETARY, f"inspection give K1 to {TEAM[0]}").refused
        assert not world.ask(SECRETARY, f"inspection give K1 to {DCS}").refused
    step(world, "2010-07-30T18:00")
    days = [on for on, name, _ in asked(world) if name == "K1"]
    assert days[-1] >= "2010-07-28"
    assert len(days) == len(set(days))
