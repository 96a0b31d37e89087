"""Laws of signing off: never the owner alone, never one person twice, never without proof."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.rules.signoff import (
    Case,
    Hand,
    Lack,
    May,
    Office,
    Second,
    checks_after,
    managers,
    may_confirm,
    may_sign,
    missing,
)
from models.vocabulary import Delivery, Impact

SECONDS = st.builds(Second, st.booleans(), st.booleans(), st.booleans())
HANDS = st.builds(Hand, st.sampled_from(Office), st.booleans(), st.booleans())
CASES = st.builds(
    Case,
    st.sampled_from(Delivery),
    st.sampled_from(Impact),
    st.booleans(),
    st.integers(0, 3),
    st.lists(st.text(min_size=1, max_size=3), max_size=2).map(tuple),
    st.booleans(),
)
NEEDS = st.sampled_from((Impact.EVIDENCED, Impact.SUSTAINED))


@given(HANDS)
def test_nobody_signs_alone_what_they_own_or_whose_owner_they_manage(hand: Hand) -> None:
    if hand.owns or hand.manages:
        assert may_sign(hand) is not May.ALONE


@given(HANDS)
def test_only_an_office_holder_signs(hand: Hand) -> None:
    if hand.office in (Office.MEMBER, Office.NONE):
        assert may_sign(hand) in (May.OWNS_IT, May.NO_OFFICE)
    if hand.owns and hand.office is not Office.CHAIR:
        assert may_sign(hand) is May.OWNS_IT


@given(HANDS, SECONDS)
def test_a_confirmation_comes_from_another_member_with_no_part_in_the_item(hand: Hand, second: Second) -> None:
    part = hand.owns or hand.manages or second.signed_it
    assert may_confirm(hand, second) is (
        hand.office is not Office.NONE and not part and not second.in_line and not second.chosen
    )


@given(HANDS)
def test_whoever_needs_a_second_member_cannot_be_one(hand: Hand) -> None:
    if may_sign(hand) is May.WITH_ANOTHER:
        assert not may_confirm(hand, Second())


@given(CASES, NEEDS)
def test_nothing_is_signed_without_proof_and_everything_missing_is_said(case: Case, needs: Impact) -> None:
    lacks = missing(case, needs)
    if not lacks:
        assert case.proof
        assert case.against == 0
        assert case.delivery is Delivery.COMPLETED
        assert case.impact in (Impact.EVIDENCED, Impact.SUSTAINED)
        assert not case.late
        assert not case.dropped
    assert (Lack.AGAINST in lacks) is (case.against > 0)
    assert (Lack.LATE_ACTIONS in lacks) is bool(case.late)


@given(CASES)
def test_asking_for_more_never_finds_less_missing(case: Case) -> None:
    assert set(missing(case, Impact.EVIDENCED)) <= set(missing(case, Impact.SUSTAINED))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_checks_come_three_and_six_months_later(signed_on: date) -> None:
    first, second = checks_after(signed_on)
    assert signed_on < first < second
    assert (first.year * 12 + first.month) - (signed_on.year * 12 + signed_on.month) == 3
    assert (second.year * 12 + second.month) - (signed_on.year * 12 + signed_on.month) == 6
    assert first.day <= signed_on.day


LINES = st.dictionaries(st.integers(1, 8), st.integers(1, 8), max_size=8)


@given(st.sets(st.integers(1, 8), max_size=4), LINES)
def test_everybody_above_is_found_and_nobody_else_whatever_the_line(people: set[int], line: dict[int, int]) -> None:
    found = managers(people, line)
    for each in people | found:
        assert line.get(each) is None or line[each] in found
    assert found <= set(line.values())
    assert managers(found, line) <= found
