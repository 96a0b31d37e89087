"""`ofsted-bot restore`: a backup put where there is no database yet, and proved before anything is written."""

import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from bot.app import evidence_store
from bot.backing_up import CONTENTS, DATABASE, EVIDENCE, FORMAT, hash_of, postgresql_said
from bot.evidence_store import EvidenceStore
from bot.settings import Settings, SettingsError
from handlers.cards.words import count
from handlers.files import FileAltered
from models.audit import is_key
from models.database import Reader, engine_for
from models.database.engine import address
from models.database.schema import State, schema_state


def restore(settings: Settings, file: Path) -> int:
    """Put a backup back. Returns 1, having written no database, where anything is in the way or not as it was."""
    try:
        said = _restored(settings, file)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, sqlite3.Error, FileAltered):
        print(_NO_BACKUP.format(file=file), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"It cannot be put back: {error.strerror} ({error.filename or file}). No database was written.",
              file=sys.stderr)  # fmt: skip
        return 1
    print(said)
    return 0


def _restored(settings: Settings, file: Path) -> str:
    url = address(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise SettingsError(postgresql_said(settings, "pg_restore --no-owner {file}", file, _AND_EVIDENCE))
    place = Path(str(url.database)).absolute()
    for there in (place, Path(f"{place}-wal")):
        if there.exists():
            raise SettingsError(
                f"{there} is there already, and nothing is written over it. Move it away, or set DATABASE_URL to "
                "where the restored database should be."
            )
    with tempfile.TemporaryDirectory(dir=place.parent) as folder, zipfile.ZipFile(file) as archive:
        contents = json.loads(archive.read(CONTENTS))
        copy = Path(folder) / DATABASE
        state = _proved(archive, contents, copy, settings)
        number = _evidence(archive, contents["evidence"], evidence_store(settings)())
        os.link(copy, place)  # it appears whole, and over nothing
    older = " It is from an older version of this program: now run ofsted-bot migrate." if state == "old" else ""
    return _DONE.format(said=contents["said"], files=count(number, "evidence file"), place=place, older=older)


def _proved(archive: zipfile.ZipFile, contents: dict[str, Any], copy: Path, settings: Settings) -> State:
    """The database of a backup in a file of its own, once it is known to be whole and ours."""
    if contents["format"] != FORMAT:
        raise SettingsError(_LATER)
    with archive.open(DATABASE) as source, os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    if hash_of(copy) != contents["database_sha256"]:
        raise ValueError("the database is not the one that was saved")
    with closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise ValueError("the database is not whole")
    state = _state(copy, settings)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return state


def _state(copy: Path, settings: Settings) -> State:
    engine = engine_for(f"sqlite:///{copy}")
    try:
        state = schema_state(engine)
        if state == "newer":
            raise SettingsError(_LATER)
        with closing(Reader(engine)) as reader:
            if not is_key(reader, settings.secret_key):
                raise SettingsError(_OTHER_KEY.format(key=settings.key_kept_in or "SECRET_KEY"))
    finally:
        engine.dispose()
    return state


def _evidence(archive: zipfile.ZipFile, hashes: list[str], store: EvidenceStore) -> int:
    """Every file of a backup in the store, under its hash; one that is there already stays."""
    for sha256 in hashes:
        content = archive.read(EVIDENCE + sha256)
        if not store.exists(sha256):
            store.keep(store.quarantine(io.BytesIO(content), len(content)), sha256)
    return len(hashes)


_LATER = "The backup was made by a later version of this program. Install that version."
_AND_EVIDENCE: Final = "on an empty database, and put the evidence back into {kept}."
_NO_BACKUP: Final = (
    "{file} is no backup that ofsted-bot made, or is not as it was made. No database was written. Use another backup."
)
_OTHER_KEY: Final = (
    "The backup was sealed with another key, so nothing was written. Put the key it had where it was ({key}), "
    "then run ofsted-bot restore again."
)
_DONE: Final = (
    "The database as of {said} is back in {place}, with {files}.{older}\n"
    "What was removed by law or erased after that day is back as well: run ofsted-bot retention, and redact it again. "
    "Reminders sent after it may be sent once more.\n"
    "Then see that all is well: ofsted-bot check"
)
