"""The whole text of the real plans passes untouched: as files, and sentence by sentence."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from models.rules.identifiers import GuardSettings, check

PLANS = sorted(Path(str(files("models") / "examples")).glob("*.yaml"))
SETTINGS = (GuardSettings(), GuardSettings(case_patterns=(r"LCS-\d{6}", r"[A-Z]{2}\d{6}"), small_count=10))


def sentences(value: object) -> Iterator[str]:
    """Every piece of text in a plan, names of fields left out."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)
    elif value is not None:
        yield str(value)


def test_there_are_real_plans() -> None:
    assert len(PLANS) >= 5


@pytest.mark.parametrize("settings", SETTINGS, ids=["default", "strict"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_real_plan_passes_untouched(path: Path, settings: GuardSettings) -> None:
    text = path.read_text(encoding="utf-8")
    assert check(text, settings) == ()
    assert [piece for piece in sentences(yaml.safe_load(text)) if check(piece, settings)] == []
    assert check("\n".join(sentences(yaml.safe_load(text))), settings) == ()
    assert check(" ".join(sentences(yaml.safe_load(text))), settings) == ()
