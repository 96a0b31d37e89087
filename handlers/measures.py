"""`measures`, `measure add` and `figure`: a measure is defined once, its figures are only ever added."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlmodel import col
from sqlmodel import select as rows_of

from handlers import access
from handlers.access import Ability, Item, PlanView
from handlers.cards import measures as cards
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError, about
from handlers.evidence.listing import recommendation
from handlers.figure_order import corrections, in_order, is_worse
from handlers.figures import ask_whether_it_holds, held_for, speak_to
from handlers.guarding import MEASURE_NUMBER
from handlers.recording import record
from models.card import Action, Reply
from models.database import Statement
from models.progress import Figure, Measure, MeasureRecommendation
from models.rules.movement import Movement, agrees, movement, percentage
from models.rules.periods import read_period
from models.sql import Figure as FigureTable
from models.sql import Measure as MeasureTable
from models.sql import MeasureRecommendation as Link
from models.sql import Recommendation

_LONGEST = 300
_MOST = 1_000_000_000
DIRECTIONS = {
    "up": "up", "higher": "up", "more": "up", "down": "down", "lower": "down", "less": "down", "fewer": "down",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure, the recommendations it belongs to, and its own figures, the earliest first."""

    row: Any
    serves: tuple[str, ...]
    serves_ids: tuple[int, ...]
    own: tuple[Any, ...]
    others: tuple[Any, ...]
    corrected: Mapping[int, Any]

    @property
    def name(self) -> str:
        """What people call it."""
        return f"M{self.row.id}"

    @property
    def moved(self) -> Movement:
        """Which way it moved with its latest figure."""
        return movement([each.value for each in self.own], self.row.direction)


class Falling(NamedTuple):
    """A measure that moved the wrong way with its latest figure, in words, and when that figure came."""

    said: str
    at: datetime | None


def falling(ctx: Context, view: PlanView) -> dict[int, list[Falling]]:
    """The measures that move the wrong way, by the recommendations they serve: each is an exception to be known."""
    found: dict[int, list[Falling]] = defaultdict(list)
    for each in of_plan(ctx, view):
        if each.moved is not Movement.WORSE:
            continue
        before, now = each.own[-2:]
        period = f" in {now.period}" if now.period else ""
        said = f"{each.row.name} moves the wrong way, from {before.value} to {now.value}{period}"
        for item in each.serves_ids:
            found[item].append(Falling(said, now.at))
    return found


def _in_plan() -> Any:
    """The condition that a measure is the plan's own, or serves an item it carried over from the plan it succeeds."""
    carried = (
        select(Link.measure_id)
        .join(Recommendation, Recommendation.id == Link.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan"))
    )
    return or_(MeasureTable.plan_id == bindparam("plan"), MeasureTable.id.in_(carried))


_MEASURES = Statement(
    lambda: (
        select(
            MeasureTable.id, MeasureTable.name, MeasureTable.unit, MeasureTable.direction, MeasureTable.baseline,
            MeasureTable.target, MeasureTable.frequency, MeasureTable.note,
        )
        .where(_in_plan())
        .order_by(MeasureTable.id)
    )
)  # fmt: skip
_FIGURES = Statement(
    lambda: (
        select(
            FigureTable.id, FigureTable.measure_id, FigureTable.whose, FigureTable.period, FigureTable.value,
            FigureTable.numerator, FigureTable.denominator, FigureTable.at, FigureTable.by_name, FigureTable.note,
        )
        .join(MeasureTable, MeasureTable.id == FigureTable.measure_id)
        .where(_in_plan())
        .order_by(FigureTable.measure_id, FigureTable.position)
    )
)  # fmt: skip
_SERVES = Statement(
    lambda: (
        select(Link.measure_id, Recommendation.id, Recommendation.label)
        .join(Recommendation, Recommendation.id == Link.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan"), access.visible(Recommendation, "recommendation"))
        .order_by(Recommendation.position)
    )
)


_LINKED = Statement(lambda: select(Link.measure_id).distinct())


def of_plan(ctx: Context, view: PlanView) -> tuple[MeasureView, ...]:
    """Every measure of the plan that this person may see: of items they see, or of none, which is no partner's."""
    served = ctx.reader.all(_SERVES, **access.scope(ctx, view))
    figures = ctx.reader.all(_FIGURES, plan=view.id)
    found = (_view(row, served, figures) for row in ctx.reader.all(_MEASURES, plan=view.id))
    linked = set() if view.restricted else {row.measure_id for row in ctx.reader.all(_LINKED)}
    return tuple(each for each in found if each.serves or (view.everything and each.row.id not in linked))


def _view(row: Any, served: Sequence[Any], figures: Sequence[Any]) -> MeasureView:
    its = [each for each in figures if each.measure_id == row.id]
    mine = [each for each in served if each.measure_id == row.id]
    return MeasureView(
        row, tuple(each.label for each in mine), tuple(each.id for each in mine),
        in_order([each for each in its if each.whose == "own"]),
        tuple(each for each in its if each.whose != "own"),
        corrections(its),
    )  # fmt: skip


def meant(ctx: Context, said: str) -> tuple[PlanView, MeasureView]:
    """The measure that "M3", or words of its name, mean. Raises UserError where that is none or several."""
    latest_last = sorted((view for view, _ in access.plans(ctx)), key=lambda view: not view.superseded)
    seen = list({each.row.id: (view, each) for view in latest_last for each in of_plan(ctx, view)}.values())
    number = MEASURE_NUMBER.fullmatch(said.strip())
    if number:
        found = [(view, each) for view, each in seen if each.row.id == int(number[1])]
    else:
        words = said.casefold().split()
        found = [(view, each) for view, each in seen if all(word in each.row.name.casefold() for word in words)]
    if len(found) == 1 and said.strip():
        return found[0]
    what = "More than one measure is called that" if found and said.strip() else f"There is no measure “{said}”"
    raise UserError(
        f"{what}. “measures” lists them with their numbers, such as M3. Nothing was recorded.",
        Action("Measures", "measures"),
    )


def show(ctx: Context, args: Arguments) -> Reply:
    """The measures of the plan or of one recommendation, those that move the wrong way first."""
    if said := args.get("item"):
        view, item = recommendation(ctx, said)
        found = [each for each in of_plan(ctx, view) if item.id in each.serves_ids]
        name, command = item.label, f"measures {cards.item_ref(view, item)}"
    else:
        view = access.plan(ctx)
        found, name, command = list(of_plan(ctx, view)), view.name, "measures"
    found.sort(key=lambda each: each.moved is not Movement.WORSE)
    may = Ability.UPDATE_OWN in view.may
    return Reply(
        (
            cards.measures_card(
                view,
                name,
                found,
                page=args.page,
                command=command,
                may_add=may,
                theirs=lambda each: may_add_to(ctx, view, each),
            ),
        )
    )


def add(ctx: Context, args: Arguments) -> Reply:
    """Define a measure, once."""
    name = " ".join(args.get("name").split())
    with about("for"):
        view, items = _for(ctx, args.get("for"))
    if name:
        _check_theirs(ctx, view, items)
    direction = DIRECTIONS.get(args.get("direction").casefold(), "")
    if errors := _wrong(name, direction):
        kept = {each: args.get(each) for each in ("for", "direction", "unit", "baseline", "target", "frequency")}
        return Reply(form=cards.measure_form(name, kept, errors), refused=bool(args.get("direction")))
    key = _key(name)
    if ctx.change.exec(rows_of(Measure).where(Measure.plan_id == view.id, Measure.key == key)).first():
        raise UserError(
            f"There is a measure “{name}” in {view.name} already. Add to it with: figure {name} value=…",
            Action("Measures", "measures"),
        )
    row = Measure(
        plan_id=view.id, key=key, name=name, direction=direction,
        unit=args.get("unit") or None, baseline=args.get("baseline") or None, target=args.get("target") or None,
        frequency=args.get("frequency") or None, note=args.get("note") or None,
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    for item in items:
        ctx.change.add(MeasureRecommendation(recommendation_id=item.id, measure_id=row.key_id))
    ctx.change.flush()
    summary = f"defined the measure M{row.key_id} “{name}”, better when {_better(direction)}"
    record(ctx, "measure", f"measure:{row.key_id}", summary, plan_id=view.id)
    return Reply((cards.defined_card(view, row, [item.label for item in items]),))


def _better(direction: str) -> str:
    return "it goes up" if direction == "up" else "it goes down"


def _wrong(name: str, direction: str) -> tuple[tuple[str, str], ...]:
    errors = []
    if not name or len(name) > _LONGEST:
        errors.append(("name", f"Give it a name of at most {_LONGEST} characters."))
    if not direction:
        errors.append(("direction", "Which way is better: up or down?"))
    return tuple(errors)


def _key(name: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def _for(ctx: Context, said: str) -> tuple[PlanView, list[Item]]:
    """The recommendations a measure is for, and their plan."""
    found = [recommendation(ctx, word) for word in re.split(r"[,;\s]+", said) if word]
    if not found:
        return access.plan(ctx), []
    view = found[0][0]
    return view, list({item.id: item for other, item in found if other.id == view.id}.values())


def _check_theirs(ctx: Context, view: PlanView, items: Sequence[Item]) -> None:
    if Ability.UPDATE in view.may and (items or view.everything):
        return
    not_mine = [item.label for item in items if not access.may_update(ctx, view, "recommendation", item.id)]
    if not items or not_mine:
        what = f"{not_mine[0]} is not yours" if not_mine else "A measure of the whole plan"
        raise Refused(
            f"{what}: a lead or a contributor of the plan defines it; you can define one for what you own, with "
            "for=SG4. Nothing was recorded.", Action("Measures", "measures"),
        )  # fmt: skip


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


def may_add_to(ctx: Context, view: PlanView, measure: MeasureView) -> bool:
    """Whether this person may add a figure: by role, or as an owner of one of its recommendations."""
    mine = any(access.may_update(ctx, view, "recommendation", each) for each in measure.serves_ids)
    return mine or Ability.UPDATE in view.may


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
