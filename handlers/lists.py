"""`mine`, `due`, `overdue` and `search`: which items, counted and paged."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from handlers import access, action_lines, dropped, overview
from handlers.access import PlanView
from handlers.cards import action, choosing, lists
from handlers.cards.words import count
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.harm_tally import tally
from models.card import Action, Card, Reply
from models.columns import partial
from models.database import Statement
from models.rules.dates import PartialDate, exactly, parse_written, say_day
from models.rules.deadlines import is_late
from models.sql import Board, Meeting, PlanAction, Recommendation, ReportingDuty, Tie, Workstream
from models.vocabulary import Delivery, SignOff

SOON = 28


def _between(on: Any, *columns: Any, of: Any = None) -> Any:
    """Rows of a plan whose day is in the period, as a partial date called `by`."""
    table = on.table.c
    chosen = [table[on.key.removesuffix("_on") + end].label(f"by{end}") for end in _ENDS]
    wanted = select(*chosen, *columns).where(on.between(bindparam("first"), bindparam("last"))).order_by(on)
    if of is None:
        return wanted.where(table.plan_id == bindparam("plan"))
    return wanted.join(of, of.id == table.board_id).where(of.plan_id == bindparam("plan"))


_ENDS = ("_on", "_precision", "_text", "_end")
_OTHER_DATES = (
    ("{row.kind}: {row.name}", Statement(lambda: _between(Workstream.due_on, Workstream.kind, Workstream.name))),
    (
        "report to {row.recipient}: {row.what}, from {row.reporter}",
        Statement(
            lambda: _between(
                ReportingDuty.by_on, ReportingDuty.recipient, ReportingDuty.what, ReportingDuty.reporter
            ).where(ReportingDuty.done_on.is_(None))
        ),
    ),
    ("meeting of {row.name}", Statement(lambda: _between(Meeting.date_on, Board.name, of=Board))),
)


def _paused(table: Any, kind: str) -> Statement:
    return Statement(
        lambda: (
            select(table.label, table.review_on)
            .where(
                table.plan_id == bindparam("plan"),
                table.delivery == Delivery.PAUSED,
                table.withdrawn_on.is_(None),
                table.review_on.between(bindparam("first"), bindparam("last")),
                access.visible(table, kind),
            )
            .order_by(table.review_on, table.position)
        )
    )


_PAUSED = {"recommendation": _paused(Recommendation, "recommendation"), "action": _paused(PlanAction, "action")}
_MY_RECOMMENDATIONS = Statement(
    lambda: (
        select(Tie.recommendation_id, Tie.plan_id, Tie.relation)
        .where(Tie.recommendation_id.is_not(None), access.held_by_person())
        .distinct()
    )
)
_MY_STREAMS = Statement(
    lambda: (
        select(Workstream.label, Workstream.name, Workstream.plan_id)
        .join(Tie, Tie.workstream_id == Workstream.id)
        .where(access.held_by_person(), Workstream.plan_id == bindparam("plan"))
        .order_by(Workstream.position)
    )
)


def mine(ctx: Context, args: Arguments) -> Reply:
    """What this person owns, covers or answers for in each plan, the most serious first."""
    if ctx.actor.operator:
        raise UserError(
            "“mine” lists what a person owns, and you are the local operator. Say “as EMAIL” to be somebody.",
            Action("Whole plan", "status"),
        )
    seen = access.plans(ctx)
    if not seen:
        raise access.stranger(ctx)
    cards = tuple(card for view, _ in seen for card in (_mine_in(ctx, view, args.page),) if card)
    if cards:
        return Reply(cards)
    nothing = "You own nothing in the plan today. If you expected something, ask the plan's administrator."
    return Reply((lists.nothing_card(nothing, Action("Whole plan", "status"), Action("Help", "help")),))


def _mine_in(ctx: Context, view: PlanView, page: int) -> Card | None:
    asked = access.holder(ctx)
    ties = [row for row in ctx.reader.all(_MY_RECOMMENDATIONS, **asked) if row.plan_id == view.id]
    held = {row.recommendation_id for row in ties}
    own = [line for line in overview.lines(ctx, view) if line.id in held] if held else []
    open_first = sorted(lists.worst_first(own, view.colours), key=lambda line: line.sign_off is SignOff.SIGNED_OFF)
    actions, total = action_lines.mine(ctx, view, page)
    streams = tuple(dict.fromkeys(row.name for row in ctx.reader.all(_MY_STREAMS, plan=view.id, **asked)))
    if not own and not total and not streams:
        return None
    locked = {line.id for line in own if line.sign_off is SignOff.REQUESTED}

    def may_report(kind: str, item: int) -> bool:
        if kind == "action":
            return access.may_update(ctx, view, kind, item)
        mine = [tie.relation for tie in ties if tie.recommendation_id == item]
        return item not in locked and access.may_report(view, mine)

    return lists.mine_card(view, open_first, actions, total, streams, page=page, today=ctx.today, may_report=may_report)


def due(ctx: Context, args: Arguments) -> Reply:
    """What falls due in a period, the next 28 days unless another is named."""
    view = access.plan(ctx)
    first, last = _period(args.get("period"), ctx.today)
    found = [
        line
        for line in overview.lines(ctx, view)
        if _falls_due(line, first, last, ctx.today) and line.sign_off is not SignOff.SIGNED_OFF
    ]
    found.sort(key=lambda line: (line.due_on or last, line.position))
    actions, total = action_lines.between(ctx, view, first, last, args.page)
    dates = _dates(ctx, view, first, last)
    said = f"{say_day(first)} to {say_day(last)}"
    command = " ".join(part for part in ("due", args.get("period")) if part)
    return Reply(
        (lists.due_card(view, said, found, actions, total, dates, page=args.page, today=ctx.today, command=command),)
    )


def _falls_due(line: overview.Line, first: date, last: date, today: date) -> bool:
    """Whether it is due in the period; of a period from today, also what was due at a weekend and is not late yet."""
    if line.due_on is None or line.due_on > last:
        return False
    return line.due_on >= first or (first == today and not is_late(line.due_on, line.limit, today))


def _period(said: str, today: date) -> tuple[date, date]:
    words = said.casefold().removeprefix("in ").removeprefix("within ").removeprefix("next ").strip()
    figure = words.split()[0] if words else str(SOON)
    rest = words[len(figure) :].strip()
    if figure.isdecimal() and rest in ("", "day", "days", "week", "weeks") and len(figure) < 5:  # noqa: PLR2004  because no plan runs longer
        return today, today + timedelta(days=int(figure) * (7 if rest.startswith("week") else 1))
    if words in ("week", "this week"):
        return today, today + timedelta(days=6 - today.weekday())
    try:
        when = parse_written(words.removeprefix("by "), today)
    except ValueError as error:
        raise UserError(f"{error} Or say “due 14 days”.", Action("Due next", "due")) from error
    if when.first_day is None or when.last_day is None:
        raise UserError("Say a day, a month or a number of days: “due 14 days”, “due April 2010”.")
    return (min(today, when.last_day) if words.startswith("by ") else when.first_day), when.last_day


def _pauses(ctx: Context, view: PlanView, first: date, last: date) -> list[tuple[PartialDate, str]]:
    """The pauses that are to be looked at again in the period."""
    asked = {**access.scope(ctx, view), "first": first, "last": last}
    return [
        (exactly(row.review_on), f"review of the pause of {'action ' * (kind == 'action')}{row.label}")
        for kind, statement in _PAUSED.items()
        for row in ctx.reader.all(statement, **asked)
    ]


def _dates(ctx: Context, view: PlanView, first: date, last: date) -> list[tuple[PartialDate, str]]:
    """Phases, reports and meetings that fall due in the period, which a partner's people do not see; and pauses."""
    asked = {"plan": view.id, "first": first, "last": last}
    found = [
        (partial(row, "by"), said.format(row=row))
        for said, statement in (_OTHER_DATES if view.everything else ())
        for row in ctx.reader.all(statement, **asked)
    ]
    found += _pauses(ctx, view, first, last)
    return sorted(((on, said) for on, said in found if on), key=lambda each: each[0].first_day or last)


def overdue(ctx: Context, args: Arguments) -> Reply:
    """What is past its original limit and not signed off: not delivered; delivered, not signed off."""
    view = access.plan(ctx, args.get("plan"))
    found = overview.lines(ctx, view)
    late = [line for line in found if line.overdue]
    _, actions = action_lines.late(ctx, view, 1)
    harm = tally(ctx, view, found)
    card = lists.overdue_card(
        view,
        late,
        actions,
        page=args.page,
        today=ctx.today,
        whole=found,
        harm=harm,
    )
    return Reply((dropped.beside(ctx, view, card),))


def overdue_actions(ctx: Context, args: Arguments) -> Reply:
    """Open actions past their own original date."""
    view = access.plan(ctx)
    found, total = action_lines.late(ctx, view, args.page)
    if not total:
        return Reply((lists.nothing_card("No open action is past its own date.", Action("Due next", "due")),))
    title = f"{view.name}: {count(total, 'action')} past its own date" if total == 1 else (
        f"{view.name}: {count(total, 'action')} past their own date"
    )  # fmt: skip
    return Reply(
        (action.actions_card(view, title, found, total, args.page, ctx.today, "overdue actions", titled=True),)
    )


def search(ctx: Context, args: Arguments) -> Reply:
    """Items whose own words hold all the words asked for, recommendations first, ten a page."""
    view = access.plan(ctx)
    said = args.get("words")
    found, total = access.search(ctx, view, said, size=choosing.PAGE, page=args.page)
    if not total:
        message = f"Nothing in {view.name} has the words “{said}”. Try one word of it, or “status” for the whole plan."
        raise UserError(message, Action("Whole plan", "status"))
    return Reply((choosing.found_card(view, said, found, total, args.page),))
