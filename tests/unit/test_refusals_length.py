"""Whatever is typed wrongly, the refusal is short enough to be read aloud: three sentences, and one way to say it."""

import re
from collections.abc import Iterator

import pytest

from handlers.commands import COMMANDS
from models.card import Facts, Paragraph, Reply
from tests.council import CHAIR, DIRECTOR, VIEWER
from tests.databases import SqliteStore
from tests.worlds import Setting, World, opened

MOST_WORDS, MOST_SENTENCES = 60, 3
FIRST_WORDS = sorted({command.name.split()[0] for command in COMMANDS})
JUNK = ("", " zzqq 77 blah", " zzqq=1", " SG4 zzqq=1", " SG4 reason=", " E999", " nobody@nowhere.example", " M1 value=")
_END = re.compile(r"[.?!][”)]? (?=[A-Z“])|[.?!][”)]?\Z")
_USAGE = re.compile(r"“[^”]*<[^”]*”")


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with opened(sqlite_store, tmp_path_factory.mktemp("refusals"), Setting()) as world:
        yield world


def told(reply: Reply) -> str:
    """What a refusal says; an item that is shown again beside it is no part of it."""
    card = reply.cards[0]
    said = ["".join(map(str, block.spans)) for block in card.blocks if isinstance(block, Paragraph) and not block.quiet]
    assert not any(isinstance(block, Facts) for block in card.blocks), "a refusal lists nothing"
    return " ".join((card.title, *said))


@pytest.mark.parametrize("name", [*FIRST_WORDS, *(command.name for command in COMMANDS if " " in command.name)])
def test_a_command_typed_wrongly_is_refused_in_few_words(name: str, world: World) -> None:
    for who, junk in ((who, junk) for who in (DIRECTOR, CHAIR, VIEWER) for junk in JUNK):
        reply = world.rehearse(who, f"{name}{junk}")
        if not reply.refused or not reply.cards:
            continue
        said = told(reply)
        about = f"{who} typed “{name}{junk}” and was told: {said}"
        assert len(said.split()) <= MOST_WORDS, about
        assert len(_END.findall(said)) <= MOST_SENTENCES, about
        assert len(_USAGE.findall(said)) <= 1, about


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("change", "I did not follow that. “change” needs another word: date, reword, drop, move, pause, resume, add,"),
        ("change dat SG4", "I did not follow that. Did you mean “change date”?"),
        ("review 3", "I did not follow that. “review” needs another word: add, done, cancel or list."),
        ("sign-off", "I did not follow that. Say “sign-off <number>”. For example: sign-off SG1"),
        ("update", "I did not follow that. Say “update <number> [<delivery>] [<narrative>]”. For example: update SG4"),
        ("update SG4 narative=Words", "“update” has no narative=. Did you mean narrative=?"),
        ("figure M3 valu=3 zzqq=1", "“figure” has no valu=. Did you mean value=?"),
        ("evidence SG4 zzqq=1", "“evidence add” has no zzqq=. Say “help evidence add” for what it has."),
        ("people fire a@b.example", "I did not follow that. “people” stands alone, or before add, change,"),
        ("people ad a@b.example lead", "I did not follow that. Did you mean “people add”?"),
        ("away back soon", "I did not follow that. Say “away back”."),
    ],
)
def test_the_one_way_to_say_it_is_the_nearest(typed: str, said: str, world: World) -> None:
    reply = world.rehearse(DIRECTOR, typed)
    assert reply.refused
    assert told(reply).startswith(said)
    assert any(button.command.startswith("help ") for button in reply.cards[0].actions)
