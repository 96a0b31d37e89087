"""A child by name or initials, with what happens to children in care and hardly to colleagues. All of it is invented."""

import pytest

from models.rules.identifiers import Certainty, IdentifierKind, check

NAMED = (
    "Aisha Khan moved placement last week. Her social worker says she is settled.",
    "Aisha Khan now lives with foster carers in Ely",
    "We placed Aisha with her aunt",
    "We have placed Nia Okonjo with new foster carers",
    "Tyler and his sister live with foster carers",
    "Amira Khan is now with foster carers",
    "Liam Byrne left his placement on Sunday",
    "Keisha moved placement again",
    "A.K. has moved to new carers in March 2010",
    "M.T. returned home",
    "AK and MT have moved placement",
    "AK went missing again",
    "Marek and his brother are in a new placement",
    "Shanice lost her placement",
    "Isaac was taken to his new carers",
    "E.J. has been moved again",
    "A.K.'s social worker left",
)
OF_WORK = (
    "Sarah moved to a new home team in Ely",
    "Emma Smith now leads the placement team",
    "James Hall now works with foster carers in Ely",
    "Priya met with foster carers at the forum in March",
    "Emma has a new social worker in her team",
    "Helen and her team have moved to Scott House",
    "We placed Emma with the duty team for a month",
    "Sarah Jones left placement commissioning to Tom",
    "Simon is unhappy with the placement data",
    "Kelly is with foster carers on Monday for the consultation",
    "Sent Alex to the foster carer conference",
    "Visited Lucy at the residential home on 3 May for the Reg 44",
    "Lead: AB moved to LAC team",
    "JL and KM moved to the Huntingdon office in March",
    "Owner: JL. KM returned from leave",
    "IRO and LAC teams have new carers' leaflets",
    "Wisbech moved to new carers' line",
    "Emma has moved from placement to fostering",
    "PD moved to residential care commissioning",
    "Coram moved to new premises",
)
IDS = ("Please look up ID 4471829", "ID 4471829 needs a review", "Please chase ID: 4471829", "Checked, ID no. 4471829")
OTHER_IDS = (
    "Invoice ID 4471829 paid",
    "Purchase order ID: 4471829",
    "Ticket ID 4471829 is with IT",
    "ID 12 of the log",
)


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize("written", ["{}", 'update SG4 on-track "{}"', "evidence SG4 audit shows={}"])
def test_a_child_in_care_is_asked_about(text: str, written: str) -> None:
    found = check(written.format(text))
    assert [(each.kind, each.certainty) for each in found] == [(IdentifierKind.CHILD_NAME, Certainty.LIKELY)]


@pytest.mark.parametrize("text", OF_WORK)
def test_a_colleague_passes(text: str) -> None:
    assert check(text) == ()


@pytest.mark.parametrize("text", IDS)
def test_a_number_that_is_called_an_id_and_nothing_else_is_asked_about(text: str) -> None:
    assert [(each.kind, each.certainty) for each in check(text)] == [(IdentifierKind.CASE_NUMBER, Certainty.LIKELY)]


@pytest.mark.parametrize("text", OTHER_IDS)
def test_the_id_of_another_thing_passes(text: str) -> None:
    assert check(text) == ()
