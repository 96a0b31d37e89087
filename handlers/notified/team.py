"""Who is told at once that inspectors are coming: the virtual team, and every agency's contact."""

from collections.abc import Iterator

from sqlalchemy import or_
from sqlmodel import Session, col, select

from handlers.cards import notified as cards
from handlers.holders import holders
from models.governance import Board
from models.people import Organisation, Person, RoleGrant, Tie
from models.vocabulary import OrganisationKind, Relation, Role

TEAM, CONTACTS = "inspection_team", "spoc_network"
_RUN_IT = (Role.LEAD, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)


def whom(session: Session, plan_id: int) -> dict[int, str]:
    """Everybody who is told, and why them. Where nobody is in the virtual team, who runs the plan and owns its work."""
    found = {**_on_boards(session, plan_id, CONTACTS), **dict(_partners(session, plan_id))}
    team = _on_boards(session, plan_id, TEAM)
    if not team:
        team = {**dict(_owners(session, plan_id)), **dict(_office(session, plan_id))}
    return {**team, **{person: why for person, why in found.items() if person not in team}}


def officers(session: Session, plan_id: int, but: int | None) -> list[Person]:
    """Those who may confirm a notice, without who said it: who runs the plan, else the administrators."""
    for found in (_office(session, plan_id), _admins(session)):
        if others := [session.get_one(Person, person) for person, _ in found if person != but]:
            return others
    return []


def _admins(session: Session) -> Iterator[tuple[int, str]]:
    wanted = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMIN, col(RoleGrant.until).is_(None))
    for person in session.exec(select(Person.id).where(col(Person.id).in_(wanted), Person.active)):
        yield int(person or 0), "run the plan"


def without_contact(session: Session, plan_id: int, told: dict[int, str]) -> list[str]:
    """The agencies that own something in the plan, or are named in it, and of which nobody is told."""
    tied = select(Tie.organisation_id).where(Tie.plan_id == plan_id, col(Tie.organisation_id).is_not(None))
    reached = select(Person.organisation_id).where(
        col(Person.id).in_(list(told)), col(Person.organisation_id).is_not(None)
    )
    wanted = select(Organisation.name).where(
        Organisation.kind == OrganisationKind.PARTNER,
        col(Organisation.id).in_(tied), col(Organisation.id).not_in(reached),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(Organisation.name)))


def _on_boards(session: Session, plan_id: int, kind: str) -> dict[int, str]:
    wanted = (
        select(Person.id, Board.name)
        .join(RoleGrant, col(RoleGrant.person_id) == Person.id)
        .join(Board, col(Board.id) == RoleGrant.board_id)
        .where(RoleGrant.plan_id == plan_id, col(RoleGrant.until).is_(None), Board.kind == kind, Person.active)
    )
    found = session.exec(wanted.order_by(col(Person.id)))
    return {int(person or 0): _why(kind, name) for person, name in found}


def _why(kind: str, board: str) -> str:
    return f"{cards.TEAM} {board}" if kind == TEAM else "are your agency's contact"


def _partners(session: Session, plan_id: int) -> Iterator[tuple[int, str]]:
    """Partners' own people with a role in the plan or something of it to answer for, and link officers."""
    granted = select(RoleGrant.person_id).where(RoleGrant.plan_id == plan_id, col(RoleGrant.until).is_(None))
    wanted = (
        select(Person.id, Organisation.name)
        .join(Organisation, col(Organisation.id) == Person.organisation_id)
        .where(
            Organisation.kind == OrganisationKind.PARTNER, Person.active,
            or_(col(Person.id).in_(granted), col(Person.id).in_(holders(plan_id))),
        )
    )  # fmt: skip
    for person, name in session.exec(wanted):
        yield int(person or 0), f"are a contact of {name}"
    link = select(Tie.person_id).where(
        Tie.plan_id == plan_id, Tie.relation == Relation.LINK_OFFICER, col(Tie.until_on).is_(None)
    )
    for person in session.exec(select(Person.id).where(col(Person.id).in_(link), Person.active)):
        yield int(person or 0), "are link officer for a partner"


def _owners(session: Session, plan_id: int) -> Iterator[tuple[int, str]]:
    for person in session.exec(select(Person.id).where(col(Person.id).in_(holders(plan_id)), Person.active)):
        yield int(person or 0), "answer for work in the plan"


def _office(session: Session, plan_id: int) -> Iterator[tuple[int, str]]:
    wanted = select(RoleGrant.person_id).where(
        RoleGrant.plan_id == plan_id, col(RoleGrant.until).is_(None), col(RoleGrant.role).in_(_RUN_IT)
    )
    for person in session.exec(select(Person.id).where(col(Person.id).in_(wanted), Person.active)):
        yield int(person or 0), "run the plan"
