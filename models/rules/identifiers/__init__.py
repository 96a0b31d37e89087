"""What may identify a child in a text: refused when clear, confirmed when likely (docs/identifier-guard.md)."""

import re
from collections.abc import Iterable

from models.rules.identifiers.findings import Certainty, Finding, IdentifierKind, verdict
from models.rules.identifiers.patterns import check_pattern
from models.rules.identifiers.settings import DEFAULT, GuardSettings

__all__ = [
    "Certainty",
    "Finding",
    "GuardSettings",
    "IdentifierKind",
    "check",
    "check_figure",
    "check_name",
    "check_pattern",
    "verdict",
]

_EXTENSION = re.compile(r"\.\w{1,5}\Z")
_NOT_SAID = re.compile(r"[_.+]+")


def check(text: str, settings: GuardSettings = DEFAULT) -> tuple[Finding, ...]:
    """Find what may identify a child, in the order it stands in the text; a finding never holds the words."""
    from models.rules.identifiers import guard  # noqa: PLC0415  because its many patterns are slow to compile

    return guard.check(text, settings)


def check_name(name: str, settings: GuardSettings = DEFAULT) -> tuple[Finding, ...]:
    """Find what may identify a child in the name of a file, as written and as it is said: "Child_K.final.docx".

    A finding stands in the name or in what is said of it: only its kind and certainty are of use.
    """
    return (*check(name, settings), *check(" ".join(_NOT_SAID.split(_EXTENSION.sub("", name))), settings))


def check_figure(numbers: Iterable[int], about: str, settings: GuardSettings = DEFAULT) -> tuple[Finding, ...]:
    """Find a count of a few children in a figure; `about` is all that says what is counted, its measure included.

    A figure always has its period beside it, so a count so small stands beside a date whatever its note says.
    """
    from models.rules.identifiers import counts  # noqa: PLC0415  because its many patterns are slow to compile

    return counts.small_figure(numbers, about, settings)
