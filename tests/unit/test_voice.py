"""Nobody can tell who speaks at a console, so what stands in a board's or a person's name is decided elsewhere."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from models.audit import mark_demonstration
from tests.council import ACCESS, CHAIR, DIRECTOR, PARTICIPATION, SECRETARY, VICE_CHAIR, VIEWER
from tests.databases import Store
from tests.worlds import KEY, LONDON, Setting, World, opened

TEAMS = "head.of.area.teams@cambridgeshire.example"
DECISIONS = {
    "challenge accept": (CHAIR, "challenge accept Q1"),
    "challenge not-yet": (CHAIR, 'challenge not-yet Q1 "And the third?"'),
    "change consult": (CHAIR, 'change consult C2 1 who="Lead Member" minute=3'),
    "change agree": (CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4'),
    "change confirm": (VICE_CHAIR, "change confirm C1"),
    "change reported": (SECRETARY, 'change reported C1 meeting="20 April 2010" minute=2'),
    "change refuse": (CHAIR, 'change refuse C1 "The date stands"'),
    "evidence accept": (SECRETARY, "evidence accept E8"),
    "evidence return": (SECRETARY, 'evidence return E8 reason="No period"'),
    "sign-off sign": (CHAIR, "sign-off SG1 meeting=2010-04-06 extraordinary=yes minute=4.2"),
    "sign-off confirm": (VICE_CHAIR, "sign-off confirm SG1"),
    "sign-off return": (
        CHAIR, f'sign-off return SG1 wanted="a second audit" from={TEAMS} by=2010-05-18',
    ),
    "sign-off reopen": (CHAIR, 'sign-off reopen LAC1 reason="two areas stopped"'),
    "sign-off reported": (CHAIR, "sign-off reported SG1 meeting=2010-04-07 extraordinary=yes minute=2"),
    "holding": (CHAIR, "holding LAC1 yes"),
    "chair": (CHAIR, f"chair {VIEWER} for 20 April 2010"),
    "judge": (CHAIR, 'judge SG4 delivery=at-risk meeting=2010-03-16 reason="Words"'),
    "judge lift": (CHAIR, 'judge lift SG2 reason="Done since"'),
    "inspection notified": (CHAIR, "inspection notified 6 April 2010"),
    "inspection confirm": (DIRECTOR, "inspection confirm N1"),
    "redact ask": (DIRECTOR, 'redact U2 reason="a name slipped through"'),
    "redact confirm": (VIEWER, "redact confirm R1"),
}  # fmt: skip
"""What stands in somebody's name once it is said, and somebody who may say it."""

REPORTS_AND_REQUESTS = (
    "update", "evidence add", "evidence answer", "impact", "measure add", "figure", "harm", "review add", "review done",
    "review cancel", "library add", "library confirm", "library match", "library not-needed", "evidence file", "evidence save",
    "draft keep", "draft use", "draft file", "draft drop", "challenge", "challenge answer", "change date", "change reword",
    "change drop", "change move", "change pause", "change resume", "change add", "change withdraw", "sign-off request",
    "sign-off withdraw", "inspection have-it", "not mine", "inspection done", "dates done", "dates not-done",
)  # fmt: skip
"""What somebody tells or asks for: it decides nothing, and history says that it was said at the console."""

RUNNING_IT = (
    "assign", "away", "away back", "leaver", "settings", "settings set", "redact", "redact find", "hold", "hold lift", "hold set",
    "succeed", "use", "publish", "close", "reopen", "retention", "digest here", "digest stop", "people link", "snooze", "preview", "dates", "inspection give", "people add", "people admit", "people change", "people remove",
)  # fmt: skip
"""What the local operator may do in their own voice, or anybody about their own day."""

BEFORE = (
    (CHAIR, f'challenge SG2 "Why have two areas not agreed?" to={TEAMS}'),
    (TEAMS, 'challenge answer Q1 "Two areas agreed it"'),
    (PARTICIPATION, 'change date SG4 2010-06-01 reason="IT is late"'),
    (PARTICIPATION, 'evidence SG4 audit "17 of 20 had views recorded" bearing=for'),
    (CHAIR, 'judge SG2 delivery=off-track meeting=2010-03-16 reason="Two areas"'),
    (DIRECTOR, f"settings data_protection_officer {VIEWER}"),
    (DIRECTOR, 'redact U1 reason="a name slipped through"'),
    (CHAIR, "inspection notified 7 April 2010"),
)
"""What is said first, so that there is something to decide."""


def begin(world: World) -> None:
    for who, said in BEFORE:
        assert not world.ask(who, said).refused, world.says(who, said)
    world.run(
        "INSERT INTO amendment_rule (plan_id, position, change, decided_by, conditions) "
        "SELECT id, 1, 'Any amendment', 'Director', '[\"agreed with the Lead Member\"]' FROM plan"
    )
    reworded = world.ask(PARTICIPATION, 'change reword SG4 text="New words" reason="Clearer" rule=1')
    assert not reworded.refused


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def test_every_command_that_changes_something_is_one_or_the_other() -> None:
    told = [*DECISIONS, *REPORTS_AND_REQUESTS, *RUNNING_IT]
    assert sorted(told) == sorted(command.name for command in COMMANDS if command.changes)


@pytest.mark.parametrize("name", DECISIONS)
def test_a_borrowed_voice_decides_nothing(world: World, name: str) -> None:
    who, said = DECISIONS[name]
    _make_ready(world, name)
    world.run("UPDATE deployment SET demonstration = false")
    before = world.everything()
    refused = world.ask(who, said)
    assert refused.refused
    assert "no decision is taken here in a board's or a person's name" in refused.cards[0].title
    assert world.everything() == before
    mark_demonstration(world.engine, KEY)
    assert not world.ask(who, said).refused, world.says(who, said)


def _make_ready(world: World, name: str) -> None:
    """A sign-off that waits for a second member, or one by chair's action, where that is what is decided next."""
    if name == "sign-off confirm":
        world.run(
            f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') "
            f"WHERE email = '{ACCESS}'"
        )
        world.ask(CHAIR, "sign-off SG1 meeting=2010-04-06 extraordinary=yes minute=4.2")
    elif name == "change confirm":
        world.run(
            f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') "
            f"WHERE email = '{PARTICIPATION}'"
        )
        world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    elif name == "change reported":
        world.ask(CHAIR, "change agree C1 chairs-action=2010-04-20")
        world.now = datetime(2010, 4, 21, 9, tzinfo=LONDON)
    elif name == "sign-off reported":
        world.ask(CHAIR, "sign-off SG1 chairs-action=2010-05-18")
