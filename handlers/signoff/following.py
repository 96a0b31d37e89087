"""After sign-off: whether it still holds, reopening it, and reporting a chair's action to the board."""

from datetime import date

from sqlmodel import col, select

from handlers import access, offices
from handlers.cards import signoff as cards
from handlers.carrying_on import carry_on
from handlers.chasing import chase, chase_too, settle
from handlers.context import Arguments, Context
from handlers.deciding_where import said_at, where_reported
from handlers.errors import Refused, UserError
from handlers.evidence.stepping_down import unlocked
from handlers.harm_due import expect
from handlers.signoff import matter as matters
from handlers.signoff.matter import Matter
from handlers.signoff.recording import step, told
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Form, Reply
from models.plan import Recommendation
from models.reminders import Reminder
from models.rules.signoff import checks_after
from models.vocabulary import DecisionKind, DueKind, DueState, SignOff

EARLY = 28
"""Days before a check falls due that an answer already counts for it."""


def signed(ctx: Context, matter: Matter, report_on: date | None) -> tuple[date, ...]:
    """What becomes due when an item is signed off: the checks, and the report of a chair's action."""
    subject, view = f"recommendation:{matter.item.id}", matter.view
    settle(ctx, subject, DueKind.SIGN_OFF_WAITING, DueKind.EVIDENCE_WANTED, DueKind.HARM, done=True)
    owners = matters.owners(ctx, matter.item.id)
    expect(ctx.change, view.id, ctx.now, only=(subject,))
    first, *later = checks_after(ctx.today)
    note = f"Does {matter.item.label} still hold?"
    owner = owners[0].id if owners else None
    chase(ctx, view.id, subject, DueKind.STILL_HOLDING, first, person_id=owner, note=note)
    for day in later:
        chase_too(ctx, view.id, subject, DueKind.STILL_HOLDING, day, person_id=owner, note=note)
    if report_on is not None:
        chair = offices.chair_of(ctx, view, matter.board)
        chase(
            ctx, view.id, subject, DueKind.CHAIR_REPORT, report_on, person_id=chair.id if chair else None,
            note=f"chair's action on {matter.item.label} to be reported to the {matter.board.name}",
        )  # fmt: skip
    return (first, *later)


def reopen(ctx: Context, args: Arguments) -> Reply:
    """The board takes its sign-off back, with a reason; what was signed stays in the history."""
    row, matter = _signed_off(ctx, args)
    refuse_borrowed_voice(ctx)
    if not matter.hand.decides:
        raise cards.board_only(ctx, matter, "reopened")
    matters.current(matter, args)
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.reopen_form(matter))
    return _reopened(ctx, matter, row, DecisionKind.REOPEN, reason)


def _reopened(ctx: Context, matter: Matter, row: Recommendation, kind: DecisionKind, reason: str) -> Reply:
    added = step(ctx, matter, row, kind, SignOff.REOPENED, reason=reason)
    settle(
        ctx, f"recommendation:{matter.item.id}", DueKind.STILL_HOLDING, DueKind.CHAIR_REPORT, DueKind.SIGN_OFF_WAITING,
        DueKind.SIGN_OFF_DOUBTED,
    )  # fmt: skip
    expect(ctx.change, matter.view.id, ctx.now, only=(f"recommendation:{matter.item.id}",))
    told(ctx, matter, added, cards.said_reopened(matter, reason))
    weighed = unlocked(ctx, matter.view, row)
    if (goes_on := carry_on(ctx, matter.view, matter.item)) is not None:
        return Reply((cards.carried_on_card(matter, reason, weighed, goes_on),))
    may_update = access.may_update(ctx, matter.view, "recommendation", matter.item.id)
    return Reply((cards.reopened_card(matter, reason, weighed, may_update=may_update),))


def holding(ctx: Context, args: Arguments) -> Reply:
    """Answer whether what was signed off still holds; a "no" goes to the board, whose "no" reopens it."""
    row, matter = _signed_off(ctx, args)
    if not matter.hand.decides and not access.may_update(ctx, matter.view, "recommendation", matter.item.id):
        raise Refused(
            f"Whether {matter.item.label} still holds is for its owner or deputy, or for the {matter.board.name}. "
            "Nothing was recorded.", *cards.see(matter),
        )  # fmt: skip
    matters.current(matter, args)
    answer, reason = args.get("answer").casefold(), args.get("reason")
    if answer not in ("yes", "no") or (answer == "no" and not reason):
        return Reply(form=cards.holding_form(matter, answer))
    if matter.hand.decides:
        refuse_borrowed_voice(ctx)
    return _holds(ctx, matter, row, reason) if answer == "yes" else _does_not(ctx, matter, row, reason)


def _holds(ctx: Context, matter: Matter, row: Recommendation, reason: str) -> Reply:
    if matter.doubted is not None and not matter.hand.decides:
        raise Refused(
            f"The {matter.board.name} has been told that {matter.item.label} may no longer hold, so it answers that "
            "now. Nothing was recorded.", *cards.see(matter),
        )  # fmt: skip
    added = step(ctx, matter, row, DecisionKind.STILL_HOLDING, SignOff.SIGNED_OFF, reason=reason, **_whose(matter))
    if matter.hand.decides:
        asked = (DueKind.SIGN_OFF_WAITING, DueKind.SIGN_OFF_DOUBTED)
        settle(ctx, f"recommendation:{matter.item.id}", *asked, done=True)
    rest = _answered(ctx, matter)
    told(ctx, matter, added, cards.said_holding(matter, reason))
    return Reply((cards.holding_card(matter, rest),))


def _does_not(ctx: Context, matter: Matter, row: Recommendation, reason: str) -> Reply:
    if matter.hand.decides:
        return _reopened(ctx, matter, row, DecisionKind.NOT_HOLDING, reason)
    added = step(ctx, matter, row, DecisionKind.NOT_HOLDING, SignOff.SIGNED_OFF, reason=reason, **_whose(matter))
    chair = offices.chair_of(ctx, matter.view, matter.board)
    chase(
        ctx, matter.view.id, f"recommendation:{matter.item.id}", DueKind.SIGN_OFF_WAITING, ctx.today,
        person_id=chair.id if chair else None, note=f"{matter.item.label} may no longer hold: reopen it, or keep it",
    )  # fmt: skip
    _answered(ctx, matter)
    told(ctx, matter, added, cards.said_not_holding(matter, reason))
    return Reply((cards.not_holding_card(matter, reason),))


def _whose(matter: Matter) -> dict[str, None]:
    """An owner's answer is not the board's."""
    return {} if matter.hand.decides else {"board_id": None, "board_name": None}


def _answered(ctx: Context, matter: Matter) -> tuple[date, ...]:
    """Tick off the checks that are due or nearly so; the days of those still to come."""
    waiting = ctx.change.exec(
        select(Reminder)
        .where(
            Reminder.subject == f"recommendation:{matter.item.id}",
            Reminder.kind == DueKind.STILL_HOLDING,
            Reminder.state == DueState.PENDING,
        )
        .order_by(col(Reminder.due_on))
    ).all()
    for row in waiting:
        if (row.due_on - ctx.today).days <= EARLY:
            row.state = DueState.DONE
            ctx.change.add(row)
    ctx.change.flush()
    return tuple(row.due_on for row in waiting if row.state is DueState.PENDING)


def reported(ctx: Context, args: Arguments) -> Reply:
    """Record that a chair's action was reported to the board, at which meeting and in which minute."""
    row, matter = _signed_off(ctx, args)
    if not matter.hand.decides and not offices.is_secretary(ctx, matter.view):
        raise cards.board_only(ctx, matter, "reported on")
    refuse_borrowed_voice(ctx)
    if matter.signed is None or matter.signed.report_on is None:
        raise UserError(f"{matter.item.label} was not signed off by chair's action.", *cards.see(matter))
    if matter.report is not None:
        there = f"{matter.report.decided_at}, minute {matter.report.minute}"
        raise UserError(f"{matter.item.label} was reported already, at {there}. Nothing was recorded.",
                        *cards.see(matter))  # fmt: skip
    taken = ctx.day_of(matter.signed.at)
    how = where_reported(ctx, matter.board, taken, args, lambda last: cards.reported_form(matter, args, last))
    if isinstance(how, Form):
        return Reply(form=how)
    settle(ctx, f"recommendation:{matter.item.id}", DueKind.CHAIR_REPORT, done=True)
    added = step(
        ctx, matter, row, DecisionKind.REPORTED, SignOff.SIGNED_OFF, decided_at=how.decided_at, minute=how.minute,
    )  # fmt: skip
    said = f"chair's action reported to the {matter.board.name} at {said_at(how)}"
    told(ctx, matter, added, said)
    return Reply((cards.reported_card(matter, said),))


def _signed_off(ctx: Context, args: Arguments) -> tuple[Recommendation, Matter]:
    view, item = matters.recommendation(ctx, args.get("number"))
    row = matters.locked(ctx.change, item)
    matter = matters.load(ctx, view, item)
    if matter.facts.sign_off is not SignOff.SIGNED_OFF:
        raise UserError(
            f"{item.label} is not signed off. Nothing was recorded.",
            Action("Its sign-off", f"sign-off {matter.ref}"), *cards.see(matter),
        )  # fmt: skip
    return row, matter
