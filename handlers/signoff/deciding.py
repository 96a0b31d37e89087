"""A board's decision on an item put to it: signed off, confirmed by a second member, or returned."""

from dataclasses import replace
from datetime import date
from typing import Any

from handlers import access, offices
from handlers.cards import signoff as cards
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.deciding_where import LONGEST, Before, How, how_decided, within
from handlers.errors import Stale, UserError, about
from handlers.people import person_here
from handlers.request import Request
from handlers.signing import may_ask
from handlers.signoff import matter as matters
from handlers.signoff.following import signed
from handlers.signoff.matter import Matter
from handlers.signoff.recording import step, told
from handlers.signoff.seconds import who_may
from handlers.signoff.snapshot import snapshot
from handlers.views import row_by_id
from handlers.voice import refuse_borrowed_voice
from models.card import Form, Reply
from models.people import Person
from models.plan import Recommendation
from models.rules.dates import say_day
from models.rules.signoff import May, may_sign
from models.vocabulary import DecisionKind, DueKind, Platform, SignOff


def sign(ctx: Context, args: Arguments) -> Reply:
    """Sign an item off for the board, at a meeting or by chair's action. It takes effect once, however pressed."""
    row, matter = _before_the_board(ctx, args)
    if matter.pending is not None:
        raise Stale(
            f"{matter.item.label} was signed by {matter.pending.by_name} already and waits for a second member. "
            "Nothing was recorded again.", f"sign-off {matter.ref}",
        )  # fmt: skip
    may = may_sign(matter.hand)
    if may in (May.OWNS_IT, May.NO_OFFICE):
        raise cards.may_not_sign(ctx, matter, may)
    matters.current(matter, args)
    if matter.lacks:
        raise cards.lacking(matter)
    how = _how(ctx, matter, args)
    return Reply(form=how) if isinstance(how, Form) else _sign(ctx, matter, row, may, how)


def _sign(ctx: Context, matter: Matter, row: Recommendation, may: May, how: How) -> Reply:
    alone, before = may is May.ALONE, snapshot(ctx, matter)
    added = step(
        ctx, matter, row, DecisionKind.SIGN_OFF, SignOff.SIGNED_OFF if alone else SignOff.REQUESTED,
        decided_at=how.decided_at, minute=how.minute, report_on=how.report_on, effective=alone,
        snapshot=before,
    )  # fmt: skip
    checks = signed(ctx, matter, how.report_on) if alone else ()
    told(ctx, matter, added, cards.said_signed(matter, how, before, alone=alone))
    after = matters.load(ctx, matter.view, matter.item)
    if alone:
        return Reply((cards.signed_card(after, how, checks),))
    return Reply((cards.waits_card(after, how, _others(ctx, after, added)),))


def _others(ctx: Context, matter: Matter, pending: Any) -> tuple[str, ...]:
    """The names of those who may confirm a sign-off that waits."""
    about = ("recommendation", matter.item.id)
    return tuple(name for _, name in who_may(ctx, matter.view, (matter.board,), about, pending.person_id))


def confirm(ctx: Context, args: Arguments) -> Reply:
    """A second member of the board makes a sign-off effective."""
    row, matter = _before_the_board(ctx, args)
    pending = matter.pending
    if pending is None:
        raise UserError(
            f"{matter.item.label} has no sign-off that waits for a second member. Nothing was recorded.",
            *cards.see(matter),
        )
    if not matter.confirms:
        raise cards.may_not_confirm(matter, pending, _others(ctx, matter, pending))
    matters.current(matter, args)
    if matter.lacks:
        raise cards.lacking(matter)
    how, before = How(pending.decided_at or "", pending.minute, pending.report_on), snapshot(ctx, matter)
    added = step(
        ctx, matter, row, DecisionKind.CONFIRM, SignOff.SIGNED_OFF, confirms_id=pending.id,
        decided_at=pending.decided_at, minute=pending.minute, snapshot=before,
    )  # fmt: skip
    checks = signed(ctx, matter, pending.report_on)
    told(ctx, matter, added, cards.said_confirmed(matter, pending, before))
    return Reply((cards.signed_card(matters.load(ctx, matter.view, matter.item), how, checks),))


def send_back(ctx: Context, args: Arguments) -> Reply:
    """Return an item, naming what evidence is wanted, from whom and by which meeting; that is reminded."""
    row, matter = _before_the_board(ctx, args)
    if not matter.hand.decides and not matter.confirms:
        raise cards.board_only(ctx, matter, "returned")
    matters.current(matter, args)
    wanted, whom, by = args.get("wanted"), args.get("from"), args.get("by")
    if not (wanted and whom and by):
        return Reply(form=_return_form(ctx, matter, args))
    with about("wanted" if len(wanted) > LONGEST else "reason"):
        within(wanted, args.get("reason"))
    with about("from"):
        person = person_here(ctx.change, whom.casefold())
        _can_send(ctx, matter, person)
    with about("by"):
        day = day_ahead(by, ctx.today)
    return _returned(ctx, matter, row, person, day, wanted, args.get("reason"))


def _can_send(ctx: Context, matter: Matter, person: Person) -> None:
    """Raises UserError where somebody does not see an item, and so can send in nothing for it."""
    actor = access.identify(ctx.reader, Request(Platform.CONSOLE, person.email, "", ""), ctx.now)
    theirs = replace(ctx, actor=actor, _read={})
    view = next((view for view, _ in access.plans(theirs) if view.id == matter.view.id), None)
    if view is None or row_by_id(theirs, view, matter.item) is None:
        raise UserError(
            f"{person.name} does not see {matter.item.label}, so nothing can come from them. Name its owner, or "
            "somebody else who reads the plan. Nothing was recorded.", *cards.see(matter),
        )  # fmt: skip


def _returned(
    ctx: Context, matter: Matter, row: Recommendation, person: Person, day: date, wanted: str, reason: str
) -> Reply:
    """Record the return, and have what is wanted chased instead of the board."""
    added = step(
        ctx, matter, row, DecisionKind.RETURN, SignOff.RETURNED, wanted=wanted, wanted_from_id=person.key_id,
        wanted_by=day, reason=reason,
    )  # fmt: skip
    subject = f"recommendation:{matter.item.id}"
    settle(ctx, subject, DueKind.SIGN_OFF_WAITING, done=True)
    chase(
        ctx, matter.view.id, subject, DueKind.EVIDENCE_WANTED, _remind_on(ctx, matter, day), person_id=person.key_id,
        note=f"{matter.item.label}: {wanted[:200]}, by {say_day(day)}",
    )  # fmt: skip
    told(ctx, matter, added, cards.said_returned(matter, wanted, person.name, day, reason))
    return Reply((cards.returned_card(matter, wanted, person.name, day),))


def _before_the_board(ctx: Context, args: Arguments) -> tuple[Recommendation, Matter]:
    """The item, held, when a board has it to decide. Raises Stale when that was decided a moment ago."""
    view, item = matters.recommendation(ctx, args.get("number"))
    row = matters.locked(ctx.change, item)
    matter = matters.load(ctx, view, item)
    refuse_borrowed_voice(ctx)
    if matter.facts.sign_off is SignOff.SIGNED_OFF:
        raise Stale(
            f"{item.label} is signed off already{cards.by_whom(matter)}. Nothing was recorded again.",
            f"sign-off {matter.ref}",
        )
    if matter.facts.sign_off is not SignOff.REQUESTED:
        matters.current(matter, args)
        raise cards.not_asked(matter, may_ask=may_ask(ctx, view, item.id))
    return row, matter


def _how(ctx: Context, matter: Matter, args: Arguments) -> How | Form:
    """Where the decision was taken; the form that asks, when that or the minute is not said."""
    put = ctx.day_of(matter.put) if matter.put is not None else None
    before = Before(matter.item.label, matter.board, matter.seat, put, cards.see(matter))
    return how_decided(ctx, before, args, lambda last: cards.sign_form(matter, args, last))


def _return_form(ctx: Context, matter: Matter, args: Arguments) -> Form:
    """Filled in as far as can be known: the owner, and the board's next meeting."""
    owners = matters.owners(ctx, matter.item.id)
    meeting = offices.next_meeting(ctx, matter.board)
    return cards.return_form(matter, args, owners[0].email if owners else "", meeting.date_on if meeting else None)


def _remind_on(ctx: Context, matter: Matter, day: date) -> date:
    """When papers for that meeting are due, for what is wanted must be in them; else that day."""
    meeting = offices.meeting_on(ctx, matter.board, day)
    return max(ctx.today, meeting.papers_due_on) if meeting and meeting.papers_due_on else day
