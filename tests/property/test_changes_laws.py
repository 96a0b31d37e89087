"""Laws of change: the original date is for ever, nothing takes effect early, and only an agreed pause pauses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis.strategies import booleans, dates, integers, lists, sampled_from, tuples

from models.audit import mark_demonstration
from models.rules.changes import Part, Rule, is_extension, missing, must_be_another, part_in
from tests.databases import Store
from tests.worlds import KEY, LONDON, Setting, World, opened

DIRECTOR = "director@centralbedfordshire.example"
MANAGER = "improvement.manager@centralbedfordshire.example"
NURSE = "director.of.nursing@ccg.example"
PLANS = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
NOW = datetime(2012, 11, 6, 9, tzinfo=LONDON)
RULE = Rule(1, "any amendment", "Director", ("in consultation with the Executive Member",))

ASKING = (
    "change date {item} {day} reason=Later",
    "change pause {item} reason=Waiting review={day}",
    "change resume {item} reason=Ready",
    'change reword {item} "Words of {day}" reason=Plainer',
    "change drop {item} reason=Over",
)
DECIDING = (
    "change consult C{change} 1 who=Member minute=1",
    "change consult C{change} 2 who=Trust minute=2",
    "change agree C{change}",
    "change refuse C{change} No",
    "change withdraw C{change}",
    "update {item} on track Moving",
    "update {item} paused Waiting",
)
THROUGH = " ; ".join(DECIDING[:3])
steps = tuples(
    sampled_from((*ASKING, *DECIDING, THROUGH, THROUGH, THROUGH)), sampled_from(("S1", "H1")), integers(1, 3),
    integers(1, 90), sampled_from((DIRECTOR, DIRECTOR, MANAGER, NURSE)),
)  # fmt: skip


@contextmanager
def rehearsed(store: Store, folder: Path) -> Iterator[World]:
    with opened(store, folder, Setting(PLANS, now=NOW)) as world:
        mark_demonstration(world.engine, KEY)
        yield world


def _actions(world: World) -> dict[str, Any]:
    said = (
        "SELECT label, due_on, due_precision, due_text, agreed_on, extensions, delivery, withdrawn_on, text FROM action"
    )
    return {row[0]: row[1:] for row in world.rows(said)}


def _agreed(world: World, *kinds: str) -> int:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return int(world.rows(f"SELECT count(*) FROM plan_change WHERE state = 'agreed' AND kind IN ({named})")[0][0])


def _unmet_but_agreed(world: World) -> int:
    said = (
        "SELECT count(*) FROM plan_change JOIN change_condition ON change_id = plan_change.id "
        "WHERE state = 'agreed' AND met_on IS NULL"
    )
    return int(world.rows(said)[0][0])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=lists(steps, min_size=4, max_size=22))
def test_whatever_is_asked_and_decided_the_laws_hold(
    store: Store, tmp_path_factory: pytest.TempPathFactory, walk: list[Any]
) -> None:
    with rehearsed(store, tmp_path_factory.mktemp("walk")) as world:
        first = _actions(world)
        for said, item, change, days, who in walk:
            day = (NOW + timedelta(days=days)).date().isoformat()
            for command in said.format(item=f"action {item}", change=change, day=day).split(" ; "):
                _holds(world, first, who, command)
        assert world.audit_problems() == []


def _holds(world: World, first: dict[str, Any], who: str, command: str) -> None:
    """One step, before and after which the laws hold."""
    before, pauses, decisions = _actions(world), _agreed(world, "pause"), _agreed(world, *_KINDS)
    reply = world.ask(who, command)
    assert not any("Something went wrong" in card.title for card in reply.cards)
    after, decided = _actions(world), _agreed(world, *_KINDS) - decisions
    event("decided" if decided else "not decided")
    for label, now in after.items():
        assert now[:3] == first[label][:3], "the original date is for ever"
    if any((after[label][5], before[label][5] != "paused") == ("paused", True) for label in after):
        assert _agreed(world, "pause") == pauses + 1, "only an agreed pause pauses"
    if any(_plan_facts(after[label]) != _plan_facts(before[label]) for label in after):
        assert decided == 1, "nothing changes the plan but a decision"
    assert _unmet_but_agreed(world) == 0, "nothing takes effect before all conditions are recorded"


_KINDS = ("date", "reword", "drop", "pause", "resume")


def _plan_facts(row: tuple[Any, ...]) -> tuple[Any, ...]:
    _, _, _, agreed, extensions, delivery, withdrawn, text = row
    return agreed, extensions, delivery == "paused", withdrawn, text


@given(stands=dates(), wanted=dates())
def test_only_more_time_is_an_extension(stands: date, wanted: date) -> None:
    assert is_extension(stands, wanted) is (wanted > stands)
    assert not is_extension(None, wanted)


@given(chairs=booleans(), keeps=booleans(), holds=booleans(), held=booleans())
def test_where_the_office_a_rule_names_is_held_nobody_else_decides(
    *, chairs: bool, keeps: bool, holds: bool, held: bool
) -> None:
    part = part_in(RULE, chairs=chairs, keeps=keeps or chairs, holds=holds and held, held=held)
    if held and not holds:
        assert part not in (Part.DECIDES, Part.RECORDS)
    if part is Part.RECORDS:
        assert not held
    assert must_be_another(None)
    assert not must_be_another(RULE)


@given(met=lists(booleans(), max_size=6))
def test_everything_unmet_is_named_and_nothing_else(met: list[bool]) -> None:
    conditions = [(f"condition {place}", done) for place, done in enumerate(met)]
    assert missing(conditions) == tuple(text for text, done in conditions if not done)
