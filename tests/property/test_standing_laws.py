"""What must hold of where an item stands, whatever is known of it and whatever colours a plan chose."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.cards.words import why
from models.card import Tone
from models.rules.deadlines import TimeLimit
from models.rules.standing import (
    SEVERITY,
    Facts,
    Key,
    LateAction,
    Standing,
    Why,
    delivery_standing,
    judge,
    overdue,
    shown_delivery,
    with_board,
)
from models.vocabulary import Delivery, SignOff

DAYS = st.dates(date(2009, 1, 1), date(2035, 12, 31))
OPEN = [word for word in Delivery if word not in (Delivery.COMPLETED, Delivery.PAUSED)]
DEFAULT = Key()

all_facts = st.builds(
    Facts,
    delivery=st.sampled_from(Delivery),
    sign_off=st.sampled_from(SignOff),
    limit=st.sampled_from(TimeLimit),
    due_on=st.none() | DAYS,
    silent_since=st.none() | DAYS,
    open_actions=st.frozensets(st.sampled_from(OPEN)),
    late_action=st.none() | st.builds(LateAction, st.just("4.2"), DAYS),
    proof=st.booleans(),
    needs_proof=st.booleans(),
    wanted_by=st.none() | DAYS,
)
keys = st.builds(
    Key,
    tones=st.fixed_dictionaries({standing: st.sampled_from(Tone) for standing in Standing}),
    words=st.fixed_dictionaries({standing: st.text(min_size=1, max_size=9) for standing in Standing}),
    silence_days=st.integers(1, 400),
    evidence_days=st.integers(0, 400),
)


def seriousness(facts: Facts, today: date, key: Key = DEFAULT) -> int:
    """How serious the colour is; 0 is red."""
    return SEVERITY.index(key.tones[judge(facts, today, key).standing])


@given(facts=all_facts, today=DAYS, wait=st.integers(0, 400))
def test_an_item_never_gets_greener_by_waiting(facts: Facts, today: date, wait: int) -> None:
    assert seriousness(facts, today + timedelta(days=wait)) <= seriousness(facts, today)


@given(facts=all_facts, today=DAYS, worse=st.sampled_from([Delivery.OFF_TRACK, Delivery.AT_RISK]))
def test_a_worse_action_never_improves_an_item(facts: Facts, today: date, worse: Delivery) -> None:
    burdened = facts._replace(open_actions=facts.open_actions | {worse})
    assert seriousness(burdened, today) <= seriousness(facts, today)
    shown, before = (shown_delivery(facts.delivery, each.open_actions) for each in (burdened, facts))
    assert SEVERITY.index(DEFAULT.tones[delivery_standing(shown)]) <= SEVERITY.index(
        DEFAULT.tones[delivery_standing(before)]
    )


@given(facts=all_facts, today=DAYS, late=st.integers(1, 400))
def test_a_late_action_never_improves_an_item(facts: Facts, today: date, late: int) -> None:
    burdened = facts._replace(late_action=LateAction("2.1", today - timedelta(days=late)))
    assert seriousness(burdened, today) <= seriousness(facts, today)


@given(facts=all_facts, today=DAYS)
def test_losing_proof_never_improves_an_item(facts: Facts, today: date) -> None:
    assert seriousness(facts._replace(proof=False), today) <= seriousness(facts._replace(proof=True), today)


@given(facts=all_facts, today=DAYS, by=DAYS)
def test_what_a_board_wants_never_improves_an_item_and_leaves_it_no_green(facts: Facts, today: date, by: date) -> None:
    wanted = facts._replace(wanted_by=by)
    assert seriousness(wanted, today) <= seriousness(facts._replace(wanted_by=None), today)
    if facts.sign_off is not SignOff.SIGNED_OFF and facts.delivery is not Delivery.PAUSED:
        assert seriousness(wanted, today) <= SEVERITY.index(Tone.AMBER)


@given(facts=all_facts, today=DAYS)
def test_asking_for_sign_off_never_hides_what_is_wrong(facts: Facts, today: date) -> None:
    before = facts._replace(sign_off=SignOff.NOT_REQUESTED)
    asked = facts._replace(sign_off=SignOff.REQUESTED)
    assert seriousness(asked, today) == seriousness(before, today)


@given(facts=all_facts, today=DAYS)
def test_signed_off_is_blue_and_nothing_else_is(facts: Facts, today: date) -> None:
    blue = DEFAULT.tones[judge(facts, today, DEFAULT).standing] is Tone.BLUE
    assert blue is (facts.sign_off is SignOff.SIGNED_OFF)


@given(facts=all_facts, today=DAYS, key=keys)
def test_every_item_has_a_standing_a_colour_a_word_and_a_reason(facts: Facts, today: date, key: Key) -> None:
    verdict = judge(facts, today, key)
    assert key.tones[verdict.standing] in SEVERITY
    assert key.words[verdict.standing]
    assert all(why(reason) for reason in verdict.reasons)
    assert len(set(verdict.reasons)) == len(verdict.reasons) >= 1


@given(facts=all_facts, today=DAYS, board=st.none() | st.sampled_from(Delivery), key=keys)
def test_a_board_is_heard_where_it_is_worse_and_only_there(
    facts: Facts, today: date, board: Delivery | None, key: Key
) -> None:
    own = judge(facts, today, key)
    headed = with_board(own, board, "the board", key)
    theirs = SEVERITY.index(key.tones[delivery_standing(board)]) if board else len(SEVERITY)
    ours = SEVERITY.index(key.tones[own.standing])
    assert SEVERITY.index(key.tones[headed.standing]) == min(ours, theirs)
    assert (headed is own) is (ours <= theirs)


@given(facts=all_facts, today=DAYS)
def test_overdue_is_past_the_original_limit_and_not_signed_off(facts: Facts, today: date) -> None:
    if facts.earliest or facts.due_on is None or facts.sign_off is SignOff.SIGNED_OFF or today <= facts.due_on:
        assert not overdue(facts, today)
    elif facts.limit is not TimeLimit.IMMEDIATELY:
        assert overdue(facts, today)


@given(facts=all_facts, today=DAYS)
def test_overdue_and_undelivered_is_red(facts: Facts, today: date) -> None:
    delivered = shown_delivery(facts.delivery, facts.open_actions) is Delivery.COMPLETED
    if overdue(facts, today) and not delivered:
        assert seriousness(facts, today) == SEVERITY.index(Tone.RED)


@given(facts=all_facts, today=DAYS)
def test_without_a_date_nothing_is_green_but_what_is_done(facts: Facts, today: date) -> None:
    undated = facts._replace(due_on=None, needs_proof=True)
    assert seriousness(undated, today) <= SEVERITY.index(Tone.GREY) or facts.sign_off is SignOff.SIGNED_OFF


@given(facts=all_facts, today=DAYS, key=keys)
def test_a_limit_that_may_be_later_never_makes_an_item_late(facts: Facts, today: date, key: Key) -> None:
    verdict = judge(facts._replace(earliest=True), today, key)
    assert verdict.standing is not Standing.OVERDUE
    assert not {Why.PAST_LIMIT, Why.PAST_DATE} & {reason.why for reason in verdict.reasons}
