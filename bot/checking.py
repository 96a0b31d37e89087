"""`ofsted-bot check`: whether an installation is as it should be. It changes nothing kept, and prints no secret.

Where evidence is kept it puts a small file and takes it away again; a folder that was missing is made, and stays.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.app import evidence_store, opened, utc_now
from bot.finding import Finding, right, wrong
from bot.settings import UNCONFIGURED, Settings, SettingsError
from models import audit
from models.database import Reader
from models.database.schema import SchemaError

_AS_WRITTEN = (
    "Every entry of the audit, and every row of the plans, of what was said and decided, and of people and roles, is "
    "as it was written: none changed, removed or reordered."
)
_KEPT = "Evidence can be kept: a small file was put there, read back and taken away again."
_DID = "This check wrote nothing to the database and messaged nobody."


def check(settings: Settings) -> int:
    """Say of each part whether it is right. Returns 1 when anything is wrong, else 0."""
    failed = 0
    for found in _findings(settings):
        print(f"{found.state}: {found.said}", flush=True)
        failed += found.state == "Wrong"
    print(_DID)
    print("Nothing is wrong." if not failed else f"{failed} wrong. Put it right, and run ofsted-bot check again.")
    return 1 if failed else 0


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _key(settings)
    yield from _database(settings)
    yield _evidence(settings)
    yield from _platforms(settings)


def _key(settings: Settings) -> Finding:
    if settings.key_kept_in is None:
        return right("SECRET_KEY is set.")
    if settings.key_kept_in.exists():
        return right(f"SECRET_KEY is not set, so the key is kept in {settings.key_kept_in}. Back it up.")
    return wrong("There is no secret key yet. Set SECRET_KEY, or run ofsted-bot serve once, which makes one.")


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with opened(settings) as engine:
            yield right("The database answers, and is of this program's version.")
            yield _audit(settings, engine)
    except (SchemaError, SettingsError) as error:
        yield wrong(str(error))
    except (DBAPIError, psycopg.Error, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")
        yield wrong(f"The database cannot be used: {said}. DATABASE_URL says where it is.")


def _audit(settings: Settings, engine: Engine) -> Finding:
    with closing(Reader(engine)) as reader:
        if audit.verify(reader, settings.secret_key):
            return wrong(
                "What is recorded is not what was written, or SECRET_KEY is not the key it was written with. "
                "See: ofsted-bot audit verify"
            )
        head = audit.head(reader)
    return right(f"{_AS_WRITTEN} Entries: {head.count}. Head: {head}")


def _evidence(settings: Settings) -> Finding:
    """Keeps a few bytes among the files that wait, reads them, and throws them away."""
    said = b"ofsted-bot check"
    try:
        store = evidence_store(settings)()
        handle = store.quarantine(BytesIO(said))
        try:
            same = store.held(handle).read() == said
        finally:
            store.discard(handle)
    except SettingsError as error:
        return wrong(str(error))
    except Exception as error:  # noqa: BLE001  because every kind of store fails in its own way, and its words may hold a key
        return wrong(f"Evidence cannot be kept ({type(error).__name__}). EVIDENCE_URL says where: check who may write.")
    return right(_KEPT) if same else wrong("Evidence that was just kept did not come back the same.")


def _platforms(settings: Settings) -> Iterator[Finding]:
    try:
        slack, teams = settings.slack(), settings.teams()
    except SettingsError as error:
        yield wrong(str(error))
        return
    if slack is None and teams is None:
        yield wrong(UNCONFIGURED)
    if slack is not None:
        from bot.slack.checking import findings  # noqa: PLC0415  because only where Slack is configured is it asked

        yield from asyncio.run(findings(slack, settings.public_url))
    if teams is not None:
        from bot.teams.checking import findings as of_teams  # noqa: PLC0415  because the same is true of Teams

        yield from asyncio.run(of_teams(teams, settings.public_url, utc_now))
