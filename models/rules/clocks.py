"""The statutory clocks after an inspection: defaults and cross-checks, which a stated deadline always beats.

SOURCE: domain.md section 4 (its numbers in brackets are section 18's). They are separate from the
inspectors' own time limits on items, which `deadlines` counts in calendar months from publication.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.deadlines import Basis
from models.rules.working_days import NO_DAYS, add_working_days, working_days_between


class Starts(StrEnum):
    """What a clock runs from. Both are the day the council received the report, before publication."""

    RECEIPT = "receipt"
    PRE_PUBLICATION = "pre_publication"


class Ends(StrEnum):
    """What is done when a clock stops: a statement sent to the inspectors, its draft, or the report published."""

    STATEMENT = "statement"
    DRAFT = "draft"
    PUBLICATION = "publication"


class Visits(StrEnum):
    """Which of a framework's visits a clock is for. `PRIORITY` leaves out focused visits without priority action."""

    ANY = "any"
    PRIORITY = "priority"
    FOCUSED_PRIORITY = "focused_priority"


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty with a length in working days; one not `verified` is said as "about", never as a deadline."""

    key: str
    name: str
    working_days: int
    starts: Starts
    frameworks: frozenset[str]
    verified: bool
    source: str
    applies: str | None = None
    since: date | None = None
    until: date | None = None
    ends: Ends = Ends.STATEMENT
    visits: Visits = Visits.ANY


CLOCKS: tuple[Clock, ...] = (
    Clock(
        key="publish_report",
        name="Publish the report",
        working_days=30,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"SIF", "ILACS"}),
        verified=True,
        source="SI 2007/462 regulation 2 [11]",
        applies="inspections under section 136 of the Education and Inspections Act 2006",
        ends=Ends.PUBLICATION,
    ),
    Clock(
        key="statement_of_action",
        name="Written statement of action",
        working_days=70,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"SIF", "ILACS"}),
        verified=True,
        source="Education and Inspections Act 2006 section 137 [14]; Plymouth 2014 [15]; CYP Now 2018 [16]",
        applies="SIF and ILACS inspections, and focused visits with areas for priority action",
        visits=Visits.PRIORITY,
    ),
    Clock(
        key="early_draft",
        name="Early draft of the statement of action",
        working_days=20,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"ILACS"}),
        verified=True,
        source="CYP Now, 16 August 2018 [16]",
        applies="focused visits with areas for priority action",
        since=date(2018, 9, 1),
        ends=Ends.DRAFT,
        visits=Visits.FOCUSED_PRIORITY,
    ),
    Clock(
        key="jtai_statement",
        name="Joint written statement of action",
        working_days=70,
        starts=Starts.PRE_PUBLICATION,
        frameworks=frozenset({"JTAI"}),
        verified=True,
        source="62 joint area inspection letters with a printed deadline [2]",
        applies="the principal authority named in the letter",
    ),
    Clock(
        key="send_priority_action_plan",
        name="Priority action plan",
        working_days=35,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"AREA_SEND"}),
        verified=False,
        source="Oxfordshire, 5 September to 24 October 2023; a secondary source says 35 to 50 [17]",
        applies="outcome 3, widespread or systemic failings",
        since=date(2023, 1, 1),
    ),
    Clock(
        key="send_strategic_plan",
        name="Strategic plan update",
        working_days=30,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"AREA_SEND"}),
        verified=False,
        source="no source found",
        applies="outcomes 1 and 2",
        since=date(2023, 1, 1),
    ),
    Clock(
        key="send_statement_of_action",
        name="SEND written statement of action",
        working_days=70,
        starts=Starts.RECEIPT,
        frameworks=frozenset({"AREA_SEND"}),
        verified=False,
        source="no source found",
        applies="areas of significant weakness, old framework",
        until=date(2022, 12, 31),
    ),
)


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What a clock says for one inspection, and what the rule gives beside a stated deadline.

    `from_day` is the day counted from, if any; `computed` is what the rule gives from it, and
    `computed_basis` says whether that day was the receipt itself or publication standing in for it;
    `counted` is how many working days lie between it and the date that heads.
    """

    clock: Clock
    due: date | None
    basis: Basis
    from_day: date | None = None
    computed: date | None = None
    computed_basis: Basis = Basis.NONE
    counted: int | None = None

    @property
    def about(self) -> bool:
        """Whether the date rests on a length nobody has verified, so that it is never a deadline."""
        return self.due is not None and self.basis is not Basis.STATED and not self.clock.verified

    @property
    def is_deadline(self) -> bool:
        """Whether the date may be called a deadline, reminded about and called late."""
        return self.due is not None and not self.about

    @property
    def cross_check(self) -> date | None:
        """The computed date where it differs from a stated one, so that both are shown; else None."""
        return self.computed if self.basis is Basis.STATED and self.computed != self.due else None

    @property
    def explained(self) -> bool:
        """Whether a stated date is only as much earlier as an earlier receipt would make it."""
        stand_in = self.computed_basis is Basis.STAND_IN
        return stand_in and self.due is not None and self.computed is not None and self.due <= self.computed


def clocks_for(framework: str, on: date | None = None) -> tuple[Clock, ...]:
    """List the clocks of a framework (its code), leaving out those not in force on a given day."""
    return tuple(clock for clock in CLOCKS if framework in clock.frameworks and (on is None or _in_force(clock, on)))


def concerns(clock: Clock, *, focused: bool, priority: bool) -> bool:
    """Tell whether a clock is for an inspection: a focused visit or not, with areas for priority action or not."""
    if clock.visits is Visits.FOCUSED_PRIORITY:
        return focused and priority
    return clock.visits is Visits.ANY or priority or not focused


def still_runs(clock: Clock, *, published: bool, draft_sent: bool = False, statement_sent: bool = False) -> bool:
    """Tell whether what stops a clock has not happened: a published report is not still to be published."""
    return not {Ends.PUBLICATION: published, Ends.DRAFT: draft_sent, Ends.STATEMENT: statement_sent}[clock.ends]


def _in_force(clock: Clock, on: date) -> bool:
    return (clock.since is None or on >= clock.since) and (clock.until is None or on <= clock.until)


def clock_due(
    clock: Clock,
    received: date | None,
    published: date | None,
    stated: date | None = None,
    extra: frozenset[date] = NO_DAYS,
) -> ClockReading:
    """Read a clock: stated, else counted from receipt, else from publication as its stand-in."""
    start = received or published
    rule = Basis.COMPUTED if received else Basis.STAND_IN if published else Basis.NONE
    computed = start and add_working_days(start, clock.working_days, extra)
    due, basis = (stated, Basis.STATED) if stated else (computed, rule)
    counted = working_days_between(start, due, extra) if start and due else None
    return ClockReading(clock, due, basis, start, computed, rule, counted)


def qualifier(reading: ClockReading) -> str:
    """Give the words that must stand before the date: "about ", "no later than " or nothing."""
    return _qualifier(reading.clock, reading.basis)


def check_qualifier(reading: ClockReading) -> str:
    """Give the words that must stand before the computed date shown beside a stated one."""
    return _qualifier(reading.clock, reading.computed_basis)


def _qualifier(clock: Clock, basis: Basis) -> str:
    if basis in (Basis.STATED, Basis.NONE):
        return ""
    if not clock.verified:
        return "about "
    return "no later than " if basis is Basis.STAND_IN else ""
