"""How often Teams lets a bot write: kept to in every window, and never longer waited for than that takes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.teams.limits import Limits

WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))


def made(limits: Limits, conversation: str, count: int, start: float = 0.0) -> list[float]:
    """When so many calls are made, each as soon as it may be."""
    now, times = start, []
    for _ in range(count):
        now += limits.wait(conversation, now)
        limits.make(conversation, now)
        times.append(now)
    return times


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= each < start + seconds for each in times) for start in times)


def test_a_conversation_never_gets_more_than_teams_allows_in_any_window() -> None:
    times = made(Limits(1_000), "a:1", 2_000)
    for most, seconds in WINDOWS:
        assert most_within(times, seconds - 1e-6) <= most


def test_the_first_few_go_at_once() -> None:
    assert made(Limits(20), "a:1", 7) == [0.0] * 7


def test_one_conversation_does_not_hold_up_another() -> None:
    limits = Limits(20)
    made(limits, "a:1", 7)
    assert limits.wait("a:1", 0.0) > 0
    assert limits.wait("a:2", 0.0) == 0


@given(per_second=st.integers(1, 50), count=st.integers(1, 120))
def test_a_tenant_never_gets_more_than_it_was_set_to(per_second: int, count: int) -> None:
    limits, now, times = Limits(per_second), 0.0, []
    for number in range(count):
        now += limits.wait(f"a:{number}", now)
        limits.make(f"a:{number}", now)
        times.append(now)
    assert most_within(times, 1.0 - 1e-6) <= per_second


def test_what_teams_asked_is_waited_for_in_that_conversation() -> None:
    limits = Limits(20)
    limits.hold("a:1", 40.0)
    assert (limits.wait("a:1", 10.0), limits.wait("a:2", 10.0), limits.wait("a:1", 40.0)) == (30.0, 0.0, 0.0)


def test_conversations_that_nobody_writes_in_are_forgotten() -> None:
    limits = Limits(50)
    for number in range(5_000):
        limits.make(f"a:{number}", number * 10.0)
    assert len(limits._conversations) <= 2_001
