"""The identifier guard on plan files: refused by place, asked about by place, and the words never repeated."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from handlers.documents.plan_reader import UnreadableFile, says_its_end, screen_file
from models.rules.identifiers import GuardSettings
from tests.plans import OVERLAYS, PLANS, example

NHS = "943 476 5919"
SMALL = "Two children in Luton were moved to hospital."
LEAD = "---\nformat: 1\nplan: {id: ely-2020, title: Plan}\ncouncil: {name: Ely, short_name: Ely}\n"
ITEM = "recommendations:\n- number: 1\n  text: Improve visits.\n- number: SG2\n  text: >-\n    Some words.\n    "
Said = tuple[int, str]
Importing = Callable[..., Said]


def plan(words: str = "More words.", more: str = "") -> str:
    return f"{LEAD}{ITEM}{words}\n{more}...\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/plan.db")
    return tmp_path


@pytest.fixture
def imports(home: Path, capsys: pytest.CaptureFixture[str]) -> Importing:
    def run(text: str, *options: str, name: str = "plan.yaml") -> Said:
        (home / name).write_text(text, encoding="utf-8")
        code = main(["import", str(home / name), *options])
        out, err = capsys.readouterr()
        assert err == ""
        return code, out

    return run


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "plan.db") as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("name", [*PLANS, *OVERLAYS])
def test_the_real_plans_and_their_overlays_pass_untouched(name: str) -> None:
    assert screen_file(example(name), GuardSettings()) == ()
    assert says_its_end(example(name))


@pytest.mark.parametrize("option", [(), ("--checked",), ("--dry-run",), ("--json",)])
def test_a_clear_identifier_refuses_the_file_by_place(option: tuple[str, ...], imports: Importing, home: Path) -> None:
    code, said = imports(plan(f"Seen: {NHS}."), *option)
    assert code == 1
    assert "this seems to hold an NHS number: take it out, or say it as a total" in said
    assert "recommendation SG2, text" in said
    assert "943" not in said
    assert json.loads(said)["problems"][0]["line"] == 9 if option == ("--json",) else "line 9" in said
    if "--dry-run" not in option:
        assert rows(home, "SELECT count(*) FROM plan") == [(0,)]


@pytest.mark.parametrize(
    "more",
    [
        f"source: {{remark: '{NHS}'}}\n",
        f"source:\n  '{NHS}': seen\n",
        'source: {remark: "\\x39\\x34\\x33 476 5919"}\n',
        f"# {NHS}\n",
        f"nonsense: '{NHS}'\n",
        f"nonsense: [{NHS}\n",
        f"people:\n- email: x\n  name: {NHS}\n",
    ],
)
def test_wherever_it_stands_and_whatever_else_is_wrong(more: str, imports: Importing) -> None:
    code, said = imports(plan(more=more))
    assert code == 1
    assert "seems to hold" in said
    assert not [word for word in ("943", "476", "5919", "Jayden", "2009") if word in said]


def test_an_entry_is_not_named_by_what_may_not_be_repeated(imports: Importing) -> None:
    _, said = imports(plan(more=f"risks:\n- risk: Child K, NHS {NHS}, is not seen\n"))
    assert "(its name is not repeated here)" in said
    assert "Child K" not in said


def test_what_is_likely_needs_a_persons_word_which_is_recorded(imports: Importing, home: Path) -> None:
    code, said = imports(plan(SMALL))
    assert code == 1
    assert (
        "line 9: recommendation SG2, text: this may hold a number of children so small that one could be known" in said
    )
    assert "import the file again with --checked" in said
    assert "Luton" not in said
    assert imports(plan(SMALL), "--checked", "--dry-run")[0] == 0
    assert rows(home, "SELECT count(*) FROM audit") == [(0,)]

    assert imports(plan(SMALL), "--checked")[0] == 0
    query = "SELECT audit.actor, content FROM audit JOIN audit_content ON audit_id = audit.id WHERE event = 'guard'"
    ((actor, content),) = rows(home, query)
    told = json.loads(str(content))
    assert actor == told["by"] == "Local operator"
    assert told["summary"] == "confirmed that the imported file identifies no child (small count)"
    assert "Luton" not in str(content)
    assert main(["audit", "verify"]) == 0


def test_nothing_is_recorded_where_nothing_was_asked_or_imported(imports: Importing, home: Path) -> None:
    imports(plan(), "--checked")
    imports(plan(SMALL), "--checked")
    imports(plan(SMALL), "--checked")
    assert len(rows(home, "SELECT 1 FROM audit WHERE event = 'guard'")) == 1


def test_the_councils_own_case_numbers_are_looked_for(imports: Importing) -> None:
    assert imports(plan())[0] == 0
    assert main(["console", "--say", r"settings case_patterns LCS-\d{6}"]) == 0
    code, said = imports(plan("As for LCS-123456."))
    assert code == 1
    assert "a case number" in said
    assert "123456" not in said


def test_a_files_own_name_is_read_and_not_repeated(imports: Importing) -> None:
    code, said = imports(plan(), name=f"{NHS}.yaml")
    assert code == 1
    assert "rename it" in said
    assert "943" not in said


def test_a_dry_run_leaves_nothing_behind(imports: Importing, home: Path) -> None:
    code, said = imports(plan(), "--dry-run")
    assert code == 0
    assert "create recommendation SG2" in said
    assert [path.name for path in home.iterdir()] == ["plan.yaml"]


def test_a_file_that_begins_with_dashes_and_lost_its_end_is_refused() -> None:
    lines = plan("More.").splitlines(keepends=True)
    for kept in range(2, len(lines)):
        with pytest.raises(UnreadableFile) as refused:
            screen_file("".join(lines[:kept]), GuardSettings())
        assert any(problem.message for problem in refused.value.problems)
    with pytest.raises(UnreadableFile, match=r"does not end with a line '\.\.\.'"):
        screen_file(LEAD, GuardSettings())


def test_what_only_two_fields_together_say_is_seen(imports: Importing) -> None:
    code, said = imports(plan(more="source:\n  name: Jayden Smith\n  DOB: 03/04/2009\n"))
    assert code == 1
    assert "line 14: DOB: this may hold a date of birth" in said
    assert not [word for word in ("Jayden", "2009") if word in said]


def test_a_file_that_promises_no_end_is_imported_with_a_remark(imports: Importing) -> None:
    code, said = imports(plan().removeprefix("---\n").removesuffix("...\n"))
    assert code == 0
    assert "does not end with a line of three dots" in said
    assert "three dots" not in imports(plan())[1]
