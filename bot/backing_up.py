"""`ofsted-bot backup`: the database and its evidence in one file, while the bot goes on answering."""

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from bot.app import evidence_store, utc_now
from bot.evidence_store import EvidenceStore
from bot.settings import Settings, SettingsError
from handlers.files import FileAltered, FileMissing
from models.database import engine_for
from models.database.engine import address
from models.database.schema import SchemaError, schema_state
from models.rules.dates import say_day

DATABASE: Final = "plan.db"
CONTENTS: Final = "contents.json"
EVIDENCE: Final = "evidence/"
FORMAT: Final = 1
_BLOCK: Final = 1 << 20


def backup(settings: Settings, file: Path) -> int:
    """Write a backup. Returns 1 where one was made that lacks a file the plan knows, or none could be made."""
    try:
        missing = _made(settings, file)
    except (SettingsError, SchemaError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{file} cannot be written: {error.strerror}. Nothing was kept. Name another file.", file=sys.stderr)
        return 1
    if missing:
        print(_INCOMPLETE.format(file=file, number=len(missing)), *missing, sep="\n", file=sys.stderr)
        return 1
    print(_DONE.format(file=file, key=_key_said(settings)))
    return 0


def _made(settings: Settings, file: Path) -> list[str]:
    if address(settings.database_url).get_backend_name() != "sqlite":
        raise SettingsError(
            postgresql_said(settings, "pg_dump --format=custom --no-owner --file={file}", file, _THEN_COPY)
        )
    if file.exists():
        raise SettingsError(f"{file} is there already, and nothing is written over it. Name another file.")
    engine = engine_for(settings.database_url)
    try:
        if schema_state(engine) == "missing":
            raise SchemaError("There is no plan database here to back up. DATABASE_URL says where it is looked for.")
        with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
            whole = Path(folder) / "backup.zip"
            missing = _written(engine, evidence_store(settings)(), whole, utc_now().astimezone(settings.timezone))
            os.link(whole, file)  # it appears whole, and over nothing
    finally:
        engine.dispose()
    return missing


def _written(engine: Engine, store: EvidenceStore, whole: Path, now: datetime) -> list[str]:
    """The file, and the hashes of evidence that the database knows and the store has not got."""
    copy = whole.with_name(DATABASE)
    wanted = copied(str(engine.url.database), copy)
    missing, kept = [], []
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, DATABASE)
            for sha256 in wanted:
                try:
                    archive.writestr(EVIDENCE + sha256, store.open(sha256).read(), zipfile.ZIP_STORED)
                    kept.append(sha256)
                except (FileMissing, FileAltered):
                    missing.append(sha256)
            archive.writestr(CONTENTS, json.dumps(_contents(now, copy, kept)))
        out.flush()
        os.fsync(out.fileno())
    copy.unlink()
    return missing


def _contents(now: datetime, copy: Path, kept: list[str]) -> dict[str, Any]:
    return {
        "format": FORMAT, "made": now.isoformat(), "said": say_day(now.date()), "database_sha256": hash_of(copy),
        "evidence": kept,
    }  # fmt: skip


def copied(database: str, copy: Path) -> list[str]:
    """Copy an SQLite database as it is at one moment, whoever writes to it; give the hashes of its evidence."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.execute("PRAGMA busy_timeout=10000")
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # so that all of it is in the one file
        found = target.execute("SELECT DISTINCT file_sha256 FROM evidence WHERE file_sha256 IS NOT NULL ORDER BY 1")
        return [str(sha256) for (sha256,) in found]


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read block by block."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def postgresql_said(settings: Settings, command: str, file: Path, evidence: str) -> str:
    """What to run for a PostgreSQL database, without its password, and what to do with its evidence."""
    url = address(settings.database_url).difference_update_query(["password"])
    where = url._replace(drivername="postgresql", password=None).render_as_string()
    said = command.format(file=file)
    kept = settings.evidence_url or "the folder that EVIDENCE_URL names"
    return (
        f"A PostgreSQL database is saved and put back by its own tools. Nothing was done. Run:\n"
        f'  {said} --dbname="{where}"\n'
        f"{evidence.format(kept=kept)}"
    )


def _key_said(settings: Settings) -> str:
    return f"the file {settings.key_kept_in}" if settings.key_kept_in else "SECRET_KEY"


_THEN_COPY: Final = "and then copy {kept}: after the database, so that no file is missing."
_DONE: Final = (
    "{file} holds the database and all its evidence, as of this moment. Keep it as you would keep the plan.\n"
    "The secret key is not in it, and nothing can be put back without it: keep {key} as well, somewhere else."
)
_INCOMPLETE: Final = (
    "{file} was made, but {number} of the evidence files that the plan knows are not in the evidence store as they "
    "were. Run ofsted-bot check, and put them back from an earlier backup:"
)
