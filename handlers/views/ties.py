"""Who is tied to an item, by the name people know today."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from handlers.access import away_on_day
from handlers.context import Context
from handlers.views.facts import Tied
from models import people
from models.database import Statement
from models.database.reading import table_of
from models.sql import Absence, Organisation, Person, Post, PostHolder, Tie

_COVER = table_of(people.Person).alias("cover")


def _held_or_covered() -> Any:
    """What `access` calls held by a person, said of the rows that the ties are read with; organisations apart."""
    return or_(*(each == bindparam("person") for each in (Tie.person_id, PostHolder.person_id, Absence.cover_id)))


def _tied(column: Any) -> Statement:
    return Statement(
        lambda: (
            select(
                Tie.relation, Tie.printed, Person.name.label("person"), Post.title.label("post"),
                Tie.person_id, Tie.post_id, Tie.organisation_id, Organisation.name.label("organisation"),
                Organisation.successor_id, Organisation.succeeded_on, Absence.id.label("absent"),
                _COVER.c.name.label("cover"), case((_held_or_covered(), 1), else_=0).label("theirs"),
            )
            .outerjoin(Person, Person.id == Tie.person_id)
            .outerjoin(Post, Post.id == Tie.post_id)
            .outerjoin(PostHolder, and_(PostHolder.post_id == Tie.post_id, PostHolder.until_on.is_(None)))
            .outerjoin(
                Absence, and_(Absence.person_id == func.coalesce(Tie.person_id, PostHolder.person_id), away_on_day())
            )
            .outerjoin(_COVER, _COVER.c.id == Absence.cover_id)
            .outerjoin(Organisation, Organisation.id == Tie.organisation_id)
            .where(column == bindparam("id"), Tie.until_on.is_(None))
            .order_by(Tie.position, Tie.id)
        )
    )  # fmt: skip


_TIED = {
    "recommendation": _tied(Tie.recommendation_id),
    "action": _tied(Tie.action_id),
    "workstream": _tied(Tie.workstream_id),
}
_ORGANISATION = Statement(
    lambda: select(Organisation.name, Organisation.successor_id, Organisation.succeeded_on).where(
        Organisation.id == bindparam("id")
    )
)


def tied(ctx: Context, kind: str, item_id: int) -> tuple[Tied, ...]:
    """Who is tied to an item, in the order the plan gives."""
    return tied_in(ctx, tie_rows(ctx, kind, item_id))


def tie_rows(ctx: Context, kind: str, item_id: int) -> list[Any]:
    return ctx.reader.all(_TIED[kind], id=item_id, person=ctx.actor.person_id or -1, on_day=ctx.today)


def tied_in(ctx: Context, rows: Iterable[Any]) -> tuple[Tied, ...]:
    found = [
        Tied(row.relation, _tied_name(ctx, row), row.organisation is not None, row.absent is not None, row.cover)
        for row in rows
    ]
    return tuple(dict.fromkeys(found))


def _tied_name(ctx: Context, row: Any) -> str:
    if row.organisation is not None:
        name = organisation_name(ctx, row.organisation, row.successor_id, row.succeeded_on)
        return name if name != row.organisation or not row.printed else str(row.printed)
    return str(row.post or row.person or row.printed or "")


def organisation_name(ctx: Context, name: str, successor_id: int | None, succeeded_on: date | None) -> str:
    """An organisation by its name today, with the old one where another has taken its place."""
    now = name
    seen: set[int] = set()
    while successor_id is not None and successor_id not in seen and succeeded_on and succeeded_on <= ctx.today:
        seen.add(successor_id)
        row = ctx.reader.one(_ORGANISATION, id=successor_id)
        if row is None:
            break
        now, successor_id, succeeded_on = row.name, row.successor_id, row.succeeded_on
    return name if now == name else f"{now} (was {name})"
