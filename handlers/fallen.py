"""Measures that moved the wrong way after a board last spoke for an item it signed off: a doubt until it answers."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, exists, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.figure_order import in_order
from models.database import Statement
from models.rules.movement import Movement, movement
from models.sql import Figure, Measure, MeasureRecommendation, Recommendation
from models.vocabulary import SignOff

Figures = Sequence[Any]


def _figures(*conditions: Callable[[], Any]) -> Statement:
    return Statement(
        lambda: (
            select(
                MeasureRecommendation.recommendation_id, Measure.id.label("measure"), Measure.name, Measure.direction,
                Figure.id, Figure.period, Figure.value, Figure.at,
            )
            .join(Measure, Measure.id == MeasureRecommendation.measure_id)
            .join(Figure, Figure.measure_id == Measure.id)
            .join(Recommendation, Recommendation.id == MeasureRecommendation.recommendation_id)
            .where(*(each() for each in conditions), Figure.whose == "own")
            .order_by(Measure.id, Figure.position)
        )
    )  # fmt: skip


def _signed_off() -> Any:
    return Recommendation.sign_off == SignOff.SIGNED_OFF


def _the_item() -> Any:
    return Recommendation.id == bindparam("id")


_OF_PLAN = _figures(lambda: Recommendation.plan_id == bindparam("plan"), _signed_off)
_OF_ITEM = _figures(_the_item, _signed_off)
_OF_ANY = _figures(_the_item)


def figures_of_plan(ctx: Context, view: PlanView) -> dict[int, list[Any]]:
    """The council's own figures of each item of a plan that is signed off."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in ctx.reader.all(_OF_PLAN, plan=view.id):
        found[row.recommendation_id].append(row)
    return found


def figures_of(ctx: Context, item_id: int) -> list[Any]:
    """The council's own figures of one item, where it is signed off."""
    return list(ctx.reader.all(_OF_ITEM, id=item_id))


def has_new_figures() -> Any:
    """The condition that somebody added a figure to a measure of a recommendation, so that one may have fallen."""
    return exists().where(
        MeasureRecommendation.recommendation_id == Recommendation.id,
        Figure.measure_id == MeasureRecommendation.measure_id,
        Figure.at.is_not(None),
    )


def wrong_way(ctx: Context, item_id: int) -> tuple[str, ...]:
    """The measures of an item that moved the wrong way with their latest figure, in words: each is an exception."""
    figures = ctx.reader.all(_OF_ANY, id=item_id)
    measures = (in_order(list(its)) for _, its in groupby(figures, key=lambda each: each.measure))
    return tuple(_said(*its[-2:]) for its in measures if _moved(its) is Movement.WORSE)


def _moved(figures: Figures) -> Movement:
    return movement([each.value for each in figures], figures[-1].direction)


def fallen_since(figures: Figures, since: datetime | None) -> str:
    """The first measure that fell `since` the board last spoke, in words; nothing where none did.

    It fell when its latest figure is new, and is worse than the one before it or than the last the board knew of.
    With `since` None, the board spoke before anything was recorded here.
    """
    measures = (list(its) for _, its in groupby(figures, key=lambda each: each.measure))
    return next((said for its in measures if (said := _fell(its, since))), "")


def _fell(figures: list[Any], since: datetime | None) -> str:
    known = in_order([each for each in figures if not _is_new(each, since)])
    now = in_order(figures)
    if not now or not _is_new(now[-1], since):
        return ""
    for before in (*known[-1:], *now[-2:-1]):
        if movement([before.value, now[-1].value], now[-1].direction) is Movement.WORSE:
            return _said(before, now[-1])
    return ""


def _is_new(figure: Any, since: datetime | None) -> bool:
    return figure.at is not None and (since is None or figure.at > since)


def _said(before: Any, now: Any) -> str:
    way = "fallen" if now.direction == "up" else "risen"
    period = f" in {now.period}" if now.period else ""
    return f"“{now.name}” has {way} from {before.value} to {now.value}{period}"
