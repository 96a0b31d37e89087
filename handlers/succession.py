"""Where an item of a plan went in the plan that succeeds it, and where it came from."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, select

from handlers import access
from handlers.access import Item, PlanView
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import reference
from models import plan, sql
from models.card import Action
from models.database import Statement, table_of

_TABLES: dict[str, Any] = {"recommendation": sql.Recommendation, "action": sql.PlanAction}


def _later(table: Any) -> Statement:
    return Statement(
        lambda: (
            select(table.label, sql.Plan.key, sql.Plan.title)
            .join(sql.Plan, sql.Plan.id == table.plan_id)
            .where(table.carried_from_id == bindparam("id"))
        )
    )


def _earlier(table: Any) -> Statement:
    return Statement(lambda: select(table.carried_from_id).where(table.id == bindparam("id")))


_SUCCEEDS = Statement(lambda: select(sql.Plan.succeeds_id).where(sql.Plan.id == bindparam("plan")))
_LATER = {kind: _later(table) for kind, table in _TABLES.items()}
_EARLIER = {kind: _earlier(table) for kind, table in _TABLES.items()}


def line(condition: Callable[[Any], Any] | None = None) -> Any:
    """Each recommendation with itself and all that it carries on, as rows (item, each): what boards said lives on.

    `condition` is of the columns of the recommendations the lines begin with.
    """
    first = table_of(plan.Recommendation).alias()
    begun = select(first.c.id.label("item"), first.c.id.label("each"))
    lines = (begun.where(condition(first.c)) if condition else begun).cte(recursive=True)
    earlier = table_of(plan.Recommendation).alias()
    return lines.union_all(
        select(lines.c.item, earlier.c.carried_from_id)
        .join(earlier, earlier.c.id == lines.c.each)
        .where(earlier.c.carried_from_id.is_not(None))
    )


def refuse_carried(ctx: Context, item: Item) -> None:
    """Nothing more is done to an item where it was once it has been carried over."""
    row = _carried_to(ctx, item)
    if row is not None:
        raise UserError(
            f"{item.label} was carried over into {row.title}, so say it there. Nothing was changed here.",
            _there(item, row), Action("Use the new plan", f"use {row.key}"),
        )  # fmt: skip


def earlier(ctx: Context, view: PlanView) -> Iterator[PlanView]:
    """The plans that this one succeeds, the latest first, as far as this person may see them."""
    views = {each.id: each for each, _ in access.plans(ctx)}
    found: PlanView | None = view if any(each.superseded for each in views.values()) else None
    while found is not None:
        before = ctx.reader.one(_SUCCEEDS, plan=found.id)
        found = views.get(before.succeeds_id) if before and before.succeeds_id else None
        if found is not None:
            yield found


def left_behind(ctx: Context, said: str) -> tuple[PlanView, Item] | None:
    """The recommendation of that label which stayed in an earlier plan, signed off; None where this one has it."""
    ref = reference(said)
    if ref is None or ref.plan:
        return None
    view = access.plan(ctx)
    if access.find(ctx, view, said):
        return None
    for before in earlier(ctx, view):
        items = access.find(ctx, before, said)
        if len(items) == 1:
            stays = items[0].kind == "recommendation" and _carried_to(ctx, items[0]) is None
            return (before, items[0]) if stays else None
    return None


def where_now(ctx: Context, item: Item) -> Action | None:
    """The button to an item in the plan it was carried over into; None where it was not."""
    row = _carried_to(ctx, item)
    return None if row is None else _there(item, row)


def _carried_to(ctx: Context, item: Item) -> Any:
    return ctx.reader.one(_LATER[item.kind], id=item.id) if item.kind in _LATER else None


def _there(item: Item, row: Any) -> Action:
    noun = "action " if item.kind == "action" else ""
    return Action(f"{row.label} in the new plan", f"status {noun}{row.key}/{row.label}".replace(" /", "/"))


def line_of(ctx: Context, kind: str, item_id: int) -> tuple[int, ...]:
    """An item and those it carries on, the latest first: what happened to them is its history too."""
    found: list[int] = []
    earlier: int | None = item_id
    while earlier is not None:
        found.append(earlier)
        row: Any = ctx.reader.one(_EARLIER[kind], id=earlier) if kind in _EARLIER else None
        earlier = row.carried_from_id if row else None
    return tuple(found)
