"""The program itself, killed at random moments and started again, and what must hold of what it then sent."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import Store
from tests.forked import Forks
from tests.unit.test_command_line import Shell
from tests.worlds import KEY, Setting, World, opened

SPAN = ("--now", "2010-01-20", "--until", "2010-02-12T18:00")
KILLS = 4
LONGEST_SECONDS = 0.2
_LEDGER = "SELECT subject, kind, due_on, recipient, state FROM ledger ORDER BY 1, 2, 3, 4"
_SENT = "SELECT dedupe_key FROM outbox WHERE state = 'sent' ORDER BY 1"


@dataclass(frozen=True)
class Told:
    """What a run left behind: the keys of what was sent, and the ledger."""

    keys: list[object]
    ledger: list[object]


@dataclass(frozen=True)
class Program:
    """The program on a database of its own."""

    shell: Shell
    world: World

    def finished(self, forks: Forks) -> str:
        """Run to the end, and give what it printed."""
        with forks.started(self.shell.folder, self.shell.environ, "tick", *SPAN) as process:
            said = process.stdout.read().decode()
            assert process.wait() == 0, (self.shell.folder / "errors").read_text()
            return said

    def killed(self, forks: Forks, dice: random.Random) -> str:
        """Start it, kill it in its first moments or among its messages, and give what it had printed."""
        with forks.started(self.shell.folder, self.shell.environ, "tick", *SPAN) as process:
            first = process.stdout.readline() if dice.random() < 0.8 else b""
            time.sleep(dice.random() * LONGEST_SECONDS)
            process.kill()
            said = process.stdout.read()
            process.wait()
            return (first + said).decode()

    def told(self) -> Told:
        """What is stored of what was sent."""
        return Told(list(self.world.rows(_SENT)), list(self.world.rows(_LEDGER)))


@contextmanager
def program(store: Store, folder: Path) -> Iterator[Program]:
    """The program on the Cambridgeshire plan, in a folder of its own."""
    folder.mkdir()
    with opened(store, folder, Setting()) as world:
        shell = Shell(folder)
        url = world.engine.url.render_as_string(hide_password=False)
        shell.environ |= {"DATABASE_URL": url, "SECRET_KEY": KEY.decode(), "COVERAGE_PROCESS_CONFIG": ""}
        yield Program(shell, world)


def untouched(store: Store, folder: Path, forks: Forks) -> Told:
    """What is sent when nobody interferes. All later starts begin with what this one has compiled."""
    with program(store, folder) as whole:
        assert forks.warm(whole.shell.folder, whole.shell.environ, "tick", *SPAN) == 0
        return whole.told()


def survives(store: Store, folder: Path, forks: Forks, seed: int, wanted: Told) -> int:
    """Kill it at moments drawn from `seed`, run it to the end, and hold what it sent to the laws.

    Every message is sent, the ledger is as if nothing had happened, nothing is left over, and nothing is printed twice
    unless it says that it may be a repeat. Returns how many said so.
    """
    dice = random.Random(seed)  # noqa: S311  because nothing here is secret
    with program(store, folder) as broken:
        said = [broken.killed(forks, dice) for _ in range(KILLS)]
        said.append(broken.finished(forks))
        got = broken.told()
        left = broken.world.rows("SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state")
    assert got.keys == wanted.keys
    assert got.ledger == wanted.ledger
    assert left == []
    heads = [line for text in said for line in text.splitlines() if " · to " in line]
    certain = [line for line in heads if "(may be a repeat)" not in line]
    assert len(certain) == len(set(certain)), [line for line in certain if certain.count(line) > 1]
    assert len(heads) >= len(wanted.keys)
    return len(heads) - len(certain)


__all__ = ["KILLS", "SPAN", "Told", "program", "survives", "untouched"]
