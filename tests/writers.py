"""Writers that change the same rows at once, in threads or as programs: `python -m tests.writers TASK URL TIMES WRITERS`."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

from sqlmodel import Session

from models.database import engine_for, is_busy, migrate
from models.plan import Plan
from tests.audit_chains import KEY, add


def bump(url: str, times: int) -> None:
    """Read the plan's count under a lock, and add one, many times."""
    _each(url, times, lambda session: _add_one(session, lock=True))


def bump_unlocked(url: str, times: int) -> None:
    """The same without a lock, so that only the version stands between two writers."""
    _each(url, times, lambda session: _add_one(session, lock=False))


def note(url: str, times: int) -> None:
    """Add to the audit chain, twice in each transaction."""
    _each(url, times, lambda session: (add(session, 1), add(session, 2)))


def make(url: str, _times: int) -> None:
    """Bring the database up to date."""
    migrate(url)


def in_threads(task: Callable[[str, int], None], url: str, times: int, writers: int) -> None:
    """Run `task` in several threads, and wait for all. Raises what any of them raised."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            task(url, times)
        except BaseException as error:  # noqa: BLE001  because the test must see whatever went wrong in a thread
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def in_programs(task: Callable[[str, int], None], url: str, times: int, writers: int) -> None:
    """Run `task` in several programs, and wait for all. Raises RuntimeError with what any of them said."""
    command = [sys.executable, "-m", "tests.writers", task.__name__, url, str(times), str(writers)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)


def _forked(task: Callable[[str, int], None], url: str, times: int, writers: int) -> int:
    """Run `task` in as many processes, which read their modules once between them; 1 if it failed in any."""
    running = []
    for _ in range(writers):
        if not (process := os.fork()):
            task(url, times)
            return 0
        running.append(process)
    failed = [os.waitpid(process, 0)[1] for process in running]
    return int(any(failed))


def _each(url: str, times: int, change: Callable[[Session], object]) -> None:
    engine = engine_for(url)
    try:
        for _ in range(times):
            while not _done(Session(engine, info={"audit_key": KEY}), change):
                pass
    finally:
        engine.dispose()


def _done(session: Session, change: Callable[[Session], object]) -> bool:
    """Whether `change` was committed; if not, another writer was in the way."""
    with session:
        try:
            change(session)
            session.commit()
        except Exception as error:
            if is_busy(error):
                return False
            raise
    return True


def _add_one(session: Session, *, lock: bool) -> None:
    plan = session.get_one(Plan, 1, with_for_update=lock)
    plan.settings = {"count": plan.settings["count"] + 1}
    plan.version += 1


if __name__ == "__main__":
    sys.exit(_forked(globals()[sys.argv[1]], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
