"""`not mine`: somebody says an item is not theirs: it stays with them until who names owners has named another."""

from typing import Any

from sqlalchemy import bindparam, select

from handlers import access, status
from handlers.access import Ability, PlanView, held_by_person, holder, visible
from handlers.cards import disowning as cards
from handlers.cards.words import name_of
from handlers.chasing import chase, is_chased
from handlers.context import Arguments, Context
from handlers.deciding_where import within
from handlers.errors import Refused, about
from handlers.recording import record
from handlers.reminding import recipients
from models.card import Action, Reply
from models.database import Statement
from models.people import Person
from models.sql import PlanAction, Recommendation, Tie
from models.vocabulary import DueKind, Relation, Role

_REPORTING = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)


def _held(table: Any, column: Any, kind: str) -> Statement:
    return Statement(
        lambda: (
            select(table.label)
            .where(
                table.plan_id == bindparam("plan"), visible(table, kind),
                table.id.in_(select(column).where(Tie.relation.in_(_REPORTING), held_by_person())),
            )
            .order_by(table.position)
            .limit(cards.MOST)
        )
    )  # fmt: skip


_HELD = {
    "recommendation": _held(Recommendation, Tie.recommendation_id, "recommendation"),
    "action": _held(PlanAction, Tie.action_id, "action"),
}


def not_mine(ctx: Context, args: Arguments) -> Reply:
    """Ask who names owners to name another. Nothing changes hands by this alone."""
    if not args.get("number"):
        return _which(ctx)
    view, item = status.one(ctx, args.get("number"))
    if item.kind == "workstream" or not access.tied_to(ctx, item.kind, item.id, *_REPORTING):
        raise Refused(
            f"You are not down as who answers for {name_of(item)}, so there is nothing to put right.",
            Action("See it", f"status {item.label}"),
        )
    subject = f"{item.kind}:{item.id}"
    asked = _who_names(ctx, view)
    if Ability.ASSIGN in view.may or asked is None:
        return Reply((cards.yours_card(view, item, may_assign=Ability.ASSIGN in view.may),))
    if is_chased(ctx, subject, DueKind.NOT_MINE):
        return Reply((cards.said_card(view, item, asked.name),))
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.why_form(view, item))
    with about("reason"):
        within(reason)
    note = f"{ctx.actor.name} says that {name_of(item)} is not theirs. Who answers for it?"
    chase(ctx, view.id, subject, DueKind.NOT_MINE, ctx.today, person_id=asked.key_id, note=note)
    said = f"says that it is not theirs, “{reason}”; {asked.name} is asked"
    record(ctx, "assign", subject, said, plan_id=view.id)
    return Reply((cards.said_card(view, item, asked.name),))


def _which(ctx: Context) -> Reply:
    view = access.plan(ctx)
    within = {**access.scope(ctx, view), **holder(ctx)}
    found = [(kind, row.label) for kind, held in _HELD.items() for row in ctx.reader.all(held, **within)]
    return Reply((cards.which_card(view, found[: cards.MOST]),))


def _who_names(ctx: Context, view: PlanView) -> Person | None:
    """Who may name owners, other than who asks: a lead of the plan, else an administrator; else who runs the plan."""
    for roles in ((Role.LEAD,), (Role.ADMIN,), ()):
        for each in recipients.office(ctx.change, view.id, ctx.today, *roles):
            if each.person.id != ctx.actor.person_id:
                return each.person
    return None
