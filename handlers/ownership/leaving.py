"""`leaver`: somebody leaves, and all they hold goes to a named person."""

from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from handlers import access, leaving_office
from handlers.access import Ability
from handlers.admitted import stands
from handlers.cards import ownership as cards
from handlers.cards.words import count
from handlers.chasing import readdress
from handlers.context import Arguments, Context
from handlers.errors import UserError, about
from handlers.people import known_person
from handlers.recording import record
from models import sql
from models.assurance import LibraryItem
from models.card import Action, Reply
from models.database import Statement
from models.decisions import Challenge
from models.people import Absence, Person, PostHolder, RoleGrant, Tie
from models.vocabulary import ChallengeState, Role


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
    for grant in ctx.change.exec(rows_of(RoleGrant).where(RoleGrant.person_id == person.id, stands(ctx.now))):
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
