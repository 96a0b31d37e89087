"""Kills the program hundreds of times and writes what came of it to docs/soak.md: `python -m tests.soak [SEEDS]`."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import SqliteStore, Store, running_postgresql
from tests.forked import Forks, forking
from tests.killing import KILLS, Told, survives, untouched

DOCUMENT = Path(__file__).parent.parent / "docs" / "soak.md"
SEEDS, FIRST = 200, 1_001
"""How many seeds each database gets, and the first: the tests take those from 1 on."""
_TEXT = """# Killed and started again

`make soak` starts `ofsted-bot tick` on the Cambridgeshire plan, from 20 January to 12 February 2010, kills it with SIGKILL
{kills} times, each at a moment drawn from a seed, in its first moments or among its messages, and then lets it run to its
end. What must hold for every seed: each message that an undisturbed run sends is sent, the ledger is the same row for row,
nothing is left waiting, and no message is printed twice unless the second says that it may be a repeat. The console keeps
a record of what it printed beside an SQLite database, and none beside PostgreSQL, where it therefore cannot know.

`.ci/run` does the same with twenty other seeds on each database.

{table}
{failed}
"""
_HEAD = (
    "| Database | Seeds | Kills | Messages each | Sent once more, and said so | Broken laws |",
    "|---|---|---|---|---|---|",
)


@dataclass
class Soaked:
    """What came of one database: how many messages each run has, and how many may have been repeats."""

    name: str
    messages: int
    seeds: int = 0
    repeats: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def row(self) -> str:
        """Its row of the table."""
        kills = self.seeds * KILLS
        return f"| {self.name} | {self.seeds} | {kills} | {self.messages} | {self.repeats} | {len(self.failed)} |"


def soak(found: Soaked, store: Store, forks: Forks, seed: int, folder: Path, wanted: Told) -> None:
    """One seed on one database."""
    try:
        found.repeats += survives(store, folder / f"{found.name}-{seed}", forks, seed, wanted)
    except AssertionError as error:
        found.failed.append(f"{found.name}, seed {seed}: {(str(error) or 'a law').splitlines()[0]}")
    found.seeds += 1
    print(f"{found.name}, seed {seed}: {len(found.failed)} broken so far", flush=True)


def keep(found: Sequence[Soaked]) -> None:
    """Write down what is known by now, so that a soak that is broken off has its result."""
    table = "\n".join((*_HEAD, *(each.row for each in found)))
    failed = "\n".join(f"- {line}" for each in found for line in each.failed)
    DOCUMENT.write_text(_TEXT.format(kills=KILLS, table=table, failed=failed).rstrip() + "\n", encoding="utf-8")


def main() -> int:
    """Soak both databases in turn, keep the result, and fail where a law was broken."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    with ExitStack() as stack:
        own = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ofsted-bot-")))
        (own / "stores").mkdir()
        stores: dict[str, Store] = {
            "SQLite": SqliteStore(own / "stores"), "PostgreSQL": stack.enter_context(running_postgresql())
        }  # fmt: skip
        forks = stack.enter_context(forking())
        wanted = {name: untouched(store, own / name, forks) for name, store in stores.items()}
        found = {name: Soaked(name, len(told.keys)) for name, told in wanted.items()}
        for seed in range(FIRST, FIRST + count):
            for name, store in stores.items():
                soak(found[name], store, forks, seed, own, wanted[name])
                keep(tuple(found.values()))
    return 1 if any(each.failed for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
