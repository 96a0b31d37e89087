"""That words alone reach every state there is, and that no command is without a line in the walk."""

from enum import StrEnum
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from handlers.understanding import understand
from models.database import engine_for
from models.vocabulary import (
    Bearing,
    ChallengeState,
    ChangeState,
    DecisionKind,
    Delivery,
    DueKind,
    DueState,
    EvidenceKind,
    EvidenceState,
    Harm,
    Impact,
    OpenTo,
    Relation,
    ReviewState,
    Role,
    SignOff,
)
from tests.databases import SqliteStore
from tests.property.walk.drawing import ALWAYS
from tests.property.walk.script import LAST, SCRIPT, Line
from tests.property.walk.setting import EVERYBODY, PEOPLE, fill, world_on
from tests.property.walk.walker import Reached, Walker
from tests.property.walk.words import SAYINGS
from tests.worlds import World

CHANGING = {command.name for command in COMMANDS if command.changes}
ONLY_IN_THE_SCRIPT = {"succeed", "people link"}
ASKS_FOR_A_FORM = {"draft file"}
MADE_BY_THE_CLOCK = {DueKind.ESCALATION, DueKind.SILENCE, DueKind.UNREACHED}
WRITTEN_IN_A_PLAN = {DueKind.CLOCK, DueKind.REPORT}
FOUND = {
    "item": "action 4.2", "rec": "SG1", "said": "U1", "stream": "Phase 1", "today": "1 May 2010", "ahead": "1 June 2010",
    "past": "1 April 2010", "evidence": "E1", "change": "C1", "question": "Q1", "review": "R1", "library": "L1",
    "measure": "M1", "removal": "R1", "notice": "N1", "step": "K1", "papers": "P4",
}  # fmt: skip
OFTEN = 12
SHOWN = (
    "status", "mine", "due", "overdue", "waiting", "changes", "challenges", "evidence", "gaps", "reviews", "library",
    "measures", "assurance", "digest",
    *(f"{word} {item}" for item in ("SG1", "SG2", "SG4", "SG5", "LAC1") for word in ("status", "sign-off", "evidence")),
    "status action 2.1", "status action 4.2", "history SG4", "measures SG1", "gaps SG4",
)  # fmt: skip
SHOWN_OF_THE_FIRST = tuple(
    said.replace(" SG", " cambridgeshire-2009/SG").replace("action ", "action cambridgeshire-2009/")
    for said in SHOWN if " " in said
)  # fmt: skip
"""The same of the plan that was succeeded: what is still to be done of it is done in the new one."""

STATES: dict[tuple[str, str], type[StrEnum]] = {
    ("recommendation", "delivery"): Delivery,
    ("action", "delivery"): Delivery,
    ("recommendation", "impact"): Impact,
    ("recommendation", "sign_off"): SignOff,
    ("evidence", "state"): EvidenceState,
    ("evidence", "bearing"): Bearing,
    ("evidence", "kind"): EvidenceKind,
    ("plan_change", "state"): ChangeState,
    ("challenge", "state"): ChallengeState,
    ("decision", "kind"): DecisionKind,
    ("reminder", "kind"): DueKind,
    ("reminder", "state"): DueState,
    ("planned_review", "state"): ReviewState,
    ("harm_answer", "answer"): Harm,
    ("tie", "relation"): Relation,
    ("role_grant", "role"): Role,
    ("plan", "open_to"): OpenTo,
}


@pytest.fixture(scope="module")
def reached(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Reached:
    """What the written walk reached; every law was held to every step of it."""
    folder: Path = tmp_path_factory.mktemp("script")
    with sqlite_store.filled(folder, "walk", fill) as url:
        engine = engine_for(url)
        world, found = world_on(engine), Reached()
        walker = Walker(world, found)
        for place, line in enumerate(SCRIPT):
            _take(walker, world, line)
            if place % OFTEN == 0 or _closes(line):
                _press_everything(walker, SHOWN)
        walker.check_counts()
        for line in LAST:
            _take(walker, world, line)
        _press_everything(walker, (*SHOWN, *SHOWN_OF_THE_FIRST))
        assert world.audit_problems() == []
        world.bot.close()
        engine.dispose()
    return found


def _press_everything(walker: Walker, cards: tuple[str, ...]) -> None:
    """Every card that anybody of any role is given offers what would be taken from them now, and nothing else."""
    for group in PEOPLE.values():
        for text in cards:
            walker.press_all(group[0], text)


def _closes(line: Line) -> bool:
    return not isinstance(line, int) and line[1].startswith("close ")


def _take(walker: Walker, world: World, line: Line) -> None:
    if isinstance(line, int):
        world.wait(days=line)
        return
    who, said = line
    reply = walker.says(who, said)
    assert not reply.refused, f"{who} said “{said}”: {reply.cards[0].title if reply.cards else reply.form}"
    assert reply.form is None, f"{who} said “{said}” and was asked for more"


def test_every_state_is_reached_by_words(reached: Reached) -> None:
    every = {(table, column, each.value) for (table, column), states in STATES.items() for each in states}
    by_itself = {("reminder", "kind", each.value) for each in MADE_BY_THE_CLOCK | WRITTEN_IN_A_PLAN}
    assert every - reached.states - by_itself == set()


def test_every_command_that_changes_something_is_walked(reached: Reached) -> None:
    assert CHANGING - reached.commands == ASKS_FOR_A_FORM


def test_every_command_that_changes_something_is_said_in_random_walks() -> None:
    """Each in words that are understood as that command, whatever is drawn for them."""
    assert CHANGING - set(SAYINGS) == ONLY_IN_THE_SCRIPT
    for name, sayings in SAYINGS.items():
        for text in (saying.text for saying in sayings):
            for drawn in ({hole: value} for hole, values in ALWAYS.items() for value in values):
                said = text.format_map(_Holes({**FOUND, **drawn}))
                assert understand(said).command.name == name, said


def test_everybody_of_every_role_walks() -> None:
    assert {role.value for role in Role} <= set(PEOPLE)
    assert {"partner", "line manager", "leaver", "staff", "stranger", "deputy"} <= set(PEOPLE)
    assert all(who in EVERYBODY for group in PEOPLE.values() for who in group)


class _Holes(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ALWAYS[name][0]
