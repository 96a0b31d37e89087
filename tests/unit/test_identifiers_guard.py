"""What a finding is, where it points, and what findings make of each other."""

from dataclasses import fields

import pytest

from models.rules.identifiers import Certainty, Finding, IdentifierKind, check, verdict

CLEAR, LIKELY = Certainty.CLEAR, Certainty.LIKELY
NHS = "943 476 5870"


def test_a_finding_holds_a_kind_a_certainty_and_a_place_and_never_the_words() -> None:
    assert [field.name for field in fields(Finding)] == ["kind", "certainty", "start", "end"]
    assert NHS not in repr(check(f"NHS {NHS}"))


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("see ", NHS),
        ("“See” — ", NHS),
        ("e\u0301\u0301\u200b\u200b… ", "943\u200b476\u200b5870"),
        ("ﷺ ½ ⑴ ", "\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff18\uff17\uff10"),
        ("👩‍👧 ", "943\u2009476\u20095870"),
    ],
)
def test_a_finding_points_at_the_text_as_it_was_written(before: str, written: str) -> None:
    text = f"{before}{written} was late…"
    assert [text[finding.start : finding.end] for finding in check(text)] == [written]


def test_the_verdict_is_that_of_the_surest() -> None:
    likely, clear = (Finding(IdentifierKind.POSTCODE, certainty, 0, 1) for certainty in (LIKELY, CLEAR))
    assert verdict(()) is None
    assert verdict([likely]) is LIKELY
    assert verdict([likely, clear]) is CLEAR


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Child K was late", LIKELY),
        ("Child K, CB4 3AB", CLEAR),
        ("Child K was late. The office is at CB4 3AB.", LIKELY),
        ("Jayden (aged 7) was late", LIKELY),
        ("Jayden (aged 7) of 12 Orchard Road", CLEAR),
        ("DOB 03/04/2009", LIKELY),
        ("YP1, DOB 03/04/2009", CLEAR),
        ("2 children were placed in Luton in March", LIKELY),
        ("2 children and Child K were placed in Luton", LIKELY),
    ],
)
def test_two_kinds_in_one_sentence_make_each_other_clear(text: str, sure: Certainty) -> None:
    assert verdict(check(text)) is sure


def test_one_thing_is_reported_once() -> None:
    assert len(check(f"NHS number {NHS}")) == 1
    assert len(check("Jayden (aged 7)")) == 1


def test_a_long_list_is_cut_but_what_is_clear_in_it_is_not_lost() -> None:
    text = "CB4 3AB\n" * 500 + "the child lives at CB4 3AB"
    findings = check(text)
    assert len(findings) <= 2 * 100
    assert verdict(findings) is CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "call 07700 900123",
        "call 0123456789",
        "+44 7700 900123",
        "0044 7700 900 123",
        "tel: 943 476 5870",
        "£9434765870",
        "9434765871",
        "09434765870",
        "94347658701",
        "943.476.587",
        "ref B801200005002",
        "4.3 4.7 6.5 8.7 0.1",
        "1712345678.123456",
        "2009-10 2010-11 2011-12",
        "12.10.2009 13.10.2010",
        "943,476,587,0",
    ],
)
def test_numbers_of_other_sorts_pass(text: str) -> None:
    assert check(text) == ()
