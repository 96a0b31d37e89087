"""What the guard reports: a kind, how sure it is, and where. Never the words it saw."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class IdentifierKind(StrEnum):
    """What may point at one child."""

    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    LEARNER_NUMBER = "learner_number"
    NI_NUMBER = "ni_number"
    CASE_NUMBER = "case_number"
    CASE_LINK = "case_link"
    CHILD_LIST = "child_list"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"
    ADDRESS = "address"
    CHILD_LABEL = "child_label"
    CHILD_NAME = "child_name"
    SMALL_COUNT = "small_count"


class Certainty(StrEnum):
    """Clear is refused; likely needs a person's confirmation."""

    CLEAR = "clear"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may identify a child, at `start` up to `end` of the text that was checked."""

    kind: IdentifierKind
    certainty: Certainty
    start: int
    end: int


def clear(kind: IdentifierKind, span: tuple[int, int]) -> Finding:
    """Report a clear identifier."""
    return Finding(kind, Certainty.CLEAR, *span)


def likely(kind: IdentifierKind, span: tuple[int, int]) -> Finding:
    """Report a likely identifier."""
    return Finding(kind, Certainty.LIKELY, *span)


def as_clear(finding: Finding) -> Finding:
    """Give the same finding as a clear one."""
    return replace(finding, certainty=Certainty.CLEAR)


def verdict(findings: Iterable[Finding]) -> Certainty | None:
    """Tell what to do with a text: clear if any finding is, else likely; None lets it pass."""
    certainties = {finding.certainty for finding in findings}
    if Certainty.CLEAR in certainties:
        return Certainty.CLEAR
    return Certainty.LIKELY if certainties else None
