"""Lawful removal: two officers, nothing of the words left, a marked gap, and an audit chain that still holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.attaching import attaching
from bot.dispatch import Dispatcher
from bot.evidence_store import EvidenceStore
from models.audit import mark_demonstration
from tests.databases import Store
from tests.worlds import KEY, LONDON, Setting, World, opened, request

OWNER = "head.of.participation@cambridgeshire.example"
ACCESS = "head.of.access@cambridgeshire.example"
DIRECTOR = "director@cambridgeshire.example"
OFFICER = "scrutiny.officer@cambridgeshire.example"
SLIPPED = "Words that slipped through, as Zoë said"


def begin(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {OFFICER}").refused
    assert not world.ask(OWNER, f'update SG4 at risk "{SLIPPED}" next="{SLIPPED} again"').refused


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def newest_update(world: World) -> str:
    return "U" + str(world.rows('SELECT max(id) FROM "update"')[0][0])


def stored(world: World) -> str:
    return repr(world.everything()).replace("\\\\u00eb", "ë")


def test_two_officers_remove_every_copy_and_the_audit_still_holds(world: World) -> None:
    name = newest_update(world)
    assert not world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"').refused
    assert SLIPPED in stored(world)
    said = world.says(OFFICER, "redact confirm R1")
    assert f"{name} is removed for good: 2 texts" in said
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []
    told = " ".join(world.says(DIRECTOR, "history SG4").split())
    assert "[removed by law]" in told
    told = " ".join(world.says(DIRECTOR, "history").split())
    assert "removed an entry for good (R1, asked for by" in told
    assert "and confirmed by Scrutiny Officer: “a name slipped through”)" in told
    assert "person:" not in told


def test_one_text_is_said_as_one(world: World) -> None:
    assert not world.ask(OWNER, f'update SG4 at risk "{SLIPPED}, once"').refused
    assert not world.ask(DIRECTOR, f'redact {newest_update(world)} reason="a name"').refused
    assert "is removed for good: 1 text, and" in world.says(OFFICER, "redact confirm R1")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (f'measure add "{SLIPPED}" for=SG4 direction=up', "M"),
        (f'library add "{SLIPPED}"', "L"),
        (f'review add SG4 scope="{SLIPPED}" reviewer=Somebody on="1 May 2010"', "R"),
    ],
)
def test_a_measure_a_document_and_a_review_can_be_removed_too(said: str, name: str, world: World) -> None:
    assert not world.ask(DIRECTOR, f'redact {newest_update(world)} reason="a name slipped through"').refused
    assert not world.ask(OFFICER, "redact confirm R1").refused
    added = world.ask(DIRECTOR, said)
    assert not added.refused, added
    table = {"M": "measure", "L": "library_item", "R": "planned_review"}[name]
    what = f"{name}{world.rows(f'SELECT max(id) FROM {table}')[0][0]}"
    if name == "M":
        noted = f'figure {what} value=12 period="March 2010" note="{SLIPPED}"'
        assert not world.ask(DIRECTOR, noted).refused
    assert SLIPPED in stored(world)
    assert not world.ask(DIRECTOR, f'redact {what} reason="a name slipped through"').refused
    assert f"{what} is removed for good" in world.says(OFFICER, "redact confirm R2")
    assert SLIPPED not in stored(world)
    assert world.audit_problems() == []


def test_one_officer_alone_cannot(world: World) -> None:
    name = newest_update(world)
    world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"')
    refused = world.ask(DIRECTOR, "redact confirm R1")
    assert refused.refused
    assert "somebody else must confirm it" in refused.cards[0].title
    assert SLIPPED in stored(world)


@pytest.mark.parametrize("who", [OWNER, "chair@cambridgeshire.example", "secretary@cambridgeshire.example"])
def test_nobody_else_may_ask_or_confirm(who: str, world: World) -> None:
    name = newest_update(world)
    assert world.ask(who, f'redact {name} reason="because"').refused
    world.ask(DIRECTOR, f'redact {name} reason="a name slipped through"')
    assert world.ask(who, "redact confirm R1").refused
    assert SLIPPED in stored(world)


def test_a_legal_hold_stops_it(world: World) -> None:
    assert not world.ask(DIRECTOR, "hold set Inquiry of 2010").refused
    refused = world.ask(DIRECTOR, f'redact {newest_update(world)} reason="a name slipped through"')
    assert "A legal hold stands" in refused.cards[0].title
    assert not world.ask(DIRECTOR, "hold lift The inquiry has ended").refused
    assert not world.ask(DIRECTOR, f'redact {newest_update(world)} reason="a name slipped through"').refused


@pytest.mark.parametrize("what", ["X1", "U999999", "U", "12", "U1x"])
def test_what_is_not_there_is_said_plainly(what: str, world: World) -> None:
    reply = world.ask(DIRECTOR, f'redact {what} reason="because"')
    assert reply.refused
    assert reply.cards[0].actions


@pytest.mark.parametrize("who", ["", OWNER, DIRECTOR, "scrutiny.officer@cambridgeshire.example"])
def test_whoever_may_read_an_update_is_told_what_it_is_called(who: str, world: World) -> None:
    assert f"({newest_update(world)})" in world.says(who, "history SG4")


def test_a_partner_is_told_the_names_of_their_own_updates_only(world: World) -> None:
    told = world.says("business.manager@lscb.example", "history")
    assert "(U18)" in told
    assert f"({newest_update(world)})" not in told


def test_a_removed_file_leaves_the_evidence_store_and_what_was_signed(world: World, tmp_path: Path) -> None:
    mark_demonstration(world.engine, KEY)
    store = EvidenceStore(str(tmp_path / "evidence"))
    world.bot = Dispatcher(world.engine, KEY, LONDON, lambda: world.now, lambda: store)
    world.now = world.now.replace(day=20)
    filed = "What a file said of somebody, as Zoë found"
    (tmp_path / "audit.txt").write_text("17 of 20")
    ask = attaching(world.bot.ask, lambda: store)
    said = f'evidence SG1 audit shows="{filed}" period="March 2010" also=SG4 @{tmp_path}/audit.txt'
    assert not world.ask(ACCESS, "sign-off withdraw SG1 reason=More").refused
    assert not ask(request(DIRECTOR, said)).refused
    assert not world.ask("chair@cambridgeshire.example", "evidence accept E8").refused
    assert not world.ask(ACCESS, "sign-off request SG1").refused
    signed = world.ask("chair@cambridgeshire.example", 'sign-off SG1 meeting="20 April 2010" minute=4.2')
    assert not signed.refused, signed
    assert filed[:30] in str(world.rows("SELECT snapshot FROM decision"))

    assert not world.ask(DIRECTOR, 'redact E8 reason="a name slipped through"').refused
    assert "1 file" in world.says(OFFICER, "redact confirm R1")
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
    assert filed[:30] not in stored(world)
    assert world.audit_problems() == []


def test_that_a_child_could_be_known_is_a_reason_and_a_worry_is_not_taken_for_one(world: World) -> None:
    name = newest_update(world)
    worry = "a child could be known from it and he is being hit at home"
    refused = world.ask(DIRECTOR, f'redact {name} reason="{worry}"')
    assert refused.refused
    assert "concern about a child" in str(refused)
    assert world.rows("SELECT reason FROM redaction") == []
    assert not world.ask(DIRECTOR, f'redact {name} reason="a child could be known from it"').refused
    assert world.rows("SELECT reason FROM redaction") == [("a child could be known from it",)]
