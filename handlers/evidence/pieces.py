"""Pieces of evidence as they are read: of one recommendation, or by the number people say ("E12")."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, select

from handlers import access
from handlers.access import PlanView
from handlers.context import Context
from handlers.errors import UserError
from handlers.evidence.shown import evidence_shown, piece_of, sight
from models.card import Action
from models.database import Statement
from models.rules.proof import Piece, stands_against
from models.sql import Evidence, EvidenceRecommendation, Recommendation
from models.vocabulary import Bearing, EvidenceState, SignOff

_NUMBER = re.compile(r"(?:[a-z0-9-]{1,80}/)?e ?-?(\d{1,9})\Z", re.IGNORECASE)
_LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Served:
    """A recommendation that a piece serves."""

    id: int
    label: str
    sign_off: SignOff


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece of evidence with the recommendations it serves, of those this person may see."""

    row: Any
    serves: tuple[Served, ...]

    @property
    def name(self) -> str:
        """What people call it."""
        return f"E{self.row.id}"

    @property
    def seen(self) -> frozenset[int]:
        """The ids of what it serves that this person may see."""
        return frozenset(each.id for each in self.serves)

    @property
    def piece(self) -> Piece:
        """What the rules ask of it."""
        return piece_of(self.row)


def _columns() -> Any:
    return select(
        Evidence.id, Evidence.plan_id, Evidence.at, Evidence.person_id, Evidence.by_name, Evidence.kind,
        Evidence.title, Evidence.shows, Evidence.period, Evidence.bearing, Evidence.answered, Evidence.state,
        Evidence.link, Evidence.restricted, Evidence.file_sha256, Evidence.file_name, Evidence.file_size,
        Evidence.declared, Evidence.message, Evidence.figure_id, Evidence.decided_at, Evidence.decided_by,
        Evidence.decision_reason, Evidence.answer, Evidence.answered_by, Evidence.by_reader,
    )  # fmt: skip


def _served_in_plan() -> Any:
    """What serves an item of the plan, offered in it or in the one it succeeds."""
    return (
        select(EvidenceRecommendation.evidence_id)
        .join(Recommendation, Recommendation.id == EvidenceRecommendation.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan"))
    )


_OF_ITEM = Statement(
    lambda: (
        _columns()
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(EvidenceRecommendation.recommendation_id == bindparam("id"), evidence_shown())
        .order_by(
            case((Evidence.bearing == Bearing.AGAINST, 0), (Evidence.bearing == Bearing.MIXED, 1), else_=2),
            Evidence.at.desc(), Evidence.id.desc(),
        )
    )
)  # fmt: skip
_BY_ID = Statement(lambda: _columns().where(Evidence.id == bindparam("id"), evidence_shown()))
_WAITING = Statement(
    lambda: (
        _columns()
        .where(
            Evidence.id.in_(_served_in_plan()), Evidence.state == EvidenceState.OFFERED, evidence_shown()
        )
        .order_by(Evidence.at, Evidence.id)
    )
)  # fmt: skip
_SERVES = Statement(
    lambda: (
        select(Recommendation.id, Recommendation.label, Recommendation.sign_off, Recommendation.plan_id)
        .join(EvidenceRecommendation, EvidenceRecommendation.recommendation_id == Recommendation.id)
        .where(EvidenceRecommendation.evidence_id == bindparam("id"), access.visible(Recommendation, "recommendation"))
        .order_by(Recommendation.position)
    )
)
_ALL_OF_ITEM = Statement(
    lambda: (
        select(
            Evidence.id, Evidence.kind, Evidence.bearing, Evidence.state, Evidence.answered, Evidence.period,
            Evidence.restricted, Evidence.by_reader,
        )
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(EvidenceRecommendation.recommendation_id == bindparam("id"))
        .order_by(Evidence.id)
    )
)  # fmt: skip


def of_item(ctx: Context, view: PlanView, recommendation_id: int) -> tuple[PieceView, ...]:
    """The evidence of a recommendation that this person may see, what is against it first."""
    rows = ctx.reader.all(_OF_ITEM, id=recommendation_id, **sight(ctx, view))
    return tuple(_view(ctx, view, row) for row in rows)


def waiting(ctx: Context, view: PlanView) -> tuple[PieceView, ...]:
    """The evidence of a plan that waits to be accepted or sent back, the oldest first."""
    views = (_view(ctx, view, row) for row in ctx.reader.all(_WAITING, plan=view.id, **sight(ctx, view)))
    return tuple(each for each in views if each.serves)


def held(ctx: Context, recommendation_id: int) -> dict[int, Piece]:
    """All evidence of a recommendation by its id, whoever may see it: what the rules are asked of."""
    return {row.id: piece_of(row) for row in ctx.reader.all(_ALL_OF_ITEM, id=recommendation_id)}


def against(ctx: Context, recommendation_id: int) -> list[Any]:
    """What of it stands against, whoever may see it: rows with what `told_as` asks."""
    return [row for row in ctx.reader.all(_ALL_OF_ITEM, id=recommendation_id) if stands_against(piece_of(row))]


def number(said: str) -> int | None:
    """The number in "E12", "e12" or "plan/E12"; None where `said` is something else."""
    found = _NUMBER.fullmatch(said.strip().rstrip(".,;?!"))
    return int(found[1]) if found and int(found[1]) < _LARGEST else None


def one(ctx: Context, said: str) -> tuple[PlanView, PieceView]:
    """The piece that "E12" or "12" means, in the plan that holds what it serves now, not in one that this succeeds.

    Raises UserError where there is none this person may see.
    """
    wanted = number(said) or number(f"E{said}")
    views = sorted((view for view, _ in access.plans(ctx)), key=lambda view: view.superseded)
    for view in views if wanted else ():
        row = ctx.reader.one(_BY_ID, id=wanted, **sight(ctx, view))
        if row is not None and (found := _view(ctx, view, row)).serves:
            return view, found
    raise UserError(
        f"There is no evidence “{said}” that you can see. Evidence is called by its number, such as E12; "
        "“evidence SG4” lists what an item has. Nothing was changed.",
        Action("What is unproved", "gaps"),
    )


def _view(ctx: Context, view: PlanView, row: Any) -> PieceView:
    served = [each for each in ctx.reader.all(_SERVES, id=row.id, **access.reach(ctx, view)) if each.plan_id == view.id]
    return PieceView(row, tuple(Served(each.id, each.label, each.sign_off) for each in served))
