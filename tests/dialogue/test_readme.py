"""README's example is what the program answers: its block is replayed like any other conversation."""

import re
from pathlib import Path

from tests.databases import Store
from tests.dialogue.harness import read_page, replayed
from tests.worlds import opened

README = Path(__file__).parents[2] / "README.md"
HEAD = """README's example.

plans: cambridgeshire-2009, cambridgeshire-2009-overlay
now: 2010-04-07 09:00
operator:
owner: head.of.participation@cambridgeshire.example
---
"""


def test_the_readme_shows_what_the_bot_answers(store: Store, tmp_path: Path) -> None:
    blocks = re.findall(r"```text\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    page = f"{HEAD}\n{blocks[0]}"
    with opened(store, tmp_path, read_page(page).setting) as world:
        assert replayed(page, world) == page, "README.md no longer shows what the bot answers"
