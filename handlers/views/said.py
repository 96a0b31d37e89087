"""What was said on an item: the latest word, the council's response, the boards' judgements, and who meets next."""

from typing import Any

from sqlalchemy import bindparam, select

from handlers.access import PlanView, reach, visible
from handlers.context import Context
from handlers.spoken import Spoken, spoken
from handlers.views.facts import Heard, NextMeeting
from handlers.views.rows import HEARD
from models.columns import partial
from models.database import Statement
from models.sql import ActionRecommendation, Board, BoardJudgement, Meeting, PlanAction, Response, Update

_LATEST = Statement(lambda: select(*HEARD).where(Update.id == bindparam("id")))


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


def latest_of(ctx: Context, view: PlanView, row: Any) -> Heard | None:
    """The latest word on a recommendation that this person may hear: not one on an action they may not see."""
    if view.whole or row.latest_update_id is None:
        return _heard_in(ctx, row) if row.at else None
    told = [*ctx.reader.all(_TOLD, id=row.id), *ctx.reader.all(_TOLD_UNDER, id=row.id, **reach(ctx, view))]
    return heard(ctx, max(told, key=lambda each: (each.at, each.id)).id) if told else None


def responses(ctx: Context, recommendation_id: int) -> list[Any]:
    """The council's first response to a recommendation, a row a paragraph."""
    return list(ctx.reader.all(_RESPONSE, id=recommendation_id))


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
