"""The contracts that scripts rely on, tried on the program itself as another program would run it."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.databases import SqliteStore
from tests.plans import EXAMPLES
from tests.worlds import KEY, Setting, opened

ROOT = Path(__file__).parents[2]
OWNER = "head.of.participation@cambridgeshire.example"
NOW = "2010-04-07T09:00"
Done = subprocess.CompletedProcess[str]


class Shell:
    """A folder with a database in it, and the program run there with nothing in its environment but what is said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"DATABASE_URL": f"sqlite:///{folder}/plan.db"}

    def __call__(self, *arguments: str, said: str = "", **environ: str) -> Done:
        """Run it inside this process, which is twenty times as quick as starting it."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.StringIO(said))
            patch.setattr(sys, "argv", ["ofsted-bot", *arguments])
            for name, value in (self.environ | environ).items():
                patch.setenv(name, value)
            try:
                code = main()
            except SystemExit as left:  # what a shell sees of a usage error
                code = int(str(left.code))
        return Done(arguments, code, out.getvalue(), err.getvalue())

    def program(self, *arguments: str, said: str = "", **environ: str) -> Done:
        """Start it as a program of its own."""
        with self.started(*arguments, **environ) as process:
            out, err = process.communicate(said.encode(), timeout=60)
        return Done(arguments, process.returncode, out.decode(), err.decode())

    def started(self, *arguments: str, **environ: str) -> "subprocess.Popen[bytes]":
        passed = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
        mine = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder, env=passed | mine | self.environ | environ, stdin=pipe, stdout=pipe, stderr=pipe,
        )  # fmt: skip

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.environ["DATABASE_URL"].removeprefix("sqlite:///"))) as connection:
            rows = connection.execute(statement).fetchall()
            connection.commit()
        return rows


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def plan(sqlite_store: SqliteStore, tmp_path: Path) -> Shell:
    """With the Cambridgeshire plan and its illustration loaded."""
    with opened(sqlite_store, tmp_path, Setting()) as world:
        file = Path(str(world.engine.url.database))
    shell = Shell(tmp_path)
    shell.environ |= {"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": KEY.decode()}
    return shell


def test_say_answers_each_in_turn_as_text_and_exits_0(plan: Shell) -> None:
    done = plan.program("console", "--now", NOW, "--say", "status SG4", "--say", "due 14 days")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.strip().split("\n\n")
    assert first.startswith("SG4 · Improve the contribution of children")
    assert second.startswith("Cambridgeshire 2009, due 7 April 2010 to 21 April 2010")
    assert "\x1b" not in done.stdout


def test_say_exits_1_when_anything_was_refused_and_answers_the_rest(plan: Shell) -> None:
    done = plan("console", "--now", NOW, "--as", OWNER, "--say", "people", "--say", "status 4.2")
    assert done.returncode == 1
    assert "That is for the plan's chairs" in done.stdout
    assert "Action 4.2" in done.stdout
    assert plan("console", "--as", "stranger@elsewhere.example", "--say", "status").returncode == 1


def test_say_in_json_is_a_line_for_each_answer(plan: Shell) -> None:
    done = plan.program("console", "--now", NOW, "--json", "--as", OWNER, "--say", "status 4.2", "--say", "update SG4")
    card, form = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(card) == ["card"]
    assert card["card"]["title"] == "Action 4.2 · Feedback survey of parents"
    assert list(form) == ["form"]
    assert form["form"]["command"] == "update cambridgeshire-2009/SG4"


def test_nobody_is_the_local_operator_and_history_says_console(plan: Shell) -> None:
    assert plan("console", "--now", NOW, "--say", 'update SG4 at risk "From the console."').returncode == 0
    done = plan("console", "--now", NOW, "--say", "history SG4")
    assert "“From the console.” Local operator, reported for Head of Participation, on the console, 09:00" in " ".join(
        done.stdout.split()
    )


@pytest.mark.parametrize(
    ("now", "zone", "left"),
    [
        ("2010-04-07", "Europe/London", "in 23 days"),
        ("2010-04-07T23:30", "Europe/London", "in 23 days"),
        ("2010-04-07T23:30+00:00", "Europe/London", "in 22 days"),
        ("2010-04-07T23:30+00:00", "UTC", "in 23 days"),
        ("2010-04-07T23:30", "Pacific/Auckland", "in 23 days"),
    ],
)
def test_now_is_in_the_councils_zone_when_it_says_none(now: str, zone: str, left: str, plan: Shell) -> None:
    done = plan("console", "--now", now, "--say", "status SG4", TIMEZONE=zone)
    assert f"(6 months from an assumed publication date), {left}\n" in done.stdout


@pytest.mark.parametrize("now", ["tomorrow", "2010-13-01", "0001-01-01", "9999-01-01"])
def test_a_moment_nobody_can_mean_is_a_usage_error(now: str, plan: Shell) -> None:
    done = plan("console", "--now", now, "--say", "status")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "--now" in done.stderr


def test_what_is_piped_in_is_answered_and_the_end_of_it_ends_the_program(plan: Shell) -> None:
    done = plan.program("console", "--now", NOW, said=f"status 4.2\nas {OWNER}\nmine\nupdate SG4\n")
    assert done.returncode == 0
    assert "> status 4.2\nAction 4.2" in done.stdout
    assert f"You are {OWNER}." in done.stdout
    assert "you answer for 2 recommendations" in done.stdout
    assert "In one line: update cambridgeshire-2009/SG4" in done.stdout
    assert plan("console", said="frobnicate\n").returncode == 1
    assert plan("console", said="").returncode == 0


def test_a_reader_that_stops_reading_is_not_an_error(plan: Shell) -> None:
    many = [word for _ in range(60) for word in ("--say", "status all")]
    with plan.started("console", "--now", NOW, *many) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_a_console_makes_a_missing_database_and_says_what_to_do(shell: Shell) -> None:
    done = shell("console", "--say", "status")
    assert done.returncode == 1
    assert "There is no plan here yet. Load one with: ofsted-bot import FILE" in done.stdout
    assert sorted(path.name for path in shell.folder.glob("plan.db*")) == ["plan.db", "plan.db.key"]


def test_import_tells_what_it_does_and_again_changes_nothing(shell: Shell) -> None:
    file = str(EXAMPLES / "cambridgeshire-2009.yaml")
    dry = shell("import", file, "--dry-run")
    assert dry.returncode == 0
    assert dry.stdout.startswith("This is what an import would do; nothing was written.")
    assert list(shell.folder.iterdir()) == [], "not even a database"
    first = shell("import", file, "--published", "2009-10-30")
    assert first.stdout.startswith("Imported. Nobody was messaged.")
    assert "12 recommendation" in first.stdout
    assert shell.sql("SELECT due_on FROM recommendation WHERE label = 'SG4'") == [("2010-04-30",)]
    assert shell.sql("SELECT published_at FROM plan") == [(None,)]
    assert shell.sql("SELECT count(*) FROM outbox" if _has(shell, "outbox") else "SELECT 0") == [(0,)]
    again = shell("import", file, "--published", "2009-10-30", "--json")
    told = json.loads(again.stdout)
    assert (told["changed"], told["created"], told["altered"]) == (False, {}, {})
    assert shell("audit", "verify").returncode == 0


def _has(shell: Shell, table: str) -> bool:
    return shell.sql(f"SELECT count(*) FROM sqlite_master WHERE name = '{table}'") == [(1,)]


def test_import_publishes_only_when_asked(shell: Shell) -> None:
    file = str(EXAMPLES / "worcestershire-2017.yaml")
    shell("import", file, "--publish")
    ((published,),) = shell.sql("SELECT published_at FROM plan")
    assert published is not None


NAMED = """format: 1
plan: {id: ely-2020, title: Plan}
council: {name: Ely, short_name: Ely}
people:
- {email: known@ely.example, name: Known}
recommendations:
- number: 1
  text: First
  owners:
  - person: known@ely.example
- number: 2
  text: Second
  owners:
  - person: nobody@ely.example
...
"""


def test_an_owner_who_is_not_here_is_said_with_the_line(shell: Shell) -> None:
    file = shell.folder / "plan.yaml"
    file.write_text(NAMED)
    done = shell("import", str(file))
    assert done.returncode == 1
    said = "there is nobody here with the address nobody@ely.example: add them under people"
    assert f"line 14: recommendation 2, owner 1: {said}" in done.stdout
    [problem] = json.loads(shell("import", str(file), "--json").stdout)["problems"]
    assert (problem["line"], problem["where"]) == (14, "recommendation 2, owner 1")


def test_so_is_what_an_overlay_names(shell: Shell) -> None:
    shell("import", str(EXAMPLES / "cambridgeshire-2009.yaml"))
    file = shell.folder / "overlay.yaml"
    start = "format: 1\noverlay: cambridgeshire-2009\nillustration: Made up\n"
    for wrong, said in (
        ("owners:\n- of: SG1\n  owners: [{post: Head}]\n- of: SG99\n  owners: [{post: Head}]", "nothing called SG99"),
        ("outcomes:\n- {of: SG1, impact: emerging}\n\n- {of: SG99, impact: emerging}", "no recommendation SG99"),
        ("owners:\n- of: SG1\n  owners:\n  - person: nobody@ely.example", "owner SG1, owner 1: there is nobody here"),
        ("owners:\n- of: SG1\n  owners:\n  - organisation: ombudsman", "no organisation ombudsman here, owner of SG1"),
    ):
        file.write_text(f"{start}{wrong}\n...\n")
        told = shell("import", str(file)).stdout
        assert said in told
        assert "line 7: " in told


def test_an_import_that_cannot_be_read_writes_nothing_and_says_where(shell: Shell) -> None:
    file = shell.folder / "plan.yaml"
    file.write_text(
        "format: 1\nplan:\n  id: ely-2020\n  title: Plan\ncouncil: {name: Ely, short_name: Ely}\nrecommendations:\n- number: 1\n"
    )
    done = shell("import", str(file))
    assert done.returncode == 1
    assert done.stdout.startswith("plan.yaml was not imported; nothing was written.\nline ")
    told = json.loads(shell("import", str(file), "--json").stdout)
    assert told["problems"][0]["line"] == 7
    for wrong in ("nowhere.yaml", "."):
        done = shell("import", wrong)
        assert (done.returncode, done.stderr) == (1, "")
        assert "it cannot be opened" in done.stdout


def test_migrate_makes_the_database_once_and_may_mark_it(shell: Shell) -> None:
    assert shell("audit", "verify").returncode == 1, "there is no database yet, and only migrate makes one"
    assert shell("migrate").stdout == "The database is up to date.\n"
    assert shell("migrate", "--demonstration").stdout.endswith("It is marked as a demonstration.\n")
    assert shell.sql("SELECT demonstration FROM deployment") == [(1,)]
    assert shell("audit", "verify").returncode == 0


def test_a_database_in_use_is_not_made_a_demonstration(shell: Shell) -> None:
    shell("import", str(EXAMPLES / "halton-2010.yaml"), "--publish")
    done = shell("migrate", "--demonstration")
    assert done.returncode == 1
    assert "Set DATABASE_URL to a new file" in done.stderr
    assert shell.sql("SELECT demonstration FROM deployment") == [(0,)]


def test_a_database_of_a_later_version_is_left_alone(shell: Shell) -> None:
    shell("migrate")
    shell.sql("UPDATE alembic_version SET version_num = '9999'")
    for command in (("console", "--say", "status"), ("audit", "verify"), ("migrate",)):
        done = shell(*command)
        assert done.returncode == 1
        assert "version" in done.stderr
        assert "Traceback" not in done.stderr


def test_audit_verify_finds_what_was_tampered_with(plan: Shell) -> None:
    whole = plan("audit", "verify")
    assert whole.returncode == 0
    (head,) = re.findall(r"Head: (\S+)", whole.stdout)
    assert plan("audit", "verify", "--expect", head).returncode == 0
    plan("console", "--now", NOW, "--say", 'update SG4 at risk "Words."')
    assert plan("audit", "verify", "--expect", head).returncode == 0, "the chain has grown, and still holds it"
    database = plan.environ["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(database)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit SET actor = 'somebody else' WHERE id = 1")
        connection.commit()
    done = plan("audit", "verify")
    assert done.returncode == 1
    assert "entry 1: " in done.stdout
    assert "what is recorded is not what was written" in done.stdout


@pytest.mark.parametrize("head", ["nonsense", "9-0123456789abcdef"])
def test_audit_verify_refuses_a_head_that_is_not_there(head: str, plan: Shell) -> None:
    done = plan("audit", "verify", "--expect", head)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_the_first_administrator_is_made_here_and_recorded(shell: Shell) -> None:
    done = shell("admin", "add", "Director@Council.example", "--name", "Director")
    assert done.stdout == "Director is now an administrator of every plan. They have not been messaged.\n"
    again = shell("admin", "add", "director@council.example")
    assert again.stdout == "Director is an administrator already. Nothing was changed.\n"
    assert shell.sql("SELECT email, active FROM person") == [("director@council.example", 1)]
    assert shell.sql("SELECT event, actor FROM audit") == [("people", "operator")]
    shell("import", str(EXAMPLES / "worcestershire-2017.yaml"))
    assert shell("console", "--as", "director@council.example", "--say", "people").returncode == 0
    assert shell("audit", "verify").returncode == 0


def test_retention_erases_what_has_had_its_time(plan: Shell) -> None:
    for words in ((), ("--dry-run",)):
        assert plan("retention", *words).stdout.endswith("has had its time.\n")
    assert plan("console", "--now", NOW, "--say", 'close reason="All of it is signed off"').returncode == 0
    dry = plan("retention", "--dry-run")
    assert dry.stdout.startswith("This is what would be erased today; nothing was.\n")
    count = "SELECT count(*) FROM \"update\" WHERE narrative = '[no longer kept]'"
    assert plan.sql(count) == [(0,)]
    done = plan("retention")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Erased, each with a marked gap:\n")
    assert [line for line in dry.stdout.splitlines()[1:] if line not in done.stdout] == []
    assert plan.sql(count) != [(0,)]
    assert plan("audit", "verify").returncode == 0


def test_retention_makes_no_database(shell: Shell) -> None:
    done = shell("retention", "--dry-run")
    assert done.returncode == 1
    assert "There is no plan database here yet" in done.stderr
    assert list(shell.folder.iterdir()) == []


def test_an_administrator_whose_address_is_no_name_is_shown_by_it_and_named_afterwards(shell: Shell) -> None:
    done = shell("admin", "add", "you@council.example")
    assert done.stdout == (
        "you@council.example is now an administrator of every plan. They have not been messaged.\n"
        'I do not know their name. Give it with: ofsted-bot admin add you@council.example --name "…"\n'
    )
    named = shell("admin", "add", "you@council.example", "--name", "Parveen Shah")
    assert named.stdout == "you@council.example is now called Parveen Shah, and is an administrator already.\n"
    assert shell("admin", "add", "you@council.example").stdout.startswith("Parveen Shah is an administrator already.")
    assert shell("audit", "verify").returncode == 0


def test_what_is_no_address_is_not_made_an_administrator(shell: Shell) -> None:
    done = shell("admin", "add", "director")
    assert done.returncode == 1
    assert "“director” is not an e-mail address" in done.stderr


def test_the_demonstration_tells_its_story_and_without_a_terminal_ends(shell: Shell) -> None:
    done = shell.program("demo", said="overdue\nas stranger@elsewhere.example\nstatus\n")
    assert done.returncode == 0  # whoever tries it out is not told that `make` failed
    assert done.stderr == ""
    assert "Illustration: not this council's real progress." in done.stdout
    for told in (
        "> ofsted-bot tick --now 2009-10-30T08:00 --until 2010-04-30T18:00 --dry-run",
        "Head of Participation (20): Dec 31; Jan 15, 22, 28; Feb 26; Mar 5, 12, 19, 25, 26, 29; Apr 1, 6,",
        "    5 March 2010  Two items you own are due on Friday 30 April 2010, in 56 days",
        "   30 April 2010  Two items you own are due on Friday 30 April 2010, today",
        "Friday 16 April 2010, to Head of Participation",
    ):
        assert told in done.stdout
    page = done.stdout.partition("Nobody has to ask")[2].partition("Now you.")[0]
    assert len(page.splitlines()) <= 70
    assert shell.sql("SELECT count(*) FROM ledger") == [(0,)], "nothing of it is kept"
    assert "> overdue\nCambridgeshire 2009: 4 of 12 past the original limit" in done.stdout
    assert "Sorry, this plan is only open to people the council has added to it." in done.stdout
    assert "\x1b" not in done.stdout
    assert shell("demo").returncode == 0, "the story can be told again"
    assert shell.sql("SELECT demonstration FROM deployment") == [(1,)]


def test_the_demonstration_is_not_told_in_a_councils_own_database(shell: Shell) -> None:
    shell("import", str(EXAMPLES / "halton-2010.yaml"))
    done = shell("demo")
    assert done.returncode == 1
    assert "holds a council's own work" in done.stdout
    assert shell.sql("SELECT key FROM plan") == [("halton-2010",)]


def test_what_is_piped_out_is_plain(plan: Shell) -> None:
    done = plan.program("console", "--now", NOW, "--say", "status", TERM="xterm-256color")
    assert "\x1b" not in done.stdout
    assert "12 recommendations: 1 red, 9 amber, 1 green, 1 blue" in done.stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="only Unix has terminals to pretend to be")
@pytest.mark.parametrize(("environ", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_has_colour_unless_it_says_not(environ: dict[str, str], colour: bool, plan: Shell) -> None:  # noqa: FBT001  because it is one answer of a table
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        for name, value in (plan.environ | environ).items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", terminal)
        assert main(["console", "--now", NOW, "--say", "status 4.2"]) == 0
        terminal.flush()
        told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("\x1b[" in told) is colour
    assert "RED" in told


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"DATABASE_URL": "postgresql://plans@127.0.0.1:1/plans"}, "SECRET_KEY is required with PostgreSQL"),
        (
            {"DATABASE_URL": "postgresql://plans@127.0.0.1:1/plans", "SECRET_KEY": KEY.decode()},
            "The database cannot be used: connection failed",
        ),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/plan.db"}, "No such file or directory"),
        ({"DATABASE_URL": "mysql://plans"}, "DATABASE_URL cannot be used"),
        ({"TIMEZONE": "Ely"}, "TIMEZONE is “Ely”"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
    ],
)
def test_a_wrong_setting_is_a_plain_sentence(environ: dict[str, str], sentence: str, shell: Shell) -> None:
    done = shell("console", "--say", "status", **environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_database_is_a_plain_sentence(shell: Shell) -> None:
    (shell.folder / "plan.db").write_text("not a database " * 100)
    done = shell("console", "--say", "status")
    assert done.returncode == 1
    assert done.stderr == "The database cannot be used: file is not a database. DATABASE_URL says where it is.\n"


def test_the_wrong_key_is_found_out_and_nothing_is_written(plan: Shell) -> None:
    done = plan(
        "console",
        "--now",
        NOW,
        "--say",
        'update SG4 at risk "Words."',
        SECRET_KEY="another key, as long as the first one was",
    )
    assert done.returncode == 1
    assert plan("audit", "verify").returncode == 0
    assert plan("audit", "verify", SECRET_KEY="another key, as long as the first one was").returncode == 1


@pytest.mark.parametrize(
    "arguments", [(), ("frobnicate",), ("console", "--nonsense"), ("admin", "remove", "a@b.example")]
)
def test_what_is_not_a_command_is_a_usage_error(arguments: tuple[str, ...], shell: Shell) -> None:
    done = shell(*arguments)
    assert done.returncode == 2
    assert "usage: ofsted-bot" in done.stderr
    assert list(shell.folder.iterdir()) == []


def test_the_missing_key_is_said_by_the_program_itself(shell: Shell) -> None:
    done = shell.program("console", "--say", "status", DATABASE_URL="postgresql://plans@127.0.0.1:1/plans")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "SECRET_KEY is required with PostgreSQL: set it to at least 32 characters nobody can guess.\n"
    )
