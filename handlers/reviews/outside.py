"""Whether a reviewer stands outside the line of those whose work is reviewed."""

from collections.abc import Sequence

from sqlmodel import Session
from sqlmodel import select as rows_of

from handlers.access import Item
from handlers.errors import UserError
from handlers.grammar import is_email
from models.card import Action
from models.people import Person, PostHolder, Tie
from models.vocabulary import Relation

_HIGHEST = 20  # steps from an owner up to the top of any council


def reviewer_named(session: Session, said: str) -> Person | None:
    """The person with this work e-mail; None for somebody from outside, by name."""
    if not is_email(said):
        return None
    return session.exec(rows_of(Person).where(Person.email == said.casefold())).first()


def check_outside(session: Session, reviewer: Person | None, said: str, items: Sequence[Item]) -> None:
    """Raises UserError when the reviewer owns what is reviewed, or is above or below an owner in the line."""
    names = {said.strip().casefold(), *([reviewer.name.casefold()] if reviewer else [])}
    for item in items:
        for owner in _owners(session, item.id):
            line = {person.id: person for person in (owner, *_above(session, owner))}
            below = reviewer is not None and owner.id in {each.id for each in _above(session, reviewer)}
            if below or any(person.name.casefold() in names for person in line.values()):
                raise UserError(
                    f"{reviewer.name if reviewer else said} is in the line of {owner.name}, who answers for "
                    f"{item.label}. A review is by somebody outside the line: name another reviewer. Nothing was "
                    "recorded.", Action("Reviews", "reviews"),
                )  # fmt: skip


def _owners(session: Session, recommendation_id: int) -> list[Person]:
    """The people who own a recommendation or stand in for its owner, themselves or through a post."""
    ties = session.exec(
        rows_of(Tie).where(
            Tie.recommendation_id == recommendation_id, Tie.until_on == None,  # noqa: E711  because SQL asks it so
        )
    ).all()  # fmt: skip
    found: dict[int, Person] = {}
    for tie in ties:
        if tie.relation not in (Relation.OWNER, Relation.DEPUTY):
            continue
        for person_id in [tie.person_id] if tie.person_id else _holders(session, tie.post_id):
            person = session.get_one(Person, person_id)
            found[person.key_id] = person
    return list(found.values())


def _holders(session: Session, post_id: int | None) -> list[int]:
    held = rows_of(PostHolder.person_id).where(
        PostHolder.post_id == post_id, PostHolder.until_on == None,  # noqa: E711  because SQL asks it so
    )  # fmt: skip
    return list(session.exec(held)) if post_id is not None else []


def _above(session: Session, person: Person) -> list[Person]:
    """The line managers above somebody, the nearest first."""
    found: list[Person] = []
    while person.line_manager_id is not None and len(found) < _HIGHEST:
        person = session.get_one(Person, person.line_manager_id)
        found.append(person)
    return found
