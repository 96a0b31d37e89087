"""The program itself, killed at any moment and started again: every reminder comes, and none comes twice unsaid."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import SqliteStore, Store
from tests.forked import Forks, forking
from tests.killing import SPAN, Told, program, survives, untouched

SEEDS = range(1, 21)


@pytest.fixture(scope="module")
def wanted() -> dict[str, Told]:
    """What is sent when nobody interferes, on each kind of database."""
    return {}


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with forking() as found:
        yield found


def whole(store: Store, folder: Path, forks: Forks, known: dict[str, Told]) -> Told:
    kind = type(store).__name__
    if kind not in known:
        known[kind] = untouched(store, folder / "whole", forks)
        assert len(known[kind].keys) > 15
    return known[kind]


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_any_point_every_reminder_comes_and_none_twice(
    store: Store, tmp_path: Path, seed: int, wanted: dict[str, Told], forks: Forks
) -> None:
    survives(store, tmp_path / "killed", forks, seed, whole(store, tmp_path, forks, wanted))


def test_two_programs_at_once_send_everything_once(sqlite_store: SqliteStore, tmp_path: Path, forks: Forks) -> None:
    alone = untouched(sqlite_store, tmp_path / "alone", forks)
    with program(sqlite_store, tmp_path / "both") as both:
        with both.shell.started("tick", *SPAN) as one, both.shell.started("tick", *SPAN) as other:
            said = [process.communicate() for process in (one, other)]
        assert [err for _, err in said] == [b"", b""]
        assert (one.returncode, other.returncode) == (0, 0)
        assert both.told() == alone
