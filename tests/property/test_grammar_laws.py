"""What must hold of anything typed: it is answered, buttons lead where they say, and questions change nothing."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handlers.commands import COMMANDS
from handlers.errors import Refused, UserError
from handlers.grammar import MAX_COMMAND, compose, fill_in, label_key, match, reference, tokens
from handlers.understanding import understand
from models.audit import mark_demonstration
from tests.databases import SqliteStore
from tests.dialogue.harness import FAILED, PAGES, Turn, play, read_page
from tests.strategies import HOSTILE
from tests.worlds import KEY, OPERATOR, Setting, World, buttons, opened, request

OWNER = "head.of.participation@cambridgeshire.example"
STRANGER = "stranger@elsewhere.example"
UPDATE = next(command.usages[0] for command in COMMANDS if command.name == "update")

words = st.sampled_from(
    [
        *{word for command in COMMANDS for word in command.name.split()},
        *{alias for command in COMMANDS for alias in command.aliases},
        *("SG4", "rec", "4", "#4", "4.2", "action", "page", "2", "²", "٣", "to", "staff", "more", "actions", "@v1", "@", "/"),
        *("please", "what", "is", "the", '"', "“", "”", "=", "delivery=", "at", "risk", "completed", "x=1", "\n", "…", "%", "_"),
        *("April", "2010", "31", "February", "days", "9999", "0", "-1", "by", "next", "week", "cambridgeshire-2009/", "SG"),
        *HOSTILE,
    ]
)  # fmt: skip
typed = st.one_of(
    st.lists(words, max_size=8).map(" ".join),
    st.text(max_size=80),
    st.tuples(st.sampled_from(sorted({command.name for command in COMMANDS})), st.text(max_size=40)).map(" ".join),
    st.tuples(words, words).map("".join),
)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"“”\0'), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, World]]:
    """A world for each database, kept for the whole module: what is tried there must leave it as it was."""
    from tests.databases import chosen_databases  # noqa: PLC0415  because it is a question of the run

    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                opened(request.getfixturevalue(f"{name}_store"), tmp_path_factory.mktemp("laws"), Setting())
            )
            for name in chosen_databases()
        }


@given(said=typed, who=st.sampled_from([OPERATOR, OWNER, STRANGER]))
@example(said="due ²", who=OPERATOR)
@example(said="status all page ²", who=OPERATOR)
@example(said="search %", who=OPERATOR)
@example(said="due 31 February", who=OPERATOR)
@example(said="status\x00", who=OPERATOR)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered_and_nothing_goes_wrong(worlds: dict[str, World], said: str, who: str) -> None:
    for world in worlds.values():
        reply = world.rehearse(who, said)
        assert reply.cards or reply.form
        assert not any(card.title.startswith(FAILED) for card in reply.cards)
        if who == STRANGER:
            assert reply.refused


@given(said=typed)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_a_question_changes_nothing(worlds: dict[str, World], said: str) -> None:
    try:
        changes = understand(said).command.changes
    except UserError:
        changes = False
    if not changes:
        for world in worlds.values():
            before = world.everything()
            world.ask(OPERATOR, said)
            assert world.everything() == before


@given(said=typed)
def test_what_is_typed_is_understood_or_answered_with_something_to_press(said: str) -> None:
    try:
        assert understand(said).command in COMMANDS
    except UserError as error:
        for action in error.actions:
            assert len(action.command) <= MAX_COMMAND
            assert understand(action.command).command in COMMANDS


@given(values=st.fixed_dictionaries({"narrative": text}, optional={"next": text, "help": text}))
def test_a_forms_answers_mean_the_same_said_in_one_line(values: dict[str, str]) -> None:
    assert match(UPDATE, tokens(f"update SG4 {fill_in(values)}")) == {"number": "SG4", **values}


@given(narrative=text.map(str.strip).filter(lambda said: len(said.split()) > 1 and "=" not in said))
def test_words_are_kept_letter_for_letter_with_and_without_quotes(narrative: str) -> None:
    for said in (f"update SG4 completed {narrative}", f'update SG4 completed "{narrative}"'):
        assert match(UPDATE, tokens(said)) == {"number": "SG4", "delivery": "completed", "narrative": narrative}


labels = st.from_regex(r"[A-Z]{0,4}[1-9][0-9]{0,3}(\.[1-9]){0,2}", fullmatch=True)


@given(
    plan=st.from_regex(r"[a-z]{2,20}-[12][0-9]{3}", fullmatch=True),
    label=labels,
    version=st.none() | st.integers(0, 10**6),
)
def test_a_composed_command_is_understood_as_it_was_meant(plan: str, label: str, version: int | None) -> None:
    said = compose("status", f"{plan}/{label}", version=version)
    found = understand(said)
    assert (found.command.name, found.arguments.version) == ("status", version)
    ref = reference(found.arguments.get("item"))
    assert ref is not None
    assert (ref.plan, ref.label_key) == (plan, label_key(label))


@given(label=labels, before=st.sampled_from(["", "rec ", "recommendation ", "#"]), upper=st.booleans())
def test_a_label_is_itself_however_it_is_typed(label: str, before: str, upper: bool) -> None:  # noqa: FBT001  because hypothesis chooses it
    ref = reference(before + (label.upper() if upper else label.lower()))
    assert ref is not None
    assert label_key(label) in (ref.label_key, ref.bare)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_button_leads_somewhere_its_reader_may_go(path: Path, sqlite_store: SqliteStore, tmp_path: Path) -> None:
    page = read_page(path.read_text(encoding="utf-8"))
    with opened(sqlite_store, tmp_path, page.setting) as world:
        mark_demonstration(world.engine, KEY)  # else the console takes no decision of a board
        for turn in play(page, world):
            if isinstance(turn, Turn):
                _try_buttons(turn, world)


def _try_buttons(turn: Turn, world: World) -> None:
    for button in buttons(turn.reply):
        where = f"[{button.label}] says “{button.command}”, below “{turn.line}”"
        assert len(button.command) <= MAX_COMMAND, where
        assert understand(button.command).command in COMMANDS, where
        pressed = world.rehearse(turn.who, button.command)
        assert not any(card.title.startswith(FAILED) for card in pressed.cards), where
        if pressed.refused and pressed.form is None:
            assert not _is_refusal(turn.who, button.command, world), where
    if turn.reply.form is not None:
        assert understand(turn.reply.form.command).command in COMMANDS
        assert len(turn.reply.form.command) <= MAX_COMMAND


def _is_refusal(who: str, command: str, world: World) -> bool:
    """Whether it was refused because it is not theirs, and not because there is nothing to find."""
    try:
        world.bot._run(request(who, command), understand(command))
    except Refused:
        return True
    except UserError:
        return False
    return False


def test_the_conversations_say_every_command() -> None:
    said = set()
    for path in PAGES:
        for line in read_page(path.read_text(encoding="utf-8")).lines:
            words = line.partition("> ")[2]
            try:
                said.add(understand(words).command.name)
            except UserError:
                continue
    first = {"status", "status all", "status actions", "status more", "mine", "due", "overdue", "overdue actions"}
    first |= {"update", "history", "search", "plans", "use", "publish", "people", "people add", "people change"}
    assert first | {"people remove", "help"} <= said
