"""Figures in the order of their periods, and corrections apart."""

from collections.abc import Sequence
from typing import Any

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


def is_worse(corrected: Any, value: str, direction: str | None) -> bool:
    """Whether a correction says worse than the figure it corrects."""
    return corrected is not None and movement([corrected.value, value], direction) is Movement.WORSE
