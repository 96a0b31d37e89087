"""When an item is asked about: the steps of its ladder before, on and after its date, and after silence.

All days are calendar days of the council. A step before a date that falls on a closed day moves to the working day
before it, one after a date to the working day after.
SOURCE: design.md "Sending"; peers.md section 5 (Safe Families, Pentana: tighten as the date comes near).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count, islice
from typing import Any

from dateutil.relativedelta import relativedelta

from models.rules.deadlines import TimeLimit
from models.rules.working_days import add_working_days, next_working_day, on_or_after, on_or_before
from models.vocabulary import DueKind

SIX_MONTHS = (56, 28, 14, 7, 1, 0)
THREE_MONTHS = (28, 14, 7, 1, 0)
DATES: Mapping[DueKind, tuple[int, ...]] = {
    DueKind.MEETING: (7, 1),
    DueKind.PAPERS: (7, 1, 0),
    DueKind.REPORT: (14, 7, 1, 0),
    DueKind.CLOCK: (28, 14, 7, 1, 0),
}
"""How many days before each date that is no item's. A meeting only before it: afterwards there is nothing to do."""
EVERY = 2
"""An immediate item is asked about every second working day."""
JUST_ANSWERED = 1
"""Somebody who answered on the day, or one working day before, is not asked again."""
WEEK = 7
DELIVERED_WEEKS = 4
"""What is delivered and late only for want of sign-off is asked about every fourth week."""


class Moment(StrEnum):
    """Why a step is where it is."""

    BEFORE = "before"
    ON_THE_DAY = "on_the_day"
    LATE = "late"
    AT_ONCE = "at_once"
    MONTHLY = "monthly"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which an item is asked about."""

    day: date
    moment: Moment


@dataclass(frozen=True, slots=True)
class Ladders:
    """A plan's own steps: days before the date by time limit, and the days of silence that are asked about."""

    before: Mapping[TimeLimit, tuple[int, ...]] = field(default_factory=dict)
    silence_days: int = 28

    def days_before(self, limit: TimeLimit) -> tuple[int, ...]:
        """The steps before a date, the earliest first."""
        usual = SIX_MONTHS if limit is TimeLimit.WITHIN_6_MONTHS else THREE_MONTHS
        return _earliest_first(self.before.get(limit, usual))


@lru_cache(maxsize=256)
def _earliest_first(days_before: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days_before), reverse=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ladder of one item rests on.

    `since` is the first day it can be asked about, `due_on` its agreed current date, `answered_on` the day of the last
    update, `first_asked_on` that of the first request that was delivered. `delivered` is that its owner reports it
    completed.
    """

    limit: TimeLimit
    since: date
    due_on: date | None = None
    answered_on: date | None = None
    first_asked_on: date | None = None
    delivered: bool = False


def ladders_from(settings: Mapping[str, Any]) -> Ladders:
    """The ladders in a plan's settings, ours where it says nothing."""
    said = settings.get("reminders") or {}
    return Ladders(
        {TimeLimit(limit): tuple(days) for limit, days in said.items()}, int(settings.get("silence_days") or 28)
    )


def date_ladders(settings: Mapping[str, Any]) -> Mapping[DueKind, tuple[int, ...]]:
    """How many days before a meeting, papers, a report or a clock somebody is asked, ours where a plan says nothing."""
    said = settings.get("date_reminders") or {}
    return {**DATES, **{DueKind(kind): tuple(days) for kind, days in said.items()}}


def next_step(asked: Asked, after: date, ladders: Ladders) -> Step | None:
    """The first step of the item's ladder after a day; None where there is none to come."""
    return next((step for step in _steps(asked, after, ladders) if step.day > after), None)


def next_silence(asked: Asked, after: date, ladders: Ladders) -> Step | None:
    """The first day after `after` on which silence is asked about: counted from the first delivered request."""
    if asked.first_asked_on is None or asked.delivered:
        return None
    start = max(asked.first_asked_on, asked.answered_on or asked.first_asked_on)
    days = (on_or_after(day) for day in _every(start, ladders.silence_days, after))
    return next((Step(day, Moment.SILENT) for day in days if day > after), None)


def steps_between(asked: Asked, first: date, last: date, ladders: Ladders) -> Iterator[Step]:
    """Every step of the item's ladder from one day to another, both included, if nothing changes."""
    after = first - timedelta(days=1)
    while (step := next_step(asked, after, ladders)) is not None and step.day <= last:
        yield step
        after = step.day


def _steps(asked: Asked, after: date, ladders: Ladders) -> Iterator[Step]:
    if asked.limit is TimeLimit.IMMEDIATELY and asked.due_on is not None:
        return _at_once(asked, after)
    if asked.due_on is None:
        return _monthly(asked, after)
    return _dated(asked, asked.due_on, after, ladders)


def _at_once(asked: Asked, after: date) -> Iterator[Step]:
    """Every second working day from publication until there is an update; then weekly from that."""
    if asked.answered_on is None:
        nth = max(1, _working_days_at_least(asked.since, after))
        first = nth - (nth - 1) % EVERY
        return (Step(add_working_days(asked.since, n), Moment.AT_ONCE) for n in count(first, EVERY))
    late = _every(asked.answered_on, WEEK * (DELIVERED_WEEKS if asked.delivered else 1), after)
    return (Step(on_or_after(day), Moment.LATE) for day in late)


def _working_days_at_least(start: date, end: date) -> int:
    """No more than the working days from one day to another, whatever holidays there were: a place to start."""
    weeks = max((end - start).days, 0) // WEEK
    return max(weeks * 5 - weeks // 2, 0)


def _monthly(asked: Asked, after: date) -> Iterator[Step]:
    months = max((after.year - asked.since.year) * 12 + after.month - asked.since.month - 1, 1)
    return (Step(on_or_after(asked.since + relativedelta(months=n)), Moment.MONTHLY) for n in count(months))


def _dated(asked: Asked, due_on: date, after: date, ladders: Ladders) -> Iterator[Step]:
    yield from (step for step in _early(due_on, ladders.days_before(asked.limit)) if step.day >= asked.since)
    first = next_working_day(max(due_on, asked.since - timedelta(days=1)))
    yield Step(first, Moment.LATE)
    for day in _every(first, WEEK * (DELIVERED_WEEKS if asked.delivered else 1), after):
        yield Step(on_or_after(day), Moment.LATE)


@lru_cache(maxsize=4_096)
def _early(due_on: date, days_before: tuple[int, ...]) -> tuple[Step, ...]:
    """The steps before a date and on it; what falls on one day is one step. The same for all that is due on the day."""
    steps = {on_or_before(due_on - timedelta(days=days)): days for days in days_before}
    return tuple(Step(day, Moment.BEFORE if days else Moment.ON_THE_DAY) for day, days in steps.items())


def _every(start: date, days: int, after: date) -> Iterator[date]:
    """Every so many days after `start`, without counting through those long before `after`."""
    first = max((after - start).days // days - 1, 1)
    return (start + timedelta(days=days * n) for n in count(first))


def next_dated(
    due_on: date, before: Iterable[int], after: date, *, since: date, until: date | None = None
) -> date | None:
    """The first day after `after` on which what is due on a day, and is no item, is asked about; None after the last.

    So many days before it, those that begin on `since` or later; then the next working day and weekly, up to `until`.
    """
    early = sorted({on_or_before(due_on - timedelta(days=days)) for days in before})
    first = next_working_day(due_on)
    late = (on_or_after(first + timedelta(days=WEEK * n)) for n in count(max((after - first).days // WEEK - 1, 0)))
    found = next((day for day in (*(day for day in early if day >= since), *islice(late, 4)) if day > after), None)
    return found if found is not None and (until is None or found <= until) else None


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def next_digest(after: date, weekday: str | None = None) -> date:
    """The first day after `after` on which the week is told: that weekday, or the next working day."""
    wanted = _WEEKDAYS.index(weekday or "mon")
    first = after - timedelta(days=after.weekday() + WEEK - wanted)
    days = (on_or_after(first + timedelta(days=WEEK * n)) for n in count())
    return next(day for day in days if day > after)
