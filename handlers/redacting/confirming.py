"""Confirming a lawful removal, and erasing: the row's words, its file, and what the audit says of it."""

import json
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_
from sqlmodel import col, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import redacting as cards
from handlers.cards.words import GONE, count
from handlers.changes.recording import close
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.evidence.bearing_out import served_by
from handlers.evidence.stepping_down import record_all
from handlers.forgetting import entries_about, erase_files, forget_entries, scrub_snapshots
from handlers.recording import record
from handlers.redacting.alike import erase_alike
from handlers.redacting.asking import refuse_held
from handlers.redacting.chat import scrub_notes, scrub_waiting, take_back
from handlers.redacting.officers import is_officer, officer, refuse_others, refuse_unless_together
from handlers.redacting.proof import stop_counting
from handlers.redacting.quoting import looked_for, quotes, without
from handlers.redacting.repeating import repeats
from handlers.redacting.subjects import erase, row_of, scrub_requests, subject_of, texts_of, words_of
from handlers.removed import remember
from handlers.voice import refuse_borrowed_voice
from models import audit, sql
from models.assurance import Redaction
from models.audit import AuditContent
from models.card import Action, Reply
from models.database import Statement
from models.decisions import Change, Decision
from models.progress import Evidence
from models.vocabulary import ChangeState


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The removals that wait for a second officer."""
    view = _for_officers(ctx)
    mine = {row.id for row in to_confirm(ctx, view)}
    return Reply((cards.waiting_card(view, _waiting(ctx, view), mine),))


def confirm(ctx: Context, args: Arguments) -> Reply:
    """The second officer confirms, and it is erased. The audit still verifies."""
    view = _for_officers(ctx)
    asked = _asked(ctx, view, args.get("id").upper())
    refuse_unless_together(ctx, view, asked)
    refuse_borrowed_voice(ctx)
    kind, number = subject_of(asked.subject)
    row = row_of(ctx.change, kind, number, view.id)
    words, texts = words_of(ctx.change, kind, row), texts_of(ctx.change, kind, row)
    refuse_held(ctx, view.id)
    served = served_by(ctx.change, number) if kind.table is Evidence else []
    digest = erase(ctx.change, kind, row)
    texts += erase_alike(ctx.change, words) if kind.paper else []
    remember(ctx.change, asked.key_id, texts)
    _end_request(ctx, view, row)
    followed = stop_counting(ctx, view, row, served) if isinstance(row, Evidence) else []
    asked.confirmed_at, asked.confirmed_by, asked.confirmed_by_id = ctx.now, ctx.actor.name, ctx.actor.person_id
    asked.erased = count(len(words), "text") + (", 1 file" if digest else "")
    told = repeats(asked.reason, words)
    asked.reason = GONE if told else without(asked.reason, looked_for(words))
    ctx.change.add_all([row, asked])
    ctx.change.flush()
    subject = f"{kind.name}:{number}"
    taken, signed = _copies(ctx, view, words, subject, digest)
    subjects = (subject, f"redaction:{asked.key_id}") if told else (subject,)
    entries = _forget(ctx, subjects, looked_for(words), _because(ctx, asked))
    _record_removed(ctx, view, asked, (subject, row), signed)
    for theirs, consequences in followed:
        record_all(ctx, theirs, consequences)
    erase_files(ctx, (digest,))
    stepped = [each.said for _, consequences in followed for each in consequences]
    return Reply((cards.erased_card(view, asked, entries, taken, stepped),))


def _asked(ctx: Context, view: PlanView, said: str) -> Redaction:
    """The removal that waits under a name such as R3. Raises UserError where none does."""
    found = next((each for each in _waiting(ctx, view) if str(each.id) == said.removeprefix("R")), None)
    if found is None:
        raise UserError(
            f"No removal {said} waits. Nothing was removed. Those that wait: redact", Action("Removals", "redact")
        )
    return found


def _record_removed(
    ctx: Context, view: PlanView, asked: Redaction, removed: tuple[str, Any], signed: list[Decision]
) -> None:
    """Say that it was removed: of the request, of the row where its entries are kept, and of what was signed."""
    subject, row = removed
    record(ctx, "redact", f"redaction:{asked.key_id}", f"removed {asked.subject}: {asked.erased}", plan_id=view.id)
    if audit.is_kept(subject):
        record(ctx, "redact", subject, f"removed {asked.subject} by law ({_because(ctx, asked)})", row=row)
    for each in signed:
        record(ctx, "redact", f"decision:{each.key_id}", f"removed {asked.subject} from what was signed", row=each)


def _end_request(ctx: Context, view: PlanView, row: Any) -> None:
    """A request whose wanted words are gone cannot be agreed to any more."""
    if isinstance(row, Change) and row.state is ChangeState.OPEN and row.wanted.get("text") == GONE:
        close(ctx, view, row, ChangeState.WITHDRAWN, GONE)


def _copies(
    ctx: Context, view: PlanView, words: tuple[str, ...], subject: str, digest: str
) -> tuple[int, list[Decision]]:
    """Every copy of the words that the bot keeps or has sent; how many are taken from chat, and what was signed."""
    found = looked_for(words)
    taken = take_back(ctx.change, ctx.now, view.id, found, subject, digest)
    scrub_notes(ctx.change, found)
    scrub_waiting(ctx.change, found)
    scrub_requests(ctx.change, words)
    signed = scrub_snapshots(ctx.change, words, GONE)
    ctx.change.flush()
    return taken, signed


def _because(ctx: Context, asked: Redaction) -> str:
    return f"R{asked.key_id}, asked for by {asked.asked_by} and confirmed by {ctx.actor.name}: “{asked.reason}”"


def to_confirm(ctx: Context, view: PlanView) -> list[Any]:
    """The removals of a plan that this person may confirm; none for anybody else."""
    if Ability.MANAGE_PEOPLE not in view.may and not is_officer(ctx):
        return []
    rows: list[Any] = ctx.reader.all(_WAITING, plan=view.id)
    return [row for row in rows if _may_confirm(ctx, row, officer(ctx))]


def _may_confirm(ctx: Context, row: Any, second: str) -> bool:
    if row.asked_by_id == ctx.actor.person_id:
        return False
    return bool(second) and second in (ctx.actor.email, row.email)


_WAITING = Statement(
    lambda: (
        select_(sql.Redaction.id, sql.Redaction.asked_by, sql.Redaction.asked_by_id, sql.Person.email)
        .outerjoin(sql.Person, sql.Person.id == sql.Redaction.asked_by_id)
        .where(sql.Redaction.plan_id == bindparam("plan"), sql.Redaction.confirmed_at.is_(None))
        .order_by(sql.Redaction.id)
    )
)


def _for_officers(ctx: Context) -> PlanView:
    view = access.plan(ctx)
    refuse_others(ctx, view)
    return view


def _waiting(ctx: Context, view: PlanView) -> list[Redaction]:
    wanted = select(Redaction).where(Redaction.plan_id == view.id, col(Redaction.confirmed_at).is_(None))
    return list(ctx.change.exec(wanted.with_for_update()))


def _forget(ctx: Context, subjects: tuple[str, ...], words: tuple[str, ...], reason: str) -> int:
    """Remove from the audit every content that tells of these or holds the words; each leaves a marked gap."""
    told = select(AuditContent).where(col(AuditContent.content).is_not(None))
    found = {
        row.audit_id
        for row in ctx.change.exec(told).yield_per(500)
        if row.content and _tells(json.loads(row.content), subjects, words)
    }
    itself = {int(each.partition(":")[2]) for each in subjects if each.startswith("audit:")}
    return forget_entries(ctx, {*found, *itself, *entries_about(ctx, subjects)}, reason)


def _tells(content: Any, subjects: tuple[str, ...], words: tuple[str, ...]) -> bool:
    kept = json.dumps(content)
    return any(f'"{subject}"' in kept for subject in subjects) or quotes(content, words)
