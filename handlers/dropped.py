"""Items that a decision dropped: in no list and no count, but not forgotten."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, literal, or_, select, union_all

from handlers.access import Item, PlanView, scope, theirs, visible
from handlers.cards import changes as cards
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import reference
from models import sql
from models.card import Card
from models.database import Statement
from models.vocabulary import ChangeKind, ChangeState


def _found() -> Any:
    words = func.coalesce(sql.Recommendation.council_text, sql.Recommendation.source_text)
    kinds = (("recommendation", sql.Recommendation, words), ("action", sql.PlanAction, sql.PlanAction.text))
    return union_all(
        *(
            select(literal(kind).label("kind"), table.id, table.label, text.label("text"), table.withdrawn_on).where(
                table.plan_id == bindparam("plan"), theirs(table, kind), table.withdrawn_on.is_not(None),
                or_(table.label_key == bindparam("label"), table.label_key == bindparam("bare")),
            )
            for kind, table, text in kinds
        )
    )  # fmt: skip


_FOUND = Statement(_found)
_DECIDED = Statement(
    lambda: (
        select(sql.Change.id, sql.Change.decided_by, sql.Change.decided_where, sql.Change.reason)
        .where(
            or_(
                sql.Change.recommendation_id == bindparam("recommendation"),
                sql.Change.action_id == bindparam("action"),
            ),
            sql.Change.kind == ChangeKind.DROP, sql.Change.state == ChangeState.AGREED,
        )
        .order_by(sql.Change.id.desc())
        .limit(1)
    )
)  # fmt: skip


_LABELS = Statement(
    lambda: (
        select(sql.Recommendation.label)
        .where(
            sql.Recommendation.plan_id == bindparam("plan"), theirs(sql.Recommendation, "recommendation"),
            sql.Recommendation.withdrawn_on.is_not(None),
        )
        .order_by(sql.Recommendation.position)
    )
)  # fmt: skip
_STILL_THERE = Statement(
    lambda: select(func.count().label("number")).where(
        sql.Recommendation.plan_id == bindparam("plan"), visible(sql.Recommendation, "recommendation")
    )
)


def beside(ctx: Context, view: PlanView, card: Card) -> Card:
    """A card that counts the plan's recommendations, which names first those that a decision dropped."""
    labels = [row.label for row in ctx.reader.all(_LABELS, **scope(ctx, view))]
    if not labels:
        return card
    left = ctx.reader.one(_STILL_THERE, **scope(ctx, view)).number
    return replace(card, blocks=(cards.dropped_note(labels, left), *card.blocks))


def find(ctx: Context, view: PlanView, said: str) -> tuple[Item, Any] | None:
    """The dropped item called this, and the day it was dropped; None where there is none."""
    ref = reference(said)
    if ref is None:
        return None
    row = ctx.reader.one(_FOUND, label=ref.label_key, bare=ref.bare or ref.label_key, **scope(ctx, view))
    return (Item(row.kind, row.id, row.label, row.text), row.withdrawn_on) if row else None


def card(ctx: Context, view: PlanView, said: str) -> Card | None:
    """That an item was dropped, by which decision and when; None where none called this was."""
    found = find(ctx, view, said)
    if found is None:
        return None
    item, on = found
    ids = {"recommendation": -1, "action": -1, item.kind: item.id}
    return cards.dropped_card(view, item, on, ctx.reader.one(_DECIDED, **ids))


def refusal(ctx: Context, view: PlanView, said: str) -> UserError | None:
    """That nothing more is to be said of an item that was dropped."""
    told = card(ctx, view, said)
    return UserError(f"{told.title} Nothing was changed.", *told.actions) if told else None
