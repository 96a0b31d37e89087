"""Who decides a change to the plan, and what must be recorded before it takes effect.

SOURCE: domain.md section 7, "Who may change the plan": an amendment is the director's, in consultation with the
Executive Member and by agreement with the Children's Trust Board; a major rewrite is the Executive's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.signoff import Hand, May, Second, may_confirm, may_sign
from models.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True)
class Rule:
    """One amendment rule of a plan: what it covers, who decides, and which consultations and agreements it needs."""

    id: int
    change: str
    decided_by: str
    conditions: tuple[str, ...]


class Part(StrEnum):
    """What somebody may do about a request: decide it, record what another body decided, keep its record, or nothing.

    Who keeps the record puts down consultations and agreements, and decides nothing.
    """

    DECIDES = "decides"
    RECORDS = "records"
    KEEPS = "keeps"
    NONE = "none"


def part_in(rule: Rule | None, *, chairs: bool, keeps: bool, holds: bool, held: bool) -> Part:
    """Somebody's part in a request under `rule`.

    `chairs` and `keeps` are the office of chair or vice-chair, and that or the secretary's, on a board that runs the
    plan; `holds` is the office the rule names, which somebody here has when it is `held`.
    """
    if rule is None:
        return Part.DECIDES if chairs else Part.KEEPS if keeps else Part.NONE
    if holds:
        return Part.DECIDES
    if keeps:
        return Part.KEEPS if held else Part.RECORDS
    return Part.NONE


def must_be_another(rule: Rule | None) -> bool:
    """Whether who asked may not decide: always, unless the rule has others agree before the office it names does."""
    return rule is None or not rule.conditions


def may_decide(part: Part, rule: Rule | None, hand: Hand, *, asked: bool) -> May:
    """Whether somebody's word decides a request: for a board as sign-off has it, and never alone with a part in it.

    `hand` is how they stand to the item and its owners, `asked` whether the request is theirs.
    """
    if part not in (Part.DECIDES, Part.RECORDS):
        return May.NO_OFFICE
    if asked and must_be_another(rule):
        return May.OWNS_IT
    if rule is None:
        return may_sign(hand)
    return May.WITH_ANOTHER if asked or hand.owns or hand.manages else May.ALONE


def may_second(hand: Hand, second: Second, *, asked: bool) -> bool:
    """Who may confirm a sign-off, but not who asked; `second` is how they stand to who decided."""
    return not asked and may_confirm(hand, second)


def rule_for(rules: Sequence[Rule], said: str = "") -> Rule | None:
    """The rule meant by its place or words; else the first that is not for a rewrite. None where a plan has none."""
    if said.isdecimal() and 0 < int(said) <= len(rules):
        return rules[int(said) - 1]
    if said:
        named = [rule for rule in rules if said.casefold() in rule.change.casefold()]
        return named[0] if named else None
    ordinary = [rule for rule in rules if "write" not in rule.change.casefold()]
    return next(iter(ordinary or rules), None)


def holds_office(titles: Sequence[str], decided_by: str) -> bool:
    """Whether one of somebody's posts or boards is the one that decides. "A/B" is one post with two titles."""
    wanted = {_same(part) for part in (decided_by, *decided_by.split("/"))}
    return any(_same(title) in wanted for title in titles)


def missing(conditions: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """The conditions that are not yet recorded as met."""
    return tuple(text for text, met in conditions if not met)


def needs_review_date(kind: ChangeKind) -> bool:
    """Only a pause must say when it is looked at again."""
    return kind is ChangeKind.PAUSE


def is_extension(stands: date | None, wanted: date) -> bool:
    """Whether a new date gives more time than the one that stands."""
    return stands is not None and wanted > stands


def _same(title: str) -> str:
    return " ".join(title.casefold().replace("’", "'").split())
