"""What an action's card is drawn from."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from handlers import views
from handlers.access import Item, PlanView, may_update, reach_of_streams, scope, visible
from handlers.action_lines import ActionLine, action_line
from handlers.beside import Beside, beside, waiting
from handlers.context import Context
from handlers.views import Heard, Tied
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate
from models.sql import ActionRecommendation, PlanAction, Recommendation, Workstream, WorkstreamItem


@dataclass(frozen=True, slots=True)
class ActionView:
    """Everything an action's card says, as one person may see it on one day."""

    plan: PlanView
    line: ActionLine
    due: PartialDate | None
    agreed: PartialDate | None
    measure: str | None
    under: tuple[str, ...]
    under_hidden: bool
    streams: tuple[str, ...]
    tied: tuple[Tied, ...]
    latest: Heard | None
    board: Any
    may_update: bool
    version: int
    beside: Beside


_ACTION = Statement(
    lambda: select(
        PlanAction.id, PlanAction.label, PlanAction.text, PlanAction.measure, PlanAction.due_on,
        PlanAction.due_precision, PlanAction.due_text, PlanAction.due_end, PlanAction.agreed_on,
        PlanAction.agreed_precision, PlanAction.agreed_text, PlanAction.agreed_end, PlanAction.delivery,
        PlanAction.extensions, PlanAction.review_on, PlanAction.latest_update_id, PlanAction.latest_update_at,
        PlanAction.inspection_id, PlanAction.plan_id, PlanAction.version, *waiting("action", PlanAction),
    ).where(
        PlanAction.id == bindparam("id"), PlanAction.plan_id == bindparam("plan"), visible(PlanAction, "action")
    )
)  # fmt: skip
_UNDER = Statement(
    lambda: (
        select(Recommendation.label)
        .join(ActionRecommendation, ActionRecommendation.recommendation_id == Recommendation.id)
        .where(
            ActionRecommendation.action_id == bindparam("id"),
            Recommendation.plan_id == bindparam("plan"),
            visible(Recommendation, "recommendation"),
        )
        .order_by(Recommendation.position)
    )
)
_UNDER_ANY = Statement(
    lambda: (
        select(Recommendation.id)
        .join(ActionRecommendation, ActionRecommendation.recommendation_id == Recommendation.id)
        .where(ActionRecommendation.action_id == bindparam("id"), Recommendation.withdrawn_on.is_(None))
        .limit(1)
    )
)
_STREAMS = Statement(
    lambda: (
        select(Workstream.name)
        .join(WorkstreamItem, WorkstreamItem.workstream_id == Workstream.id)
        .where(WorkstreamItem.action_id == bindparam("id"), visible(Workstream, "workstream"))
        .order_by(Workstream.position)
    )
)


def action(ctx: Context, view: PlanView, item: Item) -> ActionView:
    """The full view of an action that was found."""
    row = ctx.reader.one(_ACTION, id=item.id, **scope(ctx, view))
    line = action_line(ctx, view, row)
    under = tuple(found.label for found in ctx.reader.all(_UNDER, id=row.id, **scope(ctx, view)))
    return ActionView(
        view,
        line,
        partial(row, "due"),
        partial(row, "agreed"),
        row.measure,
        under,
        not view.whole and not under and ctx.reader.one(_UNDER_ANY, id=row.id) is not None,
        tuple(found.name for found in ctx.reader.all(_STREAMS, id=row.id, **reach_of_streams(ctx, view))),
        views.tied(ctx, "action", row.id),
        views.heard(ctx, row.latest_update_id),
        views.judged(ctx, "action", row.id),
        may_update(ctx, view, "action", row.id),
        row.version,
        beside(ctx, "action", row, late=line.late),
    )
