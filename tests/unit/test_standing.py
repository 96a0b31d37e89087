"""The default key as the plan prints it: blue, red, amber, grey, otherwise green, each for its reason."""

from datetime import date
from typing import Any

import pytest

from models.card import Tone
from models.rules.deadlines import TimeLimit
from models.rules.standing import (
    Facts,
    Key,
    LateAction,
    Standing,
    Why,
    judge,
    key_from,
    overdue,
    shown_delivery,
    with_board,
)
from models.vocabulary import Delivery, SignOff

TODAY = date(2010, 4, 7)
KEY = Key()
FAR = date(2010, 9, 30)
SOON = date(2010, 5, 5)  # 28 days
PAST = date(2010, 1, 30)
JUST_HEARD = date(2010, 4, 1)
LATE = LateAction("4.2", date(2010, 3, 26))


def facts(delivery: Delivery = Delivery.ON_TRACK, **more: Any) -> Facts:
    """An item with nothing to say of it, but for what is given."""
    usual: dict[str, Any] = {"due_on": FAR, "silent_since": JUST_HEARD}
    return Facts(delivery, **usual | more)


@pytest.mark.parametrize(
    ("given", "tone", "standing", "why"),
    [
        # Blue: signed off, whatever else is known of it.
        (facts(Delivery.COMPLETED, sign_off=SignOff.SIGNED_OFF), Tone.BLUE, Standing.SIGNED_OFF, Why.SIGNED_OFF),
        (
            facts(Delivery.OFF_TRACK, sign_off=SignOff.SIGNED_OFF, due_on=PAST, late_action=LATE),
            Tone.BLUE, Standing.SIGNED_OFF, Why.SIGNED_OFF,
        ),
        (facts(Delivery.COMPLETED, sign_off=SignOff.SIGNED_OFF, due_on=None), Tone.BLUE, Standing.SIGNED_OFF, Why.SIGNED_OFF),
        # Red: off track, or past its limit undelivered.
        (facts(Delivery.OFF_TRACK), Tone.RED, Standing.OFF_TRACK, Why.OFF_TRACK),
        (facts(open_actions=frozenset({Delivery.OFF_TRACK})), Tone.RED, Standing.OFF_TRACK, Why.ACTION_OFF_TRACK),
        (facts(due_on=PAST), Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT),
        (facts(Delivery.NOT_STARTED, due_on=PAST), Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT),
        (facts(Delivery.PAUSED, due_on=PAST), Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT),
        (facts(Delivery.OFF_TRACK, due_on=PAST), Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT),
        (facts(due_on=PAST, proof=True, sign_off=SignOff.REQUESTED), Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT),
        (facts(Delivery.OFF_TRACK, sign_off=SignOff.REQUESTED), Tone.RED, Standing.OFF_TRACK, Why.OFF_TRACK),
        # Its owner says completed, an action under it says otherwise: it is not delivered.
        (
            facts(Delivery.COMPLETED, due_on=PAST, proof=True, open_actions=frozenset({Delivery.AT_RISK})),
            Tone.RED, Standing.OVERDUE, Why.PAST_LIMIT,
        ),
        # Amber: at risk, an action past its date, 28 days' silence, or evidence missing once it matters.
        (facts(Delivery.AT_RISK), Tone.AMBER, Standing.AT_RISK, Why.AT_RISK),
        (facts(open_actions=frozenset({Delivery.AT_RISK})), Tone.AMBER, Standing.AT_RISK, Why.ACTION_AT_RISK),
        (facts(late_action=LATE), Tone.AMBER, Standing.AT_RISK, Why.ACTION_LATE),
        (facts(silent_since=date(2010, 3, 10)), Tone.AMBER, Standing.AT_RISK, Why.SILENT),
        (facts(due_on=SOON), Tone.AMBER, Standing.AT_RISK, Why.EVIDENCE_DUE),
        (facts(due_on=SOON, against=True), Tone.AMBER, Standing.AT_RISK, Why.AGAINST),
        (facts(Delivery.COMPLETED), Tone.AMBER, Standing.COMPLETED_UNPROVED, Why.UNPROVED),
        (facts(Delivery.COMPLETED, against=True), Tone.AMBER, Standing.COMPLETED_UNPROVED, Why.COMPLETED_AGAINST),
        (facts(Delivery.COMPLETED, due_on=PAST), Tone.AMBER, Standing.COMPLETED_UNPROVED, Why.UNPROVED),
        (
            facts(Delivery.COMPLETED, sign_off=SignOff.REQUESTED),
            Tone.AMBER, Standing.COMPLETED_UNPROVED, Why.UNPROVED,
        ),
        (facts(Delivery.PAUSED, late_action=LATE), Tone.AMBER, Standing.AT_RISK, Why.ACTION_LATE),
        (facts(due_on=None, silent_since=date(2010, 3, 10)), Tone.AMBER, Standing.AT_RISK, Why.SILENT),
        # Grey: not enough evidence to judge, or no date.
        (facts(Delivery.NOT_ENOUGH_EVIDENCE), Tone.GREY, Standing.NOT_ENOUGH_EVIDENCE, Why.NOT_ENOUGH),
        (
            facts(open_actions=frozenset({Delivery.NOT_ENOUGH_EVIDENCE})),
            Tone.GREY, Standing.NOT_ENOUGH_EVIDENCE, Why.ACTION_NOT_ENOUGH,
        ),
        (facts(due_on=None), Tone.GREY, Standing.NOT_ENOUGH_EVIDENCE, Why.NO_DATE),
        (facts(Delivery.PAUSED), Tone.GREY, Standing.PAUSED, Why.PAUSED),
        (facts(Delivery.PAUSED, due_on=None), Tone.GREY, Standing.PAUSED, Why.PAUSED),
        # Otherwise green.
        (facts(), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(Delivery.NOT_STARTED), Tone.GREEN, Standing.NOT_STARTED, Why.NOT_STARTED),
        (facts(due_on=SOON, proof=True), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(due_on=date(2010, 5, 6)), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(silent_since=date(2010, 3, 11)), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(silent_since=None), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(Delivery.COMPLETED, proof=True), Tone.GREEN, Standing.ON_TRACK, Why.PROVED),
        (facts(Delivery.COMPLETED, proof=True, due_on=PAST), Tone.GREEN, Standing.ON_TRACK, Why.PROVED),
        (
            facts(Delivery.COMPLETED, proof=True, silent_since=date(2009, 10, 1)),
            Tone.GREEN, Standing.ON_TRACK, Why.PROVED,
        ),
        (
            facts(Delivery.COMPLETED, proof=True, due_on=PAST, sign_off=SignOff.REQUESTED),
            Tone.GREEN, Standing.AWAITING_SIGN_OFF, Why.REQUESTED,
        ),
        (facts(Delivery.COMPLETED, proof=True, sign_off=SignOff.RETURNED), Tone.GREEN, Standing.ON_TRACK, Why.PROVED),
        (facts(Delivery.COMPLETED, proof=True, sign_off=SignOff.REOPENED), Tone.GREEN, Standing.ON_TRACK, Why.PROVED),
        # An action has a date of its own, and nobody asks it for proof of impact.
        (facts(needs_proof=False, due_on=SOON), Tone.GREEN, Standing.ON_TRACK, Why.ON_TRACK),
        (facts(needs_proof=False, due_on=PAST), Tone.RED, Standing.OVERDUE, Why.PAST_DATE),
        (facts(Delivery.COMPLETED, needs_proof=False), Tone.GREEN, Standing.ON_TRACK, Why.DONE),
        (facts(Delivery.COMPLETED, needs_proof=False, due_on=None), Tone.GREEN, Standing.ON_TRACK, Why.DONE),
    ],
)  # fmt: skip
def test_the_default_key(given: Facts, tone: Tone, standing: Standing, why: Why) -> None:
    verdict = judge(given, TODAY, KEY)
    assert (verdict.standing, verdict.reasons[0].why) == (standing, why)
    assert KEY.tones[verdict.standing] is tone


def test_reasons_carry_the_days_and_the_name() -> None:
    reason = judge(facts(late_action=LATE), TODAY, KEY).reasons[0]
    assert (reason.days, reason.name) == (12, "4.2")
    assert judge(facts(due_on=PAST), TODAY, KEY).reasons[0].days == 67
    assert judge(facts(silent_since=date(2010, 3, 3)), TODAY, KEY).reasons[0].days == 35


def test_what_else_is_wrong_is_still_told() -> None:
    given = facts(due_on=PAST, late_action=LATE, silent_since=PAST, sign_off=SignOff.REQUESTED)
    told = [reason.why for reason in judge(given, TODAY, KEY).reasons]
    assert told == [Why.PAST_LIMIT, Why.ACTION_LATE, Why.SILENT, Why.EVIDENCE_DUE, Why.REQUESTED]


def test_nothing_is_told_of_what_is_settled() -> None:
    given = facts(Delivery.ON_TRACK, due_on=None, late_action=LATE, sign_off=SignOff.SIGNED_OFF)
    assert [reason.why for reason in judge(given, TODAY, KEY).reasons] == [Why.SIGNED_OFF]


@pytest.mark.parametrize(
    ("given", "late"),
    [
        (facts(due_on=date(2010, 4, 6)), True),
        (facts(due_on=TODAY), False),
        (facts(due_on=None), False),
        (facts(Delivery.COMPLETED, due_on=PAST), True),
        (facts(Delivery.COMPLETED, due_on=PAST, sign_off=SignOff.REQUESTED), True),
        (facts(Delivery.COMPLETED, due_on=PAST, sign_off=SignOff.SIGNED_OFF), False),
        # "Immediately" is late from the first working day after publication: Easter 2010 ended on 5 April.
        (facts(due_on=date(2010, 4, 1), limit=TimeLimit.IMMEDIATELY), True),
    ],
)
def test_overdue_is_past_the_original_limit_and_not_signed_off(given: Facts, late: bool) -> None:  # noqa: FBT001  because it is one answer of a table
    assert overdue(given, TODAY) is late


def test_what_was_wanted_at_once_is_not_late_before_a_working_day_has_passed() -> None:
    published = facts(due_on=date(2010, 4, 1), limit=TimeLimit.IMMEDIATELY)
    assert not overdue(published, date(2010, 4, 5))  # Easter Monday
    assert overdue(published, date(2010, 4, 6))


@pytest.mark.parametrize(
    ("owner", "actions", "shown"),
    [
        (Delivery.ON_TRACK, {Delivery.AT_RISK, Delivery.ON_TRACK}, Delivery.AT_RISK),
        (Delivery.COMPLETED, {Delivery.OFF_TRACK}, Delivery.OFF_TRACK),
        (Delivery.OFF_TRACK, {Delivery.AT_RISK}, Delivery.OFF_TRACK),
        (Delivery.ON_TRACK, {Delivery.NOT_ENOUGH_EVIDENCE}, Delivery.NOT_ENOUGH_EVIDENCE),
        (Delivery.PAUSED, set(), Delivery.PAUSED),
    ],
)
def test_the_owner_is_never_shown_better_than_the_worst_open_action(
    owner: Delivery, actions: set[Delivery], shown: Delivery
) -> None:
    assert shown_delivery(owner, frozenset(actions)) is shown


def test_the_worse_of_owner_and_board_heads_the_card() -> None:
    on_track = judge(facts(), TODAY, KEY)
    headed = with_board(on_track, Delivery.OFF_TRACK, "Programme Board", KEY)
    assert headed.standing is Standing.OFF_TRACK
    assert (headed.reasons[0].why, headed.reasons[0].name) == (Why.BOARD, "Programme Board judged it off track")
    assert headed.reasons[1:] == on_track.reasons


@pytest.mark.parametrize("board", [None, Delivery.COMPLETED, Delivery.ON_TRACK, Delivery.AT_RISK])
def test_a_board_that_is_no_worse_changes_nothing(board: Delivery | None) -> None:
    at_risk = judge(facts(Delivery.AT_RISK), TODAY, KEY)
    assert with_board(at_risk, board, "Programme Board", KEY) is at_risk


def test_a_plan_may_replace_words_colours_and_thresholds() -> None:
    settings = {
        "colour_key": {standing.value: {"colour": "red", "word": "Stop"} for standing in Standing},
        "silence_days": 7,
        "evidence_days": 0,
    }
    key = key_from(settings)
    assert set(key.tones.values()) == {Tone.RED}
    assert set(key.words.values()) == {"Stop"}
    assert judge(facts(silent_since=date(2010, 3, 31), due_on=SOON), TODAY, key).reasons[0].why is Why.SILENT
    assert judge(facts(due_on=SOON), TODAY, key).standing is Standing.ON_TRACK


def test_a_key_that_misses_a_standing_is_refused() -> None:
    whole = {standing.value: {"colour": "red", "word": "Stop"} for standing in Standing}
    del whole["paused"]
    with pytest.raises(ValueError, match="no colour for paused"):
        key_from({"colour_key": whole})
    with pytest.raises(ValueError, match="mauve"):
        key_from({"colour_key": {**whole, "paused": {"colour": "mauve", "word": "Stop"}}})


def test_a_plan_that_says_nothing_has_the_default_key() -> None:
    assert key_from({}) == KEY
    assert key_from({}) is key_from({})
