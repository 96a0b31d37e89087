"""What boards' words come to together: each axis stands as it was last spoken of, until it is spoken of or lifted."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from models.vocabulary import Delivery, Impact, SignOff

_AXES = {axis: attrgetter(axis, f"{axis}_words") for axis in ("delivery", "impact", "sign_off")}
"""Each axis, with what reads what a row says of it: the value and the words."""


class Spoken(NamedTuple):
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
    last = {axis: row for row in rows for axis, read in _AXES.items() if read(row) not in _SILENT}
    words = tuple([(row, said) for row in reversed(rows) if (said := _said(row, last))])
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


_SILENT = ((None, None), (None, ""))


def _said(row: Any, last: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    said = [(axis, *read(row)) for axis, read in _AXES.items() if last.get(axis) is row]
    return tuple([(axis.replace("_", "-"), words or value.value.replace("_", " ")) for axis, value, words in said])
