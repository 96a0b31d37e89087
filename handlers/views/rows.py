"""The one row of a recommendation, by what it is called or by its id."""

from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from handlers.access import Item, PlanView, Seen
from handlers.beside import waiting
from handlers.context import Context
from handlers.grammar import Reference
from models.sql import Inspection, Recommendation, Update

HEARD = (
    Update.at, Update.by_name, Update.narrative, Update.next_step, Update.help_needed, Update.reported_for,
)  # fmt: skip


def _recommendation_by(condition: Any, shown: Any) -> Any:
    return (
        select(
            Recommendation.id, Recommendation.label, Recommendation.label_key, Recommendation.source_text,
            Recommendation.council_text, Recommendation.time_limit, Recommendation.due_on, Recommendation.due_precision,
            Recommendation.due_text, Recommendation.due_end, Recommendation.due_basis,
            Recommendation.agreed_on, Recommendation.agreed_precision, Recommendation.agreed_text,
            Recommendation.agreed_end, Recommendation.extensions, Recommendation.delivery,
            Recommendation.impact, Recommendation.sign_off, Recommendation.restricted,
            Recommendation.latest_update_id, Recommendation.version, Recommendation.review_on,
            Inspection.published_on, Inspection.published_assumed, Inspection.name.label("inspection"), *HEARD,
            *waiting("recommendation", Recommendation),
        )
        .outerjoin(Inspection, Inspection.id == Recommendation.inspection_id)
        .outerjoin(Update, Update.id == Recommendation.latest_update_id)
        .where(condition, shown(Recommendation, "recommendation"))
    )  # fmt: skip


_IN_PLAN = Recommendation.plan_id == bindparam("plan")
_BY_ID = Seen(lambda shown: _recommendation_by(and_(Recommendation.id == bindparam("id"), _IN_PLAN), shown))


def _called() -> Any:
    """By label or number, each with the plan, so that a database finds either in an index."""
    labels = [Recommendation.label_key == bindparam(name) for name in ("spelt", "label", "bare")]
    return or_(*(and_(_IN_PLAN, each) for each in (*labels, Recommendation.number == bindparam("number"))))


_CALLED = Seen(lambda shown: _recommendation_by(_called(), shown))


def row_called(ctx: Context, view: PlanView, ref: Reference) -> Any:
    """The one recommendation with this label or, where none has it, this number; None unless there is just one."""
    said = {"spelt": ref.spelt or ref.label_key, "label": ref.label_key, "bare": ref.bare}
    rows = _CALLED.all(ctx, view, plan=view.id, number=ref.number, **said)
    labels = {row.label_key: row for row in rows}
    labelled = next((labels[said[name]] for name in ("spelt", "label", "bare") if said[name] in labels), None)
    return labelled or (rows[0] if len(rows) == 1 else None)


def row_by_id(ctx: Context, view: PlanView, item: Item) -> Any:
    """The recommendation behind an item that was found."""
    rows = _BY_ID.all(ctx, view, plan=view.id, id=item.id)
    return rows[0] if rows else None
