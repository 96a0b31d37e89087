"""The reason for a removal keeps nothing of what it removes, and the same removal is asked for once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.redacting.repeating import repeats
from tests.databases import Store
from tests.worlds import Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"
DIRECTOR = "director@cambridgeshire.example"
OFFICER = "scrutiny.officer@cambridgeshire.example"

TEXT = "Marcus has not been visited since he moved to Ramsey, and Jayden Smith of 12 Elm was seen on 3 May; Child K too"
TELLING = (
    "a name: Marcus", "marcus was named", "MARCUS", "Marcus's name", "Jayden Smith slipped through", "the Smith boy",
    "it says Jayden", "has not been visited since he moved", "not been visited", "it names Ramsey",
    "a house, number 12", "what is said of 3", "says K", "it is \uff2darcus", "Mar\u200bcus", "was seen on",
)  # fmt: skip
ORDINARY = (
    "a child could be known from it", "a name slipped through", "A name", "it names a child", "a child's name",
    "The parents asked for it", "Right to erasure", "UK GDPR, article 17", "it could identify a child", "a case number",
    "A child could be recognised together with the school and the date", "asked by the family", "details of a child",
    "personal data of a parent", "a name was written by mistake", "retention has run out", "Subject access request",
    "an address slipped through", "The file names children", "it holds a date of birth",
)  # fmt: skip
OTHERS = (
    "marcus has not been visited", "The child could be known from it, as a name slipped through", "Xan", "17 of 20",
    "A name slipped through: Kofi of Ely",
    "marcus moved and emma is missing; the large family was seen, and mr x rang the school about the birth family",
)  # fmt: skip


def begin(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {OFFICER}").refused
    assert not world.ask(OWNER, 'update SG4 at risk "Marcus has not been visited"').refused


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def newest_update(world: World) -> str:
    return "U" + str(world.rows('SELECT max(id) FROM "update"')[0][0])


@pytest.mark.parametrize("reason", TELLING)
def test_a_reason_that_gives_the_words_away_is_noticed(reason: str) -> None:
    assert repeats(reason, (TEXT,))


@pytest.mark.parametrize("reason", ORDINARY)
def test_an_ordinary_reason_passes(reason: str) -> None:
    assert [text for text in (TEXT, *OTHERS) if repeats(reason, (text,))] == (["17 of 20"] if "17" in reason else [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("marcus has not been visited", "it is about Marcus"),
        ("Xan", "it is about xan"),
        ("marcus okonkwo has not been visited", "it is about okonkwo"),
        ("mrs okonkwo rang twice", "it names an okonkwo"),
        ("nobody saw the okonkwo boys", "about the okonkwo family"),
        ("17 of 20", "17 files"),
        ("the lad from elm road ran off", "says that the lad from elm ran"),
    ],
)
def test_words_in_small_letters_and_short_ones_are_noticed_too(text: str, reason: str) -> None:
    assert repeats(reason, (text,))


@pytest.mark.parametrize(
    "reason", ["a name: Marcus", "Marcus slipped through", "visited: has not been visited", "Emma, 14, was named"]
)
def test_such_a_reason_is_refused_and_kept_nowhere(world: World, reason: str) -> None:
    name = newest_update(world)
    answer = world.ask(DIRECTOR, f"redact {name}", {"reason": reason, "confirmed": "yes"})
    assert answer.refused
    assert world.rows("SELECT count(*) FROM redaction")[0][0] == 0
    assert "a name slipped through" in world.says(DIRECTOR, f'redact {name} reason="a name: Marcus"')
    assert not world.ask(DIRECTOR, f'redact {name} reason="a child could be known from it"').refused
    assert not world.ask(OFFICER, "redact confirm R1").refused
    assert "Marcus" not in repr(world.everything())
    assert world.audit_problems() == []


def test_a_reason_kept_before_that_gives_the_words_away_goes_with_them(world: World) -> None:
    name = newest_update(world)
    assert not world.ask(DIRECTOR, f'redact {name} reason="it tells of Zebedee"').refused
    world.run(f"""UPDATE "update" SET narrative = 'Zebedee has not been visited' WHERE id = {name[1:]}""")
    assert "Zebedee" in repr(world.rows("SELECT content FROM audit_content"))
    assert not world.ask(OFFICER, "redact confirm R1").refused
    assert "Zebedee" not in repr(world.everything())
    assert world.audit_problems() == []


def test_the_same_removal_is_asked_for_once(world: World) -> None:
    name = newest_update(world)
    assert "R1: the removal of" in world.says(DIRECTOR, f'redact {name} reason="a name slipped through"')
    assert "R1: the removal of" in world.says(DIRECTOR, f'redact {name} reason="a name"')
    said = " ".join(world.says(OFFICER, f'redact {name} reason="a name"').split())
    assert "Director" in said
    assert "has already asked for this as R1. Nothing was asked for again." in said
    assert world.rows("SELECT count(*) FROM redaction")[0][0] == 1
    assert not world.ask(OFFICER, "redact confirm R1").refused
