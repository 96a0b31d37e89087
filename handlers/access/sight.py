"""The conditions under which a row of a plan may be seen by one person."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, bindparam, exists, false, literal, or_, true

from handlers.access.plan_views import PlanView
from handlers.access.ties import held_by_person, holder
from handlers.context import Context
from models.database import Statement
from models.database.reading import table_of
from models.plan import ActionRecommendation as ActionRecommendationTable
from models.plan import Recommendation as RecommendationTable
from models.sql import Tie


def visible(table: Any, kind: str) -> Any:
    """The condition that a row of `table` is in the plan and may be seen: not dropped by a decision, and `theirs`."""
    return and_(present(table, kind), theirs(table, kind))


def present(table: Any, kind: str) -> Any:
    """The condition that a row of `table` is still in the plan: not dropped by a decision."""
    return true() if kind == "workstream" else table.withdrawn_on.is_(None)


class Seen:
    """A statement of what one person may see; whoever sees the whole plan is not asked what is theirs.

    `build` is given `visible`, or for them `present`, to put to every table of items that it reads.
    """

    def __init__(self, build: Callable[[Callable[[Any, str], Any]], Any]) -> None:
        self._theirs = Statement(lambda: build(visible))
        self._whole = Statement(lambda: build(present))

    def all(self, ctx: Context, view: PlanView, **given: Any) -> list[Any]:
        """Every row that this person may see."""
        if view.whole:
            return ctx.reader.all(self._whole, **given)
        return ctx.reader.all(self._theirs, **given, **reach(ctx, view))


def theirs(table: Any, kind: str) -> Any:
    """The condition that a row may be seen, dropped or not: unrestricted, and theirs where they see only theirs.

    An action is restricted as well where every recommendation it is under is.

    Binds `:see_restricted` and what `reach` gives.
    """
    tie = {"recommendation": Tie.recommendation_id, "action": Tie.action_id, "workstream": Tie.workstream_id}[kind]
    open_to_them = (
        true_when("see_restricted")
        if not hasattr(table, "restricted")
        else or_(true_when("see_restricted"), and_(table.restricted == false(), *_under_an_open_one(table, kind)))
    )
    if not hasattr(table, "restricted"):
        return or_(true_when("everything"), exists().where(tie == table.id, held_by_person()))
    return and_(open_to_them, or_(true_when("everything"), exists().where(tie == table.id, held_by_person())))


def _under_an_open_one(table: Any, kind: str) -> tuple[Any, ...]:
    """The condition that an action is under a recommendation that is not restricted, or under none."""
    if kind != "action":
        return ()
    above, link = table_of(RecommendationTable).alias("above"), table_of(ActionRecommendationTable).alias("link")
    under = and_(link.c.action_id == table.id, above.c.id == link.c.recommendation_id)
    hidden = exists().where(under, above.c.restricted)
    return (or_(~hidden, exists().where(under, ~above.c.restricted)),)


def true_when(name: str) -> Any:
    """The condition that the parameter `name` is 1."""
    return bindparam(name) == literal(1)


def scope(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The plan, and the parameters that `visible` binds."""
    return {"plan": view.id, **reach(ctx, view)}


def reach(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The parameters that `visible` binds for recommendations and actions."""
    return {"see_restricted": int(view.restricted), **reach_of_streams(ctx, view)}


def reach_of_streams(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The parameters that `visible` binds for workstreams, none of which is restricted."""
    return {"everything": int(view.everything), **holder(ctx)}
