"""`assign`, `away` and `leaver`: who answers for an item, who covers, and whose items must go to somebody."""

from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from handlers import access, leaving_office, status
from handlers.access import Ability
from handlers.cards import ownership as cards
from handlers.cards.words import count
from handlers.chasing import readdress, settle
from handlers.context import Arguments, Context
from handlers.days import day_ahead, just_past
from handlers.errors import UserError, about
from handlers.harm_due import expect
from handlers.people import known_person
from handlers.recording import record
from models import sql
from models.assurance import LibraryItem
from models.card import Action, Reply
from models.database import Statement
from models.decisions import Challenge
from models.people import Absence, Person, PostHolder, RoleGrant, Tie
from models.vocabulary import ChallengeState, DueKind, Relation, Role

LONGEST_ABSENCE = 366
AWAY_SINCE = 14
"""Days since when somebody may say that they have been away."""

_RELATIONS = {
    "owner": Relation.OWNER,
    "deputy": Relation.DEPUTY,
    "link officer": Relation.LINK_OFFICER,
    "link-officer": Relation.LINK_OFFICER,
    "overseer": Relation.OVERSEER,
}


def _held_posts(who: Any) -> Any:
    return select(sql.PostHolder.post_id).where(who, sql.PostHolder.until_on.is_(None))


_OWNED = Statement(
    lambda: (
        select(
            sql.Tie.id, sql.Tie.relation, sql.Recommendation.label.label("recommendation"),
            sql.PlanAction.label.label("action"), sql.Workstream.name.label("workstream"), sql.Tie.plan_id,
            sql.Tie.recommendation_id, sql.Tie.action_id, sql.Tie.workstream_id,
        )
        .outerjoin(sql.Recommendation, sql.Recommendation.id == sql.Tie.recommendation_id)
        .outerjoin(sql.PlanAction, sql.PlanAction.id == sql.Tie.action_id)
        .outerjoin(sql.Workstream, sql.Workstream.id == sql.Tie.workstream_id)
        .where(
            sql.Tie.until_on.is_(None),
            or_(sql.Tie.person_id == bindparam("person"), and_(
                sql.Tie.person_id.is_(None),
                sql.Tie.post_id.in_(_held_posts(sql.PostHolder.person_id == bindparam("person"))),
                sql.Tie.post_id.not_in(_held_posts(sql.PostHolder.person_id != bindparam("person"))),
            )),
        )
        .order_by(sql.Tie.plan_id, sql.Tie.id)
    )
)  # fmt: skip


def assign(ctx: Context, args: Arguments) -> Reply:
    """Make somebody the owner, deputy, link officer or overseer of an item, from today; history keeps who was."""
    view, item = status.one(ctx, args.get("number"))
    if Ability.ASSIGN not in view.may:
        raise access.not_theirs(Ability.ASSIGN)
    if not args.get("email"):
        return Reply(form=cards.assign_form(view, item, args))
    relation = _relation(args.get("as"))
    with about("email"):
        person = known_person(ctx.change, args.get("email").casefold())
        if not person.active:
            raise UserError(f"{person.name} has left, so nothing can go to them.", Action("People", "people"))
    column = f"{item.kind}_id"
    before = _ties(ctx.change, column, item.id, relation)
    if any(tie.person_id == person.id for tie in before):
        raise UserError(
            f"{person.name} is the {relation.value.replace('_', ' ')} of {item.label} already. “status {item.label}” "
            "shows who is tied to it.", field="email",
        )  # fmt: skip
    _end(ctx, before)
    if relation is Relation.OWNER:
        settle(ctx, f"{item.kind}:{item.id}", DueKind.NOT_MINE, done=True)
        readdress(ctx, [each.person_id for each in before if each.person_id], person.key_id, f"{item.kind}:{item.id}")
    tie = Tie(plan_id=view.id, relation=relation, person_id=person.id, from_on=ctx.today)
    setattr(tie, column, item.id)
    ctx.change.add(tie)
    ctx.change.flush()
    expect(ctx.change, view.id, ctx.now, only=(f"{item.kind}:{item.id}",))
    said = f"{person.name} is now {relation.value.replace('_', ' ')}" + (
        f", “{args.get('reason')}”" if args.get("reason") else ""
    )
    record(ctx, "assign", f"{item.kind}:{item.id}", said, plan_id=view.id)
    return Reply((cards.assigned_card(view, item, person.name, relation),))


def _relation(said: str) -> Relation:
    found = _RELATIONS.get(said.casefold() or "owner")
    if found is None:
        raise UserError(
            f"“{said}” is not a tie to an item. Use one of: owner, deputy, link officer, overseer.", field="as"
        )
    return found


def _ties(session: Session, column: str, item_id: int, relation: Relation) -> list[Tie]:
    wanted = rows_of(Tie).where(getattr(Tie, column) == item_id, Tie.relation == relation, col(Tie.until_on).is_(None))
    return list(session.exec(wanted.with_for_update()))


def _end(ctx: Context, ties: list[Tie]) -> None:
    for tie in ties:
        tie.until_on = ctx.today
        ctx.change.add(tie)
    ctx.change.flush()


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


def leaver(ctx: Context, args: Arguments) -> Reply:
    """Somebody leaves: all they hold goes to a named person by this decision, never to limbo."""
    access.require(ctx, Ability.MANAGE_PEOPLE)
    person = known_person(ctx.change, args.get("email").casefold())
    if not person.active:
        raise UserError(f"{person.name} has left already. Nothing was changed.", Action("People", "people"))
    held = ctx.reader.all(_OWNED, person=person.key_id)
    asked = [*_questions_to(ctx, person), *(f"L{row.id}" for row in _documents_of(ctx, person))]
    if (held or asked) and not args.get("to"):
        return Reply(form=cards.leaver_form(person.name, person.email, [*(_name(row) for row in held), *asked]))
    _keep_an_admin(ctx.change, person)
    with about("to"):
        heir = known_person(ctx.change, args.get("to").casefold()) if args.get("to") else None
        if heir is not None and (heir.id == person.id or not heir.active):
            raise UserError("The items must go to somebody else who is here. Give their work e-mail.")
    taken = _hand_over(ctx, held, person, heir, args.get("reason")) if heir is not None else []
    chaired = leaving_office.chaired(ctx, person)
    _leave(ctx, person)
    headless = leaving_office.without_chair(ctx, chaired)
    what = f"; {count(len(taken), 'held item')} went to {heir.name}" if heir and taken else ""
    record(ctx, "leaver", f"person:{person.key_id}", f"{person.name} left{what}")
    return Reply((cards.left_card(person.name, heir.name if heir else None, taken, headless),))


def _hand_over(ctx: Context, held: list[Any], person: Person, heir: Person, reason: str) -> list[str]:
    """Every tie becomes the heir's, with the questions and reminders addressed to who leaves."""
    for row in held:
        old = ctx.change.get_one(Tie, row.id, with_for_update=True)
        _give(ctx, old, heir)
        old.until_on = ctx.today
        ctx.change.add(old)
    ctx.change.flush()
    readdress(ctx, [person.key_id], heir.key_id)
    asked = [*_hand_over_questions(ctx, person, heir), *_hand_over_documents(ctx, person, heir)]
    why = f", “{reason}”" if reason else ""
    for row in held:
        said = f"{heir.name} is now {row.relation.value.replace('_', ' ')}: {person.name} left{why}"
        record(ctx, "assign", _subject(row), said, plan_id=row.plan_id)
    return [*(_name(row) for row in held), *asked]


def _give(ctx: Context, old: Tie, heir: Person) -> None:
    """The same tie for the heir, unless they have it."""
    same = rows_of(Tie).where(
        Tie.person_id == heir.id, Tie.relation == old.relation, col(Tie.until_on).is_(None),
        Tie.recommendation_id == old.recommendation_id, Tie.action_id == old.action_id,
        Tie.workstream_id == old.workstream_id,
    )  # fmt: skip
    if ctx.change.exec(same).first() is None:
        kept = old.model_dump(exclude={"id", "until_on", "person_id", "post_id", "organisation_id", "printed"})
        ctx.change.add(Tie(**kept | {"person_id": heir.id, "from_on": ctx.today}))


def _questions_to(ctx: Context, person: Person) -> list[str]:
    unsettled = rows_of(Challenge).where(Challenge.to_id == person.id, Challenge.state != ChallengeState.ACCEPTED)
    return [f"Q{row.id}" for row in ctx.change.exec(unsettled)]


def _hand_over_questions(ctx: Context, person: Person, heir: Person) -> list[str]:
    unsettled = rows_of(Challenge).where(Challenge.to_id == person.id, Challenge.state != ChallengeState.ACCEPTED)
    rows = list(ctx.change.exec(unsettled.with_for_update()))
    for row in rows:
        row.to_id, row.to_name, row.version = heir.key_id, heir.name, row.version + 1
        ctx.change.add(row)
    ctx.change.flush()
    return [f"Q{row.id}" for row in rows]


def _documents_of(ctx: Context, person: Person) -> list[LibraryItem]:
    held = rows_of(LibraryItem).where(LibraryItem.owner_id == person.id).order_by(col(LibraryItem.id))
    return list(ctx.change.exec(held.with_for_update()))


def _hand_over_documents(ctx: Context, person: Person, heir: Person) -> list[str]:
    rows = _documents_of(ctx, person)
    for row in rows:
        row.owner_id, row.owner_name, row.version = heir.key_id, heir.name, row.version + 1
        ctx.change.add(row)
    ctx.change.flush()
    return [f"L{row.id}" for row in rows]


def _subject(row: Any) -> str:
    kinds = ("recommendation", "action", "workstream")
    kind = next(each for each in kinds if getattr(row, f"{each}_id") is not None)
    return f"{kind}:{getattr(row, f'{kind}_id')}"


def _leave(ctx: Context, person: Person) -> None:
    """End roles and posts; the person stays in history under their name."""
    for grant in ctx.change.exec(
        rows_of(RoleGrant).where(RoleGrant.person_id == person.id, col(RoleGrant.until).is_(None))
    ):
        grant.until = ctx.now
        ctx.change.add(grant)
    posts = rows_of(PostHolder).where(PostHolder.person_id == person.id, col(PostHolder.until_on).is_(None))
    for holding in ctx.change.exec(posts):
        holding.until_on = ctx.today
        ctx.change.add(holding)
    for absence in ctx.change.exec(
        rows_of(Absence).where(Absence.cover_id == person.id, Absence.until_on >= ctx.today)
    ):
        absence.cover_id = None
        ctx.change.add(absence)
    person.active = False
    ctx.change.add(person)
    ctx.change.flush()


def _keep_an_admin(session: Session, person: Person) -> None:
    admins = (
        rows_of(RoleGrant)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(RoleGrant.role == Role.ADMIN, col(RoleGrant.until).is_(None), Person.active)
        .with_for_update(of=RoleGrant)
    )
    held = list(session.exec(admins))
    if held and all(grant.person_id == person.id for grant in held):
        raise UserError(f"{person.name} is the last administrator. Add another first: people add EMAIL admin")


def _name(row: Any) -> str:
    return str(row.recommendation or (row.action and f"action {row.action}") or row.workstream)
