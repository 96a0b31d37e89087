"""What the plan reader makes of a file, and of what is not one."""

from datetime import date

import pytest

from handlers.documents.plan_format import OverlayFile
from handlers.documents.plan_reader import read_file, read_overlay, read_plan
from models.rules.dates import PartialDate, Precision
from tests.plans import BARE, example, problems_of


def test_the_smallest_plan() -> None:
    plan = read_plan(BARE)
    assert (plan.plan.id, plan.council.short_name, plan.recommendations) == ("borsetshire-2024", "Borsetshire", ())


def test_an_overlay_is_known_by_its_first_field() -> None:
    assert isinstance(read_file("format: 1\noverlay: p\nillustration: Illustration"), OverlayFile)
    assert read_overlay("format: 1\noverlay: p\nillustration: Illustration").people == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty: begin it with the lines 'format: 1', 'plan:' and 'council:'"),
        ("# only a comment\n", "the file is empty: begin it with the lines 'format: 1', 'plan:' and 'council:'"),
        ("just words", "line 1: the file must hold fields such as 'format: 1' and 'plan:'"),
        ("a: b: c", ("line 1: there is a colon followed by a space inside this text, or the line is indented "
         "wrongly: put the text in quotes, or move the line under the one it belongs to")),
        ("a:\n\tb: c", ("line 2: a value may not begin with this character: put the text in quotes, and indent with "
         "spaces, never tabs")),
        ("a: 1\nb:\n- 'never closed\n- c\n", ("line 3: a quotation mark is opened here and never closed: close it at "
         "the end of this text")),
        ("a:\n- b: c\n\td: e", "line 3: there is a tab here: indent with spaces, never tabs"),
        ("a: 1\na: 2\nb: 1\nb: 2", "line 2: 'a' is written twice here, first on line 1: keep one"),
        ("a: 1\n---\na: 2", "line 2: the file holds a second document after '---': keep one plan in one file"),
        ("? [a]\n: b", "line 1: a field's name must be a word, not a list or a group of fields"),
        ("a: \x07", ("line 1: the file holds a control character, which a text file should not: save it again as "
         "plain text (UTF-8)")),
        ("a: caf\xe9".encode("latin-1"), ("line 1: the file is not UTF-8 text: in your editor, choose Save As and "
         "the encoding UTF-8")),
        ("a: 1\nb: \ud800", ("line 2: the file is not UTF-8 text: in your editor, choose Save As and the encoding "
         "UTF-8")),
        (b"a: 1\n" * 1_000_001, "the file is larger than 5 MB, which no plan is"),
    ],
)  # fmt: skip
def test_what_is_not_a_plan_at_all_gets_a_plain_sentence(text: str | bytes, problem: str) -> None:
    assert problems_of(text)[0] == problem


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1, 2]\nb: *x",
        "a: &a [l, l]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        "a: !!python/object:os.system [x]",
        "a: !!python/object/apply:os.system ['true']",
        "a: !include other.yaml",
        "!!map {a: 1}",
        "<<: *defaults",
        "{" * 60,
        "[" * 20_000,
        "- " * 20_000,
        "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 70)),
    ],
)
def test_hostile_files_are_refused_before_anything_is_built(text: str) -> None:
    assert problems_of(text)[0].startswith("line 1: ") or "line" in problems_of(text)[0]


def test_values_mean_what_they_say() -> None:
    lines = """  source: {code: 007, version: 1.10, answer: no, on: 2009-08, count: 34, given: true, text: "34", no: ~}
recommendations:
- {number: 1, text: no}
- {number: 1.10, text: 0x1F}
- {number: 010, text: 2009-11-24, council_text: "yes", group: 1e3, restricted: yes}
"""
    plan = read_plan(BARE + lines)
    assert plan.council.source == {
        "code": "007", "version": "1.10", "answer": "no", "on": "2009-08", "count": 34, "given": True, "text": "34",
        "no": None,
    }  # fmt: skip
    assert [item.number for item in plan.recommendations] == ["1", "1.10", "010"]
    assert [item.text for item in plan.recommendations] == ["no", "0x1F", "2009-11-24"]
    assert plan.recommendations[2].restricted
    assert not plan.recommendations[1].restricted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2009-11-24", PartialDate(date(2009, 11, 24), Precision.DAY)),
        ("2009-08", PartialDate(date(2009, 8, 1), Precision.MONTH)),
        ("2013", PartialDate(date(2013, 1, 1), Precision.YEAR)),
        ("30 April 2010", PartialDate(date(2010, 4, 30), Precision.DAY)),
        ("as they arise", PartialDate(None, Precision.ONGOING, "as they arise")),
        (
            "after the December 2012 review",
            PartialDate(date(2012, 12, 1), Precision.AFTER, "after the December 2012 review"),
        ),
        ("before the end of 2012", PartialDate(date(2012, 12, 31), Precision.DAY, "before the end of 2012")),
        (
            "{date: 2012-11, precision: meeting, text: November}",
            PartialDate(date(2012, 11, 1), Precision.MEETING, "November", date(2012, 11, 30)),
        ),
        (
            "{date: 2009-07-07, end: 2009-07-08, text: 7th and 8th of July}",
            PartialDate(date(2009, 7, 7), Precision.RANGE, "7th and 8th of July", date(2009, 7, 8)),
        ),
        ("{text: ongoing}", PartialDate(None, Precision.ONGOING, "ongoing")),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(written: str, read: PartialDate) -> None:
    plan = read_plan(f"{BARE}events:\n- {{date: {written}, kind: k, what: w}}")
    assert plan.events[0].date == read


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{dat: 2012}", "a date has only date, precision, text, end, not dat"),
        ("{date: 2012, precision: exact}", "precision must be one of"),
        ("{date: [2012]}", "date must be one value"),
        ("{date: 2012-12, precision: day}", "its precision cannot be day"),
        ("[2012]", "write a day"),
        ("soon", "write a day"),
    ],
)
def test_a_date_that_is_none_is_refused(written: str, message: str) -> None:
    assert message in problems_of(f"{BARE}events:\n- {{date: {written}, kind: k, what: w}}")[0]


@pytest.mark.parametrize(("written", "pence"), [("700000", 70_000_000), ("£1,234.50", 123_450), ("0", 0), ("0.1", 10)])
def test_pounds_are_kept_as_whole_pence(written: str, pence: int) -> None:
    plan = read_plan(f'{BARE}resources:\n- {{statement: s, amount_gbp: "{written}"}}')
    assert plan.resources[0].amount_gbp == pence


@pytest.mark.parametrize("written", ["1.005", "NaN", "1e400", "infinity", "£"])
def test_other_pounds_are_refused(written: str) -> None:
    assert (
        "amount_gbp: write pounds as a number"
        in problems_of(f"{BARE}resources:\n- {{statement: s, amount_gbp: {written}}}")[0]
    )


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    plain = example("cambridgeshire-2009")
    assert read_file(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")) == read_file(plain)
