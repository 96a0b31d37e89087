"""What is meant by what is typed: forgiving in what reads, literal in what changes."""

import time

import pytest

from handlers.commands import COMMANDS
from handlers.errors import UserError
from handlers.understanding import LONGEST, understand

CHANGING = {command.name for command in COMMANDS if command.changes}


def meant(text: str) -> tuple[str, dict[str, str]]:
    found = understand(text)
    return found.command.name, dict(found.arguments.values)


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("", "help", {}),
        ("   ", "help", {}),
        ("/ofsted", "help", {}),
        ("@ofsted-bot", "help", {}),
        ("?", "help", {}),
        ("Hello", "help", {}),
        ("status", "status", {}),
        ("/ofsted status SG4", "status", {"item": "SG4"}),
        ("ofsted status SG4", "status", {"item": "SG4"}),
        ("Ofsted-bot, status SG4", "status", {"item": "SG4"}),
        ("@ofsted-bot: status SG4", "status", {"item": "SG4"}),
        ("<@U0123ABC> status SG4", "status", {"item": "SG4"}),
        ("<@U0123ABC|ofsted-bot> status SG4", "status", {"item": "SG4"}),
        ("<@U0123ABC> /ofsted status SG4", "status", {"item": "SG4"}),
        ("STATUS sg4", "status", {"item": "sg4"}),
        ("Status SG4", "status", {"item": "SG4"}),
        ("show SG4", "status", {"item": "SG4"}),
        ("where is SG4", "status", {"item": "is SG4"}),
        ("please status SG4", "status", {"item": "SG4"}),
        ("what is the status of SG4?", "status", {"item": "of SG4?"}),
        ("can you give me the status of SG4 please", "status", {"item": "of SG4 please"}),
        ("SG4", "status", {"item": "SG4"}),
        ("sg 4?", "status", {"item": "sg 4?"}),
        ("#4", "status", {"item": "#4"}),
        ("rec4", "status", {"item": "rec4"}),
        ("recommendation 4", "status", {"item": "recommendation 4"}),
        ("how is SG4 going?", "status", {"item": "SG4"}),
        ("staus SG4", "status", {"item": "SG4"}),
        ("statuss", "status", {}),
        ("overdu", "overdue", {}),
        ("late", "overdue", {}),
        ("serch care leavers", "search", {"words": "care leavers"}),
        ("find care leavers", "search", {"words": "care leavers"}),
        ("what is due", "due", {}),
        ("my", "mine", {}),
        ("overdue actions", "overdue actions", {}),
        ("overdue actions page 2", "overdue actions", {"page": "2"}),
        ("history page 2", "history", {"page": "2"}),
        ("please update SG4 on track", "update", {"number": "SG4", "delivery": "on track"}),
        ("Update SG4 on track", "update", {"number": "SG4", "delivery": "on track"}),
        ("Hello, people remove a@b.example", "people remove", {"email": "a@b.example"}),
    ],
)
def test_what_is_meant(text: str, name: str, values: dict[str, str]) -> None:
    assert meant(text) == (name, values)


def test_the_version_a_button_saw_comes_with_it() -> None:
    found = understand("update SG4 on track @v7")
    assert found.arguments.version == 7
    assert dict(found.arguments.values) == {"number": "SG4", "delivery": "on track"}
    assert understand("update SG4 on track").arguments.version is None


@pytest.mark.parametrize(
    "text",
    [
        "updte SG4 on track",
        "upd8 SG4 completed",
        "poeple remove a@b.example",
        "people, would you remove a@b.example",
        "people: did you add a@b.example admin",
        "how do I publish?",
        "how do I publish",
        "publish?",
        "pubish Ely 2009",
        "what does people remove a@b.example do",
        "did you update SG4 on track",
        "should we use Ely 2009",
        "usee Ely 2009",
        "peopel add a@b.example admin",
    ],
)
def test_nothing_that_changes_anything_is_guessed_at(text: str) -> None:
    assert {name for name in _meant(text) if name in CHANGING} == set()


def _meant(text: str) -> list[str]:
    """The command a text is taken for, or those it is answered with."""
    try:
        return [understand(text).command.name]
    except UserError as error:
        return [understand(action.command).command.name for action in error.actions]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("frobnicate", ["search frobnicate", "help"]),
        ("updte SG4", ["help update", "status SG4", "search updte SG4", "help"]),
        ("serch", ["search serch", "help search", "help"]),
        ("did SG4 slip?", ["status SG4", "search did SG4 slip?", "help"]),
        ("update", ["help update"]),
        ("people fire a@b.example", ["help people"]),
        ("people ad a@b.example", ["help people add"]),
        ("use", ["help use"]),
    ],
)
def test_who_is_not_understood_is_told_what_to_say(text: str, offered: list[str]) -> None:
    with pytest.raises(UserError) as raised:
        understand(text)
    commands = [action.command for action in raised.value.actions]
    assert set(offered) <= set(commands)
    assert all(understand(command) for command in commands)


def test_a_command_that_was_begun_is_explained_by_its_own_usage_line() -> None:
    with pytest.raises(UserError, match=r"Say “update <number> .*For example: update SG4"):
        understand("update everything to done")


@pytest.mark.parametrize("text", ["status \x00", "update SG4 on track \ud800", "\udcff"])
def test_what_is_no_text_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="not readable text"):
        understand(text)


def test_what_is_too_long_is_refused_and_not_kept() -> None:
    with pytest.raises(UserError, match="at most 10,000 are read"):
        understand("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "text", ["status " + "a " * 4_990, "due " + "page " * 1_990, "x=" * 4_990, '"' * 9_990, "a" * 9_990]
)
def test_no_message_takes_long_to_understand(text: str) -> None:
    before = time.thread_time()
    try:
        understand(text)
    except UserError as error:
        assert error.message  # noqa: PT017  because being understood would do as well
    assert time.thread_time() - before < 2


@pytest.mark.parametrize("text", ["update rec -1", 'update -1 at risk "Late"', "sign-off request rec -1"])
def test_what_is_numbered_below_one_is_nothing(text: str) -> None:
    with pytest.raises(UserError, match=r"No recommendation or action is numbered -1\. Say its number or label"):
        understand(text)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("evidence E8 accept", "evidence accept", "E8"),
        ('evidence E8 answer answer="It was checked again"', "evidence answer", "E8"),
        ("sign-off SG1 request", "sign-off request", "SG1"),
        ("reopen LAC1", "sign-off reopen", "LAC1"),
        ('evidence SG4 audit "It shows more"', "evidence add", "SG4"),
    ],
)
def test_an_item_may_stand_between_the_words_of_a_command(text: str, name: str, number: str) -> None:
    found, values = meant(text)
    assert (found, values.get("id") or values["number"]) == (name, number)


def test_a_plan_is_still_reopened_by_its_name() -> None:
    assert meant("reopen Cambridgeshire 2009")[0] == "reopen"


@pytest.mark.parametrize(
    ("text", "offered"), [("return SG1", "help sign-off return"), ("withdraw SG1", "help sign-off withdraw")]
)
def test_half_a_command_is_met_with_the_whole(text: str, offered: str) -> None:
    with pytest.raises(UserError) as found:
        understand(text)
    assert offered in [action.command for action in found.value.actions]
