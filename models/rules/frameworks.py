"""What a framework says of its own judgements: limiting judgements, as tendencies and never as a prediction.

SOURCE: domain.md section 13, Halton's paper of 6 September 2010 on the SLAC framework of May 2009. The two rules on
equality and diversity differ in strength between the halves; they are two rules and are not merged. Bath & North East
Somerset 2012 shows why none may be enforced: "being healthy" was inadequate and overall effectiveness was good.
"""

from collections.abc import Sequence
from dataclasses import dataclass

GRADES = ("outstanding", "good", "adequate", "inadequate")
_SAFEGUARDING, _LOOKED_AFTER = "safeguarding", "looked after"


@dataclass(frozen=True, slots=True)
class LimitingJudgement:
    """When one of `triggers` is graded `grade_is`, or worse than `worse_than`, `bears_on` tends to `outcome`.

    A trigger or area is matched by its words. Without triggers the condition is not a grade, and cannot be read off.
    """

    key: str
    half: str
    triggers: tuple[str, ...]
    grade_is: str
    worse_than: str
    bears_on: str
    outcome: str
    text: str


_SAFE = ("children and young people are safe", "feel safe")
_OUTCOMES = ("being healthy", "staying safe", "enjoying and achieving", "positive contribution", "economic well")
SLAC: tuple[LimitingJudgement, ...] = (
    LimitingJudgement(
        "SG-L1", _SAFEGUARDING, _SAFE, "inadequate", "", "overall effectiveness", "likely to be inadequate",
        "overall effectiveness is likely to be inadequate if either of the two safeguarding outcomes (are safe, feel "
        "safe) is judged inadequate",
    ),
    LimitingJudgement(
        "SG-L2", _SAFEGUARDING, _SAFE, "", "good", "overall effectiveness", "unlikely to be good or better",
        "overall effectiveness is unlikely to be good or better if either of the two safeguarding outcomes is not "
        "judged good",
    ),
    LimitingJudgement(
        "SG-L3", _SAFEGUARDING, ("equality and diversity",), "inadequate", "", "leadership and management",
        "unlikely to be adequate",
        "leadership and management are unlikely to be adequate if equality and diversity is inadequate",
    ),
    LimitingJudgement(
        "LAC-L1", _LOOKED_AFTER, _OUTCOMES, "inadequate", "", "overall effectiveness", "likely to be inadequate",
        "overall effectiveness is likely to be inadequate if any outcome judgement is inadequate",
    ),
    LimitingJudgement(
        "LAC-L2", _LOOKED_AFTER, ("staying safe", "enjoying and achieving"), "", "good", "overall effectiveness",
        "unlikely to be good or better",
        "overall effectiveness is unlikely to be good or better if staying safe or enjoying and achieving is not "
        "judged good",
    ),
    LimitingJudgement(
        "LAC-L3", _LOOKED_AFTER, (), "", "", "enjoying and achieving", "unlikely to be good",
        "enjoying and achieving is unlikely to be good if children are not making at least good educational progress "
        "from their starting points and capability",
    ),
    LimitingJudgement(
        "LAC-L4", _LOOKED_AFTER, ("equality and diversity",), "inadequate", "", "leadership and management",
        "likely to be inadequate",
        "leadership and management are likely to be inadequate if equality and diversity is inadequate",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """One judgement as it was published; `grade` is None where none is printed."""

    half: str
    area: str
    grade: str | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """A limiting judgement beside what was published: which triggers were met, and the grade it bears on."""

    rule: LimitingJudgement
    met_by: tuple[Published, ...]
    published: Published | None


def limiting(framework: str) -> tuple[LimitingJudgement, ...]:
    """The limiting judgements of a framework; only SLAC's are known."""
    return SLAC if framework == "SLAC" else ()


def beside(rules: Sequence[LimitingJudgement], published: Sequence[Published]) -> tuple[Bearing, ...]:
    """Each rule beside the grades that were published."""
    return tuple(_beside(rule, [each for each in published if rule.half in each.half.casefold()]) for rule in rules)


def _beside(rule: LimitingJudgement, half: Sequence[Published]) -> Bearing:
    met = tuple(each for each in half if _triggers(rule, each))
    borne = next((each for each in half if rule.bears_on in each.area.casefold()), None)
    return Bearing(rule, met, borne)


def _triggers(rule: LimitingJudgement, judged: Published) -> bool:
    grade = (judged.grade or "").casefold()
    if grade not in GRADES or not any(trigger in judged.area.casefold() for trigger in rule.triggers):
        return False
    return grade == rule.grade_is if rule.grade_is else GRADES.index(grade) > GRADES.index(rule.worse_than)
