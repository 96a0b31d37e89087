"""Laws of due dates and lateness, from 2009 to 2035, month ends and leap days included."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis.strategies import SearchStrategy, builds, dates, integers, none, one_of, sampled_from

from models.rules.dates import exactly
from models.rules.deadlines import (
    Basis,
    TimeLimit,
    days_late,
    due_date,
    due_from,
    is_late,
    late_from,
    qualifier,
)
from models.rules.working_days import is_working_day

MONTHS = {TimeLimit.IMMEDIATELY: 0, TimeLimit.WITHIN_3_MONTHS: 3, TimeLimit.WITHIN_6_MONTHS: 6}
LIMITS = sampled_from(list(MONTHS))


def days() -> SearchStrategy[date]:
    ends = builds(lambda y, m: date(y, m, monthrange(y, m)[1]), integers(2009, 2035), integers(1, 12))
    return one_of(dates(date(2009, 1, 1), date(2035, 12, 31)), ends)


def due(published: date, limit: TimeLimit) -> date:
    found = due_from(published, limit)
    assert found is not None
    return found


@given(published=days(), limit=LIMITS)
@example(published=date(2012, 2, 29), limit=TimeLimit.WITHIN_6_MONTHS)
@example(published=date(2011, 8, 31), limit=TimeLimit.WITHIN_6_MONTHS)
def test_the_due_day_is_the_same_day_of_the_month_or_the_months_last(published: date, limit: TimeLimit) -> None:
    found = due(published, limit)
    months = (found.year - published.year) * 12 + found.month - published.month

    assert months == MONTHS[limit]
    assert found.day == min(published.day, monthrange(found.year, found.month)[1])


@given(published=days())
def test_longer_limits_are_never_due_sooner(published: date) -> None:
    at_once, three, six = (due(published, limit) for limit in MONTHS)

    assert published == at_once < three < six
    assert 89 <= (three - published).days <= 92
    assert 181 <= (six - published).days <= 184


@given(published=days(), later=integers(0, 400), limit=LIMITS)
def test_publishing_later_is_never_due_sooner(published: date, later: int, limit: TimeLimit) -> None:
    assert due(published, limit) <= due(published + timedelta(days=later), limit)


@given(
    published=one_of(none(), days()),
    stand_in=one_of(none(), days()),
    stated=one_of(none(), days()),
    limit=LIMITS,
)
def test_stated_beats_computed_beats_stand_in(
    published: date | None, stand_in: date | None, stated: date | None, limit: TimeLimit
) -> None:
    found = due_date(limit, published, exactly(stated) if stated else None, stand_in)
    known = [
        *([(Basis.STATED, stated)] if stated else []),
        *([(Basis.COMPUTED, due(published, limit))] if published else []),
        *([(Basis.STAND_IN, due(stand_in, limit))] if stand_in else []),
        (Basis.NONE, None),
    ]

    assert (found.basis, found.day) == known[0]
    assert bool(qualifier(found)) == (found.basis is Basis.STAND_IN)


@given(published=days(), delay=integers(0, 90), limit=LIMITS)
def test_no_later_than_is_true_of_a_stand_in_that_came_later(published: date, delay: int, limit: TimeLimit) -> None:
    stand_in = due_date(limit, None, None, published + timedelta(days=delay))
    early = due_date(limit, None, None, published - timedelta(days=delay), early=True)

    assert qualifier(stand_in) == "no later than "
    assert qualifier(early) == "no earlier than "
    assert (early.day or date.max) <= due(published, limit) <= (stand_in.day or date.min)


@given(original=days(), limit=sampled_from(TimeLimit))
def test_nothing_is_late_on_its_day(original: date, limit: TimeLimit) -> None:
    late = late_from(original, limit)

    assert late > original
    assert limit is TimeLimit.IMMEDIATELY or late == original + timedelta(days=1)
    assert limit is not TimeLimit.IMMEDIATELY or is_working_day(late)
    assert (late - original).days <= 5


@given(original=days(), wait=integers(-400, 400), limit=sampled_from(TimeLimit))
def test_days_late_are_none_or_all_the_days_since_the_original_date(
    original: date, wait: int, limit: TimeLimit
) -> None:
    today = original + timedelta(days=wait)
    late = days_late(original, limit, today)

    assert late == (wait if today >= late_from(original, limit) else 0)
    assert is_late(original, limit, today) == (late > 0)
    assert late <= days_late(original, limit, today + timedelta(days=1))
