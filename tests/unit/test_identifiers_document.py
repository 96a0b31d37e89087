"""The guard's page is measured: `python -m tests.unit.test_identifiers_document` rewrites its tables."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import IdentifierKind, check
from models.rules.identifiers.cues import Cue
from models.rules.identifiers.words import ETHNICITIES, EVENTS, THINGS
from tests.unit.test_concerns import CONCERNS, NOT_CONCERNS
from tests.unit.test_identifiers_held_out import rate_of_concerns, rate_of_leaks, rate_of_updates
from tests.unit.test_identifiers_held_out_phone import rate_of_children, rate_of_names
from tests.unit.test_identifiers_held_out_phone import rate_of_concerns as rate_of_concerns_by_phone
from tests.unit.test_identifiers_held_out_phone import rate_of_updates as rate_of_updates_by_phone
from tests.unit.test_identifiers_leaks import LEAKS, MISSED
from tests.unit.test_identifiers_plans import PLANS, sentences
from tests.unit.test_identifiers_recall import CASES, found
from tests.unit.test_identifiers_updates import ASKED_ABOUT, PASSES

DOCUMENT = Path(__file__).parents[2] / "docs" / "identifier-guard.md"
_PART = re.compile(r"(<!-- made: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_INTO_WORDS = {r"\w{0,3}": "…", "(?:": "(", "?": "", r"\b": "", "[ -]": " ", "|": ", "}


def spellings() -> Iterator[str]:
    yield "| Kind | Certainty | Spellings tried | Found | For example |"
    yield "|---|---|---|---|---|"
    for (kind, certainty), written in CASES.items():
        seen = sum(certainty in {finding.certainty for finding in found(text, kind)} for text in written)
        example = written[0].replace("\n", " ⏎ ").replace("|", "\\|")
        yield f"| `{kind}` | {certainty} | {len(written)} | {seen} | {example} |"


def rates() -> Iterator[str]:
    plans = [text for path in PLANS for text in sentences(yaml.safe_load(path.read_text(encoding="utf-8")))]
    whole = [path.read_text(encoding="utf-8") for path in PLANS]
    yield "| Measured on | Texts | Identifiers noticed | Taken for a concern |"
    yield "|---|---|---|---|"
    yield _row(f"The real plans and their overlays, whole ({sum(map(len, whole)):,} characters)", whole, None)
    yield _row("The same, piece by piece", plans, plans)
    yield _row("Ordinary updates, written for this", PASSES, PASSES)
    yield _row("Updates that are rightly asked about", ASKED_ABOUT, ASKED_ABOUT)
    yield _row("Slips, written for this", (*LEAKS, *MISSED), None)
    yield _row("Concerns, written for this", None, CONCERNS)
    yield _row("Messages near to a concern that are none", None, NOT_CONCERNS)
    yield f"| **Held out**: ordinary updates no rule was fitted to | {rate_of_updates()[1]} | {_either(rate_of_updates())} | |"
    yield f"| **Held out**: slips | {rate_of_leaks()[1]} | {_share(*rate_of_leaks())} | |"
    yield f"| **Held out**: concerns | {rate_of_concerns()[1]} | | {_share(*rate_of_concerns())} |"
    updates, concerns = rate_of_updates_by_phone(), rate_of_concerns_by_phone()
    yield f"| **By phone**: ordinary updates near to the next three | {updates[1]} | {_either(updates)} | |"
    yield f"| **By phone**: one child, by age, place, date or heritage | {rate_of_children()[1]} | {_share(*rate_of_children())} | |"
    yield f"| **By phone**: names, initials and IDs of children in care | {rate_of_names()[1]} | {_share(*rate_of_names())} | |"
    yield f"| **By phone**: concerns in a few words | {concerns[1]} | | {_share(*concerns)} |"


def _row(what: str, checked: object, read: object) -> str:
    texts = list(checked if checked is not None else read)  # type: ignore[call-overload]  # because one of them is texts
    noticed = "" if checked is None else _share(sum(bool(check(text)) for text in texts), len(texts))
    concerns = "" if read is None else _share(sum(map(reads_as_concern, texts)), len(texts))
    return f"| {what} | {len(texts):,} | {noticed} | {concerns} |"


def _either(rate: tuple[int, int]) -> str:
    return f"{_share(*rate)}, of either sort"


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f}%)"


def words() -> Iterator[str]:
    yield f"- **Ethnicity or faith**: {_plainly(ETHNICITIES)}."
    yield f"- **Event or circumstance**: {_plainly(EVENTS)}."
    yield f"- **Never a count of children** when it follows the word for them: {_plainly(THINGS)}."


def _plainly(pattern: str) -> str:
    for written, read in _INTO_WORDS.items():
        pattern = pattern.replace(written, read)
    return pattern


def document_as_measured(text: str) -> str:
    made = {"spellings": spellings, "rates": rates, "words": words}
    return _PART.sub(lambda part: part[1] + "\n".join(made[part["name"]]()) + "\n" + part[3], text)


def test_the_page_says_what_was_measured() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [part["name"] for part in _PART.finditer(text)] == ["spellings", "rates", "words"]
    assert text == document_as_measured(text), "run: python -m tests.unit.test_identifiers_document"


def test_the_page_names_every_kind_and_every_cue() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [kind for kind in IdentifierKind if f"| `{kind}` |" not in text] == []
    assert [cue for cue in Cue if f"**{cue.title()}" not in text] == []


if __name__ == "__main__":
    DOCUMENT.write_text(document_as_measured(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
