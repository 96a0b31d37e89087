"""Which sign-offs are in doubt: their owner said that they no longer hold, or the board kept its word since."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, exists, func, literal, select

from handlers.access import PlanView
from handlers.context import Context
from handlers.fallen import fallen_since, figures_of, figures_of_plan
from handlers.succession import line
from models.database import Statement
from models.sql import Decision, Evidence, EvidenceRecommendation, Recommendation, Reminder
from models.vocabulary import (
    Bearing,
    DecisionKind,
    DueKind,
    DueState,
    EvidenceKind,
    EvidenceState,
    SignOff,
)


class Word(NamedTuple):
    """The last word on whether what was signed off holds: who doubts it, or that the board kept it.

    `signed` is that the sign-off was recorded here, so that its evidence must bear it out; `asked` is that the board is
    asked to look again, because the evidence changed. `reopened_by` is the board that took its sign-off back, until
    evidence that is more than process was accepted since. `fallen` is a measure that fell since the board last spoke.
    """

    doubted_by: str = ""
    kept: bool = False
    signed: bool = False
    asked: bool = False
    reopened_by: str = ""
    fallen: str = ""


NO_WORD = Word()
ASKED_AGAIN = exists().where(
    Reminder.subject == literal("recommendation:") + cast(Recommendation.id, String),
    Reminder.kind == DueKind.SIGN_OFF_DOUBTED,
    Reminder.state == DueState.PENDING,
)
"""That the board of a recommendation is asked to look at its sign-off again."""


_DECIDED = (SignOff.SIGNED_OFF, SignOff.REOPENED)
_SPOKE = (DecisionKind.SIGN_OFF, DecisionKind.CONFIRM, DecisionKind.STILL_HOLDING)
REOPENING = (DecisionKind.REOPEN, DecisionKind.NOT_HOLDING)


def _newest_accepted() -> Any:
    """When evidence of a recommendation that shows change was last accepted."""
    return (
        select(func.max(Evidence.decided_at))
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(
            EvidenceRecommendation.recommendation_id == Recommendation.id,
            Evidence.state == EvidenceState.ACCEPTED,
            Evidence.kind != EvidenceKind.PROCESS,
            Evidence.bearing != Bearing.AGAINST,
        )
        .correlate(Recommendation)
        .scalar_subquery()
    )


NEWEST_ACCEPTED = _newest_accepted()


def _steps(condition: Callable[[Any], Any]) -> Any:
    lines = line(condition)
    return (
        select(
            lines.c.item.label("recommendation_id"), Decision.kind, Decision.by_name, Decision.board_id,
            Decision.board_name, Decision.at, Recommendation.sign_off, ASKED_AGAIN.label("asked"),
            NEWEST_ACCEPTED.label("accepted_at"),
        )
        .join(lines, lines.c.each == Decision.recommendation_id)
        .join(Recommendation, Recommendation.id == lines.c.item)
        .where(Recommendation.sign_off.in_(_DECIDED), Decision.kind != DecisionKind.REPORTED)
        .order_by(Decision.id)
    )  # fmt: skip


_OF_ITEM = Statement(lambda: _steps(lambda of: of.id == bindparam("id")))
_OF_PLAN = Statement(lambda: _steps(lambda of: of.plan_id == bindparam("plan")))


def words_on(ctx: Context, view: PlanView) -> dict[int, Word]:
    """The last word on every recommendation of a plan that is or was signed off, by its id."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in ctx.reader.all(_OF_PLAN, plan=view.id):
        rows[row.recommendation_id].append(row)
    figures = figures_of_plan(ctx, view)
    words = {item: _word(its) for item, its in rows.items()}
    fallen = {item: fallen_since(its, spoke_at(rows.get(item, ()))) for item, its in figures.items()}
    return words | {item: words.get(item, NO_WORD)._replace(fallen=said) for item, said in fallen.items() if said}


def word_on(ctx: Context, item: Any) -> Word:
    """The last word on one recommendation (id, sign_off)."""
    if item.sign_off not in (SignOff.SIGNED_OFF, SignOff.REOPENED):
        return NO_WORD
    rows = ctx.reader.all(_OF_ITEM, id=item.id)
    word = _word(rows) if rows else NO_WORD
    if item.sign_off is SignOff.REOPENED:
        return word
    return word._replace(fallen=fallen_since(figures_of(ctx, item.id), spoke_at(rows)))


def spoke_at(steps: Sequence[Any]) -> datetime | None:
    """When a board last said that an item is signed off or still holds; None where that is not recorded here."""
    said = (each.at for each in reversed(steps) if each.kind in _SPOKE and each.board_id is not None)
    return next(said, None)


def nothing_new(reopened_at: datetime, accepted_at: datetime | None) -> bool:
    """Whether nothing that shows change was accepted since a board reopened an item."""
    return accepted_at is None or accepted_at <= reopened_at


def _word(rows: Sequence[Any]) -> Word:
    row = rows[-1]
    if row.sign_off is SignOff.REOPENED:
        took_back = (each for each in reversed(rows) if each.kind in REOPENING and each.board_id is not None)
        last = next(took_back, None)
        still = last is not None and nothing_new(last.at, row.accepted_at)
        return Word(
            reopened_by=(f"the {last.board_name}" if last.board_name else "the board")
            if last is not None and still
            else ""
        )
    doubted = row.kind is DecisionKind.NOT_HOLDING
    kept = row.kind is DecisionKind.STILL_HOLDING and row.board_id is not None
    return Word(row.by_name if doubted else "", kept, signed=True, asked=bool(row.asked))
