"""Laws of working days and the clocks that count them, from 2009 to 2035."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis.strategies import dates, frozensets, integers, none, one_of, sampled_from

from models.rules.clocks import CLOCKS, Clock, clock_due, qualifier
from models.rules.deadlines import Basis
from models.rules.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    on_or_after,
    on_or_before,
    working_days_between,
)

DAYS = dates(date(2009, 1, 1), date(2035, 12, 31))
COUNTS = integers(-120, 120)
EXTRA = frozensets(dates(date(2009, 1, 1), date(2010, 12, 31)), max_size=20)


@given(start=DAYS, count=COUNTS)
def test_counting_between_undoes_adding(start: date, count: int) -> None:
    end = add_working_days(start, count)

    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)


@given(start=dates(date(2009, 1, 1), date(2010, 12, 31)), count=COUNTS, extra=EXTRA)
def test_added_holidays_keep_the_law_and_only_lengthen(start: date, count: int, extra: frozenset[date]) -> None:
    end = add_working_days(start, count, extra)

    assert working_days_between(start, end, extra) == count
    assert end not in extra or count == 0
    assert abs(end - start) >= abs(add_working_days(start, count) - start)


@given(start=DAYS, first=integers(1, 70), then=integers(1, 70))
def test_counting_in_two_goes_is_counting_once(start: date, first: int, then: int) -> None:
    assert add_working_days(add_working_days(start, first), then) == add_working_days(start, first + then)


@given(start=DAYS, later=integers(0, 60), count=COUNTS)
def test_starting_later_never_ends_sooner(start: date, later: int, count: int) -> None:
    assert add_working_days(start, count) <= add_working_days(start + timedelta(days=later), count)


@given(one=DAYS, shift=integers(-200, 200), split=integers(0, 200))
def test_counts_either_side_of_a_day_add_up(one: date, shift: int, split: int) -> None:
    other, middle = one + timedelta(days=abs(shift) + split), one + timedelta(days=abs(shift))

    whole = working_days_between(one, middle) + working_days_between(middle, other)
    assert working_days_between(one, other) == whole


@given(day=DAYS)
def test_the_nearest_working_days_stand_either_side(day: date) -> None:
    before, after = on_or_before(day), on_or_after(day)

    assert before <= day <= after < next_working_day(after)
    assert is_working_day(before)
    assert is_working_day(after)
    assert (before == after) == is_working_day(day)
    assert (after - before).days <= 5
    assert next_working_day(day) == next_working_day(before)


@given(
    clock=sampled_from(CLOCKS),
    received=one_of(none(), DAYS),
    published=one_of(none(), DAYS),
    stated=one_of(none(), DAYS),
)
def test_a_clock_prefers_what_is_stated_and_never_claims_too_much(
    clock: Clock, received: date | None, published: date | None, stated: date | None
) -> None:
    reading = clock_due(clock, received, published, stated)

    assert stated is None or reading.due == stated
    assert (reading.due is None) == (reading.basis is Basis.NONE)
    assert not (reading.about and reading.is_deadline)
    assert reading.is_deadline == bool(stated or (clock.verified and (received or published)))
    assert (qualifier(reading) == "about ") == reading.about
    assert reading.cross_check is None or reading.cross_check != reading.due


@given(clock=sampled_from(CLOCKS), received=DAYS, gap=integers(0, 60))
def test_publication_as_a_stand_in_is_never_earlier_than_receipt_would_be(
    clock: Clock, received: date, gap: int
) -> None:
    true = clock_due(clock, received, None)
    stand_in = clock_due(clock, None, received + timedelta(days=gap))

    assert true.due is not None
    assert stand_in.due is not None
    assert true.due <= stand_in.due
    assert clock_due(clock, None, received + timedelta(days=gap), true.due).explained
