"""Laws of retention: what is live, held or within its years is never erased, whatever the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.retention import DEFAULTS, Kept, RecordType, counts_from, erase_on, may_erase

TYPES = st.sampled_from(list(RecordType))
DAYS = st.dates(date(1990, 1, 1), date(2150, 1, 1))
PERIODS = st.fixed_dictionaries({kind: st.none() | st.integers(1, 100) for kind in RecordType})


def test_every_type_has_a_period() -> None:
    assert set(DEFAULTS) == set(RecordType)


@given(kind=TYPES, periods=PERIODS, today=DAYS, held=st.booleans())
def test_nothing_of_a_live_plan_is_erased(
    kind: RecordType, periods: dict[RecordType, int | None], today: date, *, held: bool
) -> None:
    assert not may_erase(Kept(kind, None, held), periods, today)


@given(TYPES, PERIODS, DAYS, DAYS)
def test_nothing_under_a_legal_hold_is_erased(
    kind: RecordType, periods: dict[RecordType, int | None], since: date, today: date
) -> None:
    assert not may_erase(Kept(kind, since, held=True), periods, today)


@given(TYPES, PERIODS, DAYS, DAYS)
def test_what_is_erased_was_kept_for_all_its_years(
    kind: RecordType, periods: dict[RecordType, int | None], since: date, today: date
) -> None:
    years = periods[kind]
    if may_erase(Kept(kind, since), periods, today):
        assert years is not None
        assert today >= since + timedelta(days=365 * years)
        assert (today.year - since.year, today.month, today.day) >= (years, since.month, since.day)


@given(TYPES, PERIODS, DAYS, st.integers(0, 40_000))
def test_once_a_record_may_be_erased_it_may_be_later_too(
    kind: RecordType, periods: dict[RecordType, int | None], since: date, days: int
) -> None:
    due = erase_on(Kept(kind, since), periods)
    if due is not None:
        assert may_erase(Kept(kind, since), periods, due + timedelta(days=days))
        assert not may_erase(Kept(kind, since), periods, due - timedelta(days=1))


@given(st.lists(st.none() | DAYS, max_size=4), st.none() | DAYS)
def test_time_begins_with_the_last_of_the_plans_and_never_while_one_is_live(
    ended: list[date | None], happened: date | None
) -> None:
    since = counts_from(ended, happened)
    if None in ended:
        assert since is None
    elif since is not None:
        assert all(day is not None and since >= day for day in ended)
        assert happened is None or since >= happened


def test_the_leap_day_is_followed_by_the_first_of_march() -> None:
    assert erase_on(Kept(RecordType.UPDATES, date(2012, 2, 29)), DEFAULTS) == date(2018, 3, 1)
