"""`people`: who is in the plan and as what; added, changed and removed by an administrator."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from handlers import access, offices
from handlers.access import Ability, PlanView
from handlers.cards import people as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.grammar import role as role_in
from handlers.in_plan import HELD, IN_PLAN
from handlers.recording import record
from models import sql
from models.card import Action, Reply
from models.database import Statement
from models.people import Identity, Organisation, Person, RoleGrant
from models.plan import Council, Plan
from models.vocabulary import OrganisationKind, Role

PAGE = 10
_LONGEST_NAME = 100


_TIES = Statement(
    lambda: (
        core_select(sql.Tie.person_id, func.count().label("count"))
        .where(sql.Tie.plan_id == bindparam("plan"), sql.Tie.until_on.is_(None), sql.Tie.person_id.is_not(None))
        .group_by(sql.Tie.person_id)
    )
)


def show(ctx: Context, args: Arguments) -> Reply:
    """Everybody with a role in the plan or something in it to answer for, ten a page."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    rows = ctx.reader.all(IN_PLAN, plan=view.id, now=ctx.now, on_day=ctx.today)
    held = ctx.reader.all(HELD, plan=view.id, on_day=ctx.today)
    last_days = {row.id: last_day(ctx, row.until) for row in rows if row.admitted}
    return Reply((cards.people_card(view, rows, held, last_days, page=args.page),))


def last_day(ctx: Context, until: datetime) -> date:
    """The last whole day before a role ends."""
    return ctx.day_of(until - timedelta(microseconds=1))


def add(ctx: Context, args: Arguments) -> Reply:
    """Give somebody a role in the plan, by work e-mail; an admin's role is for every plan."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    email, role = args.get("email").casefold(), _role(args)
    person = _person(ctx.change, email) or _new_person(ctx, view, email, args)
    _no_guest(ctx.change, person)
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
    person, role = _known(ctx.change, args), _role(args)
    _no_guest(ctx.change, person)
    before = grants(ctx, person.key_id, view)
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
    person = _known(ctx.change, args)
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


def _no_guest(session: Session, person: Person) -> None:
    """A lasting role would open nothing to a guest. Raises UserError that says what does."""
    held = select(Identity).where(Identity.person_id == person.key_id, col(Identity.guest))
    if session.exec(held).first() is not None:
        raise UserError(
            f"{person.name} is a guest, so a role needs a last day. Nothing was changed. Say: "
            f"people admit {person.email} role=viewer until=DATE", _PEOPLE,
        )  # fmt: skip


def _person(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email)).first()


def _known(session: Session, args: Arguments) -> Person:
    return known_person(session, args.get("email").casefold())


def known_person(session: Session, email: str) -> Person:
    """The person with this work address. Raises UserError where nobody has it."""
    found = _person(session, email)
    if found is None:
        raise UserError(f"Nobody here has the address {email}.", Action("People", "people"))
    return found


def person_here(session: Session, email: str) -> Person:
    """The person with this work address, who is to do something. Raises UserError where nobody has it, or they left."""
    found = known_person(session, email)
    if not found.active:
        raise UserError(f"{found.name} has left, so it cannot be theirs. Name somebody who is here.", _PEOPLE)
    return found


_PEOPLE = Action("People", "people")


def _new_person(ctx: Context, view: PlanView, email: str, args: Arguments) -> Person:
    """A person not seen before; one from outside the council must be said to be from a partner."""
    organisation = _organisation(ctx.change, args.get("organisation"))
    domains = ctx.change.exec(select(Council.email_domains).join(Plan).where(Plan.id == view.id)).one()
    if organisation is None and email.rpartition("@")[2] not in domains:
        raise UserError(
            f"{email} is not an address of the council's ({', '.join(domains) or 'none is set'}). For somebody from a "
            f'partner, add whose they are: people add {email} {args.get("role")} organisation="…"',
        )
    person = Person(
        email=email,
        name=args.get("name") or name_from(email),
        organisation_id=organisation.id if organisation else None,
    )
    ctx.change.add(person)
    ctx.change.flush()
    return person


def _organisation(session: Session, said: str) -> Organisation | None:
    if not said:
        return None
    matches = or_(func.lower(col(Organisation.name)) == said.casefold(), col(Organisation.key) == said.casefold())
    found = session.exec(select(Organisation).where(matches)).first()
    if found is not None:
        return found
    key = "-".join("".join(char if char.isalnum() else " " for char in said.casefold()).split())
    added = Organisation(key=key, name=said, kind=OrganisationKind.PARTNER)
    session.add(added)
    session.flush()
    return added


def name_from(email: str) -> str:
    """What to call somebody until they are named: "head.of.access@…" is "Head Of Access".

    Only two words or more are plainly a name or a post. Of one word, of initials and of figures ("you@…", "p.shah@…",
    "admin2@…") nobody can tell, and a guess would stand in the records: whoever has such an address is called by it.
    """
    words = re.split(r"[._-]", email.partition("@")[0])
    plainly = len(words) > 1 and all(len(word) > 1 and word.isalpha() for word in words)
    return " ".join(words).title() if plainly else email


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
