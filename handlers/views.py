"""What a card is drawn from: frozen facts about one item, read by statements that are built once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, false, func, or_, select

from handlers.access import Item, PlanView, may_update, scope, true_when, visible
from handlers.context import Context
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate
from models.rules.standing import Facts, LateAction, Verdict, judge, shown_delivery, with_board
from models.sql import (
    ActionRecommendation,
    Board,
    BoardJudgement,
    Evidence,
    EvidenceRecommendation,
    Inspection,
    Meeting,
    Organisation,
    Person,
    PlanAction,
    Post,
    Recommendation,
    Response,
    Tie,
    Update,
)
from models.vocabulary import Bearing, Delivery, EvidenceKind, EvidenceState, Relation

CLOSED = (Delivery.COMPLETED, Delivery.PAUSED)


@dataclass(frozen=True, slots=True)
class Tied:
    """Who is tied to an item, by the name people know, and whether as a partner organisation."""

    relation: Relation
    name: str
    partner: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The latest word on an item."""

    at: datetime
    by: str
    text: str
    next_step: str
    help_needed: str
    reported_for: str | None


@dataclass(frozen=True, slots=True)
class ActionTally:
    """The actions of a recommendation: how many in each state, and the late ones, earliest first."""

    counts: Mapping[Delivery, int]
    late: int
    latest: tuple[Any, ...]

    @property
    def total(self) -> int:
        """All actions, late or not."""
        return sum(self.counts.values())

    @property
    def open(self) -> frozenset[Delivery]:
        """The deliveries of actions that are neither completed nor paused."""
        return frozenset(delivery for delivery in self.counts if delivery not in CLOSED)


@dataclass(frozen=True, slots=True)
class EvidenceTally:
    """Evidence by (kind, bearing): pieces that count, and how many are only offered or unanswered."""

    counts: Mapping[tuple[EvidenceKind, Bearing], int]
    offered: int
    unanswered: int

    @property
    def proof(self) -> bool:
        """Whether accepted evidence that is not only process speaks for it, and none unanswered against."""
        told = any(kind is not EvidenceKind.PROCESS and bearing is not Bearing.AGAINST for kind, bearing in self.counts)
        return told and not self.unanswered


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting of a board of the plan, and when its papers are due."""

    board: str
    on: date
    papers_due_on: date | None


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """Everything a recommendation's card says, as one person may see it on one day."""

    plan: PlanView
    row: Any
    due: PartialDate | None
    agreed: PartialDate | None
    tied: tuple[Tied, ...]
    actions: ActionTally
    evidence: EvidenceTally
    latest: Heard | None
    response: Any
    board: Any
    meeting: NextMeeting | None
    verdict: Verdict
    delivery: Delivery
    silent_days: int | None
    may_update: bool


def _recommendation_by(condition: Any) -> Any:
    return (
        select(
            Recommendation.id, Recommendation.label, Recommendation.source_text, Recommendation.council_text,
            Recommendation.time_limit, Recommendation.due_on, Recommendation.due_precision,
            Recommendation.due_text, Recommendation.due_end, Recommendation.due_basis,
            Recommendation.agreed_on, Recommendation.agreed_precision, Recommendation.agreed_text,
            Recommendation.agreed_end, Recommendation.extensions, Recommendation.delivery,
            Recommendation.impact, Recommendation.sign_off, Recommendation.restricted,
            Recommendation.latest_update_id, Recommendation.version,
            Inspection.published_on, Inspection.published_assumed, Inspection.name.label("inspection"),
        )
        .outerjoin(Inspection, Inspection.id == Recommendation.inspection_id)
        .where(condition, Recommendation.plan_id == bindparam("plan"), visible(Recommendation, "recommendation"))
    )  # fmt: skip


_BY_ID = Statement(lambda: _recommendation_by(Recommendation.id == bindparam("id")))
_BY_LABEL = Statement(lambda: _recommendation_by(Recommendation.label_key == bindparam("label")))


def _tied(column: Any) -> Statement:
    return Statement(
        lambda: (
            select(
                Tie.relation, Tie.printed, Person.name.label("person"), Post.title.label("post"),
                Tie.person_id, Tie.post_id, Tie.organisation_id, Organisation.name.label("organisation"),
                Organisation.successor_id, Organisation.succeeded_on,
            )
            .outerjoin(Person, Person.id == Tie.person_id)
            .outerjoin(Post, Post.id == Tie.post_id)
            .outerjoin(Organisation, Organisation.id == Tie.organisation_id)
            .where(column == bindparam("id"), Tie.until_on.is_(None))
            .order_by(Tie.position, Tie.id)
        )
    )  # fmt: skip


_TIED = {
    "recommendation": _tied(Tie.recommendation_id),
    "action": _tied(Tie.action_id),
    "workstream": _tied(Tie.workstream_id),
}
_ORGANISATION = Statement(
    lambda: select(Organisation.name, Organisation.successor_id, Organisation.succeeded_on).where(
        Organisation.id == bindparam("id")
    )
)


def _open_action() -> Any:
    late = and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED))
    shown = or_(PlanAction.restricted == false(), true_when("see_restricted"))
    return late, shown


def _tally() -> Any:
    late, shown = _open_action()
    return (
        select(PlanAction.delivery, func.count().label("count"), func.sum(case((late, 1), else_=0)).label("late"))
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), shown)
        .group_by(PlanAction.delivery)
    )


def _late() -> Any:
    late, shown = _open_action()
    return (
        select(PlanAction.label, PlanAction.text, PlanAction.due_on)
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), late, shown)
        .order_by(PlanAction.due_on, PlanAction.position)
        .limit(2)
    )


_ACTION_TALLY, _LATE_ACTIONS = Statement(_tally), Statement(_late)
_EVIDENCE = Statement(
    lambda: (
        select(Evidence.kind, Evidence.bearing, Evidence.state, Evidence.answered, func.count().label("count"))
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(
            EvidenceRecommendation.recommendation_id == bindparam("id"),
            or_(Evidence.restricted == false(), true_when("see_restricted")),
        )
        .group_by(Evidence.kind, Evidence.bearing, Evidence.state, Evidence.answered)
    )
)
_LATEST = Statement(
    lambda: select(
        Update.at, Update.by_name, Update.narrative, Update.next_step, Update.help_needed, Update.reported_for,
        Update.delivery,
    ).where(Update.id == bindparam("id"))
)  # fmt: skip
_RESPONSE = Statement(
    lambda: (
        select(Response.text, Response.dated_on)
        .where(Response.recommendation_id == bindparam("id"))
        .order_by(Response.position)
    )
)
_MEETING = Statement(
    lambda: (
        select(Board.name, Meeting.date_on, Meeting.papers_due_on)
        .join(Board, Board.id == Meeting.board_id)
        .where(Board.plan_id == bindparam("plan"), Meeting.date_on >= bindparam("today"))
        .order_by(Meeting.date_on)
        .limit(1)
    )
)


def _judged(column: Any) -> Statement:
    return Statement(
        lambda: (
            select(
                BoardJudgement.delivery, BoardJudgement.delivery_words, BoardJudgement.impact_words,
                BoardJudgement.sign_off_words, BoardJudgement.text, BoardJudgement.as_at_on,
                BoardJudgement.as_at_precision, BoardJudgement.as_at_text, BoardJudgement.as_at_end,
                Board.name.label("board"),
            )
            .outerjoin(Board, Board.id == BoardJudgement.board_id)
            .where(column == bindparam("id"), BoardJudgement.lifted_at.is_(None))
            .order_by(BoardJudgement.as_at_on.desc(), BoardJudgement.position.desc())
            .limit(1)
        )
    )  # fmt: skip


_JUDGED = {
    "recommendation": _judged(BoardJudgement.recommendation_id),
    "action": _judged(BoardJudgement.action_id),
    "workstream": _judged(BoardJudgement.workstream_id),
}


def recommendation(ctx: Context, view: PlanView, row: Any) -> RecommendationView:
    """The full view of a recommendation already read by `row_by_label` or `row_by_id`."""
    latest = heard(ctx, row.latest_update_id)
    response = None if latest else responses(ctx, row.id)
    actions = _actions(ctx, view, row.id)
    evidence = _evidence(ctx, view, row.id)
    board = judged(ctx, "recommendation", row.id)
    ties = tied(ctx, "recommendation", row.id)
    since = silent_since(ctx, latest, row.published_on, response[0].dated_on if response else None)
    facts = facts_of(row, actions, proof=evidence.proof, since=since)
    verdict = with_board(
        judge(facts, ctx.today, view.colours),
        board.delivery if board else None,
        board_name(board),
        view.colours,
    )
    return RecommendationView(
        view, row, partial(row, "due"), partial(row, "agreed"), ties, actions, evidence, latest,
        response or None, board, next_meeting(ctx, view), verdict, shown_delivery(row.delivery, actions.open),
        (ctx.today - since).days if since else None, may_update(ctx, view, "recommendation", row.id),
    )  # fmt: skip


def row_by_label(ctx: Context, view: PlanView, label_key: str) -> Any:
    """The recommendation with this label, or None where there is none this person may see."""
    return ctx.reader.one(_BY_LABEL, label=label_key, **scope(ctx, view))


def row_by_id(ctx: Context, view: PlanView, item: Item) -> Any:
    """The recommendation behind an item that was found."""
    return ctx.reader.one(_BY_ID, id=item.id, **scope(ctx, view))


def facts_of(row: Any, actions: ActionTally, *, proof: bool, since: date | None) -> Facts:
    """The facts a standing is judged from."""
    late = actions.latest[0] if actions.latest else None
    return Facts(
        row.delivery, row.sign_off, row.time_limit, row.due_on, since, actions.open,
        LateAction(late.label, late.due_on) if late else None, proof,
    )  # fmt: skip


def silent_since(ctx: Context, latest: Heard | None, published: date | None, answered: date | None) -> date | None:
    """The day of the last word, or the first on which one could have come, never after today."""
    if latest is not None:
        return latest.at.date()
    days = [day for day in (published, answered) if day is not None and day <= ctx.today]
    return max(days, default=None)


def board_name(board: Any) -> str:
    """The name of the board that judged; "the board" where the source names none."""
    return (board.board or "the board") if board else ""


def heard(ctx: Context, update_id: int | None) -> Heard | None:
    """The update with this id as it is shown."""
    row = ctx.reader.one(_LATEST, id=update_id) if update_id else None
    if row is None:
        return None
    return Heard(
        row.at.astimezone(ctx.now.tzinfo), row.by_name, row.narrative, row.next_step, row.help_needed, row.reported_for
    )


def responses(ctx: Context, recommendation_id: int) -> list[Any]:
    """The council's first response to a recommendation, a row a paragraph."""
    return list(ctx.reader.all(_RESPONSE, id=recommendation_id))


def tied(ctx: Context, kind: str, item_id: int) -> tuple[Tied, ...]:
    """Who is tied to an item, in the order the plan gives."""
    return tuple(
        Tied(row.relation, _tied_name(ctx, row), row.organisation is not None)
        for row in ctx.reader.all(_TIED[kind], id=item_id)
    )


def _tied_name(ctx: Context, row: Any) -> str:
    if row.organisation is not None:
        name = organisation_name(ctx, row.organisation, row.successor_id, row.succeeded_on)
        return name if name != row.organisation or not row.printed else str(row.printed)
    return str(row.post or row.person or row.printed or "")


def organisation_name(ctx: Context, name: str, successor_id: int | None, succeeded_on: date | None) -> str:
    """An organisation by its name today, with the old one where another has taken its place."""
    now = name
    seen: set[int] = set()
    while successor_id is not None and successor_id not in seen and succeeded_on and succeeded_on <= ctx.today:
        seen.add(successor_id)
        row = ctx.reader.one(_ORGANISATION, id=successor_id)
        if row is None:
            break
        now, successor_id, succeeded_on = row.name, row.successor_id, row.succeeded_on
    return name if now == name else f"{now} (was {name})"


def _actions(ctx: Context, view: PlanView, recommendation_id: int) -> ActionTally:
    asked = {"id": recommendation_id, "today": ctx.today, "see_restricted": int(view.restricted)}
    rows = ctx.reader.all(_ACTION_TALLY, **asked)
    late = sum(row.late for row in rows)
    return ActionTally(
        {row.delivery: row.count for row in rows},
        late,
        tuple(ctx.reader.all(_LATE_ACTIONS, **asked)) if late else (),
    )


def _evidence(ctx: Context, view: PlanView, recommendation_id: int) -> EvidenceTally:
    rows = ctx.reader.all(_EVIDENCE, id=recommendation_id, see_restricted=int(view.restricted))
    return tally_evidence(rows)


def tally_evidence(rows: Iterable[Any]) -> EvidenceTally:
    """Evidence rows (kind, bearing, state, answered, count) as they are shown."""
    counts: dict[tuple[EvidenceKind, Bearing], int] = {}
    offered = unanswered = 0
    for row in rows:
        if row.state is EvidenceState.ACCEPTED:
            counts[row.kind, row.bearing] = counts.get((row.kind, row.bearing), 0) + row.count
            unanswered += row.count if row.bearing is not Bearing.FOR and not row.answered else 0
        elif row.state is EvidenceState.OFFERED:
            offered += row.count
    return EvidenceTally(counts, offered, unanswered)


def judged(ctx: Context, kind: str, item_id: int) -> Any:
    """The latest word of a board on an item, unless it has lifted it; None where it has not spoken."""
    return ctx.reader.one(_JUDGED[kind], id=item_id)


def next_meeting(ctx: Context, view: PlanView) -> NextMeeting | None:
    """The next meeting of any board of the plan whose day is known."""
    row = ctx.reader.one(_MEETING, plan=view.id, today=ctx.today)
    return NextMeeting(row.name, row.date_on, row.papers_due_on) if row else None
