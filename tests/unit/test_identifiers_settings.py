"""A council's settings: its case numbers, refused when slow or too broad; its postcodes, places and smallest count."""

import re
import time

import pytest

from models.rules.identifiers import Certainty, GuardSettings, IdentifierKind, check, check_pattern, verdict
from models.rules.identifiers.patterns import compiled

GOOD = {
    r"LCS-\d{6}": ("LCS-123456", "lcs 123456", "LCS123456", "lcs_123456", "LCS.123456"),
    r"[A-Z]{2}\d{6}": ("AB123456", "ab123456", "ab-123456"),
    r"\d{7}": ("1234567",),
    r"^\d{3}-\d{5}[A-Z]?$": ("123-45678", "123 45678a", "12345678"),
    r"\d{5,6}": ("12345", "123456"),
    r"P[0-9]{5,7}": ("P12345", "p-1234567"),
    r"CIN/\d{4}/\d{3,5}": ("CIN/2010/001", "cin 2010 00123"),
    r"\bMOS\d{5}\b": ("MOS 12345",),
    r"[A-C]\d{5}": ("B12345",),
    "L1234": ("l1234",),
}
REFUSED = {
    "": "between 1 and 60",
    "   ": "between 1 and 60",
    "A" * 61: "between 1 and 60",
    r"(\d+)+$": "Write one pattern",
    r"\d+": "has no end",
    r"\d*": "has no end",
    r".*": "has no end",
    r"\S{6}": "cannot be read",
    r"LCS|ICS": "Write one pattern",
    r"\w{6}": "cannot be read",
    r"[^a]{6}": "cannot be read",
    r"(?=\d)\d{6}": "Write one pattern",
    r"\d{6,2}": "smaller number comes first",
    r"\d{50}": "40 characters at most",
    r"\d{1,9}\d{1,9}\d{1,9}": "too many lengths open",
    r"\d": "ordinary words and numbers",
    r"\d{4}": "ordinary words and numbers",
    r"[A-Z]{6}": "ordinary words and numbers",
    r"[A-Z]\d{2}": "ordinary words and numbers",
    r"\d{2}/\d{2}/\d{4}": "30/10/2009",
    r"\d{4}-\d{2}-\d{2}": "2009-10-30",
    r"\d{5} \d{6}": "01223 699200",
    r"\d{4} \d{3} \d{4}": "0300 123 4567",
    r"\d{4}/\d{2}": "2008/09",
    r"[A-Z]{4} ?\d{4}": "SEND 2014",
    "children": "ordinary words and numbers",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern_finds_what_it_describes_however_it_is_typed(pattern: str) -> None:
    check_pattern(pattern)
    for number in GOOD[pattern]:
        findings = check(f"the file of {number}, please", GuardSettings(case_patterns=(pattern,)))
        assert IdentifierKind.CASE_NUMBER in {finding.kind for finding in findings}, number


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern_does_not_find_part_of_a_longer_number(pattern: str) -> None:
    for number in GOOD[pattern]:
        assert not compiled(pattern).regex.search(f"x9{number}9x")


@pytest.mark.parametrize(("pattern", "why"), REFUSED.items())
def test_a_pattern_is_refused_in_a_sentence(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        check_pattern(pattern)
    with pytest.raises(ValueError, match=re.escape(why)):
        GuardSettings(case_patterns=(pattern,))


@pytest.mark.parametrize(
    "text", ["call 01223 699200", "£120000", "1,234567", "0300 123456 7", "12345.67", "2009/123456"]
)
def test_a_pattern_of_digits_alone_leaves_telephones_and_money(text: str) -> None:
    assert check(text, GuardSettings(case_patterns=(r"\d{5,6}",))) == ()


def test_no_accepted_pattern_is_slow() -> None:
    slow = GuardSettings(case_patterns=(r"\d{5,12}\d{1,8}", r"[A-Z]{1,8}\d{3,10}", r"[A-Z]{1,8}[A-Z0-9]{1,8}\d{3}"))
    started = time.process_time()
    check("1" * 10_000, slow)
    check("A1" * 5_000, slow)
    assert time.process_time() - started < 2


def test_a_pattern_of_digits_alone_is_likely_until_something_names_it() -> None:
    council = GuardSettings(case_patterns=(r"\d{7}",))
    assert verdict(check("We spent 1234567 on placements", council)) is Certainty.LIKELY
    assert verdict(check("Case number 1234567 has no plan", council)) is Certainty.CLEAR


@pytest.mark.parametrize(
    "settings",
    [
        {"small_count": 0},
        {"small_count": 11},
        {"office_postcodes": ("CB3",)},
        {"places": ("",)},
        {"places": ("x" * 61,)},
        {"case_patterns": (r"\d{7}",) * 21},
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        GuardSettings(**settings)  # type: ignore[arg-type]  # because each is wrong on purpose


@pytest.mark.parametrize(("small_count", "stopped"), [(1, 1), (4, 4), (5, 5), (10, 10)])
def test_the_council_sets_the_largest_small_count(small_count: int, stopped: int) -> None:
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "11")
    settings = GuardSettings(small_count=small_count)
    found = [word for word in words if check(f"{word} children were placed in Luton", settings)]
    figures = [figure for figure in range(1, 12) if check(f"{figure} children were placed in Luton", settings)]
    assert (len(found), len(figures)) == (stopped, stopped)


def test_the_councils_own_postcodes_pass_and_its_places_count_in_small_letters() -> None:
    council = GuardSettings(office_postcodes=("cb3 0ap",), places=("Wisbech",))
    assert check("Shire Hall, CB3 0AP", council) == check("Shire Hall, cb30ap", council) == ()
    assert check("2 children from wisbech", council)
    assert check("2 children from wisbech") == ()
