"""The example plans hold all of their sources' facts, in the same item, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from handlers.documents.plan_format import OverlayFile, PlanFile
from handlers.documents.plan_reader import read_file, read_plan
from tests.plans import OVERLAYS, PLANS, Leaf, example, facts, leaves, native

STRUCTURE = {
    "format": "the version of our format",
    "id": "a short name by which a file points at its own parts",
    "inspection": "the id of the inspection an item belongs to",
    "organisation": "the id of the organisation that owns work",
    "answered": "whether the plan answers an inspection or its source only mentions it",
    "kind": "what the source's own section says: a phase, a workstream, a programme, a partner, a review",
    "relation": "what the source's field overseen_by_role says",
    "precision": "that a date is a board's meeting, as the source's events say",
    "reads_as": "a reading of a board's words, marked as one",
    "read_by": "who made that reading",
}
"""What a native file may hold that its source does not print, and why."""

REFERENCES = {
    "board": "a statement's board, by the source's name for it",
    "workstreams": "the workstreams a statement is about",
    "also_called": "another name the source uses for a board",
    "depends_on": "the phase a phase waits for, named in its words",
    "name": "an organisation or earlier inspection named elsewhere in the source",
    "date": "a meeting's date, from the source's events",
    "text": "that date's words",
    "start": "an earlier inspection's first day, from the source's events",
    "end": "its last day",
}
"""What a native item may repeat from another part of its source, and why."""

_SAID = {("announced", "true"): ("announced", "yes")}
_SHORT = 4


def _pairs(source: dict[str, Any], plan: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Every item of a source beside the item of the native file that must hold it, and both names."""
    main, *others = plan["inspections"]
    tables = ("scale", "judgements", "limiting_rules")
    yield "paper", source["source"], plan["paper"]
    yield "council", source["council"], plan["council"]
    inspection = {key: value for key, value in main.items() if key not in tables}
    yield "inspection", source["inspection"], [inspection, others]
    yield from _in_turn(source, "judgement_scale", main.get("scale", []))
    yield from _in_turn(source, "judgements", main.get("judgements", []))
    yield from _in_turn(source, "limiting_judgement_rules", main.get("limiting_rules", []))
    for section, theirs in (
        ("events", "events"),
        ("recommendations", "recommendations"),
        ("governance", "boards"),
        ("reporting_obligations", "reporting"),
        ("status_statements", "statements"),
        ("resources", "resources"),
        ("risks", "risks"),
    ):
        yield from _in_turn(source, section, plan.get(theirs, []))
    yield from _plan_pairs(source["plan"], plan)
    for section in ("schema_version", "evidence", "consultation", "not_in_source", "anomalies"):
        yield section, source[section], plan["source"].get(section)


def _plan_pairs(source: dict[str, Any], plan: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    streams = [*source["phases"], *source.get("workstreams", []), *source["work_programmes"]]
    yield from _in_turn({"streams": streams}, "streams", plan.get("workstreams", []))
    yield from _in_turn(source, "amendment_rules", plan.get("amendment_rules", []))
    listed = ("phases", "workstreams", "work_programmes", "amendment_rules")
    rest = {key: value for key, value in source.items() if key not in listed}
    yield "plan", rest, [plan["plan"], plan["source"].get("plan")]


def _in_turn(source: dict[str, Any], section: str, theirs: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    assert len(source[section]) == len(theirs), section
    for n, (mine, native_item) in enumerate(zip(source[section], theirs, strict=True)):
        yield f"{section} {n + 1}", mine, native_item


def _words(value: Any) -> Counter[str]:
    return Counter(words for _, words in (_SAID.get(leaf, leaf) for leaf in leaves(value)))


def _exactness(item: Any) -> list[str]:
    """How exactly an event's date is known, as the source says it beside the date."""
    date = item.get("date") if isinstance(item, dict) else None
    if date is None:
        return []
    parts = date if isinstance(date, dict) else {"date": date}
    return [parts.get("precision") or {4: "year", 7: "month", 10: "day"}[len(parts["date"])]]


@pytest.mark.parametrize("name", PLANS)
def test_every_fact_of_the_source_is_in_the_same_item(name: str) -> None:
    for where, mine, theirs in _pairs(facts(name), native(name)):
        dropped = _words(mine) - (_words(theirs) + Counter(_exactness(theirs)))
        assert not dropped, f"{where} of {name} lost {list(dropped)}"


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_in_an_example_that_its_source_does_not_say(name: str) -> None:
    source = facts(name)
    anywhere = [words for _, words in leaves(source)]
    for where, mine, theirs in _pairs(source, native(name)):
        here = [words for _, words in (_SAID.get(leaf, leaf) for leaf in leaves(mine))]
        invented = [leaf for leaf in leaves(theirs) if not _is_said(leaf, here, anywhere)]
        assert not invented, f"{where} of {name} holds {invented}"


def _is_said(leaf: Leaf, here: list[str], anywhere: list[str]) -> bool:
    field, words = leaf
    if field in STRUCTURE or words in here:
        return True
    within = [*here, *(anywhere if field in REFERENCES else [])]
    return any(words == said or (len(words) >= _SHORT and words in said) for said in within)


@pytest.mark.parametrize("name", PLANS)
def test_the_pairs_leave_no_part_of_either_file_out(name: str) -> None:
    source, plan = facts(name), native(name)
    pairs = list(_pairs(source, plan))
    assert _bag(source) - sum((_bag(mine) for _, mine, _ in pairs), Counter()) == Counter([name])
    aside = Counter(["1"]) + _bag(plan.get("organisations"))  # the format, and what the next test looks at
    assert _bag(plan) - sum((_bag(theirs) for _, _, theirs in pairs), aside) == Counter()
    assert plan["plan"]["id"] == source["plan_id"] == name


def _bag(value: Any) -> Counter[str]:
    return Counter(words for _, words in leaves(value))


@pytest.mark.parametrize("name", PLANS)
def test_an_organisation_is_one_the_source_names(name: str) -> None:
    said = {words for _, words in leaves(facts(name))}
    for organisation in native(name).get("organisations", []):
        assert organisation["name"] in said


COUNTS = {
    "bathnes-2012": (4, 20, 0, 14, 1, 7, 4),
    "cambridgeshire-2009": (3, 34, 12, 8, 0, 6, 2),
    "central-bedfordshire-2012": (1, 3, 0, 14, 7, 6, 6),
    "halton-2010": (1, 0, 0, 5, 4, 4, 2),
    "worcestershire-2017": (1, 6, 14, 12, 8, 6, 2),
}


@pytest.mark.parametrize("name", PLANS)
def test_each_plan_holds_as_much_as_its_paper(name: str) -> None:
    plan = read_plan(example(name))
    judgements = sum(len(inspection.judgements) for inspection in plan.inspections)
    sections = (plan.recommendations, plan.events, plan.workstreams, plan.boards, plan.reporting)
    assert (len(plan.inspections), judgements, *map(len, sections)) == COUNTS[name]


def test_cambridgeshire_collates_three_inspections_and_says_which_each_item_answers() -> None:
    plan = read_plan(example("cambridgeshire-2009"))
    assert [one.id for one in plan.inspections if one.answered] == [
        "slac-2009",
        "safeguarding-review",
        "unannounced-2009",
    ]
    assert {item.inspection for item in plan.recommendations} == {"slac-2009"}
    assert Counter(item.limit.value for item in plan.recommendations) == {
        "within_3_months": 5,
        "within_6_months": 7,
    }


@pytest.mark.parametrize("name", [*PLANS, *OVERLAYS])
def test_people_are_roles_with_addresses_under_example(name: str) -> None:
    held = read_file(example(name))
    if isinstance(held, PlanFile):
        assert not held.people
        assert "@" not in example(name).decode()
    else:
        assert held.people
        assert all(person.email.endswith(".example") for person in held.people)


@pytest.mark.parametrize("name", OVERLAYS)
def test_an_overlay_says_that_it_is_illustration(name: str) -> None:
    overlay = read_file(example(name))
    assert isinstance(overlay, OverlayFile)
    assert overlay.illustration == "Illustration: not this council's real progress"
    assert name == f"{overlay.overlay}-overlay"
