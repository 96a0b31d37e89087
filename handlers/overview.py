"""Every recommendation of a plan with its standing, read in a few statements however many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from handlers.access import PlanView, scope, visible
from handlers.context import Context
from handlers.doubts import NO_WORD, words_on
from handlers.evidence.shown import piece_of
from handlers.spoken import headings
from handlers.views import CLOSED, ActionTally, board_name, facts_of
from handlers.wanted import wanted_days
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate
from models.rules.proof import Piece, proved, stands_against, weighing
from models.rules.standing import DOUBTS, Reason, Verdict, Why, judge, overdue, shown_delivery, with_board
from models.sql import (
    ActionRecommendation,
    Board,
    BoardJudgement,
    Evidence,
    EvidenceRecommendation,
    Inspection,
    PlanAction,
    Recommendation,
    Response,
)
from models.vocabulary import Delivery, Impact, SignOff, TimeLimit


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation in a list: what it is called, when it is due, where it stands and why."""

    id: int
    label: str
    text: str
    due_on: date | None
    due: PartialDate | None
    delivery: Delivery
    impact: Impact
    sign_off: SignOff
    verdict: Verdict
    overdue: bool
    proof: bool
    silent_days: int | None
    position: int
    agreed: PartialDate | None = None
    extensions: int = 0
    review_on: date | None = None
    limit: TimeLimit = TimeLimit.NONE_STATED

    @property
    def maybe_past(self) -> bool:
        """Whether nobody can say if its limit has passed, because the day it runs from is not recorded."""
        return any(each.why is Why.MAYBE_PAST for each in self.verdict.reasons)

    @property
    def doubt(self) -> Reason | None:
        """Why what the board signed off may no longer hold, where somebody or something says so."""
        return next((each for each in self.verdict.reasons if each.why in DOUBTS), None)


_ALL = Statement(
    lambda: (
        select(
            Recommendation.id, Recommendation.label, Recommendation.position,
            func.coalesce(Recommendation.council_text, Recommendation.source_text).label("text"),
            Recommendation.time_limit, Recommendation.due_on, Recommendation.due_precision,
            Recommendation.due_text, Recommendation.due_end, Recommendation.due_basis, Recommendation.delivery,
            Recommendation.impact, Recommendation.sign_off, Recommendation.latest_update_at, Inspection.published_on,
            Recommendation.agreed_on, Recommendation.agreed_precision, Recommendation.agreed_text,
            Recommendation.agreed_end, Recommendation.extensions, Recommendation.review_on,
        )
        .outerjoin(Inspection, Inspection.id == Recommendation.inspection_id)
        .where(Recommendation.plan_id == bindparam("plan"), visible(Recommendation, "recommendation"))
        .order_by(Recommendation.position)
    )
)  # fmt: skip


_ACTIONS = Statement(
    lambda: (
        select(ActionRecommendation.recommendation_id, PlanAction.delivery, func.count().label("count"))
        .join(PlanAction, PlanAction.id == ActionRecommendation.action_id)
        .where(PlanAction.plan_id == bindparam("plan"), visible(PlanAction, "action"))
        .group_by(ActionRecommendation.recommendation_id, PlanAction.delivery)
    )
)
_LATE = Statement(
    lambda: (
        select(ActionRecommendation.recommendation_id, PlanAction.label, PlanAction.text, PlanAction.due_on)
        .join(PlanAction, PlanAction.id == ActionRecommendation.action_id)
        .where(
            PlanAction.plan_id == bindparam("plan"),
            PlanAction.due_on < bindparam("today"),
            PlanAction.delivery.not_in(CLOSED),
            visible(PlanAction, "action"),
        )
        .order_by(PlanAction.due_on, PlanAction.position)
    )
)
_EVIDENCE = Statement(
    lambda: (
        select(
            EvidenceRecommendation.recommendation_id, Evidence.kind, Evidence.bearing, Evidence.state,
            Evidence.answered, Evidence.period, Evidence.by_reader,
        )
        .join(Evidence, Evidence.id == EvidenceRecommendation.evidence_id)
        .join(Recommendation, Recommendation.id == EvidenceRecommendation.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan"))
    )
)  # fmt: skip
_ANSWERED = Statement(
    lambda: (
        select(Response.recommendation_id, func.max(Response.dated_on).label("dated_on"))
        .join(Recommendation, Recommendation.id == Response.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan"), Response.dated_on.is_not(None))
        .group_by(Response.recommendation_id)
    )
)
_JUDGED = Statement(
    lambda: (
        select(
            BoardJudgement.recommendation_id,
            BoardJudgement.delivery,
            BoardJudgement.delivery_words,
            Board.name.label("board"),
        )
        .outerjoin(Board, Board.id == BoardJudgement.board_id)
        .where(
            and_(
                BoardJudgement.plan_id == bindparam("plan"),
                BoardJudgement.recommendation_id.is_not(None),
                BoardJudgement.lifted_at.is_(None),
                or_(BoardJudgement.delivery.is_not(None), BoardJudgement.delivery_words.is_not(None)),
            )
        )
        .order_by(BoardJudgement.as_at_on.asc().nulls_first(), BoardJudgement.position)
    )
)


def lines(ctx: Context, view: PlanView) -> tuple[Line, ...]:
    """Every recommendation of the plan that this person may see, in the plan's order."""
    within = scope(ctx, view)
    tallies = _tallies(ctx, within)
    pieces, days, words = held(ctx, view), wanted_days(ctx, view), words_on(ctx, view)
    answered = {row.recommendation_id: row.dated_on for row in _rows(ctx, _ANSWERED, view)}
    judged = headings(_rows(ctx, _JUDGED, view), "recommendation_id")
    nothing = ActionTally({}, 0, ())
    return tuple(
        _line(ctx, view, row, tallies.get(row.id, nothing),
              answered.get(row.id), judged.get(row.id), pieces.get(row.id, ()),
              {"wanted_by": days.get(row.id), **words.get(row.id, NO_WORD)._asdict()})
        for row in ctx.reader.all(_ALL, **within)
    )  # fmt: skip


def _rows(ctx: Context, statement: Statement, view: PlanView) -> list[Any]:
    return list(ctx.reader.all(statement, plan=view.id))


def _tallies(ctx: Context, within: Mapping[str, Any]) -> dict[int, ActionTally]:
    counts: dict[int, dict[Delivery, int]] = defaultdict(dict)
    for row in ctx.reader.all(_ACTIONS, **within):
        counts[row.recommendation_id][row.delivery] = row.count
    late: dict[int, list[Any]] = defaultdict(list)
    for row in ctx.reader.all(_LATE, today=ctx.today, **within):
        late[row.recommendation_id].append(row)
    return {
        item: ActionTally(tally, len(late[item]) if item in late else 0, tuple(late.get(item, ())[:2]))
        for item, tally in counts.items()
    }


def held(ctx: Context, view: PlanView) -> dict[int, list[Piece]]:
    """All evidence of the plan's recommendations, whoever may see it: an item stands alike for everybody."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for row in ctx.reader.all(_EVIDENCE, plan=view.id):
        found[row.recommendation_id].append(piece_of(row))
    return found


def _line(
    ctx: Context,
    view: PlanView,
    row: Any,
    actions: ActionTally,
    answered: date | None,
    board: Any,
    pieces: Sequence[Piece],
    told: Mapping[str, Any],
) -> Line:
    weighed = weighing(pieces, row.impact, row.sign_off)
    since, proof = _since(ctx, row, answered), proved(weighed)
    facts = facts_of(row, actions, proof=proof, against=any(map(stands_against, weighed)), since=since, wanted=None)
    facts = facts._replace(**told)
    verdict = with_board(
        judge(facts, ctx.today, view.colours),
        board.delivery if board else None,
        board_name(board),
        view.colours,
    )
    return Line(
        row.id, row.label, row.text, row.due_on, partial(row, "due"),
        shown_delivery(row.delivery, actions.open), row.impact,
        row.sign_off, verdict, overdue(facts, ctx.today), proof,
        (ctx.today - since).days if since else None, row.position,
        partial(row, "agreed"), row.extensions, row.review_on, row.time_limit,
    )  # fmt: skip


def _since(ctx: Context, row: Any, answered: date | None) -> date | None:
    if row.latest_update_at is not None:
        return row.latest_update_at.astimezone(ctx.now.tzinfo).date()  # type: ignore[no-any-return]
    days = [day for day in (row.published_on, answered) if day is not None and day <= ctx.today]
    return max(days, default=None)
