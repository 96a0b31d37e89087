"""The measures of a plan with their figures, and which of them is meant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.context import Context
from handlers.errors import UserError
from handlers.figure_order import corrections, in_order
from handlers.guarding import MEASURE_NUMBER
from handlers.serving import serving
from models.card import Action
from models.database import Statement
from models.rules.movement import Movement, movement
from models.sql import Figure as FigureTable
from models.sql import Measure as MeasureTable
from models.sql import MeasureRecommendation as Link
from models.sql import Recommendation


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
_SERVES = serving(Link, "measure_id")


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


def may_add_to(ctx: Context, view: PlanView, measure: MeasureView) -> bool:
    """Whether this person may add a figure: by role, or as an owner of one of its recommendations."""
    mine = any(access.may_update(ctx, view, "recommendation", each) for each in measure.serves_ids)
    return mine or Ability.UPDATE in view.may
