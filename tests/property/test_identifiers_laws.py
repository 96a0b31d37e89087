"""Laws of the guard: what it finds it finds in any spelling, anywhere, and it never fails on a text."""

import unicodedata
from itertools import chain

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.gb import nhs

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import Certainty, Finding, IdentifierKind, check, verdict
from tests.strategies import texts
from tests.unit.test_identifiers_plans import PLANS, sentences
from tests.unit.test_identifiers_recall import COUNCIL, WRITTEN
from tests.unit.test_identifiers_updates import PASSES

PLAN_TEXT = [text for path in PLANS for text in sentences(yaml.safe_load(path.read_text(encoding="utf-8")))]
GAPS = ("", " ", "-", ".", "/", " - ", "\u00a0", "\u2009", "\u2011", "\u2013", "\u200b", "\u2060", "\ufeff", "_", "*")
HIDDEN = ("", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad")
ZEROS = (0x30, 0x660, 0xFF10, 0x1D7CE)  # plain, Arabic, wide and bold
FORMS = ("NFC", "NFD", "NFKC", "NFKD")
WITHOUT_CAPITALS = (
    IdentifierKind.NHS_NUMBER,
    IdentifierKind.UPN,
    IdentifierKind.LEARNER_NUMBER,
    IdentifierKind.CASE_NUMBER,
    IdentifierKind.CASE_LINK,
    IdentifierKind.CHILD_LIST,
    IdentifierKind.POSTCODE,
)

plan_text = st.sampled_from(PLAN_TEXT)
identifiers = st.sampled_from(WRITTEN)


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """Nine digits of a number that could be issued in England, with the check digit that makes it right."""
    nine = draw(st.sampled_from("4679")) + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=8, max_size=8))
    )
    check_digit = next((digit for digit in "0123456789" if nhs.is_valid(nine + digit)), None)
    assume(check_digit is not None)
    return f"{nine}{check_digit}"


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """An NHS number in threes and four with any gaps, or hidden characters anywhere, in any script's digits."""
    number = draw(nhs_numbers())
    groups = (number[:3], number[3:6], number[6:])
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=2, max_size=2))
    grouped = "".join(chain.from_iterable(zip(groups, (*gaps, ""), strict=True)))
    hidden = draw(st.lists(st.sampled_from(HIDDEN), min_size=len(grouped), max_size=len(grouped)))
    written = "".join(chain.from_iterable(zip(grouped, hidden, strict=True)))
    zero = draw(st.sampled_from(ZEROS))
    return written.translate({ord(str(digit)): chr(zero + digit) for digit in range(10)})


def kinds(findings: tuple[Finding, ...]) -> set[IdentifierKind]:
    return {finding.kind for finding in findings}


@given(before=plan_text, number=spellings(), after=plan_text)
def test_an_nhs_number_in_any_spelling_in_any_plan_text_is_clear(before: str, number: str, after: str) -> None:
    assert verdict(check(f"{before} {number} {after}")) is Certainty.CLEAR


@given(number=nhs_numbers(), name=st.sampled_from(("nhs{}.pdf", "report_{}_v2.docx", "{}.csv", "a ({}).txt")))
def test_an_nhs_number_in_a_file_name_is_clear(number: str, name: str) -> None:
    assert verdict(check(name.format(number))) is Certainty.CLEAR


@given(identifier=identifiers, before=plan_text, after=plan_text, gap=st.sampled_from(("\n", "\n\n", ".\n", "\r\n")))
def test_text_around_an_identifier_does_not_hide_it(
    identifier: tuple[IdentifierKind, Certainty, str], before: str, after: str, gap: str
) -> None:
    kind, certainty, text = identifier
    found = check(f"{before}{gap}{text}{gap}{after}", COUNCIL)
    assert kind in kinds(found)
    assert certainty is Certainty.LIKELY or verdict(found) is Certainty.CLEAR


@given(identifier=identifiers, form=st.sampled_from(FORMS))
def test_the_unicode_form_of_a_text_changes_nothing(
    identifier: tuple[IdentifierKind, Certainty, str], form: str
) -> None:
    text = identifier[2]
    spelt = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # because it is one of the four
    assert kinds(check(spelt, COUNCIL)) == kinds(check(text, COUNCIL))


@given(identifier=identifiers)
def test_capitals_do_not_hide_a_number(identifier: tuple[IdentifierKind, Certainty, str]) -> None:
    kind, _, text = identifier
    assume(kind in WITHOUT_CAPITALS)
    assert kind in kinds(check(text.upper(), COUNCIL))
    assert kind in kinds(check(text.lower(), COUNCIL))


@given(text=st.one_of(texts(200), st.sampled_from(WRITTEN).map(lambda written: written[2]), st.text(max_size=300)))
@settings(max_examples=300)
def test_it_never_fails_and_points_inside_the_text(text: str) -> None:
    findings = check(text, COUNCIL)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert list(findings) == sorted(findings, key=lambda finding: (finding.start, finding.end))
    assert isinstance(reads_as_concern(text), bool)


@given(pieces=st.lists(st.sampled_from((*PASSES, *PLAN_TEXT)), max_size=6))
def test_ordinary_messages_pass_together_as_they_pass_alone(pieces: list[str]) -> None:
    assert check("\n".join(pieces)) == ()
