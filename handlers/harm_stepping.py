"""A yes to "could the delay harm a child?" stays with whom it went to, and so does the news that it is no more."""

from datetime import date

from sqlmodel import Session, col, select

from handlers.chasing import chase
from handlers.context import Context
from handlers.harm_due import lead_of
from models.assurance import HarmAnswer
from models.outbox import Ledger
from models.people import Person
from models.reminders import Reminder
from models.vocabulary import DueKind, DueState, Harm, LedgerState


def standing_yes(ctx: Context, subject: str) -> HarmAnswer | None:
    """The latest answer of an item such as "action:5", where it is yes; else None."""
    kind, _, number = subject.partition(":")
    given = select(HarmAnswer).filter_by(**{f"{kind}_id": int(number)}).order_by(col(HarmAnswer.id).desc())
    latest = ctx.change.exec(given).first()
    return latest if latest is not None and latest.answer is Harm.YES else None


def was_told(ctx: Context, subject: str) -> bool:
    """Whether a yes was routed to this person."""
    row = _routed(ctx.change, subject)
    return row is not None and row.person_id is not None and row.person_id == ctx.actor.person_id


def step_down(ctx: Context, given: HarmAnswer, subject: str) -> Person | None:
    """Keep the row of a yes until whom it was routed to has it, and say who that is; None where nobody was named."""
    row = _routed(ctx.change, subject)
    if row is None or row.person_id is None:
        return None
    if not _has_it(ctx.change, row, given):
        row.subject, row.level = f"harm_answer:{given.key_id}", 0
        ctx.change.add(row)
        ctx.change.flush()
    return ctx.change.get_one(Person, row.person_id)


def asked_again_on(ctx: Context, subject: str, day: date) -> None:
    """Leave a yes with whom it went to, who has just said what came of it, until another day."""
    row = _routed(ctx.change, subject)
    if row is not None:
        chase(ctx, row.plan_id, subject, DueKind.HARM, day, person_id=row.person_id, note=row.note or "")


def lead(ctx: Context, plan_id: int, subject: str) -> Person | None:
    """Who answers for an item; None where nobody does."""
    found = lead_of(ctx.change, plan_id, subject)
    return ctx.change.get_one(Person, found) if found is not None else None


def tell(ctx: Context, plan_id: int, answer: HarmAnswer, told: Person | None, label: str) -> None:
    """Put down that somebody is to be told that a yes was stepped down; else who runs the plan.

    That is whoever the yes went to, or where they stepped it down themselves, the item's lead.
    """
    note = f"{label}: yes, the delay could harm a child, was stepped down to {answer.answer.value.replace('_', ' ')}"
    chase(
        ctx, plan_id, f"harm_answer:{answer.key_id}", DueKind.HARM, ctx.today,
        person_id=told.key_id if told else None, note=note,
    )  # fmt: skip


def _routed(session: Session, subject: str) -> Reminder | None:
    waiting = select(Reminder).where(
        Reminder.subject == subject, Reminder.kind == DueKind.HARM, Reminder.state == DueState.PENDING,
        ~col(Reminder.note).endswith("?"),
    )  # fmt: skip
    return session.exec(waiting).first()


def _has_it(session: Session, row: Reminder, given: HarmAnswer) -> bool:
    """Whether the message about a yes was delivered to whom it is for."""
    sent = select(Ledger.id).where(
        Ledger.subject == row.subject, Ledger.kind == DueKind.HARM, Ledger.state == LedgerState.SENT,
        Ledger.recipient_id == row.person_id, col(Ledger.sent_at) >= given.at,
    )  # fmt: skip
    return session.exec(sent).first() is not None
