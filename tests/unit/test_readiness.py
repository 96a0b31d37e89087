"""Readiness by judgement area, assurance sentence by sentence, and limiting judgements beside published grades."""

import pytest

from handlers.cards.readiness import met
from handlers.overview import Line
from models.rules.frameworks import SLAC, Published, beside, limiting
from models.rules.standing import Reason, Standing, Verdict, Why
from models.vocabulary import Delivery, Impact, SignOff

LAC = "Services for looked after children"


def line(delivery: Delivery, impact: Impact, sign_off: SignOff, *, proof: bool = False, late: int = 0) -> Line:
    reasons = (Reason(Why.PAST_LIMIT, late),) if late else (Reason(Why.ON_TRACK),)
    verdict = Verdict(Standing.ON_TRACK, reasons)
    return Line(
        id=1, label="SG1", text="Allocate referrals", due_on=None, due=None, delivery=delivery, impact=impact,
        sign_off=sign_off, verdict=verdict, overdue=bool(late), proof=proof, silent_days=None, position=1,
    )  # fmt: skip


def test_bath_2012_shows_that_a_tendency_is_not_a_prediction() -> None:
    published = [
        Published(LAC, "Outcomes for looked after children and care leavers: being healthy", "Inadequate"),
        Published(LAC, "Overall effectiveness", "Good"),
    ]
    first = next(bearing for bearing in beside(SLAC, published) if bearing.rule.key == "LAC-L1")
    assert [each.grade for each in first.met_by] == ["Inadequate"]
    assert first.published is not None
    assert first.published.grade == "Good"


def test_the_two_rules_on_equality_keep_their_own_strength() -> None:
    outcomes = {rule.key: rule.outcome for rule in SLAC if rule.triggers == ("equality and diversity",)}
    assert outcomes == {"SG-L3": "unlikely to be adequate", "LAC-L4": "likely to be inadequate"}


@pytest.mark.parametrize("grade", [None, "", "Requires improvement"])
def test_a_grade_that_is_not_on_the_scale_meets_no_rule(grade: str | None) -> None:
    assert not any(bearing.met_by for bearing in beside(SLAC, [Published(LAC, "Staying safe", grade)]))


def test_only_the_framework_whose_rules_are_known_has_any() -> None:
    assert len(limiting("SLAC")) == 7
    assert limiting("ILACS") == ()


def test_the_director_can_say_an_item_is_met_only_when_the_board_signed_it_off() -> None:
    signed = line(Delivery.COMPLETED, Impact.EVIDENCED, SignOff.SIGNED_OFF, proof=True)
    assert met(signed, None) == "We can formally say this is met, because the board has signed it off."


@pytest.mark.parametrize("sign_off", [each for each in SignOff if each is not SignOff.SIGNED_OFF])
@pytest.mark.parametrize("impact", list(Impact))
def test_nothing_short_of_sign_off_lets_the_director_say_it(impact: Impact, sign_off: SignOff) -> None:
    said = met(line(Delivery.COMPLETED, impact, sign_off, proof=True), None)
    assert said.startswith("We cannot formally say this is met, because ")


def test_the_reasons_name_delivery_impact_sign_off_and_lateness() -> None:
    said = met(line(Delivery.OFF_TRACK, Impact.NONE_STATED, SignOff.NOT_REQUESTED, late=67), None)
    assert said == (
        "We cannot formally say this is met, because delivery is off track, no impact is stated, the board has not "
        "been asked to sign it off and it is 67 days past its limit."
    )
