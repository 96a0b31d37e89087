"""Every conversation in this folder, replayed on both databases and compared word for word."""

from pathlib import Path

import pytest

from tests.databases import Store
from tests.dialogue.harness import FAILED, PAGES, read_page, replayed
from tests.worlds import opened


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_it_is_written(path: Path, store: Store, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with opened(store, tmp_path, read_page(text).setting) as world:
        now = replayed(text, world)
        assert FAILED not in now
        assert now == text, f"To take the new answers: python -m tests.dialogue --record {path}"
        assert world.audit_problems() == []
