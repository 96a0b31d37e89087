"""What a card is drawn from: frozen facts about one item, read by statements that are built once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, or_, select

from handlers.access import Item, PlanView, Seen, away_on_day, may_report, may_update, reach, visible
from handlers.beside import Beside, beside, waiting
from handlers.context import Context
from handlers.doubts import NO_WORD, word_on
from handlers.evidence.shown import SeenEvidence
from handlers.grammar import Reference
from handlers.signing import Signing, signing
from handlers.spoken import Spoken, spoken
from handlers.wanted import wanted_by
from models import people
from models.columns import partial
from models.database import Statement
from models.database.reading import table_of
from models.rules.dates import PartialDate
from models.rules.deadlines import Basis
from models.rules.proof import proved, stands_against, unlooked, weighing
from models.rules.standing import Facts, LateAction, Verdict, judge, overdue, shown_delivery, with_board
from models.sql import (
    Absence,
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
    PostHolder,
    Recommendation,
    Response,
    Tie,
    Update,
)
from models.vocabulary import Bearing, Delivery, EvidenceKind, EvidenceState, Impact, Relation, SignOff

CLOSED = (Delivery.COMPLETED, Delivery.PAUSED)


class Tied(NamedTuple):
    """Who is tied to an item, by the name people know, and whether as a partner organisation."""

    relation: Relation
    name: str
    partner: bool
    away: bool = False
    cover: str | None = None


class Heard(NamedTuple):
    """The latest word on an item."""

    at: datetime
    by: str
    text: str
    next_step: str
    help_needed: str
    reported_for: str | None


class ActionTally(NamedTuple):
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


class EvidenceTally(NamedTuple):
    """The evidence this person may see, by (kind, bearing): what is accepted, only offered, or unanswered against.

    `proof` is of all there is, so that an item stands alike for everybody; `hidden` is that some is not theirs to see.
    `against` is whether any of all there is speaks against it unanswered; `unlooked` is how many of what this person
    may see against it a reader offered, and wait to be looked at.
    """

    counts: Mapping[tuple[EvidenceKind, Bearing], int]
    offered: int
    unanswered: int
    proof: bool
    against: bool
    hidden: bool
    unlooked: int = 0


class NextMeeting(NamedTuple):
    """The next meeting of a board of the plan, and when its papers are due."""

    board: str
    on: PartialDate
    papers_due_on: date | None


class RecommendationView(NamedTuple):
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
    signing: Signing
    beside: Beside


_HEARD = (
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
            Inspection.published_on, Inspection.published_assumed, Inspection.name.label("inspection"), *_HEARD,
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


_COVER = table_of(people.Person).alias("cover")


def _held_or_covered() -> Any:
    """What `access` calls held by a person, said of the rows that the ties are read with; organisations apart."""
    return or_(*(each == bindparam("person") for each in (Tie.person_id, PostHolder.person_id, Absence.cover_id)))


def _tied(column: Any) -> Statement:
    return Statement(
        lambda: (
            select(
                Tie.relation, Tie.printed, Person.name.label("person"), Post.title.label("post"),
                Tie.person_id, Tie.post_id, Tie.organisation_id, Organisation.name.label("organisation"),
                Organisation.successor_id, Organisation.succeeded_on, Absence.id.label("absent"),
                _COVER.c.name.label("cover"), case((_held_or_covered(), 1), else_=0).label("theirs"),
            )
            .outerjoin(Person, Person.id == Tie.person_id)
            .outerjoin(Post, Post.id == Tie.post_id)
            .outerjoin(PostHolder, and_(PostHolder.post_id == Tie.post_id, PostHolder.until_on.is_(None)))
            .outerjoin(
                Absence, and_(Absence.person_id == func.coalesce(Tie.person_id, PostHolder.person_id), away_on_day())
            )
            .outerjoin(_COVER, _COVER.c.id == Absence.cover_id)
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


_LATE = and_(PlanAction.due_on < bindparam("today"), PlanAction.delivery.not_in(CLOSED))


def _tally(shown: Any) -> Any:
    return (
        select(PlanAction.delivery, func.count().label("count"), func.sum(case((_LATE, 1), else_=0)).label("late"))
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), shown(PlanAction, "action"))
        .group_by(PlanAction.delivery)
    )


def _late(shown: Any) -> Any:
    return (
        select(
            PlanAction.label, PlanAction.text, PlanAction.due_on, PlanAction.due_precision, PlanAction.due_text,
            PlanAction.due_end,
        )
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), _LATE, shown(PlanAction, "action"))
        .order_by(PlanAction.due_on, PlanAction.position)
        .limit(2)
    )  # fmt: skip


_ACTION_TALLY, _LATE_ACTIONS = Seen(_tally), Seen(_late)
_EVIDENCE = SeenEvidence(
    lambda shown: (
        select(
            Evidence.kind, Evidence.bearing, Evidence.state, Evidence.answered, Evidence.period, Evidence.by_reader,
            case((shown, 1), else_=0).label("shown"),
        )
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(EvidenceRecommendation.recommendation_id == bindparam("id"))
    )
)  # fmt: skip
_LATEST = Statement(lambda: select(*_HEARD).where(Update.id == bindparam("id")))


def _told(condition: Any) -> Any:
    return select(Update.id, Update.at).where(condition).order_by(Update.at.desc(), Update.id.desc()).limit(1)


def _seen_under() -> Any:
    return (
        select(PlanAction.id)
        .join(ActionRecommendation, ActionRecommendation.action_id == PlanAction.id)
        .where(ActionRecommendation.recommendation_id == bindparam("id"), visible(PlanAction, "action"))
    )


_TOLD = Statement(lambda: _told(Update.recommendation_id == bindparam("id")))
_TOLD_UNDER = Statement(lambda: _told(Update.action_id.in_(_seen_under())))
_RESPONSE = Statement(
    lambda: (
        select(Response.text, Response.dated_on)
        .where(Response.recommendation_id == bindparam("id"))
        .order_by(Response.position)
    )
)
_MEETING = Statement(
    lambda: (
        select(
            Board.name, Meeting.date_on, Meeting.date_precision, Meeting.date_text, Meeting.date_end,
            Meeting.papers_due_on,
        )
        .join(Board, Board.id == Meeting.board_id)
        .where(Board.plan_id == bindparam("plan"), Meeting.date_on >= bindparam("today"))
        .order_by(Meeting.date_on)
        .limit(1)
    )
)  # fmt: skip


def _judged(column: Any) -> Statement:
    return Statement(
        lambda: (
            select(
                BoardJudgement.delivery, BoardJudgement.delivery_words, BoardJudgement.impact,
                BoardJudgement.impact_words, BoardJudgement.sign_off, BoardJudgement.sign_off_words,
                BoardJudgement.text, BoardJudgement.as_at_on,
                BoardJudgement.as_at_precision, BoardJudgement.as_at_text, BoardJudgement.as_at_end,
                Board.name.label("board"),
            )
            .outerjoin(Board, Board.id == BoardJudgement.board_id)
            .where(column == bindparam("id"), BoardJudgement.lifted_at.is_(None))
            .order_by(BoardJudgement.as_at_on.asc().nulls_first(), BoardJudgement.position)
        )
    )  # fmt: skip


_JUDGED = {
    "recommendation": _judged(BoardJudgement.recommendation_id),
    "action": _judged(BoardJudgement.action_id),
    "workstream": _judged(BoardJudgement.workstream_id),
}


def recommendation(ctx: Context, view: PlanView, row: Any) -> RecommendationView:
    """The full view of a recommendation already read by `row_called` or `row_by_id`."""
    latest = _latest_of(ctx, view, row)
    response = None if latest else responses(ctx, row.id)
    actions = _actions(ctx, view, row.id)
    evidence = _evidence(ctx, view, row)
    board = judged(ctx, "recommendation", row.id)
    ties = _ties(ctx, "recommendation", row.id)
    since = silent_since(ctx, latest, row.published_on, response[0].dated_on if response else None)
    word = word_on(ctx, row)
    facts = facts_of(
        row, actions, proof=evidence.proof, against=evidence.against, since=since, wanted=wanted_by(ctx, row)
    )
    if word is not NO_WORD:
        facts = facts._replace(**word._asdict())
    verdict = with_board(
        judge(facts, ctx.today, view.colours),
        board.delivery if board else None,
        board_name(board),
        view.colours,
    )
    delivery = shown_delivery(row.delivery, facts.open_actions)
    return RecommendationView(
        view, row, partial(row, "due"), partial(row, "agreed"), _tied_in(ctx, ties), actions, evidence, latest,
        response or None, board, next_meeting(ctx, view), verdict, delivery,
        (ctx.today - since).days if since else None, _may_update(ctx, view, row.id, ties),
        signing(ctx, view, row, delivery, proof=evidence.proof, nothing_new=bool(word.reopened_by)),
        beside(ctx, "recommendation", row, late=late(facts, ctx.today)),
    )  # fmt: skip


def _may_update(ctx: Context, view: PlanView, item_id: int, ties: Iterable[Any]) -> bool:
    if ctx.actor.partner is not None:  # what was tied to an organisation whose place theirs has taken is theirs too
        return may_update(ctx, view, "recommendation", item_id)
    return may_report(view, [tie.relation for tie in ties if tie.theirs])


def late(facts: Facts, today: date) -> bool:
    """Past its original date without sign-off, or with an open action past its own."""
    return facts.sign_off is not SignOff.SIGNED_OFF and (facts.late_action is not None or overdue(facts, today))


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


def facts_of(
    row: Any, actions: ActionTally, *, proof: bool, against: bool, since: date | None, wanted: date | None
) -> Facts:
    """The facts a standing is judged from."""
    late = actions.latest[0] if actions.latest else None
    return Facts(
        row.delivery, row.sign_off, row.time_limit, row.due_on, since, actions.open,
        LateAction(late.label, late.due_on) if late else None, proof, against=against, wanted_by=wanted,
        earliest=row.due_basis is Basis.STAND_IN,
        unevidenced=row.impact is Impact.NOT_ENOUGH_EVIDENCE,
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
    return _heard_in(ctx, row) if row else None


def _heard_in(ctx: Context, row: Any) -> Heard:
    return Heard(
        row.at.astimezone(ctx.now.tzinfo), row.by_name, row.narrative, row.next_step, row.help_needed, row.reported_for
    )


def _latest_of(ctx: Context, view: PlanView, row: Any) -> Heard | None:
    """The latest word on a recommendation that this person may hear: not one on an action they may not see."""
    if view.whole or row.latest_update_id is None:
        return _heard_in(ctx, row) if row.at else None
    told = [*ctx.reader.all(_TOLD, id=row.id), *ctx.reader.all(_TOLD_UNDER, id=row.id, **reach(ctx, view))]
    return heard(ctx, max(told, key=lambda each: (each.at, each.id)).id) if told else None


def responses(ctx: Context, recommendation_id: int) -> list[Any]:
    """The council's first response to a recommendation, a row a paragraph."""
    return list(ctx.reader.all(_RESPONSE, id=recommendation_id))


def tied(ctx: Context, kind: str, item_id: int) -> tuple[Tied, ...]:
    """Who is tied to an item, in the order the plan gives."""
    return _tied_in(ctx, _ties(ctx, kind, item_id))


def _ties(ctx: Context, kind: str, item_id: int) -> list[Any]:
    return ctx.reader.all(_TIED[kind], id=item_id, person=ctx.actor.person_id or -1, on_day=ctx.today)


def _tied_in(ctx: Context, rows: Iterable[Any]) -> tuple[Tied, ...]:
    found = [
        Tied(row.relation, _tied_name(ctx, row), row.organisation is not None, row.absent is not None, row.cover)
        for row in rows
    ]
    return tuple(dict.fromkeys(found))


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
    rows = _ACTION_TALLY.all(ctx, view, id=recommendation_id, today=ctx.today)
    late = sum([row.late for row in rows])
    return ActionTally(
        {row.delivery: row.count for row in rows},
        late,
        tuple(_LATE_ACTIONS.all(ctx, view, id=recommendation_id, today=ctx.today)) if late else (),
    )


def _evidence(ctx: Context, view: PlanView, row: Any) -> EvidenceTally:
    """The evidence of a recommendation (id, impact, sign_off) as one person may see it."""
    rows: Sequence[Any] = _EVIDENCE.all(ctx, view, id=row.id)
    weighed = weighing(rows, row.impact, row.sign_off)
    seen = [row for row in rows if row.shown]
    accepted = [(row.kind, row.bearing) for row in seen if row.state is EvidenceState.ACCEPTED]
    against = [row for row in rows if stands_against(row) and row.shown]
    return EvidenceTally(
        {each: accepted.count(each) for each in accepted},
        [row.state for row in seen].count(EvidenceState.OFFERED),
        len(against),
        proved(weighed),
        any(map(stands_against, weighed)),
        hidden=len(seen) < len(rows),
        unlooked=sum(map(unlooked, against)),
    )


def judged(ctx: Context, kind: str, item_id: int) -> Spoken | None:
    """What stands of the boards' words on an item that were not lifted; None where none has spoken."""
    return spoken(ctx.reader.all(_JUDGED[kind], id=item_id))


def next_meeting(ctx: Context, view: PlanView) -> NextMeeting | None:
    """The next meeting of any board of the plan on a known day; not for a partner's people."""
    if not view.everything:
        return None
    rows = ctx.reader.unchanged(_MEETING, plan=view.id, today=ctx.today)
    on = partial(rows[0], "date") if rows else None
    return NextMeeting(rows[0].name, on, rows[0].papers_due_on) if on else None
