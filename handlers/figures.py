"""Figures in the order of their periods, corrections apart, and what a new one does to the items it speaks of."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.evidence.bearing_out import locked, refuse_while_decided
from models.plan import Recommendation
from models.progress import MeasureRecommendation
from models.rules.movement import Movement, movement
from models.rules.periods import read_period


def in_order(figures: Sequence[Any]) -> tuple[Any, ...]:
    """A measure's own figures, the earliest period first; a later figure for one period corrects the earlier."""
    kept = list({period_of(each): each for each in figures}.values())
    if all(read_period(each.period) for each in kept):
        kept.sort(key=lambda each: read_period(each.period).first)  # type: ignore[union-attr]  # because each was read
    return tuple(kept)


def corrections(figures: Sequence[Any]) -> dict[int, Any]:
    """By the id of a figure, the one before it for the same period and of the same place."""
    before: dict[Any, Any] = {}
    found: dict[int, Any] = {}
    for each in figures:
        same = (each.whose, period_of(each))
        if same in before:
            found[each.id] = before[same]
        before[same] = each
    return found


def period_of(figure: Any) -> object:
    """What two figures for one period have alike; a figure without a period is alike to no other."""
    return read_period(figure.period) or (figure.period or f"#{figure.id}").casefold()


def held_for(ctx: Context, measure_id: int) -> list[Recommendation]:
    """The recommendations a measure serves, locked."""
    serves = select(MeasureRecommendation.recommendation_id).where(col(MeasureRecommendation.measure_id) == measure_id)
    return locked(ctx.change, ctx.change.exec(serves).all())


def speak_to(ctx: Context, view: PlanView, rows: Sequence[Recommendation], *, against: bool) -> None:
    """Move the items on, for a card drawn before knew less. Raises UserError while a board decides one of them."""
    if not against:
        refuse_while_decided(view, rows, what="a figure that does not speak against it")
    for row in rows:
        row.version += 1
        ctx.change.add(row)
    ctx.change.flush()


def is_worse(corrected: Any, value: str, direction: str | None) -> bool:
    """Whether a correction says worse than the figure it corrects."""
    return corrected is not None and movement([corrected.value, value], direction) is Movement.WORSE
