"""What a person is to an item, and whether they may report on it."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import bindparam, select

from handlers.access.plan_views import PlanView
from handlers.access.roles import Ability
from handlers.access.ties import held_by_person, held_themselves, holder
from handlers.context import Context
from models.database import Statement
from models.sql import Tie
from models.vocabulary import Relation

_TIE_COLUMNS = {
    "recommendation": Tie.recommendation_id, "action": Tie.action_id, "workstream": Tie.workstream_id,
}  # fmt: skip


_REPORTING = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)


def may_update(ctx: Context, view: PlanView, kind: str, item_id: int) -> bool:
    """Whether this person may report on an item: by role, or as its owner, deputy or link officer."""
    own = Ability.UPDATE_OWN in view.may and tied_to(ctx, kind, item_id, *_REPORTING)
    return may_report(view, _REPORTING if own else ())


def may_report(view: PlanView, theirs: Iterable[Relation]) -> bool:
    """Whether somebody may report on an item to which they have these relations."""
    if Ability.UPDATE in view.may:
        return True
    return Ability.UPDATE_OWN in view.may and any(relation in _REPORTING for relation in theirs)


def tied_to(ctx: Context, kind: str, item_id: int, *relations: Relation) -> bool:
    """Whether this person, a post they hold or somebody they cover for has one of `relations` to an item."""
    if ctx.actor.person_id is None:
        return False
    rows = ctx.reader.all(_RELATIONS[kind], id=item_id, **holder(ctx))
    return any(row.relation in relations for row in rows)


def holds(ctx: Context, kind: str, item_id: int, *relations: Relation) -> bool:
    """Whether one of `relations` to an item is their own or their post's: not an organisation's, nor as cover."""
    if ctx.actor.person_id is None:
        return False
    rows = ctx.reader.all(_OWN_RELATIONS[kind], id=item_id, person=ctx.actor.person_id)
    return any(row.relation in relations for row in rows)


def _relations(held: Callable[[], Any]) -> dict[str, Statement]:
    return {
        kind: Statement(select(Tie.relation).where(column == bindparam("id"), held()))
        for kind, column in _TIE_COLUMNS.items()
    }


_RELATIONS, _OWN_RELATIONS = _relations(held_by_person), _relations(held_themselves)
