"""What a whole plan's cards are drawn from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, select

from handlers import overview
from handlers.access import PlanView, reach_of_streams, scope, visible
from handlers.context import Context
from handlers.harm_tally import Tally, tally
from handlers.overview import Line
from handlers.spoken import headings
from handlers.views import CLOSED, NextMeeting, next_meeting
from models.database import Statement
from models.sql import (
    AmendmentRule,
    Board,
    BoardJudgement,
    BoardReport,
    Event,
    Inspection,
    Plan,
    PlanAction,
    PlanInspection,
    Recommendation,
    ReportingDuty,
    Resource,
    Risk,
    Strength,
    Workstream,
)
from models.vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class WholePlan:
    """Everything a plan's first card says, as one person may see it on one day."""

    lines: tuple[Line, ...]
    actions: tuple[Any, ...]
    streams: tuple[Any, ...]
    meeting: NextMeeting | None
    events: tuple[Any, ...]
    state: str | None
    harm: Tally


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """What stands behind a plan's first card."""

    row: Any
    inspections: tuple[Any, ...]
    boards: tuple[Any, ...]
    duties: tuple[Any, ...]
    statements: tuple[Any, ...]
    risks: tuple[Any, ...]
    resources: tuple[Any, ...]
    amendments: tuple[Any, ...]
    strengths: tuple[Any, ...]


_PLAN = Statement(
    lambda: select(
        Plan.title,
        Plan.state,
        Plan.purpose,
        Plan.approved_by,
        Plan.approved_on,
        Plan.open_to,
        Plan.published_at,
    ).where(Plan.id == bindparam("plan"))
)


def _action_counts() -> Any:
    late = and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED))
    return (
        select(PlanAction.delivery, func.count().label("count"), func.sum(case((late, 1), else_=0)).label("late"))
        .where(PlanAction.plan_id == bindparam("plan"), visible(PlanAction, "action"))
        .group_by(PlanAction.delivery)
    )


_ACTION_COUNTS = Statement(_action_counts)
_STREAMS = Statement(
    lambda: (
        select(Workstream.id, Workstream.kind, Workstream.label, Workstream.name, Workstream.state)
        .where(
            Workstream.plan_id == bindparam("plan"), visible(Workstream, "workstream"),
        )
        .order_by(Workstream.position)
        .limit(40)
    )
)  # fmt: skip
_JUDGED = Statement(
    lambda: (
        select(
            BoardJudgement.workstream_id, BoardJudgement.delivery, BoardJudgement.delivery_words,
            Board.name.label("board"),
        )
        .outerjoin(Board, Board.id == BoardJudgement.board_id)
        .where(
            BoardJudgement.plan_id == bindparam("plan"), BoardJudgement.workstream_id.is_not(None),
            BoardJudgement.lifted_at.is_(None), BoardJudgement.delivery_words.is_not(None),
        )
        .order_by(BoardJudgement.as_at_on.asc().nulls_first(), BoardJudgement.position)
    )
)  # fmt: skip
_EVENTS = Statement(
    lambda: (
        select(Event.what, Event.date_on, Event.date_precision, Event.date_text, Event.date_end, Event.status)
        .where(Event.plan_id == bindparam("plan"), Event.date_on >= bindparam("today"))
        .order_by(Event.date_on)
        .limit(3)
    )
)


def plan_view(ctx: Context, view: PlanView) -> WholePlan:
    """A plan as its first card shows it."""
    within = scope(ctx, view)
    judged = headings(ctx.reader.all(_JUDGED, plan=view.id), "workstream_id")
    streams = ctx.reader.all(_STREAMS, plan=view.id, **reach_of_streams(ctx, view))
    lines = overview.lines(ctx, view)
    return WholePlan(
        lines,
        tuple(ctx.reader.all(_ACTION_COUNTS, today=ctx.today, **within)),
        tuple((row, judged.get(row.id)) for row in streams),
        next_meeting(ctx, view),
        tuple(ctx.reader.all(_EVENTS, plan=view.id, today=ctx.today)) if view.everything else (),
        ctx.reader.one(_PLAN, plan=view.id).state,
        tally(ctx, view, lines),
    )


def _of_plan(table: Any, *columns: Any) -> Statement:
    return Statement(
        lambda: select(*columns).where(table.plan_id == bindparam("plan")).order_by(table.position).limit(30)
    )


_PRIORITY = exists().where(
    Recommendation.inspection_id == Inspection.id,
    Recommendation.plan_id == bindparam("plan"),
    Recommendation.kind == ItemKind.AREA_FOR_PRIORITY_ACTION,
)
_INSPECTIONS = Statement(
    lambda: (
        select(
            Inspection.key, Inspection.name, Inspection.framework, Inspection.kind, Inspection.fieldwork_start,
            Inspection.fieldwork_end, Inspection.notified_on, Inspection.received_on, Inspection.published_on,
            Inspection.published_assumed, Inspection.statement_due_on, Inspection.draft_sent_on,
            Inspection.statement_sent_on, _PRIORITY.label("priority"),
        )
        .join(PlanInspection, PlanInspection.inspection_id == Inspection.id)
        .where(PlanInspection.plan_id == bindparam("plan"))
        .order_by(Inspection.id)
    )
)  # fmt: skip
_BOARDS = _of_plan(Board, Board.id, Board.name, Board.chair_role, Board.cadence, Board.state)
_DUTIES = _of_plan(
    ReportingDuty, ReportingDuty.reporter, ReportingDuty.recipient, ReportingDuty.what, ReportingDuty.by_on,
    ReportingDuty.by_precision, ReportingDuty.by_text, ReportingDuty.by_end, ReportingDuty.done_on,
)  # fmt: skip
_STATEMENTS = _of_plan(
    BoardJudgement, BoardJudgement.scope, BoardJudgement.as_at_on, BoardJudgement.as_at_precision,
    BoardJudgement.as_at_text, BoardJudgement.as_at_end, BoardJudgement.delivery_words,
    BoardJudgement.impact_words, BoardJudgement.sign_off_words, BoardJudgement.text,
)  # fmt: skip
_RISKS = _of_plan(Risk, Risk.text, Risk.mitigation, Risk.owner)
_RESOURCES = _of_plan(Resource, Resource.statement, Resource.amount_pence, Resource.years, Resource.money)
_AMENDMENTS = _of_plan(AmendmentRule, AmendmentRule.change, AmendmentRule.decided_by, AmendmentRule.conditions)
_STRENGTHS = _of_plan(Strength, Strength.text)
_REPORTS = Statement(
    lambda: (
        select(BoardReport.board_id, Board.name)
        .join(Board, Board.id == BoardReport.reports_to_id)
        .where(Board.plan_id == bindparam("plan"))
        .order_by(Board.position)
    )
)


def plan_details(ctx: Context, view: PlanView) -> PlanDetails:
    """A plan's inspections and clocks, boards and duties, judgements, money and risks."""
    reports: dict[int, list[str]] = {}
    for row in ctx.reader.all(_REPORTS, plan=view.id):
        reports.setdefault(row.board_id, []).append(row.name)
    read = ctx.reader.all
    return PlanDetails(
        ctx.reader.one(_PLAN, plan=view.id),
        tuple(read(_INSPECTIONS, plan=view.id)),
        tuple((row, tuple(reports.get(row.id, ()))) for row in read(_BOARDS, plan=view.id)),
        tuple(read(_DUTIES, plan=view.id)),
        tuple(read(_STATEMENTS, plan=view.id)),
        tuple(read(_RISKS, plan=view.id)),
        tuple(read(_RESOURCES, plan=view.id)),
        tuple(read(_AMENDMENTS, plan=view.id)),
        tuple(read(_STRENGTHS, plan=view.id)),
    )


def days_left(on: date | None, today: date) -> int | None:
    """Days from `today` to `on`; None where there is no day."""
    return None if on is None else (on - today).days
