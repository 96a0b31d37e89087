"""Laws of days and partial dates, from 2009 to 2035."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis.strategies import (
    SearchStrategy,
    builds,
    dates,
    datetimes,
    integers,
    just,
    none,
    one_of,
    sampled_from,
    timedeltas,
)

from models.rules.dates import (
    NO_DATE,
    PartialDate,
    Precision,
    exactly,
    local_day,
    parse_day,
    parse_partial,
    parse_written,
    say_day,
    say_day_long,
    say_month,
    say_partial,
    say_range,
)

FIRST, LAST = date(2009, 1, 1), date(2035, 12, 31)
LONDON = "Europe/London"


def month_ends() -> SearchStrategy[date]:
    return builds(
        lambda year, month: date(year, month, monthrange(year, month)[1]),
        integers(2009, 2035),
        integers(1, 12),
    )


def days() -> SearchStrategy[date]:
    leap_days = sampled_from([date(year, 2, 29) for year in range(2012, 2036, 4)])
    return one_of(dates(FIRST, LAST), month_ends(), leap_days)


def partial_dates() -> SearchStrategy[PartialDate]:
    pointed = sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.MEETING, Precision.AFTER])
    spans = builds(
        lambda on, precision, length: PartialDate(on, precision, end=length and on + length),
        days(),
        sampled_from([Precision.RANGE, Precision.MEETING]),
        one_of(none(), timedeltas(timedelta(0), timedelta(days=400))),
    )
    unknown = sampled_from([Precision.ONGOING, Precision.NONE, Precision.MEETING, Precision.AFTER])
    return one_of(builds(PartialDate, days(), pointed), spans, builds(PartialDate, just(None), unknown))


@given(day=days(), today=days())
def test_a_day_that_is_said_is_read_back(day: date, today: date) -> None:
    assert parse_day(say_day(day), today) == day
    assert parse_day(say_day_long(day), today) == day
    assert parse_day(day.isoformat(), today) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}", today) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year % 100:02d}", today) == day


@given(day=days(), today=days())
def test_a_month_and_a_year_that_are_said_are_read_back(day: date, today: date) -> None:
    assert say_partial(parse_written(say_month(day), today)) == say_month(day)
    assert say_partial(parse_written(str(day.year), today)) == str(day.year)


@given(first=days(), last=days(), today=days())
def test_a_range_that_is_said_is_read_back(first: date, last: date, today: date) -> None:
    first, last = sorted((first, last))
    read = parse_written(say_range(first, last), today)

    assert (read.first_day, read.last_day) == (first, last)


@given(day=days(), today=days())
@example(day=date(2012, 2, 29), today=date(2011, 3, 1))
def test_without_a_year_the_day_read_is_the_next_or_is_refused(day: date, today: date) -> None:
    try:
        read = parse_day(say_day(day).rpartition(" ")[0], today)
    except ValueError:
        return
    assert (read.day, read.month) == (day.day, day.month)
    assert today <= read <= today + timedelta(days=366 * 2)


@given(text=one_of(builds(lambda *n: "/".join(map(str, n)), integers(0, 99), integers(0, 99), integers(0, 9999))))
def test_numbers_are_read_day_first_or_refused_in_a_sentence(text: str) -> None:
    try:
        read = parse_day(text, FIRST)
    except ValueError as refused:
        assert str(refused).endswith(".")  # noqa: PT017  because reading it is also allowed
        return
    assert [read.day, read.month] == [int(part) for part in text.split("/")[:2]]


@given(value=days())
def test_a_plan_files_day_month_and_year_nest(value: date) -> None:
    day, month, year = (parse_partial(value.isoformat()[:length]) for length in (10, 7, 4))

    assert day == exactly(value) == parse_partial(value)
    assert year == parse_partial(value.year)
    bounds = [bound for found in (year, month, day) if (bound := found.first_day)]
    bounds += [bound for found in (day, month, year) if (bound := found.last_day)]
    assert bounds == sorted(bounds)
    assert len(bounds) == 6


@given(when=partial_dates())
def test_the_first_day_is_never_after_the_last(when: PartialDate) -> None:
    if when.first_day and when.last_day:
        assert when.first_day <= when.last_day


@given(when=partial_dates(), today=days())
def test_a_date_is_late_exactly_when_days_have_passed_since_its_first_possible_day(
    when: PartialDate, today: date
) -> None:
    passed = when.days_from(today)

    assert when.is_late(today) == (passed is not None and passed > 0)
    assert (passed is None) == (when.first_day is None)


@given(when=partial_dates(), today=days(), wait=integers(0, 400))
def test_a_late_date_stays_late(when: PartialDate, today: date, wait: int) -> None:
    if when.is_late(today):
        assert when.is_late(today + timedelta(days=wait))


@given(when=partial_dates())
def test_every_date_can_be_said(when: PartialDate) -> None:
    said = say_partial(when)

    assert said
    assert (said == "no date") == (when.first_day is None and when.precision is not Precision.ONGOING)
    assert say_partial(PartialDate(when.on, when.precision, "as printed", when.end)) == "as printed"


@given(naive=datetimes(datetime(2009, 1, 1), datetime(2035, 12, 30)))  # noqa: DTZ001  because Hypothesis asks for these
def test_a_moments_day_is_the_one_on_the_wall_clock(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    day = local_day(moment, LONDON)

    assert day == moment.astimezone(ZoneInfo(LONDON)).date()
    assert moment.date() <= day <= (moment + timedelta(hours=1)).date()
    assert local_day(moment.astimezone(ZoneInfo("Pacific/Auckland")), LONDON) == day


@given(day=dates(FIRST, LAST), hour=integers(3, 23), minute=integers(0, 59))
def test_clock_changes_never_move_a_day(day: date, hour: int, minute: int) -> None:
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(LONDON))

    assert local_day(wall.astimezone(UTC), LONDON) == day


@given(day=dates(FIRST, LAST))
def test_a_days_first_and_last_moments_are_its_own(day: date) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(LONDON)).astimezone(UTC)

    assert local_day(midnight, LONDON) == day
    assert local_day(midnight - timedelta(microseconds=1), LONDON) == day - timedelta(days=1)


def test_no_date_is_one_value() -> None:
    assert parse_partial(None) == NO_DATE
