"""`dates`: what boards, reports and the law expect by a day; and to say of one of them that it is done."""

import re
from datetime import date
from typing import Any

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import dated as cards
from handlers.context import Arguments, Context
from handlers.dated import reading
from handlers.dated.asking import whom
from handlers.dated.reading import Dated
from handlers.days import day_ahead
from handlers.errors import Refused, UserError
from handlers.library import whole
from handlers.recording import record
from models.card import Action, Reply
from models.governance import Board, Meeting, ReportingDuty
from models.plan import Inspection, PlanInspection
from models.rules.dates import say_day

_NAMED = re.compile(r"([PTSF]) ?(\d{1,9})", re.IGNORECASE)
_Row = Meeting | ReportingDuty | Inspection
_COLUMNS: dict[str, tuple[type[_Row], str, str]] = {
    "P": (Meeting, "meeting", "papers_in_on"),
    "T": (ReportingDuty, "reporting_duty", "done_on"),
    "S": (Inspection, "inspection", "statement_sent_on"),
    "F": (Inspection, "inspection", "draft_sent_on"),
}
_LOOK = Action("The dates", "dates")


def show(ctx: Context, args: Arguments) -> Reply:
    """What is to come or is not done, the soonest first."""
    view = whole(ctx)
    still = (each for each in reading.of_plan(ctx.change, view.id) if each.until is None or each.until >= ctx.today)
    found, about = list(still), reading.unverified(ctx.change, view.id)
    may = [_may_say(ctx, view, each) for each in found]
    return Reply((cards.dates_card(view, found, about, ctx.today, page=args.page, may=may),))


def done(ctx: Context, args: Arguments) -> Reply:
    """Papers are in, a report was given, or a statement was sent: nobody is reminded of it any more."""
    view, dated = _meant(ctx, args.get("which"))
    on = day_ahead(args.get("on"), ctx.today, past=True) if args.get("on") else ctx.today
    _put(ctx, dated.name, on)
    record(ctx, "dates", _subject(dated.name), f"{dated.what} is done, {say_day(on)}", plan_id=view.id)
    return Reply((cards.done_card(view, dated, on),), replaces=True)


def not_done(ctx: Context, args: Arguments) -> Reply:
    """It is not done after all: whoever may say that it was may take it back."""
    view = access.plan(ctx)
    name = args.get("which").strip().upper().replace(" ", "")
    before = _done_on(ctx, view, name)
    if before is None:
        raise UserError(f"Nothing called “{args.get('which')}” is done. “dates” lists what is not.", _LOOK)
    _put(ctx, name, None)
    found = next((each for each in reading.of_plan(ctx.change, view.id) if each.name == name), None)
    if found is None or not _may_say(ctx, view, found):
        raise _refused()
    record(ctx, "dates", _subject(name), f"{found.what} is not done", plan_id=view.id)
    return Reply((cards.open_card(view, name),), replaces=True)


def _meant(ctx: Context, said: str) -> tuple[PlanView, Dated]:
    view = access.plan(ctx)
    name = said.strip().upper().replace(" ", "")
    found = next((each for each in reading.of_plan(ctx.change, view.id) if each.name and each.name == name), None)
    if found is None or not (view.everything or _may_say(ctx, view, found)):
        raise UserError(
            f"Nothing called “{said}” waits to be done. “dates” lists what does. Nothing was changed.", _LOOK
        )
    if not _may_say(ctx, view, found):
        raise _refused()
    return view, found


def _refused() -> Refused:
    return Refused("That is for those who run the plan, or whoever is asked for it. Nothing was changed.", _LOOK)


def _may_say(ctx: Context, view: PlanView, dated: Dated) -> bool:
    """Those who run the plan, and those who are asked today."""
    if Ability.SEE_PEOPLE in view.may:
        return True
    asked = whom(ctx.change, view.id, dated, ctx.now, ctx.today) if dated.name else []
    return any(each.person.id == ctx.actor.person_id for each in asked)


def _put(ctx: Context, name: str, on: date | None) -> None:
    table, _, column = _COLUMNS[name[0]]
    row: Any = ctx.change.get_one(table, int(name[1:]), with_for_update=True, populate_existing=True)
    setattr(row, column, on)
    ctx.change.add(row)
    ctx.change.flush()


def _done_on(ctx: Context, view: PlanView, name: str) -> date | None:
    """When one of this plan's was said to be done."""
    if not _NAMED.fullmatch(name):
        return None
    table, _, column = _COLUMNS[name[0]]
    row: Any = ctx.change.get(table, int(name[1:]))
    if row is None or not _of_plan(ctx, view, row):
        return None
    found: date | None = getattr(row, column)
    return found


def _of_plan(ctx: Context, view: PlanView, row: _Row) -> bool:
    if isinstance(row, Meeting):
        return ctx.change.get_one(Board, row.board_id).plan_id == view.id
    if isinstance(row, ReportingDuty):
        return row.plan_id == view.id
    return ctx.change.get(PlanInspection, (view.id, row.key_id)) is not None


def _subject(name: str) -> str:
    return f"{_COLUMNS[name[0]][1]}:{name[1:]}"
