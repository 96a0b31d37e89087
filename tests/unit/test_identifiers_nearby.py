"""Sentences that differ by a word or two, of which one is of a child and the other is not."""

import pytest

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import Certainty, check

NOTICED = (
    "YP A was moved", "see Child K.docx", "Kayleigh Smith's placement broke down", "Jayden Brown's foster carers left",
    "4 of the 5 children in the Fenland home have no PEP", "3 of the four children in the Ely home were late",
    "two care leavers in HMP Peterborough", "three young people in HMP Bedford", "two care leavers in YOI Feltham",
    "03/04/2009 Ali Khan", "3.4.2009\tJayden Smith", "03/04/2009, Jayden Smith", "SWIFT ID P12345", "Swift no. 99881",
    "Mary's school place", "two children from Ely in foster families", "Elizabeth's school place fell through",
)  # fmt: skip
PASSED = (
    "St Mary's school hosted the event", "St Mary's School sent data", "St Peter's primary school joined the forum",
    "St. Luke's School place planning", "St James' school review is on 3 May", "Queen Elizabeth's School sent data",
    "King Edward's school joined", "4 foster families were approved in March in Ely",
    "two new adoptive families were approved in Ely", "Foster families approved in Ely: 4",
    "3 host families left in May", "GIVE YP A VOICE", "YP A levels", "Our offer gives a YP a voice",
    "4 of the 5 area teams in Fenland have moved", "Swift ID cards were issued", "Minutes of 03/04/2010 Emma Brown",
    "Emma Brown's placement review group meets monthly", "Ask Emma Brown's social worker team",
    "Helen Smith's chronology training was well attended", "YP A and E attendance pathway",
    "03/04/2010 Emma Brown to chair the panel", "03/04/2010 Audit Board", "Emma Brown's review of practice",
)  # fmt: skip
ORDERS = (
    "Purchase order 9876543210", "Invoice no 9876543210", "PO 9876543210 raised", "Order number: 9876543210",
    "booking ref 9876543210", "incident ref 9876543210",
)  # fmt: skip


@pytest.mark.parametrize("text", NOTICED)
def test_what_is_of_a_child_is_noticed(text: str) -> None:
    assert check(text)


@pytest.mark.parametrize("text", PASSED)
def test_what_is_of_a_place_or_of_carers_passes(text: str) -> None:
    assert check(text) == ()


@pytest.mark.parametrize("text", ORDERS)
def test_a_number_that_is_called_something_else_is_asked_about(text: str) -> None:
    assert [each.certainty for each in check(text)] == [Certainty.LIKELY]


@pytest.mark.parametrize(
    "text",
    ["Child 9876543210", "order for the child with NHS number 9876543210", "Ring 9876543210", "ref 9876543210"],
)
def test_the_same_number_called_nothing_or_an_nhs_number_is_not_let_through(text: str) -> None:
    assert [each.certainty for each in check(text)] == ([] if text.startswith("Ring") else [Certainty.CLEAR])


@pytest.mark.parametrize(
    "text",
    [
        "young person threatening to kill himself",
        "Young person is threatening to hurt herself",
        "care leaver wants to kill themselves",
        "teenager tried to hang himself",
    ],
)
def test_a_child_who_threatens_itself_is_a_concern(text: str) -> None:
    assert reads_as_concern(text)


@pytest.mark.parametrize(
    "text",
    [
        "Training: when a young person threatens to kill himself",
        "Procedure for a young person wanting to harm themselves agreed",
        "Young person wants to join the forum",
        "Workshops on young people who threaten to hurt themselves",
    ],
)
def test_what_is_planned_for_such_a_child_is_none(text: str) -> None:
    assert not reads_as_concern(text)
