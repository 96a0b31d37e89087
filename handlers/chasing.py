"""What is to be chased becomes a due row, which the clock sends on its day."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from handlers.context import Context
from models.reminders import Reminder
from models.vocabulary import DueKind, DueState


def chase(
    ctx: Context, plan_id: int, subject: str, kind: DueKind, due_on: date, *, person_id: int | None, note: str = ""
) -> None:
    """Put down that `subject` is to be chased on `due_on`; what waited before for the same reason is replaced."""
    settle(ctx, subject, kind)
    found = ctx.change.exec(select(Reminder).filter_by(subject=subject, kind=kind, due_on=due_on)).first()
    row = found or Reminder(plan_id=plan_id, subject=subject, kind=kind, due_on=due_on, written_at=ctx.now)
    row.state, row.person_id, row.note, row.written_at = DueState.PENDING, person_id, note or None, ctx.now
    row.level = 0
    ctx.change.add(row)
    ctx.change.flush()


def chase_too(
    ctx: Context, plan_id: int, subject: str, kind: DueKind, due_on: date, *, person_id: int | None, note: str
) -> None:
    """Put down that `subject` is to be chased on one more day, beside those on which it is already."""
    found = ctx.change.exec(select(Reminder).filter_by(subject=subject, kind=kind, due_on=due_on)).first()
    row = found or Reminder(plan_id=plan_id, subject=subject, kind=kind, due_on=due_on, written_at=ctx.now)
    row.state, row.person_id, row.note, row.written_at = DueState.PENDING, person_id, note, ctx.now
    ctx.change.add(row)
    ctx.change.flush()


def settle(ctx: Context, subject: str, *kinds: DueKind, done: bool = False) -> None:
    """Stop chasing `subject` for these reasons: cancelled, or `done` when it was answered."""
    settle_in(ctx.change, subject, *kinds, done=done)


def settle_in(session: Session, subject: str, *kinds: DueKind, done: bool = False) -> None:
    """The same in a transaction that is nobody's request."""
    waiting = select(Reminder).where(
        Reminder.subject == subject, col(Reminder.kind).in_(kinds), Reminder.state == DueState.PENDING
    )
    for row in session.exec(waiting):
        row.state = DueState.DONE if done else DueState.CANCELLED
        session.add(row)
    session.flush()


def is_chased(ctx: Context, subject: str, kind: DueKind, by: date | None = None) -> bool:
    """Whether `subject` waits to be chased for this reason, and `by` a day where one is given."""
    found = select(Reminder.id).where(
        Reminder.subject == subject, Reminder.kind == kind, Reminder.state == DueState.PENDING
    )
    found = found if by is None else found.where(Reminder.due_on <= by)
    return ctx.change.exec(found).first() is not None


def forget(ctx: Context, *subjects: str) -> None:
    """Stop chasing these subjects for whatever reason."""
    waiting = select(Reminder).where(col(Reminder.subject).in_(subjects), Reminder.state == DueState.PENDING)
    for row in ctx.change.exec(waiting).all():
        row.state = DueState.CANCELLED
        ctx.change.add(row)
    ctx.change.flush()


def readdress(ctx: Context, from_ids: Collection[int], to_id: int, subject: str = "") -> None:
    """What these people were to be chased about, another is: of one subject, or of all."""
    readdress_in(ctx.change, from_ids, to_id, subject)


def readdress_in(session: Session, from_ids: Collection[int], to_id: int, subject: str = "") -> None:
    """The same in a transaction that is nobody's request."""
    waiting = select(Reminder).where(col(Reminder.person_id).in_(from_ids), Reminder.state == DueState.PENDING)
    for row in session.exec(waiting.where(Reminder.subject == subject) if subject else waiting).all():
        row.person_id = to_id
        session.add(row)
    session.flush()
