"""Who answers for an item on a day, and whether somebody manages any of them, however far up the line."""

from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from handlers.access import away_on_day
from handlers.context import Context
from models import sql
from models.database import Statement
from models.rules.signoff import managers
from models.vocabulary import Relation

ANSWERING = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)
"""By which somebody has a part in an item."""

_OWNING = (Relation.OWNER, Relation.DEPUTY)


def _answering(column: Any) -> Any:
    holder = and_(sql.PostHolder.post_id == sql.Tie.post_id, sql.PostHolder.until_on.is_(None))
    return (
        select(sql.Person.id)
        .select_from(sql.Tie)
        .outerjoin(sql.PostHolder, holder)
        .join(sql.Person, or_(sql.Person.id == sql.Tie.person_id, sql.Person.id == sql.PostHolder.person_id))
        .where(
            column == bindparam("id"), sql.Tie.relation.in_(_OWNING), sql.Tie.until_on.is_(None),
        )
    )  # fmt: skip


_WHO = {
    "recommendation": Statement(lambda: _answering(sql.Tie.recommendation_id)),
    "action": Statement(lambda: _answering(sql.Tie.action_id)),
    "workstream": Statement(lambda: _answering(sql.Tie.workstream_id)),
}
_COVERS = Statement(
    lambda: select(sql.Absence.person_id, sql.Absence.cover_id).where(sql.Absence.cover_id.is_not(None), away_on_day())
)
_LINE = Statement(
    lambda: select(sql.Person.id, sql.Person.line_manager_id).where(sql.Person.line_manager_id.is_not(None))
)


def manages(ctx: Context, kind: str, item_id: int) -> bool:
    """Whether this person is above an owner or deputy of the item, or above who covers for one today."""
    if ctx.actor.person_id is None:
        return False
    answering = {row.id for row in ctx.reader.all(_WHO[kind], id=item_id)}
    covering = {row.cover_id for row in ctx.reader.all(_COVERS, on_day=ctx.today) if row.person_id in answering}
    return ctx.actor.person_id in managers(answering | covering, ctx.once("line of management", _line))


def is_below(ctx: Context, kind: str, item_id: int) -> bool:
    """Whether an owner or deputy of the item is above this person, however far."""
    if ctx.actor.person_id is None:
        return False
    above = managers((ctx.actor.person_id,), ctx.once("line of management", _line))
    return any(row.id in above for row in ctx.reader.all(_WHO[kind], id=item_id))


def in_one_line(ctx: Context, other: int | None) -> bool:
    """Whether one of this person and another manages the other, however far."""
    mine = ctx.actor.person_id
    if mine is None or other is None:
        return False
    line = ctx.once("line of management", _line)
    return other in managers((mine,), line) or mine in managers((other,), line)


def _line(ctx: Context) -> dict[int, int]:
    return {row.id: row.line_manager_id for row in ctx.reader.all(_LINE)}
