"""A concern named as one, or asked about, in the few words people type on a phone; and plans that speak of the same."""

import pytest

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import check

CONCERNS = (
    "child protection concern",
    "Urgent safeguarding issue here",
    "I've got a CP concern",
    "safeguarding concern about a family",
    "child protection concern about a family in Ely",
    "Safeguarding concern about a family, please ring me when you can",
    "Safeguarding concerns about two of our children",
    "I need to report abuse",
    "report child abuse",
    "I'd like to report neglect",
    "how do I raise a safeguarding concern",
    "I need to make a safeguarding referral",
    "she has been trafficked",
    "he was trafficked from Vietnam",
    "he touched her",
    "is this child safe",
    "need advice on a safeguarding matter",
    "my neighbour's children are being neglected",
    "CP referral needed for a family in Ely",
    "there is abuse in this house",
    "he's been sold for drugs",
    "two little ones left on their own",
    "want to whistleblow about abuse",
    "are the kids ok",
    "is she safe",
    "Can someone check on the Smith children, they look hungry",
    "please check on the boy next door",
    "they look hungry and cold",
)
PLANS_AND_UPDATES = (
    "We have reduced the number of child protection concerns waiting",
    "training on reporting abuse",
    "safeguarding concerns are now audited monthly",
    "report on children who have been trafficked",
    "Child protection concerns are screened in a day",
    "The safeguarding concern form is live",
    "Training on how to raise a safeguarding concern about a child",
    "Procedure for a child protection concern about a family agreed",
    "When a child tells you of a safeguarding concern about a family, call the front door",
    "Guide: how do I make a safeguarding referral",
    "Trafficked children have a named worker from day one",
    "National referral mechanism: 4 trafficked young people in the year",
    "Can someone check on the children's centre booking",
    "Please check on the child protection conference numbers",
    "Is the plan ok",
    "Is this safe to publish",
    "The figures look thin",
    "They look ready for sign-off",
    "Report on neglect went to the board",
    "report neglect figures by district",
    "safeguarding",
    "There is neglect training in the home from May",
    "Safeguarding problem solving workshop",
    "CP referral form is needed for all teams",
    "our children are looked after well, says the survey",
    "They look very thin on evidence",
    "Is she ok with the date",
    "Are the young people ok with the new date",
    "Can you visit the young people's forum",
    "Safeguarding concerns about the home were answered in the Reg 44 report",
    "We visit children placed out of county every six weeks",
)


@pytest.mark.parametrize("text", CONCERNS)
def test_a_short_concern_is_met(text: str) -> None:
    assert reads_as_concern(text)
    assert reads_as_concern(f"Hello. {text}")


@pytest.mark.parametrize("text", PLANS_AND_UPDATES)
def test_a_plan_that_speaks_of_concerns_is_none(text: str) -> None:
    assert not reads_as_concern(text)
    assert not reads_as_concern(f'update SG4 on-track "{text}"')
    assert check(text) == () or "4 trafficked" in text
