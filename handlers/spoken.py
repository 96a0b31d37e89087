"""What boards' words come to together: each axis stands as it was last spoken of, until it is spoken of or lifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.vocabulary import Delivery, Impact, SignOff

_AXES = ("delivery", "impact", "sign_off")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words that stand on one item.

    `latest` is the last row; `words` are those that still say something of an axis, the latest first, each with the
    axes it stands for and what it said of them.
    """

    latest: Any
    delivery: Delivery | None
    delivery_words: str | None
    impact: Impact | None
    sign_off: SignOff | None
    board: str | None
    words: tuple[tuple[Any, tuple[tuple[str, str], ...]], ...]

    @property
    def text(self) -> str | None:
        """Why, in the words of the latest."""
        return self.latest.text  # type: ignore[no-any-return]


def spoken(rows: Sequence[Any]) -> Spoken | None:
    """What stands of the words on one item that were not lifted, the earliest first; None where there is none.

    `board` is the one that spoke of delivery, where any did: its word may head the card.
    """
    if not rows:
        return None
    last = {axis: row for row in rows for axis in _AXES if _speaks(row, axis)}
    words = tuple((row, _said(row, last)) for row in reversed(rows) if any(row is each for each in last.values()))
    delivery = last.get("delivery")
    return Spoken(
        rows[-1],
        delivery.delivery if delivery else None,
        delivery.delivery_words if delivery else None,
        last["impact"].impact if "impact" in last else None,
        last["sign_off"].sign_off if "sign_off" in last else None,
        (delivery or rows[-1]).board,
        words or ((rows[-1], ()),),
    )


def _speaks(row: Any, axis: str) -> bool:
    return bool(getattr(row, axis) is not None or getattr(row, f"{axis}_words"))


def _said(row: Any, last: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (axis.replace("_", "-"), getattr(row, f"{axis}_words") or getattr(row, axis).value.replace("_", " "))
        for axis in _AXES
        if last.get(axis) is row
    )
