"""Where an item of a plan went in the plan that succeeds it, and where it came from."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, select

from handlers.access import Item
from handlers.context import Context
from handlers.errors import UserError
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
