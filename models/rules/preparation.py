"""What is done once an inspection is notified, dated in working days from the day the council was told.

SOURCES, by domain.md sections 3 and 12. Halton's paper of 6 September 2010 (SLAC): ten days' notice; the virtual team
comes together as soon as the inspection is announced; staff and resources are released then; inspectors ask for key
documents on that day; at least 8 case files before fieldwork and 12 more at its start; the Lead Member and the chair of
scrutiny attend the set-up meeting; two weeks on site. Bath & North East Somerset 2011-12: the set-up meeting was 7
working days after the council was told, and fieldwork 10 working days long. ILACS: a week off site, then on site. A
framework that is not here has no day of arrival until the plan says one (`notice_days`).
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.working_days import add_working_days, on_or_after

NOTICE_DAYS: Mapping[str, int] = {"SLAC": 10, "ILACS": 5}
_ON_SITE: Mapping[str, int] = {"SLAC": 10}
_SET_UP = 7
EVERY = 2
"""Working days from one request to the next once a step's day has come."""
STANDS_DAYS = 60
"""How many days after the call a notice is still what people are asked about."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done, on which day, and who sees to it in the plan's own words; "" where it does not say."""

    on: date
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """The dated steps, the soonest first, and the day on which inspectors arrive where that is known."""

    steps: tuple[Step, ...]
    arrival: date | None


def prepared(notified: date, frameworks: AbstractSet[str], settings: Mapping[str, Any]) -> Preparation:
    """The preparation for an inspection that was notified on a day, as the plan has it, else as its framework does.

    A step on the day itself is on the next working day where that is none.
    """
    known = [NOTICE_DAYS[each] for each in sorted(frameworks) if each in NOTICE_DAYS]
    notice = settings.get("notice_days", min(known, default=None))
    own: Sequence[Mapping[str, Any]] = settings.get("preparation") or ()
    ours = [(days, what, "") for days, what in _ours(notice, frameworks)]
    offsets = [(int(each["days"]), str(each["what"]), str(each.get("who") or "")) for each in own] or ours
    steps = sorted((Step(_day(notified, days), what, who) for days, what, who in offsets), key=lambda step: step.on)
    return Preparation(tuple(steps), _day(notified, notice) if notice is not None else None)


def first_asked(on: date, today: date) -> date:
    """The day on which whoever sees to a step is first asked: the working day before it, or today once that is past."""
    return max(add_working_days(on, -1), on_or_after(today))


def next_asked(on: date, today: date) -> date:
    """The day on which they are asked again: on its own day, then every second working day."""
    return on_or_after(on) if on > today else add_working_days(today, EVERY)


def _day(notified: date, days: int) -> date:
    return add_working_days(notified, days) if days else on_or_after(notified)


def _ours(notice: int | None, frameworks: AbstractSet[str]) -> list[tuple[int, str]]:
    found = [
        (0, "The virtual team comes together, and its staff and resources are released"),
        (0, "Key documents go to the inspectors from the library"),
        (0, "Each agency's contact tells their own service"),
    ]
    if notice is None:
        return found
    before = max(notice - 1, 0)
    if before > _SET_UP:
        found.append((_SET_UP, "Set-up meeting with the inspectors: the Lead Member and the chair of scrutiny attend"))
    if "SLAC" in frameworks:
        found.append((before, "At least 8 case files are ready: 4 safeguarding, 4 children in care"))
        found.append((notice, "Inspectors arrive, and choose at least 12 more case files"))
    else:
        found.append((notice, "Inspectors arrive"))
    on_site = max((_ON_SITE.get(each, 0) for each in frameworks), default=0)
    return [*found, (notice + on_site - 1, "Their last day on site, with headline feedback")] if on_site else found
