"""`figure`: a figure with its raw counts, only ever added."""

from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select as rows_of

from handlers.cards import measures as cards
from handlers.context import Arguments, Context
from handlers.errors import Refused
from handlers.figure_order import is_worse
from handlers.figures import ask_whether_it_holds, held_for, speak_to
from handlers.measures.reading import MeasureView, may_add_to, meant, of_plan
from handlers.recording import record
from models.card import Action, Reply
from models.progress import Figure, Measure
from models.rules.movement import Movement, agrees, percentage
from models.rules.periods import read_period

_MOST = 1_000_000_000


def figure(ctx: Context, args: Arguments) -> Reply:
    """Add a figure with its raw counts; moving the wrong way is an exception, and is said at once."""
    view, measure = meant(ctx, args.get("measure"))
    if not may_add_to(ctx, view, measure):
        raise Refused(
            f"{measure.name} belongs to {', '.join(measure.serves) or 'the whole plan'}, so its figures come from the "
            "owner or deputy, or from a lead or contributor of the plan. Nothing was recorded.",
            Action("Measures", "measures"),
        )
    value, top, bottom, errors = _counts(args)
    period = " ".join(args.get("period").split())
    if not period:
        errors.append(("period", "Which period is it about? Such as March 2010 or Q4 2009/10."))
    elif (read := read_period(period)) is not None and read.first > ctx.today:
        errors.append(("period", "That period has not begun, so it has no figure yet. Say one that has."))
    if errors:
        kept = {each: args.get(each) for each in ("value", "numerator", "denominator", "period", "note")}
        tried = bool(args.get("value") or args.get("numerator"))
        return Reply(form=cards.figure_form(measure, kept, tuple(errors)), refused=tried)
    rows = held_for(ctx, measure.row.id)
    row = _save(ctx, measure, (value, top, bottom), args)
    now = next(each for each in of_plan(ctx, view) if each.row.id == measure.row.id)
    before = now.corrected.get(row.key_id)
    latest = bool(now.own) and now.own[-1].id == row.key_id
    worse = is_worse(before, value, now.row.direction) or (latest and now.moved is Movement.WORSE)
    speak_to(ctx, view, rows, against=worse and row.whose == "own")
    said = f"{measure.name} “{measure.row.name}”: {cards.figure_words(row)}{cards.corrects(before)}"
    record(ctx, "figure", f"figure:{row.key_id}", said, plan_id=view.id, row=row)
    followed = ask_whether_it_holds(ctx, view, rows)
    seen = [each.said for each in followed if each.recommendation_id in now.serves_ids]
    return Reply((cards.figure_card(view, now, row.key_id, seen),))


def _counts(args: Arguments) -> tuple[str, int | None, int | None, list[tuple[str, str]]]:
    """The value and its raw counts, and what is wrong with them."""
    value, top, bottom = args.get("value"), _whole(args.get("numerator")), _whole(args.get("denominator"))
    errors = []
    for name, number in (("numerator", top), ("denominator", bottom)):
        if args.get(name) and number is None:
            errors.append((name, "A whole number, such as 43."))
    if errors:
        return value, top, bottom, errors
    if top is not None and bottom:
        value = value or f"{round(percentage(top, bottom))}%"
        errors += _disagree(value, top, bottom)
    elif "%" in value or top is not None or bottom is not None:
        errors.append(("numerator", "A percentage needs its raw counts: numerator=43 denominator=50."))
    if not value or len(value) > 60:  # noqa: PLR2004  because no figure is longer
        errors.append(("value", "What is the figure? Such as 86% or 1,204."))
    return value, top, bottom, errors


def _disagree(value: str, top: int, bottom: int) -> list[tuple[str, str]]:
    if "%" in value and top > bottom:
        return [("numerator", f"{top} of {bottom} is more than all of them.")]
    if not agrees(value, top, bottom):
        return [("value", f"{top} of {bottom} is {percentage(top, bottom):.1f}%, and you said {value}.")]
    return []


def _whole(said: str) -> int | None:
    words = said.replace(",", "")
    return int(words) if words.isascii() and words.isdigit() and int(words) < _MOST else None


def _save(ctx: Context, measure: MeasureView, counted: tuple[str, int | None, int | None], args: Arguments) -> Figure:
    ctx.change.get_one(Measure, measure.row.id, with_for_update=True, populate_existing=True)
    last = ctx.change.exec(rows_of(func.max(col(Figure.position))).where(Figure.measure_id == measure.row.id)).one()
    value, top, bottom = counted
    period = " ".join(args.get("period").split())
    row = Figure(
        measure_id=measure.row.id, position=(last or 0) + 1, value=value, numerator=top, denominator=bottom,
        period=period, at=ctx.now, by_name=ctx.actor.name, note=args.get("note") or None,
        whose=args.get("whose").casefold() or "own",
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    return row
