"""Figures as numbers: their raw counts, and whether a measure moves the way it should."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_AS_PRINTED = Decimal("0.6")  # of a percentage point: "86%" may be 85.5 or 86.4


class Movement(StrEnum):
    """Which way a measure went since its last figure, read by the direction that is better."""

    FIRST = "first"
    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    UNREAD = "unread"


def number_in(value: str) -> Decimal | None:
    """The number in a figure as printed: "61%", "1,204", "3.5 days"; None where there is none."""
    found = _NUMBER.search(value)
    return Decimal(found[0].replace(",", "")) if found else None


def percentage(numerator: int, denominator: int) -> Decimal:
    """What raw counts come to, in per cent."""
    return Decimal(numerator) * 100 / Decimal(denominator)


def agrees(value: str, numerator: int, denominator: int) -> bool:
    """Whether a printed percentage is what its raw counts come to."""
    said = number_in(value)
    return "%" not in value or (said is not None and abs(said - percentage(numerator, denominator)) <= _AS_PRINTED)


def movement(values: Sequence[str], direction: str | None) -> Movement:
    """Which way the last of `values`, earliest first, moved from the one before it."""
    if len(values) < 2:  # noqa: PLR2004  because moving takes two
        return Movement.FIRST
    before, now = number_in(values[-2]), number_in(values[-1])
    if before is None or now is None or direction not in ("up", "down"):
        return Movement.UNREAD
    if before == now:
        return Movement.SAME
    return Movement.BETTER if (now > before) == (direction == "up") else Movement.WORSE
