"""Time grows with the length of a text and with nothing else, whatever the text."""

import time

import pytest

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import GuardSettings, check

SETTINGS = GuardSettings(case_patterns=(r"LCS-\d{6}", r"[A-Z]{2}\d{6}", r"\d{7}"), places=("Wisbech", "Ely"))
HOSTILE = (
    *("1", "1 ", "1/", "1234567890 ", "943 476 5870 ", "a", "A ", "Aa ", "A.B.", " ", "\n", ". ", "\t", "|", "'s "),
    *("é", "\uff19", "9\u200b", "\ufdfa", "e\u0301", "👩\u200d👧", "\ud800"),
    *("2 children ", "2 children placed in Luton ", "a child who ", "Child K ", "child k ", "two young ", "sibling "),
    *("Jayden ", "Jayden, 7", "Tyler aged 7 ", "Tyler's new ", "Mrs Smith's ", "7 year old ", "the the ", "mum of "),
    *("dob ", "dob 1/1/", "dob,upn,", "born ", "CB4 3AB ", "12 orchard ", "12 orchard road ", "case 1234 ", "LCS-"),
    *(
        "https://a.b/c?",
        "www.",
        "x" * 50,
        "x-",
        "NHS ",
        "nhs 943..",
        "she is a child and ",
        "hit by her ",
        "worried about ",
    ),
)
MESSAGE, LONG = 10_000, 30_000


def seconds(text: str) -> float:
    started = time.process_time()
    check(text, SETTINGS)
    return time.process_time() - started


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_message_is_checked_at_once(piece: str) -> None:
    assert seconds((piece * MESSAGE)[:MESSAGE]) < 1


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    once, twice = min(seconds(text) for _ in range(2)), seconds(text * 2)
    assert twice < 4 * once + 0.2


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_message_is_read_for_concern_quickly(piece: str) -> None:
    started = time.process_time()
    reads_as_concern((piece * MESSAGE)[:MESSAGE])
    assert time.process_time() - started < 2
