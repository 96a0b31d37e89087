"""Whatever people wrote can be removed by law, under the name that `redact find` gives it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from models.vocabulary import Platform
from scheduler.relay import Message
from scheduler.tick import tick
from tests.council import CHAIR, CONTRIBUTOR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.ticks import Recorder, relay
from tests.worlds import LONDON, Setting, World, opened

TEAMS = "head.of.area.teams@cambridgeshire.example"
SLIPPED = "Words that slipped through, as Zoë said of her school and of nobody else there"


def begin(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {VIEWER}").refused


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def stored(world: World) -> str:
    return repr(world.everything()).replace("\\\\u00eb", "ë")


def found(world: World, item: str, letter: str) -> str:
    """The newest of a kind, by the name that is shown to who asks."""
    listed = world.says(VIEWER, f"redact find {item}")
    [name] = re.findall(rf"\b({letter}\d+)\b[^\n]*“Words that slipped", listed)[:1]
    return str(name)


def removed(world: World, name: str) -> str:
    asked = world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"')
    assert not asked.refused, asked
    return " ".join(world.says(VIEWER, "redact confirm R1").split())


@pytest.mark.parametrize(
    ("who", "text", "item", "letter"),
    [
        (PARTICIPATION, f'update SG4 at risk "{SLIPPED}"', "SG4", "U"),
        (PARTICIPATION, f'evidence SG4 audit shows="{SLIPPED}" title="{SLIPPED}" period="March 2010"', "SG4", "E"),
        (CHAIR, f'judge SG4 delivery=at-risk meeting=2010-03-16 reason="{SLIPPED}"', "SG4", "J"),
        (CHAIR, f'challenge SG2 "{SLIPPED}" to={TEAMS}', "SG2", "Q"),
        (PARTICIPATION, f'change date SG4 2010-06-01 reason="{SLIPPED}"', "SG4", "C"),
        (PARTICIPATION, f'change reword SG4 "{SLIPPED}" reason="Clearer"', "SG4", "C"),
        (PARTICIPATION, f'change add SG4 "{SLIPPED}" due=2010-06-01 reason="Clearer"', "SG4", "C"),
        (DIRECTOR, f'measure add "{SLIPPED}" for=SG4 direction=up baseline="{SLIPPED}"', "SG4", "M"),
        (DIRECTOR, f'review add SG4 scope="{SLIPPED}" reviewer="{SLIPPED}" on="1 May 2010"', "SG4", "R"),
        (CHAIR, f'sign-off reopen LAC1 reason="{SLIPPED}"', "LAC1", "D"),
    ],
)
def test_what_is_found_is_removed_wherever_it_stands(world: World, who: str, text: str, item: str, letter: str) -> None:
    reply = world.ask(who, text)
    assert not reply.refused, reply
    assert reply.form is None, reply
    assert SLIPPED in stored(world)
    removed(world, found(world, item, letter))
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []
    for shown in (
        f"status {item}",
        f"history {item}",
        "history",
        "status",
        f"redact find {item}",
        "changes",
        "measures",
    ):
        told = world.says(DIRECTOR, shown)
        assert SLIPPED[:20] not in told
        assert "Something went wrong" not in told
    assert "[removed by law]" in " ".join(world.says(DIRECTOR, f"history {item}").split()) or "removed" in world.says(
        DIRECTOR, "history"
    )


def test_a_figure_goes_with_its_numbers_and_its_note(world: World) -> None:
    assert not world.ask(DIRECTOR, 'measure add "Views recorded" for=SG4 direction=up').refused
    assert not world.ask(DIRECTOR, f'figure Views value="3 of 4" period="March 2010" note="{SLIPPED}"').refused
    (number,) = world.rows("SELECT max(id) FROM figure")[0]
    assert f"F{number}" in world.says(VIEWER, "redact find SG4")
    removed(world, f"F{number}")
    assert SLIPPED not in stored(world)
    assert world.rows(f"SELECT value, numerator, denominator FROM figure WHERE id = {number}") == [
        ("[removed by law]", None, None)
    ]
    assert "Something went wrong" not in world.says(DIRECTOR, "measures")
    assert world.audit_problems() == []


def test_a_reason_that_stands_only_in_the_history_goes_by_its_line(world: World) -> None:
    assert not world.ask(PARTICIPATION, "harm LAC4 yes").refused
    assert not world.ask(PARTICIPATION, f'harm LAC4 no reason="{SLIPPED}"').refused
    assert SLIPPED in stored(world)
    removed(world, found(world, "LAC4", "H"))
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []


def test_words_that_a_request_put_in_the_plan_go_from_the_plan(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'change reword SG4 "{SLIPPED}" reason="Clearer"').refused
    agreed = world.ask(CHAIR, 'change agree C1 meeting="7 April 2010" extraordinary=yes minute=4')
    assert SLIPPED in str(world.rows("SELECT council_text FROM recommendation WHERE label = 'SG4'")), agreed
    removed(world, "C1")
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []


def test_an_open_request_whose_words_are_gone_ends(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'change reword SG4 "{SLIPPED}" reason="Clearer"').refused
    removed(world, "C1")
    assert world.rows("SELECT state FROM plan_change") == [("withdrawn",)]
    assert world.ask(CHAIR, "change agree C1").refused


def test_no_administrator_does_it_alone_or_with_another(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'update SG4 at risk "{SLIPPED}"').refused
    name = found(world, "SG4", "U")
    assert not world.ask(DIRECTOR, f"people add {CONTRIBUTOR} admin").refused
    assert not world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"').refused
    for who in (DIRECTOR, CONTRIBUTOR):
        refused = world.ask(who, "redact confirm R1")
        assert refused.refused
        assert f"{VIEWER}" in refused.cards[0].title
        assert "to type: redact confirm R1" in refused.cards[0].title
    assert SLIPPED in stored(world)


def test_the_officer_asks_and_an_administrator_confirms(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'update SG4 at risk "{SLIPPED}"').refused
    assert not world.ask(VIEWER, f'redact {found(world, "SG4", "U")} reason="a name slipped through"').refused
    alone = world.ask(VIEWER, "redact confirm R1")
    assert "Ask an administrator of the plan to type: redact confirm R1" in alone.cards[0].title
    assert "removed for good" in world.says(DIRECTOR, "redact confirm R1")


def test_two_officers_one_after_the_other_are_no_administrator(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'update SG4 at risk "{SLIPPED}"').refused
    assert not world.ask(VIEWER, f'redact {found(world, "SG4", "U")} reason="a name slipped through"').refused
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {CONTRIBUTOR}").refused
    refused = world.ask(CONTRIBUTOR, "redact confirm R1")
    assert "is no administrator of the plan" in refused.cards[0].title
    assert SLIPPED in stored(world)


def test_a_reason_that_repeats_the_words_is_refused(world: World) -> None:
    assert not world.ask(PARTICIPATION, f'update SG4 at risk "{SLIPPED}"').refused
    refused = world.ask(DIRECTOR, f'redact {found(world, "SG4", "U")} reason="It says: {SLIPPED}"')
    assert refused.refused
    assert world.rows("SELECT count(*) FROM redaction") == [(0,)]


def quoting(recorder: Recorder) -> list[str]:
    return [message.key for message in recorder.sent if SLIPPED[:20] in f"{message.card}"]


def test_what_was_on_its_way_is_taken_back_once_it_arrived(world: World) -> None:
    assert not world.ask(DIRECTOR, f'library add "{SLIPPED}" owner={PARTICIPATION}').refused

    class Slow(Recorder):
        @override
        def send(self, message: Message) -> str:
            key = super().send(message)
            if len(quoting(self)) == 1 and not world.rows("SELECT 1 FROM redaction"):
                removed(world, "L1")
            return key

    platform = Slow()
    platform.platform = Platform.SLACK
    tick(world.engine, world.now, LONDON)
    relay(world.engine, platform, world.now).run()
    [key] = quoting(platform)
    assert [each.message_id for each in platform.erased] == [f"id of {key}"]
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []
