"""`away` and `away back`: when somebody is not here, and who covers."""

from datetime import date

from sqlmodel import col
from sqlmodel import select as rows_of

from handlers.cards import ownership as cards
from handlers.context import Arguments, Context
from handlers.days import day_ahead, just_past
from handlers.errors import UserError, about
from handlers.people import known_person
from handlers.recording import record
from models.card import Action, Reply
from models.people import Absence, Person

LONGEST_ABSENCE = 366
AWAY_SINCE = 14
"""Days since when somebody may say that they have been away."""


def away(ctx: Context, args: Arguments) -> Reply:
    """Say when one is away and who covers. Why is never asked, and nobody else is told."""
    me = _me(ctx)
    if not args.get("from") or not args.get("to"):
        return Reply(form=cards.away_form(args))
    first, last = _days(ctx, args)
    with about("cover"):
        cover = known_person(ctx.change, args.get("cover").casefold()) if args.get("cover") else None
        if cover is not None and (cover.id == me.id or not cover.active):
            raise UserError("Cover is somebody else who is here. Give their work e-mail.")
    _end_absence(ctx, me)
    ctx.change.add(Absence(person_id=me.key_id, cover_id=cover.id if cover else None, from_on=first, until_on=last))
    ctx.change.flush()
    record(ctx, "away", f"person:{me.key_id}", "set who covers" if cover else "set an absence without cover")
    return Reply((cards.away_card(first, last, cover.name if cover else None),))


def _days(ctx: Context, args: Arguments) -> tuple[date, date]:
    with about("from"):
        first = just_past(args.get("from"), ctx.today, AWAY_SINCE)
    with about("to"):
        last = day_ahead(args.get("to"), ctx.today)
        _sensible(first, last)
    return first, last


def back(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """End one's absence."""
    me = _me(ctx)
    if not _end_absence(ctx, me):
        raise UserError("You are not marked as away.", Action("Mine", "mine"))
    record(ctx, "away", f"person:{me.key_id}", "is back")
    return Reply((cards.back_card(),))


def _end_absence(ctx: Context, person: Person) -> bool:
    """End what stands or is to come of somebody's absence, and say whether there was any."""
    unended = rows_of(Absence).where(Absence.person_id == person.id, col(Absence.ended_at).is_(None))
    held = [row for row in ctx.change.exec(unended) if row.until_on >= ctx.today]
    for row in held:
        row.ended_at = ctx.now
        ctx.change.add(row)
    ctx.change.flush()
    return bool(held)


def _sensible(first: date, last: date) -> None:
    if last < first:
        raise UserError("The last day is before the first. Say “away from 12 April to 16 April cover EMAIL”.")
    if (last - first).days > LONGEST_ABSENCE:
        raise UserError("That is more than a year. For somebody who leaves, an administrator says “leaver EMAIL”.")


def _me(ctx: Context) -> Person:
    if ctx.actor.person_id is None:
        raise UserError("The local operator is nobody's colleague. Say “as EMAIL” to be somebody.")
    return ctx.change.get_one(Person, ctx.actor.person_id, with_for_update=True)
