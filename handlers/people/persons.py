"""Somebody by their work address, seen before or new."""

import re

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from handlers.access import PlanView
from handlers.context import Arguments, Context
from handlers.errors import UserError
from models.card import Action
from models.people import Identity, Organisation, Person
from models.plan import Council, Plan
from models.vocabulary import OrganisationKind


def no_guest(session: Session, person: Person) -> None:
    """A lasting role would open nothing to a guest. Raises UserError that says what does."""
    held = select(Identity).where(Identity.person_id == person.key_id, col(Identity.guest))
    if session.exec(held).first() is not None:
        raise UserError(
            f"{person.name} is a guest, so a role needs a last day. Nothing was changed. Say: "
            f"people admit {person.email} role=viewer until=DATE", _PEOPLE,
        )  # fmt: skip


def person_with(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email)).first()


def known(session: Session, args: Arguments) -> Person:
    return known_person(session, args.get("email").casefold())


def known_person(session: Session, email: str) -> Person:
    """The person with this work address. Raises UserError where nobody has it."""
    found = person_with(session, email)
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


def new_person(ctx: Context, view: PlanView, email: str, args: Arguments) -> Person:
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
