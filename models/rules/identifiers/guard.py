"""The guard itself: every check, then what two likely identifiers in one sentence make of each other."""

from collections.abc import Iterator

from models.rules.identifiers.births import birth_dates
from models.rules.identifiers.cases import case_links, case_numbers, child_lists
from models.rules.identifiers.counts import small_counts
from models.rules.identifiers.findings import Certainty, Finding, IdentifierKind, as_clear
from models.rules.identifiers.folding import Page, fold
from models.rules.identifiers.labels import child_labels
from models.rules.identifiers.numbers import numbers
from models.rules.identifiers.people import child_names
from models.rules.identifiers.places import addresses, postcodes
from models.rules.identifiers.relations import relations
from models.rules.identifiers.rows import named_rows
from models.rules.identifiers.settings import DEFAULT, GuardSettings

MOST_KEPT = 100
"""Findings kept of each certainty from one check. A hundred say no more than one; what is clear is never left out."""


def check(text: str, settings: GuardSettings = DEFAULT) -> tuple[Finding, ...]:
    """Find what may identify a child, in the order it stands in the text; a finding never holds the words."""
    page = fold(text)
    found = [finding for checked in _checks(page, settings) for finding in _bounded(checked)]
    kept = _without_repeats(_corroborated(page, found))
    return tuple(_as_written(page, finding) for finding in kept)


def _checks(page: Page, settings: GuardSettings) -> Iterator[Iterator[Finding]]:
    yield numbers(page)
    yield case_numbers(page, settings)
    yield case_links(page)
    yield child_lists(page)
    yield named_rows(page)
    yield birth_dates(page)
    yield postcodes(page, settings)
    yield addresses(page)
    yield child_labels(page)
    yield child_names(page)
    yield relations(page)
    yield small_counts(page, settings)


def _bounded(found: Iterator[Finding]) -> list[Finding]:
    kept: dict[Certainty, list[Finding]] = {certainty: [] for certainty in Certainty}
    for finding in found:
        of_its_certainty = kept[finding.certainty]
        if len(of_its_certainty) < MOST_KEPT:
            of_its_certainty.append(finding)
        elif finding.certainty is Certainty.CLEAR:
            break
    return [finding for findings in kept.values() for finding in findings]


def _corroborated(page: Page, findings: list[Finding]) -> list[Finding]:
    """Two kinds in one sentence point at one child: each likely one is then clear. Small counts stay as they are."""
    sentences: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.kind is not IdentifierKind.SMALL_COUNT:
            sentences.setdefault(page.sentence((finding.start, finding.end)), []).append(finding)
    together = {one for group in sentences.values() for one in group if any(_supports(other, one) for other in group)}
    return [as_clear(finding) if finding in together else finding for finding in findings]


def _supports(other: Finding, one: Finding) -> bool:
    return other.kind is not one.kind and (other.end <= one.start or one.end <= other.start)


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """Keep the surest, then the longest, of findings of one kind that overlap."""
    kept: list[Finding] = []
    for finding in sorted(
        findings, key=lambda one: (one.certainty is not Certainty.CLEAR, one.start - one.end, one.start)
    ):
        if not any(_repeats(finding, other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: (one.start, one.end, one.kind))


def _repeats(one: Finding, other: Finding) -> bool:
    return one.kind is other.kind and one.start < other.end and other.start < one.end


def _as_written(page: Page, finding: Finding) -> Finding:
    start = page.original(finding.start)
    end = max(page.original(finding.end), start + 1)
    return Finding(finding.kind, finding.certainty, start, end)
