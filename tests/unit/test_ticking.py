"""`ofsted-bot tick` and what people may ask about it: why, snooze, preview and digest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rehearsing import undone
from scheduler.stepping import Stepper
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import SqliteStore, Store
from tests.ticks import Recorder, Reminded, at, printed, step
from tests.unit.test_command_line import Shell
from tests.worlds import KEY, LONDON, Setting, World, opened


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        yield world


@pytest.fixture
def shell(sqlite_store: SqliteStore, tmp_path: Path) -> Shell:
    with opened(sqlite_store, tmp_path, Setting()) as world:
        file = Path(str(world.engine.url.database))
    shell = Shell(tmp_path)
    shell.environ |= {"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": KEY.decode()}
    return shell


def test_one_pass_prints_what_is_due_and_the_next_finds_nothing(shell: Shell) -> None:
    done = shell("tick", "--now", "2010-04-16T09:05")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Friday 16 April 2010, 09:05 · to Head of Participation <" in done.stdout
    assert done.stdout.endswith(" sent.\n")
    assert shell("tick", "--now", "2010-04-16T09:06").stdout == "Nothing was due.\n"


def test_until_is_inclusive_and_stops_there(shell: Shell) -> None:
    before = shell("tick", "--now", "2010-04-15T18:00", "--until", "2010-04-16T08:59")
    assert before.stdout == "Nothing was due.\n"
    on_it = shell("tick", "--now", "2010-04-15T18:00", "--until", "2010-04-16T09:00")
    assert "Friday 16 April 2010, 09:00 · to" in on_it.stdout
    assert "Monday 19 April" not in "".join(line for line in on_it.stdout.splitlines() if " · to " in line)


def test_a_time_before_the_moment_is_refused(shell: Shell) -> None:
    done = shell("tick", "--now", "2010-04-16", "--until", "2010-04-15")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "--until is before --now, so there is nothing to step through.\n"


SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a-signing-secret"}


def test_a_dry_run_prints_what_would_go_and_keeps_nothing(shell: Shell) -> None:
    before = shell.sql("SELECT count(*), max(written_at) FROM reminder")
    first = shell("tick", "--now", "2010-04-16T09:05", "--until", "2010-04-19T18:00", "--dry-run")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Friday 16 April 2010, 09:05 · to Head of Participation <" in first.stdout
    assert first.stdout.endswith(" would be sent; nothing was.\n")
    assert shell.sql("SELECT count(*) FROM outbox") == shell.sql("SELECT count(*) FROM ledger") == [(0,)]
    assert shell.sql("SELECT count(*), max(written_at) FROM reminder") == before
    again = shell("tick", "--now", "2010-04-16T09:05", "--until", "2010-04-19T18:00", "--dry-run", **SLACK)
    assert again.stdout == first.stdout


def test_a_rehearsal_of_an_earlier_time_asks_about_harm_from_the_first_late_day(shell: Shell) -> None:
    done = shell("tick", "--now", "2010-01-25", "--until", "2010-02-05T18:00", "--dry-run")
    days = [part.split(" · ")[0] for part in done.stdout.split("\n\n") if "could the delay harm a child?" in part]
    assert days
    assert {"January" in day for day in days} == {False}


def test_with_slack_a_simulated_time_marks_nothing_of_real_people(shell: Shell) -> None:
    for said in (("--now", "2010-04-16T09:05"), ("--until", "2100-01-01")):
        done = shell("tick", *said, **SLACK)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Slack is configured, and this database is not one for demonstration")
        assert "--dry-run" in done.stderr
    assert shell.sql("SELECT count(*) FROM outbox") == [(0,)]


def test_what_is_rehearsed_is_undone(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting()) as world:
        before = world.everything()
        with undone(world.engine) as copy:
            stepper = Stepper(copy, LONDON, at("2010-04-16T09:05"))
            assert stepper.run(Recorder()) > 0
        assert world.everything() == before


def test_why_says_what_was_sent_what_was_not_and_what_comes_next(world: World) -> None:
    world.says(PARTICIPATION, 'update LAC4 on track "The scheme is open."')
    step(world, "2010-04-16T18:00")
    said = " ".join(world.says(PARTICIPATION, "why LAC4").split())
    assert "Next its date: Friday 23 April 2010, in 7 days" in said
    assert "16 April 2010 not needed, about its date, to Head of Participation: answered on 15 April 2010" in said
    assert "sent on 7 April 2010 at 09:00 about its date, to Head of Participation" in said
    signed = world.says(CHAIR, "why LAC1")
    assert "Nobody has been asked about it yet." in signed
    assert "Next still holding: Sunday 16 May 2010" in " ".join(signed.split())


def test_why_tells_others_nothing_of_who_could_not_be_reached(world: World) -> None:
    world.run("UPDATE ledger SET state = 'failed', reason = 'they left on 3 March' WHERE recipient_id = "
              f"(SELECT id FROM person WHERE email = '{PARTICIPATION}')")  # fmt: skip
    assert "not sent: unavailable" in world.says(VIEWER, "why SG4")
    assert "3 March" not in world.says(VIEWER, "why SG4")
    assert "they left on 3 March" in world.says(DIRECTOR, "why SG4")


def test_a_snooze_holds_back_every_request_until_its_day_and_then_asks_once(world: World) -> None:
    assert "on Thursday 22 April 2010, and not before" in world.says(PARTICIPATION, "snooze LAC4 until 22 April 2010")
    held = printed(world, "2010-04-21T18:00")
    assert "LAC4" not in held.split("Head of Participation <")[1].split(" · to ")[0]
    assert "snoozed, about its date, to Head of Participation: snoozed until 22 April 2010" in " ".join(
        world.says(PARTICIPATION, "why LAC4").split()
    )
    assert "LAC4: due Friday 30 April 2010" in printed(world, "2010-04-22T18:00")
    assert "LAC4" in printed(world, "2010-04-23T18:00")


@pytest.mark.parametrize("until", ["15 April 2010", "1 May 2010", "14 April 2010"])
def test_a_snooze_is_short_and_never_past_the_date(world: World, until: str) -> None:
    before = world.rows("SELECT count(*) FROM snooze")
    assert world.ask(PARTICIPATION, f"snooze LAC4 until {until}").refused
    assert world.rows("SELECT count(*) FROM snooze") == before


def test_a_preview_is_what_the_clock_then_sends_and_keeps_nothing(world: World) -> None:
    before = world.everything()
    said = " ".join(world.says(CHAIR, "preview 5").split())
    assert world.everything() == before
    sent = [each for each in step(world, "2010-04-20T18:00").sent if not each.thread]
    assert f"{len(sent)} messages in the next 5 days, if nobody answers" in said
    assert "Head of Participation Friday 16 April 2010, 09:00: LAC4 and SG4" in said


def test_a_draft_can_be_previewed_before_it_is_published(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with opened(sqlite_store, tmp_path, Setting(plans=(), drafts=Setting().plans)) as draft:
        before = draft.everything()
        assert "Head of Area Teams" in draft.says("", "preview 14")
        assert draft.everything() == before


def test_a_preview_is_for_at_most_four_weeks(world: World) -> None:
    assert "from 1 to 28" in world.says(CHAIR, "preview 29")


def test_the_digest_counts_with_denominators_and_names_what_waits_for_the_chair(world: World) -> None:
    said = " ".join(world.says(CHAIR, "digest").split())
    assert "Cambridgeshire 2009 · week to Sunday 11 April 2010" in said
    assert "Delivery of 12: 4 on track, 2 at risk, 1 off track, 5 completed" in said
    assert "4 of 5 due Saturday 30 January 2010 not signed off, 75 days late; not delivered: SG2" in said
    assert "For you (1) SG1" in said
    assert "Working figures, not the board's decision." in said
    assert len(said.split()) < 130
    assert "Details" in said
    assert "For you" not in world.says(ACCESS, "digest")


def test_the_digest_says_what_moved_and_what_of_it_backwards(world: World) -> None:
    world.says(PARTICIPATION, 'update LAC4 at risk "The provider has left."')
    world.now = at("2010-04-19T09:00")
    assert "1 moved this week, 1 backwards (LAC4)." in world.says(CHAIR, "digest")
    world.now = at("2010-04-26T09:00")
    assert "Nothing changed this week." in world.says(CHAIR, "digest")
