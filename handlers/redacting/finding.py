"""`redact find`: what people wrote of an item, each under the name by which it can be removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, or_, select

from handlers import access, status
from handlers.access import Item, PlanView
from handlers.cards import redacting as cards
from handlers.cards.words import called, item_ref
from handlers.context import Arguments, Context
from handlers.redacting.kinds import KINDS, Kind
from handlers.redacting.officers import refuse_others
from handlers.redacting.subjects import words_of
from models.assurance import ImpactStatement, LibraryItem, PlannedReview, ReviewRecommendation
from models.audit import REMOVED, AuditContent, AuditEntry
from models.card import Reply
from models.columns import partial
from models.governance import Board, Meeting, ReportingDuty
from models.plan import (
    ActionRecommendation,
    AmendmentRule,
    Event,
    Plan,
    PlanAction,
    Resource,
    Risk,
    Strength,
    Workstream,
)
from models.progress import (
    BoardJudgement,
    Evidence,
    EvidenceRecommendation,
    Figure,
    Measure,
    MeasureRecommendation,
)

_MOST = 20
WHOLE = "plan"
"""What is said for the plan itself and what it holds beside its items."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be removed, and what people wrote in it. `at` is None where no day is known."""

    name: str
    kind: Kind
    at: date | None
    words: tuple[str, ...]


def find(ctx: Context, args: Arguments) -> Reply:
    """What can be removed of one item, the newest first, or of what the plan holds beside its items."""
    whole = args.get("item").casefold() == WHOLE
    view, item = (access.plan(ctx), None) if whole else status.one(ctx, args.get("item"))
    refuse_others(ctx, view)
    most = args.page * _MOST
    found = [each for kind in KINDS for each in _of_kind(ctx, view, kind, item, most + 1)]
    found.sort(key=lambda each: each.at or date.min, reverse=True)
    here = found[most - _MOST : most]
    about, ref = (called(item), item_ref(view, item)) if item else (view.name, WHOLE)
    return Reply((cards.found_card(view, about, ref, here, page=args.page, more=len(found) > most),))


def _of_kind(ctx: Context, view: PlanView, kind: Kind, item: Item | None, most: int) -> Iterator[Found]:
    condition = _about(kind, item) if item else _beside_items(kind, view)
    if condition is None:
        return
    newest = select(kind.table).where(condition).order_by(kind.table.id.desc()).limit(most)
    for row in ctx.change.exec(newest):
        if words := words_of(ctx.change, kind, row):
            yield Found(f"{kind.letter}{row.id}", kind, _day(ctx, row), words)


def _beside_items(kind: Kind, view: PlanView) -> Any:
    """The condition that a row of this kind belongs to a plan and to none of its items; None where that kind does."""
    table = kind.table
    if table is Plan:
        return col(Plan.id) == view.id
    if table is Meeting:
        return col(Meeting.board_id).in_(select(Board.id).where(Board.plan_id == view.id))
    return table.plan_id == view.id if table in _BESIDE else None


_BESIDE = (Workstream, Board, Event, Strength, Risk, Resource, ReportingDuty, AmendmentRule, LibraryItem)


def _about(kind: Kind, item: Item) -> Any:
    """The condition that a row of this kind is about an item; None where that kind never is."""
    table = kind.table
    if table in _THROUGH and item.kind != kind.name:
        return _THROUGH[table](item.id) if item.kind == "recommendation" else None
    if table is AuditEntry:
        told = col(AuditEntry.id).in_(select(AuditContent.audit_id).where(col(AuditContent.content).is_not(None)))
        own = col(AuditEntry.subject) == f"{item.kind}:{item.id}"
        return own & told & col(AuditEntry.event).not_in(("redact", REMOVED)) & col(AuditEntry.plan_id).is_not(None)
    if kind.name == item.kind:
        return table.id == item.id
    column = getattr(table, f"{item.kind}_id", None)
    if item.kind != "recommendation" or not hasattr(table, "action_id"):
        return None if column is None else column == item.id
    under = select(ActionRecommendation.action_id).where(ActionRecommendation.recommendation_id == item.id)
    return or_(column == item.id, table.action_id.in_(under))


def _linked(table: Any, link: Any, own: str) -> Any:
    return lambda number: table.id.in_(select(getattr(link, own)).where(link.recommendation_id == number))


_THROUGH: dict[Any, Any] = {
    Evidence: _linked(Evidence, EvidenceRecommendation, "evidence_id"),
    Measure: _linked(Measure, MeasureRecommendation, "measure_id"),
    PlannedReview: _linked(PlannedReview, ReviewRecommendation, "review_id"),
    ImpactStatement: lambda number: ImpactStatement.recommendation_id == number,
    Figure: lambda number: col(Figure.measure_id).in_(
        select(MeasureRecommendation.measure_id).where(MeasureRecommendation.recommendation_id == number)
    ),
    LibraryItem: lambda _: None,
    PlanAction: lambda number: col(PlanAction.id).in_(
        select(ActionRecommendation.action_id).where(ActionRecommendation.recommendation_id == number)
    ),
}


def _day(ctx: Context, row: Any) -> date | None:
    if isinstance(row, BoardJudgement):
        known = partial(row, "as_at")
        return known.first_day if known else None
    at = getattr(row, "at", None) or getattr(row, "asked_at", None)
    return at.astimezone(ctx.now.tzinfo).date() if isinstance(at, datetime) else None
