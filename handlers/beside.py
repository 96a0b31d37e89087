"""What stands beside an item's own state: requests that wait, open questions of boards, and the harm answer."""

from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, exists, false, literal, select

from handlers.context import Context
from handlers.fallen import has_new_figures, wrong_way
from models import sql
from models.database import Statement
from models.vocabulary import ChallengeState, ChangeState, DueKind, DueState


class Beside(NamedTuple):
    """Open requests and questions about an item, the latest answer on harm, and whether it is late at all.

    `wrong_way` are its measures that moved the wrong way, in words.
    """

    late: bool = False
    requests: tuple[Any, ...] = ()
    questions: tuple[Any, ...] = ()
    harm: Any = None
    wrong_way: tuple[str, ...] = ()


_COLUMN = {"recommendation": "recommendation_id", "action": "action_id"}
_OPEN = sql.Change.state == ChangeState.OPEN
_UNSETTLED = sql.Challenge.state != ChallengeState.ACCEPTED


def waiting(kind: str, item: Any) -> tuple[Any, ...]:
    """The columns by which a row of an item says whether anything stands beside it, since mostly nothing does."""
    column, answer, change = _COLUMN[kind], sql.HarmAnswer, sql.Change
    return (
        exists().where(getattr(change, column) == item.id, _OPEN).label("requests"),
        exists().where(getattr(sql.Challenge, column) == item.id, _UNSETTLED).label("questions"),
        exists().where(getattr(answer, column) == item.id).label("answers"),
        (has_new_figures() if kind == "recommendation" else false()).label("figures"),
    )


def _requests(column: str) -> Statement:
    change = sql.Change
    return Statement(
        lambda: (
            select(
                change.id,
                change.kind,
                change.was,
                change.wanted,
                change.review_on,
                change.by_name,
                change.decided_by,
                change.decided_at,
            )
            .where(getattr(change, column) == bindparam("id"), _OPEN)
            .order_by(change.id)
        )
    )


def _questions(column: str) -> Statement:
    asked = sql.Challenge
    return Statement(
        lambda: (
            select(asked.id, asked.board_name, asked.to_name, asked.question, asked.state, asked.due_on)
            .where(getattr(asked, column) == bindparam("id"), _UNSETTLED)
            .order_by(asked.due_on, asked.id)
        )
    )


def asked_again(column: str) -> Any:
    """Whether harm is asked anew of an item that was answered for: it was reopened, or became late again."""
    named = f"{column.removesuffix('_id')}:"
    return exists().where(
        sql.Reminder.subject == literal(named) + cast(getattr(sql.HarmAnswer, column), String),
        sql.Reminder.kind == DueKind.HARM,
        sql.Reminder.state == DueState.PENDING,
        sql.Reminder.note.endswith("?"),
    )


def _answer(column: str) -> Statement:
    given = sql.HarmAnswer
    return Statement(
        lambda: (
            select(given.answer, given.by_name, given.at, given.routed_to, asked_again(column).label("asked_again"))
            .where(getattr(given, column) == bindparam("id"))
            .order_by(given.id.desc())
            .limit(1)
        )
    )


_REQUESTS = {kind: _requests(column) for kind, column in _COLUMN.items()}
_ANSWER = {kind: _answer(column) for kind, column in _COLUMN.items()}
_QUESTIONS = {kind: _questions(column) for kind, column in (*_COLUMN.items(), ("workstream", "workstream_id"))}


def beside(ctx: Context, kind: str, row: Any, *, late: bool) -> Beside:
    """What is open about one recommendation or action, whose row was read with `waiting`."""
    return Beside(
        late,
        tuple(ctx.reader.all(_REQUESTS[kind], id=row.id)) if row.requests else (),
        questions(ctx, kind, row.id) if row.questions else (),
        ctx.reader.one(_ANSWER[kind], id=row.id) if row.answers else None,
        wrong_way(ctx, row.id) if row.figures else (),
    )


def questions(ctx: Context, kind: str, item_id: int) -> tuple[Any, ...]:
    """The open questions of boards on one item of any kind, the longest due first."""
    return tuple(ctx.reader.all(_QUESTIONS[kind], id=item_id))
