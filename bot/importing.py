"""`ofsted-bot import`: reads a plan file or an overlay, says what it changes, and writes all of it or nothing."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.app import opened, utc_now
from bot.settings import Settings
from handlers.documents.plan_format import OverlayFile
from handlers.documents.plan_reader import UnreadableFile, read_file
from handlers.errors import UserError
from handlers.importing import ImportResult, import_overlay, import_plan
from models.audit import AuditBroken

OPERATOR = "Local operator"
_LARGEST = 5 * 1024 * 1024


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
    draft = read_file(read_bytes(arguments.file))
    with opened(settings, make=True) as engine, Session(engine, info={"audit_key": settings.secret_key}) as session:
        result = load(
            session, draft, now=utc_now().astimezone(settings.timezone), publish=arguments.publish,
            published=arguments.published, received=arguments.received,
        )  # fmt: skip
        if arguments.dry_run:
            session.rollback()
        else:
            session.commit()
    return result


def load(session: Session, draft: Any, *, now: datetime, publish: bool = False, **given: Any) -> ImportResult:
    """Put a plan or an overlay into the session, which the caller commits or rolls back. Raises UserError."""
    if not isinstance(draft, OverlayFile):
        return import_plan(session, draft, now=now, by=OPERATOR, publish=publish, **given)
    if any(given.values()):
        raise UserError("An overlay says its own dates: leave out --published and --received. Nothing was imported.")
    return import_overlay(session, draft, now=now, by=OPERATOR, publish=publish)


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
    return "\n".join([f"{path.name} was not imported; nothing was written.", *lines])


def _report(result: ImportResult, *, dry: bool) -> str:
    lead = "This is what an import would do; nothing was written." if dry else (
        "Imported. Nobody was messaged." if result.changed else "Nothing to change: all of it is here already."
    )  # fmt: skip
    counts = [
        f"{word}: {', '.join(f'{number} {kind}' for kind, number in sorted(counted.items()))}"
        for word, counted in (("created", result.created), ("changed", result.altered))
        if counted
    ]
    notices = [f"For you to decide: {notice}" for notice in result.notices]
    wait = result.changed and not result.published and not dry
    draft = [f"While it is a draft only its team sees it; to open it, say: publish {result.plan}"] if wait else []
    return "\n".join([lead, *counts, *result.lines, *notices, *draft])


def _as_json(result: ImportResult, arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "plan": result.plan, "dry_run": arguments.dry_run, "changed": result.changed, "published": result.published,
        "created": dict(result.created), "altered": dict(result.altered), "unchanged": dict(result.unchanged),
        "lines": result.lines, "notices": result.notices, "problems": [],
    }  # fmt: skip
