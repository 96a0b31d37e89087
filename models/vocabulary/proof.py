"""Evidence, and the reviews that bring it."""

from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a piece of evidence is. Process evidence proves delivery, never impact."""

    PROCESS = "process"
    OUTCOME_DATA = "outcome_data"
    AUDIT = "audit"
    VOICE_OF_CHILD = "voice_of_child"
    VOICE_OF_STAFF = "voice_of_staff"
    EXTERNAL = "external"
    OBSERVATION = "observation"


class Bearing(StrEnum):
    """Whether evidence speaks for the improvement, against it, or both."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"


class EvidenceState(StrEnum):
    """Whether the board's officers have accepted a piece of evidence."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ReviewState(StrEnum):
    """Whether a planned review has been done."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"
