"""Which tables hold each type of record, and which of their columns go when its time is up."""

from dataclasses import dataclass
from typing import Any

from models.assurance import HarmAnswer, ImpactStatement, LibraryItem, PlannedReview, ReviewRecommendation
from models.decisions import Challenge, Change, Decision
from models.outbox import Outbox
from models.people import Absence, Person
from models.progress import Evidence, EvidenceRecommendation, Update
from models.rules.retention import RecordType

GONE = "[no longer kept]"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of record in its table. `at` is the column with its day, `mark` one that says GONE once it is erased.

    `words` are blanked and `optional` where they are filled; `links` is the table that says which recommendations
    it serves. Without a mark the row itself goes, because nothing would be left of it.
    """

    type: RecordType
    table: Any
    at: str
    mark: str = ""
    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    links: Any = None

    @property
    def name(self) -> str:
        """What the audit calls the table."""
        return str(self.table.__tablename__)


OF_PLANS = (
    Kind(RecordType.EVIDENCE_FILES, Evidence, "at", links=EvidenceRecommendation),
    Kind(
        RecordType.EVIDENCE, Evidence, "at", "by_name", ("title", "shows", "by_name"),
        ("link", "message", "file_name", "answer", "decision_reason", "decided_by", "answered_by"),
        links=EvidenceRecommendation,
    ),
    Kind(
        RecordType.UPDATES, Update, "at", "by_name", ("narrative", "next_step", "help_needed", "by_name"),
        ("reported_for",),
    ),
    Kind(RecordType.IMPACT, ImpactStatement, "at", "by_name", ("narrative", "by_name")),
    Kind(RecordType.HARM_ANSWERS, HarmAnswer, "at"),
    Kind(
        RecordType.CHALLENGES, Challenge, "asked_at", "asked_by",
        ("question", "answer", "judged_reason", "asked_by", "to_name"), ("answered_by", "judged_by"),
    ),
    Kind(
        RecordType.CHANGES, Change, "asked_at", "by_name", ("reason", "decision_reason", "by_name"),
        ("decided_by", "decided_where", "reported_where", "confirmed_by"),
    ),
    Kind(
        RecordType.REVIEWS, PlannedReview, "asked_at", "by_name", ("label", "scope", "reviewer", "by_name"),
        links=ReviewRecommendation,
    ),
    Kind(RecordType.LIBRARY, LibraryItem, "confirmed_on"),
    Kind(
        RecordType.DECISIONS, Decision, "at", "by_name", ("reason", "wanted", "by_name"), ("minute", "decided_at"),
    ),
)  # fmt: skip
OF_PEOPLE = (
    Kind(RecordType.ABSENCES, Absence, "until_on"),
    Kind(RecordType.PEOPLE, Person, "", "name", ("name", "email")),
)
OF_CHAT = (Kind(RecordType.MESSAGES, Outbox, "sent_at"),)
KINDS = {each.type: each for each in (*OF_PLANS, *OF_CHAT, *OF_PEOPLE)}
