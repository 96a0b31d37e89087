"""What may identify a child in a text: refused when clear, confirmed when likely (docs/identifier-guard.md)."""

from models.rules.identifiers.findings import Certainty, Finding, IdentifierKind, verdict
from models.rules.identifiers.patterns import check_pattern
from models.rules.identifiers.settings import DEFAULT, GuardSettings

__all__ = ["Certainty", "Finding", "GuardSettings", "IdentifierKind", "check", "check_pattern", "verdict"]


def check(text: str, settings: GuardSettings = DEFAULT) -> tuple[Finding, ...]:
    """Find what may identify a child, in the order it stands in the text; a finding never holds the words."""
    from models.rules.identifiers import guard  # noqa: PLC0415  because its many patterns are slow to compile

    return guard.check(text, settings)
