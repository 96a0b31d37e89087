"""The composition root: settings in, a bot that answers out."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot.dispatch import Dispatcher
from bot.settings import Settings, SettingsError
from models.audit import is_key
from models.database import Reader, engine_for
from models.database.schema import SchemaError, migrate, schema_state

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore


def utc_now() -> datetime:
    """The real moment. Only the composition root hands it out."""
    return datetime.now(UTC)  # noqa: TID251  because this is where the clock comes from


@contextmanager
def opened(settings: Settings, *, make: bool = False) -> Iterator[Engine]:
    """The database, of the right version and sealed with this key. With `make`, a missing one is made.

    Raises SchemaError, and SettingsError where the key is not the one it had.
    """
    engine = engine_for(settings.database_url)
    try:
        _right_version(engine, settings, make=make)
        _right_key(engine, settings)
        settings.keep_key()
        yield engine
    finally:
        engine.dispose()


def _right_version(engine: Engine, settings: Settings, *, make: bool) -> None:
    state = schema_state(engine)
    if state == "missing" and make:
        migrate(settings.database_url, settings.secret_key)
    elif state != "current":
        raise SchemaError(_PUT_RIGHT[state])


def right_key_if_begun(settings: Settings) -> None:
    """Raises SettingsError where a database that is there had another key. It writes nothing."""
    engine = engine_for(settings.database_url)
    try:
        if schema_state(engine) in ("current", "old"):
            _right_key(engine, settings)
    finally:
        engine.dispose()


def _right_key(engine: Engine, settings: Settings) -> None:
    """Nothing could be recorded with another key, and nothing that was recorded could be trusted."""
    with closing(Reader(engine)) as reader:
        if is_key(reader, settings.secret_key):
            return
    if settings.key_kept_in is None:
        raise SettingsError(
            "SECRET_KEY is not the key this database had. Set SECRET_KEY to the key it had, or, where that was kept in "
            "a file beside the database, unset SECRET_KEY and put that file back."
        )
    if not settings.key_kept_in.exists():
        raise SettingsError(
            f"The key this database had is not beside it: {settings.key_kept_in} is missing. Bring that file from "
            "where the database was, or set SECRET_KEY to the key it had. Nothing was written."
        )
    raise SettingsError(
        f"The key is not the one this database had. Put back {settings.key_kept_in} as it was, or set SECRET_KEY to "
        "the key it had."
    )


_PUT_RIGHT = {
    "missing": "There is no plan database here yet. Make one with: ofsted-bot migrate",
    "old": "The database is from an older version of this program. Back it up, then run: ofsted-bot migrate",
    "newer": "The database is from a newer version of this program. Install that version, or restore a backup.",
}


def evidence_store(settings: Settings) -> "Callable[[], EvidenceStore]":
    """The evidence store, opened when it is first needed."""

    @cache
    def store() -> "EvidenceStore":
        from bot.evidence_store import EvidenceStore, evidence_url  # noqa: PLC0415  because most runs meet no file

        return EvidenceStore(evidence_url(settings.evidence_url, settings.database_url))

    return store


@contextmanager
def answering(settings: Settings, engine: Engine, clock: Callable[[], datetime] = utc_now) -> Iterator[Dispatcher]:
    """What answers requests, on an open database."""
    dispatcher = Dispatcher(engine, settings.secret_key, settings.timezone, clock, evidence_store(settings))
    try:
        yield dispatcher
    finally:
        dispatcher.close()
