"""Whom a reminder goes to: who answers for the item, their cover or deputy when away, else who runs the plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col, or_, select

from handlers.access import OFFICES
from handlers.admitted import stands
from models.database import Statement, reader_of
from models.people import Absence, Person, PostHolder, RoleGrant, Tie
from models.plan import ActionRecommendation, Plan
from models.vocabulary import Relation, Role


class Because(StrEnum):
    """Why somebody is asked."""

    OWNER = "owner"
    COVER = "cover"
    DEPUTY = "deputy"
    MANAGER = "manager"
    LEAD = "lead"
    CHAIR = "chair"
    NAMED = "named"
    NOBODY_ELSE = "nobody_else"
    RUNS = "runs"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to ask, and why them."""

    person: Person
    because: Because


_OFFICES = ((Role.LEAD,), (Role.SECRETARY,), (Role.CHAIR, Role.VICE_CHAIR), (Role.ADMIN,))


_SUCCESSOR = Statement(
    lambda: columns(col(Plan.id)).where(col(Plan.succeeds_id) == bindparam("plan")).order_by(col(Plan.id)).limit(1)
)


_AWAY = Statement(
    lambda: columns(col(Absence.cover_id)).where(
        col(Absence.person_id) == bindparam("person"), col(Absence.ended_at).is_(None),
        col(Absence.from_on) <= bindparam("today"), col(Absence.until_on) >= bindparam("today"),
    ).order_by(col(Absence.id)).limit(1)
)  # fmt: skip


def whom(session: Session, subject: str, plan_id: int, today: date) -> list[Recipient]:
    """Those who are asked about an item today. Empty only where a plan has nobody at all."""
    owners = people_tied(session, subject, Relation.OWNER, Relation.LINK_OFFICER)
    if not owners and subject.startswith("action:"):
        owners = [each for above in _above(session, subject)
                  for each in people_tied(session, above, Relation.OWNER, Relation.LINK_OFFICER)]  # fmt: skip
    found = [each for owner in owners if (each := here(session, owner, today, Because.OWNER))]
    if not found:
        deputies = people_tied(session, subject, Relation.DEPUTY)
        found = [each for person in deputies if (each := here(session, person, today, Because.DEPUTY))]
    if not found:
        managers = managers_of(session, owners)
        found = [each for person in managers if (each := here(session, person, today, Because.MANAGER))]
    return once(found) or office(session, plan_id, today)


def named(session: Session, person_id: int | None, plan_id: int, today: date) -> list[Recipient]:
    """One person who was named to be asked, or who covers; else their manager, else who runs the plan."""
    person = session.get(Person, person_id) if person_id else None
    asked = [person, *managers_of(session, [person])] if person else []
    why = (Because.NAMED, Because.MANAGER)
    for each, because in zip(asked, why, strict=False):
        if (found := here(session, each, today, because)) is not None:
            return [found]
    return office(session, plan_id, today)


def office(session: Session, plan_id: int, today: date, *roles: Role) -> list[Recipient]:
    """Who runs the plan: its leads, else its secretary, else its chairs, else the administrators.

    Of a plan that was succeeded, those who hold such an office in the latest plan come before its own.
    """
    because = Because.CHAIR if roles else Because.NOBODY_ELSE
    for wanted in (roles,) if roles else _OFFICES:
        for each_plan in _line(session, plan_id):
            people = _in_office(session, each_plan, wanted, today, lasting=each_plan != plan_id)
            if found := once(each for person in people if (each := here(session, person, today, because))):
                return found
    return []


def _line(session: Session, plan_id: int) -> list[int]:
    """The plans that succeed one, the latest first, and the plan itself."""
    line = [plan_id]
    while (later := reader_of(session).one(_SUCCESSOR, plan=line[0])) is not None:
        line.insert(0, later.id)
    return line


def _in_office(session: Session, plan_id: int, wanted: Sequence[Role], today: date, *, lasting: bool) -> list[Person]:
    """Who holds one of these offices; where `lasting`, only theirs who also hold it in what the plan succeeds."""
    noon = datetime.combine(today, time(12), UTC)
    grants = select(RoleGrant).where(
        or_(RoleGrant.plan_id == plan_id, col(RoleGrant.plan_id).is_(None)), col(RoleGrant.role).in_(wanted),
        *((col(RoleGrant.until).is_(None), col(RoleGrant.role).in_(OFFICES)) if lasting else (stands(noon),)),
    )  # fmt: skip
    return [session.get_one(Person, grant.person_id) for grant in session.exec(grants.order_by("id"))]


def chairs(session: Session, plan_id: int, today: date) -> list[Recipient]:
    """Who chairs the plan's boards, or who covers for them; else their vice-chairs."""
    return office(session, plan_id, today, Role.CHAIR) or office(session, plan_id, today, Role.VICE_CHAIR)


def here(session: Session, person: Person, today: date, because: Because) -> Recipient | None:
    """They, or who covers for them today; None where neither is here."""
    if not person.active:
        return None
    absence = absent(session, person, today)
    if absence is None:
        return Recipient(person, because)
    cover = session.get(Person, absence.cover_id) if absence.cover_id else None
    if cover is None or not cover.active or absent(session, cover, today):
        return None
    return Recipient(cover, Because.COVER)


def absent(session: Session, person: Person, today: date) -> Any:
    """The absence that stands today, with its `cover_id`; None where there is none."""
    return reader_of(session).one(_AWAY, person=person.key_id, today=today)


def people_tied(session: Session, subject: str, *relations: Relation) -> list[Person]:
    """The people with one of these relations to an item, themselves or by the post they hold."""
    kind, _, number = subject.partition(":")
    ties = reader_of(session).all(_ties(kind, relations), id=int(number))
    found = [person for tie in ties for person in _holders(session, tie)]
    return list({person.key_id: person for person in found}.values())


def managers_of(session: Session, people: Iterable[Person]) -> list[Person]:
    """The line managers of some people."""
    found = [session.get_one(Person, each.line_manager_id) for each in people if each.line_manager_id]
    return list({person.key_id: person for person in found}.values())


@cache
def _ties(kind: str, relations: tuple[Relation, ...]) -> Statement:
    """The ties of one item, in their order."""
    item = col(Tie.recommendation_id if kind == "recommendation" else Tie.action_id)
    standing = item == bindparam("id"), col(Tie.relation).in_(relations), col(Tie.until_on).is_(None)
    wanted = columns(col(Tie.person_id), col(Tie.post_id)).where(*standing)
    return Statement(wanted.order_by(col(Tie.position), col(Tie.id)))


def _holders(session: Session, tie: Any) -> Iterator[Person]:
    if tie.person_id is not None:
        yield session.get_one(Person, tie.person_id)
    elif tie.post_id is not None:
        held = select(PostHolder).where(PostHolder.post_id == tie.post_id, col(PostHolder.until_on).is_(None))
        for holding in session.exec(held.order_by("id")):
            yield session.get_one(Person, holding.person_id)


def _above(session: Session, subject: str) -> list[str]:
    action_id = int(subject.partition(":")[2])
    above = select(ActionRecommendation.recommendation_id).where(ActionRecommendation.action_id == action_id)
    return [f"recommendation:{each}" for each in session.exec(above.order_by("recommendation_id"))]


def once(found: Iterable[Recipient]) -> list[Recipient]:
    """Each person once, as they first stand."""
    return list({each.person.key_id: each for each in reversed(list(found))}.values())[::-1]
