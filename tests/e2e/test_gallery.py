"""The gallery in a real browser: every card drawn, readable on a telephone and at a desk, light and dark.

`.ci/run` fetches the browser, into .tools/gallery; where it is missing these tests are left out, and say so.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.gallery import write

ROOT = Path(__file__).parents[2]
LOOK = Path(__file__).parent / "gallery/look.mjs"
TOOLS = ROOT / ".tools/gallery"

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here"),
    pytest.mark.skipif(
        not (TOOLS / "node_modules").exists(),
        reason="there is no browser in .tools/gallery: mkdir -p .tools/gallery, copy tests/e2e/gallery/package*.json to "
        "it, and run npm ci --ignore-scripts there",
    ),
]
WRONG = ("errors", "unlabelled", "faint", "small", "wide")


def looked_at(page: Path, *pictures: str) -> list[dict[str, Any]]:
    """What a browser saw of a page, at each width and in each colour scheme."""
    found = subprocess.run(
        ["node", str(LOOK), str(page), *pictures], cwd=TOOLS, capture_output=True, text=True, timeout=240, check=False
    )
    assert found.returncode == 0, found.stderr
    seen: list[dict[str, Any]] = json.loads(found.stdout.splitlines()[-1])
    return seen


def test_every_card_is_drawn_and_can_be_read_everywhere(tmp_path: Path) -> None:
    write(tmp_path, ZoneInfo("Europe/London"))
    pictures = os.environ.get("GALLERY_PICTURES", "")
    seen = looked_at(tmp_path / "index.html", *([pictures] if pictures else []))
    assert [(each["width"], each["colorScheme"]) for each in seen] == [
        (375, "light"), (375, "dark"), (1280, "light"), (1280, "dark"),
    ]  # fmt: skip
    for view in seen:
        assert view["drawn"] == view["headings"] == view["cards"] > 100
        assert view["inputs"] > 5
        assert view["texts"] > 1_000
        assert {name: view[name] for name in WRONG} == {name: [] for name in WRONG}


def test_a_page_that_cannot_be_read_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        "<meta charset=utf-8><style>body{background:#fff;color:#999}</style><nav><a style='font-size:9px'>x</a></nav>"
        "<p style='width:2000px'>faint and wide</p><div class=teams><div data-card><input></div></div>"
        "<script>throw new Error('broken')</script>",
    )
    for view in looked_at(page):
        assert (view["cards"], view["drawn"]) == (1, 0)
        assert all(view[name] for name in WRONG)


def test_the_renderer_that_comes_along_is_the_published_one() -> None:
    package = TOOLS / "node_modules/adaptivecards"
    ours = ROOT / "bot/gallery"
    assert (ours / "adaptivecards.min.js").read_bytes() == (package / "dist/adaptivecards.min.js").read_bytes()
    assert (ours / "adaptivecards.LICENSE").read_text() == (package / "LICENSE").read_text()
