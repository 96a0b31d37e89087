"""`people admit`: a named guest of the workspace is let into one plan, as one role, up to a day."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from handlers import access, offices, people
from handlers.access import Ability, PlanView
from handlers.cards import people as cards
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import Refused, UserError, about
from handlers.people import last_day, name_from
from handlers.recording import record
from models.card import Reply
from models.people import Identity, Person, RoleGrant
from models.rules.dates import say_day
from models.vocabulary import Role


def admit(ctx: Context, args: Arguments) -> Reply:
    """Admit a guest, or say anew as what and until when; `people remove` ends it."""
    view = access.plan(ctx, args.get("plan"), Ability.MANAGE_PEOPLE)
    email = args.get("email").casefold()
    if not (args.get("role") and args.get("until")):
        return Reply(form=cards.admit_form(view, email, args))
    role, until = _role(args), _until(ctx, args)
    person = _guest(ctx, email, args)
    before = _ended_before(ctx, person, view)
    board = offices.named(offices.boards(ctx, view), args.get("board")).id if args.get("board") else None
    ends = datetime.combine(until + timedelta(days=1), time(), ctx.now.tzinfo).astimezone(UTC)
    added = RoleGrant(
        person_id=person.key_id, plan_id=view.id, board_id=board, role=role, since=ctx.now, until=ends, admitted=True,
        granted_by=ctx.actor.name, granted_by_id=ctx.actor.person_id,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()
    summary = f"admitted {person.name} as a guest, {cards.as_role(role)} until {say_day(until)}"
    record(ctx, "people", f"person:{person.key_id}", summary, plan_id=view.id)
    return Reply((cards.admitted_card(view, person.name, email, role, until, before),))


def _role(args: Arguments) -> Role:
    with about("role"):
        role = people.role_of(args.get("role"))
        if role is Role.ADMIN:
            raise UserError("A guest is never an administrator. Choose another role. Nothing was recorded.")
        return role


def _until(ctx: Context, args: Arguments) -> date:
    with about("until"):
        return day_ahead(args.get("until"), ctx.today)


def _guest(ctx: Context, email: str, args: Arguments) -> Person:
    """Who is admitted: never whoever does it, nor somebody with a full member's account."""
    if email == ctx.actor.email:
        raise Refused("Nobody admits themselves. Ask another administrator. Nothing was recorded.")
    person = ctx.change.exec(select(Person).where(Person.email == email)).first()
    if person is None:
        person = Person(email=email, name=args.get("name") or name_from(email))
    accounts = select(Identity).where(Identity.person_id == person.id, col(Identity.guest).is_(False))
    if person.id is not None and ctx.change.exec(accounts).first() is not None:
        raise UserError(
            f"{person.name} is no guest: theirs is a full member's account. Nothing was recorded. Say: "
            f"people add {email} {args.get('role')}"
        )
    person.active = True
    ctx.change.add(person)
    ctx.change.flush()
    return person


def _ended_before(ctx: Context, person: Person, view: PlanView) -> date | None:
    """End what they were admitted to in this plan, which is replaced, and give its last day."""
    standing = [grant for grant in people.grants(ctx, person.key_id, view) if grant.admitted]
    days = [last_day(ctx, grant.until) for grant in standing if grant.until]
    for grant in standing:
        grant.until = ctx.now
        ctx.change.add(grant)
    ctx.change.flush()
    return max(days, default=None)
