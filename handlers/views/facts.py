"""The facts a recommendation's card is drawn from, frozen, and what is judged from them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from handlers.access import PlanView
from handlers.beside import Beside
from handlers.context import Context
from handlers.signing import Signing
from models.rules.dates import PartialDate
from models.rules.deadlines import Basis
from models.rules.standing import Facts, LateAction, Verdict, overdue
from models.vocabulary import Bearing, Delivery, EvidenceKind, Impact, Relation, SignOff

CLOSED = (Delivery.COMPLETED, Delivery.PAUSED)


class Tied(NamedTuple):
    """Who is tied to an item, by the name people know, and whether as a partner organisation."""

    relation: Relation
    name: str
    partner: bool
    away: bool = False
    cover: str | None = None


class Heard(NamedTuple):
    """The latest word on an item."""

    at: datetime
    by: str
    text: str
    next_step: str
    help_needed: str
    reported_for: str | None


class ActionTally(NamedTuple):
    """The actions of a recommendation: how many in each state, and the late ones, earliest first."""

    counts: Mapping[Delivery, int]
    late: int
    latest: tuple[Any, ...]

    @property
    def total(self) -> int:
        """All actions, late or not."""
        return sum(self.counts.values())

    @property
    def open(self) -> frozenset[Delivery]:
        """The deliveries of actions that are neither completed nor paused."""
        return frozenset(delivery for delivery in self.counts if delivery not in CLOSED)


class EvidenceTally(NamedTuple):
    """The evidence this person may see, by (kind, bearing): what is accepted, only offered, or unanswered against.

    `proof` is of all there is, so that an item stands alike for everybody; `hidden` is that some is not theirs to see.
    `against` is whether any of all there is speaks against it unanswered; `unlooked` is how many of what this person
    may see against it a reader offered, and wait to be looked at.
    """

    counts: Mapping[tuple[EvidenceKind, Bearing], int]
    offered: int
    unanswered: int
    proof: bool
    against: bool
    hidden: bool
    unlooked: int = 0


class NextMeeting(NamedTuple):
    """The next meeting of a board of the plan, and when its papers are due."""

    board: str
    on: PartialDate
    papers_due_on: date | None


class RecommendationView(NamedTuple):
    """Everything a recommendation's card says, as one person may see it on one day."""

    plan: PlanView
    row: Any
    due: PartialDate | None
    agreed: PartialDate | None
    tied: tuple[Tied, ...]
    actions: ActionTally
    evidence: EvidenceTally
    latest: Heard | None
    response: Any
    board: Any
    meeting: NextMeeting | None
    verdict: Verdict
    delivery: Delivery
    silent_days: int | None
    may_update: bool
    signing: Signing
    beside: Beside


def late(facts: Facts, today: date) -> bool:
    """Past its original date without sign-off, or with an open action past its own."""
    return facts.sign_off is not SignOff.SIGNED_OFF and (facts.late_action is not None or overdue(facts, today))


def facts_of(
    row: Any, actions: ActionTally, *, proof: bool, against: bool, since: date | None, wanted: date | None
) -> Facts:
    """The facts a standing is judged from."""
    late = actions.latest[0] if actions.latest else None
    return Facts(
        row.delivery, row.sign_off, row.time_limit, row.due_on, since, actions.open,
        LateAction(late.label, late.due_on) if late else None, proof, against=against, wanted_by=wanted,
        earliest=row.due_basis is Basis.STAND_IN,
        unevidenced=row.impact is Impact.NOT_ENOUGH_EVIDENCE,
    )  # fmt: skip


def silent_since(ctx: Context, latest: Heard | None, published: date | None, answered: date | None) -> date | None:
    """The day of the last word, or the first on which one could have come, never after today."""
    if latest is not None:
        return latest.at.date()
    days = [day for day in (published, answered) if day is not None and day <= ctx.today]
    return max(days, default=None)
