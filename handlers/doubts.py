"""Which sign-offs are in doubt: their owner said that they no longer hold, or the board kept its word since."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, exists, literal, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.succession import line
from models.database import Statement
from models.sql import Decision, Recommendation, Reminder
from models.vocabulary import DecisionKind, DueKind, DueState, SignOff


class Word(NamedTuple):
    """The last word on whether what was signed off holds: who doubts it, or that the board kept it.

    `signed` is that the sign-off was recorded here, so that its evidence must bear it out; `asked` is that the board is
    asked to look again, because the evidence changed.
    """

    doubted_by: str = ""
    kept: bool = False
    signed: bool = False
    asked: bool = False


NO_WORD = Word()
ASKED_AGAIN = exists().where(
    Reminder.subject == literal("recommendation:") + cast(Recommendation.id, String),
    Reminder.kind == DueKind.SIGN_OFF_DOUBTED,
    Reminder.state == DueState.PENDING,
)
"""That the board of a recommendation is asked to look at its sign-off again."""


def _steps(condition: Callable[[Any], Any]) -> Any:
    lines = line(condition)
    return (
        select(
            lines.c.item.label("recommendation_id"), Decision.kind, Decision.by_name, Decision.board_id,
            ASKED_AGAIN.label("asked"),
        )
        .join(lines, lines.c.each == Decision.recommendation_id)
        .join(Recommendation, Recommendation.id == lines.c.item)
        .where(Recommendation.sign_off == SignOff.SIGNED_OFF, Decision.kind != DecisionKind.REPORTED)
        .order_by(Decision.id)
    )  # fmt: skip


_OF_ITEM = Statement(lambda: _steps(lambda of: of.id == bindparam("id")))
_OF_PLAN = Statement(lambda: _steps(lambda of: of.plan_id == bindparam("plan")))


def words_on(ctx: Context, view: PlanView) -> dict[int, Word]:
    """The last word on every recommendation of a plan that is signed off, by its id."""
    return {row.recommendation_id: _word(row) for row in ctx.reader.all(_OF_PLAN, plan=view.id)}


def word_on(ctx: Context, item: Any) -> Word:
    """The last word on one recommendation (id, sign_off)."""
    if item.sign_off is not SignOff.SIGNED_OFF:
        return NO_WORD
    rows = ctx.reader.all(_OF_ITEM, id=item.id)
    return _word(rows[-1]) if rows else NO_WORD


def _word(row: Any) -> Word:
    doubted = row.kind is DecisionKind.NOT_HOLDING
    kept = row.kind is DecisionKind.STILL_HOLDING and row.board_id is not None
    return Word(row.by_name if doubted else "", kept, signed=True, asked=bool(row.asked))
