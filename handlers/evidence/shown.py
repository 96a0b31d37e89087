"""Which evidence a person may see, and what of it the rules ask for."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, bindparam, exists, false, or_, true

from handlers.access import Ability, PlanView, held_by_person, holder, true_when
from handlers.context import Context
from models.database import Statement
from models.rules.periods import read_period
from models.rules.proof import Piece
from models.sql import Evidence, EvidenceRecommendation, Tie
from models.vocabulary import Relation

OWNERS = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)


def evidence_shown() -> Any:
    """The condition that a piece may be seen: open, or theirs as the board's, an owner's, or the one who offered it.

    Binds what `sight` gives.
    """
    served = EvidenceRecommendation
    owned = exists().where(
        and_(
            served.evidence_id == Evidence.id, Tie.recommendation_id == served.recommendation_id,
            Tie.relation.in_(OWNERS), held_by_person(),
        )
    )  # fmt: skip
    # A null is neither: without the first, what the operator offered would be neither shown nor hidden.
    mine = and_(Evidence.person_id.is_not(None), Evidence.person_id == bindparam("person"))
    return or_(Evidence.restricted == false(), true_when("see_limited"), mine, owned)


def sight(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The parameters that `evidence_shown` binds."""
    return {
        "see_limited": int(Ability.SEE_LIMITED in view.may),
        **holder(ctx),
    }


class SeenEvidence:
    """A statement of evidence by what a person may see of it; whoever sees all of it is not asked what is theirs.

    `build` is given `evidence_shown`, or for them what always holds.
    """

    def __init__(self, build: Callable[[Any], Any]) -> None:
        self._theirs = Statement(lambda: build(evidence_shown()))
        self._whole = Statement(lambda: build(true()))

    def all(self, ctx: Context, view: PlanView, **given: Any) -> list[Any]:
        """Every row."""
        if Ability.SEE_LIMITED in view.may:
            return ctx.reader.all(self._whole, **given)
        return ctx.reader.all(self._theirs, **given, **sight(ctx, view))


def piece_of(row: Any) -> Piece:
    """A row of evidence (kind, bearing, state, answered, period, by_reader) as the rules see it."""
    return Piece(row.kind, row.bearing, row.state, row.answered, read_period(row.period), row.by_reader)
