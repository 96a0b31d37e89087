"""`ofsted-bot import`: reads a plan file or an overlay, says what it changes, and writes all of it or nothing."""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.app import opened, utc_now
from bot.settings import Settings
from handlers.documents.plan_format import OverlayFile
from handlers.documents.plan_reader import (
    Problem,
    Suspect,
    UnreadableFile,
    named_in,
    read_file,
    says_its_end,
    screen_file,
)
from handlers.errors import UserError
from handlers.guarding import guard_settings, settings_of
from handlers.importing import ImportResult, NotHere, import_overlay, import_plan, record_checked
from handlers.reminding.rows import rewrite_touched, watch
from models.audit import AuditBroken
from models.database import engine_for, reader_of
from models.database.schema import schema_state
from models.people import Person
from models.rules.identifiers import GuardSettings, check

OPERATOR = "Local operator"
_CHECK = (
    "If you have read each of these and nobody could tell which child it is about, import the file again with "
    "--checked; that you did is recorded."
)
_NO_END = (
    "the file does not end with a line of three dots (...), so nobody can tell whether its end is missing: add the "
    "line when all of it is there"
)
_LARGEST = 5 * 1024 * 1024
_MOST_CHANGES = 20


def import_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """Import one file and print what it did. Returns 1, having written nothing, when anything was wrong."""
    try:
        result = _imported(arguments, settings)
    except (UnreadableFile, UserError, AuditBroken, OSError) as error:
        problems = _problems(error)
        print(json.dumps({"problems": problems}) if arguments.json else _refusal(arguments.file, problems))
        return 1
    print(json.dumps(_as_json(result, arguments)) if arguments.json else _report(result, dry=arguments.dry_run))
    return 0


def _imported(arguments: argparse.Namespace, settings: Settings) -> ImportResult:
    content = read_bytes(arguments.file)
    now = utc_now().astimezone(settings.timezone)
    with (
        _database(settings, dry=arguments.dry_run) as engine,
        Session(engine, info={"audit_key": settings.secret_key}) as session,
    ):
        suspects = _screened(content, arguments, guard_settings(settings_of(reader_of(session))))
        draft = read_file(content, _addresses(session))
        with _lines_of(content):
            result = load(
                session, draft, now=now, publish=arguments.publish, published=arguments.published,
                received=arguments.received, file_sha256=hashlib.sha256(content).hexdigest(),
            )  # fmt: skip
        record_checked(session, result, suspects, now=now, by=OPERATOR)
        if not says_its_end(content):
            result.note(_NO_END)
        if arguments.dry_run:
            session.rollback()
        else:
            session.commit()
    return result


@contextmanager
def _lines_of(content: bytes) -> Iterator[None]:
    """Say on which line the file names what turns out not to be here."""
    try:
        yield
    except NotHere as error:
        raise UnreadableFile([named_in(content, error.said, error.of, error.message)]) from error


@contextmanager
def _database(settings: Settings, *, dry: bool) -> Iterator[Engine]:
    """The database; for a dry run where there is none, one that is thrown away."""
    engine = engine_for(settings.database_url)
    missing = schema_state(engine) == "missing"
    engine.dispose()
    with tempfile.TemporaryDirectory() as folder:
        there = replace(settings, database_url=f"sqlite:///{folder}/plan.db") if dry and missing else settings
        with opened(there, make=True) as found:
            yield found


def _screened(content: bytes, arguments: argparse.Namespace, guard: GuardSettings) -> tuple[Suspect, ...]:
    """What is likely to identify a child, which the operator says they have checked. Raises for what clearly does."""
    if check(arguments.file.name, guard):
        raise UserError("The file's own name may identify a child: rename it. Nothing was imported.")
    suspects = screen_file(content, guard)
    if suspects and not arguments.checked:
        raise UnreadableFile((*(each.problem for each in suspects), Problem(None, "", _CHECK)))
    return suspects


def _addresses(session: Session) -> frozenset[str]:
    """The addresses of everybody who is here."""
    return frozenset(session.exec(select(Person.email)))


def load(
    session: Session, draft: Any, *, now: datetime, publish: bool = False, file_sha256: str = "", **given: Any
) -> ImportResult:
    """Put a plan or an overlay into the session, which the caller commits or rolls back. Raises UserError.

    `file_sha256`, of the file's bytes, goes into the audit.
    """
    watch(session)
    result = _loaded(session, draft, now, publish=publish, file_sha256=file_sha256, **given)
    rewrite_touched(session, now, now.tzinfo)
    return result


def _loaded(
    session: Session, draft: Any, now: datetime, *, publish: bool, file_sha256: str, **given: Any
) -> ImportResult:
    if not isinstance(draft, OverlayFile):
        return import_plan(session, draft, now=now, by=OPERATOR, publish=publish, file_sha256=file_sha256, **given)
    if any(given.values()):
        raise UserError("An overlay says its own dates: leave out --published and --received. Nothing was imported.")
    return import_overlay(session, draft, now=now, by=OPERATOR, publish=publish, file_sha256=file_sha256)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises UnreadableFile for one that is too large to be a plan, OSError for none."""
    if path.stat().st_size > _LARGEST:
        raise UserError("The file is larger than 5 MB, which no plan is. Nothing was imported.")
    return path.read_bytes()


def _problems(error: Exception) -> list[dict[str, Any]]:
    if isinstance(error, UnreadableFile):
        return [{"line": each.line, "where": each.where, "message": each.message} for each in error.problems]
    said = f"it cannot be opened: {error.strerror}" if isinstance(error, OSError) else str(error)
    return [{"line": None, "where": "", "message": said}]


def _refusal(path: Path, problems: list[dict[str, Any]]) -> str:
    lines = [
        ": ".join(
            part for part in (f"line {each['line']}" if each["line"] else "", each["where"], each["message"]) if part
        )
        for each in problems
    ]
    return "\n".join([f"{_shown(path)} was not imported; nothing was written.", *lines])


def _shown(path: Path) -> str:
    """What to call the file; a name that may identify a child is not repeated."""
    return "The file" if check(path.name) else path.name


def _report(result: ImportResult, *, dry: bool) -> str:
    lead = "This is what an import would do; nothing was written." if dry else (
        "Imported. Nobody was messaged." if result.changed else "Nothing to change: all of it is here already."
    )  # fmt: skip
    counts = [
        f"{word}: {', '.join(f'{number} {kind}' for kind, number in sorted(counted.items()))}"
        for word, counted in (
            ("created", result.created),
            ("changed", result.altered),
            ("in another place of its list", result.moved),
        )
        if counted
    ]
    notices = [f"For you to decide: {notice}" for notice in result.notices]
    wait = result.changed and result.draft and not dry
    draft = [f"While it is a draft only its team sees it; to open it, say: publish {result.plan}"] if wait else []
    return "\n".join([lead, *counts, *_first(result.changes), *result.lines, *notices, *draft])


def _first(changes: list[str]) -> list[str]:
    """What changed, item by item, as far as anybody reads on; the count of the rest."""
    more = len(changes) - _MOST_CHANGES
    rest = [f"and {more} more; --json lists them all, and history ITEM says what changed of one"] if more > 0 else []
    return changes[:_MOST_CHANGES] + rest


def _as_json(result: ImportResult, arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "plan": result.plan, "dry_run": arguments.dry_run, "changed": result.changed, "published": result.published,
        "created": dict(result.created), "altered": dict(result.altered), "moved": dict(result.moved),
        "unchanged": dict(result.unchanged), "changes": result.changes, "lines": result.lines,
        "notices": result.notices, "problems": [],
    }  # fmt: skip
