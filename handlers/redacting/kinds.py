"""What can be removed by law, by the letter people call it by, and which of its columns hold words."""

from dataclasses import dataclass
from typing import Any

from models.assurance import ImpactStatement, LibraryItem, PlannedReview
from models.audit import AuditEntry
from models.decisions import Challenge, Change, Decision
from models.governance import Board, Meeting, ReportingDuty
from models.plan import (
    AmendmentRule,
    Event,
    Plan,
    PlanAction,
    Recommendation,
    Resource,
    Response,
    Risk,
    Strength,
    Workstream,
)
from models.progress import BoardJudgement, Evidence, Figure, Measure, Update


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that holds people's words, under the letter people call it by.

    `words` and `optional` (which may be None) are looked for in everything else that may quote them; `beside` goes
    with them and is not, for it says little by itself, and so do the texts in `sources`, whatever their form. `counts`
    are numbers that go too. `keyed` is that the row's key is made of its name, and goes as well. A kind of `paper` is
    the plan's own: what a plan file brought, which the same file must not bring back.
    """

    letter: str
    table: Any
    name: str
    words: tuple[str, ...]
    optional: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    keyed: bool = False
    sources: tuple[str, ...] = ()
    paper: bool = False

    @property
    def said(self) -> str:
        """What it is called in a sentence."""
        return _SAID.get(self.name, self.name.replace("_", " "))


_SAID = {
    "change": "change request", "audit": "line of the history", "planned_review": "review",
    "response": "first response", "reporting_duty": "reporting duty", "amendment_rule": "rule for amending",
    "resource": "money or people",
}  # fmt: skip

PAPER = (
    Kind("N", Recommendation, "recommendation", ("source_text",), ("council_text", "published_text"),
         sources=("source",), paper=True),
    Kind("A", PlanAction, "action", ("text",), ("measure",), sources=("source",), paper=True),
    Kind("T", Response, "response", ("text",), paper=True),
    Kind("S", Workstream, "workstream", ("name",), ("scope", "completion_test", "depends_text"), sources=("source",),
         paper=True),
    Kind("P", Plan, "plan", ("title",), ("purpose",), sources=("source",), paper=True),
    Kind("B", Board, "board", (), ("purpose", "note", "established"), sources=("source",), paper=True),
    Kind("W", Meeting, "meeting", (), ("what",), paper=True),
    Kind("V", Event, "event", ("what",), ("note",), paper=True),
    Kind("G", Strength, "strength", ("text",), paper=True),
    Kind("K", Risk, "risk", ("text",), ("mitigation", "note"), paper=True),
    Kind("O", Resource, "resource", ("statement",), ("decision", "note"), sources=("source",), paper=True),
    Kind("Y", ReportingDuty, "reporting_duty", ("what",), paper=True),
    Kind("X", AmendmentRule, "amendment_rule", ("change",), sources=("conditions",), paper=True),
)  # fmt: skip
"""The plan's own paper."""

KINDS = (
    Kind("U", Update, "update", ("narrative", "next_step", "help_needed")),
    Kind(
        "E", Evidence, "evidence", ("title", "shows"), ("link", "message", "file_name", "answer", "decision_reason"),
        ("period",),
    ),
    Kind("I", ImpactStatement, "impact_statement", ("narrative",), (), ("period",)),
    Kind("J", BoardJudgement, "board_judgement", (), ("text",),
         ("scope", "delivery_words", "impact_words", "sign_off_words")),
    Kind("Q", Challenge, "challenge", ("question", "answer", "judged_reason")),
    Kind("C", Change, "change", ("reason", "decision_reason"), (), ("decided_where", "reported_where")),
    Kind("D", Decision, "decision", ("reason", "wanted"), ("minute",), ("decided_at",)),
    Kind("M", Measure, "measure", ("name",), ("baseline", "target", "note"), ("unit", "frequency"), keyed=True),
    Kind("F", Figure, "figure", ("value",), ("note",), ("period",), ("numerator", "denominator")),
    Kind("R", PlannedReview, "planned_review", ("label", "scope"), (), ("reviewer",)),
    Kind("L", LibraryItem, "library_item", ("document",), ("link", "not_needed"), keyed=True),
    Kind("H", AuditEntry, "audit", ()),
    *PAPER,
)  # fmt: skip
