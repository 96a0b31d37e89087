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
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.evidence.bearing_out import served_by
from handlers.evidence.stepping_down import record_all
from handlers.forgetting import entries_about, erase_files, forget_entries, scrub_snapshots
from handlers.guarding import settings_of
from handlers.recording import record
from handlers.redacting.proof import stop_counting
from handlers.redacting.subjects import SHORTEST, Kind, erase, erase_reminders, notes_of, row_of, subject_of, words_of
from handlers.voice import refuse_borrowed_voice
from models import sql
from models.assurance import Redaction
from models.audit import AuditContent
from models.card import Action, Reply
from models.database import Statement
from models.progress import Evidence


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The removals that wait for a second officer."""
    view = _for_officers(ctx)
    return Reply((cards.waiting_card(view, _waiting(ctx, view)),))


def confirm(ctx: Context, args: Arguments) -> Reply:
    """The second officer confirms, and it is erased. The audit still verifies."""
    view = _for_officers(ctx)
    said = args.get("id").upper().removeprefix("R")
    asked = next((each for each in _waiting(ctx, view) if str(each.id) == said), None)
    if asked is None:
        raise UserError(f"No removal {args.get('id').upper()} waits.", Action("Removals", "redact"))
    _together(ctx, asked)
    refuse_borrowed_voice(ctx)
    kind, number = subject_of(asked.subject)
    served = served_by(ctx.change, number) if kind.table is Evidence else []
    row = row_of(ctx.change, kind, number, view.id)
    notes = notes_of(ctx.change, row)
    words = (*words_of(kind, row), *(each.note for each in notes if each.note))
    digest = erase(kind, row)
    for figure in notes:
        figure.note = GONE
    followed = stop_counting(ctx, view, row, served) if isinstance(row, Evidence) else []
    asked.confirmed_at, asked.confirmed_by, asked.confirmed_by_id = ctx.now, ctx.actor.name, ctx.actor.person_id
    asked.erased = count(len(words), "text") + (", 1 file" if digest else "")
    ctx.change.add_all([row, asked, *notes])
    ctx.change.flush()
    erase_reminders(ctx.change, view.id, words)
    signed = scrub_snapshots(ctx.change, words, GONE)
    ctx.change.flush()
    because = f"R{asked.key_id}, asked for by {asked.asked_by} and confirmed by {ctx.actor.name}: “{asked.reason}”"
    entries = _forget(ctx, kind, number, words, because)
    record(ctx, "redact", f"redaction:{asked.key_id}", f"removed {asked.subject}: {asked.erased}", plan_id=view.id)
    for each in signed:
        record(ctx, "redact", f"decision:{each.key_id}", f"removed {asked.subject} from what was signed", row=each)
    for theirs, consequences in followed:
        record_all(ctx, theirs, consequences)
    erase_files(ctx, (digest,))
    stepped = [each.said for _, consequences in followed for each in consequences]
    return Reply((cards.erased_card(view, asked, entries, stepped),))


def to_confirm(ctx: Context, view: PlanView) -> list[Any]:
    """The removals of a plan that this person may confirm; none for anybody else."""
    officer = settings_of(ctx.reader).get("data_protection_officer")
    if Ability.MANAGE_PEOPLE not in view.may and (not officer or ctx.actor.email != officer):
        return []
    rows: list[Any] = ctx.reader.all(_WAITING, plan=view.id)
    return [row for row in rows if _may_confirm(ctx, row, officer)]


def _may_confirm(ctx: Context, row: Any, officer: Any) -> bool:
    if row.asked_by_id == ctx.actor.person_id:
        return False
    return bool(officer) and officer in (ctx.actor.email, row.email)


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
    officer = settings_of(ctx.reader).get("data_protection_officer")
    if Ability.MANAGE_PEOPLE not in view.may and (not officer or ctx.actor.email != officer):
        raise access.not_theirs(Ability.MANAGE_PEOPLE)
    return view


def _waiting(ctx: Context, view: PlanView) -> list[Redaction]:
    wanted = select(Redaction).where(Redaction.plan_id == view.id, col(Redaction.confirmed_at).is_(None))
    return list(ctx.change.exec(wanted.with_for_update()))


def _together(ctx: Context, asked: Redaction) -> None:
    """Two people, one of them the data-protection officer and the other an administrator."""
    officer = settings_of(ctx.reader).get("data_protection_officer")
    same = asked.asked_by_id is not None and asked.asked_by_id == ctx.actor.person_id
    if same or (ctx.actor.operator and asked.asked_by_id is None):
        raise Refused("You asked for this removal, so somebody else must confirm it.", Action("Removals", "redact"))
    mine = ctx.actor.email == officer
    theirs = asked.asked_by_id is not None and _email(ctx, asked.asked_by_id) == officer
    if not mine and not theirs:
        raise Refused(f"One of the two must be the data-protection officer ({officer}).", Action("Removals", "redact"))


def _email(ctx: Context, person_id: int) -> str:
    from models.people import Person  # noqa: PLC0415  because nothing else here is about people

    return ctx.change.get_one(Person, person_id).email


def _forget(ctx: Context, kind: Kind, number: int, words: tuple[str, ...], reason: str) -> int:
    """Remove from the audit every content that tells of the row or holds its words; each leaves a marked gap."""
    subject = f'"{kind.name}:{number}"'
    held = [json.dumps(text)[1:-1] for text in words if len(text) >= SHORTEST]
    told = select(AuditContent).where(col(AuditContent.content).is_not(None))
    found = [
        row.audit_id
        for row in ctx.change.exec(told).yield_per(500)
        if row.content and (subject in row.content or any(text in row.content for text in held))
    ]
    return forget_entries(ctx, {*found, *entries_about(ctx, (f"{kind.name}:{number}",))}, reason)
