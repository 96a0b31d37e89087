"""How long each type of record is kept, and what may be erased on a day. Pure: nothing here knows a database.

A council's own schedule decides; these are the periods until it says otherwise. SOURCES: councils' published
schedules keep minutes of decisions for good and project papers from two years after closure; six years is the time
in which a claim can be brought (Limitation Act 1980, section 5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_YEARS = 100
Periods = Mapping["RecordType", int | None]


class RecordType(StrEnum):
    """What a council's retention schedule tells apart."""

    EVIDENCE_FILES = "evidence_files"
    EVIDENCE = "evidence"
    UPDATES = "updates"
    IMPACT = "impact"
    HARM_ANSWERS = "harm_answers"
    CHALLENGES = "challenges"
    CHANGES = "changes"
    REVIEWS = "reviews"
    LIBRARY = "library"
    DECISIONS = "decisions"
    HISTORY = "history"
    MESSAGES = "messages"
    ABSENCES = "absences"
    PEOPLE = "people"


DEFAULTS: Periods = {
    RecordType.EVIDENCE_FILES: 6,
    RecordType.EVIDENCE: 6,
    RecordType.UPDATES: 6,
    RecordType.IMPACT: 6,
    RecordType.HARM_ANSWERS: 6,
    RecordType.CHALLENGES: 6,
    RecordType.CHANGES: 6,
    RecordType.REVIEWS: 6,
    RecordType.LIBRARY: 2,
    RecordType.DECISIONS: None,
    RecordType.HISTORY: 6,
    RecordType.MESSAGES: 6,
    RecordType.ABSENCES: 1,
    RecordType.PEOPLE: 6,
}
"""Years after the plan ends, by type of record; None is for good."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One record as the schedule sees it. `since` is None while any plan it belongs to is live."""

    type: RecordType
    since: date | None
    held: bool = False


def counts_from(ended: Iterable[date | None], happened: date | None) -> date | None:
    """The day a record's time begins: when the last of its plans ended, or when it was made, if that was later.

    `ended` has a None for a plan that is live, and then no time begins; nor does it where nothing gives a day.
    """
    days = [*ended]
    if None in days:
        return None
    known = [day for day in (*days, happened) if day is not None]
    return max(known) if known else None


def erase_on(record: Kept, periods: Periods) -> date | None:
    """The first day on which a record may be erased; None while its plan is live, or where it is kept for good.

    A legal hold moves no day: it stands in the way of it. 29 February is followed by 1 March.
    """
    years = periods[record.type]
    if years is None or record.since is None:
        return None
    year = min(record.since.year + years, date.max.year)
    leap_day = record.since.month == 2 and record.since.day == 29  # noqa: PLR2004  because that is the leap day
    return date(year, 3, 1) if leap_day else record.since.replace(year=year)


def may_erase(record: Kept, periods: Periods, today: date) -> bool:
    """Whether a record may be erased on a day: its time is up, and no legal hold stands."""
    due = erase_on(record, periods)
    return due is not None and due <= today and not record.held
