"""What a board has before it, frozen: an item, its case, and the decisions so far."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.access import Item, PlanView
from handlers.cards.words import item_ref
from handlers.offices import BoardView, Seat
from models.rules.signoff import Case, Hand, Lack, Second, may_confirm
from models.vocabulary import DecisionKind, Impact, SignOff


@dataclass(frozen=True, slots=True)
class Step:
    """One decision on an item, as it was recorded."""

    id: int
    kind: DecisionKind
    at: Any
    person_id: int | None
    by_name: str
    board_id: int | None
    board_name: str | None
    decided_at: str | None
    minute: str | None
    report_on: Any
    reason: str
    wanted: str
    wanted_from_id: int | None
    wanted_by: Any
    effective: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything that decides what may be done about an item's sign-off, for one person at one moment."""

    view: PlanView
    item: Item
    facts: Any
    board: BoardView
    seat: Seat
    hand: Hand
    case: Case
    lacks: tuple[Lack, ...]
    needs: Impact
    steps: tuple[Step, ...]
    report: Any = None
    fallen: str = ""
    second: Second = field(default_factory=Second)

    @property
    def ref(self) -> str:
        """The item as a button names it."""
        return item_ref(self.view, self.item)

    @property
    def pending(self) -> Step | None:
        """The sign-off that waits for a second member, if one does."""
        last = self.steps[-1] if self.steps else None
        return last if last and last.kind is DecisionKind.SIGN_OFF and not last.effective else None

    @property
    def confirms(self) -> bool:
        """Whether this person may be the second member that a sign-off waits for."""
        return self.pending is not None and may_confirm(self.hand, self.second)

    @property
    def signed(self) -> Step | None:
        """The sign-off that stands, in the words it was decided in."""
        if self.facts.sign_off is not SignOff.SIGNED_OFF:
            return None
        return next((step for step in reversed(self.steps) if step.kind is DecisionKind.SIGN_OFF), None)

    @property
    def asked(self) -> Step | None:
        """The request that is before the board, or was the last."""
        return next((step for step in reversed(self.steps) if step.kind is DecisionKind.REQUEST), None)

    @property
    def put(self) -> datetime | None:
        """When it was put to the board; of what came so in a file, the latest word before it, since it is locked."""
        return self.asked.at if self.asked else self.facts.latest_update_at  # type: ignore[no-any-return]  # because rows are not typed

    @property
    def doubted(self) -> Step | None:
        """Word from the item's owner that what was signed off no longer holds, which the board has not yet answered."""
        last = self.steps[-1] if self.steps else None
        standing = self.facts.sign_off is SignOff.SIGNED_OFF
        return last if standing and last and last.kind is DecisionKind.NOT_HOLDING else None

    @property
    def asked_again(self) -> bool:
        """Whether the board has been told, by people or by evidence, that what it signed may no longer hold."""
        turned = (self.contradicted or self.unborne) and not self.kept
        return self.doubted is not None or turned or self.facts.asked or bool(self.fallen)

    @property
    def kept(self) -> bool:
        """Whether the board itself was the last to say that what it signed off still holds."""
        last = self.steps[-1] if self.steps else None
        return last is not None and last.kind is DecisionKind.STILL_HOLDING and last.board_id is not None

    @property
    def unborne(self) -> bool:
        """Whether the evidence no longer bears out a sign-off that was recorded here."""
        return self.signed is not None and not self.case.proof

    @property
    def contradicted(self) -> bool:
        """Whether evidence stands unanswered against what was signed off."""
        return self.facts.sign_off is SignOff.SIGNED_OFF and self.case.against > 0
