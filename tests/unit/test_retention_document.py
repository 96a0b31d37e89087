"""The guide's table of periods is made from the rule: `python -m tests.unit.test_retention_document` rewrites it."""

import re
from collections.abc import Iterator
from pathlib import Path

from handlers.cards.retention import TYPES
from handlers.retention.periods import say_years, setting
from models.rules.retention import DEFAULTS, RecordType

DOCUMENT = Path(__file__).parents[2] / "docs" / "retention.md"
_PART = re.compile(r"(<!-- made: periods -->\n).*?(<!-- end -->)", re.DOTALL)


def periods() -> Iterator[str]:
    yield "| Records | Setting | Kept | What goes |"
    yield "|---|---|---|---|"
    for kind in RecordType:
        named = TYPES[kind]
        said = f"{named.said[:1].upper()}{named.said[1:]}"
        yield f"| {said} | `{setting(kind)}` | {say_years(DEFAULTS[kind])} | {named.goes} |"


def made(text: str) -> str:
    table = "\n".join(periods())
    return _PART.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)


def test_the_guide_says_what_the_rule_says() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == made(text), "run: python -m tests.unit.test_retention_document"
    assert all(f"`{setting(kind)}`" in text for kind in RecordType)


if __name__ == "__main__":
    DOCUMENT.write_text(made(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
