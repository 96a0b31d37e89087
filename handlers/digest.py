"""`digest`: a plan's week: what moved, what is late, due, unproved and silent, what waits for whom, what is next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from handlers import access, action_lines, dropped, overview, views, waiting
from handlers.access import PlanView, scope, visible
from handlers.action_lines import ActionLine
from handlers.cards import digest as cards
from handlers.cards.digest_details import details_card
from handlers.cards.waiting import Waiting
from handlers.context import Arguments, Context
from handlers.dated import reading
from handlers.dated.reading import Dated
from handlers.overview import Line
from models.card import Card, Reply
from models.database import Statement
from models.sql import PlanAction, Recommendation, Update
from models.vocabulary import Delivery

WEEK = timedelta(days=7)
_BEST_FIRST = (
    Delivery.COMPLETED, Delivery.ON_TRACK, Delivery.NOT_STARTED, Delivery.PAUSED, Delivery.NOT_ENOUGH_EVIDENCE,
    Delivery.AT_RISK, Delivery.OFF_TRACK,
)  # fmt: skip


def _said(table: Any, kind: str, about: Any) -> Statement:
    return Statement(
        lambda: (
            select(Update.delivery, Update.at, table.label)
            .join(table, table.id == about)
            .where(
                Update.plan_id == bindparam("plan"), Update.delivery.is_not(None), Update.at < bindparam("until"),
                visible(table, kind),
            )
            .order_by(Update.at, Update.id)
        )
    )  # fmt: skip


_SAID = _said(Recommendation, "recommendation", Update.recommendation_id)
_SAID_OF_ACTIONS = _said(PlanAction, "action", Update.action_id)
_ACTIONS = Statement(
    lambda: (
        select(PlanAction.delivery, func.count().label("number"))
        .where(PlanAction.plan_id == bindparam("plan"), visible(PlanAction, "action"))
        .group_by(PlanAction.delivery)
    )
)


@dataclass(frozen=True, slots=True)
class Move:
    """An item that changed its delivery word in the week, from what to what."""

    label: str
    before: Delivery
    after: Delivery

    @property
    def backwards(self) -> bool:
        """Whether it changed for the worse."""
        return _BEST_FIRST.index(self.after) > _BEST_FIRST.index(self.before)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a plan, which ended on `last`. With `shared` it is for all who read a channel.

    Of a plan without recommendations, its `actions` by delivery word, and the first of the `late_actions` that are
    past their own date. `dates` are what boards, reports and the law expect and nobody has said is done; what comes of
    a report that is not published is in nothing `shared`.
    """

    view: PlanView
    last: date
    lines: tuple[Line, ...]
    moves: tuple[Move, ...]
    waits: tuple[Waiting, ...]
    meeting: views.NextMeeting | None
    shared: bool
    actions: Mapping[Delivery, int]
    late: tuple[ActionLine, ...]
    late_actions: int
    dates: tuple[Dated, ...] = ()


def show(ctx: Context, args: Arguments) -> Reply:
    """The week to the last Sunday, as the chair gets it."""
    return Reply((card(ctx, access.plan(ctx, args.get("plan"))),))


def show_details(ctx: Context, args: Arguments) -> Reply:
    """What stands behind the week, item by item."""
    return Reply((details(ctx, access.plan(ctx, args.get("plan"))),))


def card(ctx: Context, view: PlanView, *, shared: bool = False) -> Card:
    """The digest of one plan as one person may see it; `shared` in a channel, where nobody is asked to decide."""
    return dropped.beside(ctx, view, cards.digest_card(_week(ctx, view, shared=shared), ctx.today))


def details(ctx: Context, view: PlanView) -> Card:
    """The items behind the counts of a digest, for its thread."""
    return dropped.beside(ctx, view, details_card(_week(ctx, view, shared=True), ctx.today))


def _week(ctx: Context, view: PlanView, *, shared: bool) -> Week:
    last = ctx.today - timedelta(days=ctx.today.weekday() + 1)
    waits = () if shared else tuple(each for source in waiting.SOURCES for each in source(ctx, view))
    lines, meeting = overview.lines(ctx, view), views.next_meeting(ctx, view)
    dates = tuple(_dates(ctx, view, shared=shared))
    if lines:
        moves = tuple(_moves(ctx, view, last, _SAID))
        return Week(view, last, lines, moves, waits, meeting, shared, {}, (), 0, dates)
    moves = tuple(_moves(ctx, view, last, _SAID_OF_ACTIONS))
    actions = {row.delivery: row.number for row in ctx.reader.all(_ACTIONS, **scope(ctx, view))}
    return Week(view, last, lines, moves, waits, meeting, shared, actions, *action_lines.late(ctx, view, 1), dates)


def _dates(ctx: Context, view: PlanView, *, shared: bool) -> Iterator[Dated]:
    """Papers, reports and clocks that are to come or late; not for a partner's people, as `dates` is not."""
    for each in reading.read(ctx.reader, view.id) if view.everything else ():
        open_still = each.until is None or each.until >= ctx.today
        if each.name and open_still and not (shared and each.embargoed):
            yield each


def _moves(ctx: Context, view: PlanView, last: date, said: Statement) -> Iterator[Move]:
    """What changed its word in the week that ended on `last`."""
    until = datetime.combine(last + timedelta(days=1), time(), ctx.now.tzinfo)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row in ctx.reader.all(said, until=until, **scope(ctx, view)):
        after[row.label] = row.delivery
        if row.at < until - WEEK:
            before[row.label] = row.delivery
    for label, word in after.items():
        if word is not (was := before.get(label, Delivery.NOT_STARTED)):
            yield Move(label, was, word)
