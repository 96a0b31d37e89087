"""What an operator does at the machine itself: make the database, the first admin, check the audit chain."""

import sys
from contextlib import closing

from sqlmodel import Session, col, select

from bot.app import opened, right_key_if_begun, utc_now
from bot.settings import Settings
from handlers.grammar import is_email
from handlers.people import name_from
from models import audit
from models.audit import AuditBroken
from models.database import Reader, schema
from models.people import Person, RoleGrant
from models.vocabulary import Role


def migrate(settings: Settings, *, demonstration: bool) -> int:
    """Make the database or bring it up to date."""
    right_key_if_begun(settings)
    schema.migrate(settings.database_url, settings.secret_key)
    with opened(settings) as engine:
        with closing(Reader(engine)) as reader:
            marked, begun = audit.is_demonstration(reader, settings.secret_key), audit.head(reader).count
        if demonstration and not marked and begun:
            print(_IN_USE, file=sys.stderr)
            return 1
        if demonstration:
            audit.mark_demonstration(engine, settings.secret_key)
    print(f"The database is up to date.{' It is marked as a demonstration.' if marked or demonstration else ''}")
    return 0


_IN_USE = (
    "The database is up to date. It is not marked as a demonstration: something was recorded in it already, and in a "
    "demonstration the console may decide in anybody's name. Set DATABASE_URL to a new file, such as "
    "sqlite:///try.db, and run it again."
)


def add_admin(settings: Settings, email: str, name: str) -> int:
    """Make somebody an administrator of every plan, recorded in the audit chain."""
    address = email.strip().casefold()
    if not is_email(address):
        print(f"“{email}” is not an e-mail address. Give their work address.", file=sys.stderr)
        return 1
    with opened(settings, make=True) as engine, Session(engine, info={"audit_key": settings.secret_key}) as session:
        try:
            said = _made_admin(session, address, name)
        except AuditBroken as error:
            print(error, file=sys.stderr)
            return 1
        session.commit()
    print(said)
    return 0


def _made_admin(session: Session, email: str, name: str) -> str:
    person = session.exec(select(Person).where(Person.email == email)).first()
    if person is None:
        person = Person(email=email, name=name or name_from(email))
        session.add(person)
        session.flush()
    held = select(RoleGrant).where(
        RoleGrant.person_id == person.id, RoleGrant.role == Role.ADMIN, col(RoleGrant.until).is_(None)
    )
    if session.exec(held).first() is not None:
        return _called(session, person, name)
    person.active = True
    grant = RoleGrant(person_id=person.key_id, role=Role.ADMIN, since=utc_now(), granted_by="Local operator")
    session.add_all([person, grant])
    session.flush()
    _record(session, person, f"made {person.name} an admin")
    return f"{person.name} is now an administrator of every plan. They have not been messaged.{_unnamed(person)}"


def _called(session: Session, person: Person, name: str) -> str:
    """What is said of an administrator who is made one again, perhaps by the name they were not given at first."""
    if not name or name == person.name:
        return f"{person.name} is an administrator already. Nothing was changed.{_unnamed(person)}"
    person.name = name
    session.add(person)
    session.flush()
    _record(session, person, f"called {person.email} “{name}”")
    return f"{person.email} is now called {name}, and is an administrator already."


def _unnamed(person: Person) -> str:
    if person.name != person.email:
        return ""
    return f'\nI do not know their name. Give it with: ofsted-bot admin add {person.email} --name "…"'


def _record(session: Session, person: Person, summary: str) -> None:
    content, subject = {"by": "Local operator", "summary": summary}, f"person:{person.key_id}"
    audit.record(
        session, at=utc_now(), actor="operator", platform="console", event="people", subject=subject, content=content
    )


_WHOLE = (
    "Checked: the triggers of the database, every entry of the audit, and every row of the plans, of what was said, "
    "proved and decided on them, and of people and roles, whoever or whatever file brought it, and whether the "
    "database is a demonstration. Not checked: messages, reminders and drafts, where people are written to and which "
    "plan they chose, the marks that keep removed words from coming back, the settings kept outside the database, the "
    "files of the evidence, and whether a plan file said what its report says. "
    "What stood in the database only between two checks is not seen either: a trigger that was made and dropped again, "
    "whose work was sealed as what I wrote, and a row that was forged, read, and put back. "
    "An older copy of the whole database is seen only with --expect and a head that was kept."
)


def verify_audit(settings: Settings, expect: str | None) -> int:
    """Say whether the audit chain is whole, and its head to keep somewhere safe."""
    try:
        wanted = audit.Head.parse(expect) if expect else None
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    with opened(settings) as engine, closing(Reader(engine)) as reader:
        problems = audit.verify(reader, settings.secret_key, wanted)
        for problem in problems:
            print(problem)
        if problems:
            print(f"{len(problems)} problems found: what is recorded is not what was written.")
            return 1
        head = audit.head(reader)
    print(_WHOLE)
    print(f"Of these nothing was changed, removed or reordered. Entries: {head.count}. Head: {head}")
    return 0
