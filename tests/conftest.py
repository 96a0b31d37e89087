"""What every test may ask for: a database of its own, on SQLite and again on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import hypothesis
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.databases import PostgresqlStore, SqliteStore, Store, chosen_databases, running_postgresql

# The same examples each time, so that a red run is red again; HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

SETTINGS = ("DATABASE_URL", "EVIDENCE_URL", "HOST", "PORT", "PUBLIC_URL", "SECRET_KEY", "TIMEZONE")


def pytest_configure() -> None:
    """Forget the settings of any real bot on this machine: no test may reach it."""
    for name in tuple(os.environ):
        if name in SETTINGS or name.startswith(("SLACK_", "TEAMS_")):
            del os.environ[name]


def pytest_report_header() -> str:
    return f"databases: {', '.join(chosen_databases())}"


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    return SqliteStore(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_store() -> Iterator[PostgresqlStore]:
    """One server for each worker, started when the first test wants it."""
    with running_postgresql(in_memory=True) as store:
        yield store


@pytest.fixture(params=chosen_databases())
def store(request: pytest.FixtureRequest) -> Store:
    return cast("Store", request.getfixturevalue(f"{request.param}_store"))


@pytest.fixture
def database_url(store: Store, tmp_path: Path) -> Iterator[str]:
    """A database with the current schema and no rows."""
    with store.migrated(tmp_path) as url:
        yield url


@pytest.fixture
def empty_database_url(store: Store, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it, not even the schema."""
    with store.empty(tmp_path) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    from models.database import engine_for  # noqa: PLC0415  because tests of pure rules need no database

    engine = engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
