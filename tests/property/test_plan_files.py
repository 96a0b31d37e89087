"""Laws of plan files: what is written is what is read, and whatever is not a plan is refused in words."""

import json
import re
from typing import Any

from hypothesis import example as given_example
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.documents.names import label_key, number_of
from handlers.documents.plan_format import PlanFile
from handlers.documents.plan_reader import UnreadableFile, read_file, read_plan
from models.rules.deadlines import TimeLimit
from tests.plans import OVERLAYS, PLANS, example

# Words that other readers of YAML take for something else.
SURPRISES = ("no", "Yes", "on", "null", "~", "1.10", "010", "0x1F", "1e3", "12:30:45", "2009-08", "=", "<<", "NaN")
WORDS = st.one_of(
    st.sampled_from(SURPRISES),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1),
).filter(lambda words: bool(words.strip()))
LABELS = st.lists(
    st.from_regex(r"\A[A-Z]{0,4} ?[1-9][0-9]{0,3}(\.[1-9])?\Z"), min_size=1, max_size=8, unique_by=label_key
)
LINES = st.sampled_from([line for name in (*PLANS, *OVERLAYS) for line in example(name).decode().splitlines()])


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan with hostile words in every place that takes words."""
    items = [
        {
            "number": label,
            "text": draw(WORDS),
            "group": draw(WORDS),
            "limit": draw(st.sampled_from(TimeLimit)).value,
            "responses": draw(st.lists(WORDS, max_size=2)),
            "owners": draw(st.lists(WORDS, max_size=2)),
            "source": {"said": draw(WORDS), "count": draw(st.integers(-99, 99)), "known": draw(st.booleans())},
        }
        for label in draw(LABELS)
    ]
    return {
        "format": 1,
        "plan": {"id": "a-plan", "title": draw(WORDS)},
        "council": {"name": draw(WORDS), "short_name": draw(WORDS)},
        "recommendations": items,
    }


def problems(content: bytes | str) -> list[str]:
    """What is wrong with a file; nothing when it can be read. Each has words, and a line of the file or none."""
    try:
        read_file(content)
    except UnreadableFile as error:
        refused = error
    else:
        return []
    lines = (content if isinstance(content, str) else content.decode("latin-1")).count("\n") + 1
    assert refused.problems
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in refused.problems)
    assert all(problem.message.strip() for problem in refused.problems)
    return [str(problem) for problem in refused.problems]


@given(plans())
def test_words_come_through_exactly_space_at_their_ends_apart(plan: dict[str, Any]) -> None:
    read = read_plan(json.dumps(plan, ensure_ascii=False))
    assert read.plan.title == plan["plan"]["title"].strip()
    for item, wanted in zip(read.recommendations, plan["recommendations"], strict=True):
        assert (item.text, item.group) == (wanted["text"].strip(), wanted["group"].strip())
        assert [one.text for one in item.responses] == [words.strip() for words in wanted["responses"]]
        assert [one.printed for one in item.owners] == [words.strip() for words in wanted["owners"]]
        assert item.limit.value == wanted["limit"]
        assert item.source == wanted["source"]


@given(st.sampled_from(SURPRISES).filter(lambda words: words not in ("null", "~")))
def test_unquoted_words_are_words(words: str) -> None:
    plan = read_plan(f"format: 1\nplan: {{id: p, title: {words}}}\ncouncil:\n  name: {words}\n  short_name: {words}")
    assert (plan.plan.title, plan.council.name, plan.council.short_name) == (words, words, words)


@given(st.text(max_size=200))
@given_example("a: &x 1\nb: *x")
@given_example("format: 1\nplan: {id: \ud800}")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    problems(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    problems(content)


@settings(max_examples=60)
@given(st.sampled_from((*PLANS, *OVERLAYS)), st.data())
def test_a_damaged_plan_is_read_or_refused_in_words(name: str, data: st.DataObject) -> None:
    lines = example(name).decode().splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(st.sampled_from(("drop", "swap", "indent", "cut")))
    if damage == "drop":
        del lines[at]
    elif damage == "swap":
        lines[at] = data.draw(LINES)
    elif damage == "indent":
        lines[at] = "  " + lines[at]
    else:
        lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    problems("\n".join(lines))


WORD = st.text(max_size=5)
ANYTHING = st.recursive(
    WORD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=20,
)


@given(ANYTHING, st.sampled_from(sorted(PlanFile.model_fields)))
def test_any_value_in_any_field_is_read_or_refused_in_words(value: Any, field: str) -> None:
    plan = {"format": 1, "plan": {"id": "p", "title": "t"}, "council": {"name": "n", "short_name": "s"}, field: value}
    problems(json.dumps(plan))


FIELDS = ("recommendations", "limit", "number", "responses", "inspections", "inspectorates", "presented_to")


@given(st.sampled_from(FIELDS), st.integers(0, 30), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_a_slip_in_a_fields_name_is_met_with_its_right_name(name: str, at: int, letter: str) -> None:
    slip = f"{name[: at % len(name)]}{letter}{name[at % len(name) + 1 :]}"
    text = example("cambridgeshire-2009").decode()
    wrong = re.sub(rf"(?m)^((?:- |  )?){name}:", rf"\g<1>{slip}:", text, count=1)
    if slip != name:
        assert any(f"there is no field '{slip}' here: did you mean '{name}'?" in said for said in problems(wrong))


@given(st.from_regex(r"\A[A-Z]{0,4}[0-9]{1,6}\Z"))
def test_the_number_of_a_label_is_its_last_digits(label: str) -> None:
    assert number_of(label) == int(re.findall(r"\d+", label)[-1])
