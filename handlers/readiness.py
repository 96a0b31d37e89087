"""`readiness` and `assurance`: what would still be open, and what the council can formally say is met."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from handlers import access, board_words, dropped, measures, overview, status
from handlers.access import PlanView
from handlers.cards import readiness as cards
from handlers.cards.board_words import Rest
from handlers.cards.readiness import Signed
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.overview import Line
from handlers.succession import line
from models.card import Action, Reply
from models.database import Statement
from models.rules.dates import parse_written
from models.rules.frameworks import Bearing, Published, beside, limiting
from models.sql import (
    Decision,
    Inspection,
    Judgement,
    PlanInspection,
    Recommendation,
    RecommendationJudgement,
)
from models.vocabulary import DecisionKind, Delivery, SignOff

NOT_LINKED = "not linked to a judgement"

_AREAS = Statement(
    lambda: (
        select(Recommendation.id, Recommendation.group_name, Judgement.group_name.label("half"), Judgement.area)
        .outerjoin(RecommendationJudgement, RecommendationJudgement.recommendation_id == Recommendation.id)
        .outerjoin(Judgement, Judgement.id == RecommendationJudgement.judgement_id)
        .where(Recommendation.plan_id == bindparam("plan"))
        .order_by(Judgement.position)
    )
)
_PUBLISHED = Statement(
    lambda: (
        select(Inspection.framework, Judgement.group_name, Judgement.area, Judgement.grade)
        .join(Inspection, Inspection.id == Judgement.inspection_id)
        .join(PlanInspection, PlanInspection.inspection_id == Inspection.id)
        .where(PlanInspection.plan_id == bindparam("plan"))
        .order_by(Inspection.id, Judgement.position)
    )
)


def _signings() -> Any:
    lines = line(lambda of: of.plan_id == bindparam("plan"))
    return (
        select(
            lines.c.item.label("recommendation_id"), Decision.kind, Decision.board_name, Decision.decided_at,
            Decision.minute, Decision.at, Decision.report_on,
        )
        .join(lines, lines.c.each == Decision.recommendation_id)
        .where(Decision.kind.in_([DecisionKind.SIGN_OFF, DecisionKind.REPORTED]))
        .order_by(Decision.id)
    )  # fmt: skip


_SIGNED = Statement(_signings)


@dataclass(frozen=True, slots=True)
class Area:
    """One judgement area: what in it would still be open, unproved or unsigned."""

    name: str
    lines: tuple[Line, ...]
    still_open: tuple[Line, ...]
    unproved: tuple[Line, ...]
    unsigned: tuple[Line, ...]
    doubted: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """How many recommendations are in it, signed off or not."""
        return len(self.lines)


def readiness(ctx: Context, args: Arguments) -> Reply:
    """What would still be open, unproved or unsigned tomorrow morning or on a day, by judgement area."""
    view = access.plan(ctx)
    on = _day(args.get("day"), ctx.today)
    lines = overview.lines(replace(ctx, today=on), view)
    parts = board_words.worth_showing(ctx, view, alone=not lines)
    actions = () if lines else board_words.loose_actions(replace(ctx, today=on), view)
    rest = Rest(parts, actions)
    card = cards.readiness_card(view, _areas(ctx, view, lines), rest, _bearings(ctx, view), on, ctx.today)
    return Reply((dropped.beside(ctx, view, card),))


def _day(said: str, today: date) -> date:
    words = said.casefold().removeprefix("on ").removeprefix("for ").strip()
    if words in ("", "tomorrow", "tomorrow morning"):
        return today + timedelta(days=1)
    try:
        found = parse_written(words, today).first_day
    except ValueError as error:
        raise UserError(f"{error} Or say “readiness” for tomorrow morning.", Action("Tomorrow", "readiness")) from error
    if found is None or found < today:
        raise UserError("Readiness looks ahead: say a day from today on.", Action("Tomorrow", "readiness"))
    return found


def _areas(ctx: Context, view: PlanView, lines: tuple[Line, ...]) -> list[Area]:
    held: dict[str, dict[int, Line]] = defaultdict(dict)
    by_id = {line.id: line for line in lines}
    for row in ctx.reader.all(_AREAS, plan=view.id):
        if row.id in by_id:
            name = (
                f"{row.half}: {row.area}"
                if row.area
                else (f"{row.group_name}, {NOT_LINKED}" if row.group_name else NOT_LINKED.capitalize())
            )
            held[name][row.id] = by_id[row.id]
    return [_area(name, tuple(sorted(found.values(), key=lambda line: line.position))) for name, found in held.items()]


def _area(name: str, lines: tuple[Line, ...]) -> Area:
    unsigned = tuple(line for line in lines if line.sign_off is not SignOff.SIGNED_OFF)
    return Area(
        name,
        lines,
        tuple(line for line in unsigned if line.delivery is not Delivery.COMPLETED),
        tuple(line for line in unsigned if line.delivery is Delivery.COMPLETED and not line.proof),
        tuple(line for line in unsigned if line.delivery is Delivery.COMPLETED and line.proof),
        tuple(line for line in lines if line.doubt is not None),
    )


def _bearings(ctx: Context, view: PlanView) -> tuple[Bearing, ...]:
    rows: list[Any] = ctx.reader.all(_PUBLISHED, plan=view.id)
    rules = tuple(rule for framework in dict.fromkeys(row.framework for row in rows) for rule in limiting(framework))
    return beside(rules, [Published(row.group_name or "", row.area, row.grade) for row in rows])


def assurance(ctx: Context, args: Arguments) -> Reply:
    """Per item, the sentence the director may sign: we can, or cannot, formally say this is met, because of what."""
    said = args.get("item")
    if said:
        view, item = status.one(ctx, said)
        if item.kind != "recommendation":
            return Reply((cards.part_card(view, board_words.called(ctx, view, item)),))
        lines, rest = tuple(line for line in overview.lines(ctx, view) if line.id == item.id), Rest((), ())
    else:
        view = access.plan(ctx)
        lines = overview.lines(ctx, view)
        parts = board_words.worth_showing(ctx, view, alone=not lines)
        rest = Rest(parts, () if lines else board_words.loose_actions(ctx, view))
    signed, falling = _signed(ctx, view), measures.falling(ctx, view)
    items = [(line, signed.get(line.id), falling.get(line.id, ())) for line in lines]
    card = cards.assurance_card(view, items, rest, page=args.page)
    return Reply((card if said else dropped.beside(ctx, view, card),))


def _signed(ctx: Context, view: PlanView) -> dict[int, Signed]:
    """The last sign-off of every item, with where a chair's action was reported since."""
    found: dict[int, Signed] = {}
    for row in ctx.reader.all(_SIGNED, plan=view.id):
        if row.kind is DecisionKind.SIGN_OFF:
            where = (row.decided_at, row.minute, row.report_on)
            found[row.recommendation_id] = Signed(row.board_name or "board", ctx.day_of(row.at), *where, at=row.at)
        elif row.recommendation_id in found:
            found[row.recommendation_id] = found[row.recommendation_id]._replace(report=row)
    return found
