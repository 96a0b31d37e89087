"""Of how many late items it is known whether the delay could harm a child."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, exists, or_, select

from handlers import access
from handlers.access import PlanView
from handlers.beside import asked_again
from handlers.context import Context
from handlers.overview import Line
from handlers.views import CLOSED
from models import sql
from models.database import Statement
from models.rules.standing import Why
from models.vocabulary import Harm, SignOff

Tally = tuple[int, Mapping[Harm, int]]

_ANSWERS = Statement(
    lambda: (
        select(
            sql.HarmAnswer.recommendation_id, sql.HarmAnswer.action_id, sql.HarmAnswer.answer,
            or_(asked_again("recommendation_id"), asked_again("action_id")).label("asked_again"),
        )
        .where(sql.HarmAnswer.plan_id == bindparam("plan"))
        .order_by(sql.HarmAnswer.id)
    )
)  # fmt: skip
_LOOSE = Statement(
    lambda: (
        select(sql.PlanAction.id)
        .where(
            sql.PlanAction.plan_id == bindparam("plan"),
            sql.PlanAction.due_on < bindparam("today"),
            sql.PlanAction.delivery.not_in(CLOSED),
            ~exists().where(sql.ActionRecommendation.action_id == sql.PlanAction.id),
            access.visible(sql.PlanAction, "action"),
        )
        .order_by(sql.PlanAction.position)
    )
)


def is_late(line: Line) -> bool:
    """Past its original date without sign-off, or with an open action past its own."""
    late_action = any(reason.why is Why.ACTION_LATE for reason in line.verdict.reasons)
    return line.overdue or (late_action and line.sign_off is not SignOff.SIGNED_OFF)


def tally(ctx: Context, view: PlanView, lines: Iterable[Line]) -> Tally:
    """How many items are late, actions that answer no recommendation included, and how many have which answer."""
    late = [("recommendation", line.id) for line in lines if is_late(line)]
    late += [("action", row.id) for row in ctx.reader.all(_LOOSE, today=ctx.today, **access.scope(ctx, view))]
    given = _answers(ctx, view) if late else {}
    return len(late), Counter(given[each] for each in late if each in given)


def _answers(ctx: Context, view: PlanView) -> dict[tuple[str, int], Harm]:
    """The latest answer of each item that has one; one that is asked again has none, but a yes is never left out."""
    rows: list[Any] = ctx.reader.all(_ANSWERS, plan=view.id)
    latest = {
        ("action", row.action_id) if row.action_id else ("recommendation", row.recommendation_id): row for row in rows
    }
    return {of: row.answer for of, row in latest.items() if not row.asked_again or row.answer is Harm.YES}
