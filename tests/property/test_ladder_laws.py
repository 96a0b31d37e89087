"""Laws of when people are asked: no step before its time, on a closed day, twice, or missing."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis.strategies import builds, dates, datetimes, integers, lists, none, one_of, sampled_from

from models.rules.deadlines import TimeLimit, due_from
from models.rules.hours import is_open, next_open, opening
from models.rules.ladder import Asked, Ladders, Moment, Step, ladders_from, next_silence, next_step, steps_between
from models.rules.working_days import is_working_day, on_or_after, on_or_before, working_days_between

DAYS = dates(date(2009, 1, 1), date(2034, 12, 31))
ZONES = sampled_from([ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu")])
DATED = sampled_from([TimeLimit.WITHIN_3_MONTHS, TimeLimit.WITHIN_6_MONTHS])
LADDERS = one_of(
    builds(Ladders),
    builds(
        lambda days, limit, silence: Ladders({limit: tuple(days)}, silence),
        lists(integers(0, 90), max_size=8), DATED, integers(1, 90),
    ),
)  # fmt: skip


def steps(asked: Asked, ladders: Ladders, days: int = 400) -> list[Step]:
    return list(steps_between(asked, asked.since, asked.since + timedelta(days=days), ladders))


def asked_about(since: date, limit: TimeLimit, *, answered: int | None = None, delivered: bool = False) -> Asked:
    day = since + timedelta(days=answered) if answered is not None else None
    return Asked(limit, since, due_from(since, limit), day, None, delivered)


ITEMS = builds(
    lambda since, limit, answered, delivered: asked_about(since, limit, answered=answered, delivered=delivered),
    DAYS, sampled_from(TimeLimit), one_of(none(), integers(0, 300)), sampled_from([True, False]),
)  # fmt: skip


@given(asked=ITEMS, ladders=LADDERS)
def test_every_step_is_on_a_working_day_and_none_comes_twice(asked: Asked, ladders: Ladders) -> None:
    found = steps(asked, ladders)
    assert all(is_working_day(step.day) for step in found)
    assert all(one.day < other.day for one, other in pairwise(found))
    assert all(step.day >= asked.since for step in found)


@given(asked=ITEMS, ladders=LADDERS, after=integers(-30, 400), later=integers(0, 60))
def test_a_step_is_found_from_wherever_one_looks(asked: Asked, ladders: Ladders, after: int, later: int) -> None:
    start = asked.since + timedelta(days=after)
    step = next_step(asked, start, ladders)
    assert step is not None
    assert step.day > start
    moved = start + timedelta(days=later)
    again = next_step(asked, moved, ladders)
    assert again is not None
    assert (again == step) == (moved < step.day)


@given(since=DAYS, limit=DATED, ladders=LADDERS)
@example(since=date(2009, 10, 30), limit=TimeLimit.WITHIN_3_MONTHS, ladders=Ladders())
@example(since=date(2009, 10, 30), limit=TimeLimit.WITHIN_6_MONTHS, ladders=Ladders())
def test_no_step_before_a_date_is_missing_and_each_moves_earlier(
    since: date, limit: TimeLimit, ladders: Ladders
) -> None:
    asked = asked_about(since, limit)
    assert asked.due_on is not None
    wanted = {on_or_before(asked.due_on - timedelta(days=days)) for days in ladders.days_before(limit)}
    early = [step.day for step in steps(asked, ladders) if step.moment in (Moment.BEFORE, Moment.ON_THE_DAY)]
    assert early == sorted(day for day in wanted if day >= since)
    assert all(day <= asked.due_on for day in early)


@given(since=DAYS, limit=DATED, ladders=LADDERS)
def test_after_the_date_the_next_working_day_and_weekly_and_never_earlier(
    since: date, limit: TimeLimit, ladders: Ladders
) -> None:
    asked = asked_about(since, limit)
    assert asked.due_on is not None
    late = [step.day for step in steps(asked, ladders) if step.moment is Moment.LATE]
    assert working_days_between(asked.due_on, late[0]) == 1
    assert late == [on_or_after(late[0] + timedelta(days=7 * n)) for n in range(len(late))]


@given(since=DAYS)
def test_an_immediate_item_is_asked_about_every_second_working_day_until_there_is_an_update(since: date) -> None:
    found = steps(asked_about(since, TimeLimit.IMMEDIATELY), Ladders(), days=90)
    assert working_days_between(since, found[0].day) == 1
    assert all(working_days_between(one.day, other.day) == 2 for one, other in pairwise(found))
    assert {step.moment for step in found} == {Moment.AT_ONCE}

    answered = steps(asked_about(since, TimeLimit.IMMEDIATELY, answered=10), Ladders(), days=90)
    assert Moment.AT_ONCE not in {step.moment for step in answered}
    assert answered[0].day == on_or_after(since + timedelta(days=17))


@given(since=DAYS)
@example(since=date(2009, 8, 31))
def test_an_item_without_a_limit_is_asked_about_each_month(since: date) -> None:
    found = steps(Asked(TimeLimit.NONE_STATED, since), Ladders())
    assert {step.moment for step in found} == {Moment.MONTHLY}
    assert len(found) in (12, 13)
    assert all(23 <= (other.day - one.day).days <= 37 for one, other in pairwise(found))


@given(first=DAYS, answered=integers(-300, 300), silence=integers(7, 90), after=integers(-30, 400))
def test_silence_counts_from_the_first_delivered_request_or_the_last_word(
    first: date, answered: int, silence: int, after: int
) -> None:
    word = first + timedelta(days=answered)
    asked = Asked(TimeLimit.WITHIN_6_MONTHS, first, None, word, first)
    step = next_silence(asked, first + timedelta(days=after), Ladders(silence_days=silence))
    assert step is not None
    assert is_working_day(step.day)
    assert (step.day - max(first, word)).days >= silence
    assert step.day > first + timedelta(days=after)
    assert next_silence(Asked(asked.limit, first, None, word, None), first, Ladders()) is None
    assert next_silence(Asked(asked.limit, first, None, word, first, delivered=True), first, Ladders()) is None


@given(now=datetimes(datetime(2009, 1, 1), datetime(2034, 12, 1)), zone=ZONES)  # noqa: DTZ001  because UTC is added below
def test_nobody_is_written_to_outside_their_own_working_hours(now: datetime, zone: ZoneInfo) -> None:
    moment = now.replace(tzinfo=UTC)
    found = next_open(moment, zone)
    local = found.astimezone(zone)
    assert found >= moment
    assert is_open(found, zone)
    assert is_working_day(local.date())
    assert time(9) <= local.time() < time(17)
    assert found == moment or local.time() == time(9)
    assert opening(local.date(), zone).astimezone(zone).date() == local.date()


def test_a_plan_sets_its_own_steps() -> None:
    own = ladders_from({"reminders": {"within_3_months": [10, 3, 3]}, "silence_days": 14})
    assert own.days_before(TimeLimit.WITHIN_3_MONTHS) == (10, 3)
    assert own.days_before(TimeLimit.WITHIN_6_MONTHS) == (56, 28, 14, 7, 1, 0)
    assert own.silence_days == 14
    assert ladders_from({}) == Ladders()
