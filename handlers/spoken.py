"""What boards' words come to together: each board's word on an axis stands until that board speaks of it or lifts it.

Two boards may each judge. Of what they say of one axis the worse heads the card; the other stands beside it.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from models.vocabulary import Delivery, Impact, SignOff

_AXES = ("delivery", "impact", "sign_off")
_READ = {axis: attrgetter(axis, f"{axis}_words") for axis in _AXES}
_SPELT = {axis: axis.replace("_", "-") for axis in _AXES}
_WORST_FIRST: dict[str, tuple[Any, ...]] = {
    "delivery": (
        Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.NOT_ENOUGH_EVIDENCE, Delivery.PAUSED, Delivery.NOT_STARTED,
        Delivery.ON_TRACK, Delivery.COMPLETED,
    ),
    "impact": (
        Impact.NOT_ENOUGH_EVIDENCE, Impact.NONE_STATED, Impact.EMERGING, Impact.EVIDENCED, Impact.SUSTAINED,
    ),
    "sign_off": (
        SignOff.REOPENED, SignOff.RETURNED, SignOff.NOT_REQUESTED, SignOff.REQUESTED, SignOff.SIGNED_OFF,
    ),
}  # fmt: skip


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

    `board` is the one whose word on delivery is the worst, where any spoke of it: it may head the card.
    """
    if not rows:
        return None
    last = {axis: _standing(rows, axis) for axis in _AXES}
    words = tuple([(row, said) for row in reversed(rows) if (said := _said(row, last))])
    delivery, impact, sign_off = (_worst(last[axis], axis) for axis in _AXES)
    return Spoken(
        rows[-1],
        delivery.delivery if delivery else None,
        delivery.delivery_words if delivery else None,
        impact.impact if impact else None,
        sign_off.sign_off if sign_off else None,
        (delivery or rows[-1]).board,
        words or ((rows[-1], ()),),
    )


def heading(rows: Sequence[Any]) -> Any:
    """The word on delivery that heads one item, of rows (delivery, delivery_words, board), the earliest first.

    None where none is given.
    """
    return _worst(_standing(rows, "delivery"), "delivery")


def headings(rows: Sequence[Any], column: str) -> dict[Any, Any]:
    """What heads each item, by its id in `column`; see `heading`."""
    of_each: dict[Any, list[Any]] = {}
    for row in rows:
        of_each.setdefault(getattr(row, column), []).append(row)
    return {each: heading(its) for each, its in of_each.items()}


def _standing(rows: Sequence[Any], axis: str) -> list[Any]:
    """The latest word of each board on an axis. One of no board that is named stands until any board speaks."""
    held: dict[str | None, Any] = {}
    read = _READ[axis]
    for row in rows:
        word, words = read(row)
        if word is not None or words:
            held.pop(None, None)
            held.pop(row.board, None)
            held[row.board] = row
    return list(held.values())


def _worst(standing: Sequence[Any], axis: str) -> Any:
    """The worse of what boards said; of the same, the latest; words that nobody could read weigh nothing."""
    if len(standing) <= 1:
        return standing[0] if standing else None
    order = _WORST_FIRST[axis]
    read = [row for row in reversed(standing) if getattr(row, axis) is not None]
    return min(read, key=lambda row: order.index(getattr(row, axis)), default=standing[-1])


def _said(row: Any, last: dict[str, list[Any]]) -> tuple[tuple[str, str], ...]:
    """What a row still says, of the axes on which it stands."""
    found = []
    for axis, standing in last.items():
        for each in standing:
            if each is row:
                word, words = _READ[axis](row)
                found.append((_SPELT[axis], words or word.value.replace("_", " ")))
    return tuple(found)
