"""What can be removed by law, by the letter people call it by, and which of its columns hold words."""

from dataclasses import dataclass
from typing import Any

from models.assurance import ImpactStatement, LibraryItem, PlannedReview
from models.audit import AuditEntry
from models.decisions import Challenge, Change, Decision
from models.progress import BoardJudgement, Evidence, Figure, Measure, Update


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that holds people's words, under the letter people call it by.

    `words` and `optional` (which may be None) are looked for in everything else that may quote them; `beside` goes
    with them and is not, for it says little by itself. `counts` are numbers that go too. `keyed` is that the row's
    key is made of its name, and goes as well.
    """

    letter: str
    table: Any
    name: str
    words: tuple[str, ...]
    optional: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    keyed: bool = False

    @property
    def said(self) -> str:
        """What it is called in a sentence."""
        return _SAID.get(self.name, self.name.replace("_", " "))


_SAID = {"change": "change request", "audit": "line of the history", "planned_review": "review"}

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
)  # fmt: skip
