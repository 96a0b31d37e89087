"""What lawful removal and retention share: erasing files nobody needs, and what the audit tells of a record."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from handlers.context import Context
from models import audit
from models.audit import AuditContent, AuditEntry
from models.decisions import Decision
from models.progress import Evidence

_LONG = 12
"""Letters of a text that is looked for inside other texts: shorter ones stand in many."""


def erase_files(ctx: Context, hashes: Iterable[str]) -> int:
    """Erase files that no piece of evidence has any longer; give how many were there.

    It is the last thing before the end of the transaction: should that fail, the next run finds the rows again.
    """
    wanted = {each for each in hashes if each}
    if ctx.files is None or not wanted:
        return 0
    needed = set(ctx.change.exec(select(Evidence.file_sha256).where(col(Evidence.file_sha256).in_(wanted))))
    return sum(ctx.files.remove(each) for each in sorted(wanted - needed))


def forget_entries(ctx: Context, entries: Iterable[int], reason: str) -> int:
    """Remove what these entries of the audit say; each leaves a marked gap, and the chain still holds."""
    wanted = sorted(set(entries))
    for entry in wanted:
        audit.remove_content(
            ctx.change, entry, reason, at=ctx.now, actor=ctx.actor.key, platform=ctx.request.platform,
            person_id=ctx.actor.person_id,
        )  # fmt: skip
    return len(wanted)


def entries_about(ctx: Context, subjects: Iterable[str]) -> list[int]:
    """The entries about these subjects, as "update:12", that still say something."""
    wanted = (
        select(AuditEntry.id)
        .join(AuditContent, col(AuditContent.audit_id) == AuditEntry.id)
        .where(col(AuditEntry.subject).in_(list(subjects)), col(AuditContent.content).is_not(None))
    )
    return list(ctx.change.exec(wanted))


def scrub_snapshots(session: Session, words: Iterable[str], gone: str, plan_id: int | None = None) -> list[Decision]:
    """Blank words in what was signed, in one plan or any, wherever a text is or quotes one; give the changed rows."""
    wanted = frozenset(words)
    of_plan = (Decision.plan_id == plan_id,) if plan_id is not None else ()
    changed = []
    for row in session.exec(select(Decision).where(*of_plan)) if wanted else ():
        scrubbed = _scrubbed(row.snapshot, wanted, gone)
        if scrubbed != row.snapshot:
            row.snapshot = scrubbed
            session.add(row)
            changed.append(row)
    return changed


def _scrubbed(value: Any, words: frozenset[str], gone: str) -> Any:
    match value:
        case dict():
            return {name: _scrubbed(inner, words, gone) for name, inner in value.items()}
        case list():
            return [_scrubbed(inner, words, gone) for inner in value]
        case str():
            quoted = (word in value for word in words if len(word) >= _LONG)
            return gone if value in words or any(quoted) else value
        case _:
            return value
