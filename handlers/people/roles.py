"""Roles in the plan, given, replaced and ended."""

from sqlalchemy import bindparam, func, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from handlers import access, offices
from handlers.access import Ability, PlanView
from handlers.cards import people as cards
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.grammar import role as role_in
from handlers.people.persons import known, new_person, no_guest, person_with
from handlers.recording import record
from models import sql
from models.card import Action, Reply
from models.database import Statement
from models.people import Person, RoleGrant
from models.vocabulary import Role

_LONGEST_NAME = 100
_OFFICES = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
_TIES = Statement(
    lambda: (
        core_select(sql.Tie.person_id, func.count().label("count"))
        .where(sql.Tie.plan_id == bindparam("plan"), sql.Tie.until_on.is_(None), sql.Tie.person_id.is_not(None))
        .group_by(sql.Tie.person_id)
    )
)


def add(ctx: Context, args: Arguments) -> Reply:
    """Give somebody a role in the plan, by work e-mail; an admin's role is for every plan."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    email, role = args.get("email").casefold(), _role(args)
    _not_their_own_office(ctx, email, role)
    person = person_with(ctx.change, email) or new_person(ctx, view, email, args)
    no_guest(ctx.change, person)
    person.active = True
    board_id = _board(ctx, view, args)
    held = [grant for grant in grants(ctx, person.key_id, view) if grant.until is None]
    if any(grant.role is role and grant.board_id in (board_id, None) for grant in held):
        raise UserError(
            f"{person.name} is {cards.as_role(role)} already. Nothing was changed.", Action("People", "people")
        )
    _grant(ctx, view, person, role, board_id)
    summary = f"added {person.name} as {role.value}"
    record(ctx, "people", f"person:{person.key_id}", summary, plan_id=view.id)
    return Reply((cards.added_card(view, person.name, role, unnamed=person.name == email),))


def change(ctx: Context, args: Arguments) -> Reply:
    """Replace somebody's roles in the plan with one, or with the role they have say what they are called."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    admins = _locked_admins(ctx.change)
    person, role = known(ctx.change, args), _role(args)
    no_guest(ctx.change, person)
    before = grants(ctx, person.key_id, view)
    if role not in {grant.role for grant in before} or args.get("board"):
        _not_their_own_office(ctx, person.email, role)
    if name := " ".join(args.get("name").split()):
        _call(ctx, view, person, name)
        if [grant.role for grant in before] == [role] and not args.get("board"):
            return Reply((cards.called_card(view, person.email, name),))
    if Role.ADMIN in {grant.role for grant in before} and role is not Role.ADMIN:
        _keep_one(admins, person)
    for grant in before:
        grant.until = ctx.now
        ctx.change.add(grant)
    _grant(ctx, view, person, role, _board(ctx, view, args))
    old = ", ".join(grant.role.value for grant in before) or "no role"
    record(
        ctx, "people", f"person:{person.key_id}", f"changed {person.name} from {old} to {role.value}", plan_id=view.id
    )
    own, roles = person.id == ctx.actor.person_id, [grant.role for grant in before]
    return Reply((cards.changed_card(view, person.name, role, roles, own=own),))


def _call(ctx: Context, view: PlanView, person: Person, name: str) -> None:
    if len(name) > _LONGEST_NAME:
        raise UserError(f"That name is too long. Give at most {_LONGEST_NAME} characters. Nothing was changed.")
    person.name = name
    ctx.change.add(person)
    ctx.change.flush()
    record(ctx, "people", f"person:{person.key_id}", f"called {person.email} “{name}”", plan_id=view.id)


def remove(ctx: Context, args: Arguments) -> Reply:
    """End somebody's roles in the plan. Their history stays, and what they own is named, never left in limbo."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    admins = _locked_admins(ctx.change)
    person = known(ctx.change, args)
    held = grants(ctx, person.key_id, view)
    if not held:
        raise UserError(f"{person.name} has no role in {view.name}. Nothing was changed.", Action("People", "people"))
    if Role.ADMIN in {grant.role for grant in held}:
        _keep_one(admins, person)
    for grant in held:
        grant.until = ctx.now
        ctx.change.add(grant)
    ctx.change.flush()
    owned = {row.person_id: row.count for row in ctx.reader.all(_TIES, plan=view.id)}.get(person.id, 0)
    record(ctx, "people", f"person:{person.key_id}", f"removed {person.name}", plan_id=view.id)
    return Reply((cards.removed_card(view, person.name, owned, own=person.id == ctx.actor.person_id),))


def _role(args: Arguments) -> Role:
    return role_of(args.get("role"))


def role_of(said: str) -> Role:
    """The role that was named. Raises UserError where it is none."""
    found = role_in(said)
    if found is None:
        raise UserError(f"“{said}” is not a role. Use one of: {', '.join(cards.ROLES)}.")
    return found


def _not_their_own_office(ctx: Context, email: str, role: Role) -> None:
    """Raises Refused where somebody would give themselves an office of a board: they could then sign alone."""
    if role in _OFFICES and not ctx.actor.operator and email == ctx.actor.email.casefold():
        raise Refused(
            f"Nobody makes themselves {cards.as_role(role)}. Ask another administrator to say: people add {email} "
            f"{role.value.replace('_', '-')}. Nothing was changed.", Action("People", "people"),
        )  # fmt: skip


def grants(ctx: Context, person_id: int, view: PlanView) -> list[RoleGrant]:
    """What somebody holds in the plan, the chair of one meeting included, which ends by itself."""
    here = or_(col(RoleGrant.plan_id) == view.id, col(RoleGrant.plan_id).is_(None))
    lasting = or_(col(RoleGrant.until).is_(None), col(RoleGrant.until) > ctx.now)
    wanted = select(RoleGrant).where(RoleGrant.person_id == person_id, lasting, here)
    return list(ctx.change.exec(wanted.with_for_update()))


def _board(ctx: Context, view: PlanView, args: Arguments) -> int | None:
    """The board a role is on, where one was named."""
    said = args.get("board")
    return offices.named(offices.boards(ctx, view), said).id if said else None


def _grant(ctx: Context, view: PlanView, person: Person, role: Role, board_id: int | None) -> None:
    everywhere = role is Role.ADMIN
    added = RoleGrant(
        person_id=person.key_id, plan_id=None if everywhere else view.id, role=role, since=ctx.now,
        board_id=None if everywhere else board_id, granted_by=ctx.actor.name,
        granted_by_id=ctx.actor.person_id,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()


def _locked_admins(session: Session) -> frozenset[int]:
    """Who are the active administrators, held so: two who remove each other at once must not both succeed."""
    wanted = (
        select(RoleGrant)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(RoleGrant.role == Role.ADMIN, col(RoleGrant.until).is_(None), Person.active)
        .order_by(col(RoleGrant.id))
        .with_for_update(of=RoleGrant)
    )
    return frozenset(grant.person_id for grant in session.exec(wanted))


def _keep_one(admins: frozenset[int], person: Person) -> None:
    if not admins - {person.key_id}:
        raise UserError(
            f"{person.name} is the last administrator, so they stay one. Add another first: people add EMAIL admin",
            Action("People", "people"),
        )
