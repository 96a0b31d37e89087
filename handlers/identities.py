"""Who is behind an account on a chat platform: linked once by confirmed work e-mail, then known by its id."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, exists, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from handlers import access
from handlers.access import Ability
from handlers.admitted import is_admitted
from handlers.cards.talking import linked_card
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.recording import record
from models import audit, sql
from models.card import Reply
from models.chats import Chat
from models.database import Reader, Statement
from models.people import Identity, Person, RoleGrant
from models.plan import Council, Plan
from models.vocabulary import OpenTo, Platform, Role


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as its platform describes it.

    `member` is False for whoever is no active full member of the council's own workspace or tenant: guests,
    strangers, bots, the deactivated. `guest` is True for an active guest of it, who may have been admitted by name.
    `email` is empty unless the platform has it confirmed.
    """

    platform: Platform
    external_id: str
    email: str
    name: str
    member: bool
    guest: bool = False


_ENTRA = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""How Entra names an account, which Slack never does."""


class Meeting(StrEnum):
    """What came of meeting an account."""

    KNOWN = "known"
    LINKED = "linked"
    STRANGER = "stranger"
    TAKEN = "taken"


_KNOWN = Statement(
    lambda: core_select(sql.Identity.id, sql.Identity.guest, sql.Identity.home).where(
        sql.Identity.platform == bindparam("platform"), sql.Identity.external_id == bindparam("account")
    )
)


@dataclass(frozen=True, slots=True)
class Linked:
    """The person an account belongs to."""

    email: str
    name: str


_LINKED = Statement(
    lambda: (
        core_select(sql.Person.email, sql.Person.name)
        .join(sql.Identity, sql.Person.id == sql.Identity.person_id)
        .where(
            sql.Identity.platform == bindparam("platform"), sql.Identity.external_id == bindparam("account"),
            sql.Person.active,
        )
    )
)  # fmt: skip

_ADMINS = Statement(
    lambda: (
        core_select(sql.Identity.external_id)
        .join(sql.Person, sql.Person.id == sql.Identity.person_id)
        .where(
            sql.Identity.platform == bindparam("platform"), sql.Person.active,
            exists().where(
                sql.RoleGrant.person_id == sql.Person.id, sql.RoleGrant.role == Role.ADMIN,
                sql.RoleGrant.until.is_(None),
            ),
            sql.Identity.guest.is_(False),
        )
        .order_by(sql.Identity.id)
    )
)  # fmt: skip


def known(reader: Reader, platform: str, external_id: str) -> bool:
    """Whether an account is linked to somebody."""
    return reader.one(_KNOWN, platform=Platform(platform), account=external_id) is not None


def guest(reader: Reader, platform: str, external_id: str) -> bool:
    """Whether an account is linked as a guest's."""
    row = reader.one(_KNOWN, platform=Platform(platform), account=external_id)
    return row is not None and bool(row.guest)


def has_home(reader: Reader, platform: str, external_id: str) -> bool:
    """Whether somebody known has opened the page their platform has for them."""
    row = reader.one(_KNOWN, platform=Platform(platform), account=external_id)
    return row is not None and bool(row.home)


def opened_home(session: Session, platform: Platform, external_id: str) -> None:
    """Remember that somebody known has opened it."""
    wanted = select(Identity).where(Identity.platform == platform, Identity.external_id == external_id)
    found = session.exec(wanted).first()
    if found is not None:
        found.home = True
        session.add(found)


def linked(reader: Reader, platform: str, external_id: str) -> Linked | None:
    """Who an account is linked to, unless they have left."""
    row = reader.one(_LINKED, platform=Platform(platform), account=external_id)
    return Linked(row.email, row.name) if row and row.email else None


def meet(session: Session, profile: Profile, now: datetime) -> Meeting:
    """Link an account to the person whose work e-mail it has; nobody gets two accounts, and no account two people."""
    if _linked(session, profile) is not None:
        return Meeting.KNOWN
    person = _entitled(session, profile, now) if profile.email else None
    if person is None or not person.active:
        return Meeting.STRANGER
    if _other_account(session, person, profile) is not None:
        _record(session, person, profile, now, "identity refused", "second account with this e-mail, not linked")
        return Meeting.TAKEN
    linked = Identity(
        person_id=person.key_id, platform=profile.platform, external_id=profile.external_id, linked_at=now,
        guest=not profile.member,
    )  # fmt: skip
    session.add(linked)
    session.flush()
    how = "linked by confirmed work e-mail" + ("" if profile.member else ", as a guest's")
    _record(session, person, profile, now, "identity", how)
    return Meeting.LINKED


def reconsider(session: Session, profile: Profile, now: datetime) -> None:
    """Take a linked account for what it is now: a full member's, a guest's who was admitted, or linked no more.

    Its person is met again if they ever come back. The link of a guest whose admission ended stays, and opens nothing.
    """
    found = _linked(session, profile)
    person = session.get(Person, found.person_id) if found else None
    if found is None or person is None:
        return
    if not profile.member and not (profile.guest and admitted_before(session, person)):
        _end(session, found)
        session.flush()
        _record(session, person, profile, now, "identity", "link ended: no full member any more")
    elif found.guest is profile.member:
        found.guest = not profile.member
        session.add(found)
        session.flush()
        _record(session, person, profile, now, "identity", "now a full member's" if profile.member else "now a guest's")


def admitted_before(session: Session, person: Person) -> bool:
    """Whether somebody was ever admitted as a guest."""
    wanted = select(RoleGrant.id).where(RoleGrant.person_id == person.key_id, col(RoleGrant.admitted))
    return session.exec(wanted).first() is not None


def admins(reader: Reader, platform: str) -> tuple[str, ...]:
    """The accounts of the active administrators."""
    return tuple(row.external_id for row in reader.all(_ADMINS, platform=Platform(platform)))


def link(ctx: Context, args: Arguments) -> Reply:
    """An administrator says which account is somebody's; the one before it ends."""
    access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    email, account = args.get("email").casefold(), args.get("account")
    platform = Platform(ctx.request.platform)
    if platform is Platform.CONSOLE:
        platform = Platform.TEAMS if _ENTRA.fullmatch(account) else Platform.SLACK
    person = ctx.change.exec(select(Person).where(Person.email == email)).first()
    if person is None:
        raise UserError(f"Nobody here has the e-mail {email}. Add them first: people add {email} viewer")
    guest = admitted_before(ctx.change, person)
    whose = or_(col(Identity.person_id) == person.key_id, col(Identity.external_id) == account)
    for before in ctx.change.exec(select(Identity).where(Identity.platform == platform, whose)):
        guest = guest or (before.guest and before.person_id == person.key_id)
        _end(ctx.change, before)
    ctx.change.flush()
    linked = Identity(
        person_id=person.key_id, platform=platform, external_id=account, linked_at=ctx.now, guest=guest
    )  # fmt: skip
    ctx.change.add(linked)
    ctx.change.flush()
    summary = f"linked {person.name} to the {platform.value} account {account}"
    record(ctx, "identity", f"person:{person.key_id}", summary)
    return Reply((linked_card(person.name, account),))


def _linked(session: Session, profile: Profile) -> Identity | None:
    wanted = select(Identity).where(Identity.platform == profile.platform, Identity.external_id == profile.external_id)
    return session.exec(wanted).first()


def _end(session: Session, identity: Identity) -> None:
    """End a link; how the account was written to goes with it."""
    reached = select(Chat).where(Chat.platform == identity.platform, Chat.external_id == identity.external_id)
    for chat in session.exec(reached):
        session.delete(chat)
    session.delete(identity)


def _other_account(session: Session, person: Person, profile: Profile) -> Identity | None:
    wanted = select(Identity).where(Identity.platform == profile.platform, Identity.person_id == person.key_id)
    return session.exec(wanted).first()


def _entitled(session: Session, profile: Profile, now: datetime) -> Person | None:
    """Who may be linked: anybody known, or staff, as a full member; a guest only while they are admitted."""
    if profile.member:
        return _person(session, profile)
    if not profile.guest:
        return None
    admitted = (
        select(Person)
        .join(sql.RoleGrant, sql.RoleGrant.person_id == col(Person.id))
        .where(Person.email == profile.email.casefold(), is_admitted(now))
    )
    return session.exec(admitted).first()


def _person(session: Session, profile: Profile) -> Person | None:
    """The person with this e-mail; a member of staff is added where a plan is open to all staff."""
    email = profile.email.casefold()
    found = session.exec(select(Person).where(Person.email == email)).first()
    if found is not None or not _staff(session, email):
        return found
    added = Person(email=email, name=profile.name or email)
    session.add(added)
    session.flush()
    return added


def _staff(session: Session, email: str) -> bool:
    open_plans = (
        select(Council.email_domains)
        .join(Plan, col(Plan.council_id) == col(Council.id))
        .where(Plan.open_to == OpenTo.STAFF, col(Plan.published_at).is_not(None))
    )
    name, _, domain = email.rpartition("@")
    return bool(name) and any(domain in domains for domains in session.exec(open_plans))


def _record(session: Session, person: Person, profile: Profile, now: datetime, event: str, summary: str) -> None:
    said = {"by": person.name, "summary": f"{profile.platform.value} account {profile.external_id}: {summary}"}
    audit.record(
        session, at=now, actor=f"{profile.platform.value}:{profile.external_id}", person_id=person.key_id,
        platform=profile.platform.value, event=event, subject=f"person:{person.key_id}", content=said,
    )  # fmt: skip
