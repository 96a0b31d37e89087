"""What a workstream's, phase's or programme's card is drawn from."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from handlers import overview, views
from handlers.access import Item, PlanView, reach, reach_of_streams, visible
from handlers.beside import Beside, questions
from handlers.context import Context
from handlers.overview import Line
from handlers.views import CLOSED, Tied
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate
from models.sql import PlanAction, Workstream, WorkstreamDependency, WorkstreamItem


@dataclass(frozen=True, slots=True)
class WorkstreamView:
    """Everything a stream of work's card says."""

    plan: PlanView
    row: Any
    due: PartialDate | None
    parent: str | None
    parts: tuple[Any, ...]
    waits_for: tuple[str, ...]
    lines: tuple[Line, ...]
    actions: int
    late_actions: int
    tied: tuple[Tied, ...]
    board: Any
    beside: Beside


_STREAM = Statement(
    lambda: (
        select(
            Workstream.id, Workstream.kind, Workstream.label, Workstream.name, Workstream.scope, Workstream.state,
            Workstream.completion_test, Workstream.depends_text, Workstream.due_on, Workstream.due_precision,
            Workstream.due_text, Workstream.due_end, Workstream.parent_id,
        )
        .where(Workstream.id == bindparam("id"))
    )
)  # fmt: skip
_PARENT = Statement(
    lambda: select(Workstream.name).where(Workstream.id == bindparam("id"), visible(Workstream, "workstream"))
)
_PARTS = Statement(
    lambda: (
        select(Workstream.label, Workstream.name)
        .where(Workstream.parent_id == bindparam("id"), visible(Workstream, "workstream"))
        .order_by(Workstream.position)
    )
)
_WAITS_FOR = Statement(
    lambda: (
        select(Workstream.name)
        .join(WorkstreamDependency, WorkstreamDependency.depends_on_id == Workstream.id)
        .where(WorkstreamDependency.workstream_id == bindparam("id"), visible(Workstream, "workstream"))
        .order_by(Workstream.position)
    )
)
_HELD = Statement(
    lambda: select(WorkstreamItem.recommendation_id).where(
        WorkstreamItem.workstream_id == bindparam("id"), WorkstreamItem.recommendation_id.is_not(None)
    )
)
_ACTIONS = Statement(
    lambda: (
        select(
            func.count().label("total"),
            func.sum(
                case(
                    (and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED)), 1),
                    else_=0,
                )
            ).label("late"),
        )
        .join(WorkstreamItem, WorkstreamItem.action_id == PlanAction.id)
        .where(WorkstreamItem.workstream_id == bindparam("id"), visible(PlanAction, "action"))
    )
)


def workstream_view(ctx: Context, view: PlanView, item: Item) -> WorkstreamView:
    """The full view of a stream of work that was found."""
    row = ctx.reader.one(_STREAM, id=item.id)
    held = {found.recommendation_id for found in ctx.reader.all(_HELD, id=item.id)}
    actions = ctx.reader.one(_ACTIONS, id=item.id, today=ctx.today, **reach(ctx, view))
    theirs = reach_of_streams(ctx, view)
    parent = ctx.reader.one(_PARENT, id=row.parent_id, **theirs) if row.parent_id else None
    return WorkstreamView(
        view,
        row,
        partial(row, "due"),
        parent.name if parent else None,
        tuple(ctx.reader.all(_PARTS, id=item.id, **theirs)),
        tuple(found.name for found in ctx.reader.all(_WAITS_FOR, id=item.id, **theirs)),
        tuple(line for line in overview.lines(ctx, view) if line.id in held) if held else (),
        actions.total,
        actions.late or 0,
        views.tied(ctx, "workstream", item.id),
        views.judged(ctx, "workstream", item.id),
        Beside(questions=questions(ctx, "workstream", item.id)),
    )
