"""`snooze`: not now, but on a day; nobody can put an item off past its own date, nor for long."""

from datetime import date, timedelta

from sqlmodel import select

from handlers import access, status
from handlers.access import Ability
from handlers.cards.words import count, sentence
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import UserError
from handlers.recording import record
from handlers.reminding import rows
from handlers.reminding.matters import Matter, load
from handlers.signing import may_ask
from models.card import Action, Card, Reply
from models.outbox import Snooze
from models.rules.dates import say_day_long
from models.rules.working_days import on_or_before
from models.vocabulary import DueKind

USUAL, LONGEST = timedelta(days=7), timedelta(days=14)


def snooze(ctx: Context, args: Arguments) -> Reply:
    """Ask about one item again on a day, and not before. Others who are asked about it still are."""
    view, item = status.one(ctx, args.get("number"))
    if ctx.actor.person_id is None:
        raise UserError("The local operator is reminded of nothing. Say “as EMAIL” to be somebody.")
    if item.kind == "workstream" or not access.may_update(ctx, view, item.kind, item.id):
        raise access.not_theirs(Ability.UPDATE_OWN)
    subject = f"{item.kind}:{item.id}"
    matter = load(ctx.change, subject, ctx.now, ctx.now.tzinfo)
    if matter is None or matter.stopped:
        stopped = matter.stopped if matter else "it is gone"
        raise UserError(f"Nobody is reminded of {item.label} now: {stopped}.", Action("See it", f"status {item.label}"))
    asks = item.kind == "recommendation" and may_ask(ctx, view, item.id)
    until = _until(ctx, args.get("until"), matter, asks=asks)
    held = ctx.change.exec(select(Snooze).filter_by(subject=subject, person_id=ctx.actor.person_id)).first()
    row = held or Snooze(plan_id=view.id, subject=subject, person_id=ctx.actor.person_id, until_on=until, at=ctx.now)
    row.until_on, row.at = until, ctx.now
    ctx.change.add(row)
    note = f"you asked to be reminded of {matter.called}"
    rows.put(ctx.change, view.id, subject, DueKind.SNOOZED, until, ctx.now, person_id=ctx.actor.person_id, note=note)
    record(ctx, "snooze", subject, f"asked not to be reminded of {item.label} before {until.isoformat()}",
           plan_id=view.id)  # fmt: skip
    said = f"You are reminded of {matter.called} on {say_day_long(until)}, and not before."
    why = Action("What was sent", f"why {matter.reference}")
    return Reply((Card(said, (), (Action("Update it", f"update {matter.reference}"), why)),))


def _until(ctx: Context, said: str, matter: Matter, *, asks: bool) -> date:
    due_on = matter.due_on
    if due_on is not None and due_on <= ctx.today:
        raise _past(matter, ctx.today, asks=asks)
    until = day_ahead(said, ctx.today) if said else ctx.today + USUAL
    if not said and due_on is not None and due_on < until:
        until = due_on
    if until <= ctx.today or until > ctx.today + LONGEST:
        raise UserError(f"Say a day from tomorrow to {say_day_long(ctx.today + LONGEST)}. Nothing was changed.")
    if due_on is not None and until > due_on:
        raise UserError(f"It is due on {say_day_long(due_on)}. Say a day before that. Nothing was changed.")
    moved = on_or_before(until)
    return moved if moved > ctx.today else until


def _past(matter: Matter, today: date, *, asks: bool) -> UserError:
    """An item that is due or late is not put off: what may be done instead, each one tap by who may do it."""
    late = (today - matter.due_on).days if matter.due_on else 0
    stands = f"{count(late, 'day')} late" if late else "due today"
    refused = f"{sentence(matter.called)} is {stands}, so it is not put off."
    if matter.asked.delivered:
        ask = (Action("Ask for sign-off", f"sign-off request {matter.reference}"),) if asks else ()
        who = "Ask for sign-off" if asks else "Its owner, its deputy or a lead can ask for sign-off"
        return UserError(f"{refused} {who}: that stops its reminders. Nothing was changed.", *ask)
    return UserError(
        f"{refused} Say where it stands or that you need help, or ask for a new date. Nothing was changed.",
        Action("Update it", f"update {matter.reference}"),
        Action("Ask for a new date", f"change date {matter.reference}"),
    )
