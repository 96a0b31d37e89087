"""The documents inspectors expect to be ready, by framework: a list to start from, which a council makes its own.

SOURCES, read by 20 November 2026. Halton's paper of 6 September 2010: inspectors ask for key documents and reports on
the day of notification. Bath & North East Somerset's report of 2012 (SLAC) names what inspectors read: the Children and
Young People's Plan and its review, performance data, inspections of local settings, the evaluation of a serious case
review, case files. A summary of 18 December 2017 of Ofsted's framework from 2018 (edyourself.wordpress.com) names what
a self-evaluation may hold: how impact is known, performance reports, audits and their learning, section 11 audits,
learning from complaints and reviews, feedback from families. A preparation guide of 2018 for area SEND names the needs
assessment, the health and wellbeing strategy, the short breaks statement and a self-evaluation. The entries marked
KNOWN are general knowledge and in none of these. None of the handbooks' own lists was read: check against the current
one. Child-level data (Annex A) is left out on purpose: it must never be put here.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

AS_AT = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Expected:
    """A document inspectors expect, the words it goes by, and the frameworks that ask for it: all, where none is named.

    `number` never changes and is never used again, since people say it: D4.
    """

    number: int
    key: str
    document: str
    words: tuple[str, ...]
    frameworks: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"D{self.number}"

    def is_called(self, document: str) -> bool:
        """Whether a document of this title plainly is this one."""
        said = " ".join("".join(char if char.isalnum() else " " for char in document.casefold()).split())
        return any(words in said for words in self.words)


_BEFORE_2013 = frozenset({"SLAC", "LAC2013"})
_SINCE_2013 = frozenset({"SIF", "ILACS"})
_CHILDREN = _BEFORE_2013 | _SINCE_2013
_SEND = frozenset({"AREA_SEND"})

EXPECTED: tuple[Expected, ...] = (
    Expected(1, "self-evaluation", "Self-evaluation, and how impact is known", ("self evaluation", "self assessment"),
             frozenset({"ILACS", "AREA_SEND"})),
    Expected(2, "performance", "Performance report, the latest",
             ("performance report", "performance data", "scorecard")),
    Expected(3, "audits", "Case file audits: the programme and what was learned",
             ("case audit", "case file audit", "audit programme", "audit summar"), _CHILDREN | {"JTAI"}),
    Expected(4, "learning", "Learning from complaints and reviews",
             ("complaints", "learning from", "practice review"), _SINCE_2013),
    Expected(5, "feedback", "Feedback from children and families",
             ("feedback from children", "voice of the child", "participation report")),
    Expected(6, "section-11", "Section 11 audit and its outcome", ("section 11",), _SINCE_2013 | {"JTAI"}),
    Expected(7, "cyp-plan", "Children and Young People's Plan and its review",
             ("young people s plan", "cyp plan", "cypp"), _BEFORE_2013),
    Expected(8, "settings", "Inspection reports of local settings",
             ("inspections of local settings", "inspection reports of", "regulatory reports"), _BEFORE_2013),
    Expected(9, "serious-case", "Evaluations of serious case reviews", ("serious case review",), _BEFORE_2013),
    Expected(10, "threshold", "Threshold document", ("threshold",), _CHILDREN | {"JTAI"}),  # KNOWN
    Expected(11, "structure", "Structure chart of the service", ("structure chart", "organisation chart")),  # KNOWN
    Expected(12, "iro", "Independent reviewing officers' annual report", ("reviewing officer", "iro "),
             _CHILDREN),  # KNOWN
    Expected(13, "sufficiency", "Sufficiency strategy", ("sufficiency",), _SINCE_2013),  # KNOWN
    Expected(14, "jsna", "Joint Strategic Needs Assessment", ("strategic needs assessment", "jsna"), _SEND),
    Expected(15, "health-and-wellbeing", "Joint Health and Wellbeing Strategy", ("health and wellbeing strategy",),
             _SEND),
    Expected(16, "short-breaks", "Short breaks statement", ("short break",), _SEND),
)  # fmt: skip


def expected(frameworks: AbstractSet[str]) -> tuple[Expected, ...]:
    """What inspectors under these frameworks expect; what every framework asks for where none is known."""
    return tuple(each for each in EXPECTED if not each.frameworks or each.frameworks & frameworks)
