"""What a message says, from the facts as they are when it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session

from handlers import access, digest, harm_stepping, harm_told
from handlers.access import Ability, PlanView
from handlers.cards import reminding as cards
from handlers.cards.asking import waiting_line
from handlers.cards.dated import Otherwise, dated_line, late_line
from handlers.cards.reminding import Line, Said
from handlers.context import Actor, Context
from handlers.dated import reading
from handlers.dated.reading import KINDS
from handlers.notified import message as notice
from handlers.reminding import heartbeat, matters, rows
from handlers.reminding.known import LAST_TOLD, PLACE, PRESENT, Known
from handlers.reminding.recipients import Because
from handlers.reminding.words import not_theirs, settled
from handlers.request import Request
from handlers.signoff import matter as signoff
from models.card import Card
from models.database import Statement, reader_of
from models.outbox import Ledger, Outbox
from models.people import Person
from models.plan import Plan
from models.rules.ladder import JUST_ANSWERED, next_digest, next_step
from models.rules.working_days import add_working_days
from models.sql import PlanAction, Recommendation
from models.vocabulary import DueKind, MessageKind, Platform

_LADDER = (DueKind.DEADLINE, DueKind.SILENCE, DueKind.ESCALATION, DueKind.SNOOZED)


def _seen(table: Any, kind: str) -> Statement:
    return Statement(
        lambda: columns(table.id).where(
            table.id == bindparam("id"), table.plan_id == bindparam("plan"), access.visible(table, kind)
        )
    )


_SEEN = {
    "recommendation": _seen(Recommendation, "recommendation"),
    "action": _seen(PlanAction, "action"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to send: its card, None when nothing is left to say, and what was left out and why."""

    card: Card | None
    left_out: tuple[tuple[int, str], ...] = ()


def compose(
    session: Session, message: Outbox, at: datetime, zone: ZoneInfo, platform: Platform, known: Known | None = None
) -> Composed:
    """The card of a message as the plan stands at `at`, as its recipient may see it.

    What is `known` was read in this very transaction.
    """
    known = known or Known(session, at, zone)
    entries = known.asked(message)
    if message.place_id is not None:
        everybody = _context(session, Actor("", ""), at, zone, platform)
        return _week(everybody, message, entries, access.open_view(everybody, message.plan_id or 0))
    if message.kind is MessageKind.HEARTBEAT:
        return Composed(heartbeat.composed(session, message, at, zone))
    ctx = context_for(session, session.get_one(Person, message.person_id), at, zone, platform)
    if message.kind is MessageKind.NOTICE:
        view = _view(ctx, message.plan_id or 0)
        card = notice.composed(ctx, view, entries[0].subject) if view and entries else None
        return Composed(card, () if card else tuple((entry.key_id, settled()) for entry in entries))
    if message.kind is not MessageKind.DAILY:
        return _week(ctx, message, entries, _view(ctx, message.plan_id or 0))
    return _daily(session, ctx, entries, known)


def _daily(session: Session, ctx: Context, entries: Sequence[Ledger], known: Known) -> Composed:
    lines, left_out = [], []
    for subject in dict.fromkeys(entry.subject for entry in entries):
        about = [entry for entry in entries if entry.subject == subject]
        for told, line in _lines(session, ctx, about, known):
            if isinstance(line, str):
                left_out += [(entry.key_id, line) for entry in told]
            else:
                lines.append(line)
    card = cards.daily_card(_in_order(lines), ctx.today) if lines else None
    return Composed(card, tuple(left_out))


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """The most urgent first; but one question about harm before all progress, so that its answers are one tap."""
    ordered = sorted(lines, key=lambda each: each.urgency)
    harm = next((line for line in ordered if line.before_all), None)
    return sorted(ordered, key=lambda each: each is not harm)


def context_for(session: Session, person: Person, at: datetime, zone: ZoneInfo, platform: Platform) -> Context:
    """The context of somebody who asked nothing, for what is written to them."""
    asking = Request(Platform.CONSOLE.value, person.email, PLACE, "")  # by e-mail: no account need be linked
    return _context(session, access.identify(reader_of(session), asking, at.astimezone(zone)), at, zone, platform)


def _context(session: Session, actor: Actor, at: datetime, zone: ZoneInfo, platform: Platform) -> Context:
    now = at.astimezone(zone)
    request = Request(platform.value, actor.email, PLACE, "")
    return Context(request, actor, now, now.date(), reader_of(session), session)


def _week(ctx: Context, message: Outbox, entries: Sequence[Ledger], view: PlanView | None) -> Composed:
    """The week, or what stands behind it, as a channel reads it or as one person does, with what waits for them."""
    if view is None:
        return Composed(None, tuple((entry.key_id, not_theirs()) for entry in entries))
    if view.ended_on is not None:
        return Composed(None, tuple((entry.key_id, settled()) for entry in entries))
    if message.kind is MessageKind.DETAILS:
        return Composed(digest.details(ctx, view))
    return Composed(digest.card(ctx, view, shared=message.place_id is not None))


def _view(ctx: Context, plan_id: int) -> PlanView | None:
    return next((view for view, _ in access.plans(ctx) if view.id == plan_id), None)


def _lines(
    session: Session, ctx: Context, entries: Sequence[Ledger], known: Known
) -> Iterator[tuple[Sequence[Ledger], Line | str]]:
    """What is said of one subject, each with the requests it is about, or in words why nothing is."""
    first = entries[0]
    view = _view(ctx, first.plan_id)
    kind, _, number = first.subject.partition(":")
    if view is not None and view.ended_on is not None:
        over = [entry for entry in entries if not (view.superseded and entry.kind in rows.SIGNED)]
        entries = [entry for entry in entries if entry not in over]
        yield over, settled()
    if not entries:
        return
    if view is None or (kind in _SEEN and not _may_see(ctx, view, kind, int(number))):
        yield from (([entry], _routed(ctx, view, entry)) for entry in entries)
        return
    climbing = [entry for entry in entries if entry.kind in _LADDER and kind in _SEEN]
    for entry in entries:
        if entry.kind in KINDS or (entry.kind is DueKind.ESCALATION and kind not in _SEEN):
            yield [entry], _dated(session, ctx, view, entry)
        elif entry not in climbing:
            waits = rows.pending(session, entry.subject, entry.kind)
            done = entry.kind is not DueKind.UNREACHED and not waits
            matter = known.matter(entry.subject)
            yield [entry], settled() if done else _waiting(ctx, view, entry, matter)
    if climbing:
        yield climbing, _item(session, ctx, view, climbing, known)


def _routed(ctx: Context, view: PlanView | None, entry: Ledger) -> Line | str:
    """What was routed to somebody who may not else see the item: that its delay could harm a child, and what it is."""
    answered = entry.kind is DueKind.HARM and not (entry.note or "").endswith("?")
    if view is None or not answered or harm_stepping.standing_yes(ctx, entry.subject) is None:
        return not_theirs()
    told = harm_told.about(ctx, entry.subject)
    note = f"{entry.note}. {told.words}" if told else entry.note
    return waiting_line(view, entry.kind, entry.subject, note, entry.due_on)


def _waiting(ctx: Context, view: PlanView, entry: Ledger, matter: matters.Matter | None) -> Line:
    about = (view, entry.kind, entry.subject, entry.note, entry.due_on)
    if matter is None:
        return waiting_line(*about)
    may_answer = access.may_update(ctx, view, matter.kind, matter.id)
    if entry.kind is DueKind.NOT_MINE:
        may_answer = Ability.ASSIGN in view.may
    if entry.kind is DueKind.SIGN_OFF_DOUBTED:
        item = access.Item(matter.kind, matter.id, matter.label, matter.text)
        may_answer = signoff.load(ctx, view, item).hand.decides
    return waiting_line(*about, matter.reference, may_answer=may_answer)


def _dated(session: Session, ctx: Context, view: PlanView, entry: Ledger) -> Line | str:
    above = entry.kind is DueKind.ESCALATION
    if above:
        found = reading.find_late(session, entry.plan_id, entry.subject)
    else:
        found = reading.find(session, entry.plan_id, entry.subject, entry.kind)
    if found is None or (found.until is not None and found.until < ctx.today):
        return settled()
    if above:
        return late_line(view, found, ctx.today, Because(entry.because or "lead"))
    following = next((row.due_on for row in rows.pending(session, entry.subject, entry.kind)), None)
    told = next((row.due_on for row in rows.pending(session, entry.subject, DueKind.ESCALATION)), None)
    plan = session.get_one(Plan, entry.plan_id)
    digest_on = next_digest(max(found.due_on, ctx.today), plan.settings.get("digest_day"))
    otherwise = Otherwise(
        following if following and following > ctx.today else None,
        told if told and told > ctx.today else None,
        digest_on if found.until is None or digest_on <= found.until else None,
    )
    return dated_line(view, found, ctx.today, Because(entry.because or "runs"), otherwise)


def _may_see(ctx: Context, view: PlanView, kind: str, item_id: int) -> bool:
    if view.whole:
        return ctx.reader.one(PRESENT[kind], id=item_id, plan=view.id) is not None
    return ctx.reader.one(_SEEN[kind], id=item_id, **access.scope(ctx, view)) is not None


def _item(session: Session, ctx: Context, view: PlanView, entries: Sequence[Ledger], known: Known) -> Line | str:
    matter = known.matter(entries[0].subject)
    asked_at = min(entry.at for entry in entries)
    if matter is None or matter.stopped or (matter.word and matter.word.at >= asked_at):
        return settled()
    today = ctx.today
    following = next_step(matter.asked, add_working_days(today, JUST_ANSWERED), matter.ladders)
    manager = next(iter(rows.pending(session, matter.subject, DueKind.ESCALATION)), None)
    digest_row = next(iter(rows.pending(session, f"plan:{matter.plan_id}", DueKind.DIGEST)), None)
    said = Said(
        view, matter, Because(entries[0].because or "owner"), {entry.kind for entry in entries},
        following.day if following else None,
        manager.due_on if manager and manager.level == 1 else None,
        digest_row.due_on if digest_row and digest_row.due_on > today else None,
        told_on=_told_on(session, matter.subject, known.zone), may_assign=Ability.ASSIGN in view.may,
        may_update=access.may_update(ctx, view, matter.kind, matter.id),
    )  # fmt: skip
    return cards.item_line(said, today)


def _told_on(session: Session, subject: str, zone: ZoneInfo) -> date | None:
    """The day of the last request about an item that was delivered."""
    last = reader_of(session).one(LAST_TOLD, subject=subject).at
    return last.astimezone(zone).date() if last else None
