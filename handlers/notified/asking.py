"""`inspection notified`: one officer says the call came, a second confirms, and everybody is told at once."""

import re
from datetime import timedelta

from sqlmodel import col, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import notified as cards
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.days import any_day
from handlers.errors import Refused, UserError
from handlers.grammar import yes
from handlers.notified import reading, steps, team
from handlers.notified.reading import Notice
from handlers.recording import record
from handlers.voice import refuse_borrowed_voice
from models.assurance import InspectionNotice, NoticeReceipt
from models.card import Action, Reply
from models.outbox import Ledger, Outbox
from models.plan import Plan
from models.rules.dates import say_day
from models.rules.working_days import next_working_day
from models.vocabulary import DueKind, LedgerState, MessageKind

LONG_AGO = timedelta(days=30)
_REHEARSAL = re.compile(r"(?:--|—|–)?rehears(?:al|e)\b", re.IGNORECASE)
_NOTICE = re.compile(r"n ?(\d{1,9})\Z", re.IGNORECASE)
_LOOK = Action("The inspection", "inspection")


def notified(ctx: Context, args: Arguments) -> Reply:
    """Say on which day the council was told. Nothing is sent until somebody else confirms it."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    refuse_borrowed_voice(ctx)
    said, marked = _REHEARSAL.subn("", args.get("day"))
    rehearsal = marked > 0 or yes(args.get("rehearsal"))
    on = any_day(said.strip(" ,;") or ctx.today.isoformat(), ctx.today)
    if on > ctx.today or on < ctx.today - LONG_AGO:
        raise UserError(
            "Say the day the council was told, today or in the last 30 days, as in: inspection notified "
            f"{say_day(ctx.today)}. Nothing was recorded."
        )
    stands = reading.newest(ctx, view)
    if rehearsal and stands is not None and stands.row.confirmed_at and not stands.row.rehearsal:
        raise UserError("A real inspection is under way, so there is no rehearsal now. Nothing was recorded.", _LOOK)
    _one_at_a_time(ctx, view)
    asked = InspectionNotice(
        plan_id=view.id, notified_on=on, rehearsal=rehearsal, asked_at=ctx.now, asked_by_id=ctx.actor.person_id,
        asked_by=ctx.actor.name,
    )  # fmt: skip
    ctx.change.add(asked)
    ctx.change.flush()
    what = "a rehearsal of an inspection notified" if rehearsal else "an inspection notified"
    record(ctx, "inspection", f"inspection_notice:{asked.key_id}", f"said that {what} on {say_day(on)} is to be told",
           plan_id=view.id)  # fmt: skip
    asked_of = _ask_officers(ctx, view, asked)
    told = team.whom(ctx.change, view.id)
    card = cards.asked_card(view, _current(ctx, view), may_confirm=False, told=len(told), asked=asked_of)
    return Reply((card,))


def _ask_officers(ctx: Context, view: PlanView, row: InspectionNotice) -> list[str]:
    """Everybody else who may confirm is asked at once, and one of them each working day until then; their names."""
    older = select(InspectionNotice.id).where(InspectionNotice.plan_id == view.id, InspectionNotice.id != row.id)
    for each in ctx.change.exec(older).all():
        settle(ctx, _notice(each), DueKind.INSPECTION)
    officers = team.officers(ctx.change, view.id, but=ctx.actor.person_id)
    for person in officers:
        _queue(ctx, view, _notice(row.key_id), person.key_id)
    if officers:
        rehearsed = f"{'REHEARSAL: ' * row.rehearsal}an inspection notified on {say_day(row.notified_on)}"
        chase(
            ctx, view.id, _notice(row.key_id), DueKind.INSPECTION, next_working_day(ctx.today),
            person_id=officers[0].key_id, note=f"{rehearsed} waits for a second officer: you may confirm it",
        )  # fmt: skip
    return [person.name for person in officers]


def _notice(notice_id: int | None) -> str:
    return f"inspection_notice:{notice_id}"


def confirm(ctx: Context, args: Arguments) -> Reply:
    """A second officer confirms, and everybody who must know is told at once."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    row = _one_at_a_time(ctx, view)
    name = _NOTICE.fullmatch(args.get("notice"))
    if row is None or name is None or row.key_id != int(name[1]) or row.confirmed_at is not None:
        raise UserError(f"No notice {args.get('notice').upper()} waits to be confirmed.", _LOOK)
    if row.asked_by_id == ctx.actor.person_id:
        raise Refused("You said that the inspection was notified, so somebody else must confirm it.", _LOOK)
    refuse_borrowed_voice(ctx)
    row.confirmed_at, row.confirmed_by_id, row.confirmed_by = ctx.now, ctx.actor.person_id, ctx.actor.name
    ctx.change.add(row)
    settle(ctx, _notice(row.key_id), DueKind.INSPECTION, done=True)
    _forget_older(ctx, row)
    steps.put(ctx, view, row, _current(ctx, view).preparation)
    told = team.whom(ctx.change, view.id)
    for person_id, because in told.items():
        _tell(ctx, view, row, person_id, because)
    ctx.change.flush()
    record(ctx, "inspection", f"inspection_notice:{row.key_id}",
           f"confirmed it, and {len(told)} people are told", plan_id=view.id)  # fmt: skip
    alone, lacks = team.without_contact(ctx.change, view.id, told), reading.gaps(ctx, view)
    card = cards.notice_card(view, _current(ctx, view), lacks, ctx.today, names=True, mine=None, alone=alone, me=None)
    return Reply((card,))


def have(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because there is but one notice to have
    """Say that one has the notice; said twice, the first stands."""
    view = access.plan(ctx)
    notice = reading.newest(ctx, view)
    receipt = notice.told_to(ctx.actor.person_id) if notice else None
    if notice is None or receipt is None:
        raise UserError("No inspection waits for your word that you have it.", _LOOK)
    row = ctx.change.get_one(NoticeReceipt, receipt.id, with_for_update=True, populate_existing=True)
    if row.acknowledged_at is None:
        row.acknowledged_at = ctx.now
        ctx.change.add(row)
        settle(ctx, f"notice_receipt:{row.key_id}", DueKind.INSPECTION, done=True)
        record(ctx, "inspection", f"inspection_notice:{notice.row.id}", "has the notice of the inspection",
               plan_id=view.id)  # fmt: skip
    return Reply((cards.have_card(view, notice),), replaces=True)


def _one_at_a_time(ctx: Context, view: PlanView) -> InspectionNotice | None:
    """The newest notice, while nobody else says anything of one."""
    ctx.change.get_one(Plan, view.id, with_for_update=True)
    wanted = select(InspectionNotice).where(InspectionNotice.plan_id == view.id)
    return ctx.change.exec(wanted.order_by(col(InspectionNotice.id).desc())).first()


def _current(ctx: Context, view: PlanView) -> Notice:
    found = reading.newest(ctx, view)
    if found is None:
        raise LookupError(view.id)
    return found


def _forget_older(ctx: Context, row: InspectionNotice) -> None:
    """Nobody is asked any more about a notice that a newer one replaces."""
    older = select(NoticeReceipt.id).join(InspectionNotice).where(
        InspectionNotice.plan_id == row.plan_id, InspectionNotice.id != row.id
    )  # fmt: skip
    for receipt in ctx.change.exec(older).all():
        settle(ctx, f"notice_receipt:{receipt}", DueKind.INSPECTION)
    others = select(InspectionNotice.id).where(InspectionNotice.plan_id == row.plan_id, InspectionNotice.id != row.id)
    for each in ctx.change.exec(others).all():
        steps.forget(ctx, int(each or 0))


def _tell(ctx: Context, view: PlanView, row: InspectionNotice, person_id: int, because: str) -> None:
    """A message at once, and another in the daily one from the next working day until they say they have it."""
    knows = person_id in (row.asked_by_id, row.confirmed_by_id)
    receipt = NoticeReceipt(
        notice_id=row.key_id, person_id=person_id, because=because, acknowledged_at=ctx.now if knows else None
    )
    ctx.change.add(receipt)
    ctx.change.flush()
    if knows:
        return
    subject = f"notice_receipt:{receipt.key_id}"
    _queue(ctx, view, subject, person_id)
    note = f"{'REHEARSAL: ' * row.rehearsal}the inspection notified on {say_day(row.notified_on)}: have you got it?"
    again = next_working_day(ctx.today)
    chase(ctx, view.id, subject, DueKind.INSPECTION, again, person_id=person_id, note=note)


def _queue(ctx: Context, view: PlanView, subject: str, person_id: int) -> None:
    message = Outbox(
        dedupe_key=_key(subject, person_id), kind=MessageKind.NOTICE, person_id=person_id,
        plan_id=view.id, written_at=ctx.now, next_at=ctx.now,
    )  # fmt: skip
    ctx.change.add(message)
    ctx.change.flush()
    ctx.change.add(
        Ledger(
            plan_id=view.id, subject=subject, kind=DueKind.INSPECTION, due_on=ctx.today,
            recipient=f"person:{person_id}", recipient_id=person_id, state=LedgerState.QUEUED,
            outbox_id=message.key_id, at=ctx.now,
        )
    )  # fmt: skip


def _key(subject: str, person_id: int) -> str:
    """One message for each receipt, and one for each officer who is asked to confirm."""
    table, _, number = subject.partition(":")
    return f"notice:{number}" if table == "notice_receipt" else f"notice:confirm:{number}:{person_id}"
