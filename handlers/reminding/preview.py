"""`preview`: what the next days would send to whom if nobody answered, worked out by the clock itself and undone."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import preview as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.reminding import delivering, matters, rows
from handlers.reminding.queueing import queue_due
from models.card import Reply
from models.outbox import Ledger, Outbox
from models.people import Person
from models.plan import Plan
from models.rules.hours import opening, zone_of
from models.vocabulary import DueKind, LedgerState, MessageKind, OutboxState

USUAL, MOST = 7, 28


@dataclass(frozen=True, slots=True)
class Coming:
    """One message that would go: when, to whom, what kind, and about which items."""

    at: datetime
    to: str
    kind: MessageKind
    about: tuple[str, ...]


def show(ctx: Context, args: Arguments) -> Reply:
    """The messages of the next days, also of a plan that is not yet open. Nothing is kept of it."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    said = args.get("days") or str(USUAL)
    if not said.isdecimal() or not 1 <= int(said) <= MOST:
        raise UserError(f"Say for how many days, from 1 to {MOST}: preview 14")
    days = int(said)
    zone = ctx.now.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError("the moment of a request is in the council's time zone")
    with ctx.change.begin_nested() as undone:
        found = _rehearsed(ctx, view, days, zone)
        undone.rollback()
    return Reply((cards.preview_card(view, found, days, ctx.today, page=args.page),))


def _rehearsed(ctx: Context, view: PlanView, days: int, zone: ZoneInfo) -> list[Coming]:
    session = ctx.change
    plan = session.get_one(Plan, view.id)
    if plan.published_at is None:
        plan.published_at = ctx.now
        session.add(plan)
        session.flush()
        expect(session, view.id, ctx.now)
        rows.rewrite(session, sorted(rows.rewrite_plan(session, view.id, ctx.now)), ctx.now, zone)
        rows.rewrite_dates(session, view.id, ctx.now, zone)
    before = session.exec(select(Outbox.id).order_by(col(Outbox.id).desc())).first() or 0
    for moment in _moments(session, ctx.now, days, zone):
        queue_due(session, moment, zone, lambda _: nullcontext())
        for message in session.exec(select(Outbox).filter_by(state=OutboxState.QUEUED)):
            if delivering.not_now(session, message, moment, zone) is None:
                delivering.sent(session, message, moment, zone)
    return list(_coming(session, view.id, before, ctx.now, zone))


def _moments(session: Session, now: datetime, days: int, council: ZoneInfo) -> Iterator[datetime]:
    """Now, and each morning in each zone that people are in."""
    zones = {zone_of(name, council) for name in (None, *session.exec(select(Person.time_zone).distinct()))}
    today = now.astimezone(council).date()
    yield now
    until = now + timedelta(days=days)
    mornings = {opening(today + timedelta(days=n), zone) for n in range(days + 1) for zone in zones}
    yield from sorted(moment for moment in mornings if now < moment <= until)


def _coming(session: Session, plan_id: int, before: int, now: datetime, zone: ZoneInfo) -> Iterator[Coming]:
    asked = defaultdict(list)
    wanted = select(Ledger).where(
        Ledger.plan_id == plan_id, Ledger.state == LedgerState.SENT, col(Ledger.sent_at) >= now
    )  # fmt: skip
    for entry in session.exec(wanted.order_by(col(Ledger.id))):
        if (entry.outbox_id or 0) > before:
            asked[entry.outbox_id].append(entry)
    for outbox_id, entries in sorted(asked.items(), key=lambda each: (each[1][0].sent_at, each[0])):
        message = session.get_one(Outbox, outbox_id)
        labels = dict.fromkeys(_called(session, entry, now, zone) for entry in entries)
        yield Coming((message.sent_at or now).astimezone(zone), _to(session, message), message.kind, tuple(labels))


def _to(session: Session, message: Outbox) -> str:
    if message.place_id is not None:
        return delivering.place_name(session, message.place_id)
    return session.get_one(Person, message.person_id).name


def _called(session: Session, entry: Ledger, now: datetime, zone: ZoneInfo) -> str:
    matter = matters.load(session, entry.subject, now, zone)
    if matter is None:
        return "the week's digest" if entry.kind is DueKind.DIGEST else entry.note or entry.kind.value
    what = _WHAT.get(entry.kind, f" ({entry.kind.value.replace('_', ' ')})")
    return f"{matter.called}{what}"


_WHAT = {DueKind.DEADLINE: "", DueKind.SILENCE: " (silent)", DueKind.ESCALATION: " (no answer)"}
