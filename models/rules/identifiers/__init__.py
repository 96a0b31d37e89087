"""What may identify a child in a text: refused when clear, confirmed when likely (docs/identifier-guard.md)."""

from models.rules.identifiers.findings import Certainty, Finding, IdentifierKind, verdict
from models.rules.identifiers.guard import check
from models.rules.identifiers.patterns import check_pattern
from models.rules.identifiers.settings import GuardSettings

__all__ = ["Certainty", "Finding", "GuardSettings", "IdentifierKind", "check", "check_pattern", "verdict"]
