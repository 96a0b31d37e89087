"""Whose a tie is: a person's own, their post's, their organisation's, or of somebody they cover for."""

from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from handlers.context import Context
from models.database.reading import table_of
from models.people import Organisation as OrganisationTable
from models.sql import Absence, PostHolder, Tie


def held_by_person() -> Any:
    """The condition that a tie is to `:person`, a post they hold, `:organisation`, or somebody they cover for.

    An organisation holds what was tied to the one it replaced.

    Binds what `holder` gives.
    """
    return or_(*ways_to_hold())


def ways_to_hold() -> tuple[Any, ...]:
    """Each way a tie can be theirs: a database finds the ties of each by an index, but not those of all in one."""
    covered = select(Absence.person_id).where(Absence.cover_id == bindparam("person"), away_on_day())
    return (
        *_held_by(Tie.person_id == bindparam("person"), PostHolder.person_id == bindparam("person")),
        and_(Tie.until_on.is_(None), Tie.organisation_id == bindparam("organisation")),
        *(and_(Tie.until_on.is_(None), Tie.organisation_id.in_(replaced)) for replaced in _replaced()),
        *_held_by(Tie.person_id.in_(covered), PostHolder.person_id.in_(covered)),
    )


def _replaced() -> tuple[Any, Any]:
    """The organisations whose place `:organisation` has taken by `:on_day`, and those whose place these had taken."""
    table = table_of(OrganisationTable)
    one, other = table.alias("replaced"), table.alias("replaced_before")
    by_mine = select(one.c.id).where(
        one.c.successor_id == bindparam("organisation"), one.c.succeeded_on <= bindparam("on_day")
    )
    return by_mine, select(other.c.id).where(
        other.c.successor_id.in_(by_mine), other.c.succeeded_on <= bindparam("on_day")
    )


def away_on_day() -> Any:
    """The condition that an absence stands on `:on_day`, both its days included."""
    return and_(
        Absence.ended_at.is_(None), Absence.from_on <= bindparam("on_day"), Absence.until_on >= bindparam("on_day")
    )


def held_themselves() -> Any:
    return or_(*_held_by(Tie.person_id == bindparam("person"), PostHolder.person_id == bindparam("person")))


def _held_by(person: Any, holder_of_post: Any) -> tuple[Any, Any]:
    posts = select(PostHolder.post_id).where(holder_of_post, PostHolder.until_on.is_(None))
    return and_(Tie.until_on.is_(None), person), and_(Tie.until_on.is_(None), Tie.post_id.in_(posts))


def holder(ctx: Context) -> dict[str, Any]:
    """The parameters that `held_by_person` binds."""
    return {
        "person": ctx.actor.person_id or -1,
        "organisation": ctx.actor.partner or -1,
        "on_day": ctx.today,
    }
