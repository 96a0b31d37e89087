"""Who may sign an item off for a board, whether a second member must confirm it, and what must be there first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from models.vocabulary import Delivery, Impact

STILL_HOLDING_AFTER = (3, 6)
"""Months after sign-off at which somebody is asked whether it still holds."""

_ENOUGH = {
    Impact.EVIDENCED: frozenset({Impact.EVIDENCED, Impact.SUSTAINED}),
    Impact.SUSTAINED: frozenset({Impact.SUSTAINED}),
}
RUNNING_BOARDS = frozenset(["steering_group", "programme_board", "improvement_board", "multi_agency_improvement_group"])
"""Kinds of board that run a plan, and so sign its items off where the plan names none."""

OFFICER_BOARDS = frozenset(
    ["steering_group", "programme_board", "improvement_board", "performance_board", "multi_agency_improvement_group",
     "task_and_finish_group", "inspection_planning_group"]
)  # fmt: skip
"""Kinds of board whose chair may act between meetings; a committee of councillors' chair may not."""


class Lack(StrEnum):
    """What stands between an item and sign-off."""

    DROPPED = "dropped"
    DELIVERY = "delivery"
    LATE_ACTIONS = "late_actions"
    AGAINST = "against"
    PROOF = "proof"
    IMPACT = "impact"
    NEW = "new"


class Office(StrEnum):
    """What somebody is on the board that signs, at the moment they act."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    FOR_THE_MEETING = "for_the_meeting"
    MEMBER = "member"
    NONE = "none"


class May(StrEnum):
    """Whether somebody's word signs an item off."""

    ALONE = "alone"
    WITH_ANOTHER = "with_another"
    OWNS_IT = "owns_it"
    NO_OFFICE = "no_office"


class Case(NamedTuple):
    """What is known of an item put to a board.

    `delivery` is as shown; `late` names open actions past their date;
    `nothing_new` is that the board reopened it and no evidence of change was accepted since; `unlooked` is how many
    pieces against it readers offered, which wait to be looked at.
    """

    delivery: Delivery
    impact: Impact
    proof: bool
    against: int = 0
    late: tuple[str, ...] = ()
    dropped: bool = False
    nothing_new: bool = False
    unlooked: int = 0


@dataclass(frozen=True, slots=True)
class Second:
    """How somebody stands to who signed, before they confirm it.

    `in_line` is that one of them manages the other, or who answers for the item manages them, however far; `chosen`
    that nobody but who signed, or they themselves, put them on the board.
    """

    signed_it: bool = False
    in_line: bool = False
    chosen: bool = False

    @property
    def independent(self) -> bool:
        """Whether theirs is a word of its own."""
        return not (self.signed_it or self.in_line or self.chosen)


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody about to act: their office, whether they answer for the item, and whether they manage who does.

    To cover for somebody is to answer for what is theirs; to manage somebody is to be above them, however far.
    """

    office: Office
    owns: bool = False
    manages: bool = False

    @property
    def decides(self) -> bool:
        """Whether they speak for the board."""
        return self.office not in (Office.MEMBER, Office.NONE)


def missing(case: Case, needs: Impact = Impact.EVIDENCED) -> tuple[Lack, ...]:
    """Everything an item lacks before a board may sign it off; `needs` is the impact the plan asks for."""
    return (
        *((Lack.DROPPED,) if case.dropped else ()),
        *((Lack.DELIVERY,) if case.delivery is not Delivery.COMPLETED else ()),
        *((Lack.LATE_ACTIONS,) if case.late else ()),
        *((Lack.AGAINST,) if case.against > 0 else ()),
        *((Lack.PROOF,) if not case.proof and case.against == 0 else ()),
        *((Lack.NEW,) if case.nothing_new else ()),
        *((Lack.IMPACT,) if case.impact not in _ENOUGH[needs] else ()),
    )


def may_sign(hand: Hand) -> May:
    """Never the owner alone; a chair who owns the item, or anyone who manages its owner, needs a second member."""
    if not hand.decides:
        return May.OWNS_IT if hand.owns else May.NO_OFFICE
    if hand.owns:
        return May.WITH_ANOTHER if hand.office is Office.CHAIR else May.OWNS_IT
    return May.WITH_ANOTHER if hand.manages else May.ALONE


def may_confirm(hand: Hand, second: Second) -> bool:
    """A member of the board with no part in the item, in no line with who has one, and not of the signer's choosing."""
    return second.independent and not (hand.owns or hand.manages) and hand.office is not Office.NONE


def managers(people: Iterable[int], line: Mapping[int, int]) -> frozenset[int]:
    """Everybody above these people, however far up. `line` is who manages whom; a circle in it ends where it began."""
    found: set[int] = set()
    left = list(people)
    while left:
        above = line.get(left.pop())
        if above is not None and above not in found:
            found.add(above)
            left.append(above)
    return frozenset(found)


def checks_after(signed_on: date) -> tuple[date, ...]:
    """When to ask whether what was signed off still holds."""
    return tuple(signed_on + relativedelta(months=months) for months in STILL_HOLDING_AFTER)
