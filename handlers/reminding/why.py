"""`why`: what was sent about an item, what was not and why, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, null, select

from handlers import access, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import why as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from models.card import Action, Reply
from models.database import Statement
from models.rules.deadlines import Basis
from models.sql import Ledger, Person, PlanAction, Recommendation, Reminder
from models.vocabulary import DueKind, DueState, LedgerState

MOST = 10
_ASKED = Statement(
    lambda: (
        select(
            Ledger.kind, Ledger.due_on, Ledger.state, Ledger.reason, Ledger.sent_at, Ledger.recipient_id,
            Person.name,
        )
        .outerjoin(Person, Person.id == Ledger.recipient_id)
        .where(Ledger.subject == bindparam("subject"))
        .order_by(Ledger.due_on.desc(), Ledger.id.desc())
        .limit(MOST)
    )
)  # fmt: skip
_NEXT = Statement(
    lambda: (
        select(Reminder.kind, Reminder.due_on)
        .where(and_(Reminder.subject == bindparam("subject"), Reminder.state == DueState.PENDING))
        .order_by(Reminder.due_on)
    )
)
_DATE = {
    "recommendation": Statement(
        lambda: select(Recommendation.due_on, Recommendation.agreed_on, Recommendation.due_basis).where(
            Recommendation.id == bindparam("id")
        )
    ),
    "action": Statement(
        lambda: select(PlanAction.due_on, PlanAction.agreed_on, null().label("due_basis")).where(
            PlanAction.id == bindparam("id")
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as the reader may know of it. `reason` is empty for what was sent."""

    kind: DueKind
    due_on: date
    state: LedgerState
    who: str
    at: datetime | None
    reason: str


def show(ctx: Context, args: Arguments) -> Reply:
    """What was asked about one item, newest first, and when the next request is."""
    view, item = status.one(ctx, args.get("item"))
    if item.kind == "workstream":
        raise UserError("Reminders are about recommendations and actions.", Action("Due", "due"))
    subject = f"{item.kind}:{item.id}"
    tells = Ability.SEE_PEOPLE in view.may
    found = [_asked(ctx, row, tells=tells) for row in ctx.reader.all(_ASKED, subject=subject)]
    coming = [(row.kind, row.due_on) for row in ctx.reader.all(_NEXT, subject=subject)]
    return Reply((cards.why_card(view, item, found, coming, ctx.today, may_snooze=_may_snooze(ctx, view, item)),))


def _may_snooze(ctx: Context, view: PlanView, item: Item) -> bool:
    """Whoever may update it, before its date."""
    row = ctx.reader.one(_DATE[item.kind], id=item.id)
    guessed = row.due_basis is Basis.STAND_IN and row.agreed_on is None
    due_on = None if guessed else row.agreed_on or row.due_on
    early = due_on is None or ctx.today < due_on
    return early and access.may_update(ctx, view, item.kind, item.id) and ctx.actor.person_id is not None


def _asked(ctx: Context, row: Any, *, tells: bool) -> Asked:
    """To others, a failure is only that: whether somebody is away, or why, is nobody's business but the office's."""
    mine = row.recipient_id is not None and row.recipient_id == ctx.actor.person_id
    reason = row.reason or ""
    if row.state is LedgerState.FAILED and not (tells or mine):
        reason = "not sent: unavailable"
    at = row.sent_at.astimezone(ctx.now.tzinfo) if row.sent_at else None
    return Asked(row.kind, row.due_on, row.state, row.name or "nobody", at, reason)
