"""`digest`: the plan's week for those who chair it: what moved, what is late, what waits for them, what is next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from handlers import access, overview, views, waiting
from handlers.access import PlanView, scope, visible
from handlers.cards import digest as cards
from handlers.cards.waiting import Waiting
from handlers.context import Arguments, Context
from handlers.overview import Line
from models.card import Card, Reply
from models.database import Statement
from models.sql import Recommendation, Update
from models.vocabulary import Delivery

WEEK = timedelta(days=7)
_BEST_FIRST = (
    Delivery.COMPLETED, Delivery.ON_TRACK, Delivery.NOT_STARTED, Delivery.PAUSED, Delivery.NOT_ENOUGH_EVIDENCE,
    Delivery.AT_RISK, Delivery.OFF_TRACK,
)  # fmt: skip
_SAID = Statement(
    lambda: (
        select(Update.recommendation_id, Update.delivery, Update.at, Recommendation.label)
        .join(Recommendation, Recommendation.id == Update.recommendation_id)
        .where(
            Update.plan_id == bindparam("plan"), Update.delivery.is_not(None), Update.at < bindparam("until"),
            visible(Recommendation, "recommendation"),
        )
        .order_by(Update.at, Update.id)
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a plan. `moved` and `backwards` are the labels of what changed its delivery word."""

    view: PlanView
    last: date
    lines: tuple[Line, ...]
    moved: tuple[str, ...]
    backwards: tuple[str, ...]
    waits: tuple[Waiting, ...]
    meeting: views.NextMeeting | None


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The week to the last Sunday, as the chair gets it."""
    return Reply((card(ctx, access.plan(ctx)),))


def card(ctx: Context, view: PlanView) -> Card:
    """The digest of one plan as one person may see it."""
    last = ctx.today - timedelta(days=ctx.today.weekday() + 1)
    moved, backwards = _moved(ctx, view, last)
    waits = tuple(each for source in waiting.SOURCES for each in source(ctx, view))
    week = Week(view, last, overview.lines(ctx, view), moved, backwards, waits, views.next_meeting(ctx, view))
    return cards.digest_card(week, ctx.today)


def _moved(ctx: Context, view: PlanView, last: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What changed its word in the week that ended on `last`, and what of it for the worse."""
    until = datetime.combine(last + timedelta(days=1), time(), ctx.now.tzinfo)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row in ctx.reader.all(_SAID, until=until, **scope(ctx, view)):
        after[row.label] = row.delivery
        if row.at < until - WEEK:
            before[row.label] = row.delivery
    moved = [label for label, word in after.items() if word is not before.get(label, Delivery.NOT_STARTED)]
    rank = _BEST_FIRST.index
    worse = [each for each in moved if rank(after[each]) > rank(before.get(each, Delivery.NOT_STARTED))]
    return tuple(moved), tuple(worse)
