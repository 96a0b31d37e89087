"""What the kinds of evidence are called, and whose word it is that a file identifies no child."""

from typing import Any

from models.vocabulary import EvidenceKind

KINDS = {
    EvidenceKind.PROCESS: "process",
    EvidenceKind.OUTCOME_DATA: "outcome data",
    EvidenceKind.AUDIT: "audit",
    EvidenceKind.VOICE_OF_CHILD: "voice of the child",
    EvidenceKind.VOICE_OF_STAFF: "voice of staff",
    EvidenceKind.EXTERNAL: "external",
    EvidenceKind.OBSERVATION: "observation",
}


def checked_by(row: Any) -> str:
    """Whose word it is that a file identifies no child, which the bot could not be sure of."""
    return f"I was not sure of the file; {row.by_name} confirmed that it identifies no child"
