"""The program itself, killed at any moment and started again: every reminder comes, and none comes twice."""

import json
import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import SqliteStore
from tests.unit.test_command_line import Shell
from tests.worlds import KEY, Setting, opened

SPAN = ("--now", "2010-01-20", "--until", "2010-02-12T18:00")
LEDGER = "SELECT subject, kind, due_on, recipient, state FROM ledger ORDER BY 1, 2, 3, 4"


def shell_in(store: SqliteStore, folder: Path) -> Shell:
    with opened(store, folder, Setting()) as world:
        file = Path(str(world.engine.url.database))
    shell = Shell(folder)
    shell.environ |= {"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": KEY.decode()}
    return shell


def database(shell: Shell) -> Path:
    return Path(shell.environ["DATABASE_URL"].removeprefix("sqlite:///"))


def rows(shell: Shell, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database(shell))) as connection:
        return connection.execute(statement).fetchall()


def recorded(shell: Shell) -> list[str]:
    lines = Path(f"{database(shell)}.console.jsonl").read_text().splitlines()
    return [json.loads(line)["key"] for line in lines]


def killed(shell: Shell, dice: random.Random) -> str:
    """Start a tick, kill it in its first moments or among its messages, and give what it had printed."""
    with shell.started("tick", *SPAN) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if dice.random() < 0.8 else b""
        time.sleep(dice.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        return (first + process.stdout.read()).decode()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_any_point_every_reminder_comes_and_none_twice(
    sqlite_store: SqliteStore, tmp_path: Path, seed: int
) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    whole, broken = (shell_in(sqlite_store, tmp_path / name) for name in ("whole", "killed"))
    assert whole("tick", *SPAN).returncode == 0
    wanted = recorded(whole)
    assert len(wanted) == len(set(wanted)) > 15

    dice = random.Random(seed)  # noqa: S311  because nothing here is secret
    said = [killed(broken, dice) for _ in range(4)]
    done = broken("tick", *SPAN)
    assert done.returncode == 0
    assert sorted(recorded(broken)) == sorted(wanted)
    assert rows(broken, LEDGER) == rows(whole, LEDGER)
    assert rows(broken, "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [(0,)]
    heads = [line for text in (*said, done.stdout) for line in text.splitlines() if " · to " in line]
    certain = [line for line in heads if "(may be a repeat)" not in line]
    assert len(certain) == len(set(certain))
    assert len(heads) >= len(wanted)


def test_two_programs_at_once_send_everything_once(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "both").mkdir()
    alone, both = (shell_in(sqlite_store, tmp_path / name) for name in ("alone", "both"))
    assert alone("tick", *SPAN).returncode == 0
    with both.started("tick", *SPAN) as one, both.started("tick", *SPAN) as other:
        said = [process.communicate() for process in (one, other)]
    assert [err for _, err in said] == [b"", b""]
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(recorded(both)) == sorted(recorded(alone))
    assert rows(both, LEDGER) == rows(alone, LEDGER)
