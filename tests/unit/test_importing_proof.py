"""What an import says of itself: whether the plan is open, in words, and by which digests it can be held to its file."""

import hashlib
import json
from pathlib import Path

from tests.plans import EXAMPLES, START
from tests.unit.test_command_line import Shell

PLAN, OVERLAY = EXAMPLES / "cambridgeshire-2009.yaml", EXAMPLES / "cambridgeshire-2009-overlay.yaml"
ENTRIES = (
    "SELECT content FROM audit_content JOIN audit ON audit.id = audit_id WHERE event = 'plan.imported' ORDER BY id"
)


def test_an_overlay_of_an_open_plan_does_not_call_it_a_draft(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert "While it is a draft" not in shell("import", str(PLAN), "--publish").stdout
    assert "While it is a draft" not in shell("import", str(OVERLAY)).stdout
    assert "While it is a draft" in shell("import", str(EXAMPLES / "halton-2010.yaml")).stdout


def test_what_changed_is_said_in_words_and_not_as_a_list_of_the_program(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("import", str(PLAN))
    changed = tmp_path / "changed.yaml"
    words = PLAN.read_text(encoding="utf-8")
    changed.write_text(words.replace("  - Ofsted\n", "  - Ofsted\n  - Care Quality Commission\n", 1), encoding="utf-8")
    assert changed.read_bytes() != PLAN.read_bytes()
    for said in (shell("import", str(changed)).stdout, shell("import", str(OVERLAY)).stdout):
        assert "['" not in said
        assert '["' not in said
        assert "{'" not in said


def test_the_entry_of_an_import_holds_the_digest_of_the_file_and_of_what_it_says(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("import", str(PLAN))
    shell("import", str(OVERLAY))
    first, second = (json.loads(str(content)) for (content,) in shell.sql(ENTRIES))
    assert first["file_sha256"] == hashlib.sha256(PLAN.read_bytes()).hexdigest()
    assert second["file_sha256"] == hashlib.sha256(OVERLAY.read_bytes()).hexdigest()
    assert first["content_sha256"] != second["content_sha256"]


def test_a_comment_changes_the_digest_of_the_file_and_not_of_what_it_says(tmp_path: Path) -> None:
    entries = []
    for name, more in (("plain", ""), ("noted", "# A note.\n")):
        (folder := tmp_path / name).mkdir()
        (file := folder / "plan.yaml").write_text(more + PLAN.read_text(encoding="utf-8"), encoding="utf-8")
        (shell := Shell(folder))("import", str(file))
        ((content,),) = shell.sql(ENTRIES)
        entries.append(json.loads(str(content)))
    assert entries[0]["file_sha256"] != entries[1]["file_sha256"]
    assert entries[0]["content_sha256"] == entries[1]["content_sha256"]


def test_audit_verify_sees_a_changed_row_of_a_file_and_a_dry_run_shows_what_it_was(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("import", str(PLAN), "--publish")
    assert "Nothing to change" in shell("import", str(PLAN)).stdout
    assert "whoever or whatever file brought it" in shell("audit", "verify").stdout
    shell.sql("UPDATE recommendation SET source_text = 'Something else' WHERE label = 'SG4'")
    done = shell("audit", "verify")
    assert done.returncode == 1
    assert ": it was changed, and not by this program" in done.stdout
    dry = shell("import", str(PLAN), "--dry-run").stdout
    assert "changed SG4: words from “Something else” to “" in dry


def _many(folder: Path, words: str, *first: str) -> str:
    listed = "\n".join([*first, *(f"- {{number: {n}, text: {words} {n}}}" for n in range(1, 26))])
    path = folder / "many.yaml"
    path.write_text(f"---\n{START}recommendations:\n{listed}\n...\n", encoding="utf-8")
    return str(path)


def test_each_item_that_changes_is_said_with_what_changes_and_many_are_counted(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("import", _many(tmp_path, "Improve practice"))
    again = _many(tmp_path, "Improve plans")
    dry, done = (shell("import", again, *option).stdout.splitlines()[1:] for option in (["--dry-run"], []))
    assert dry == done[: len(dry)]
    assert dry[:2] == ["changed: 25 recommendation", "changed 1: words from “Improve practice 1” to “Improve plans 1”"]
    assert sum(line.startswith("changed ") for line in dry) == 20
    assert dry[-1] == "and 5 more; --json lists them all, and history ITEM says what changed of one"


def test_what_only_moves_in_its_list_is_not_called_changed(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("import", _many(tmp_path, "Improve practice"))
    said = shell("import", _many(tmp_path, "Improve practice", "- {number: 0, text: Begin}")).stdout.splitlines()
    assert said[1:4] == [
        "created: 1 recommendation",
        "in another place of its list: 25 recommendation",
        "create recommendation 0",
    ]
